"""What share of a year the days of a period are, in whole parts no day count has to break.

A year has 1,603,080 parts: the least number that 360, 365 and 366 all divide. The parts up to a
day, counted from a day long ago, are whole, so that those of a period are a difference, and a
period cut in two has the same parts as before.
"""

import calendar
import datetime as dt
import functools
from collections.abc import Callable
from typing import Final

from dunnix.interest.choices import DayCount

YEAR: Final = 1_603_080
_OF_360: Final = YEAR // 360
_OF_365: Final = YEAR // 365
_OF_366: Final = YEAR // 366
_LONGEST_MONTH: Final = 30
LINEAR: Final = {DayCount.ACT_365: _OF_365, DayCount.ACT_360: _OF_360}
"""The parts of any day, where all days are alike."""


def parts_until(day_count: DayCount) -> Callable[[int], int]:
    """Give the function from a day (ordinal) to the parts of a year up to it, it included.

    >>> until = parts_until(DayCount.ACT_360)
    >>> (until(360) - until(0)) == YEAR
    True
    """
    return _COUNTS[day_count]


def days_of(day_count: DayCount, first: int, last: int) -> int:
    """Count the days of a period as a day count does, both ends included.

    >>> first, last = (dt.date(2024, 2, day).toordinal() for day in (1, 29))
    >>> days_of(DayCount.ACT_365, first, last), days_of(DayCount.THIRTY_360, first, last + 1)
    (29, 31)
    """
    if day_count is not DayCount.THIRTY_360:
        return last - first + 1
    return (_thirty_360(last) - _thirty_360(first - 1)) // _OF_360


def _act_365(day: int) -> int:
    return day * _OF_365


def _act_360(day: int) -> int:
    return day * _OF_360


def _act_act(day: int) -> int:
    if day < 1:
        return day * _OF_365
    year = dt.date.fromordinal(day).year
    before, of_day = _year(year)
    return (year - 1) * YEAR + (day - before) * of_day


@functools.cache
def _year(year: int) -> tuple[int, int]:
    of_day = _OF_366 if calendar.isleap(year) else _OF_365
    return dt.date(year, 1, 1).toordinal() - 1, of_day


def _thirty_360(day: int) -> int:
    if day < 1:
        return day * _OF_360
    date = dt.date.fromordinal(day)
    days = 360 * (date.year - 1) + 30 * (date.month - 1) + min(date.day, _LONGEST_MONTH)
    return days * _OF_360


_COUNTS: Final[dict[DayCount, Callable[[int], int]]] = {
    DayCount.ACT_365: _act_365,
    DayCount.ACT_360: _act_360,
    DayCount.ACT_ACT: _act_act,
    DayCount.THIRTY_360: _thirty_360,
}
