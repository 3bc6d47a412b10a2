"""What is decided by itself: the receivables of one creditor, debtor and currency, in play."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import attrs

from dunnix.engine.compiled import NEVER, CompiledScenario, Conditions, Schedule
from dunnix.engine.pauses import Pause, paused_days, pauses_of
from dunnix.engine.progress import NOTHING_DONE, Progress, Record, read_record
from dunnix.model import (
    Account,
    Claim,
    Debtor,
    Place,
    Position,
    Task,
    known_rows,
    take_position,
)


@attrs.define(eq=False, order=False)
class Track:
    """One receivable in play, with its own calendar and its own progress."""

    claim: Claim
    place: Place
    in_play: int
    progress: Progress
    schedule: Schedule
    undone: int
    days_past_due: int

    @property
    def is_overdue(self) -> bool:
        """Whether its due date has passed; due today is not late."""
        return self.days_past_due > 0

    @property
    def seniority(self) -> tuple[int, int, str]:
        """Who leads first: the oldest due date, then the larger, then the id."""
        return self.claim.due, -self.claim.open, self.claim.id


@attrs.define(eq=False, order=False)
class Unit:
    """The receivables of one creditor and currency that can be dunned today, oldest first."""

    creditor: str | None
    currency: str
    conditions: Conditions
    tracks: list[Track]
    places: list[Place]

    @property
    def order(self) -> tuple[str, str]:
        """The order units are decided in."""
        return self.creditor or "", self.currency


@attrs.define(eq=False, order=False)
class Situation:
    """All that a decision is made from: the account as it stands on a day, under a scenario.

    Days are ordinals. Contacts are free again from `contact_free_on`; `held_since` is the first day
    of the unbroken stretch up to yesterday on which the gap let no contact through, else today.
    `tasks` are found by kind and by each name they give, or None where they give none.
    """

    compiled: CompiledScenario
    account: Account
    debtor: Debtor
    day: dt.date
    today: int
    record: Record
    position: Position
    pauses: list[Pause]
    tasks: Mapping[tuple[str, str | None], Sequence[Task]]
    units: list[Unit]
    contact_free_on: int
    held_since: int


def take_situation(compiled: CompiledScenario, account: Account, day: dt.date) -> Situation:
    """Read an account as of a day."""
    today = day.toordinal()
    scenario = compiled.scenario
    record = read_record(compiled, account, day)
    position = take_position(
        account,
        day,
        window_end=compiled.window_end,
        at_most_broken=scenario.promise.at_most_broken,
        netting=scenario.netting,
        handed_over=record.handed_over,
    )
    free_on, since = _gap(compiled, record.contacts, today)
    situation = Situation(
        compiled=compiled,
        account=account,
        debtor=account.debtor_on(day),
        day=day,
        today=today,
        record=record,
        position=position,
        pauses=pauses_of(account, position, day, scenario.netting),
        tasks=_tasks_by_name(account, day),
        units=[],
        contact_free_on=free_on,
        held_since=since,
    )
    situation.units = _units(situation)
    return situation


def _tasks_by_name(account: Account, day: dt.date) -> dict[tuple[str, str | None], list[Task]]:
    found: dict[tuple[str, str | None], list[Task]] = {}
    for task in known_rows(account.tasks, day) if account.tasks else ():
        for name in task.invoices or (None,):
            found.setdefault((task.kind, name), []).append(task)
    return found


def _gap(compiled: CompiledScenario, contacts: Sequence[int], today: int) -> tuple[int, int]:
    """Give the first day free for a contact, and since when the gap has held all contacts."""
    if not contacts or not compiled.has_gap:
        return today, today
    place = bisect_right(contacts, today)
    free_on = max(today, compiled.after_gap(contacts[place - 1])) if place else today
    for planned in contacts[place:]:
        # One planned for a day to come keeps its distance too, and leaves free what is before.
        if compiled.after_gap(free_on) > planned:
            free_on = max(free_on, compiled.after_gap(planned))
    return free_on, held_since(compiled, contacts, today)


def held_since(compiled: CompiledScenario, contacts: Sequence[int], day: int) -> int:
    """Give since when, up to the eve of a day, the gap let no contact through; else the day."""
    since = day
    for contact in reversed(contacts):
        if contact < since:
            if since > compiled.after_gap(contact):
                break
            since = contact
    return since


def _units(situation: Situation) -> list[Unit]:
    compiled = situation.compiled
    grouped: dict[tuple[str, str], Unit] = {}
    for place in situation.position.places:
        claim = place.claim
        if claim.open <= 0:
            continue
        creditor, currency = claim.invoice.creditor, claim.currency
        unit = grouped.get((creditor or "", currency))
        if unit is None:
            unit = Unit(creditor, currency, compiled.conditions(currency), [], [])
            grouped[creditor or "", currency] = unit
        unit.places.append(place)
        if place.in_play > 0:
            unit.tracks.append(_track(situation, place))
    units = [grouped[key] for key in sorted(grouped)]
    for unit in units:
        # Places come by due date and id: only a shared due date asks who is the larger.
        if len({track.claim.due for track in unit.tracks}) < len(unit.tracks):
            unit.tracks.sort(key=lambda track: track.seniority)
    return units


def _track(situation: Situation, place: Place) -> Track:
    compiled, claim = situation.compiled, place.claim
    progress = situation.record.progress.get(claim.id, NOTHING_DONE)
    return Track(
        claim=claim,
        place=place,
        in_play=place.in_play,
        progress=progress,
        schedule=_schedule(situation, claim),
        undone=progress.undone(compiled.mandatory, len(compiled.rungs)),
        days_past_due=situation.today - claim.due,
    )


def _schedule(situation: Situation, claim: Claim) -> Schedule:
    """Give the calendar of a receivable, its anchors moved by a restart and by pauses.

    An anchor moves by the days paused since; where the ladder started again, both move with it.
    """
    compiled, pauses, today = situation.compiled, situation.pauses, situation.today
    issued = claim.invoice.issue_date if compiled.counts_from_issue else None
    issue = None if issued is None else issued.toordinal()
    restart = situation.record.restarted_on(claim.id)
    if not pauses and restart <= claim.due:
        return compiled.schedule(claim.due, issue)
    start = max(restart, claim.due)
    moved_to = start + paused_days(pauses, claim, start, today)
    if issue is None:
        return compiled.schedule(claim.due, issue, moved_to)
    if restart > claim.due:
        issue_moved_to = min(issue + moved_to - claim.due, NEVER)
    else:
        issue_moved_to = issue + paused_days(pauses, claim, issue, today)
    return compiled.schedule(claim.due, issue, moved_to, issue_moved_to)
