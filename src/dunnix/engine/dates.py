"""What the calendar alone says of a step for a receivable; every day is an ordinal."""

from dunnix.engine.compiled import NEVER, Rung
from dunnix.engine.unit import Situation, Track, held_since


def judged_on(situation: Situation, rung: Rung, track: Track, first: int | None) -> int:
    """Give the day on which ends and upper bounds are judged.

    Today; or an earlier day, if contact rules have held the step every day since: the gap, or that
    a receivable takes one step a day, tries that failed included.
    """
    today, compiled, touched = situation.today, situation.compiled, track.progress.touched
    since = situation.held_since if rung.contacts else today
    if 0 < touched == since - 1 and compiled.has_gap:
        contacts = situation.record.contacts if rung.contacts else ()
        since = held_since(compiled, contacts, touched)
    if since >= today or first is None:
        return since
    return max(first, since)


def ready_on(situation: Situation, rung: Rung, track: Track) -> int:
    """Give the first day that is long enough after what the step comes after; any of a list."""
    progress = track.progress
    first = NEVER
    for wait in rung.waits:
        done = progress.previous if wait.step is None else wait.step
        if done is None:
            continue
        days_done = progress.last
        if wait.from_deadline and situation.compiled.rungs[done].from_delivery:
            days_done = progress.delivered
        start = days_done.get(done)
        if start is not None:
            first = min(first, situation.compiled.after(start, wait))
    return first


def undelivered(situation: Situation, rung: Rung, track: Track) -> tuple[str, ...]:
    """Give the steps a step comes after that were done, and whose delivery isn't reported yet."""
    progress, rungs = track.progress, situation.compiled.rungs
    return tuple(
        rungs[wait.step].id
        for wait in rung.waits
        if wait.step is not None and wait.from_deadline and rungs[wait.step].from_delivery
        if wait.step in progress.last and wait.step not in progress.delivered
    )


def repeat_on(situation: Situation, rung: Rung, track: Track) -> int:
    """Give the day a step done before is done again; never, when its repeats are used up."""
    repeat, progress = rung.step.repeat, track.progress
    if repeat is None or rung.index not in progress.last:
        return NEVER
    if repeat.times is not None and progress.times[rung.index] > repeat.times:
        return NEVER
    last = progress.last[rung.index]
    if rung.every_days is not None:
        return last + rung.every_days
    return repeat.every.after(last, situation.compiled.calendar)


def planned_on(situation: Situation, rung: Rung, track: Track) -> int:
    """Give the day a step fell due for a receivable."""
    first = track.schedule.firsts[rung.index]
    if rung.waits:
        ready = ready_on(situation, rung, track)
        first = ready if first is None else max(first, ready)
    return situation.today if first is None else min(first, situation.today)


def passes_dates(situation: Situation, rung: Rung, track: Track) -> bool:
    """Tell whether a receivable's own dates and mandatory steps let a step be done for it."""
    first = track.schedule.firsts[rung.index]
    if track.undone < rung.index or track.progress.reached >= rung.index:
        return False
    if first is not None and first > situation.today:
        return False
    if judged_on(situation, rung, track, first) > track.schedule.lasts[rung.index]:
        return False
    return not rung.waits or ready_on(situation, rung, track) <= situation.today
