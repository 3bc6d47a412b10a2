"""A public ledger of 2,466 invoices through the door of frames, where it is at hand."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import polars as pl
import pyarrow.csv
import pytest
from frame_kinds import KINDS, spark_session

import dunnix
from dunnix import frames
from dunnix.model import Account

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

pytestmark = pytest.mark.skipif(not IBM.exists(), reason="the public ledger isn't at hand")

READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "pandas": pd.read_csv,
    "pandas-pyarrow": partial(pd.read_csv, dtype_backend="pyarrow"),
    "polars": pl.read_csv,
    "polars-lazy": pl.scan_csv,
    "pyarrow": pyarrow.csv.read_csv,
    "duckdb": duckdb.read_csv,
    "ibis": lambda path: import_module("ibis").read_csv(path),
    "pyspark": lambda path: spark_session().read.csv(path, header=True, inferSchema=True),
}
FIGURES: Final[Mapping[str, Callable[[frames.Ledger], Any]]] = {
    "26.8407": lambda ledger: ledger.days_sales_outstanding(as_of=DAY),
    "27.3299": lambda ledger: ledger.days_sales_outstanding(as_of=DAY, method="count-back"),
    "23.1428": lambda ledger: ledger.best_possible_dso(as_of=DAY),
    "3.6978": lambda ledger: ledger.average_days_delinquent(as_of=DAY),
    "89.6815": lambda ledger: ledger.collection_effectiveness(as_of=DAY, first=QUARTER),
    "96.1981": lambda ledger: ledger.collection_effectiveness(
        as_of=DAY, first=QUARTER, form="period"
    ),
    "-3.0746": lambda ledger: ledger.average_days_late(as_of=DAY, first=WINDOW),
    "3.0990": lambda ledger: ledger.average_days_late(as_of=DAY, first=WINDOW, clipped=True),
    "0.1378": lambda ledger: ledger.overdue_ratio(as_of=DAY),
}


@pytest.fixture(scope="module")
def accounts() -> tuple[Account, ...]:
    loaded = dunnix.load_ledger(IBM, columns=COLUMNS, currency="USD", dates="M/D/YYYY")
    return tuple(loaded.accounts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.exhaustive
def test_the_public_ledger_gives_the_same_figures_as_a_frame_and_as_a_file(
    kind: str, accounts: tuple[Account, ...]
) -> None:
    rows = READERS[kind](str(IBM))

    ledger = frames.ledger(invoices=rows, columns=COLUMNS, currency="USD", dates="%m/%d/%Y")

    found = {printed: round(ask(ledger).value.value, 4) for printed, ask in FIGURES.items()}
    assert found == {printed: Fraction(printed) for printed in FIGURES}
    # Read as numbers, ids lose their leading zeros; those of debtors aren't numbers.
    ageing = ledger.age_receivables(as_of=DAY, by="debtor")
    assert ageing.value == dunnix.age_receivables(accounts, as_of=DAY, by="debtor")
