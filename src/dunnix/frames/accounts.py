"""Rows of frames made into accounts: for what frames can't sum, and for decisions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from dunnix.frames.fields import DEBTORS
from dunnix.frames.reduced import plain_rows
from dunnix.frames.tables import Frame, Tables
from dunnix.model import Account, Debtor, Invoice, Payment, PromiseToPay
from dunnix.money import Money

_Row: TypeAlias = dict[str, Any]

_INVOICE: Final = ("id", "amount", "currency", "issue_date", "due_date", "creditor", "credits")
_PAYMENT: Final = (
    "id",
    "amount",
    "currency",
    "date",
    "invoice",
    "creditor",
    "cleared_on",
    "reversed_on",
)
_PROMISE: Final = (
    "id",
    "amount",
    "currency",
    "made_on",
    "due_by",
    "invoices",
    "withdrawn_on",
)


def accounts_of(tables: Tables, debtors: Collection[str] | None = None) -> list[Account]:
    """Give the accounts of some debtors, or of all, in the order of their ids.

    A debtor that owes nothing has an account too where the table of debtors names it. Raises
    `ValueError` for one that no table names, `InvalidValueError` for rows no account can hold.
    """
    if debtors is not None:
        tables = only(tables, debtors)
    facts = tables.invoice_facts
    invoices = _by_debtor(tables.invoices, (*_INVOICE, *facts))
    payments = _by_debtor(tables.payments, _PAYMENT)
    promises = _by_debtor(tables.promises, _PROMISE)
    known = dict(_debtors(tables))
    names = {*known, *invoices, *payments, *promises}
    for name in sorted(set(debtors or ()) - names):
        raise ValueError(f"the ledger has no debtor `{name}`")
    return [
        Account(
            debtor=known.get(name) or Debtor(id=name),
            invoices=[_invoice(row, facts) for row in invoices.get(name, ())],
            payments=[Payment(**_with_money(row)) for row in payments.get(name, ())],
            promises=[_promise(row) for row in promises.get(name, ())],
        )
        for name in sorted(names)
    ]


def only(tables: Tables, debtors: Iterable[str]) -> Tables:
    """Give the tables with the rows of some debtors."""
    names = list(debtors)
    kept = _kept(tables, nw.col("debtor").is_in(names))
    if tables.debtors is None:
        return kept
    return attrs.evolve(kept, debtors=tables.debtors.filter(nw.col("id").is_in(names)))


def without(tables: Tables, debtors: Iterable[str]) -> Tables:
    """Give the tables without what some debtors owe and paid."""
    return _kept(tables, ~nw.col("debtor").is_in(list(debtors)))


def _kept(tables: Tables, wanted: nw.Expr) -> Tables:
    def kept(frame: Frame | None) -> Frame | None:
        return None if frame is None else frame.filter(wanted)

    return attrs.evolve(
        tables,
        invoices=tables.invoices.filter(wanted),
        payments=kept(tables.payments),
        promises=kept(tables.promises),
    )


def _by_debtor(frame: Frame | None, columns: Sequence[str]) -> Mapping[str, list[_Row]]:
    """Give rows by debtor and in the order of their ids, whatever order a library has them in."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    if frame is not None:
        rows = sorted(plain_rows(frame, "debtor", *columns), key=itemgetter(0, 1))
        for debtor, *cells in rows:
            found[debtor].append(dict(zip(columns, cells, strict=True)))
    return found


def _debtors(tables: Tables) -> Iterator[tuple[str, Debtor]]:
    """Give each debtor of the table; what isn't known of it is left to its default."""
    if tables.debtors is None:
        return
    own = [name for name in tables.debtor_fields if name in DEBTORS.kinds]
    for name, *cells in plain_rows(tables.debtors, "id", *tables.debtor_fields):
        row = _known(dict(zip(tables.debtor_fields, cells, strict=True)))
        fields = {each: row.pop(each) for each in own if each in row}
        yield name, Debtor(id=name, **fields, facts=row)


def _invoice(row: _Row, facts: Iterable[str]) -> Invoice:
    told = _known({name: row.pop(name) for name in facts})
    return Invoice(**_with_money(row), facts=told)


def _promise(row: _Row) -> PromiseToPay:
    named = str(row.pop("invoices") or "").split(";")
    return PromiseToPay(**_with_money(row), invoices=[each for each in named if each])


def _with_money(row: _Row) -> _Row:
    amount = Money.minor(row.pop("amount"), row.pop("currency"))
    return {**row, "amount": amount}


def _known(row: _Row) -> _Row:
    return {name: value for name, value in row.items() if value is not None}
