"""What is decided by itself: the receivables of one creditor, debtor and currency, in play."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.conditions import Conditions
from dunnix.engine.contact_log import NO_LOG, ContactLog, read_log
from dunnix.engine.forward import brought_forward
from dunnix.engine.occurrence import Occurrence
from dunnix.engine.pauses import Pause, paused_days, pauses_of, released_on
from dunnix.engine.progress import NOTHING_DONE, Progress
from dunnix.engine.record import Record, read_record
from dunnix.engine.schedule import NEVER, Schedule
from dunnix.model import (
    Account,
    Channel,
    Claim,
    Contact,
    Debtor,
    Place,
    Position,
    Role,
    Standing,
    Task,
    known_rows,
    take_position,
)
from dunnix.scenario.triggers import TaskKind

if TYPE_CHECKING:
    from dunnix.engine.charges import Charges
    from dunnix.engine.reach import Reach
    from dunnix.engine.stops import Stretch

# A pause is looked into beside whatever else is done, and whom one finds one calls at once.
_BESIDE: Final = (TaskKind.PAUSE_LIMIT, TaskKind.FIND_CONTACT)
_FOR_A_STEP: Final = tuple(each.value for each in TaskKind if each not in _BESIDE)
ReachesKey: TypeAlias = tuple[Sequence[Role], tuple[Channel, ...]]
StretchKey: TypeAlias = tuple[tuple[Channel, ...], bool, str]


@attrs.define(eq=False, order=False)
class Track:
    """One receivable in play, with its own calendar and its own progress.

    `touched` is the last day it took a step, or one of our own saw to it in place of one.
    """

    claim: Claim
    place: Place
    in_play: int
    progress: Progress
    schedule: Schedule
    undone: int
    days_past_due: int
    touched: int = 0
    is_handed_over: bool = False

    @property
    def start(self) -> int:
        """The step the climb goes on from: the one reached, or the one before a reaction's."""
        sent_to = self.progress.sent_to
        return (
            self.progress.reached if sent_to is None else max(self.progress.reached, sent_to[0] - 1)
        )

    @property
    def is_overdue(self) -> bool:
        """Whether its due date has passed; due today is not late."""
        return self.days_past_due > 0

    @property
    def is_seen_to(self) -> bool:
        """Whether one of our own did a task about it today, and nothing else was done."""
        return self.progress.touched < self.touched == self.place.today

    @property
    def seniority(self) -> tuple[int, int, str]:
        """Who leads first: the oldest due date, then the larger, then the id."""
        return self.claim.due, -self.claim.open, self.claim.id


@attrs.define(eq=False, order=False)
class Unit:
    """The receivables of one creditor and currency that can be dunned today, oldest first.

    `elsewhere` is what is open there, too, and decided by another scenario of a strategy.
    """

    creditor: str | None
    currency: str
    conditions: Conditions
    tracks: list[Track]
    places: list[Place]
    elsewhere: list[Place] = attrs.field(factory=list[Place])

    @property
    def all_places(self) -> list[Place]:
        """All that is open for the creditor in the currency, under whatever scenario."""
        return self.places + self.elsewhere if self.elsewhere else self.places

    @property
    def order(self) -> tuple[str, str]:
        """The order units are decided in."""
        return self.creditor or "", self.currency


@attrs.define(eq=False, order=False)
class Situation:
    """All that a decision is made from: the account as it stands on a day, under a scenario.

    Days are ordinals. Contacts are free again from `contact_free_on`; `held_since` is the first day
    of the unbroken stretch up to yesterday on which the gap let no contact through, else today.
    `log` holds what the other rules of contact read, `turns` the later days on which these may say
    otherwise, `stretches` since when they have held what may go by some channels, about a
    receivable, as an answer or not; `contacts` are those that may be used, `reaches` whom some
    channels reach of some roles, each once it was asked for.
    `tasks` are found by kind and by each name they give, or None where they give none.
    `only` names the receivables decided here, where another scenario decides the rest. `charges`
    is what late payment costs, once something asked for it.
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
    occurrences: list[Occurrence]
    contact_free_on: int
    held_since: int
    log: ContactLog
    turns: list[int] = attrs.field(factory=list[int])
    contacts: Sequence[Contact] | None = None
    reaches: "dict[ReachesKey, Sequence[Reach]]" = attrs.field(
        factory=dict[ReachesKey, "Sequence[Reach]"]
    )
    stretches: "dict[StretchKey, Stretch]" = attrs.field(factory=dict[StretchKey, "Stretch"])
    only: frozenset[str] | None = None
    charges: "Charges | None" = None

    def decides(self, receivable: str) -> bool:
        """Tell whether a receivable is decided here."""
        return self.only is None or receivable in self.only

    def last_done(self, claim: Claim, *kinds: str) -> int:
        """Give the last day, up to today, a task of these kinds was done for a receivable, or 0."""
        if not self.tasks:
            return 0
        done = (
            task.done_on.toordinal()
            for kind in kinds
            for name in (None, *claim.names)
            for task in self.tasks.get((kind, name), ())
            if task.done_on is not None and task.done_on <= self.day
        )
        return max(done, default=0)

    @property
    def own_places(self) -> Sequence[Place]:
        """The receivables decided here, settled ones included."""
        places = self.position.places
        if self.only is None:
            return places
        return [place for place in places if self.decides(place.claim.id)]


def take_situation(
    compiled: CompiledScenario,
    account: Account,
    day: dt.date,
    only: frozenset[str] | None = None,
    position: Position | None = None,
) -> Situation:
    """Read an account as of a day, to decide all of it or some receivables only.

    Where those are decided by several scenarios, one says by its `position` where all of it stands.
    """
    today = day.toordinal()
    scenario = compiled.scenario
    record = read_record(compiled, account, day)
    if position is None:
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
        pauses=pauses_of(account, position, day, scenario),
        tasks=_tasks_by_name(account, day),
        units=[],
        occurrences=[],
        contact_free_on=free_on,
        held_since=since,
        log=read_log(account, day, record.touches) if compiled.rules.reads_log else NO_LOG,
        only=only,
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
    return gap_free_on(compiled, contacts, today), held_since(compiled, contacts, today)


def gap_free_on(
    compiled: CompiledScenario, contacts: Sequence[int], day: int, *, ahead: bool = True
) -> int:
    """Give the first day, from one on, that keeps its distance from all contacts.

    One planned for a day to come keeps its distance too, and leaves free what is before; with
    `ahead` false those after the day don't count.
    """
    if not contacts or not compiled.has_gap:
        return day
    place = bisect_right(contacts, day)
    free_on = max(day, compiled.after_gap(contacts[place - 1])) if place else day
    for planned in contacts[place:] if ahead else ():
        if compiled.after_gap(free_on) > planned:
            free_on = max(free_on, compiled.after_gap(planned))
    return free_on


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
            unit.tracks.append(track_of(situation, place))
    if situation.only is not None:
        _leave_to_others(grouped, situation.only)
    units = [grouped[key] for key in sorted(grouped)]
    for unit in units:
        # Places come by due date and id: only a shared due date asks who is the larger.
        if len({track.claim.due for track in unit.tracks}) < len(unit.tracks):
            unit.tracks.sort(key=lambda track: track.seniority)
    return units


def _leave_to_others(units: dict[tuple[str, str], Unit], only: frozenset[str]) -> None:
    """Leave in each unit what is decided here; one left with nothing goes."""
    for key, unit in list(units.items()):
        unit.elsewhere = [place for place in unit.places if place.claim.id not in only]
        unit.places = [place for place in unit.places if place.claim.id in only]
        unit.tracks = [track for track in unit.tracks if track.claim.id in only]
        if not unit.places:
            del units[key]


def handed_over_track(situation: Situation, place: Place) -> Track | None:
    """Give what was handed over of a receivable, for the steps that go on after it."""
    for part in place.parts:
        if part.standing is Standing.HANDED_OVER:
            track = track_of(situation, place, part.since)
            return attrs.evolve(track, in_play=part.amount, is_handed_over=True)
    return None


def track_of(situation: Situation, place: Place, handed_over: int | None = None) -> Track:
    """Give a receivable with its own calendar and progress."""
    compiled, claim = situation.compiled, place.claim
    progress = situation.record.progress.get(claim.id, NOTHING_DONE)
    schedule = _schedule(situation, claim)
    if compiled.moves_steps and (progress is not NOTHING_DONE or handed_over is not None):
        schedule = brought_forward(compiled, schedule, progress, claim.due, handed_over)
    return Track(
        claim=claim,
        place=place,
        in_play=place.in_play,
        progress=progress,
        schedule=schedule,
        undone=progress.undone(compiled.mandatory, len(compiled.rungs)),
        days_past_due=situation.today - claim.due,
        touched=max(progress.touched, situation.last_done(claim, *_FOR_A_STEP)),
    )


def _schedule(situation: Situation, claim: Claim) -> Schedule:
    """Give the calendar of a receivable, its anchors moved by restarts and by pauses.

    An anchor moves by the days paused since. Where the ladder started again, on a part payment or
    on the release of a pause, both move with it, and what was due before the due date stays over.
    """
    compiled, pauses, today = situation.compiled, situation.pauses, situation.today
    issued = claim.invoice.issue_date if compiled.counts_from_issue else None
    issue = None if issued is None else issued.toordinal()
    restart = situation.record.restarted_on(claim.id)
    if not pauses and restart <= claim.due:
        return compiled.schedule(claim.due, issue)
    start = max(restart, claim.due, released_on(pauses, claim, today))
    moved_to = start + paused_days(pauses, claim, start, today)
    restarted = start > claim.due
    issue_moved_to = None
    if issue is not None and restarted:
        issue_moved_to = min(issue + moved_to - claim.due, NEVER)
    elif issue is not None:
        issue_moved_to = issue + paused_days(pauses, claim, issue, today)
    return compiled.schedule(claim.due, issue, moved_to, issue_moved_to, restarted=restarted)
