"""Where every receivable of an account stands on a day, and which part of it is in play."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from dunnix.model.agreement import PaymentPlan
from dunnix.model.balance import Balance, Claim, covered_claims, strike_balance
from dunnix.model.happening import Extension, HandOver, Happening, Insolvency
from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.names import Netting, PlanStatus, PromiseStanding, Standing
from dunnix.model.obstacle import Block
from dunnix.model.promises import Promised, judge_promises
from dunnix.model.versions import known_rows

if TYPE_CHECKING:
    from dunnix.model.account import Account

IN_FORCE = frozenset({PlanStatus.WRITTEN, PlanStatus.SIGNED})


@attrs.define(eq=False, order=False)
class Part:
    """An amount kept from being dunned: why, since when, and the last day of it where known."""

    standing: Standing
    amount: int
    since: int | None = None
    until: int | None = None


@attrs.define(eq=False, order=False)
class Place:
    """A receivable's standing: its parts that are out of play, and what is left in play."""

    claim: Claim
    today: int
    parts: list[Part]
    in_play: int

    @property
    def standing(self) -> Standing:
        """Where it stands: the first that applies; what is in play goes by its due date."""
        if self.claim.open == 0:
            return Standing.ON_PLAN if self.claim.planned else Standing.SETTLED
        if self.parts and not self.in_play:
            return self.parts[0].standing
        return Standing.OVERDUE if self.claim.due < self.today else Standing.NOT_DUE


@attrs.define(eq=False, order=False)
class Position:
    """An account on a day: its open receivables oldest first, and its promises."""

    places: list[Place]
    balance: Balance
    promises: list[Promised]


def take_position(
    account: "Account",
    day: dt.date,
    *,
    window_end: Callable[[int], int],
    at_most_broken: int = 2,
    netting: Netting = Netting.OLDEST_FIRST,
    handed_over: Mapping[str, int] | None = None,
) -> Position:
    """Say where each receivable stands on a day.

    `handed_over` maps receivables that a hand-over step was done for to the day of it.
    """
    today = day.toordinal()
    balance = strike_balance(account, day, netting=netting)
    promises = (
        judge_promises(
            account,
            day,
            balance.money,
            window_end=window_end,
            at_most_broken=at_most_broken,
            netting=netting,
        )
        if account.promises
        else []
    )
    if account.happenings or account.blocks or account.plans or handed_over:
        places = _with_takers(account, day, balance, handed_over or {})
    else:
        places = [Place(claim, today, [], claim.open) for claim in balance.claims]
    _dispute(places, account, day)
    for promised in promises:
        if promised.standing is PromiseStanding.OPEN and promised.pauses:
            _promise(promised, places)
    if account.happenings:
        _extend(places, known_rows(account.happenings, day), today)
    return Position(places=places, balance=balance, promises=promises)


def _with_takers(
    account: "Account", day: dt.date, balance: Balance, given: Mapping[str, int]
) -> list[Place]:
    """Start the places with what takes all of a receivable, and with what plans replace."""
    happenings = [each for each in known_rows(account.happenings, day) if each.date <= day]
    blocks = [each for each in known_rows(account.blocks, day) if is_blocking(each, day)]
    today = day.toordinal()
    places = [_place(claim, today, happenings, blocks, given) for claim in balance.claims]
    if account.plans:
        planned = list(_planned(account, day, balance, places))
        places.extend(_place(claim, today, happenings, blocks, given) for claim in planned)
        places.sort(key=lambda place: (place.claim.due, place.claim.id))
    return places


def is_blocking(block: Block, day: dt.date) -> bool:
    """Whether a block holds on a day; its last day is included."""
    return block.since <= day and (block.until is None or day <= block.until)


def _place(
    claim: Claim,
    today: int,
    happenings: Iterable[Happening],
    blocks: Iterable[Block],
    handed_over: Mapping[str, int],
) -> Place:
    """Start with what takes all of a receivable: stayed, handed over, blocked."""
    place = Place(claim, today, [], claim.open)
    for each in happenings:
        if isinstance(each, Insolvency) and _means(each.invoice, claim):
            _take(place, Standing.STAYED, place.in_play, each.date.toordinal())
    for each in happenings:
        if isinstance(each, HandOver) and _gives(each, claim):
            _take(place, Standing.HANDED_OVER, place.in_play, each.date.toordinal())
    if claim.id in handed_over:
        _take(place, Standing.HANDED_OVER, place.in_play, handed_over[claim.id])
    for block in blocks:
        if _means(block.invoice, claim):
            until = None if block.until is None else block.until.toordinal()
            _take(place, Standing.BLOCKED, place.in_play, block.since.toordinal(), until)
    return place


def _means(name: str | None, claim: Claim) -> bool:
    return name is None or name in claim.names


def _gives(handed: HandOver, claim: Claim) -> bool:
    """Tell whether a hand-over gives a claim: one that names nothing spares later invoices."""
    if handed.invoice is not None:
        return handed.invoice in claim.names
    issued = claim.invoice.issue_date
    return issued is None or issued <= handed.date


def _take(
    place: Place, standing: Standing, amount: int, since: int | None, until: int | None = None
) -> None:
    amount = min(amount, place.in_play)
    if amount > 0:
        place.parts.append(Part(standing, amount, since, until))
        place.in_play -= amount


def _planned(
    account: "Account", day: dt.date, balance: Balance, places: list[Place]
) -> Iterable[Claim]:
    """Let plans in force replace what they cover, cent for cent; give their instalments."""
    by_id = {place.claim.id: place for place in places}
    parts: dict[str, list[Claim]] = {}
    for claim in balance.claims:
        parts.setdefault(claim.invoice.id, []).append(claim)
    for plan in known_rows(account.plans, day):
        if plan.status in IN_FORCE and plan.agreed_on <= day:
            covered = covered_claims(plan.invoices, plan.currency, balance.claims, parts)
            yield from _replace(plan, [by_id[claim.id] for claim in covered])


def _replace(plan: PaymentPlan, covered: list[Place]) -> Iterable[Claim]:
    """Move what is in play from the covered receivables of the oldest one's creditor."""
    covered = [place for place in covered if _existed(place.claim, plan)]
    if not covered:
        return
    carrier = covered[0].claim.invoice
    due = sum(part.amount.minor_units for part in plan.instalments)
    moved = 0
    for place in covered:
        claim = place.claim
        if claim.invoice.creditor != carrier.creditor:
            continue
        taken = min(due - moved, max(place.in_play - claim.disputed - claim.uncleared, 0))
        moved += taken
        place.in_play -= taken
        claim.open -= taken
        claim.planned += taken
    yield from _instalments(plan, moved, carrier)


def _existed(claim: Claim, plan: PaymentPlan) -> bool:
    issued = claim.invoice.issue_date
    return bool(plan.invoices) or issued is None or issued <= plan.agreed_on


def _instalments(plan: PaymentPlan, rest: int, carrier: Invoice) -> Iterable[Claim]:
    """Spread what is left over the instalments from the last: the earliest are paid first."""
    for part in sorted(plan.instalments, key=_due_and_number, reverse=True):
        amount, due = part.amount.minor_units, part.due_date.toordinal()
        name = f"{plan.id}#{part.number}"
        names, open_ = (name, plan.id), min(rest, amount)
        yield Claim(name, names, carrier, plan.currency, due, amount, open_)
        rest -= min(rest, amount)


def _due_and_number(part: Instalment) -> tuple[dt.date, int]:
    return part.due_date, part.number


def _dispute(places: Iterable[Place], account: "Account", day: dt.date) -> None:
    disputes = [
        dispute
        for dispute in (known_rows(account.disputes, day) if account.disputes else ())
        if dispute.opened_on <= day
        if dispute.resolved_on is None or dispute.resolved_on > day
    ]
    for place in places:
        claim = place.claim
        if claim.disputed:
            since = [
                dispute.opened_on.toordinal()
                for dispute in disputes
                if _means(dispute.invoice, claim)
            ]
            _take(place, Standing.DISPUTED, claim.disputed, min(since))
        if claim.uncleared:
            until = claim.uncleared_until
            last = None if until is None else until - 1
            _take(place, Standing.UNCLEARED, claim.uncleared, None, last)


def _promise(promised: Promised, places: Iterable[Place]) -> None:
    names = promised.promise.invoices
    rest, currency = promised.rest, promised.promise.amount.currency
    for place in places:
        if place.claim.currency != currency:
            continue
        if names and not any(name in place.claim.names for name in names):
            continue
        taken = min(rest, place.in_play)
        rest -= taken
        _take(place, Standing.PROMISED, taken, promised.made_on, promised.window_end)


def _extend(places: Iterable[Place], happenings: Iterable[Happening], today: int) -> None:
    for each in happenings:
        if not isinstance(each, Extension):
            continue
        if each.date.toordinal() <= today <= each.until.toordinal():
            for place in places:
                if _means(each.invoice, place.claim):
                    since, until = each.date.toordinal(), each.until.toordinal()
                    _take(place, Standing.EXTENDED, place.in_play, since, until)
