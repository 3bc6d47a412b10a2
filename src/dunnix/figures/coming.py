"""Which steps are to be expected for a receivable if nothing happens, and about when."""

from collections.abc import Iterator, Mapping

import attrs

from dunnix.engine.progress import NOTHING_DONE, Progress
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER, Schedule
from dunnix.engine.unit import Situation


@attrs.frozen(kw_only=True, order=False)
class Coming:
    """What is asked: the steps that may come for a claim, from a day on.

    `taken` are the steps of today or on their way, `known` the days of steps known already.
    """

    situation: Situation
    claim: str
    earliest: int
    taken: frozenset[str]
    known: Mapping[str, int]


@attrs.frozen(kw_only=True, order=False)
class Expected:
    """A step to come, its day, and whether only the calendar decides it."""

    rung: Rung
    day: int
    sure: bool


def coming_steps(coming: Coming) -> Iterator[Expected]:
    """Give the steps above the one reached, in the order of the ladder.

    Conditions aren't asked: what they read may change. A step whose day has passed undone is left
    out, unless it is mandatory: the ladder has gone on without it.
    """
    schedule, progress = _course(coming)
    if schedule is None:
        return
    rungs = coming.situation.compiled.rungs
    days = {**progress.last, **progress.delivered}
    days |= {rung.index: coming.known[rung.id] for rung in rungs if rung.id in coming.known}
    reached = max([progress.reached, *(rung.index for rung in rungs if rung.id in coming.taken)])
    for rung in rungs[reached + 1 :]:
        expected = _expected(coming, schedule, rung, days)
        if expected is not None:
            days[rung.index] = expected.day
            yield expected


def _course(coming: Coming) -> tuple[Schedule | None, Progress]:
    situation = coming.situation
    progress = situation.record.progress.get(coming.claim, NOTHING_DONE)
    for unit in situation.units:
        for track in unit.tracks:
            if track.claim.id == coming.claim:
                return track.schedule, progress
    return None, progress


def _expected(
    coming: Coming, schedule: Schedule, rung: Rung, days: Mapping[int, int]
) -> Expected | None:
    known, first = coming.known.get(rung.id), schedule.firsts[rung.index]
    ready = _ready(coming, rung, days)
    if known is None and rung.waits and ready is None:
        return None
    day = max(known or 0, first or 0, ready or 0, coming.earliest)
    passed = first is not None and first < coming.earliest and not rung.waits
    if known is None and passed and not rung.mandatory:
        return None
    if day >= NEVER or day > schedule.lasts[rung.index]:
        return None
    sure = not rung.has_condition and not rung.waits and day in {known, first}
    return Expected(rung=rung, day=day, sure=sure)


def _ready(coming: Coming, rung: Rung, days: Mapping[int, int]) -> int | None:
    """Give the first day that is long enough after what it comes after, if that comes at all."""
    compiled = coming.situation.compiled
    found: list[int] = []
    for wait in rung.waits:
        before = max(days, default=None) if wait.step is None else wait.step
        if before is not None and before in days:
            found.append(compiled.after(days[before], wait))
    return compiled.on_open_day(min(found), rung) if found else None
