"""What a scenario fills in where a step is silent: by phase, and by the place in the ladder."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.model import Role
from dunnix.scenario.choices import Do, ModeKind, Phase, Tone
from dunnix.scenario.drafts import ReactionKeys, StepKeys
from dunnix.scenario.parts import Mode
from dunnix.scenario.timing import Anchor, Duration, Timing, Unit

_Step = TypeVar("_Step", bound=StepKeys)
_Reaction = TypeVar("_Reaction", bound=ReactionKeys)

USUAL_TONES: Final = {
    Phase.PRE_DUE: Tone.FRIENDLY,
    Phase.AMICABLE: Tone.NEUTRAL,
    Phase.PRE_LITIGATION: Tone.FIRM,
    Phase.LITIGATION: Tone.FORMAL,
}
USUAL_ROLES: Final = (Role.ACCOUNTS_PAYABLE, Role.MANAGER, Role.EXECUTIVE)
_AUTO: Final = Mode(kind=ModeKind.AUTO)
_CONFIRM: Final = Mode(kind=ModeKind.CONFIRM, role="collector")
_DUE: Final = Timing(anchor=Anchor.DUE)
_EVENT: Final = Timing(anchor=Anchor.EVENT)
THIRTY_DAYS: Final = Timing(anchor=Anchor.EVENT, offset=Duration(30, Unit.DAY))


def with_defaults(
    steps: Iterable[_Step], *, attempts: int, on_closed_day: OnClosedDay
) -> tuple[_Step, ...]:
    """Give the steps of a ladder with all that was left to a default filled in."""
    return tuple(_filled(steps, attempts, on_closed_day))


def _filled(steps: Iterable[_Step], attempts: int, closed: OnClosedDay) -> Iterator[_Step]:
    reached = Phase.PRE_DUE
    for step in steps:
        reached = max(reached, _opens(step), key=lambda phase: phase.rank)
        yield _evolved(step, step.phase or _phase(step, reached), attempts, closed)


def _opens(step: StepKeys) -> Phase:
    if step.do.is_legal:
        return Phase.LITIGATION
    return Phase.PRE_LITIGATION if step.mandatory else Phase.PRE_DUE


def _phase(step: StepKeys, reached: Phase) -> Phase:
    if reached is not Phase.PRE_DUE:
        return reached
    before_due = step.at is not None and step.at.is_before_due
    return Phase.PRE_DUE if before_due else Phase.AMICABLE


def _evolved(step: _Step, phase: Phase, attempts: int, closed: OnClosedDay) -> _Step:
    on_due = step.at is not None and step.at.anchor is Anchor.DUE and step.at.is_anchor_day
    ends = phase is Phase.PRE_DUE and not step.mandatory
    filled: dict[str, Any] = {
        "phase": phase,
        "tone": step.tone or USUAL_TONES[phase],
        "mode": step.mode or (_CONFIRM if step.do.is_legal else _AUTO),
        "to": step.to or (USUAL_ROLES if step.do is Do.SEND else ()),
        "until": step.until or (_DUE if ends else None),
        "on_closed_day": step.on_closed_day or (OnClosedDay.KEEP if on_due else closed),
        "attempts": attempts if step.attempts is None else step.attempts,
    }
    return attrs.evolve(step, **filled)


def reactions_with_defaults(
    reactions: Iterable[_Reaction], *, attempts: int
) -> tuple[_Reaction, ...]:
    """Give reactions with all that was left to a default filled in: no phase, no closed days."""
    return tuple(_answer(each, attempts) for each in reactions)


def _answer(reaction: _Reaction, attempts: int) -> _Reaction:
    filled: dict[str, Any] = {
        "at": reaction.at or _EVENT,
        "until": reaction.until or THIRTY_DAYS,
        "tone": reaction.tone or Tone.NEUTRAL,
        "mode": reaction.mode or (_CONFIRM if reaction.do.is_legal else _AUTO),
        "to": reaction.to or (USUAL_ROLES if reaction.do is Do.SEND else ()),
        "on_closed_day": reaction.on_closed_day or OnClosedDay.KEEP,
        "attempts": attempts if reaction.attempts is None else reaction.attempts,
    }
    return attrs.evolve(reaction, **filled)
