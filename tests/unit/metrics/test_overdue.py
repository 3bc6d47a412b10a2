import datetime as dt
import re
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import Figure, Figures, Unit, concentration, overdue_ratio
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DAY = dt.date(2026, 6, 30)


def owed(name: str, cents: int, *, late: int = 0, currency: str = "EUR", **facts: str) -> Invoice:
    due = DAY - dt.timedelta(days=late)
    return Invoice(id=name, due_date=due, amount=Money.minor(cents, currency), facts=facts)


def account(*invoices: Invoice, debtor: str = "D1", owner: str | None = None) -> Account:
    return Account(debtor=Debtor(id=debtor, owner=owner), invoices=invoices)


def test_what_is_due_today_is_not_overdue() -> None:
    some = account(owed("F-1", 300), owed("F-2", 100, late=1))

    assert overdue_ratio(some, as_of=DAY) == Figures(
        metric="overdue_ratio",
        unit=Unit.RATIO,
        as_of=DAY,
        convention=(("beyond-days", "0"), ("credits", "left-out")),
        figures=[
            Figure(
                currency="EUR",
                value=Fraction(1, 4),
                inputs=(("overdue_minor", 100), ("open_minor", 400)),
            )
        ],
    )


@pytest.mark.parametrize(("late", "share"), [(90, 0), (91, 1)])
def test_over_90_days_begins_at_91(late: int, share: int) -> None:
    assert overdue_ratio(account(owed("F-1", 100, late=late)), as_of=DAY, beyond=90).value == share


def test_unapplied_money_is_in_neither_side_of_the_overdue_ratio() -> None:
    on_account = Payment(id="P-1", date=DAY, amount=Money.minor(150, "EUR"))
    some = Account(
        debtor=Debtor(id="D1"),
        invoices=[owed("F-1", 100), owed("F-2", 100, late=5)],
        payments=[on_account],
    )

    assert overdue_ratio(some, as_of=DAY).value == Fraction(1, 2)


def test_where_nothing_is_open_the_overdue_ratio_is_undefined() -> None:
    some = Account(
        debtor=Debtor(id="D1"),
        payments=[Payment(id="P-1", date=DAY, amount=Money.minor(150, "EUR"))],
    )

    assert overdue_ratio(some, as_of=DAY).value is None
    assert concentration(some, as_of=DAY).value is None
    assert overdue_ratio([], as_of=DAY).figures == ()


def test_the_overdue_ratio_is_split_by_currency_and_group() -> None:
    some = [
        account(owed("F-1", 100, late=1), owed("F-2", 100, currency="GBP")),
        account(owed("F-1", 100), owed("F-2", 300, late=9), debtor="D2"),
    ]

    ratios = overdue_ratio(some, as_of=DAY, by="debtor")

    assert [(each.currency, each.group, each.value) for each in ratios] == [
        ("EUR", ("D1",), Fraction(1)),
        ("EUR", ("D2",), Fraction(3, 4)),
        ("GBP", ("D1",), Fraction(0)),
    ]


def test_the_concentration_is_the_share_of_the_largest_debtors() -> None:
    some = [account(owed("F-1", 2**n), debtor=f"D{n}") for n in range(4)]

    found = concentration(some, as_of=DAY, top=2)

    assert found == Figures(
        metric="concentration",
        unit=Unit.RATIO,
        as_of=DAY,
        convention=(("top", "2"), ("of", "debtor"), ("credits", "left-out")),
        figures=[
            Figure(
                currency="EUR",
                value=Fraction(12, 15),
                inputs=(("largest_minor", 12), ("members", 4), ("open_minor", 15)),
            )
        ],
    )


def test_fewer_debtors_than_asked_for_hold_it_all() -> None:
    assert concentration(account(owed("F-1", 5)), as_of=DAY).value == 1


def test_what_has_no_owner_counts_in_the_whole_only() -> None:
    some = [
        account(owed("F-1", 10), debtor="D1", owner="Ada"),
        account(owed("F-1", 10), debtor="D2", owner="Ada"),
        account(owed("F-1", 80), debtor="D3"),
    ]

    [found] = concentration(some, as_of=DAY, top=1, of="owner")

    assert (found.value, dict(found.inputs)["members"]) == (Fraction(1, 5), 1)


def test_the_concentration_of_each_group_is_of_its_own_members() -> None:
    some = [
        account(owed("F-1", 30, region="north"), owed("F-2", 5, region="south")),
        account(owed("F-1", 10, region="north"), debtor="D2"),
    ]

    found = concentration(some, as_of=DAY, top=1, by="region")

    assert [(each.group, each.value) for each in found] == [
        (("north",), Fraction(3, 4)),
        (("south",), Fraction(1)),
    ]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"top": 0}, ValueError, "`top` must be from 1"),
        ({"top": True}, TypeError, "`top` must be a whole number, not a bool"),
        ({"of": "debtr"}, ValueError, "nothing to split by is called `debtr`"),
        ({"by": "debtor"}, ValueError, "`of` is `debtor`, which figures are split by"),
    ],
)
def test_a_concentration_of_nothing_is_refused(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match="^" + re.escape(message)):
        concentration(account(owed("F-1", 5)), as_of=DAY, **options)


def test_lateness_below_zero_days_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`beyond` must be from 0"):
        overdue_ratio(account(owed("F-1", 5)), as_of=DAY, beyond=-1)
