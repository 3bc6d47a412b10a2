from typing import Any

import pyarrow as pa
import pytest
from door_frames import DUE, ISSUED, frame, invoices, payments, refusal, taken
from frame_kinds import KINDS

from dunnix import LedgerError, frames

SOME = ("pandas", "polars-lazy", "pyarrow", "duckdb")


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_given_twice_is_refused(kind: str) -> None:
    found = refusal(invoices=frame(kind, invoices(id=["F-1", "F-2", "F-1"])))

    assert found == ["invoices: id: an id is given more than once: 2 rows, `F-1` [duplicate-id]"]


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (
            {"invoices": invoices(id=["F-1", "F-1"])},
            "join the columns that tell rows apart, such as company, number and year",
        ),
        (
            {"invoices": invoices(), "payments": payments(invoice=["F-9"])},
            "give invoices that are paid as well, or leave out what names them",
        ),
        (
            {"invoices": invoices(amount=["1.200,50"])},
            "write a decimal comma as a point; take out grouping signs, spaces and currency signs",
        ),
        (
            {"invoices": invoices(due_date=["2026-02-04"]), "dates": "DD/MM/YYYY"},
            "`dates` holds for all columns; make dates of other texts, null of `00000000`",
        ),
    ],
)
def test_a_refusal_says_what_to_do(given: dict[str, Any], hint: str) -> None:
    with pytest.raises(LedgerError) as caught:
        frames.ledger(**given)

    assert [each.hint for each in caught.value.problems] == [hint]


@pytest.mark.parametrize("kind", SOME)
def test_an_id_that_lists_of_ids_could_not_hold_is_refused(kind: str) -> None:
    ids = [" F-2", "F;2", "F=2", "F\n2"]

    [found] = refusal(invoices=frame(kind, invoices(debtor=[*ids, "D1"])))

    assert found.startswith("invoices: debtor: an id is padded with spaces or holds `=`, `;`")
    assert found.endswith(": 4 rows, `F-1`, `F-2`, `F-3`, `F-4` [bad-id]")


@pytest.mark.parametrize("kind", SOME)
def test_rows_are_named_by_the_first_five_of_their_ids(kind: str) -> None:
    [found] = refusal(invoices=frame(kind, invoices(debtor=[None, "", None, "D1", "", "", ""])))

    assert found.endswith(
        "`debtor` is missing: 6 rows, `F-1`, `F-2`, `F-3`, `F-5`, `F-6`, ... [missing-field]"
    )


def test_rows_without_an_id_are_counted() -> None:
    [found] = refusal(invoices=frame("polars", invoices(id=["F-1", None, None])))

    assert found == "invoices: id: `id` is missing: 2 rows [missing-field]"


def test_all_that_is_wrong_with_the_cells_is_told_at_once() -> None:
    found = refusal(
        invoices=invoices(amount=["1", "x"], debtor=["D1", None]),
        payments=payments(date=[None], invoice=["F-1"]).cast(
            pa.schema(
                [(name, pa.string()) for name in ("id", "debtor", "currency", "amount", "date")]
                + [("invoice", pa.string())]
            )
        ),
    )

    assert [each.rpartition("[")[2] for each in found] == [
        "missing-field]",
        "bad-amount]",
        "missing-field]",
    ]


@pytest.mark.parametrize("kind", SOME)
def test_a_payment_of_no_invoice_of_the_debtor_is_refused(kind: str) -> None:
    owed = invoices(debtor=["D1", "D2"])
    paid = payments(debtor=["D1", "D1", "D1", "D2"], invoice=["F-1", "F-2", "F-9", None])

    [found] = refusal(invoices=frame(kind, owed), payments=frame(kind, paid))

    message = "what is named isn't an invoice of the same debtor"
    assert found == f"payments: invoice: {message}: 2 rows, `P-2`, `P-3` [unknown-invoice]"


@pytest.mark.parametrize("kind", SOME)
def test_a_payment_in_another_currency_than_its_invoice_is_refused(kind: str) -> None:
    paid = payments(currency=["EUR", "USD"], invoice=["F-1", "F-1"])

    [found] = refusal(invoices=frame(kind, invoices()), payments=frame(kind, paid))

    assert found.endswith("is in another currency: 1 row, `P-2` [mixed-currencies]")


@pytest.mark.parametrize("kind", SOME)
def test_a_debtor_that_the_ledger_does_not_list_is_refused(kind: str) -> None:
    paid = payments(debtor=["D1", "D9"])
    listed = pa.table({"id": ["D1"], "country": ["FR"]})

    unpaid = refusal(invoices=frame(kind, invoices()), payments=frame(kind, paid))
    unlisted = refusal(invoices=frame(kind, invoices(debtor=["D8"])), debtors=frame(kind, listed))

    assert unpaid == [
        "payments: debtor: a debtor isn't in the ledger: 1 row, `P-2` [unknown-debtor]"
    ]
    assert unlisted == [
        "invoices: debtor: a debtor isn't in the ledger: 1 row, `F-1` [unknown-debtor]"
    ]


def test_a_credit_note_names_an_invoice_of_its_debtor_and_is_negative() -> None:
    rows = invoices(amount=["9", "-1", "-1", "1"], credits=[None, "F-1", "F-7", None])
    positive = invoices(amount=["9", "1"], credits=[None, "F-1"])

    [unknown] = refusal(invoices=rows)
    [sign] = refusal(invoices=positive)

    assert unknown.endswith(": 1 row, `F-3` [unknown-invoice]")
    assert sign.endswith(": 1 row, `F-2` [credit-not-negative]")


@pytest.mark.parametrize("kind", KINDS)
def test_paid_on_is_a_payment_of_the_whole_amount(kind: str) -> None:
    rows = invoices(paid_on=[DUE, None], creditor=["C1", "C1"])

    ledger = frames.ledger(invoices=frame(kind, rows))

    assert ledger.tables.payments is not None
    columns = ledger.tables.payments.collect_schema().names()
    assert taken(ledger.tables.payments, *columns) == [
        ("F-1:paid", "D1", "EUR", 1250, DUE, "F-1", "C1", None, None)
    ]


def test_paid_on_and_payments_of_the_same_invoice_are_refused() -> None:
    owed = invoices(paid_on=[DUE, DUE])

    [found] = refusal(invoices=owed, payments=payments(invoice=["F-2"]))

    assert found.endswith(
        "an invoice has `paid_on` and payments that name it as well: 1 row, `F-2` [paid-twice]"
    )


def test_paid_on_of_a_credit_note_is_left_out_and_told() -> None:
    rows = invoices(amount=["-5", "5"], paid_on=[DUE, None])

    ledger = frames.ledger(invoices=rows)

    assert [(each.code, str(each.place)) for each in ledger.problems] == [
        ("paid-on-left-out", "invoices: paid_on")
    ]
    assert ledger.tables.payments is not None
    assert taken(ledger.tables.payments, "id") == []


@pytest.mark.parametrize(
    ("column", "noun"), [("cleared_on", "cleared_on"), ("reversed_on", "reversed_on")]
)
def test_a_payment_is_not_cleared_or_reversed_before_it_came(column: str, noun: str) -> None:
    paid = payments(date=[DUE, DUE], **{column: [DUE, ISSUED]})

    found = refusal(invoices=invoices(), payments=paid)

    assert found == [
        f"payments: {column}: `{noun}` is before `date`: 1 row, `P-2` [dates-reversed]"
    ]


def promises(**columns: list[Any]) -> pa.Table:
    rows = len(next(iter(columns.values())))
    usual: dict[str, list[Any]] = {
        "id": [f"M-{number + 1}" for number in range(rows)],
        "debtor": ["D1"] * rows,
        "currency": ["EUR"] * rows,
        "amount": ["1"] * rows,
        "made_on": [ISSUED] * rows,
        "due_by": [DUE] * rows,
    }
    return pa.table(usual | columns)


@pytest.mark.parametrize("kind", SOME)
def test_each_invoice_a_promise_names_is_one_of_its_debtor(kind: str) -> None:
    owed = invoices(debtor=["D1", "D1", "D2"])
    made = promises(invoices=["F-1; F-2", "F-1;F-3", "", None])

    [found] = refusal(invoices=frame(kind, owed), promises=frame(kind, made))
    good = frames.ledger(invoices=frame(kind, owed), promises=frame(kind, made.slice(0, 1)))

    assert found.endswith(": 1 row, `M-2` [unknown-invoice]")
    assert [each.invoices for each in good.accounts(["D1"])[0].promises] == [("F-1", "F-2")]


def test_a_promise_is_of_an_amount_and_of_a_day_to_come() -> None:
    made = promises(amount=["1", "0", "-1"], due_by=[DUE, DUE, ISSUED], made_on=[DUE, DUE, DUE])

    found = refusal(invoices=invoices(), promises=made)

    assert [each.partition(": ")[2] for each in found] == [
        "due_by: `due_by` is before `made_on`: 1 row, `M-3` [dates-reversed]",
        "amount: the amount of a promise must be above zero: 2 rows, `M-2`, `M-3` [not-positive]",
    ]


def test_the_kind_of_party_is_one_that_the_law_knows() -> None:
    listed = pa.table({"id": ["D1", "D2"], "party": ["company", "firm"]})

    [found] = refusal(invoices=invoices(), debtors=listed)

    message = "the kind of party is none of `company`, `consumer`, `public`"
    assert found == f"debtors: party: {message}: 1 row, `D2` [unknown-value]"
