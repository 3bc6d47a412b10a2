"""How numbers, amounts and days are written in each language."""

import datetime as dt
from fractions import Fraction

import pytest

from dunnix.money import Money
from dunnix.words import Writing


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    assert Writing("en").digits(Money("1234567", "JPY")) == "1,234,567"
    assert Writing("en").digits(Money("1234.5", "BHD")) == "1,234.500"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(5, 2), 0, "2"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(-1, 8), 2, "-0,12"),
        (10**15 + 1, 0, "1.000.000.000.000.001"),
    ],
)
def test_a_number_is_rounded_half_to_even(
    value: Fraction | int, decimals: int, written: str
) -> None:
    assert Writing("de").number(value, decimals) == written


@pytest.mark.parametrize(
    ("language", "first", "eighth"),
    [
        ("en", "1 February 2026", "8 March 2026"),
        ("de", "1. Februar 2026", "8. März 2026"),
        ("es", "1 de febrero de 2026", "8 de marzo de 2026"),
        ("fr", "1er février 2026", "8 mars 2026"),
        ("it", "1º febbraio 2026", "8 marzo 2026"),
        ("nl", "1 februari 2026", "8 maart 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(language: str, first: str, eighth: str) -> None:
    writing = Writing(language)

    assert (writing.day(dt.date(2026, 2, 1)), writing.day(dt.date(2026, 3, 8))) == (first, eighth)


@pytest.mark.parametrize(
    ("language", "euros", "yen", "dinars", "number"),
    [
        ("en", "-€1,234.50", "JP¥1,234", "TND\u00a01.234", "1,234"),
        ("de", "-1.234,50\u00a0€", "1.234\u00a0¥", "1,234\u00a0TND", "1.234"),
        ("es", "-1.234,50\u00a0€", "1.234\u00a0JPY", "1,234\u00a0TND", "1.234"),
        ("fr", "-1\u202f234,50\u00a0€", "1\u202f234\u00a0JPY", "1,234\u00a0TND", "1\u202f234"),
        ("it", "-1.234,50\u00a0€", "1.234\u00a0JPY", "1,234\u00a0TND", "1.234"),
        ("nl", "€\u00a0-1.234,50", "JP¥\u00a01.234", "TND\u00a01,234", "1.234"),
    ],
)
def test_an_amount_is_written_as_the_language_does_in_the_decimals_of_its_currency(
    language: str, euros: str, yen: str, dinars: str, number: str
) -> None:
    writing = Writing(language)

    amounts = [Money("-1234.50", "EUR"), Money("1234", "JPY"), Money("1.234", "TND")]

    assert [writing.money(amount) for amount in amounts] == [euros, yen, dinars]
    assert writing.number(1234) == number


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "-4.2%"),
        ("de", "-4,2\u00a0%"),
        ("es", "-4,2\u00a0%"),
        ("fr", "-4,2\u00a0%"),
        ("it", "-4,2%"),
        ("nl", "-4,2%"),
    ],
)
def test_a_percentage_is_written_as_the_language_does(language: str, written: str) -> None:
    assert Writing(language).percent(Fraction(-1, 24), 1) == written


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "8 Mar 2026", "Mar 2026"),
        ("de", "08.03.2026", "März 2026"),
        ("es", "8 mar 2026", "mar 2026"),
        ("fr", "8 mars 2026", "mars 2026"),
        ("it", "8 mar 2026", "mar 2026"),
        ("nl", "8 mrt 2026", "mrt 2026"),
    ],
)
def test_a_short_day_and_a_month_are_written_as_the_language_does(
    language: str, day: str, month: str
) -> None:
    writing = Writing(language)

    assert writing.short_day(dt.date(2026, 3, 8)) == day
    assert writing.month(dt.date(2026, 3, 8)) == month


@pytest.mark.parametrize(
    ("language", "listed", "either", "monday"),
    [
        ("en", "a, b and c", "a or b", "Monday"),
        ("de", "a, b und c", "a oder b", "Montag"),
        ("es", "a, b y c", "a o b", "lunes"),
        ("fr", "a, b et c", "a ou b", "lundi"),
        ("it", "a, b e c", "a o b", "lunedì"),
        ("nl", "a, b en c", "a of b", "maandag"),
    ],
)
def test_lists_and_weekdays_are_written_as_the_language_does(
    language: str, listed: str, either: str, monday: str
) -> None:
    writing = Writing(language)

    assert writing.listed(["a", "b", "c"]) == listed
    assert writing.listed(["a", "b"], either=True) == either
    assert writing.weekday(0) == monday
