import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw
import pytest
from drawn_ledgers import FIRST, SPLITS, ledgers, tables_of
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.frames.frame_books import FrameBooks
from dunnix.frames.output import from_table
from dunnix.frames.reduced import plain_rows
from dunnix.frames.split import bearer_of_facts
from dunnix.frames.wide_ageing import ageing_frame
from dunnix.metrics import Basis, By, Credits, age_receivables
from dunnix.model import Account, Debtor, Invoice
from dunnix.money import Money

DAY = dt.date(2026, 6, 30)
FEW = settings(max_examples=max(settings().max_examples // 10, 3))


def rows(native: Any) -> list[dict[str, Any]]:
    """Give the cells of a frame of any library, nulls as None."""
    frame = nw.from_native(native).lazy()
    names = frame.collect_schema().names()
    return [dict(zip(names, row, strict=True)) for row in plain_rows(frame, *names)]


def types(native: Any, kind: str) -> dict[str, Any]:
    """Give the type of each column: on pandas, where a name stands for several, its own."""
    if kind.startswith("pandas"):
        return dict(native.dtypes)
    return dict(nw.from_native(native).collect_schema())


@FEW
@given(
    ledgers(),
    st.integers(30, 80).map(lambda days: FIRST + dt.timedelta(days)),
    st.sampled_from(SPLITS),
    st.sampled_from(Basis),
    st.sampled_from(Credits),
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_frame_of_an_ageing_holds_what_its_table_holds(
    kind: str, accounts: list[Account], day: dt.date, by: By, basis: Basis, credit: Credits
) -> None:
    tables = tables_of(accounts, kind)
    books = FrameBooks(tables)
    # Of a day before all invoices there is nothing to say.
    day = max(day, books.first_issued() or day)
    asked: dict[str, Any] = {"as_of": day, "by": by, "basis": basis, "credit": credit}

    found = ageing_frame(books, **asked)

    table = age_receivables([*accounts, bearer_of_facts(tables)], **asked).table()
    assert rows(found) == table.dicts()
    assert types(found, kind) == types(from_table(table, kind), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_an_ageing_comes_back_as_the_type_that_went_in(kind: str) -> None:
    invoice = Invoice(id="F-1", due_date=DAY, amount=Money("90.00", "EUR"))
    tables = tables_of([Account(debtor=Debtor(id="D1"), invoices=[invoice])], kind)

    found = ageing_frame(FrameBooks(tables), as_of=DAY, by="debtor")

    came_in = nw.to_native(tables.invoices)
    lazy = isinstance(nw.from_native(found), nw.LazyFrame)
    assert nw.from_native(found).implementation == nw.from_native(came_in).implementation
    assert lazy == (kind in {"polars-lazy", "duckdb", "ibis", "pyspark"})


def test_an_ageing_of_frames_refuses_what_the_ageing_of_accounts_refuses() -> None:
    invoice = Invoice(id="F-1", issue_date=DAY, due_date=DAY, amount=Money("90.00", "EUR"))
    accounts = [Account(debtor=Debtor(id="D1"), invoices=[invoice])]
    books = FrameBooks(tables_of(accounts, "polars"))

    with pytest.raises(ValueError, match="before the first invoice"):
        ageing_frame(books, as_of=DAY - dt.timedelta(1))
    with pytest.raises(ValueError, match="`edges` must rise and hold 0"):
        ageing_frame(books, as_of=DAY, edges=(10, 20))
    with pytest.raises(ValueError, match=r"is called `colour`; .*where `facts` of the ledger"):
        ageing_frame(books, as_of=DAY, by="colour")
