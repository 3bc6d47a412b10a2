"""A public ledger of 2,466 invoices through the door of frames, where it is at hand."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import dunnix
from dunnix import frames

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

pytestmark = pytest.mark.skipif(not IBM.exists(), reason="the public ledger isn't at hand")


@pytest.mark.parametrize("read", [pd.read_csv, pl.read_csv, pl.scan_csv])
def test_the_public_ledger_gives_the_same_figures_as_a_frame_and_as_a_file(
    read: Callable[[Path], object],
) -> None:
    accounts = dunnix.load_ledger(IBM, columns=COLUMNS, currency="USD", dates="M/D/YYYY").accounts

    ledger = frames.ledger(invoices=read(IBM), columns=COLUMNS, currency="USD", dates="%m/%d/%Y")

    dso = ledger.days_sales_outstanding(as_of=DAY, method="count-back")
    assert str(dso) == "27.33 days"
    assert dso.value == dunnix.days_sales_outstanding(accounts, as_of=DAY, method="count-back")
    ageing = ledger.age_receivables(as_of=DAY, by="debtor")
    # Read as numbers, ids lose their leading zeros; those of debtors aren't numbers.
    assert ageing.value == dunnix.age_receivables(accounts, as_of=DAY, by="debtor")
