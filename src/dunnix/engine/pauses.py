"""How pauses move the calendar of a receivable, each in the way its kind is released.

Only whole pauses count: a partial dispute or promise leaves the rest in play. The days of a
`continue` pause move what comes after them; those of a `catch-up` pause move nothing, unless
another pause holds them too; the release of a `restart` pause starts the count again.
"""

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import attrs

from dunnix.model import (
    Account,
    Block,
    Claim,
    Dispute,
    Extension,
    PaymentPlan,
    PlanStatus,
    Position,
    Promised,
    known_rows,
    recorded_day,
    strike_balance,
)
from dunnix.money import Money
from dunnix.scenario import OnRelease, PauseKind, Scenario


@attrs.frozen(eq=False, order=False)
class Pause:
    """A time in which a receivable was out of play: whose, its first and last day, and how it ends.

    `receivable` is a name (None: all the account). Where an amount was out of play, `find_covered`
    finds what it was the whole of: costly, and seldom asked for.
    """

    receivable: str | None
    first: int
    last: int
    on_release: OnRelease
    find_covered: Callable[[], frozenset[str]] | None = None

    @functools.cached_property
    def covered(self) -> frozenset[str]:
        """The ids of what its amount was the whole of on the day it began."""
        return frozenset() if self.find_covered is None else self.find_covered()

    def holds(self, claim: Claim) -> bool:
        """Tell whether it paused a receivable, the whole of it."""
        if self.find_covered is not None:
            return claim.id in self.covered
        return self.receivable is None or self.receivable in claim.names


def paused_days(pauses: Sequence[Pause], claim: Claim, anchor: int, today: int) -> int:
    """Count the days after an anchor and before today that move what comes after them."""
    start = anchor + 1
    if not pauses or start >= today:
        return 0
    spans = [
        (max(pause.first, start), min(pause.last, today - 1))
        for pause in pauses
        if pause.first < today and pause.last >= start
        if pause.on_release is not OnRelease.CATCH_UP and pause.holds(claim)
    ]
    if not spans:
        return 0
    spans.sort()
    return _union(spans)


def _union(spans: Iterable[tuple[int, int]]) -> int:
    total = reached = 0
    for first, last in spans:
        total += max(last - max(first, reached + 1) + 1, 0)
        reached = max(reached, last)
    return total


def released_on(pauses: Sequence[Pause], claim: Claim, today: int) -> int:
    """Give the last day the ladder of a receivable started again on its release; 0 for never.

    A `restart` pause that ends inside another, of whatever kind, releases nothing: the day counts
    on which the last of those that follow on each other has ended.
    """
    ends = [
        pause.last + 1
        for pause in pauses
        if pause.on_release is OnRelease.RESTART
        if pause.first <= pause.last < today and pause.holds(claim)
    ]
    if not ends:
        return 0
    released = max(ends)
    for pause in sorted(pauses, key=lambda each: each.first):
        if pause.first <= released <= pause.last and pause.holds(claim):
            released = min(pause.last + 1, today)
    return released


@attrs.frozen(eq=False, order=False)
class _Past:
    """What was open on earlier days, as known today."""

    account: Account
    position: Position
    day: dt.date
    scenario: Scenario

    def on_release(self, kind: PauseKind, reason: str | None = None) -> OnRelease:
        """Give how a kind of pause ends, a dispute by its reason."""
        return self.scenario.pauses.rule(kind, reason).on_release

    def covered(
        self, claims: Iterable[Claim], names: Collection[str], amount: Money, day: dt.date
    ) -> frozenset[str]:
        """Give what an amount was the whole of on a day, one claim after the other.

        No names mean all. Money that came later makes no whole of what was a part then.
        """
        opened, rest = self._open_on(day), amount.minor_units
        found: list[str] = []
        for claim in claims:
            if claim.currency != amount.currency or not _speaks_of(names, claim):
                continue
            open_ = opened.get(claim.id, 0)
            if 0 < open_ <= rest:
                found.append(claim.id)
            rest -= open_
        return frozenset(found)

    def pauses(
        self,
        claims: Iterable[Claim],
        name: str,
        amount: Money,
        span: tuple[dt.date, int],
        on_release: OnRelease,
    ) -> Iterator[Pause]:
        """Give the time of an amount, cut at each day on which it may have become the whole."""
        first, last = span
        end = dt.date.fromordinal(max(last, 1))
        starts = [first, *sorted(day for day in self._moves() if first < day <= end)]
        lasts = [*(day.toordinal() - 1 for day in starts[1:]), last]
        for start, until in zip(starts, lasts, strict=True):
            covered = functools.partial(self.covered, claims, (name,), amount, start)
            yield Pause(name, start.toordinal(), until, on_release, covered)

    def _moves(self) -> set[dt.date]:
        """Give the days on which money came or went, or a credit note was issued."""
        days = {
            day
            for each in known_rows(self.account.payments, self.day)
            for day in (each.date, each.cleared_on, each.reversed_on)
        }
        days |= {each.issue_date for each in self.account.invoices if each.amount.minor_units < 0}
        return {day for day in days if day is not None}

    def _open_on(self, day: dt.date) -> dict[str, int]:
        """Give what was open on a day, less what a plan stands in for today."""
        now = self.position.balance.by_id
        then = strike_balance(self.account, day, netting=self.scenario.netting, known=self.day)
        return {claim.id: claim.open - now[claim.id].planned for claim in then.claims}


def _speaks_of(names: Collection[str], claim: Claim) -> bool:
    return not names or any(name in names for name in claim.names)


def pauses_of(
    account: Account, position: Position, day: dt.date, scenario: Scenario
) -> list[Pause]:
    """Give every time in which something of an account was wholly out of play.

    Insolvency and a hand-over are none: they aren't released.
    """
    past = _Past(account, position, day, scenario)
    pauses = [_of_promise(each, past) for each in position.promises if each.pauses]
    if account.disputes:
        for dispute in known_rows(account.disputes, day):
            pauses += _of_dispute(dispute, past)
    if account.blocks:
        pauses += [_of_block(each, past) for each in known_rows(account.blocks, day)]
    if account.happenings:
        pauses += _of_extensions(past)
    if account.plans:
        pauses += _of_plans(past)
    if any(payment.pending or payment.cleared_on is not None for payment in account.payments):
        pauses += _of_uncleared(past)
    return pauses


def _of_dispute(dispute: Dispute, past: _Past) -> Iterable[Pause]:
    """Give the time of a dispute; what it contests of several parts, the latest due first."""
    name, first, resolved = dispute.invoice, dispute.opened_on, dispute.resolved_on
    last = past.day.toordinal() if resolved is None else resolved.toordinal() - 1
    on_release = past.on_release(PauseKind.DISPUTE, dispute.reason)
    if name is None or dispute.amount is None:
        return [Pause(name, first.toordinal(), last, on_release)]
    latest_first = tuple(reversed(past.position.balance.claims))
    return past.pauses(latest_first, name, dispute.amount, (first, last), on_release)


def _of_block(block: Block, past: _Past) -> Pause:
    last = past.day if block.until is None else block.until
    on_release = past.on_release(PauseKind.BLOCK)
    return Pause(block.invoice, block.since.toordinal(), last.toordinal(), on_release)


def _of_extensions(past: _Past) -> Iterator[Pause]:
    on_release = past.on_release(PauseKind.EXTENSION)
    for each in known_rows(past.account.happenings, past.day):
        if isinstance(each, Extension):
            yield Pause(each.invoice, each.date.toordinal(), each.until.toordinal(), on_release)


def _of_promise(promised: Promised, past: _Past) -> Pause:
    """Give the time of a promise, for what it spoke of whole, counting the older first.

    It was the whole or a part on the day it was made: money that pays what it spoke of keeps it.
    """
    promise = promised.promise
    oldest_first = past.position.balance.claims
    covered = functools.partial(
        past.covered, oldest_first, promise.invoices, promise.amount, promise.made_on
    )
    last = promised.window_end if promised.ended_on is None else promised.ended_on - 1
    return Pause(None, promised.made_on, last, past.on_release(PauseKind.PROMISE), covered)


def _of_plans(past: _Past) -> Iterator[Pause]:
    """Give the time a plan that was broken or has ended stood in for what it covered whole."""
    for plan, day in past.position.broken_plans:
        yield _of_plan(plan, day, past)
    for plan in known_rows(past.account.plans, past.day):
        ended = recorded_day(plan)
        if plan.status is PlanStatus.ENDED and ended is not None:
            yield _of_plan(plan, ended.toordinal(), past)


def _of_plan(plan: PaymentPlan, released: int, past: _Past) -> Pause:
    total = sum(part.amount.minor_units for part in plan.instalments)
    amount = Money.minor(total, plan.currency)
    oldest_first = past.position.balance.claims
    covered = functools.partial(past.covered, oldest_first, (plan.id,), amount, plan.agreed_on)
    first, on_release = plan.agreed_on.toordinal(), past.on_release(PauseKind.PLAN)
    return Pause(None, first, released - 1, on_release, covered)


def _of_uncleared(past: _Past) -> Iterator[Pause]:
    """Give the time a cheque or direct debit for all of a receivable was on its way."""
    oldest_first, on_release = past.position.balance.claims, past.on_release(PauseKind.UNCLEARED)
    for payment in known_rows(past.account.payments, past.day):
        if payment.cleared_on is None and not payment.pending:
            continue
        ends = [each for each in (payment.cleared_on, payment.reversed_on) if each is not None]
        last = min(ends).toordinal() - 1 if ends else past.day.toordinal()
        for name, minor_units in payment.shares():
            amount = Money.minor(minor_units, payment.amount.currency)
            span = (payment.date, last)
            yield from past.pauses(oldest_first, name, amount, span, on_release)
