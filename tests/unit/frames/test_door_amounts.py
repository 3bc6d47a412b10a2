from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pytest
from door_frames import DUE, frame, invoices, refusal, taken
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix import Money, frames

FEW = settings(max_examples=max(settings().max_examples // 4, 5))
MINOR = [1250, 8, -1999, 0]
WRITTEN: dict[str, Any] = {
    "floats": pa.array([12.5, 0.08, -19.99, 0.0]),
    "texts": pa.array(["12.5", "0.08", "-19.9900", "0.00"]),
    "decimals": pa.array(map(Decimal, ("12.50", "0.08", "-19.99", "0.00")), pa.decimal128(18, 2)),
    "long decimals": pa.array(map(Decimal, ("12.5", "0.08", "-19.99", "0")), pa.decimal128(38, 18)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", WRITTEN)
def test_an_amount_is_in_major_units_however_it_is_written(kind: str, written: str) -> None:
    rows = invoices(amount=WRITTEN[written], issue_date=[DUE] * 4)

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert taken(ledger.tables.invoices, "amount") == [(amount,) for amount in MINOR]
    assert ledger.tables.invoices.collect_schema()["amount"] == nw.Int64


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whole", [pa.int16(), pa.int64(), pa.uint64()])
def test_a_whole_number_is_major_units(kind: str, whole: pa.DataType) -> None:
    if kind == "pyspark" and whole == pa.uint64():
        pytest.skip("Spark has no whole numbers without a sign")

    ledger = frames.ledger(invoices=frame(kind, invoices(amount=pa.array([5, 7], whole))))

    assert taken(ledger.tables.invoices, "amount") == [(500,), (700,)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_number_is_minor_units_where_the_column_says_so(kind: str) -> None:
    rows = frame(kind, invoices(amount=[5, 7]))

    ledger = frames.ledger(invoices=rows, columns={"amount_minor": "amount"})

    assert taken(ledger.tables.invoices, "amount") == [(5,), (7,)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("amounts", [["1.5", "1500", "1.5"], [1.5, 1500.0, 1.5]])
def test_each_currency_has_its_own_decimals(kind: str, amounts: list[Any]) -> None:
    rows = invoices(amount=amounts, currency=["EUR", "JPY", "TND"])

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert taken(ledger.tables.invoices, "amount") == [(150,), (1500,), (1500,)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("amounts", [["1.5", "1.5"], [1.5, 1.5], [Decimal("1.5")] * 2])
def test_more_decimals_than_the_currency_has_are_refused(kind: str, amounts: list[Any]) -> None:
    rows = invoices(amount=amounts, currency=["EUR", "JPY"])

    [found] = refusal(invoices=frame(kind, rows))

    message = "invoices: amount: an amount has more decimals than its currency"
    assert found == f"{message}: 1 row, `F-2` [too-many-decimals]"


@pytest.mark.parametrize("kind", KINDS)
def test_a_float_whose_shortest_decimal_is_longer_is_refused(kind: str) -> None:
    rows = invoices(amount=[0.1 + 0.2, 0.3, 1.005])

    [found] = refusal(invoices=frame(kind, rows))

    assert "2 rows, `F-1`, `F-3` [too-many-decimals]" in found


@pytest.mark.parametrize("kind", KINDS)
def test_a_float_that_is_no_amount_is_refused(kind: str) -> None:
    rows = invoices(amount=[float("inf"), 10.0**14, -(10.0**14), 10.0**12])

    [found] = refusal(invoices=frame(kind, rows))

    assert "3 rows, `F-1`, `F-2`, `F-3` [not-exact]" in found


def test_a_missing_number_is_refused_as_pandas_and_as_polars_have_it() -> None:
    rows = invoices(amount=[float("nan"), 1.0])

    [from_pandas] = refusal(invoices=frame("pandas", rows))
    [from_polars] = refusal(invoices=frame("polars", rows))

    assert "an amount is missing: 1 row, `F-1` [missing-field]" in from_pandas
    assert "1 row, `F-1` [not-exact]" in from_polars


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_is_no_plain_number_is_refused(kind: str) -> None:
    texts = ["1,5", "1 000", "€5", "+5", "5.", ".5", "5e2", "5\n", "NaN", "٣"]

    [found] = refusal(invoices=frame(kind, invoices(amount=[*texts, "1"])))

    assert found.partition(": 10 rows, `F-1`, ")[2].endswith(" [bad-amount]")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "amounts", [[10**16, 1], ["10000000000000000.00", "1"], [-(2**62), 1]], ids=str
)
def test_an_amount_that_may_not_fit_into_64_bits_is_refused(kind: str, amounts: list[Any]) -> None:
    [found] = refusal(invoices=frame(kind, invoices(amount=amounts)))

    assert found.endswith(": 1 row, `F-1` [beyond-64-bits]")


@pytest.mark.parametrize("kind", KINDS)
def test_amounts_that_may_not_sum_in_64_bits_are_refused(kind: str) -> None:
    rows = invoices(amount=["9000000000000000.00"] * 11)

    found = refusal(invoices=frame(kind, rows))

    assert found == [
        "invoices: amount: the amounts may sum to more than 64 bits of minor units [beyond-64-bits]"
    ]


def test_floats_of_single_precision_are_refused() -> None:
    rows = invoices(amount=pa.array([1.5], pa.float32()))

    found = refusal(invoices=frame("polars", rows))

    assert found == ["invoices: amount: the column is Float32, amounts are wanted [wrong-type]"]


def test_an_error_never_tells_an_amount() -> None:
    rows = invoices(amount=["1234567.891", "12x"], debtor=["Martin", "Martin"])

    found = refusal(invoices=frame("pandas", rows))

    assert not [each for each in found if "1234567" in each or "12x" in each or "Martin" in each]


@FEW
@given(st.lists(st.integers(-(10**15), 10**15), min_size=1), st.sampled_from(["EUR", "JPY", "TND"]))
def test_the_float_of_any_amount_of_15_digits_is_read_exactly(
    minor: list[int], currency: str
) -> None:
    amounts = [float(Money.minor(each, currency).to_decimal()) for each in minor]
    rows = invoices(amount=amounts, currency=[currency] * len(minor), issue_date=[DUE] * len(minor))

    ledger = frames.ledger(invoices=pl.from_arrow(rows))

    assert taken(ledger.tables.invoices, "amount") == [(each,) for each in minor]


@FEW
@given(st.one_of(st.integers(1, 10**9).map(lambda cents: cents / 100), st.floats(0.01, 1e6)))
def test_a_float_is_taken_just_where_its_shortest_decimal_fits(amount: float) -> None:
    exact = Decimal(repr(amount))
    rows = frame("polars", invoices(amount=[amount]))

    if exact == round(exact, 2):
        ledger = frames.ledger(invoices=rows)
        assert taken(ledger.tables.invoices, "amount") == [(int(exact * 100),)]
    else:
        [found] = refusal(invoices=rows)
        assert "too-many-decimals" in found
