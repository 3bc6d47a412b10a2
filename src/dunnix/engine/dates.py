"""What the calendar alone says of a step for a receivable; every day is an ordinal."""

from typing import Final

from dunnix.engine.reach import reaches
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER
from dunnix.engine.stops import Stretch, Try
from dunnix.engine.unit import Situation, Track, held_since
from dunnix.model import Channel

_LOOKED_BACK: Final = 400


def judged_on(situation: Situation, rung: Rung, track: Track, first: int | None) -> int:
    """Give the day on which ends and upper bounds are judged.

    Today; or an earlier day, if on every day since contact rules let no contact of the step
    through, or the receivable took its one step of the day, tries that failed included.
    """
    today, compiled, touched = situation.today, situation.compiled, track.touched
    if compiled.rules.beyond_gap and rung.contacts:
        since = _stretch(situation, rung, track, first)
        return since if since >= today or first is None else max(first, since)
    since = situation.held_since if rung.contacts and not rung.is_answer else today
    if 0 < touched == since - 1 and compiled.has_gap:
        contacts = situation.record.contacts if rung.contacts else ()
        since = held_since(compiled, contacts, touched)
    if since >= today or first is None:
        return since
    return max(first, since)


def _stretch(situation: Situation, rung: Rung, track: Track, first: int | None) -> int:
    """Give since when, up to yesterday, no contact of a step was let through; else today.

    Each day is judged by what was known on it, for every channel the step may go by. The day on
    which the stretch ends is noted as one to ask again: after it the judging moves on.
    """
    today = situation.today
    channels = tuple(each.channel for each in reaches(situation, rung, track)) or rung.channels
    key = (channels, rung.is_answer, track.claim.id)
    stretch = situation.stretches.get(key)
    if stretch is None:
        tries = [_try(situation, rung, track, channel) for channel in channels]
        taken = track.touched if situation.compiled.has_gap else 0
        stretch = situation.stretches[key] = Stretch(tries, taken, today)
    earliest = max(1 if first is None else first, today - _LOOKED_BACK)
    since = min(today, stretch.back_to(earliest))
    if since < today:
        situation.turns.append(stretch.free_on(today))
    return since


def _try(situation: Situation, rung: Rung, track: Track, channel: Channel) -> Try:
    return Try(
        compiled=situation.compiled,
        contacts=situation.record.contacts,
        log=situation.log,
        channel=channel,
        names=track.claim.names,
        is_answer=rung.is_answer,
    )


def ready_on(situation: Situation, rung: Rung, track: Track) -> int:
    """Give the first day that is long enough after what the step comes after; any of a list.

    One that is closed goes on to the next open day, unless the step keeps closed days.
    """
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
    return situation.compiled.on_open_day(first, rung)


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
    """Give the day a step done before is done again; never, when its repeats are used up.

    One that is closed goes on to the next open day, unless the step keeps closed days.
    """
    repeat, progress = rung.step.repeat, track.progress
    if repeat is None or rung.index not in progress.last:
        return NEVER
    if repeat.times is not None and progress.times[rung.index] > repeat.times:
        return NEVER
    last = progress.last[rung.index]
    compiled = situation.compiled
    if rung.every_days is not None:
        return compiled.on_open_day(last + rung.every_days, rung)
    return compiled.on_open_day(repeat.every.after(last, compiled.calendar), rung)


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
