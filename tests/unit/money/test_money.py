import pickle
from collections.abc import Callable
from decimal import Decimal
from operator import add, ge, gt, le, lt, sub

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.errors import CurrencyMismatchError, UnknownCurrencyError
from dunnix.money import Money, currencies, total

PLAIN = "an amount is digits with at most one point"
GROUPED = f"{PLAIN}, without grouping or decimal comma"
SIGNED = f"{PLAIN}, and a minus before it if negative"
LARGEST = 2**63 - 1
minor_units = st.integers(min_value=-(2**63), max_value=LARGEST)
small_units = st.integers(min_value=-(2**60), max_value=2**60)
usable = st.sampled_from([code for code, each in currencies().items() if each.digits is not None])


def test_a_string_and_a_decimal_and_minor_units_give_the_same_amount() -> None:
    written = Money("1200.00", "EUR")

    assert written == Money(Decimal(1200), "EUR") == Money.minor(120000, "EUR")
    assert hash(written) == hash(Money.minor(120000, "EUR"))
    assert (written.minor_units, written.currency) == (120000, "EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("12", "EUR", 1200),
        ("12.5", "EUR", 1250),
        ("12.3400", "EUR", 1234),
        ("-0.05", "EUR", -5),
        ("-0", "EUR", 0),
        ("007", "EUR", 700),
        ("1234.50", "RSD", 123450),
        ("1.234", "IQD", 1234),
        ("1200", "JPY", 1200),
        ("1200.00", "JPY", 1200),
        ("0.001", "BHD", 1),
        ("1.2345", "CLF", 12345),
        ("1.2345", "UYW", 12345),
        ("3.14", "HRK", 314),
        ("92233720368547758.07", "EUR", LARGEST),
        ("-92233720368547758.08", "EUR", -LARGEST - 1),
    ],
)
def test_an_amount_is_read_with_the_decimals_of_its_currency(
    amount: str, currency: str, units: int
) -> None:
    assert Money(amount, currency) == Money.minor(units, currency)
    assert Money(Decimal(amount), currency) == Money.minor(units, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "sentence"),
    [
        ("1.234", "EUR", "an amount has 3 decimals, EUR has 2"),
        ("1.5", "JPY", "an amount has 1 decimal, JPY has 0"),
        (Decimal("1.2340"), "EUR", "an amount has 3 decimals, EUR has 2"),
        (Decimal("1e-999999999"), "EUR", "an amount has 999999999 decimals, EUR has 2"),
        ("NaN", "EUR", "an amount is a finite number, found NaN or infinity"),
        (Decimal("NaN"), "EUR", "an amount is a finite number, found NaN or infinity"),
        (Decimal("-Infinity"), "EUR", "an amount is a finite number, found NaN or infinity"),
        ("-inf", "EUR", "an amount is a finite number, found NaN or infinity"),
        ("1e5", "EUR", f"{PLAIN}, not an exponent: write the number out"),
        ("1,200.00", "EUR", GROUPED),
        ("1200,00", "EUR", GROUPED),
        ("1_200", "EUR", GROUPED),
        (" 12", "EUR", f"{PLAIN}, without spaces"),
        ("1\u202f200", "EUR", f"{PLAIN}, without spaces"),
        ("12\n", "EUR", f"{PLAIN}, without spaces"),
        ("", "EUR", f"{PLAIN}, found nothing"),
        ("+12", "EUR", SIGNED),
        ("\u0661\u0662", "EUR", SIGNED),
        (".5", "EUR", SIGNED),
        ("92233720368547758.08", "EUR", "an amount is beyond 64 bits of minor units"),
        ("-92233720368547758.09", "EUR", "an amount is beyond 64 bits of minor units"),
        ("9" * 10_000, "EUR", "an amount is beyond 64 bits of minor units"),
        (Decimal("1e999999999"), "EUR", "an amount is beyond 64 bits of minor units"),
    ],
)
def test_an_amount_that_is_not_exact_is_refused_with_the_reason(
    amount: str | Decimal, currency: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match="an amount") as caught:
        Money(amount, currency)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("amount", "kind"), [(1200, "an int"), (12.0, "a float"), (True, "a bool"), (None, "nothing")]
)
def test_a_number_with_a_binary_fraction_or_without_a_unit_is_refused(
    amount: object, kind: str
) -> None:
    with pytest.raises(TypeError) as caught:
        Money(amount, "EUR")  # type: ignore[arg-type]  # that is the fault

    assert str(caught.value) == (
        f"an amount is a string or a Decimal, not {kind}: "
        'write Money("12.00", ...) or Money.minor(1200, ...)'
    )


@pytest.mark.parametrize("units", [12.0, "12", True, Decimal(12)])
def test_minor_units_are_whole_by_type(units: object) -> None:
    with pytest.raises(TypeError, match="minor units are an int"):
        Money.minor(units, "EUR")  # type: ignore[arg-type]  # that is the fault


@pytest.mark.parametrize("units", [2**63, -(2**63) - 1])
def test_minor_units_fit_into_64_bits(units: int) -> None:
    with pytest.raises(ValueError, match="beyond 64 bits of minor units"):
        Money.minor(units, "EUR")


def test_a_sum_beyond_64_bits_is_refused() -> None:
    most = Money.minor(LARGEST, "EUR")

    with pytest.raises(ValueError, match="beyond 64 bits of minor units"):
        most + Money.minor(1, "EUR")


@pytest.mark.parametrize("code", ["EURO", "eur", "XAU", ""])
def test_a_currency_that_no_invoice_can_have_is_refused(code: str) -> None:
    with pytest.raises(UnknownCurrencyError):
        Money("1", code)
    with pytest.raises(UnknownCurrencyError):
        Money.minor(1, code)


@pytest.mark.parametrize("code", [None, 978, ["EUR"]])
def test_a_currency_is_a_code_by_type(code: object) -> None:
    with pytest.raises(TypeError, match="a currency is an ISO 4217 code such as `EUR`"):
        Money("1", code)  # type: ignore[arg-type]  # that is the fault
    with pytest.raises(TypeError, match="a currency is an ISO 4217 code such as `EUR`"):
        Money.minor(1, code)  # type: ignore[arg-type]  # that is the fault


def test_amounts_of_one_currency_add_subtract_and_compare() -> None:
    small, large = Money("5.00", "EUR"), Money("12.50", "EUR")

    assert large + small == Money("17.50", "EUR")
    assert small - large == Money("-7.50", "EUR")
    assert -small == Money("-5.00", "EUR")
    assert abs(-small) == small
    assert small < large
    assert small <= large
    assert large > small
    assert large >= small
    assert sorted([large, small]) == [small, large]


@pytest.mark.parametrize("mix", [add, sub, lt, le, gt, ge])
def test_two_currencies_never_mix(mix: Callable[[Money, Money], object]) -> None:
    euros, francs = Money("5.00", "EUR"), Money("5.00", "CHF")

    assert euros != francs
    with pytest.raises(CurrencyMismatchError) as caught:
        mix(euros, francs)
    assert str(caught.value) == "one currency is wanted, found `EUR` and `CHF`"


@pytest.mark.parametrize("mix", [add, sub, lt, le, gt, ge])
def test_an_amount_never_mixes_with_a_bare_number(mix: Callable[[Money, object], object]) -> None:
    euros = Money("5.00", "EUR")

    assert euros != Decimal("5.00")
    with pytest.raises(TypeError) as caught:
        mix(euros, 5)
    assert str(caught.value) == "an amount goes with an amount, not an int: wrap it in Money(...)"


def test_a_total_of_two_currencies_is_refused() -> None:
    with pytest.raises(CurrencyMismatchError):
        total([Money("5.00", "EUR"), Money("5.00", "CHF")], "EUR")


def test_a_total_of_nothing_is_nothing_in_the_currency_asked() -> None:
    assert total([], "JPY") == Money("0", "JPY")
    assert total([Money("1", "JPY"), Money("2", "JPY")], "JPY") == Money("3", "JPY")


def test_nothing_is_told_by_is_zero() -> None:
    assert Money("0.00", "EUR").is_zero
    assert not Money("0.01", "EUR").is_zero


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money("1200", "EUR"), "1200.00 EUR"),
        (Money("-0.05", "EUR"), "-0.05 EUR"),
        (Money("1200", "JPY"), "1200 JPY"),
        (Money("-0.001", "BHD"), "-0.001 BHD"),
    ],
)
def test_an_amount_is_written_with_all_its_decimals(money: Money, text: str) -> None:
    assert str(money) == text
    assert repr(money) == f"Money({money.amount_text()!r}, {money.currency!r})"
    assert str(money.to_decimal()) == money.amount_text() == text.split(maxsplit=1)[0]


@given(units=minor_units, currency=usable)
def test_an_amount_survives_text_decimal_and_pickling(units: int, currency: str) -> None:
    money = Money.minor(units, currency)

    assert Money(money.amount_text(), currency) == money
    assert Money(money.to_decimal(), currency) == money
    assert pickle.loads(pickle.dumps(money)) == money  # noqa: S301 - made here
    assert eval(repr(money), {"Money": Money}) == money  # noqa: S307 - made here


@given(one=small_units, other=small_units)
def test_adding_and_comparing_agree_with_integers(one: int, other: int) -> None:
    first, second = Money.minor(one, "EUR"), Money.minor(other, "EUR")

    assert (first + second).minor_units == one + other
    assert (first - second) + second == first
    assert (first < second) is (one < other)
    assert (first >= second) is (one >= other)


@given(text=st.text(max_size=30))
def test_any_text_gives_an_amount_or_a_worded_refusal(text: str) -> None:
    refused = None
    try:
        money = Money(text, "EUR")
    except ValueError as fault:
        refused = str(fault)

    assert refused or money.to_decimal() == Decimal(text)
    assert refused is None or refused.startswith("an amount ")


def test_an_amount_cannot_be_changed() -> None:
    money = Money("1.00", "EUR")

    with pytest.raises(AttributeError):
        money.minor_units = 5  # type: ignore[misc]  # that is the fault
