"""Dates are read in the format that is given, the whole text of it."""

import datetime as dt

import pytest

from dunnix.ledger import date_reader
from dunnix.model import InvalidValueError

DAY = dt.date(2026, 2, 4)


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (None, "2026-02-04"),
        ("%m/%d/%Y", "2/4/2026"),
        ("%m/%d/%Y", "02/04/2026"),
        ("%d.%m.%y", "04.02.26"),
        ("M/D/YYYY", "2/4/2026"),
        ("DD.MM.YYYY", "04.02.2026"),
        ("DD.MM.YY", "04.02.26"),
        ("YYYYMMDD", "20260204"),
        ("%Y%m%d", "20260204"),
        ("[day] D/M/YYYY", "day 4/2/2026"),
        ("D MMM YYYY", "4 Feb 2026"),
        ("MMMM Do, YYYY", "February 4th, 2026"),
        ("[on] YYYY/M/D", "on 2026/2/4"),
    ],
)
def test_a_date_is_read_in_the_format_given(dates: str | None, text: str) -> None:
    assert date_reader(dates)(text) == DAY


@pytest.mark.parametrize(
    ("dates", "meant"),
    [
        ("dd/mm/yyyy", "DD/MM/YYYY"),
        ("d.m.yy", "D.M.YY"),
        ("jj/mm/aaaa", "DD/MM/YYYY"),
        ("TT.MM.JJJJ", "DD.MM.YYYY"),
        ("european", "M/D/YYYY"),
    ],
)
def test_a_format_in_other_letters_is_told_in_those_that_are_read(dates: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"`{meant}`$"):
        date_reader(dates)


@pytest.mark.parametrize(
    ("dates", "text", "other"),
    [
        ("M/D/YYYY", "25/01/2026", "D/M/YYYY"),
        ("%d.%m.%y", "01.25.26", "%m.%d.%y"),
        ("YYYYMMDD", "20262501", "YYYYDDMM"),
    ],
)
def test_a_month_that_can_only_be_a_day_is_told_with_the_other_format(
    dates: str, text: str, other: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        date_reader(dates)(text)

    assert caught.value.hint == f"are the dates written `--dates {other}`?"


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (None, "2026-2-4"),
        (None, "04.02.2026 "),
        ("M/D/YYYY", "2026-02-04"),
        ("M/D/YYYY", "2/4/2026 "),
        ("M/D/YYYY", "2/4/26"),
        ("DD.MM.YYYY", "4.2.2026"),
        ("M/D/YYYY", "٢/4/2026"),
        ("D MMM YYYY", "4 Feb 2026!"),
        ("D MMM YYYY", "4 Fév 2026"),
        ("D MMM YYYY", "30 Feb 2026"),
        ("M/D/YYYY", "2/30/2026"),
        ("%Y%m%d", "2026111"),
    ],
)
def test_text_that_doesnt_fit_whole_is_refused(dates: str | None, text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        date_reader(dates)(text)

    assert caught.value.code in {"bad-date", "no-such-day"}


@pytest.mark.parametrize(
    "dates",
    ["", "M/D", "%m/%d", "YYYY", "%d %b %Y", "%c", "M/D/YYYY HH:mm", "D/D/YYYY", "soon", "%"],
)
def test_a_format_without_year_month_and_day_once_each_is_a_wrong_call(dates: str) -> None:
    with pytest.raises(ValueError, match="the date format"):
        date_reader(dates)


@pytest.mark.parametrize(("text", "year"), [("1.1.69", 1969), ("1.1.99", 1999), ("1.1.68", 2068)])
def test_years_of_two_digits_lie_from_1969_to_2068(text: str, year: int) -> None:
    assert date_reader("D.M.YY")(text) == dt.date(year, 1, 1)


def test_a_date_that_may_be_two_days_names_both_formats() -> None:
    with pytest.raises(InvalidValueError) as caught:
        date_reader(None)("2/4/2026")

    assert caught.value.code == "ambiguous-date"
    assert caught.value.hint == (
        "write ISO dates, or give `--dates D/M/YYYY` or `--dates M/D/YYYY`"
    )


@pytest.mark.parametrize(("text", "dates"), [("28/2/2026", "D/M/YYYY"), ("2/28/2026", "M/D/YYYY")])
def test_a_date_that_can_only_be_one_day_names_its_format(text: str, dates: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        date_reader(None)(text)

    assert caught.value.code == "bad-date"
    assert f"it can only be {dates}" in (caught.value.hint or "")
