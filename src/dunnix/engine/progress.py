"""How far each receivable has come on the ladder: read from the actions that name it."""

import datetime as dt

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.contact_log import Touch, touch_of
from dunnix.engine.rungs import Answer, OtherStep, Rung
from dunnix.model import (
    Account,
    Action,
    ActionStatus,
    Stage,
    known_rows,
    last_paid,
    take_position,
    version_order,
)
from dunnix.model.balance import counts, is_final
from dunnix.scenario import Phase

_IN_FLIGHT = Stage.IN_FLIGHT
_COUNTED = Stage.COUNTED
# Most receivables have none of these: they share one empty mapping until something is kept.
_NO_DAYS: dict[int, int] = {}
_NO_FAILURES: dict[tuple[int, str | None], list[int]] = {}
_NO_ANSWERS: dict[int, list[tuple[int, str | None]]] = {}
_NO_PHASES: dict[Phase | None, int] = {}
_NO_EFFECTS: dict[str, int] = {}
ELSEWHERE = -1
"""Stands for a step of another scenario where the index of a step done is kept."""


@attrs.define(eq=False, order=False)
class Progress:
    """What was done for one receivable: days are ordinals, steps are indices.

    `reached` is the highest step of its own that counted, -1 before the first. `last` holds the
    last day each step counted; `first` the first, of steps with effects; `times` how often, of
    steps that repeat; `delivered` the day delivery was reported, of steps whose deadline runs from
    it. `previous` is the last step done, whichever. `failures` holds the failed tries of a step
    and channel, `missed` the last day a try of a step came to nothing. `touched` is the last day
    anything at all was done about it or tried.

    `answers` holds by reaction the days it was done and what it answered. The last of them says
    whether the ladder has `stopped`, and which step it was `sent_to` on which day. `in_phase`
    counts contacts by phase, where a phase has a most.

    A step that only another scenario of a strategy knows is kept as done at `ELSEWHERE`, and its
    first day in `effects_elsewhere` by its id, if it has effects.
    """

    reached: int = -1
    last: dict[int, int] = attrs.field(factory=dict[int, int])
    first: dict[int, int] = _NO_DAYS
    times: dict[int, int] = _NO_DAYS
    delivered: dict[int, int] = _NO_DAYS
    failures: dict[tuple[int, str | None], list[int]] = _NO_FAILURES
    refused: dict[int, int] = _NO_DAYS
    missed: dict[int, int] = _NO_DAYS
    previous: int | None = None
    previous_outcome: str | None = None
    touched: int = 0
    contacts: int = 0
    in_flight: Action | None = None
    answers: dict[int, list[tuple[int, str | None]]] = _NO_ANSWERS
    stopped: bool = False
    sent_to: tuple[int, int] | None = None
    in_phase: dict[Phase | None, int] = _NO_PHASES
    effects_elsewhere: dict[str, int] = _NO_EFFECTS

    def undone(self, mandatory: tuple[int, ...], otherwise: int) -> int:
        """Give the first mandatory step that wasn't done, or what stands for none."""
        for index in mandatory:
            if index not in self.last:
                return index
        return otherwise


NOTHING_DONE = Progress()


@attrs.define(eq=False, order=False)
class Record:
    """What the actions of an account say: progress by receivable, and the debtor's contacts.

    `contacts` are the days of contacts that count for the gap, sorted; `flights` the actions
    under way; `closed` the others; `handed_over` the day a hand-over step counted, by receivable;
    `restarts` the day of the last part payment, where the scenario starts again on one; `touches`
    what contact rules read of each contact, where any reads more than its day.
    """

    progress: dict[str, Progress]
    contacts: list[int]
    flights: list[Action]
    closed: list[Action]
    handed_over: dict[str, int]
    restarts: dict[str, int]
    touches: list[Touch] = attrs.field(factory=list[Touch])

    def restarted_on(self, name: str) -> int:
        """Give the day a receivable's ladder started again, 0 for never: its own or its whole's."""
        restarts = self.restarts
        if not restarts:
            return 0
        return max(restarts.get(name, 0), restarts.get(name.rpartition("#")[0], 0))

    def attempt(self, receivable: str, step: str) -> int:
        """Give the number of the next try of a step: one more than were closed, failed or not."""
        pair = (receivable, step)
        return 1 + sum(1 for action in self.closed if pair in action.covered)


def read_record(compiled: CompiledScenario, account: Account, day: dt.date) -> Record:
    """Read what was done by a day, as known then."""
    past = [each.date.toordinal() for each in account.history.contacts]
    record = Record({}, past, [], [], {}, {})
    if compiled.restarts:
        record.restarts = _restarts(account, day)
    if not account.actions:
        return record
    known = _what_is_known(account, day)
    index, counted_on = compiled.index, known.counted_on
    # Sorted by what can't tie, and decorated: the hot path spares a key function.
    actions = sorted(
        [
            (
                counted_on.get(name, action.date) if counted_on else action.date,
                index.get(action.step, -1),
                name,
                action,
            )
            for name, action in known.latest.items()
            if action.date <= day or action.stage is _IN_FLIGHT
        ]
    )
    for touched, place, _, action in actions:
        _read(record, compiled, account, action, place, touched.toordinal(), known, day)
    record.contacts.sort()
    return record


@attrs.frozen(eq=False, order=False)
class _Known:
    """The last version of each action; and where there are several, the first days of each.

    Those are the first day it counted, and the first it was reported delivered; of one that was
    missed in the end, neither.
    """

    latest: dict[str, Action]
    counted_on: dict[str, dt.date]
    delivered_on: dict[str, dt.date]


def _what_is_known(account: Account, day: dt.date) -> _Known:
    latest: dict[str, Action] = {}
    several: set[str] = set()
    for row in account.actions:
        if (row.recorded_on or row.date) > day:
            continue
        other = latest.get(row.identity)
        if other is not None:
            several.add(row.identity)
        if other is None or version_order(row) > version_order(other):
            latest[row.identity] = row
    known = _Known(latest, {}, {})
    for row in account.actions if several else ():
        missed = latest[row.identity].stage is Stage.MISSED if row.identity in several else True
        if not missed and (row.recorded_on or row.date) <= day:
            _note_first_days(known, row)
    return known


def _note_first_days(known: _Known, row: Action) -> None:
    if row.stage is not _COUNTED:
        return
    first = known.counted_on.get(row.identity, row.date)
    known.counted_on[row.identity] = min(first, row.date)
    if row.status is ActionStatus.DELIVERED:
        first = known.delivered_on.get(row.identity, row.date)
        known.delivered_on[row.identity] = min(first, row.date)


def _restarts(account: Account, day: dt.date) -> dict[str, int]:
    """Give by name the day of the last part payment, where the scenario restarts on one.

    Money that hasn't cleared closes nothing, so it restarts nothing either.
    """
    return last_paid(
        payment
        for payment in known_rows(account.payments, day)
        if counts(payment, day) and is_final(payment, day)
    )


def _read(
    record: Record,
    compiled: CompiledScenario,
    account: Account,
    action: Action,
    index: int,
    day: int,
    known: _Known,
    today: dt.date,
) -> None:
    """Take an action into account; they come in the order of their days."""
    stage = action.stage
    # A step no scenario knows may have been a contact: it counts for the gap and nothing else.
    contacts = compiled.every_rung[index].contacts if index >= 0 else _may_contact(compiled, action)
    if contacts and stage is not Stage.MISSED:
        record.contacts.append(day)
    (record.flights if stage is _IN_FLIGHT else record.closed).append(action)
    covered = action.covered or everything_open(compiled, account, action, today)
    if compiled.rules.reads_log and contacts and stage is not Stage.MISSED:
        record.touches.append(touch_of(action, day, (name for name, _ in covered)))
    for name, step in covered:
        progress = record.progress.get(name)
        if progress is None:
            progress = record.progress[name] = Progress()
        if stage is _IN_FLIGHT:
            progress.in_flight = action
            continue
        progress.touched = day
        if stage is _COUNTED:
            own = None if step is None else compiled.index.get(step)
            _count(record, compiled, progress, action, name, own, day, known)
            if own is None and step is not None and step in compiled.others:
                _count_other(record, progress, action, name, step, compiled.others[step], day)
            if contacts and (not record.restarts or day >= record.restarted_on(name)):
                progress.contacts += 1
        elif step is not None:
            _miss(progress, action, compiled.index.get(step), day)


def _count(
    record: Record,
    compiled: CompiledScenario,
    progress: Progress,
    action: Action,
    name: str,
    own: int | None,
    day: int,
    known: _Known,
) -> None:
    if own is None:
        return
    rung = compiled.every_rung[own]
    if rung.hands_over:
        record.handed_over.setdefault(name, day)
    if record.restarts and day < record.restarted_on(name):
        return
    if rung.answer is not None:
        _answered(progress, rung, rung.answer, action, day)
        if not rung.is_plain:
            _count_more(rung, progress, action, own, day, known)
        return
    if rung.index in compiled.phase_caps:
        if progress.in_phase is _NO_PHASES:
            progress.in_phase = {}
        phase = rung.step.phase
        progress.in_phase[phase] = progress.in_phase.get(phase, 0) + 1
    progress.last[own] = day
    progress.previous = own
    progress.previous_outcome = action.outcome
    progress.reached = max(progress.reached, own)
    if not rung.is_plain:
        _count_more(rung, progress, action, own, day, known)


def _may_contact(compiled: CompiledScenario, action: Action) -> bool:
    return not compiled.others or compiled.may_contact(action.step)


def _count_other(
    record: Record,
    progress: Progress,
    action: Action,
    name: str,
    step: str,
    other: OtherStep,
    day: int,
) -> None:
    """Count what was done under another scenario: nothing of it is done again, or softer."""
    if other.hands_over:
        record.handed_over.setdefault(name, day)
    if record.restarts and day < record.restarted_on(name):
        return
    if other.effects:
        progress.effects_elsewhere = {step: day, **progress.effects_elsewhere}
    if other.stops is not None:
        progress.stopped = other.stops
    if other.answers and progress.answers is _NO_ANSWERS:
        progress.answers = {}
    for index in other.answers:
        progress.answers.setdefault(index, []).append((day, action.answers))
    if not other.is_step:
        return
    if other.capped_phase is not None:
        if progress.in_phase is _NO_PHASES:
            progress.in_phase = {}
        counted = progress.in_phase.get(other.capped_phase, 0)
        progress.in_phase[other.capped_phase] = counted + 1
    progress.last[ELSEWHERE] = day
    progress.previous = ELSEWHERE
    progress.previous_outcome = action.outcome
    progress.reached = max(progress.reached, other.stands_at)


def _answered(progress: Progress, rung: Rung, answer: Answer, action: Action, day: int) -> None:
    """Keep what a reaction answered, and how the ladder goes on after it; no step is reached."""
    if progress.answers is _NO_ANSWERS:
        progress.answers = {}
    progress.answers.setdefault(rung.index, []).append((day, action.answers))
    if answer.event is not None:
        progress.stopped = answer.then.stop
        if answer.goes_to is not None:
            progress.sent_to = (answer.goes_to, day)


def _count_more(
    rung: Rung, progress: Progress, action: Action, own: int, day: int, known: _Known
) -> None:
    """Keep what only steps with effects, repeats, or deadlines from delivery are asked for."""
    if progress.first is _NO_DAYS:
        progress.first, progress.times, progress.delivered = {}, {}, {}
    progress.first.setdefault(own, day)
    progress.times[own] = progress.times.get(own, 0) + 1
    if rung.from_delivery:
        delivered = known.delivered_on.get(action.identity)
        if delivered is None and action.status is ActionStatus.DELIVERED:
            delivered = action.date
        progress.delivered.pop(own, None)
        if delivered is not None:
            progress.delivered[own] = delivered.toordinal()


def _miss(progress: Progress, action: Action, own: int | None, day: int) -> None:
    if own is None:
        return
    if progress.missed is _NO_DAYS:
        progress.missed = {}
    progress.missed[own] = day
    if action.status is ActionStatus.FAILED:
        if progress.failures is _NO_FAILURES:
            progress.failures = {}
        days = progress.failures.setdefault((own, action.channel), [])
        days.append(action.date.toordinal())
    elif action.status is ActionStatus.REFUSED:
        if progress.refused is _NO_DAYS:
            progress.refused = {}
        progress.refused[own] = action.date.toordinal()


def everything_open(
    compiled: CompiledScenario, account: Account, action: Action, today: dt.date
) -> tuple[tuple[str, str | None], ...]:
    """Give what an action that names nothing covered: every receivable open that day.

    One planned for a day to come covers what is open today.
    """
    position = take_position(
        account,
        min(action.date, today),
        window_end=compiled.window_end,
        netting=compiled.scenario.netting,
    )
    open_ = (place.claim for place in position.places if place.claim.open > 0)
    return tuple((claim.id, action.step) for claim in open_)
