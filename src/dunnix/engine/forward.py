"""A receivable's calendar with what has brought steps forward, or given them a day at all.

A step a reaction sent the ladder to is due from that day. What was announced is due once the
deadline it was announced with has passed. What comes after a hand-over is counted from its day.
"""

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.progress import Progress
from dunnix.engine.rungs import Rung, Wait
from dunnix.engine.schedule import NEVER, Schedule
from dunnix.scenario import Anchor


def brought_forward(
    compiled: CompiledScenario,
    schedule: Schedule,
    progress: Progress,
    due: int,
    handed_over: int | None,
) -> Schedule:
    """Give a calendar in which what happened has moved steps; the same one if nothing did.

    A step whose turn comes after the due date is never brought forward to it or before.
    """
    firsts = list(schedule.firsts)
    if progress.sent_to is not None:
        index, day = progress.sent_to
        rung = compiled.rungs[index]
        sent = _counted(compiled, rung, Anchor.GO_TO, day) or day
        firsts[index] = _earlier(firsts[index], sent, due)
    for rung, named in compiled.announcing:
        over = _over(compiled, rung, progress)
        if over is not None:
            for index in named:
                day = compiled.on_open_day(over, compiled.rungs[index])
                firsts[index] = _earlier(firsts[index], day, due)
    if handed_over is not None:
        for index in compiled.after_hand_over:
            since = _counted(compiled, compiled.rungs[index], Anchor.HAND_OVER, handed_over)
            firsts[index] = firsts[index] if since is None else since
    if tuple(firsts) == schedule.firsts:
        return schedule
    moments = {*schedule.moments, *(day for day in firsts if day is not None)}
    return attrs.evolve(schedule, firsts=tuple(firsts), moments=tuple(sorted(moments)))


def unfollowed_since(compiled: CompiledScenario, progress: Progress, today: int) -> int | None:
    """Give since when something announced should have followed, the last of it; None if nothing."""
    over = [
        _over(compiled, rung, progress) or NEVER
        for rung, named in compiled.announcing
        if not any(index in progress.last for index in named)
    ]
    return max((day for day in over if day <= today), default=None)


def due_by_announcement(compiled: CompiledScenario, progress: Progress) -> list[int]:
    """Give the days from which what was announced is due."""
    over = [_over(compiled, rung, progress) for rung, _ in compiled.announcing]
    return [day for day in over if day is not None]


def _earlier(first: int | None, day: int, due: int) -> int | None:
    """Give the earlier of two days; a step without a day of its own has none to bring forward."""
    if first is None:
        return None
    return min(first, day if first <= due else max(day, due + 1))


def _counted(compiled: CompiledScenario, rung: Rung, anchor: Anchor, day: int) -> int | None:
    at = rung.step.at
    if at is None or at.anchor is not anchor:
        return None
    return at.day(day, compiled.calendar, rung.step.on_closed_day or OnClosedDay.KEEP)


def _over(compiled: CompiledScenario, rung: Rung, progress: Progress) -> int | None:
    """Give the day after a step's deadline, counted from the last time it was done."""
    days = progress.delivered if rung.from_delivery else progress.last
    start, deadline = days.get(rung.index), rung.step.deadline
    if start is None or deadline is None:
        return None
    fixed = None
    day = compiled.after(start, Wait(rung.index, deadline, from_deadline=True, fixed_days=fixed))
    return day if day < NEVER else None
