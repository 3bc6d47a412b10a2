"""What isn't climbed to, made ready as steps are: reactions, summaries of steps, statements."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.engine.durations import most_days
from dunnix.engine.rungs import Answer, Rung, rung_of
from dunnix.model import Role, StepId
from dunnix.scenario import (
    Anchor,
    Duration,
    EscalationStep,
    Event,
    Mode,
    ModeKind,
    Scenario,
    Statement,
    Summary,
    Timing,
    Tone,
    Unit,
)

_AUTO: Final = Mode(kind=ModeKind.AUTO)
_EVENT: Final = Timing(anchor=Anchor.EVENT)
_SOON_AFTER: Final = Timing(anchor=Anchor.EVENT, offset=Duration(3, Unit.DAY))
_SHIFT: Final = 45  # on to the end of a month, and off closed days


def answers_of(scenario: Scenario, index: Mapping[StepId, int]) -> Iterator[Rung]:
    """Give what isn't climbed to: reactions, and what sums up a step on the day it was done."""
    place = len(index)
    for reaction in scenario.reactions:
        on, then = reaction.on, reaction.then
        answer = Answer(
            event=on.event,
            detail=on.detail,
            then=then,
            times=reaction.times,
            goes_to=None if then.step is None else index[then.step],
        )
        asked = on.event in {Event.REPLY, Event.CALL_BACK}
        rung = rung_of(place, reaction, scenario, index)
        yield attrs.evolve(rung, answer=answer, is_answer=asked, is_plain=not reaction.effects)
        place += 1
    for step in scenario.steps:
        if step.summary is not None:
            rung = rung_of(place, _summing_up(step, step.summary), scenario, index)
            yield attrs.evolve(
                rung, answer=Answer(event=None, sums_up=index[step.id]), is_answer=True
            )
            place += 1


def _summing_up(step: EscalationStep, summary: Summary) -> EscalationStep:
    return EscalationStep(
        id=step.summary_id,
        at=_EVENT,
        until=_SOON_AFTER,
        channel=summary.channel,
        template=summary.template,
        to=step.to,
        phase=step.phase,
        tone=step.tone,
        mode=_AUTO,
        on_closed_day=OnClosedDay.KEEP,
        attempts=step.attempts,
    )


def statements_of(scenario: Scenario, place: int) -> Iterator[tuple[Rung, Statement]]:
    """Give the regular statements of account, each with the step it is sent as."""
    for number, statement in enumerate(scenario.statements):
        step = EscalationStep(
            id=statement.id,
            at=_EVENT,
            channel=statement.channel,
            to=statement.to or (Role.ACCOUNTS_PAYABLE, Role.MANAGER, Role.EXECUTIVE),
            template=statement.template,
            when=statement.when,
            tone=Tone.NEUTRAL,
            mode=_AUTO,
            attempts=scenario.attempts,
        )
        rung = rung_of(place + number, step, scenario, {})
        yield attrs.evolve(rung, answer=Answer(event=None), is_plain=True), statement


def by_occasion(answers: Iterable[Rung]) -> dict[Event | int | None, tuple[Rung, ...]]:
    """Give the reactions by event, and those that sum up a step by it: the most specific first.

    Of two alike, the first in the file comes first.
    """
    found: dict[Event | int | None, list[tuple[bool, int, Rung]]] = {}
    for rung in answers:
        if rung.answer is not None:
            wanted = rung.answer
            occasion = wanted.sums_up if wanted.event is None else wanted.event
            found.setdefault(occasion, []).append((wanted.detail is None, rung.index, rung))
    return {occasion: tuple(r for *_, r in sorted(each)) for occasion, each in found.items()}


def summed_up(answers: Iterable[Rung]) -> Iterator[int]:
    """Give the steps that are summed up in writing once they are done."""
    for rung in answers:
        if rung.answer is not None and rung.answer.sums_up is not None:
            yield rung.answer.sums_up


def events_of(answers: Iterable[Rung]) -> frozenset[Event]:
    """Give what reactions are on; a call that was agreed on is never forgotten."""
    found = {rung.answer.event for rung in answers if rung.answer}
    return frozenset({Event.CALL_BACK, *(event for event in found if event is not None)})


def memory_of(answers: Iterable[Rung]) -> int:
    """Give the most days there can be from an event to the last day of a reaction."""
    untils = (rung.step.until for rung in answers)
    offsets = (None if until is None else until.offset for until in untils)
    days = (0 if offset is None else most_days(offset) for offset in offsets)
    return max((each + _SHIFT for each in days), default=0)
