"""Spreading work over days: what must be done by its last day first, the rest by its rank."""

import datetime as dt
from collections.abc import Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import NextAction

_ONE_DAY: Final = dt.timedelta(1)
_FARTHEST: Final = 3660


@attrs.frozen(kw_only=True, eq=False, order=False)
class Job:
    """An action for a person, from its day on; `last` is the last day it may be done, if any."""

    action: NextAction
    day: dt.date
    last: dt.date | None
    open_days: Calendar


Later: TypeAlias = tuple[Job, dt.date | None]


def spread(ranked: Sequence[Job], room: int | None) -> tuple[list[Job], list[Later]]:
    """Give what is done on the first day, and the rest with its day, both by rank.

    `room` is how many fit a day, None for all.
    """
    if room is None or not ranked:
        return list(ranked), []
    day = ranked[0].day
    today, waiting = _filled(ranked, day, room)
    later: dict[int, dt.date] = {}
    while waiting and (day - ranked[0].day).days < _FARTHEST and (room or _has_last(waiting)):
        day += _ONE_DAY
        ready = [job for job in waiting if job.open_days.is_open(day) or job.last == day]
        done, _ = _filled(ready, day, room, waiting)
        later |= {id(job): day for job in done}
        waiting = [job for job in waiting if id(job) not in later]
    done_today = set(map(id, today))
    rest = [(job, later.get(id(job))) for job in ranked if id(job) not in done_today]
    return today, rest


def _has_last(jobs: Sequence[Job]) -> bool:
    return any(job.last is not None for job in jobs)


def _filled(
    ready: Sequence[Job], day: dt.date, room: int, waiting: Sequence[Job] | None = None
) -> tuple[list[Job], list[Job]]:
    """Choose from what can be done on a day: first what later days would have no room for."""
    chosen = _pressing(ready, waiting or ready, day, room)
    for job in ready:
        if len(chosen) >= room:
            break
        if id(job) not in chosen:
            chosen[id(job)] = job
    return (
        [job for job in ready if id(job) in chosen],
        [job for job in ready if id(job) not in chosen],
    )


def _pressing(
    ready: Sequence[Job], waiting: Sequence[Job], day: dt.date, room: int
) -> dict[int, Job]:
    """Give what must be done on a day lest it miss its last one, however full the day gets."""
    chosen: dict[int, Job] = {}
    for last in sorted({job.last for job in waiting if job.last is not None}):
        due = [job for job in waiting if job.last is not None and job.last <= last]
        taken = sum(1 for job in due if id(job) in chosen)
        missing = len(due) - taken - room * _open_between(due[0].open_days, day, last)
        able = [job for job in ready if job in due and id(job) not in chosen]
        chosen |= {id(job): job for job in able[: max(missing, 0)]}
    return chosen


def _open_between(open_days: Calendar, day: dt.date, last: dt.date) -> int:
    """Count the open days after one and up to another."""
    count = (last - day).days
    return sum(open_days.is_open(day + number * _ONE_DAY) for number in range(1, count + 1))
