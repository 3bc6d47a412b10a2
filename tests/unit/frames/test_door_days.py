import datetime as dt
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from door_frames import DUE, ISSUED, frame, invoices, refusal, taken
from frame_kinds import KINDS

from dunnix import frames

MIDNIGHT = (DUE - dt.date(1970, 1, 1)) // dt.timedelta(microseconds=1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "cells",
    [
        pa.array([DUE, ISSUED], pa.date32()),
        pa.array([DUE, ISSUED], pa.date32()).cast(pa.timestamp("ns")),
        ["2026-02-04", "2026-01-05"],
    ],
    ids=["dates", "midnights", "texts"],
)
def test_days_are_read_however_they_are_written(kind: str, cells: Any) -> None:
    ledger = frames.ledger(invoices=frame(kind, invoices(due_date=cells)))

    assert sorted(taken(ledger.tables.invoices, "due_date")) == [(ISSUED,), (DUE,)]


@pytest.mark.parametrize(
    ("dates", "text"),
    [("%m/%d/%Y", "2/4/2026"), ("D MMM YYYY", "4 Feb 2026"), ("D.M.YY", "4.2.26")],
)
def test_a_text_is_read_in_the_format_given(dates: str, text: str) -> None:
    ledger = frames.ledger(invoices=invoices(due_date=[text]), dates=dates)

    assert taken(ledger.tables.invoices, "due_date") == [(DUE,)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_read_in_its_format_by_any_library_and_an_empty_one_is_none(kind: str) -> None:
    rows = invoices(due_date=["2/4/2026"] * 2, issue_date=["2/4/2026", ""])

    ledger = frames.ledger(invoices=frame(kind, rows), dates="%m/%d/%Y")

    assert taken(ledger.tables.invoices.sort("id"), "issue_date", "due_date") == [
        (DUE, DUE),
        (None, DUE),
    ]


@pytest.mark.parametrize(
    ("texts", "message", "hint"),
    [
        (
            ["2/4/2026", "3/4/2026"],
            "dates such as `2/4/2026` may be D/M/YYYY or M/D/YYYY",
            'give dates="D/M/YYYY" or dates="M/D/YYYY": no row tells which',
        ),
        (
            ["2/14/2026", "3/4/2026"],
            "dates such as `2/14/2026` may be D/M/YYYY or M/D/YYYY",
            'give dates="M/D/YYYY": `2/14/2026` can be nothing else',
        ),
        (
            ["14/2/2026", "3/24/2026"],
            "dates such as `14/2/2026` may be D/M/YYYY or M/D/YYYY",
            "write ISO dates: some can only be the one, some only the other",
        ),
        (
            ["2026-02-31", "2026-02-30"],
            "`2026-02-30` is a day that doesn't exist",
            'write ISO dates, or say with dates="M/D/YYYY" how all are written',
        ),
    ],
)
@pytest.mark.parametrize("kind", ["pandas", "polars-lazy", "duckdb"])
def test_texts_that_are_no_iso_dates_are_never_guessed(
    kind: str, texts: list[str], message: str, hint: str
) -> None:
    with pytest.raises(Exception, match="invoices: due_date: ") as caught:
        frames.ledger(invoices=frame(kind, invoices(due_date=texts)))

    first, second = str(caught.value).splitlines()
    assert first.startswith(f"invoices: due_date: {message}: 2 rows, `F-1`, `F-2` [")
    assert second == f"  hint: {hint}"


def test_a_text_that_does_not_fit_the_format_names_its_row() -> None:
    rows = invoices(due_date=["2/4/2026", "13/4/2026"])

    found = refusal(invoices=frame("pyarrow", rows), dates="M/D/YYYY")

    message = "`13/4/2026` is no date as M/D/YYYY: there is no month 13"
    assert found == [f"invoices: due_date: {message}: 1 row, `F-2` [no-such-day]"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_time_of_day_is_refused_with_its_rows(kind: str) -> None:
    times = pa.array([MIDNIGHT, MIDNIGHT + 1], pa.timestamp("us"))

    [found] = refusal(invoices=frame(kind, invoices(due_date=times)))

    assert found.endswith(
        "a datetime has a time of day, a day is wanted: 1 row, `F-2` [datetime-for-date]"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_time_zone_is_refused(kind: str) -> None:
    times = pa.array([MIDNIGHT], pa.timestamp("us", "UTC"))

    [found] = refusal(invoices=frame(kind, invoices(due_date=times)))

    assert "the column has the time zone" in found
    assert found.endswith("[datetime-for-date]")


def test_a_datetime_among_dates_is_not_cut_to_its_day() -> None:
    cells = pd.Series([DUE, pd.Timestamp("2026-02-04 10:00")], dtype=object)
    rows = invoices(due_date=[DUE, DUE]).to_pandas().assign(due_date=cells)

    [found] = refusal(invoices=rows)

    assert found.endswith("[mixed-types]")


def test_numbers_of_days_are_refused() -> None:
    [found] = refusal(invoices=frame("polars", invoices(due_date=[20260204])))

    assert found == "invoices: due_date: the column is Int64, days are wanted [wrong-type]"


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_without_any_day_is_all_none(kind: str) -> None:
    rows = invoices(issue_date=pa.array([None, None]), paid_on=pa.array([None, None], pa.string()))

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert taken(ledger.tables.invoices, "issue_date") == [(None,), (None,)]
    assert ledger.tables.payments is not None
    assert taken(ledger.tables.payments, "id") == []


@pytest.mark.parametrize("kind", KINDS)
def test_terms_give_the_due_date_where_none_is_given(kind: str) -> None:
    rows = invoices(
        due_date=[None, DUE, None],
        issue_date=[ISSUED] * 3,
        terms=["N030", "N030", "N060"],
    )

    ledger = frames.ledger(invoices=frame(kind, rows), terms={"N030": 30, "N060": 60})

    assert taken(ledger.tables.invoices.sort("id"), "due_date") == [
        (DUE,),
        (DUE,),
        (dt.date(2026, 3, 6),),
    ]


def test_an_invoice_whose_terms_say_no_days_is_refused() -> None:
    rows = invoices(issue_date=[ISSUED] * 2, terms=["N030", "?"]).drop_columns("due_date")

    found = refusal(invoices=frame("pandas", rows), terms={"N030": 30})

    assert found == [
        "invoices: due_date: an invoice has no due date: 1 row, `F-2` [missing-due-date]"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_credit_note_without_due_date_is_due_on_its_issue(kind: str) -> None:
    rows = invoices(amount=["-5.00"], due_date=pa.array([None], pa.date32()), issue_date=[ISSUED])

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert taken(ledger.tables.invoices, "due_date") == [(ISSUED,)]


def test_a_due_date_before_the_issue_is_told_and_taken() -> None:
    rows = invoices(issue_date=[DUE], due_date=[ISSUED])

    ledger = frames.ledger(invoices=pl.from_arrow(rows))

    assert [each.code for each in ledger.problems] == ["due-before-issue"]
    assert taken(ledger.tables.invoices, "due_date") == [(ISSUED,)]


@pytest.mark.parametrize(
    ("terms", "error"),
    [({"N030": 30.0}, TypeError), ({"N030": True}, TypeError), ({"N": -1}, ValueError)],
)
def test_terms_are_whole_numbers_of_days(terms: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="`terms` gives `N"):
        frames.ledger(invoices=invoices(), terms=terms)
