"""An account written as the JSON of a ledger, without loss."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from dunnix.errors import Problem
from dunnix.model.account import Account
from dunnix.model.agreement import PaymentPlan
from dunnix.model.debtor import Contact, Debtor
from dunnix.model.happening import Happening
from dunnix.model.history import PastContact, PaymentHistory
from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.payment import Payment
from dunnix.model.rows.tables import DEBTORS, INVOICES, KINDS, RowTable
from dunnix.money import Money

JsonRow: TypeAlias = dict[str, object]

_KIND_OF: Final = {kind: name for name, kind in KINDS.items()}
_DEFAULTS: Final = (None, "", (), False)


def account_to_dict(account: Account) -> JsonRow:
    """Give an account as rows that `json.dumps` takes; what is empty is left out.

    >>> account_to_dict(Account(debtor=Debtor(id="D42", country="FR")))
    {'debtor': {'id': 'D42', 'country': 'FR'}}
    """
    several = _repeated(each.id for each in account.invoices)
    paid_often = _repeated(each.id for each in account.payments)
    lists: dict[str, list[JsonRow]] = {
        "former": [_debtor(each) for each in account.former],
        "invoices": [_invoice(each, several) for each in account.invoices],
        "instalments": list(_instalments(account.invoices, several)),
        "payments": [_payment(each, paid_often) for each in account.payments],
        "allocations": list(_allocations(account.payments, paid_often)),
        "promises": [_plain(each) for each in account.promises],
        "plans": [row for plan in account.plans for row in _plan(plan)],
        "disputes": [_plain(each) for each in account.disputes],
        "blocks": [_plain(each) for each in account.blocks],
        "tasks": [_renamed(_plain(each), "invoices", "invoice") for each in account.tasks],
        "actions": [_plain(each) for each in account.actions],
        "happenings": [_happening(each) for each in account.happenings],
        "problems": [_problem(each) for each in account.problems],
    }
    row: JsonRow = {"debtor": _debtor(account.debtor)}
    row |= {name: rows for name, rows in lists.items() if rows}
    if account.history != PaymentHistory():
        row["history"] = _history(account.history)
    return row


def _repeated(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, times in Counter(names).items() if times > 1)


def _plain(value: Any, *, without: Iterable[str] = ()) -> JsonRow:  # noqa: ANN401  # any row
    """Write the fields of a row by their names; a default that says nothing is left out."""
    row: JsonRow = {}
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(value.__class__)
    for field in fields:
        cell: object = getattr(value, field.name)
        is_silent = cell == field.default and cell in _DEFAULTS
        if is_silent or not field.init or field.name in without:
            continue
        if isinstance(cell, Money):
            row[field.name] = cell.amount_text()
            row["currency"] = cell.currency
        else:
            row[field.name] = _cell(cell)
    return row


def _cell(cell: object) -> object:
    match cell:
        case dt.date() | dt.time():
            return cell.isoformat()
        case bool() | int() | None:
            return cell
        case tuple():
            items = cast("tuple[object, ...]", cell)
            return [each if isinstance(each, int) else str(each) for each in items]
        case _:
            return str(cell)


def _renamed(row: JsonRow, name: str, written: str) -> JsonRow:
    return {written if key == name else key: value for key, value in row.items()}


def _with_facts(row: JsonRow, facts: Mapping[str, object], table: RowTable, part: str) -> JsonRow:
    """Write facts beside the fields; one that is called like a field goes into `facts`."""
    taken = {*table.fields, part, "facts", "debtor"}
    inner: JsonRow = {}
    for name, value in facts.items():
        (inner if name in taken else row)[name] = _fact(value)
    if inner:
        row["facts"] = inner
    return row


def _fact(value: object) -> object:
    if isinstance(value, Money):
        return {"amount": value.amount_text(), "currency": value.currency}
    return value


def _debtor(debtor: Debtor) -> JsonRow:
    row = _plain(debtor, without=("facts", "contacts"))
    if debtor.contacts:
        row["contacts"] = [_contact(each) for each in debtor.contacts]
    return _with_facts(row, debtor.facts, DEBTORS, "contacts")


def _contact(contact: Contact) -> JsonRow:
    return _plain(contact)


def _invoice(invoice: Invoice, several: frozenset[str]) -> JsonRow:
    row = _plain(invoice, without=("facts", "instalments"))
    if invoice.id in several and invoice.instalments:
        # Listed apart they would find their version by `recorded_on`, which may be the same.
        row["instalments"] = [_instalment(each) for each in invoice.instalments]
    return _with_facts(row, invoice.facts, INVOICES, "instalments")


def _instalment(part: Instalment) -> JsonRow:
    return {
        "number": part.number,
        "due_date": part.due_date.isoformat(),
        "amount": part.amount.amount_text(),
    }


def _instalments(invoices: Iterable[Invoice], several: frozenset[str]) -> Iterator[JsonRow]:
    for invoice in invoices:
        if invoice.id not in several:
            for part in invoice.instalments:
                yield {"invoice": invoice.id, **_instalment(part), **_recorded(invoice)}


def _recorded(value: Invoice | Payment) -> JsonRow:
    recorded = value.recorded_on
    return {} if recorded is None else {"recorded_on": recorded.isoformat()}


def _payment(payment: Payment, several: frozenset[str]) -> JsonRow:
    row = _plain(payment, without=("allocations",))
    if payment.id in several and payment.allocations:
        row["allocations"] = [
            {"invoice": part.invoice, "amount": part.amount.amount_text()}
            for part in payment.allocations
        ]
    return row


def _allocations(payments: Iterable[Payment], several: frozenset[str]) -> Iterator[JsonRow]:
    for payment in payments:
        if payment.id not in several:
            for part in payment.allocations:
                yield {
                    "payment": payment.id,
                    "invoice": part.invoice,
                    "amount": part.amount.amount_text(),
                    **_recorded(payment),
                }


def _plan(plan: PaymentPlan) -> Iterator[JsonRow]:
    shared = _plain(plan, without=("id", "instalments"))
    for part in plan.instalments:
        yield {"id": plan.id, **_instalment(part), "currency": plan.currency, **shared}


def _happening(happening: Happening) -> JsonRow:
    row = _plain(happening)
    return {"id": row.pop("id"), "kind": _KIND_OF[type(happening)], **row}


def _history(history: PaymentHistory) -> JsonRow:
    row = _plain(history, without=("paid", "contacts"))
    if history.paid:
        row["paid"] = [_plain(each) for each in history.paid]
    if history.contacts:
        row["contacts"] = list(map(_past_contact, history.contacts))
    return row


def _past_contact(contact: PastContact) -> object:
    """Write a contact, as its day where no more is known of it."""
    row = _plain(contact)
    return row if len(row) > 1 else row["date"]


def _problem(problem: Problem) -> JsonRow:
    row = _plain(problem, without=("place",))
    if problem.place is not None:
        row["place"] = _plain(problem.place)
    return row
