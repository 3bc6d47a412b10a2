import datetime as dt
import inspect
import sys
from functools import cache
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest
from door_frames import DUE, ISSUED, frame, invoices, payments
from frame_kinds import KINDS

import dunnix
from dunnix import frames, metrics
from dunnix.frames.libraries import library
from dunnix.frames.sources import refuse_broken, refuse_old
from dunnix.metrics import Column, ColumnKind, Table

TABLE = Table(
    (
        Column("currency", ColumnKind.TEXT),
        Column("open_minor", ColumnKind.MONEY),
        Column("receivables", ColumnKind.COUNT),
        Column("dso_days", ColumnKind.NUMBER),
        Column("as_of", ColumnKind.DATE),
    ),
    (("EUR", 2**53 + 1, 2, 27.5, DUE), (None, None, None, None, None)),
)
TYPES = [nw.String, nw.Int64, nw.Int64, nw.Float64, nw.Date]
AS_OF = dt.date(2026, 2, 20)


@cache
def ledger(kind: str) -> frames.Ledger:
    owed = invoices(issue_date=[ISSUED] * 3, debtor=["D1", "D2", "D2"], amount=["10", "20", "40"])
    paid = payments(debtor=["D2"], invoice=["F-3"], amount=["40"], cleared_on=[DUE])
    return frames.ledger(invoices=frame(kind, owed), payments=frame(kind, paid))


def library_of(native: Any) -> tuple[nw.Implementation, bool]:
    found: Any = nw.from_native(native)
    return found.implementation, isinstance(found, nw.LazyFrame)


def cells_of(native: Any) -> list[tuple[Any, ...]]:
    found: Any = nw.from_native(native)
    arrow = found.lazy().collect().to_arrow()
    return list(zip(*(column.to_pylist() for column in arrow.columns), strict=True))


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "pandas"])
def test_a_frame_of_a_table_keeps_its_types_and_nulls(kind: str) -> None:
    native = frames.from_table(TABLE, kind)

    schema = nw.from_native(native).collect_schema()
    assert [type(each) for each in schema.dtypes()] == TYPES
    assert schema.names() == [column.name for column in TABLE.columns]
    assert cells_of(native) == list(TABLE.rows)
    assert library_of(native) == library_of(frame(kind, invoices()))


def test_numpy_has_no_days_and_no_nulls_among_whole_numbers() -> None:
    whole = Table(TABLE.columns, TABLE.rows[:1])

    with_nulls, without = frames.from_table(TABLE, "pandas"), frames.from_table(whole, "pandas")

    assert [str(each) for each in with_nulls.dtypes] == [
        "str",
        "Int64",
        "Int64",
        "float64",
        "datetime64[s]",
    ]
    assert without["open_minor"].dtype == "int64"
    assert list(without.iloc[0]) == ["EUR", 2**53 + 1, 2, 27.5, pd.Timestamp(DUE)]
    assert with_nulls.iloc[1].isna().all()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows_is_a_frame_all_the_same(kind: str) -> None:
    native = frames.from_table(Table(TABLE.columns, ()), kind)

    assert cells_of(native) == []
    assert nw.from_native(native).collect_schema().names()[0] == "currency"


def test_a_kind_of_frame_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="`panda` is no kind of dataframe; did you mean `pandas`"):
        frames.from_table(TABLE, "panda")


def test_a_result_of_accounts_becomes_a_frame_too() -> None:
    ageing = dunnix.age_receivables(ledger("polars").accounts(), as_of=AS_OF)

    assert ageing.to_frame("polars")["open_minor"].to_list() == [3000]


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_comes_back_as_a_frame_of_the_library_that_came(kind: str) -> None:
    found = ledger(kind).overdue_ratio(as_of=AS_OF, by="debtor")

    assert found.value == dunnix.overdue_ratio(ledger(kind).accounts(), as_of=AS_OF, by="debtor")
    assert library_of(found.native) == library_of(frame(kind, invoices()))
    assert found.to_native() is found.native
    assert [row[:3] for row in cells_of(found.native)] == [("EUR", "D1", 1.0), ("EUR", "D2", 1.0)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_ageing_is_the_same_in_the_frame_and_as_a_value(kind: str) -> None:
    found = ledger(kind).age_receivables(as_of=AS_OF, by="debtor")

    assert cells_of(found.native) == list(found.value.table().rows)
    assert found.value == dunnix.age_receivables(ledger(kind).accounts(), as_of=AS_OF, by="debtor")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_open_is_a_row_an_invoice(kind: str) -> None:
    native = ledger(kind).open(AS_OF)

    schema = nw.from_native(native).collect_schema()
    assert library_of(native) == library_of(frame(kind, invoices()))
    assert schema.names() == [
        "id",
        "debtor",
        "currency",
        "amount_minor",
        "open_minor",
        "issue_date",
        "due_date",
        "creditor",
    ]
    assert schema["open_minor"] == nw.Int64
    assert [row[:5] for row in cells_of(native)] == [
        ("F-1", "D1", "EUR", 1000, 1000),
        ("F-2", "D2", "EUR", 2000, 2000),
    ]


def test_a_result_becomes_a_frame_of_its_own_kind_or_of_another() -> None:
    found = ledger("polars").overdue_ratio(as_of=AS_OF)

    assert found.to_frame().equals(found.native)
    assert found.to_frame("pandas").equals(found.value.to_frame("pandas"))


def test_a_provision_takes_the_loss_rates_of_a_ledger_as_they_come() -> None:
    much_later = dt.date(2028, 1, 1)
    rates = ledger("polars").loss_rates(as_of=much_later)

    found = ledger("polars").provision(as_of=much_later, rates=rates)

    accounts = ledger("polars").accounts()
    assert found.value == dunnix.provision(accounts, as_of=much_later, rates=rates.value)


@pytest.mark.parametrize("kind", KINDS)
def test_open_items_alone_are_told_from_a_ledger_with_payments(kind: str) -> None:
    owed, paid = invoices(issue_date=[ISSUED] * 10), payments(invoice=["F-3"])
    alone = frames.ledger(invoices=frame(kind, owed))
    whole = frames.ledger(invoices=frame(kind, owed), payments=frame(kind, paid))

    found = alone.paid_on_time(as_of=AS_OF).value

    assert found == dunnix.paid_on_time(alone.accounts(), as_of=AS_OF)
    assert found.only.flags == ("open-items-only",)
    assert whole.paid_on_time(as_of=AS_OF).value.only.flags == ()
    assert not alone.books.has_open_items_only(ISSUED, known=AS_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_an_invoice_paid_twice_and_refunded_fell_due_once(kind: str) -> None:
    owed = invoices(issue_date=[ISSUED] * 3, debtor=["D1"] * 3, amount=["10", "20", "40"])
    paid = payments(
        invoice=["F-1", "F-1", "F-1", "F-3"],
        amount=["10", "10", "-10", "40"],
        date=[ISSUED, AS_OF, AS_OF, AS_OF],
    )
    rows = frames.ledger(invoices=frame(kind, owed), payments=frame(kind, paid))

    found = rows.paid_on_time(as_of=AS_OF).value

    assert found == dunnix.paid_on_time(rows.accounts(), as_of=AS_OF)
    assert found.only.inputs == (("on_time_minor", 1000), ("fell_due_minor", 7000))


def test_a_result_prints_and_draws_as_its_value_does() -> None:
    found = ledger("polars").days_sales_outstanding(as_of=AS_OF)
    ageing = ledger("polars").age_receivables(as_of=AS_OF)

    assert str(found) == str(found.value)
    assert repr(found) == repr(found.value)
    assert ageing._repr_mimebundle_() == ageing.value._repr_mimebundle_()


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, _ in inspect.getmembers(frames.Ledger, inspect.isfunction)
        if name in metrics.__all__ and name != "trend"
    ],
)
def test_a_method_takes_what_the_figure_of_its_name_takes(name: str) -> None:
    _, *wanted = inspect.signature(getattr(metrics, name)).parameters.values()
    _, *found = inspect.signature(getattr(frames.Ledger, name)).parameters.values()

    assert [(each.name, each.kind, each.default) for each in found] == [
        (each.name, each.kind, each.default) for each in wanted
    ]


def test_every_figure_over_books_is_a_method() -> None:
    figures = {
        name
        for name, found in inspect.getmembers(metrics, inspect.isfunction)
        if {"receivables", "as_of"} <= set(inspect.signature(found).parameters)
    }

    assert figures <= set(dir(frames.Ledger))


def test_a_trend_is_asked_for_by_the_name_of_a_figure() -> None:
    days = [AS_OF, DUE]

    found = ledger("polars").trend("overdue_ratio", days, by="debtor")

    accounts = ledger("polars").accounts()
    assert found.value == dunnix.trend(dunnix.overdue_ratio, accounts, days, by="debtor")
    assert found.native["as_of"].to_list() == [DUE, DUE, AS_OF, AS_OF]
    with pytest.raises(ValueError, match="`overdue` names no figure over time"):
        ledger("polars").trend("overdue", days)
    function: Any = dunnix.overdue_ratio
    with pytest.raises(TypeError, match="not the function of that name"):
        ledger("polars").trend(function, days)


def test_accounts_are_those_of_the_debtors_asked_for() -> None:
    [account] = ledger("duckdb").accounts(["D1"])

    assert account.debtor.id == "D1"
    assert [each.id for each in account.invoices] == ["F-1"]
    with pytest.raises(ValueError, match="the ledger has no debtor `D9`"):
        ledger("duckdb").accounts(["D9"])


def test_promises_are_told_by_the_accounts_that_made_one() -> None:
    made = {"id": ["M-1"], "debtor": ["D1"], "currency": ["EUR"], "amount": ["10"]}
    days = {"made_on": [ISSUED], "due_by": [DUE], "invoices": ["F-1"]}
    owed, paid = invoices(issue_date=[ISSUED]), payments(amount=["10"], invoice=["F-1"])
    rows = frames.ledger(
        invoices=pl.from_arrow(owed),
        payments=pl.from_arrow(paid),
        promises=pl.DataFrame(made | days),
    )

    kept = rows.promises_kept(as_of=AS_OF)
    coming = rows.expected_cash(as_of=DUE - dt.timedelta(1))

    assert kept.value.only.value == 1
    assert kept.value == dunnix.promises_kept(rows.accounts(), as_of=AS_OF)
    assert coming.value == dunnix.expected_cash(rows.accounts(), as_of=DUE - dt.timedelta(1))
    assert {each.source for each in coming.value.rows} == {"promise", "behaviour"}


def test_money_not_cleared_yet_is_expected_on_the_day_it_clears() -> None:
    paid = payments(invoice=["F-1"], date=[ISSUED], cleared_on=[DUE])
    rows = frames.ledger(invoices=invoices(issue_date=[ISSUED]), payments=paid)

    found = rows.expected_cash(as_of=ISSUED).value

    assert found == dunnix.expected_cash(rows.accounts(), as_of=ISSUED)
    assert {each.source for each in found.rows} == {"uncleared", "behaviour"}


@pytest.mark.parametrize(("ibis", "duckdb"), [("12.0.0", "2.0.0"), ("11.0.0", "2.1.3")])
def test_libraries_known_not_to_work_together_are_named(ibis: str, duckdb: str) -> None:
    with pytest.raises(RuntimeError, match=f"ibis {ibis} can't make a table in duckdb {duckdb}"):
        refuse_broken(ibis, duckdb)


@pytest.mark.parametrize(("ibis", "duckdb"), [("12.0.0", "1.4.4"), ("13.0.0", "2.0.0")])
def test_libraries_that_may_work_together_are_taken(ibis: str, duckdb: str) -> None:
    refuse_broken(ibis, duckdb)


def test_a_release_of_pyspark_before_the_first_that_takes_tables_of_arrow_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"pyspark 3\.5\.4 takes no table of PyArrow"):
        refuse_old("3.5.4")
    refuse_old("4.0.0")


def test_a_library_that_is_not_there_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="there is no `nothing_of_the_kind` here"):
        library("nothing_of_the_kind")


@pytest.mark.parametrize("kind", ["pandas", "duckdb"])
def test_what_to_install_is_said_where_pyarrow_is_missing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed = frame(kind, invoices())
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(ModuleNotFoundError, match="install it with `pip install pyarrow`"):
        frames.ledger(invoices=owed)
