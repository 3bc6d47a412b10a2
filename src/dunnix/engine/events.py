"""What happened that a reaction may answer: recorded, or told from what was recorded.

Only what some reaction of the scenario is on is looked for.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dunnix.engine.contact_rules import PHONE_OR_VISIT
from dunnix.engine.no_reply import no_replies
from dunnix.engine.occurrence import Occurrence
from dunnix.engine.payment_events import part_payments, payments_reversed, settled
from dunnix.engine.unit import Situation
from dunnix.model import (
    Acknowledgment,
    Action,
    CallBack,
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
_NOBODY_SPOKEN_TO: Final = frozenset(each for each in ContactOutcome if not each.is_conversation)
_NOT_KEPT: Final = frozenset({PromiseStanding.BROKEN, PromiseStanding.PARTLY_KEPT})


def occurrences(situation: Situation) -> list[Occurrence]:
    """Give what happened by today that the scenario answers, the first to be answered first."""
    found = list(happened(situation, situation.compiled.events))
    if situation.compiled.sums_up:
        found += _done(situation)
    found.sort(key=lambda each: each.order(situation.today))
    return found


def happened(situation: Situation, events: Iterable[Event]) -> Iterator[Occurrence]:
    """Give what happened by today of some events, whether a reaction is on them or not."""
    for event in sorted(events):
        for each in _FINDERS[event](situation):
            if each.since <= situation.today:
                yield each


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
        yield Occurrence(
            event=Event.HAND_OVER, id=f"hand-over:{name}", day=day, names=(name,), follows=True
        )


def _was_spoken(situation: Situation, action: Action) -> bool:
    """Tell whether an action was a talk: not one nobody answered, nor the mail sent instead."""
    is_talk = situation.compiled.rules.is_about(action.channel, PHONE_OR_VISIT)
    if not is_talk or action.outcome in _NOBODY_SPOKEN_TO:
        return False
    return action.stage is Stage.COUNTED


def _done(situation: Situation) -> Iterator[Occurrence]:
    """Give the steps done that are to be summed up in writing."""
    summed = situation.compiled.sums_up
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
    Event.SETTLED: settled,
    Event.PART_PAYMENT: part_payments,
    Event.PAYMENT_REVERSED: payments_reversed,
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
    Event.NO_REPLY: no_replies,
}
