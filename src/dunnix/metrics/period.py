"""The days that figures look back on: windows, months and parts of months."""

import datetime as dt
from calendar import monthrange
from fractions import Fraction
from typing import Final

from dunnix.metrics.books import checked_day

ONE_DAY: Final = dt.timedelta(days=1)
# Before all that is billed: a day that every dataframe can compare with.
LONG_AGO: Final = dt.date(1800, 1, 1)


def checked_first(first: dt.date, as_of: dt.date) -> dt.date:
    """Give the first day of a period; raises for what isn't a plain date up to `as_of`."""
    if checked_day("first", first) < LONG_AGO:
        raise ValueError(f"`first` is {first}, before {LONG_AGO}")
    if first > as_of:
        raise ValueError(f"`first` is {first}, after `as_of`, which is {as_of}")
    return first


def window_start(as_of: dt.date, days: int) -> dt.date:
    """Give the first day of a window of so many days, the last of which is `as_of`.

    >>> window_start(dt.date(2012, 12, 31), 90)
    datetime.date(2012, 10, 3)
    """
    return as_of - dt.timedelta(days=days - 1)


def month_starts(as_of: dt.date, count: int) -> list[dt.date]:
    """Give the first days of calendar months, oldest first; the last is the month of `as_of`.

    >>> month_starts(dt.date(2026, 1, 15), 2)
    [datetime.date(2025, 12, 1), datetime.date(2026, 1, 1)]
    """
    return [_months_back(as_of, back).replace(day=1) for back in reversed(range(count))]


def month_ends(as_of: dt.date, count: int) -> list[dt.date]:
    """Give the days on which months end that are counted back from `as_of`, newest first.

    The last day of a month is followed back to last days, any other to the same day, or to the
    last there is.

    >>> month_ends(dt.date(2026, 4, 30), 3)
    [datetime.date(2026, 4, 30), datetime.date(2026, 3, 31), datetime.date(2026, 2, 28)]
    """
    return [_months_back(as_of, back) for back in range(count)]


def months_in(first: dt.date, last: dt.date) -> Fraction:
    """Count the months from one day to another, both included, parts of months by their days.

    >>> months_in(dt.date(2012, 10, 1), dt.date(2012, 12, 31)), months_in(
    ...     dt.date(2026, 1, 1), dt.date(2026, 2, 14))
    (Fraction(3, 1), Fraction(3, 2))
    """
    return _months_of(last, last.day) - _months_of(first, first.day - 1)


def _months_of(day: dt.date, days: int) -> Fraction:
    """Count the months before that of a day, and so many days of it."""
    length = monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month + Fraction(days, length)


def _months_back(day: dt.date, back: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return dt.date(year, month + 1, length if is_last else min(day.day, length))
