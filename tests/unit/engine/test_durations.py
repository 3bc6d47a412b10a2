"""How many days a duration takes at most."""

import datetime as dt

import pytest

from dunnix.calendars import Calendar
from dunnix.engine.durations import most_days
from dunnix.scenario import Duration, Unit

FIRST = dt.date(2027, 1, 1).toordinal()


@pytest.mark.parametrize("unit", list(Unit))
def test_no_duration_takes_more_days_than_its_most(unit: Unit) -> None:
    weekends = Calendar.weekends()

    for count in range(1, 27):
        duration = Duration(count, unit)
        for day in range(FIRST, FIRST + 4 * 366):
            assert duration.after(day, weekends) - day <= most_days(duration)


def test_twelve_months_are_a_year_at_most() -> None:
    assert most_days(Duration(12, Unit.MONTH)) == 366
    assert most_days(Duration(25, Unit.MONTH)) == 2 * 366 + 31
