"""How far a receivable has come on the ladder, and what an action that names it adds to that."""

import datetime as dt
from collections.abc import Collection, Mapping

import attrs

from dunnix.engine.rungs import Answer, OtherStep, Rung
from dunnix.model import Action, ActionStatus
from dunnix.scenario import Phase

# Most receivables have none of these: they share one empty mapping until something is kept.
_NO_DAYS: dict[int, int] = {}
_NO_FAILURES: dict[tuple[int, str | None], list[int]] = {}
_NO_ANSWERS: dict[int, list[tuple[int, str | None]]] = {}
_NO_PHASES: dict[Phase | None, int] = {}
_NO_EFFECTS: dict[str, int] = {}
ELSEWHERE = -1
"""Stands for a step of another scenario where the index of a step done is kept."""


@attrs.define(eq=False, order=False)
class Progress:
    """What was done for one receivable: days are ordinals, steps are indices.

    `reached` is the highest step of its own that counted, -1 before the first. `last` holds the
    last day each step counted; `first` the first, of steps with effects; `times` how often, of
    steps that repeat; `delivered` the day delivery was reported, of steps whose deadline runs from
    it. `previous` is the last step done, whichever. `failures` holds the failed tries of a step
    and channel, `missed` the last day a try of a step came to nothing. `touched` is the last day
    anything at all was done about it or tried.

    `answers` holds by reaction the days it was done and what it answered. The last of them says
    whether the ladder has `stopped`, and which step it was `sent_to` on which day. `in_phase`
    counts contacts by phase, where a phase has a most.

    A step that only another scenario of a strategy knows is kept as done at `ELSEWHERE`, and its
    first day in `effects_elsewhere` by its id, if it has effects.
    """

    reached: int = -1
    last: dict[int, int] = attrs.field(factory=dict[int, int])
    first: dict[int, int] = _NO_DAYS
    times: dict[int, int] = _NO_DAYS
    delivered: dict[int, int] = _NO_DAYS
    failures: dict[tuple[int, str | None], list[int]] = _NO_FAILURES
    refused: dict[int, int] = _NO_DAYS
    missed: dict[int, int] = _NO_DAYS
    previous: int | None = None
    previous_outcome: str | None = None
    touched: int = 0
    contacts: int = 0
    in_flight: Action | None = None
    answers: dict[int, list[tuple[int, str | None]]] = _NO_ANSWERS
    stopped: bool = False
    sent_to: tuple[int, int] | None = None
    in_phase: dict[Phase | None, int] = _NO_PHASES
    effects_elsewhere: dict[str, int] = _NO_EFFECTS

    def undone(self, mandatory: tuple[int, ...], otherwise: int) -> int:
        """Give the first mandatory step that wasn't done, or what stands for none."""
        for index in mandatory:
            if index not in self.last:
                return index
        return otherwise


NOTHING_DONE = Progress()


def count(
    progress: Progress,
    rung: Rung,
    action: Action,
    day: int,
    delivered_on: Mapping[str, dt.date],
    capped: Collection[int],
) -> None:
    """Count a step done, or an answer given; `capped` are the steps whose phase has a most."""
    own = rung.index
    if rung.answer is not None:
        _answered(progress, rung, rung.answer, action, day)
    else:
        if own in capped:
            _count_phase(progress, rung.step.phase)
        progress.last[own] = day
        progress.previous = own
        progress.previous_outcome = action.outcome
        progress.reached = max(progress.reached, own)
    if not rung.is_plain:
        _count_more(progress, rung, action, day, delivered_on)


def count_elsewhere(
    progress: Progress, step: str, other: OtherStep, action: Action, day: int
) -> None:
    """Count what was done under another scenario: nothing of it is done again, or softer."""
    if other.effects:
        progress.effects_elsewhere = {step: day, **progress.effects_elsewhere}
    if other.stops is not None:
        progress.stopped = other.stops
    for index in other.answers:
        _count_answer(progress, index, action, day)
    if not other.is_step:
        return
    if other.capped_phase is not None:
        _count_phase(progress, other.capped_phase)
    progress.last[ELSEWHERE] = day
    progress.previous = ELSEWHERE
    progress.previous_outcome = action.outcome
    progress.reached = max(progress.reached, other.stands_at)


def miss(progress: Progress, action: Action, own: int, day: int) -> None:
    """Keep that a try of a step came to nothing, and how."""
    if progress.missed is _NO_DAYS:
        progress.missed = {}
    progress.missed[own] = day
    if action.status is ActionStatus.FAILED:
        if progress.failures is _NO_FAILURES:
            progress.failures = {}
        days = progress.failures.setdefault((own, action.channel), [])
        days.append(action.date.toordinal())
    elif action.status is ActionStatus.REFUSED:
        if progress.refused is _NO_DAYS:
            progress.refused = {}
        progress.refused[own] = action.date.toordinal()


def _answered(progress: Progress, rung: Rung, answer: Answer, action: Action, day: int) -> None:
    """Keep what a reaction answered, and how the ladder goes on after it; no step is reached."""
    _count_answer(progress, rung.index, action, day)
    if answer.event is not None:
        progress.stopped = answer.then.stop
        if answer.goes_to is not None:
            progress.sent_to = (answer.goes_to, day)


def _count_more(
    progress: Progress, rung: Rung, action: Action, day: int, delivered_on: Mapping[str, dt.date]
) -> None:
    """Keep what only steps with effects, repeats, or deadlines from delivery are asked for."""
    if progress.first is _NO_DAYS:
        progress.first, progress.times, progress.delivered = {}, {}, {}
    own = rung.index
    progress.first.setdefault(own, day)
    progress.times[own] = progress.times.get(own, 0) + 1
    if rung.from_delivery:
        delivered = delivered_on.get(action.identity)
        if delivered is None and action.status is ActionStatus.DELIVERED:
            delivered = action.date
        progress.delivered.pop(own, None)
        if delivered is not None:
            progress.delivered[own] = delivered.toordinal()


def _count_phase(progress: Progress, phase: Phase | None) -> None:
    if progress.in_phase is _NO_PHASES:
        progress.in_phase = {}
    progress.in_phase[phase] = progress.in_phase.get(phase, 0) + 1


def _count_answer(progress: Progress, index: int, action: Action, day: int) -> None:
    if progress.answers is _NO_ANSWERS:
        progress.answers = {}
    progress.answers.setdefault(index, []).append((day, action.answers))
