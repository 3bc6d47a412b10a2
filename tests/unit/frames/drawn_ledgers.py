"""Ledgers in which all that is hard collides, as accounts and as frames of any library."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Final

import narwhals.stable.v2 as nw
from frame_kinds import MAKERS
from hypothesis import strategies as st

from dunnix.frames.tables import Tables
from dunnix.model import Account, Debtor, Invoice, Payment, PromiseToPay
from dunnix.money import Money

pa: Any = import_module("pyarrow")  # it has no types to check

FIRST: Final = dt.date(2026, 1, 1)
INVOICE_FACTS: Final = ("region", "segment", "open")
DEBTOR_FIELDS: Final = ("country", "owner", "party", "segment")
SPLITS: Final = (
    (),
    "debtor",
    "creditor",
    "country",
    "owner",
    "region",
    "open",
    "language",
    ("party", "segment"),
    ("creditor", "debtor", "region"),
)

_TEXT, _DAY, _WHOLE = pa.string(), pa.date32(), pa.int64()
_OWED: Final = {"id": _TEXT, "debtor": _TEXT, "currency": _TEXT, "amount": _WHOLE}
SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    "invoices": {
        **_OWED,
        "issue_date": _DAY,
        "due_date": _DAY,
        **dict.fromkeys(("creditor", "credits", *INVOICE_FACTS), _TEXT),
    },
    "payments": {
        **_OWED,
        "date": _DAY,
        "invoice": _TEXT,
        "creditor": _TEXT,
        "cleared_on": _DAY,
        "reversed_on": _DAY,
    },
    "debtors": dict.fromkeys(("id", *DEBTOR_FIELDS), _TEXT),
    "promises": {
        **_OWED,
        "made_on": _DAY,
        "due_by": _DAY,
        "invoices": _TEXT,
        "withdrawn_on": _DAY,
    },
}

_day = st.integers(0, 60).map(lambda days: FIRST + dt.timedelta(days))
_few = st.integers(0, 12).map(dt.timedelta)
# 2**53 + 1 is the first whole number that a float can't hold.
_cents = st.sampled_from([1, 50, 100, 100, 2**53 + 1])
_currency = st.sampled_from(["EUR", "EUR", "EUR", "JPY"])
_creditor = st.sampled_from([None, None, "C1", "C2"])


def _maybe(values: Sequence[str]) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *values])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Account]:
    """Give accounts whose rows hold nothing that frames can't."""
    names = draw(st.sampled_from([["D1"], ["D1", "D2"], ["D1", "D2", "D3"], []]))
    return [draw(_accounts(name)) for name in names]


@st.composite
def _accounts(draw: st.DrawFn, name: str) -> Account:
    invoices = [draw(_invoices(f"{name}-F{number}")) for number in range(draw(st.integers(0, 5)))]
    for number in range(draw(st.integers(0, 2))):
        invoices.append(draw(_notes(f"{name}-N{number}", invoices)))
    count = draw(st.integers(0, 6))
    payments = [draw(_payments(f"{name}-P{number}", invoices)) for number in range(count)]
    return Account(debtor=draw(_debtors(name)), invoices=invoices, payments=payments)


@st.composite
def _debtors(draw: st.DrawFn, name: str) -> Debtor:
    segment = draw(_maybe(["key", "small"]))
    return Debtor(
        id=name,
        country=draw(_maybe(["FR", "DE"])),
        owner=draw(_maybe(["lea"])),
        party=draw(_maybe(["company"])),
        facts={} if segment is None else {"segment": segment},
    )


@st.composite
def _invoices(draw: st.DrawFn, name: str) -> Invoice:
    issued = draw(_day)
    facts = {fact: draw(_maybe(["n", "s"])) for fact in INVOICE_FACTS}
    return Invoice(
        id=name,
        issue_date=draw(st.sampled_from([issued, issued, issued, None])),
        due_date=issued + draw(_few) - dt.timedelta(3),
        amount=Money.minor(draw(st.one_of(_cents, st.just(0))), draw(_currency)),
        creditor=draw(_creditor),
        facts={fact: value for fact, value in facts.items() if value is not None},
    )


@st.composite
def _notes(draw: st.DrawFn, name: str, invoices: Sequence[Invoice]) -> Invoice:
    currency = draw(_currency)
    alike = [each.id for each in invoices if each.currency == currency]
    return Invoice(
        id=name,
        issue_date=draw(st.one_of(st.none(), _day)),
        due_date=draw(_day),
        amount=-Money.minor(draw(_cents), currency),
        creditor=draw(_creditor),
        credits=draw(_maybe(alike)),
    )


@st.composite
def _payments(draw: st.DrawFn, name: str, invoices: Sequence[Invoice]) -> Payment:
    date, currency = draw(_day), draw(_currency)
    sign = draw(st.sampled_from([1, 1, 1, -1, 0]))
    alike = [each.id for each in invoices if each.currency == currency]
    return Payment(
        id=name,
        date=date,
        amount=Money.minor(sign * draw(_cents), currency),
        invoice=draw(_maybe(alike)),
        creditor=draw(_creditor),
        cleared_on=draw(st.one_of(st.none(), st.none(), _few.map(date.__add__))),
        reversed_on=draw(st.one_of(st.none(), st.none(), _few.map(date.__add__))),
    )


def tables_of(accounts: Iterable[Account], kind: str) -> Tables:
    """Give the tables that hold what the accounts hold; what nothing fills is left out."""
    accounts = list(accounts)
    rows = {
        "invoices": [_invoice_row(each, row) for each in accounts for row in each.invoices],
        "payments": [_payment_row(each, row) for each in accounts for row in each.payments],
        "promises": [_promise_row(each, row) for each in accounts for row in each.promises],
        "debtors": [_debtor_row(each.debtor) for each in accounts],
    }
    frames = {
        name: frame_of(found, SCHEMAS[name], kind)
        for name, found in rows.items()
        if found or name == "invoices"
    }
    return Tables(**frames, kind=kind, invoice_facts=INVOICE_FACTS, debtor_fields=DEBTOR_FIELDS)


def frame_of(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Any], kind: str) -> Any:
    table = pa.Table.from_pylist(list(rows), schema=pa.schema(list(schema.items())))
    return nw.from_native(MAKERS[kind](table)).lazy()


def _money(row: Any) -> dict[str, Any]:
    return {"amount": row.amount.minor_units, "currency": row.amount.currency}


def _fields(row: Any, schema: str) -> dict[str, Any]:
    return {name: getattr(row, name, None) for name in SCHEMAS[schema]}


def _invoice_row(account: Account, row: Invoice) -> dict[str, Any]:
    facts = {name: row.facts.get(name) for name in INVOICE_FACTS}
    return {**_fields(row, "invoices"), "debtor": account.debtor.id, **_money(row), **facts}


def _payment_row(account: Account, row: Payment) -> dict[str, Any]:
    return {**_fields(row, "payments"), "debtor": account.debtor.id, **_money(row)}


def _promise_row(account: Account, row: PromiseToPay) -> dict[str, Any]:
    named = ";".join(row.invoices) or None
    owed = {**_money(row), "debtor": account.debtor.id}
    return {**_fields(row, "promises"), **owed, "invoices": named}


def _debtor_row(debtor: Debtor) -> dict[str, Any]:
    row = {**_fields(debtor, "debtors"), "segment": debtor.facts.get("segment")}
    return {name: None if value is None else str(value) for name, value in row.items()}
