"""Amounts of an export: taken exactly, and refused where they may mean two things."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.errors import Problem, ScenarioError
from dunnix.importers import import_rules


def fee(cell: object, currency: str = "EUR") -> str | None:
    row = {"sequence": 1, "overdue": 5, "send_email": True, "fee.product.list_price": cell}
    (step,) = import_rules("tryton", [row], currency=currency).scenario.steps
    return None if step.fee is None else str(step.fee)


def refused(cell: object, currency: str = "EUR") -> Problem:
    with pytest.raises(ScenarioError) as caught:
        fee(cell, currency)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("cell", "taken"),
    [
        ("5.0000", "5.00"),
        ("5,00000000", "5.00"),
        ("1234567.5", "1234567.50"),
        (5, "5.00"),
        (5.1, "5.10"),
        (1000.0, "1000.00"),
        (Decimal("5.0000"), "5.00"),
        (Decimal("7.000"), "7.00"),
        (Decimal("1E+2"), "100.00"),
        (Decimal("5.0000000000"), "5.00"),
    ],
)
def test_an_amount_is_taken_exactly_whatever_zeros_follow(cell: object, taken: str) -> None:
    assert fee(cell) == taken


@pytest.mark.parametrize("cell", ["0.500", "0,500", "12345.500"])
def test_three_decimals_that_can_be_no_group_of_thousands_are_decimals(cell: str) -> None:
    assert fee(cell) == f"{Decimal(cell.replace(',', '.')):.2f}"


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1.000", "write `1000`, or `1.0000` if they are decimals"),
        ("12,500", "write `12500`, or `12.5000` if they are decimals"),
    ],
)
def test_thousands_or_three_decimals_are_refused_with_both_ways_to_write_them(
    cell: str, hint: str
) -> None:
    problem = refused(cell)

    assert problem.code == "bad-amount"
    assert problem.message == f"`{cell}` can be thousands, or three decimals"
    assert problem.hint == hint


@pytest.mark.parametrize(
    "cell",
    [
        "1.000,00",
        "5.000000000",
        "-5.00",
        "five",
        True,
        -5,
        -0.5,
        float("nan"),
        float("inf"),
        Decimal("sNaN"),
        10**15,
        1e300,
        Decimal("1E+999999"),
        Decimal("1E-999999"),
    ],
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    problem = refused(cell)

    assert problem.code == "bad-amount"
    assert problem.message == f"`{cell}` is no amount"


def test_a_number_of_another_kind_is_taken_as_it_prints() -> None:
    class Measured(float):
        def __repr__(self) -> str:
            return f"Measured({float(self)})"

    assert (fee(Measured(5.1)), fee(Fraction(7))) == ("5.10", "7.00")


@pytest.mark.parametrize("cell", ["5.5050", 5.505, Decimal("5.505"), 0.1 + 0.2])
def test_decimals_that_the_currency_does_not_have_are_refused(cell: object) -> None:
    assert refused(cell).message == f"`{cell}` has more decimals than EUR has"


def test_what_is_nothing_is_no_fee() -> None:
    nothing = ("0,00", "0.000", 0, -0.0, Decimal("0E+999999"))

    assert [fee(cell) for cell in nothing] == [None] * 5


@given(minor=st.integers(1, 10**12), zeros=st.integers(0, 4))
def test_an_amount_written_in_any_way_is_the_same(minor: int, zeros: int) -> None:
    exact = Decimal(minor).scaleb(-2)
    written = f"{exact}{'0' * zeros}"

    taken = {fee(Decimal(written)), fee(float(exact))}
    taken |= {fee(written)} if zeros != 1 or minor < 100 or minor >= 100_000 else set()

    assert taken == {f"{exact:.2f}"}
