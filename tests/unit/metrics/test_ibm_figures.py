"""Figures of a public ledger of 2,466 invoices, where it is at hand."""

import datetime as dt
import os
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from dunnix.ledger import load_ledger
from dunnix.metrics import (
    Books,
    Figures,
    average_days_delinquent,
    average_days_late,
    best_possible_dso,
    books_of,
    collection_effectiveness,
    days_sales_outstanding,
    overdue_ratio,
)

ROOT = Path(__file__).resolve().parents[3]
IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER", str(ROOT.parent / "shared" / "data" / "ibm_receivables.csv")
    )
)
COLUMNS = {
    "id": "invoiceNumber",
    "debtor": "customerID",
    "amount": "InvoiceAmount",
    "issue_date": "InvoiceDate",
    "due_date": "DueDate",
    "paid_on": "SettledDate",
}
DAY = dt.date(2012, 12, 31)
QUARTER = dt.date(2012, 10, 1)
WINDOW = dt.date(2012, 10, 3)
pytestmark = pytest.mark.skipif(not IBM.exists(), reason="the ledger isn't part of the project")


@pytest.fixture(scope="module")
def books() -> Books:
    ledger = load_ledger(IBM, columns=COLUMNS, currency="USD", dates="M/D/YYYY")
    return books_of(ledger.accounts)


@pytest.mark.parametrize(
    ("metric", "printed"),
    [
        (days_sales_outstanding, "26.8407"),
        (partial(days_sales_outstanding, method="count-back"), "27.3299"),
        (best_possible_dso, "23.1428"),
        (average_days_delinquent, "3.6978"),
        (partial(collection_effectiveness, first=QUARTER), "89.6815"),
        (partial(collection_effectiveness, first=QUARTER, form="period"), "96.1981"),
        # Of what was paid in the last 90 days.
        (partial(average_days_late, first=WINDOW), "-3.0746"),
        (partial(average_days_late, first=WINDOW, clipped=True), "3.0990"),
        (overdue_ratio, "0.1378"),
    ],
)
@pytest.mark.long
def test_the_figures_of_the_ledger_are_as_published(
    books: Books, metric: Callable[..., Figures], printed: str
) -> None:
    value = metric(books, as_of=DAY).value

    assert value is not None
    assert round(value, 4) == Fraction(printed)
