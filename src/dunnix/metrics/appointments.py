"""Agenda respect: what was planned, and whether it was done in time, late or not at all."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import attrs

from dunnix.metrics.activity import Deed, read_deeds
from dunnix.metrics.grouping import By, Key, grouping, in_order, split_names
from dunnix.metrics.options import whole_number
from dunnix.metrics.period import ONE_DAY
from dunnix.metrics.received import period_start
from dunnix.metrics.recorded import Accounts, NamedGroups, accounts_as_of
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, measured
from dunnix.model import Account, ActionStatus, Task, recorded_day, version_order


@attrs.frozen(kw_only=True, order=False)
class AgendaLine:
    """What became of what one group planned: each is on time, late or skipped so far.

    `called_off` counts beside them what was cancelled, or refused by who had to confirm it, before
    it was late.
    """

    group: tuple[str | None, ...] = ()
    on_time: int
    late: int
    skipped: int
    called_off: int

    @property
    def planned(self) -> int:
        """How much was planned and not called off."""
        return self.on_time + self.late + self.skipped

    @property
    def respect(self) -> Fraction | None:
        """The share of it that was done on time; None where there is none."""
        return Fraction(self.on_time, self.planned) if self.planned else None


@attrs.frozen(kw_only=True, order=False)
class AgendaRespect(Tabular):
    """How an agenda was kept to in a period, one line a group, in their order."""

    as_of: dt.date
    first: dt.date | None
    tolerance_days: int
    by: tuple[str, ...] = ()
    lines: tuple[AgendaLine, ...]

    def table(self) -> Table:
        """Give one row a line: group, planned, on time, late, skipped, called off, the share."""
        names = ("planned", "on_time", "late", "skipped", "called_off", "respect_ratio")
        groups = (Column(name, ColumnKind.TEXT) for name in self.by)
        return Table((*groups, *map(measured, names)), tuple(map(_row, self.lines)))


class _Appointment(NamedTuple):
    """Something planned for a day, and the day it was done or called off, if it was."""

    names: tuple[str, ...]
    planned_for: dt.date
    done_on: dt.date | None
    called_off_on: dt.date | None = None


def agenda_respect(
    accounts: Accounts,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    tolerance_days: int = 0,
    by: By = (),
) -> AgendaRespect:
    """Compare what was planned with what was done: on time, late, or skipped so far.

    Planned are tasks, for the day they are due, and actions, for the day they were first planned
    or queued for: putting one off doesn't bring it back in time. An action is done on the first
    day it was sent or done, even where it failed then: somebody tried. Each has `tolerance_days`
    calendar days more, and counts on the day after, where that is from `first` to `as_of`: what
    can still be done in time isn't in it, nor what was done without being planned.

    It misleads where rows are recorded as planned only once they are done, and says nothing of
    what should have been planned. Raises `TypeError` for books that aren't those of accounts,
    `ValueError` for a period that ends before it begins.

    Source: keeping to the dunning agenda ("respect de l'agenda de relance") as an indicator, as
    the trade asks for it; the rules above are our own.

    >>> from dunnix.model import Debtor
    >>> done, due = dt.date(2026, 2, 6), dt.date(2026, 2, 4)
    >>> tasks = [Task(id="T1", kind="call", due_on=due, done_on=done),
    ...          Task(id="T2", kind="call", due_on=due)]
    >>> account = Account(debtor=Debtor(id="D1"), tasks=tasks)
    >>> [line] = agenda_respect(account, as_of=dt.date(2026, 3, 16)).lines
    >>> line.on_time, line.late, line.skipped
    (0, 1, 1)
    """
    tolerance = dt.timedelta(days=whole_number("tolerance_days", tolerance_days, least=0))
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of)
    groups = grouping(by, held)
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for account in held:
        named = NamedGroups(groups, account, as_of)
        for each in _appointments(account, as_of):
            last = each.planned_for + tolerance
            if start <= last + ONE_DAY <= as_of:
                counts[named.group(each.names)][_outcome(each, last)] += 1
    return AgendaRespect(
        as_of=as_of,
        first=first,
        tolerance_days=tolerance_days,
        by=split_names(by),
        lines=tuple(_line(group, counts[group]) for group in in_order(counts)),
    )


def _appointments(account: Account, day: dt.date) -> Iterator[_Appointment]:
    """Give what is known on a day to have been planned for an account."""
    tasks: defaultdict[str, list[Task]] = defaultdict(list)
    for task in account.tasks:
        if (recorded_day(task) or dt.date.min) <= day:
            tasks[task.id].append(task)
    for versions in tasks.values():
        versions.sort(key=version_order)
        latest = versions[-1]
        yield _Appointment(latest.invoices, versions[0].due_on, _up_to(latest.done_on, day))
    for deed in read_deeds(account, day):
        if deed.planned_for is not None:
            names = tuple(name for name, _ in deed.latest.covered)
            yield _Appointment(names, deed.planned_for, deed.tried_on, _called_off(deed))


def _called_off(deed: Deed) -> dt.date | None:
    is_off = deed.latest.status in (ActionStatus.CANCELLED, ActionStatus.REFUSED)
    return deed.latest.date if is_off else None


def _up_to(done_on: dt.date | None, day: dt.date) -> dt.date | None:
    return done_on if done_on is not None and done_on <= day else None


def _outcome(each: _Appointment, last: dt.date) -> str:
    if each.done_on is not None:
        return "on_time" if each.done_on <= last else "late"
    if each.called_off_on is not None and each.called_off_on <= last:
        return "called_off"
    return "skipped"


def _line(group: Key, counts: Counter[str]) -> AgendaLine:
    return AgendaLine(
        group=group,
        on_time=counts["on_time"],
        late=counts["late"],
        skipped=counts["skipped"],
        called_off=counts["called_off"],
    )


def _row(line: AgendaLine) -> tuple[Cell, ...]:
    share = None if line.respect is None else float(line.respect)
    counts = (line.planned, line.on_time, line.late, line.skipped, line.called_off)
    return (*line.group, *counts, share)
