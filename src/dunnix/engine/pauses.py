"""How long a receivable has been paused since an anchor: the union of its pauses.

Only whole pauses count: a partial dispute or promise leaves the rest in play.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from dunnix.model import (
    Account,
    Block,
    Claim,
    Dispute,
    Extension,
    PlanStatus,
    Position,
    Promised,
    known_rows,
    recorded_day,
)


@attrs.frozen(eq=False, order=False)
class Pause:
    """A time in which a receivable was out of play: whose, and its first and last day.

    `receivable` is a name (None: all the account), `claims` the ids of those a promise covered
    whole; `at_least` the amount a part of the debt must have been to be the whole of it.
    """

    receivable: str | None
    first: int
    last: int
    at_least: int | None = None
    claims: frozenset[str] | None = None

    def holds(self, claim: Claim) -> bool:
        """Tell whether it paused a receivable, the whole of it."""
        if self.claims is not None:
            return claim.id in self.claims
        if self.receivable is not None and self.receivable not in claim.names:
            return False
        return self.at_least is None or self.at_least >= claim.open


def paused_days(pauses: Sequence[Pause], claim: Claim, anchor: int, today: int) -> int:
    """Count the days after an anchor and before today on which nothing was in play."""
    start = anchor + 1
    if not pauses or start >= today:
        return 0
    spans = [
        (max(pause.first, start), min(pause.last, today - 1))
        for pause in pauses
        if pause.first < today and pause.last >= start and pause.holds(claim)
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


def pauses_of(account: Account, position: Position, day: dt.date) -> list[Pause]:
    """Give every time in which something of an account was wholly out of play."""
    pauses = [_of_promise(each, position) for each in position.promises if each.pauses]
    if account.disputes:
        pauses += [_of_dispute(each, day) for each in known_rows(account.disputes, day)]
    if account.blocks:
        pauses += [_of_block(each, day) for each in known_rows(account.blocks, day)]
    if account.happenings:
        pauses += [
            Pause(each.invoice, each.date.toordinal(), each.until.toordinal())
            for each in known_rows(account.happenings, day)
            if isinstance(each, Extension)
        ]
    if account.plans:
        pauses += _of_plans(account, day)
    if any(payment.pending or payment.cleared_on is not None for payment in account.payments):
        pauses += _of_uncleared(account, day)
    return pauses


def _of_dispute(dispute: Dispute, day: dt.date) -> Pause:
    resolved = dispute.resolved_on
    return Pause(
        dispute.invoice,
        dispute.opened_on.toordinal(),
        day.toordinal() if resolved is None else resolved.toordinal() - 1,
        None if dispute.amount is None else dispute.amount.minor_units,
    )


def _of_block(block: Block, day: dt.date) -> Pause:
    last = day if block.until is None else block.until
    return Pause(block.invoice, block.since.toordinal(), last.toordinal())


def _of_promise(promised: Promised, position: Position) -> Pause:
    """Give the time of a promise, for what it spoke of whole, counting the older first."""
    promise, rest = promised.promise, promised.rest
    names = frozenset(promise.invoices)
    covered: list[str] = []
    for claim in position.balance.claims if rest else ():
        if names and names.isdisjoint(claim.names):
            continue
        if claim.open and claim.currency == promise.amount.currency:
            if rest >= claim.open:
                covered.append(claim.id)
            rest -= claim.open
    last = promised.window_end if promised.ended_on is None else promised.ended_on - 1
    return Pause(None, promised.made_on, last, claims=frozenset(covered))


def _of_plans(account: Account, day: dt.date) -> Iterator[Pause]:
    """Give the time a plan that has ended stood in for what it covered."""
    for plan in known_rows(account.plans, day):
        ended = recorded_day(plan)
        if plan.status is PlanStatus.ENDED and ended is not None:
            first, last = plan.agreed_on.toordinal(), ended.toordinal() - 1
            for name in plan.invoices or (None,):
                yield Pause(name, first, last)


def _of_uncleared(account: Account, day: dt.date) -> Iterator[Pause]:
    """Give the time a cheque or direct debit for all of a receivable was on its way."""
    for payment in known_rows(account.payments, day):
        if payment.cleared_on is None and not payment.pending:
            continue
        ends = [each for each in (payment.cleared_on, payment.reversed_on) if each is not None]
        last = min(ends).toordinal() - 1 if ends else day.toordinal()
        for name, amount in payment.shares():
            yield Pause(name, payment.date.toordinal(), last, amount)
