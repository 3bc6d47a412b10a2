from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from door_frames import DUE, frame, invoices, payments, refusal, taken
from frame_kinds import KINDS

from dunnix import LedgerError, frames


def test_a_missing_column_is_named_with_the_nearest_one() -> None:
    rows = invoices().rename_columns(["id", "debtor", "currency", "InvoiceAmount", "dueDate"])

    with pytest.raises(LedgerError) as caught:
        frames.ledger(invoices=rows)

    assert str(caught.value).splitlines() == [
        "invoices: there is no column `amount` [missing-column]",
        (
            '  hint: say which it is with columns={"amount": "InvoiceAmount"},'
            " or map `amount_minor` if it is in minor units"
        ),
        "invoices: there is no column `due_date` [missing-column]",
        (
            '  hint: say which it is with columns={"due_date": "dueDate"},'
            ' or give the days of its terms as terms={"N030": 30}'
        ),
    ]


def test_a_missing_column_of_another_frame_is_mapped_under_its_name() -> None:
    given = payments(date=[DUE]).rename_columns(["id", "debtor", "currency", "amount", "paid_date"])

    with pytest.raises(LedgerError, match=r'columns=\{"payments": \{"date": "paid_date"\}\}'):
        frames.ledger(invoices=invoices(), payments=given)
    ledger = frames.ledger(
        invoices=invoices(), payments=given, columns={"payments": {"date": "paid_date"}}
    )

    assert ledger.tables.payments is not None
    assert taken(ledger.tables.payments, "id", "date") == [("P-1", DUE)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_without_any_column_known_tells_each_that_is_missing(kind: str) -> None:
    rows = invoices().rename_columns(["a", "b", "c", "d", "e"])

    found = refusal(invoices=frame(kind, rows))

    assert found == [
        f"invoices: there is no column `{field}` [missing-column]"
        for field in ("id", "debtor", "amount", "currency", "due_date")
    ]


@pytest.mark.parametrize("column", ["BUDAT", "updated"])
def test_a_column_that_shares_only_letters_with_a_field_is_not_proposed(column: str) -> None:
    rows = invoices().rename_columns(["id", "debtor", "currency", "amount", column])

    with pytest.raises(LedgerError) as caught:
        frames.ledger(invoices=rows)

    [problem] = caught.value.problems
    assert problem.hint is not None
    assert problem.hint.startswith('say which it is with columns={"due_date": "COLUMN"}')


def test_a_mapping_to_no_column_is_refused() -> None:
    found = refusal(invoices=invoices(), columns={"id": "idd"})

    assert found == ["invoices: there is no column `idd`, which `id` is mapped to [missing-column]"]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"dueDate": "due"}, "`invoices` has no field `dueDate`; did you mean `due_date`"),
        ({"payment": {"id": "id"}}, "fields of `payment`; did you mean `payments`"),
        ({"invoices": {"name": "x"}}, "`invoices` has no field `name`"),
        ({"debtors": {"name": "x"}}, "`columns` maps fields of `debtors`, which isn't given"),
        ({"amount": "amount", "amount_minor": "amount"}, "keep one of the two"),
    ],
)
def test_a_mapping_of_what_is_no_field_is_a_wrong_call(columns: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        frames.ledger(invoices=invoices(), columns=columns)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (["region"], "no column is called `region`"),
        (["country"], "`country` in `facts` is a field"),
        (["vip", "vip"], "`vip` stands twice"),
    ],
)
def test_facts_are_further_columns_each_named_once(facts: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        frames.ledger(invoices=invoices(vip=["yes"]), facts=facts)


def test_one_fact_alone_is_given_as_a_list_too() -> None:
    with pytest.raises(TypeError, match="`facts` is a list of names, not one text"):
        frames.ledger(invoices=invoices(vip=["yes"]), facts="vip")


@pytest.mark.parametrize("kind", KINDS)
def test_facts_are_text_whatever_they_were(kind: str) -> None:
    rows = invoices(vip=[True, False, None], segment=[1, 2, 3], Region=["N", "", "S"])

    ledger = frames.ledger(
        invoices=frame(kind, rows), facts=["vip", "segment", "region"], columns={"region": "Region"}
    )

    assert ledger.tables.invoice_facts == ("vip", "segment", "region")
    found = taken(ledger.tables.invoices.sort("id"), "vip", "region")
    assert found == [("True", "N"), ("False", None), (None, "S")]


@pytest.mark.parametrize("kind", KINDS)
def test_whole_numbers_are_ids_as_their_digits(kind: str) -> None:
    rows = invoices(id=[101, 102], debtor=pa.array([7, 8], pa.int32()))

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert taken(ledger.tables.invoices.sort("id"), "id", "debtor") == [("101", "7"), ("102", "8")]


@pytest.mark.parametrize("kind", KINDS)
def test_floats_are_no_ids(kind: str) -> None:
    found = refusal(invoices=frame(kind, invoices(debtor=[7.0])))

    assert found == ["invoices: debtor: the column is Float64, text is wanted [wrong-type]"]


def test_categories_are_texts() -> None:
    arrow = invoices(debtor=pa.array(["D1", "D2"]).dictionary_encode())
    as_pandas = invoices(debtor=["D1", "D2"]).to_pandas().astype({"debtor": "category"})
    as_polars = pl.DataFrame(pl.from_arrow(arrow)).cast({"debtor": pl.Categorical()})

    found = [
        taken(frames.ledger(invoices=each).tables.invoices, "debtor")
        for each in (arrow, as_pandas, as_polars)
    ]

    assert found == [[("D1",), ("D2",)]] * 3


def test_a_column_of_objects_of_several_kinds_is_refused() -> None:
    rows = invoices().to_pandas()
    mixed = pd.concat([rows, rows.assign(id=7)])

    found = refusal(invoices=mixed)

    message = "the column holds mixed-integer values, plain ones of one type are wanted"
    assert found == [f"invoices: id: {message} [mixed-types]"]


def test_spans_of_time_are_refused() -> None:
    rows = invoices().to_pandas().assign(due_date=pd.period_range("2026-02", periods=1, freq="M"))

    [found] = refusal(invoices=rows)

    assert found.endswith("[mixed-types]")


def test_the_index_of_pandas_is_left_behind() -> None:
    rows = invoices(id=["F-1", "F-2"]).to_pandas().set_index(pd.Index([9, 4], name="line"))

    ledger = frames.ledger(invoices=rows)

    assert list(ledger.open(DUE).index) == [0, 1]
    assert ledger.tables.invoices.collect_schema().names()[:2] == ["id", "debtor"]


@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_a_column_name_that_stands_twice_is_refused(kind: str) -> None:
    rows = invoices()
    twice = rows.append_column("id", rows["id"])

    with pytest.raises(ValueError, match="`invoices` has two columns of one name"):
        frames.ledger(invoices=frame(kind, twice))


@pytest.mark.parametrize("rows", [None, [], {"id": ["F-1"]}, "invoices.csv"])
def test_only_dataframes_are_taken(rows: object) -> None:
    with pytest.raises(TypeError, match="`invoices` must be a frame of pandas, Polars"):
        frames.ledger(invoices=rows)


def test_frames_of_two_libraries_are_refused() -> None:
    with pytest.raises(TypeError, match="`invoices` is a frame of polars, `payments` of pandas"):
        frames.ledger(
            invoices=frame("polars", invoices()), payments=frame("pandas", payments(date=[DUE]))
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_without_any_invoice_is_refused(kind: str) -> None:
    found = refusal(invoices=frame(kind, invoices().slice(0, 0)))

    assert found == ["invoices: the ledger holds no invoice [empty-ledger]"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_without_any_payment_is_taken(kind: str) -> None:
    none = payments(date=[DUE]).slice(0, 0)

    ledger = frames.ledger(invoices=frame(kind, invoices()), payments=frame(kind, none))

    assert ledger.tables.payments is not None
    assert taken(ledger.tables.payments, "id") == []


def test_an_empty_frame_of_pandas_has_no_types_and_is_taken_all_the_same() -> None:
    none = pd.DataFrame({"id": [], "debtor": [], "amount": [], "date": []})

    ledger = frames.ledger(invoices=invoices().to_pandas(), payments=none, currency="EUR")

    assert ledger.age_receivables(as_of=DUE).value.lines[0].open.minor_units == 1250


@pytest.mark.parametrize("currency", ["XYZ", "eur"])
def test_the_usual_currency_is_one_of_iso_4217(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217 has no currency"):
        frames.ledger(invoices=invoices(), currency=currency)


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_without_a_currency_has_the_usual_one(kind: str) -> None:
    rows = invoices(currency=["JPY", None, ""], amount=["1", "1", "1"])

    ledger = frames.ledger(invoices=frame(kind, rows), currency="EUR")

    found = taken(ledger.tables.invoices.sort("id"), "currency", "amount")
    assert found == [("JPY", 1), ("EUR", 100), ("EUR", 100)]


@pytest.mark.parametrize("kind", ["pandas", "duckdb"])
def test_what_is_no_currency_is_named_with_its_rows(kind: str) -> None:
    [found] = refusal(invoices=frame(kind, invoices(currency=["EUR", "Eur", None])))

    message = "`Eur` is no currency of ISO 4217: 1 row, `F-2` [unknown-currency]"
    assert found == f"invoices: currency: {message}"
