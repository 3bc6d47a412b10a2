"""What the actions of an account say: progress by receivable, and contacts with the debtor."""

import datetime as dt
from collections import defaultdict
from typing import TypeAlias

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.contact_log import Touch, touch_of
from dunnix.engine.progress import Progress, count, count_elsewhere, miss
from dunnix.engine.rungs import OtherStep, Rung
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

_IN_FLIGHT = Stage.IN_FLIGHT
_COUNTED = Stage.COUNTED
Covered: TypeAlias = tuple[tuple[str, str | None], ...]
"""What an action was about: receivables, each with its step; None where it has taken none."""


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
    record = Record(defaultdict(Progress), past, [], [], {}, {})
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
    if stage is _IN_FLIGHT:
        for name, _ in covered:
            record.progress[name].in_flight = action
    elif stage is _COUNTED:
        _count(record, compiled, action, covered, day, known, contacts=contacts)
    else:
        _miss(record, compiled, action, covered, day)


def _count(
    record: Record,
    compiled: CompiledScenario,
    action: Action,
    covered: Covered,
    day: int,
    known: _Known,
    *,
    contacts: bool,
) -> None:
    """Count an action for what it covers; a hand-over counts even where a ladder started again."""
    for name, step in covered:
        progress = record.progress[name]
        progress.touched = day
        done: Rung | OtherStep | None = None
        if step is not None:
            own = compiled.index.get(step)
            done = compiled.others.get(step) if own is None else compiled.every_rung[own]
        if done is not None and done.hands_over:
            record.handed_over.setdefault(name, day)
        if record.restarts and day < record.restarted_on(name):
            continue
        if contacts:
            progress.contacts += 1
        if isinstance(done, Rung):
            count(progress, done, action, day, known.delivered_on, compiled.phase_caps)
        elif done is not None and step is not None:
            count_elsewhere(progress, step, done, action, day)


def _miss(
    record: Record, compiled: CompiledScenario, action: Action, covered: Covered, day: int
) -> None:
    for name, step in covered:
        progress = record.progress[name]
        progress.touched = day
        if step in compiled.index:
            miss(progress, action, compiled.index[step], day)


def _may_contact(compiled: CompiledScenario, action: Action) -> bool:
    return not compiled.others or compiled.may_contact(action.step)


def everything_open(
    compiled: CompiledScenario, account: Account, action: Action, today: dt.date
) -> Covered:
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
