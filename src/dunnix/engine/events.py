"""What happened that a reaction may answer: recorded, or told from what was recorded.

Only what some reaction of the scenario is on is looked for.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from dunnix.engine.unit import Situation
from dunnix.model import (
    Account,
    Acknowledgment,
    Action,
    CallBack,
    Claim,
    ContactOutcome,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    PromiseStanding,
    Reply,
    Stage,
    known_rows,
)
from dunnix.scenario import Event

_OF_HAPPENING: Final[dict[type[Happening], Event]] = {
    Reply: Event.REPLY,
    Extension: Event.EXTENSION,
    CallBack: Event.CALL_BACK,
    Acknowledgment: Event.ACKNOWLEDGMENT,
    Insolvency: Event.INSOLVENCY,
    HandOver: Event.HAND_OVER,
}
_SPOKEN: Final = frozenset({"phone", "visit", None})
_NOBODY_SPOKEN_TO: Final = frozenset(each for each in ContactOutcome if not each.is_conversation)
_NOT_KEPT: Final = frozenset({PromiseStanding.BROKEN, PromiseStanding.PARTLY_KEPT})


@attrs.define(eq=False, order=False)
class Occurrence:
    """Something that happened on a day: what, to which receivables, and what it is called.

    `names` are of receivables or invoices, None for all there were; a `currency` narrows them.
    `detail` is the reason, the kind, or how many contacts went without a reply; `step` the step
    that was done, of what only asks for its summary. `minute` is the time of a call agreed on.
    """

    event: Event | None
    id: str
    day: int
    names: tuple[str, ...] | None = None
    detail: str | None = None
    currency: str | None = None
    step: int | None = None
    since: int = 0
    minute: int | None = None

    def order(self, today: int) -> tuple[bool, int, str]:
        """Give its place among others: calls whose day has come first, then the oldest."""
        is_call = self.event is Event.CALL_BACK and self.day <= today
        return not is_call, self.since or self.day, self.id

    def means(self, claim: Claim) -> bool:
        """Tell whether a receivable, there on that day, is one of those it speaks of."""
        if self.currency not in (None, claim.currency):
            return False
        if self.names is not None:
            return any(name in claim.names for name in self.names)
        if claim.agreed_on is not None:
            # What was said before a plan, or led to it, doesn't speak of its instalments.
            return claim.agreed_on < (self.since or self.day)
        issued = claim.invoice.issue_date
        return issued is None or issued.toordinal() <= (self.since or self.day)


def occurrences(situation: Situation) -> list[Occurrence]:
    """Give what happened by today that the scenario answers, the first to be answered first."""
    found = [
        each
        for event in sorted(situation.compiled.events)
        for each in _FINDERS[event](situation)
        if each.since <= situation.today
    ]
    if any(rung.answer and rung.answer.sums_up is not None for rung in situation.compiled.answers):
        found += _done(situation)
    found.sort(key=lambda each: each.order(situation.today))
    return found


def _happenings(kind: type[Happening]) -> Callable[[Situation], Iterator[Occurrence]]:
    def find(situation: Situation) -> Iterator[Occurrence]:
        for each in known_rows(situation.account.happenings, situation.day):
            if isinstance(each, kind) and each.date <= situation.day:
                yield _of_happening(each)

    return find


def _of_happening(happening: Happening) -> Occurrence:
    agreed = happening.until if isinstance(happening, CallBack) else happening.date
    time = happening.time if isinstance(happening, CallBack) else None
    return Occurrence(
        event=_OF_HAPPENING[type(happening)],
        id=happening.id,
        day=agreed.toordinal(),
        names=None if happening.invoice is None else (happening.invoice,),
        detail=str(happening.reason) if isinstance(happening, Reply) else None,
        since=happening.date.toordinal(),
        minute=None if time is None else 60 * time.hour + time.minute,
    )


def _promises_made(situation: Situation) -> Iterator[Occurrence]:
    for promised in situation.position.promises:
        promise = promised.promise
        yield Occurrence(
            event=Event.PROMISE_MADE,
            id=promise.id,
            day=promised.made_on,
            names=promise.invoices or None,
            currency=promise.amount.currency,
        )


def _promises_broken(situation: Situation) -> Iterator[Occurrence]:
    for promised in situation.position.promises:
        if promised.standing in _NOT_KEPT and promised.ended_on is not None:
            yield Occurrence(
                event=Event.PROMISE_BROKEN,
                id=promised.promise.id,
                day=promised.ended_on,
                names=promised.promise.invoices or None,
                currency=promised.currency,
                since=promised.made_on,
            )


def _plans_broken(situation: Situation) -> Iterator[Occurrence]:
    for plan, day in situation.position.broken_plans:
        yield Occurrence(
            event=Event.PLAN_BROKEN,
            id=plan.id,
            day=day,
            names=plan.invoices or None,
            currency=plan.currency,
            since=plan.agreed_on.toordinal(),
        )


def _disputes(situation: Situation) -> Iterator[Occurrence]:
    for dispute in known_rows(situation.account.disputes, situation.day):
        if dispute.opened_on <= situation.day:
            yield Occurrence(
                event=Event.DISPUTE,
                id=dispute.id,
                day=dispute.opened_on.toordinal(),
                names=None if dispute.invoice is None else (dispute.invoice,),
                detail=dispute.reason,
            )


def _disputes_resolved(situation: Situation) -> Iterator[Occurrence]:
    for dispute in known_rows(situation.account.disputes, situation.day):
        if dispute.resolved_on is not None and dispute.resolved_on <= situation.day:
            yield Occurrence(
                event=Event.DISPUTE_RESOLVED,
                id=dispute.id,
                day=dispute.resolved_on.toordinal(),
                names=None if dispute.invoice is None else (dispute.invoice,),
                since=dispute.opened_on.toordinal(),
            )


def _blocks_lifted(situation: Situation) -> Iterator[Occurrence]:
    for block in known_rows(situation.account.blocks, situation.day):
        if block.until is not None and block.until < situation.day:
            yield Occurrence(
                event=Event.BLOCK_LIFTED,
                id=block.id,
                day=block.until.toordinal() + 1,
                names=None if block.invoice is None else (block.invoice,),
                since=block.since.toordinal(),
            )


def _tasks_done(situation: Situation) -> Iterator[Occurrence]:
    for task in known_rows(situation.account.tasks, situation.day):
        if task.done_on is not None and task.done_on <= situation.day:
            yield Occurrence(
                event=Event.TASK_DONE,
                id=task.id,
                day=task.done_on.toordinal(),
                names=task.invoices or None,
                detail=task.kind,
            )


def _handed_over(situation: Situation) -> Iterator[Occurrence]:
    yield from _happenings(HandOver)(situation)
    for name, day in situation.record.handed_over.items():
        yield Occurrence(event=Event.HAND_OVER, id=f"hand-over:{name}", day=day, names=(name,))


def _reversed(situation: Situation) -> Iterator[Occurrence]:
    for payment in known_rows(situation.account.payments, situation.day):
        if payment.reversed_on is not None and payment.reversed_on <= situation.day:
            yield Occurrence(
                event=Event.PAYMENT_REVERSED,
                id=payment.id,
                day=payment.reversed_on.toordinal(),
                names=tuple(name for name, _ in payment.shares()) or None,
                currency=payment.amount.currency,
                since=payment.date.toordinal(),
            )


def _part_payments(situation: Situation) -> Iterator[Occurrence]:
    """Give the payments that left something open of what they paid."""
    balance = situation.position.balance
    netted = tuple(name for name in balance.netted if balance.by_id[name].open > 0)
    for payment in balance.money:
        if payment.amount.minor_units > 0:
            came = payment.cleared_on or payment.date
            names = tuple(name for name, _ in payment.shares()) or netted
            if names:
                yield Occurrence(
                    event=Event.PART_PAYMENT,
                    id=payment.id,
                    day=came.toordinal(),
                    names=names,
                    currency=payment.amount.currency,
                )


def _settled(situation: Situation) -> Iterator[Occurrence]:
    """Give each receivable nothing of which is open any more, on the day the last of it came."""
    days = _days_of_money(situation.account, situation)
    oldest = situation.today - situation.compiled.memory
    for claim in situation.position.balance.claims:
        if claim.open == 0 and not claim.planned:
            named = [days[name] for name in claim.names if name in days]
            if situation.position.balance.netted.get(claim.id):
                named.append(days.get(claim.currency, 0))
            if max(named, default=0) >= oldest:
                yield Occurrence(
                    event=Event.SETTLED,
                    id=f"settled:{claim.id}",
                    day=max(named),
                    names=(claim.id,),
                )


def _days_of_money(account: Account, situation: Situation) -> dict[str, int]:
    """Give the last day money or a credit came, by the name it has; without one, by currency."""
    days: dict[str, int] = {}
    for payment in situation.position.balance.money:
        came = (payment.cleared_on or payment.date).toordinal()
        for name in [name for name, _ in payment.shares()] or [payment.amount.currency]:
            days[name] = max(days.get(name, 0), came)
    for note in known_rows(account.invoices, situation.day):
        if note.amount.minor_units < 0 and (note.issue_date or dt.date.max) <= situation.day:
            name = note.credits or note.currency
            issued = (note.issue_date or situation.day).toordinal()
            days[name] = max(days.get(name, 0), issued)
    return days


def _no_replies(situation: Situation) -> Iterator[Occurrence]:
    """Give the day of the nth contact in a row that brought no word and no money, for each n."""
    wanted = sorted(
        {
            int(rung.answer.detail or 0)
            for rung in situation.compiled.answers
            if rung.answer and rung.answer.event is Event.NO_REPLY
        }
    )
    heard = list(_heard(situation))
    silent: dict[tuple[int, int], list[str]] = {}
    for name, days in _contacts_by_name(situation).items():
        last = max((day for day, names in heard if names is None or name in names), default=0)
        since = sorted(day for day in days if day > last)
        for count in wanted:
            if len(since) >= count:
                silent.setdefault((count, since[count - 1]), []).append(name)
    for (count, day), names in silent.items():
        date = dt.date.fromordinal(day).isoformat()
        yield Occurrence(
            event=Event.NO_REPLY,
            id=f"no-reply:{count}:{date}",
            day=day,
            names=tuple(sorted(names)),
            detail=str(count),
        )


def _heard(situation: Situation) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """Give the days the debtor was heard of: a reply, a promise, a dispute, or money."""
    account, day = situation.account, situation.day
    for reply in known_rows(account.happenings, day):
        if isinstance(reply, Reply | CallBack | Acknowledgment) and reply.date <= day:
            yield reply.date.toordinal(), None if reply.invoice is None else (reply.invoice,)
    for promised in situation.position.promises:
        yield promised.made_on, promised.promise.invoices or None
    for dispute in known_rows(account.disputes, day):
        if dispute.opened_on <= day:
            yield dispute.opened_on.toordinal(), (dispute.invoice and (dispute.invoice,)) or None
    for payment in situation.position.balance.money:
        names = tuple(name for name, _ in payment.shares())
        yield payment.date.toordinal(), names or None


def _contacts_by_name(situation: Situation) -> dict[str, list[int]]:
    days: dict[str, list[int]] = {}
    compiled = situation.compiled
    for action in situation.record.closed:
        known = action.step in compiled.index or action.step in compiled.others
        if known and compiled.may_contact(action.step) and action.stage is Stage.COUNTED:
            for name, _ in action.covered:
                days.setdefault(name, []).append(action.date.toordinal())
    return days


def _was_spoken(situation: Situation, action: Action) -> bool:
    """Tell whether an action was a talk: not one nobody answered, nor the mail sent instead."""
    channel = situation.compiled.scenario.channels.get(action.channel or "", action.channel)
    if channel not in _SPOKEN or action.outcome in _NOBODY_SPOKEN_TO:
        return False
    return action.stage is Stage.COUNTED


def _done(situation: Situation) -> Iterator[Occurrence]:
    """Give the steps done that are to be summed up in writing."""
    summed = {
        rung.answer.sums_up
        for rung in situation.compiled.answers
        if rung.answer and rung.answer.sums_up is not None
    }
    for action in situation.record.closed:
        index = situation.compiled.index.get(action.step)
        if index in summed and _was_spoken(situation, action) and action.date <= situation.day:
            names = tuple(name for name, step in action.covered if step == action.step)
            yield Occurrence(
                event=None,
                id=action.identity,
                day=action.date.toordinal(),
                names=names or None,
                step=index,
            )


_FINDERS: Final[dict[Event, Callable[[Situation], Iterable[Occurrence]]]] = {
    Event.SETTLED: _settled,
    Event.PART_PAYMENT: _part_payments,
    Event.PAYMENT_REVERSED: _reversed,
    Event.PROMISE_MADE: _promises_made,
    Event.PROMISE_BROKEN: _promises_broken,
    Event.PLAN_BROKEN: _plans_broken,
    Event.DISPUTE: _disputes,
    Event.DISPUTE_RESOLVED: _disputes_resolved,
    Event.REPLY: _happenings(Reply),
    Event.ACKNOWLEDGMENT: _happenings(Acknowledgment),
    Event.EXTENSION: _happenings(Extension),
    Event.CALL_BACK: _happenings(CallBack),
    Event.INSOLVENCY: _happenings(Insolvency),
    Event.HAND_OVER: _handed_over,
    Event.BLOCK_LIFTED: _blocks_lifted,
    Event.TASK_DONE: _tasks_done,
    Event.NO_REPLY: _no_replies,
}
