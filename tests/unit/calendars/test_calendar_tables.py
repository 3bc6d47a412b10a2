import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.calendars import Calendar, OnClosedDay, calendar_names, load_calendar
from dunnix.calendars.tables import read_table
from dunnix.errors import UnknownCalendarError

if TYPE_CHECKING:
    from holidays import HolidayBase

holidays = pytest.importorskip("holidays")

SCRIPT = Path(__file__).parents[3] / "scripts" / "make_calendars.py"
OWN = "`calendar_names()` lists those that ship, `Calendar(...)` makes your own"
FIRST, LAST = dt.date(2015, 1, 1), dt.date(2035, 12, 31)
PLACES = [
    ("FR", "FR", None),
    ("FR-ALSACE-MOSELLE", "FR", "6AE"),
    ("BE", "BE", None),
    ("NL", "NL", None),
    ("LU", "LU", None),
    ("DE", "DE", None),
    ("DE-BW", "DE", "BW"),
    ("DE-BY", "DE", "BY"),
    ("DE-SN", "DE", "SN"),
    ("AT", "AT", None),
    ("CH", "CH", None),
    ("CH-GE", "CH", "GE"),
    ("CH-ZH", "CH", "ZH"),
    ("GB", "GB", "ENG"),
    ("GB-WLS", "GB", "WLS"),
    ("GB-SCT", "GB", "SCT"),
    ("GB-NIR", "GB", "NIR"),
    ("IE", "IE", None),
    ("ES", "ES", None),
    ("IT", "IT", None),
    ("PT", "PT", None),
    ("US", "US", None),
    ("CA", "CA", None),
    ("CA-QC", "CA", "QC"),
    ("TARGET", "XECB", None),
]
FRANCE = holidays.country_holidays("FR", years=range(2015, 2036))

in_table = st.dates(dt.date(2016, 1, 1), dt.date(2034, 12, 31))


def of_holidays(place: str, subdivision: str | None) -> "HolidayBase":
    years = range(2015, 2036)
    theirs: HolidayBase = (
        holidays.financial_holidays(place, years=years)
        if place == "XECB"
        else holidays.country_holidays(place, subdiv=subdivision, years=years)
    )
    return theirs


def skip_other_version() -> None:
    recorded = read_table("FR")["source"]
    installed = f"holidays {holidays.__version__}"
    if recorded != installed:
        pytest.skip(f"the tables are of {recorded}, installed is {installed}")


@pytest.mark.parametrize(("name", "place", "subdivision"), PLACES)
def test_a_shipped_table_has_the_working_days_of_holidays(
    name: str, place: str, subdivision: str | None
) -> None:
    skip_other_version()
    theirs = of_holidays(place, subdivision)
    calendar = load_calendar(name)

    days = [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1)]

    assert [day for day in days if calendar.is_open(day) != theirs.is_working_day(day)] == []
    assert (calendar.known_from, calendar.known_until) == (FIRST, LAST)


def test_the_script_gives_the_shipped_tables_again() -> None:
    skip_other_version()

    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, ""), run.stdout


@pytest.mark.parametrize(
    ("name", "day", "is_open"),
    [
        ("FR", dt.date(2026, 7, 14), False),
        ("FR", dt.date(2026, 12, 26), False),  # a Saturday
        ("FR", dt.date(2025, 12, 26), True),
        ("FR-ALSACE-MOSELLE", dt.date(2025, 12, 26), False),
        ("FR-ALSACE-MOSELLE", dt.date(2026, 4, 3), False),  # Good Friday
        ("GB", dt.date(2022, 9, 19), False),  # the funeral of Elizabeth II
        ("GB", dt.date(2026, 4, 6), False),  # Easter Monday
        ("GB-SCT", dt.date(2026, 4, 6), True),
        ("DE-BW", dt.date(2026, 1, 6), False),
        ("DE-HH", dt.date(2026, 1, 6), True),
        ("US", dt.date(2026, 7, 3), False),  # Independence Day falls on a Saturday
        ("TARGET", dt.date(2026, 5, 1), False),
        ("TARGET", dt.date(2026, 5, 14), True),
    ],
)
def test_days_people_know(name: str, day: dt.date, is_open: bool) -> None:  # noqa: FBT001 - a table
    assert load_calendar(name).is_open(day) is is_open


def test_every_name_loads_under_its_own_id() -> None:
    for name in calendar_names():
        calendar = load_calendar(name)

        assert calendar.id == name
        assert name == "weekends" or calendar.closed
    assert calendar_names() == tuple(sorted(calendar_names()))
    assert load_calendar("weekends") == Calendar.weekends()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("fr", "no calendar `fr` ships with dunnix; did you mean `FR`?"),
        ("de_by", "no calendar `de_by` ships with dunnix; did you mean `DE-BY`?"),
        ("weekend", "no calendar `weekend` ships with dunnix; did you mean `weekends`?"),
        (
            "../BE",
            f"no calendar `../BE` ships with dunnix; {OWN}",
        ),
        (
            "Moon",
            f"no calendar `Moon` ships with dunnix; {OWN}",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_a_way_out(name: str, sentence: str) -> None:
    with pytest.raises(UnknownCalendarError) as caught:
        load_calendar(name)

    assert str(caught.value) == sentence


@given(day=in_table, n=st.integers(-60, 60).filter(bool))
def test_the_nth_business_day_is_that_of_holidays(day: dt.date, n: int) -> None:
    skip_other_version()

    assert load_calendar("FR").add_business_days(day, n) == FRANCE.get_nth_working_day(day, n)


@given(start=in_table, days=st.integers(1, 400))
def test_the_count_of_business_days_is_that_of_holidays(start: dt.date, days: int) -> None:
    skip_other_version()
    end = min(start + dt.timedelta(days), LAST)

    # `holidays` counts both ends, we count from the day after the start.
    theirs = FRANCE.get_working_days_count(start + dt.timedelta(1), end)

    assert load_calendar("FR").business_days_between(start, end) == theirs


@given(day=in_table)
def test_the_next_open_day_is_that_of_holidays(day: dt.date) -> None:
    skip_other_version()

    assert load_calendar("FR").shift(day, OnClosedDay.NEXT) == FRANCE.get_nth_working_day(day, 0)


def test_a_calendar_can_be_made_for_any_place_holidays_knows() -> None:
    calendar = Calendar.from_holidays("ES", "CT", years=[2026, 2025])

    assert calendar.id == "ES-CT"
    assert not calendar.is_open(dt.date(2025, 9, 11))
    assert (calendar.known_from, calendar.known_until) == (
        dt.date(2025, 1, 1),
        dt.date(2026, 12, 31),
    )
    assert Calendar.from_holidays("TARGET", years=range(2015, 2036)).id == "TARGET"


@pytest.mark.parametrize("country", ["AE", "CN", "HU", "IL", "PL"])
def test_changed_weekends_and_exchanged_saturdays_come_out_right(country: str) -> None:
    years = range(2020, 2027)
    theirs = holidays.country_holidays(country, years=years)

    calendar = Calendar.from_holidays(country, years=years)

    first, last = dt.date(2020, 1, 1), dt.date(2026, 12, 31)
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    assert [day for day in days if calendar.is_open(day) != theirs.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("place", "subdivision", "sentence"),
    [
        ("ZZ", None, "the package `holidays` has no place `ZZ`"),
        ("FR", "ZZ", "the package `holidays` has no place `ZZ` in `FR`"),
    ],
)
def test_a_place_holidays_does_not_know_is_refused(
    place: str, subdivision: str | None, sentence: str
) -> None:
    with pytest.raises(UnknownCalendarError) as caught:
        Calendar.from_holidays(place, subdivision, years=[2026])

    assert str(caught.value) == sentence


@pytest.mark.parametrize("years", [[], [2024, 2026]])
def test_years_with_a_gap_or_none_at_all_are_refused(years: list[int]) -> None:
    with pytest.raises(ValueError, match="year"):
        Calendar.from_holidays("FR", years=years)


def test_without_the_extra_the_error_names_it() -> None:
    code = (
        "import sys; sys.modules['holidays'] = None\n"
        "from dunnix.calendars import Calendar, load_calendar\n"
        "load_calendar('FR')\n"
        "try:\n    Calendar.from_holidays('PL', years=[2026])\n"
        "except ModuleNotFoundError as missing:\n    print(missing)\n"
    )

    run = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == (
        "calendars beyond those shipped need the package `holidays`: pip install '.[calendars]'"
    )
