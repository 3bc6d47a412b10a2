"""Figures that need what was paid say so where the ledger seems to hold open items only."""

import datetime as dt
from typing import Any

import pytest

from dunnix import metrics
from dunnix.metrics import DsoMethod, Figures
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

FIRST, DAY = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
FLAG = "open-items-only"


def unpaid(invoices: int) -> Account:
    return Account(
        debtor=Debtor(id="D1"),
        invoices=[
            Invoice(
                id=f"F-{number}",
                issue_date=FIRST,
                due_date=dt.date(2026, 1, 31),
                amount=Money("100.00", "EUR"),
            )
            for number in range(invoices)
        ],
    )


MISLED: list[tuple[str, dict[str, Any]]] = [
    *(("days_sales_outstanding", {"method": each, "periods": 3}) for each in DsoMethod),
    ("average_days_delinquent", {}),
    ("average_days_late", {"include_open": True}),
    ("best_possible_dso", {}),
    ("collection_effectiveness", {"first": FIRST}),
    ("collection_rate", {"first": FIRST}),
    ("cost_of_dso_day", {"annual_rate": "0.08"}),
    ("paid_on_time", {}),
    ("receivables_turnover", {"first": FIRST}),
]


@pytest.mark.parametrize(("name", "options"), MISLED)
def test_a_figure_of_open_items_only_is_flagged(name: str, options: dict[str, Any]) -> None:
    metric = getattr(metrics, name)

    alone: Figures = metric(unpaid(10), as_of=DAY, **options)
    few: Figures = metric(unpaid(9), as_of=DAY, **options)

    assert [each.flags[-1] for each in alone] == [FLAG]
    assert [each.value for each in alone] != []
    assert [FLAG in each.flags for each in few] == [False]


@pytest.mark.parametrize("name", ["age_receivables", "overdue_ratio", "concentration"])
def test_what_is_owed_is_right_of_open_items_only(name: str) -> None:
    found = getattr(metrics, name)(unpaid(10), as_of=DAY)

    assert FLAG not in repr(found)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("loss_rates", {"lost_after": 90}),
        ("collection_curves", {}),
        ("roll_rates", {"since": FIRST}),
    ],
)
def test_what_becomes_of_open_items_only_is_flagged_as_a_whole(
    name: str, options: dict[str, Any]
) -> None:
    metric = getattr(metrics, name)

    assert metric(unpaid(10), as_of=DAY, **options).flags == (FLAG,)
    assert metric(unpaid(9), as_of=DAY, **options).flags == ()


def test_one_payment_that_names_an_invoice_shows_that_payments_are_there() -> None:
    paid = Payment(id="P-1", date=DAY, amount=Money("5.00", "EUR"), invoice="F-1")

    [figure] = metrics.days_sales_outstanding(unpaid(10).record(paid), as_of=DAY)

    assert figure.flags == ()
