"""The calendar of one receivable: the days on which each step of the ladder may come."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import Calendar, OnClosedDay
from dunnix.engine.rungs import Rung
from dunnix.scenario import Anchor, Scenario, Timing

NEVER: Final = dt.date.max.toordinal()
Dates: TypeAlias = tuple[int, int | None, int | None, int | None, bool]
"""Due and issue date, where pauses have moved either to, and whether the ladder was restarted."""


@attrs.frozen(eq=False, order=False)
class Schedule:
    """The calendar of one receivable: by step the first day, the last, and the last repeat.

    Ordinals; `firsts` is None for a step without a date of its own. `moments` are all days on
    which something of it changes, sorted. `latests` are the last days in time.
    """

    firsts: tuple[int | None, ...]
    lasts: tuple[int, ...]
    last_repeats: tuple[int, ...]
    moments: tuple[int, ...]
    latests: tuple[int, ...]


def lay_out(
    scenario: Scenario, calendar: Calendar, rungs: Iterable[Rung], dates: Dates
) -> Schedule:
    """Lay out the steps of a ladder for a receivable with some dates."""
    due, issue, moved_to, issue_moved_to, restarted = dates
    anchors = {Anchor.DUE: due, Anchor.ISSUE: issue}
    moved = {
        Anchor.DUE: due if moved_to is None else moved_to,
        Anchor.ISSUE: issue if issue_moved_to is None else issue_moved_to,
    }
    ends = {rule.phase: rule.ends_by for rule in scenario.phases}
    firsts: list[int | None] = []
    lasts: list[int] = []
    repeats: list[int] = []
    latests: list[int] = []
    for rung in rungs:
        step = rung.step
        before = step.at is not None and step.at.is_before_due
        firsts.append(_day(calendar, step.at, anchors if before else moved, step.on_closed_day))
        ending = anchors if before and restarted else moved
        lasts.append(_last(calendar, step.until, ending))
        repeats.append(_last(calendar, step.repeat.until if step.repeat else None, ending))
        latests.append(_last(calendar, step.latest, ending))
        ends_by = None if step.phase is None else ends.get(step.phase)
        if ends_by is not None:
            # A phase ends when it ends, however long it was paused.
            lasts[-1] = min(lasts[-1], _last(calendar, ends_by, anchors))
    over = [last + 1 for last in (*lasts, *repeats) if last < NEVER]
    moments = {due, due + 1, *(day for day in firsts if day is not None), *over}
    return Schedule(
        firsts=tuple(firsts),
        lasts=tuple(lasts),
        last_repeats=tuple(repeats),
        moments=tuple(sorted(moments)),
        latests=tuple(latests),
    )


def date_of(ordinal: int | None) -> dt.date | None:
    """Give a day as a date; None for one that isn't known or never comes."""
    return None if ordinal is None or ordinal >= NEVER else dt.date.fromordinal(ordinal)


def _day(
    calendar: Calendar,
    timing: Timing | None,
    anchors: dict[Anchor, int | None],
    rule: OnClosedDay | None,
) -> int | None:
    """Give the first day of a step; one whose anchor isn't known never comes."""
    if timing is None:
        return None
    anchor = anchors.get(timing.anchor)
    if anchor is None:
        return NEVER
    # Days before the calendar's first have long been reached: none is later than the first.
    return max(timing.day(anchor, calendar, rule or OnClosedDay.KEEP), 1)


def _last(calendar: Calendar, timing: Timing | None, anchors: dict[Anchor, int | None]) -> int:
    """Give the last day of a step, closed or not: an end isn't moved."""
    found = _day(calendar, timing, anchors, OnClosedDay.KEEP)
    return NEVER if found is None else found
