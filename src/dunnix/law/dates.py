"""The days of a case before a court: by when to serve, to oppose, to enrol, and when to expect."""

import datetime as dt
from collections.abc import Mapping

import attrs

from dunnix.calendars import Calendar
from dunnix.law.basis import LegalBasis, is_in_force
from dunnix.law.path import Deadline, LegalPath, Milestone
from dunnix.model import Party


@attrs.frozen(kw_only=True, order=False)
class PathDate:
    """A day of a case: the last one the law allows, the earliest, or one that is only expected.

    `expected` is also true of what is counted from an expected day.
    """

    milestone: Milestone
    on: dt.date
    counted_from: Milestone
    expected: bool
    earliest: bool
    basis: LegalBasis


def path_dates(
    path: LegalPath,
    happened: Mapping[Milestone, dt.date] | Mapping[str, dt.date],
    *,
    party: Party | str | None = None,
) -> tuple[PathDate, ...]:
    """Give the days that follow from what happened in a case, earliest first.

    `happened` holds the days known: a hearing fixed, or put off to a later day, replaces the one
    expected. Days are the law's; a court's closed days may move them. `party` leaves out rows for
    other kinds of debtor. Raises `ValueError` for a milestone there isn't.

    >>> from dunnix.law.tables import legal_path
    >>> order = dt.date(2026, 10, 5)
    >>> [(each.milestone.value, each.on.isoformat())
    ...  for each in path_dates(legal_path("fr-injonction-de-payer"), {"order": order})]
    [('service', '2027-01-05')]
    """
    days = {Milestone(name): day for name, day in happened.items()}
    given, guessed = dict(days), set[Milestone]()
    wanted = None if party is None else Party(party)
    rows = [row for row in path.deadlines if wanted is None or row.party in (None, wanted)]
    found: list[PathDate] = []
    for row in sorted(rows, key=lambda each: not each.expected):
        start = days.get(row.counted_from)
        if start is None or row.milestone in given:
            continue
        if not is_in_force(row.valid_from, row.valid_until, start):
            continue
        is_guess = row.expected or row.counted_from in guessed
        found.append(_dated(row, start, is_guess=is_guess))
        if row.expected:
            days[row.milestone] = found[-1].on
            guessed.add(row.milestone)
    return tuple(sorted(found, key=lambda each: (each.on, each.milestone, each.basis.law)))


def _dated(row: Deadline, start: dt.date, *, is_guess: bool) -> PathDate:
    ordinal = row.time.after(start.toordinal(), Calendar.weekends(), sign=-1 if row.before else 1)
    return PathDate(
        milestone=row.milestone,
        on=dt.date.fromordinal(ordinal),
        counted_from=row.counted_from,
        expected=is_guess,
        earliest=row.earliest,
        basis=row.basis,
    )


def withdrawable_until(
    path: LegalPath,
    happened: Mapping[Milestone, dt.date] | Mapping[str, dt.date],
    *,
    party: Party | str | None = None,
) -> dt.date | None:
    """Give the last day a case can be let drop by doing nothing; None where that isn't known.

    Whoever is paid by then doesn't enrol the summons, and there is no case.

    >>> from dunnix.law.tables import legal_path
    >>> withdrawable_until(legal_path("fr-assignation"), {"hearing": dt.date(2026, 6, 30)},
    ...                    party="company")
    datetime.date(2026, 6, 22)
    """
    if path.withdrawable_until is None:
        return None
    days = {Milestone(name): day for name, day in happened.items()}
    if path.withdrawable_until in days:
        return days[path.withdrawable_until]
    ends = [
        each.on
        for each in path_dates(path, days, party=party)
        if each.milestone is path.withdrawable_until
    ]
    return min(ends, default=None)
