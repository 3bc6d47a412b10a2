"""On which day each step of a scenario falls, counted from its anchor, without any real date.

A month counts as 30 days here, a business day as 7/5 of a day, and the way to the end of a month
as 15: the picture writes `≈` beside such a day, and the label says what the scenario says.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from dunnix.scenario import (
    After,
    Anchor,
    Duration,
    EscalationStep,
    Phase,
    Repeat,
    Scenario,
    StepId,
    Timing,
    Unit,
)

_MONTH: Final = 30
_HALF_MONTH: Final = 15
_MOST_TICKS: Final = 120
_ENDLESS_TICKS: Final = 3


@attrs.frozen(kw_only=True, order=False)
class StepDay:
    """A step and its days, counted from the anchor.

    `follows` is the step that alone decides when it comes, and `from_day` the day its wait runs
    from. `repeats` are the days it is done again, the first few where they never end.
    """

    step: EscalationStep
    anchor: Anchor
    day: int
    about: bool = False
    follows: StepId | None = None
    from_day: int | None = None
    deadline_end: int | None = None
    repeats: tuple[int, ...] = ()

    @property
    def last_day(self) -> int:
        """The last day that anything is drawn for it."""
        return max(self.day, self.deadline_end or self.day, *self.repeats, self.day)

    @property
    def endless(self) -> bool:
        """Whether its repeats go on for ever."""
        return self.step.repeat is not None and _is_endless(self.step.repeat)

    @property
    def phase(self) -> Phase:
        """The phase of the step, which a scenario always fills in."""
        return self.step.phase or Phase.AMICABLE


def step_days(scenario: Scenario) -> tuple[StepDay, ...]:
    """Give the days of the steps of a scenario, in the order of the ladder.

    >>> from dunnix.scenario import load_scenario
    >>> [(str(each.step.id), each.day) for each in step_days(load_scenario("gentle"))]
    [('heads-up', -3), ('friendly-reminder', 7), ('friendly-call', 21), ('talk', 40)]
    """
    found: dict[StepId, StepDay] = {}
    for step in scenario.steps:
        placed = _placed(step, found)
        deadline_end = None if step.deadline is None else placed.day + length(step.deadline)
        found[step.id] = attrs.evolve(
            placed, deadline_end=deadline_end, repeats=_repeats(step.repeat, placed.day)
        )
    return tuple(found.values())


def _placed(step: EscalationStep, found: dict[StepId, StepDay]) -> StepDay:
    waits = sorted(_waits(step.after, found), key=lambda wait: wait[:2])
    if step.at is not None:
        anchor, day = step.at.anchor, _offset(step.at)
        allowed = min((ready for ready, _, other in waits if other.anchor is anchor), default=day)
        return StepDay(step=step, anchor=anchor, day=max(day, allowed), about=is_about(step.at))
    if not waits:
        return StepDay(step=step, anchor=Anchor.DUE, day=0, about=True)
    day, start, other = waits[0]
    return StepDay(
        step=step,
        anchor=other.anchor,
        day=day,
        about=True,
        follows=other.step.id,
        from_day=start,
    )


def _waits(
    afters: Sequence[After], found: dict[StepId, StepDay]
) -> Iterable[tuple[int, int, StepDay]]:
    """Give the first day each of the steps it comes after would allow, and from when it counts."""
    for after in afters:
        name = after.step or next(reversed(found), None)
        other = None if name is None else found.get(name)
        if other is None:
            continue
        if after.wait is not None:
            yield other.day + length(after.wait), other.day, other
        elif other.deadline_end is not None:
            yield other.deadline_end + 1, other.deadline_end, other


def _repeats(repeat: Repeat | None, day: int) -> tuple[int, ...]:
    if repeat is None:
        return ()
    every = max(length(repeat.every), 1)
    end = None if repeat.until is None else _offset(repeat.until)
    most = _MOST_TICKS if repeat.times is None else min(repeat.times, _MOST_TICKS)
    if _is_endless(repeat):
        most = _ENDLESS_TICKS
    days = (day + every * time for time in range(1, most + 1))
    return tuple(each for each in days if end is None or each <= end)


def _is_endless(repeat: Repeat) -> bool:
    return repeat.until is None and repeat.times is None


def length(duration: Duration) -> int:
    """Give about how many days a duration is.

    >>> [length(Duration.parse(text)) for text in ("8d", "2w", "1m", "5bd", "1bd")]
    [8, 14, 30, 7, 2]
    """
    match duration.unit:
        case Unit.DAY:
            return duration.count
        case Unit.WEEK:
            return 7 * duration.count
        case Unit.MONTH:
            return _MONTH * duration.count
        case Unit.BUSINESS_DAY:
            return math.ceil(duration.count * 7 / 5)


def _offset(timing: Timing) -> int:
    days = 0 if timing.offset is None else timing.sign * length(timing.offset)
    return days + (_HALF_MONTH if timing.end_of_month else 0)


def is_about(timing: Timing) -> bool:
    """Whether the day depends on the month or on the week it falls in."""
    unit = None if timing.offset is None else timing.offset.unit
    return timing.end_of_month or unit in {Unit.MONTH, Unit.BUSINESS_DAY}
