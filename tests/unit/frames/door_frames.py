"""Frames as people have them, of each library that is installed."""

import datetime as dt
from typing import Any, Final

import duckdb
import pyarrow as pa
import pytest
from frame_kinds import MAKERS

from dunnix import LedgerError, frames

ISSUED: Final = dt.date(2026, 1, 5)
DUE: Final = dt.date(2026, 2, 4)
# Not the default one: what is made beside a relation must be of its own connection.
_CONNECTION: Final = duckdb.connect()
INVOICE: Final = {
    "id": "F-1",
    "debtor": "D1",
    "currency": "EUR",
    "amount": "12.50",
    "due_date": DUE,
}
PAYMENT: Final = {"id": "P-1", "debtor": "D1", "currency": "EUR", "amount": "1.00", "date": DUE}


def frame(kind: str, table: Any) -> Any:
    """Give a table of PyArrow, or the rows of one, as a frame of a kind."""
    rows = table if isinstance(table, pa.Table) else pa.Table.from_pylist(table)
    if kind == "pandas":  # days are objects, where Narwhals would make them Arrow's
        return rows.to_pandas()
    if kind == "duckdb":
        return duckdb.from_arrow(rows, connection=_CONNECTION)
    return MAKERS[kind](rows)


def invoices(**columns: list[Any]) -> pa.Table:
    """Give a table of invoices that differ in some columns."""
    rows = len(next(iter(columns.values()))) if columns else 1
    usual: dict[str, list[Any]] = {name: [cell] * rows for name, cell in INVOICE.items()}
    usual["id"] = [f"F-{number + 1}" for number in range(rows)]
    return pa.table(usual | columns)


def payments(**columns: list[Any]) -> pa.Table:
    """Give a table of payments that differ in some columns."""
    rows = len(next(iter(columns.values())))
    usual: dict[str, list[Any]] = {name: [cell] * rows for name, cell in PAYMENT.items()}
    usual["id"] = [f"P-{number + 1}" for number in range(rows)]
    return pa.table(usual | columns)


def taken(kept: Any, *columns: str) -> list[tuple[Any, ...]]:
    """Give columns of one of a ledger's tables as plain values."""
    found = kept.select(*columns).collect().to_arrow()
    return list(zip(*(found[name].to_pylist() for name in columns), strict=True))


def refusal(**arguments: Any) -> list[str]:
    """Give what is wrong with a ledger of frames, a line a problem without its hint."""
    with pytest.raises(LedgerError) as caught:
        frames.ledger(**arguments)
    return [str(each).partition("\n")[0] for each in caught.value.problems]
