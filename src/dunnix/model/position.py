"""Where every receivable of an account stands on a day, and which part of it is in play."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from dunnix.model.agreement import PaymentPlan
from dunnix.model.balance import (
    Balance,
    Claim,
    is_contesting,
    strike_balance,
)
from dunnix.model.happening import Extension, HandOver, Happening, Insolvency
from dunnix.model.names import Netting, PromiseStanding, Standing
from dunnix.model.obstacle import Block
from dunnix.model.plans import contest_instalments, instalments, missed_plans
from dunnix.model.promises import Promised, judge_promises
from dunnix.model.versions import known_rows

if TYPE_CHECKING:
    from dunnix.model.account import Account


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
    while account.plans and (missed := missed_plans(places, promises, account, day, window_end)):
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
        planned = list(instalments(account, day, balance, places, broken))
        contest_instalments(planned, account, day)
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
