"""Windows in UTC where clocks change: Paris, New York and Sydney, in 2026."""

import datetime as dt

import pytest

from dunnix.calendars import zones_of
from dunnix.engine import Window
from dunnix.instants import Opening, next_opening, window_instants
from dunnix.scenario import TimeSpan


def window(day: dt.date, *zones: str, hours: tuple[str, ...] = (), last: int | None = 9) -> Window:
    return Window(
        opens_on=day,
        closes_on=None if last is None else day + dt.timedelta(last),
        timezone=zones[0],
        timezones=zones,
        hours=tuple(TimeSpan.parse(each) for each in hours),
    )


def told(day: dt.date, *zones: str, hours: tuple[str, ...] = ()) -> list[str]:
    """Give the stretches of a day in UTC, counted from its own midnight."""
    found = window_instants(window(day, *zones, hours=hours), day)
    return [f"{each.start:%d %H:%M}-{each.end:%d %H:%M}" for each in found]


PARIS, NEW_YORK, SYDNEY = "Europe/Paris", "America/New_York", "Australia/Sydney"
SPRING = {
    PARIS: dt.date(2026, 3, 29),
    NEW_YORK: dt.date(2026, 3, 8),
    SYDNEY: dt.date(2026, 10, 4),
}
AUTUMN = {
    PARIS: dt.date(2026, 10, 25),
    NEW_YORK: dt.date(2026, 11, 1),
    SYDNEY: dt.date(2026, 4, 5),
}
HOURS = ("09:00-12:00",)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (PARIS, "28 08:00-28 11:00", "29 07:00-29 10:00"),
        (NEW_YORK, "07 14:00-07 17:00", "08 13:00-08 16:00"),
        (SYDNEY, "02 23:00-03 02:00", "03 22:00-04 01:00"),
    ],
)
def test_the_day_clocks_go_forward_hours_begin_an_hour_earlier_in_utc(
    zone: str, before: str, after: str
) -> None:
    day = SPRING[zone]

    assert told(day - dt.timedelta(1), zone, hours=HOURS) == [before]
    assert told(day, zone, hours=HOURS) == [after]


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (PARIS, "24 07:00-24 10:00", "25 08:00-25 11:00"),
        (NEW_YORK, "31 13:00-31 16:00", "01 14:00-01 17:00"),
        (SYDNEY, "03 22:00-04 01:00", "04 23:00-05 02:00"),
    ],
)
def test_the_day_clocks_go_back_hours_begin_an_hour_later_in_utc(
    zone: str, before: str, after: str
) -> None:
    day = AUTUMN[zone]

    assert told(day - dt.timedelta(1), zone, hours=HOURS) == [before]
    assert told(day, zone, hours=HOURS) == [after]


@pytest.mark.parametrize(
    ("zone", "skipped", "around"),
    [
        (PARIS, "02:00-03:00", "29 00:30-29 01:30"),
        (NEW_YORK, "02:00-03:00", "08 06:30-08 07:30"),
        (SYDNEY, "02:00-03:00", "03 15:30-03 16:30"),
    ],
)
def test_an_hour_that_is_skipped_is_no_time(zone: str, skipped: str, around: str) -> None:
    assert told(SPRING[zone], zone, hours=(skipped,)) == []
    # From half past one to half past three there is one hour only.
    assert told(SPRING[zone], zone, hours=("01:30-03:30",)) == [around]


@pytest.mark.parametrize(
    ("zone", "twice", "half"),
    [
        (PARIS, "25 00:00-25 02:00", ["25 00:00-25 00:30", "25 01:00-25 01:30"]),
        (NEW_YORK, "01 05:00-01 07:00", ["01 05:00-01 05:30", "01 06:00-01 06:30"]),
        (SYDNEY, "04 15:00-04 17:00", ["04 15:00-04 15:30", "04 16:00-04 16:30"]),
    ],
)
def test_an_hour_that_is_repeated_comes_twice(zone: str, twice: str, half: list[str]) -> None:
    hour = 1 if zone == NEW_YORK else 2

    assert told(AUTUMN[zone], zone, hours=(f"0{hour}:00-0{hour + 1}:00",)) == [twice]
    # Between the two half hours the clock shows a time that isn't in the hours.
    assert told(AUTUMN[zone], zone, hours=(f"0{hour}:00-0{hour}:30",)) == half


def test_without_hours_a_day_has_23_24_or_25_of_them() -> None:
    def length(day: dt.date) -> dt.timedelta:
        (whole,) = window_instants(window(day, PARIS), day)
        return whole.end - whole.start

    hour = dt.timedelta(hours=1)
    assert length(SPRING[PARIS]) == 23 * hour
    assert length(AUTUMN[PARIS]) == 25 * hour
    assert length(dt.date(2026, 5, 4)) == 24 * hour


def test_where_the_zone_is_unknown_a_time_is_fine_in_all() -> None:
    day = dt.date(2026, 7, 6)

    # From 8:00 in Honolulu and Adak to 21:00 in New York.
    assert told(day, *zones_of("US"), hours=("08:00-21:00",)) == ["06 18:00-07 01:00"]


def test_what_has_no_common_time_opens_on_the_day_that_has_one() -> None:
    # New York is five hours behind Paris for three weeks of March, and six at other times.
    zones, hours = (PARIS, NEW_YORK), ("09:00-14:30",)
    winter = dt.date(2026, 3, 5)
    wide = window(winter, *zones, hours=hours)

    assert window_instants(wide, winter) == ()
    opening = next_opening(wide, winter)

    assert opening is not None
    assert opening.day == SPRING[NEW_YORK]
    assert [f"{each.start:%H:%M}-{each.end:%H:%M}" for each in opening.instants] == ["13:00-13:30"]


def test_what_never_has_a_common_time_never_opens() -> None:
    day = dt.date(2026, 7, 6)

    assert next_opening(window(day, PARIS, SYDNEY, hours=HOURS, last=None), day) is None


def test_a_day_without_hours_in_the_week_is_passed_over() -> None:
    monday = dt.date(2026, 7, 6)
    span = (TimeSpan.parse("09:00-12:00"),)
    week = (span, (), (), span, (), (), ())
    given = Window(
        opens_on=monday, closes_on=None, timezone=PARIS, hours=span, timezones=(PARIS,), week=week
    )

    opening = next_opening(given, dt.date(2026, 7, 7))

    assert isinstance(opening, Opening)
    assert opening.day == dt.date(2026, 7, 9)


def test_outside_the_days_of_a_window_there_is_no_time() -> None:
    day = dt.date(2026, 7, 6)
    short = window(day, PARIS, last=0)

    assert window_instants(short, day + dt.timedelta(1)) == ()
    assert window_instants(short, day - dt.timedelta(1)) == ()


def test_a_zone_that_does_not_exist_is_named() -> None:
    day = dt.date(2026, 7, 6)

    with pytest.raises(ValueError, match="`Europe/Pari` is no time zone"):
        window_instants(window(day, "Europe/Pari"), day)
