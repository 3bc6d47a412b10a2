"""Where every receivable of an account stands on a day, and which part of it is in play."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from dunnix.model.agreement import PaymentPlan
from dunnix.model.balance import (
    Balance,
    Claim,
    covered_claims,
    is_contesting,
    strike_balance,
)
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
    """An account on a day: its open receivables oldest first, its promises, its broken plans.

    A broken plan comes with the day it broke; it replaces nothing until it is caught up with.
    `window_end` gives the last day on which money keeps what was promised for a day.
    """

    places: list[Place]
    balance: Balance
    promises: list[Promised]
    broken_plans: list[tuple[PaymentPlan, int]]
    window_end: Callable[[int], int]


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

    `window_end` gives the last day on which money still keeps what was promised for a day, a
    promise or an instalment of a plan. `handed_over` maps receivables that a hand-over step was
    done for to the day of it.
    """
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
    given = handed_over or {}
    places = _places(account, day, balance, promises, given, ())
    broken: dict[str, tuple[PaymentPlan, int]] = {}
    while account.plans and (missed := _missed(places, promises, account, day, window_end)):
        # What a plan replaced is owed again, and may now be covered by another.
        broken |= missed
        balance = strike_balance(account, day, netting=netting)
        places = _places(account, day, balance, promises, given, broken)
    plans = [broken[name] for name in sorted(broken)]
    return Position(places, balance, promises, plans, window_end)


def _places(
    account: "Account",
    day: dt.date,
    balance: Balance,
    promises: Iterable[Promised],
    given: Mapping[str, int],
    broken: Collection[str],
) -> list[Place]:
    """Say what of each receivable is out of play, all plans in force but the broken ones."""
    today = day.toordinal()
    if account.happenings or account.blocks or account.plans or given:
        places = _with_takers(account, day, balance, given, broken)
    else:
        places = [Place(claim, today, [], claim.open) for claim in balance.claims]
    _dispute(places, account, day)
    _promise(
        [each for each in promises if each.standing is PromiseStanding.OPEN and each.pauses], places
    )
    if account.happenings:
        _extend(places, known_rows(account.happenings, day), today)
    return places


def _with_takers(
    account: "Account",
    day: dt.date,
    balance: Balance,
    given: Mapping[str, int],
    broken: Collection[str],
) -> list[Place]:
    """Start the places with what takes all of a receivable, and with what plans replace."""
    happenings = [each for each in known_rows(account.happenings, day) if each.date <= day]
    blocks = [each for each in known_rows(account.blocks, day) if is_blocking(each, day)]
    today = day.toordinal()
    places = [_place(claim, today, happenings, blocks, given) for claim in balance.claims]
    if account.plans:
        planned = list(_planned(account, day, balance, places, broken))
        _contest_planned(planned, account, day)
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
    account: "Account",
    day: dt.date,
    balance: Balance,
    places: list[Place],
    broken: Collection[str],
) -> Iterable[Claim]:
    """Let plans in force replace what they cover, cent for cent; give their instalments."""
    by_id = {place.claim.id: place for place in places}
    parts: dict[str, list[Claim]] = {}
    for claim in balance.claims:
        parts.setdefault(claim.invoice.id, []).append(claim)
    for plan in known_rows(account.plans, day):
        if plan.status in IN_FORCE and plan.agreed_on <= day and plan.id not in broken:
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


def _contest_planned(planned: Iterable[Claim], account: "Account", day: dt.date) -> None:
    """Contest what disputes name of a plan in force: its instalments come after the balance."""
    by_id = {claim.id: claim for claim in planned}
    for dispute in known_rows(account.disputes, day) if account.disputes else ():
        claim = by_id.get(dispute.invoice or "")
        if claim is not None and is_contesting(dispute, day):
            free = claim.open - claim.disputed
            contested = dispute.amount
            claim.disputed += free if contested is None else min(free, contested.minor_units)


def _existed(claim: Claim, plan: PaymentPlan) -> bool:
    issued = claim.invoice.issue_date
    return bool(plan.invoices) or issued is None or issued <= plan.agreed_on


def _instalments(plan: PaymentPlan, rest: int, carrier: Invoice) -> Iterable[Claim]:
    """Spread what is left over the instalments from the last: the earliest are paid first."""
    for part in sorted(plan.instalments, key=_due_and_number, reverse=True):
        amount, due = part.amount.minor_units, part.due_date.toordinal()
        name = f"{plan.id}#{part.number}"
        names, open_ = (name, plan.id), min(rest, amount)
        agreed_on = plan.agreed_on.toordinal()
        yield Claim(name, names, carrier, plan.currency, due, amount, open_, agreed_on=agreed_on)
        rest -= min(rest, amount)


def _missed(
    places: Iterable[Place],
    promises: Iterable[Promised],
    account: "Account",
    day: dt.date,
    window_end: Callable[[int], int],
) -> dict[str, tuple[PaymentPlan, int]]:
    """Give the plans an instalment of which is still owed past its tolerance, and since when.

    One that is itself disputed, blocked, promised or extended isn't missed before that has ended.
    """
    plans = {plan.id: plan for plan in known_rows(account.plans, day)}
    ends = list(_ends(promises, account, day))
    first: dict[str, int] = {}
    for place in places:
        if place.in_play and place.claim.is_of_plan:
            names = place.claim.names
            held = [last for wanted, last in ends if not wanted or not wanted.isdisjoint(names)]
            since = 1 + max(window_end(place.claim.due), *held, 0)
            if since <= place.today:
                first[names[-1]] = min(first.get(names[-1], since), since)
    return {name: (plans[name], since) for name, since in first.items()}


def _ends(
    promises: Iterable[Promised], account: "Account", day: dt.date
) -> Iterator[tuple[frozenset[str], int]]:
    """Give what pauses that have ended named, none for all there is, and their last day."""
    for dispute in known_rows(account.disputes, day):
        if dispute.resolved_on is not None and dispute.resolved_on <= day:
            yield _named(dispute.invoice), dispute.resolved_on.toordinal() - 1
    for block in known_rows(account.blocks, day):
        if block.until is not None and block.until < day:
            yield _named(block.invoice), block.until.toordinal()
    for each in known_rows(account.happenings, day):
        if isinstance(each, Extension) and each.until < day:
            yield _named(each.invoice), each.until.toordinal()
    for promised in promises:
        if promised.ended_on is not None and promised.pauses:
            yield frozenset(promised.promise.invoices), promised.ended_on - 1


def _named(name: str | None) -> frozenset[str]:
    return frozenset() if name is None else frozenset({name})


def _due_and_number(part: Instalment) -> tuple[dt.date, int]:
    return part.due_date, part.number


def _dispute(places: Iterable[Place], account: "Account", day: dt.date) -> None:
    opened: dict[str | None, int] = {}
    for dispute in known_rows(account.disputes, day) if account.disputes else ():
        if is_contesting(dispute, day):
            since = dispute.opened_on.toordinal()
            opened[dispute.invoice] = min(since, opened.get(dispute.invoice, since))
    for place in places:
        claim = place.claim
        if claim.disputed:
            since = min(opened[name] for name in (None, *claim.names) if name in opened)
            _take(place, Standing.DISPUTED, claim.disputed, since)
        if claim.uncleared:
            until = claim.uncleared_until
            last = None if until is None else until - 1
            _take(place, Standing.UNCLEARED, claim.uncleared, claim.pending_since, last)


def _promise(promises: Sequence[Promised], places: Sequence[Place]) -> None:
    named: dict[str, list[int]] = {}
    for number, place in enumerate(places if promises else ()):
        for name in place.claim.names:
            named.setdefault(name, []).append(number)
    for promised in promises:
        names, rest = promised.promise.invoices, promised.rest
        meant = sorted({number for name in names for number in named.get(name, ())})
        for place in (places[number] for number in meant) if names else places:
            if place.claim.currency == promised.currency:
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
