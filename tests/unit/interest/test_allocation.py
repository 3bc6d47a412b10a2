"""What a part payment pays first, and what a waiver may be."""

from typing import Any

import pytest
from interest_cases import date, euros, interest, invoice, owing

from dunnix.errors import CurrencyMismatchError
from dunnix.interest import Allocated, Circumstances, NoInterest, Owed, Waiver, allocate
from dunnix.model import InvalidValueError
from dunnix.money import Money


def placed(payment: str, *order: str) -> Allocated:
    return allocate(
        euros(payment),
        costs=euros("40.00"),
        interest=euros("12.50"),
        principal=euros("500.00"),
        order=order or tuple(Owed),
    )


def test_costs_come_first_then_interest_then_principal() -> None:
    assert placed("100.00") == Allocated(
        costs=euros("40.00"),
        interest=euros("12.50"),
        principal=euros("47.50"),
        left=euros("0.00"),
    )


def test_a_contract_may_put_principal_first() -> None:
    assert placed("510.00", "principal", "interest", "costs") == Allocated(
        costs=euros("0.00"),
        interest=euros("10.00"),
        principal=euros("500.00"),
        left=euros("0.00"),
    )


def test_what_is_more_than_all_is_left() -> None:
    assert placed("600.00").left == euros("47.50")


def test_an_order_names_each_once() -> None:
    with pytest.raises(InvalidValueError, match="an order names costs, interest and principal"):
        placed("1.00", "interest", "interest", "principal")


def test_amounts_below_zero_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="`payment` is below zero"):
        placed("-1.00")


def test_two_currencies_are_refused() -> None:
    with pytest.raises(CurrencyMismatchError):
        allocate(
            euros("1"),
            costs=euros("1"),
            interest=Money("1", "USD"),
            principal=euros("1"),
        )


def waived(*waivers: Waiver, as_of: str = "2024-03-01") -> tuple[int, int, NoInterest | None]:
    found = interest(
        owing(invoice("2024-01-31")), "fr", as_of, circumstances=Circumstances(waivers=waivers)
    )
    return found.accrued, found.waived, found.zero


@pytest.mark.requirement("M84")
def test_all_interest_so_far_may_be_waived_and_later_days_are_due() -> None:
    waiver = Waiver(id="W", granted_on=date("2024-03-01"), percent="100")

    # 30 days are 11.92; up to 11 March, 40 days are 15.89.
    assert waived(waiver) == (1192, 1192, NoInterest.WAIVED)
    assert waived(waiver, as_of="2024-03-11") == (1589, 1192, None)


@pytest.mark.requirement("M84")
def test_a_part_of_the_interest_may_be_waived() -> None:
    half = Waiver(id="W", granted_on=date("2024-03-01"), percent="50")
    some = Waiver(id="W", granted_on=date("2024-03-01"), amount=euros("5.00"), invoice="F-1")

    # 11.918 are halved and rounded half up.
    assert waived(half) == (1192, 596, None)
    assert waived(some) == (1192, 500, None)


def test_a_waiver_of_another_invoice_or_currency_or_of_later_changes_nothing() -> None:
    others = [
        Waiver(id="A", granted_on=date("2024-03-01"), percent="100", invoice="F-2"),
        Waiver(id="B", granted_on=date("2024-03-01"), amount=Money("5", "USD")),
        Waiver(id="C", granted_on=date("2024-03-02"), percent="100"),
        Waiver(id="D", granted_on=date("2024-03-01"), percent="100", of="fees"),
    ]

    assert waived(*others) == (1192, 0, None)


def test_a_waiver_may_speak_of_days_up_to_an_earlier_one() -> None:
    waiver = Waiver(id="W", granted_on=date("2024-03-01"), until=date("2024-02-15"), percent="100")

    # 15 of 30 days: 5.959.
    assert waived(waiver) == (1192, 596, None)


def test_waivers_never_take_more_than_is_due() -> None:
    waivers = [
        Waiver(id="A", granted_on=date("2024-02-20"), amount=euros("10.00")),
        Waiver(id="B", granted_on=date("2024-03-01"), amount=euros("10.00")),
    ]

    assert waived(*waivers) == (1192, 1192, NoInterest.WAIVED)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({}, "a waiver is a `percent` or an `amount`"),
        ({"percent": "10", "amount": euros("1")}, "a waiver is a `percent` or an `amount`"),
        ({"percent": "101"}, "a waiver's `percent` lies above 0 and up to 100"),
        ({"percent": "0"}, "a waiver's `percent` lies above 0 and up to 100"),
    ],
)
def test_a_waiver_that_cant_be_is_refused(how: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Waiver(id="W", granted_on=date("2024-03-01"), **how)
