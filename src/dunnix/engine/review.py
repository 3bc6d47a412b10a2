"""When to ask again: the earliest later day on which the answer can change with no new fact.

It may be early, never late: every date any rule reads is a candidate, whether it matters today
or not.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dunnix.engine.answers import moments
from dunnix.engine.beside import next_moment
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.dates import judged_on, ready_on, repeat_on
from dunnix.engine.forward import due_by_announcement
from dunnix.engine.gather import turns
from dunnix.engine.ladder import REFUSED_FOR
from dunnix.engine.limits import limit_of
from dunnix.engine.progress import Progress
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER
from dunnix.engine.silence import silent_on
from dunnix.engine.statements import statement_on
from dunnix.engine.tasks import stale_on
from dunnix.engine.unit import Situation, Track, Unit, handed_over_track
from dunnix.model import Account, CallBack, Extension, Place, PromiseStanding, Waiver

LATEST = 30


def next_review(situation: Situation) -> dt.date | None:
    """Give the day to ask again; None only where nothing is open and nothing is to come."""
    today = situation.today
    days = _of_rows(situation.account, situation.day)
    if situation.units:
        days.append(today + LATEST)
        days += _of_units(situation)
    if situation.occurrences:
        days += moments(situation)
        # What waits for its one step of the day, or was refused, paused or settled as it may be.
        for progress in situation.record.progress.values():
            days += (progress.touched + 1, *_after_refusals(progress))
    if situation.units or situation.occurrences:
        # Last: what is judged on the way may note turns of its own.
        days += _of_contacts(situation)
    found = min([day for day in days if today < day < NEVER], default=None)
    return None if found is None else dt.date.fromordinal(found)


def _of_contacts(situation: Situation) -> list[int]:
    """Give the days on which a contact may become free, or reach the debtor another way."""
    compiled = situation.compiled
    days = [*situation.turns, *_of_conditions(situation, ())]
    if compiled.rules.packs:
        days += _of_packs(compiled)
    has_rules = compiled.has_gap or compiled.rules.caps
    if has_rules and situation.record.contacts[-1:] > [situation.today]:
        # Coming nearer to a contact planned for a day to come may leave no room before it.
        days.append(situation.today + 1)
    days += [
        contact.invalid_since.toordinal()
        for contact in situation.debtor.contacts
        if contact.invalid_since is not None
    ]
    return days


def _of_units(situation: Situation) -> list[int]:
    compiled = situation.compiled
    days: list[int] = []
    if compiled.reads_accrual:
        days.append(situation.today + 1)
    if compiled.rules.silence is not None:
        days += [silent_on(situation, track) for unit in situation.units for track in unit.tracks]
    if compiled.calendar.known_until is not None:
        days.append(compiled.calendar.known_until.toordinal() + 1)
    for unit in situation.units:
        _of_unit(situation, unit, days)
    days += [
        promised.window_end + 1
        for promised in situation.position.promises
        if promised.standing is PromiseStanding.OPEN
    ]
    return days


def _of_unit(situation: Situation, unit: Unit, days: list[int]) -> None:
    compiled = situation.compiled
    given_over: list[Track] = []
    for place in unit.places:
        if place.parts:
            days += _of_paused(situation, place)
        if compiled.after_hand_over and (given := handed_over_track(situation, place)):
            _of_track(situation, given, days)
            given_over.append(given)
    if situation.account.plans:
        days += _of_instalments(situation, unit)
    if not unit.conditions.speaks:
        # Nothing is decided in a currency the scenario doesn't speak of; only dates turn, and with
        # them what a strategy reads of the whole account.
        days.append(next_moment(situation, unit))
        days += [place.claim.due + 1 for place in unit.places]
        days += _of_conditions(situation, unit.places)
        return
    for track in unit.tracks:
        _of_track(situation, track, days)
    for rung, statement in compiled.statements:
        day = statement_on(situation, unit, rung, statement)
        days.append(NEVER if day is None else day)
    # What is called for turns even while everything is paused.
    days.append(next_moment(situation, unit))
    crossings = sorted(_of_conditions(situation, unit.places))
    days += crossings
    if any(_lapses(situation, track, crossings) for track in (*unit.tracks, *given_over)):
        days.append(situation.today + 1)


def _of_paused(situation: Situation, place: Place) -> list[int]:
    """Give the days of what is paused: it has no calendar of its own here."""
    limit = limit_of(situation, place)
    ends = [part.until + 1 for part in place.parts if part.until is not None]
    asked = NEVER if limit is None else limit.day
    return [place.claim.due, place.claim.due + 1, asked, *ends]


def _of_instalments(situation: Situation, unit: Unit) -> list[int]:
    """Give the days on which instalments that stay unpaid break their plans."""
    window_end = situation.position.window_end
    return [window_end(place.claim.due) + 1 for place in unit.places if place.claim.is_of_plan]


def _of_packs(compiled: CompiledScenario) -> Iterator[int]:
    for pack in compiled.rules.packs:
        yield pack.known_until.toordinal() + 1
        if pack.valid_from is not None:
            yield pack.valid_from.toordinal()


def _lapses(situation: Situation, track: Track, crossings: Sequence[int]) -> bool:
    """Tell whether something still stands today only because it was held, and ends tomorrow.

    What was held is judged as of the day the holding began, for as long as it lasts; then as of
    the day itself. So it matters what ended in between: a step, or what a condition allows.
    """
    today, compiled = situation.today, situation.compiled
    if situation.held_since >= today > track.touched + 1 and not compiled.rules.beyond_gap:
        return False
    held = today < situation.contact_free_on
    before = bisect_right(crossings, today)
    turned = crossings[before - 1] if before else 0
    for rungs in compiled.alike:
        if held and rungs[0].contacts and not rungs[0].is_answer:
            continue
        ends = [(rung, _end(rung, track, turned, today)) for rung in rungs]
        ended = [(rung, end) for rung, end in ends if end]
        if ended and (track.progress.failures or _was_held(situation, rungs[0], track)):
            for rung, end in ended:
                if judged_on(situation, rung, track, _first(rung, track)) < end:
                    return True
    return False


def _was_held(situation: Situation, rung: Rung, track: Track) -> bool:
    """Tell whether a step is judged as of an earlier day, because it was held until yesterday."""
    return judged_on(situation, rung, track, situation.today - 1) < situation.today


def _first(rung: Rung, track: Track) -> int | None:
    """Give the day a step falls due, where it has one; an answer's isn't in the calendar."""
    return track.schedule.firsts[rung.index] if rung.answer is None else None


def _end(rung: Rung, track: Track, turned: int, today: int) -> int:
    """Give the day since when a step has ended, or its condition may have turned; 0 without one.

    An answer's end isn't in the calendar.
    """
    latest = turned if rung.has_condition else 0
    if rung.answer is None:
        for last in (track.schedule.lasts[rung.index], track.schedule.last_repeats[rung.index]):
            if latest <= last < today:
                latest = last + 1
    return latest


def _of_track(situation: Situation, track: Track, days: list[int]) -> None:
    moments, progress, compiled = track.schedule.moments, track.progress, situation.compiled
    place = bisect_right(moments, situation.today)
    if place < len(moments):
        days.append(moments[place])
    if progress.in_flight is not None:
        stale = stale_on(situation, track)
        days.append(NEVER if stale is None else stale)
    if not progress.touched:
        return
    days.append(progress.touched + 1)
    days += [ready_on(situation, rung, track) for rung in compiled.waiting]
    days += due_by_announcement(compiled, progress)
    days += [repeat_on(situation, rung, track) for rung in compiled.repeating]
    days += _after_refusals(progress)


def _after_refusals(progress: Progress) -> list[int]:
    """Give the days on which what was refused may be asked for again."""
    return [refused + REFUSED_FOR for refused in progress.refused.values()]


def _of_conditions(situation: Situation, places: Sequence[Place]) -> list[int]:
    """Give the days on which a fact of the debtor or of places crosses a number of a condition."""
    days: list[int] = []
    for name, wanted in situation.compiled.rising:
        days += [start + wanted for start in _starts(situation, places, name)]
    for name, wanted in situation.compiled.turning:
        days += turns(situation, name, wanted)
    return days


def _starts(situation: Situation, places: Sequence[Place], name: str) -> Sequence[int]:
    """Give the days a number of days is counted from."""
    if name == "debtor.days_since_contact":
        return situation.record.contacts
    if name == "invoice.days_since_issue":
        issued = (place.claim.invoice.issue_date for place in places)
        return [day.toordinal() for day in issued if day is not None]
    return [place.claim.due for place in places]


def _of_rows(account: Account, today: dt.date) -> list[int]:
    """Give the dates to come of rows already recorded, each with the day after it."""
    days: list[dt.date | None] = [
        invoice.issue_date
        for invoice in account.invoices
        if invoice.recorded_on is not None and invoice.recorded_on <= today
    ]
    for payment in account.payments:
        ends = payment.date if payment.cleared_on is None else payment.cleared_on
        if ends < today and payment.reversed_on is None:
            continue
        if (payment.recorded_on or payment.date) <= today:
            days += (payment.date, payment.cleared_on, payment.reversed_on)
    for promise in account.promises:
        if promise.due_by < today and promise.withdrawn_on is None:
            continue
        if (promise.recorded_on or promise.made_on) <= today:
            days += (promise.made_on, promise.due_by, promise.withdrawn_on)
    days += _of_obstacles(account, today)
    days += _of_rarer_rows(account, today)
    coming = [day.toordinal() for day in days if day is not None and day >= today]
    return coming + [day + 1 for day in coming]


def _of_obstacles(account: Account, today: dt.date) -> list[dt.date | None]:
    days: list[dt.date | None] = []
    for dispute in account.disputes:
        if (dispute.recorded_on or dispute.opened_on) <= today:
            days += (dispute.opened_on, dispute.resolved_on)
    for block in account.blocks:
        if (block.recorded_on or block.since) <= today:
            days += (block.since, block.until)
    return days


def _of_rarer_rows(account: Account, today: dt.date) -> list[dt.date | None]:
    days: list[dt.date | None] = []
    days += [
        plan.agreed_on for plan in account.plans if (plan.recorded_on or plan.agreed_on) <= today
    ]
    for task in account.tasks:
        if task.recorded_on is None or task.recorded_on <= today:
            days += (task.due_on, task.done_on)
    days += [
        action.date
        for action in account.actions
        if action.date > today and (action.recorded_on or action.date) <= today
    ]
    for happening in account.happenings:
        if (happening.recorded_on or happening.date) <= today:
            days.append(happening.date)
            if isinstance(happening, Extension | CallBack | Waiver):
                days.append(happening.until)
    return days
