import datetime as dt
import json
from importlib import resources

import pytest

from dunnix.errors import UnknownCurrencyError
from dunnix.money import ISO_4217_AS_OF, ISO_4217_HASH, Currency, currencies, currency_digits
from dunnix.money.iso4217 import table_hash


@pytest.mark.parametrize(
    ("code", "digits"),
    [("EUR", 2), ("RSD", 2), ("IQD", 3), ("JPY", 0), ("BHD", 3), ("CLF", 4), ("UYW", 4)],
)
def test_digits_are_those_of_iso_4217(code: str, digits: int) -> None:
    assert currency_digits(code) == digits


@pytest.mark.parametrize(
    ("code", "digits", "withdrawn"),
    [
        ("HRK", 2, "2023-01"),
        ("BGN", 2, "2026-01"),
        ("ANG", 2, "2025-03"),
        ("DEM", 2, "2002-03"),
        ("ITL", 0, "2002-03"),
    ],
)
def test_a_withdrawn_currency_keeps_its_digits_and_says_when_it_went(
    code: str, digits: int, withdrawn: str
) -> None:
    assert currency_digits(code) == digits
    assert currencies()[code].withdrawn == withdrawn


@pytest.mark.parametrize("code", ["XAU", "XXX", "XTS", "XDR"])
def test_a_code_without_minor_unit_is_listed_but_refused(code: str) -> None:
    assert currencies()[code].digits is None
    with pytest.raises(UnknownCurrencyError) as caught:
        currency_digits(code)
    assert str(caught.value) == f"`{code}` has no minor unit, so no invoice can be in it"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("eur", "ISO 4217 has no currency `eur`; did you mean `EUR`?"),
        (" EUR", "ISO 4217 has no currency ` EUR`; did you mean `EUR`?"),
        ("EURO", "ISO 4217 has no currency `EURO`; did you mean `EUR`?"),
        ("€", "ISO 4217 has no currency `€`; did you mean `EUR`?"),
        ("US$", "ISO 4217 has no currency `US$`; write a code of ISO 4217, such as `EUR`"),
    ],
)
def test_an_unknown_code_is_refused_with_a_way_out(code: str, sentence: str) -> None:
    with pytest.raises(UnknownCurrencyError) as caught:
        currency_digits(code)

    assert str(caught.value) == sentence


def test_the_table_is_the_one_its_date_and_hash_name() -> None:
    text = resources.files("dunnix.money").joinpath("data/iso4217.json").read_text("utf-8")
    table = json.loads(text)

    assert dt.date.fromisoformat(table["as_of"]) == ISO_4217_AS_OF
    assert table_hash(table["currencies"]) == ISO_4217_HASH


def test_currencies_are_whole_values_in_the_order_of_their_codes() -> None:
    table = currencies()

    assert list(table) == sorted(table)
    assert table["CHF"] == Currency(code="CHF", number="756", digits=2, name="Swiss Franc")
    assert all(code == each.code and len(each.number) == 3 for code, each in table.items())


def test_nobody_can_change_the_table() -> None:
    with pytest.raises(TypeError):
        currencies()["ABC"] = currencies()["EUR"]  # type: ignore[index]  # that is the fault
