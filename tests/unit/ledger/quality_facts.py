"""A small ledger without a fault, and what is found once one is planted."""

import datetime as dt
from collections.abc import Iterable

from dunnix.ledger import QualityReport, check_ledger
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

FIRST = dt.date(2026, 1, 2)
TERMS = 30


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def euros(amount: int) -> Money:
    return Money.minor(amount * 100, "EUR")


def invoice(number: int, *, issued: dt.date | None = None, terms: int = TERMS) -> Invoice:
    """Give the invoice of a number: issued in the order of numbers, each of another amount."""
    day = issued or FIRST + days(2 * number)
    return Invoice(
        id=f"F-{1000 + number}",
        issue_date=day,
        due_date=day + days(terms),
        amount=euros(500 + 10 * number),
    )


def paid(owed: Invoice, *, name: str | None = None, after: int = 28) -> Payment:
    return Payment(
        id=name or f"P-{owed.id}",
        date=(owed.issue_date or owed.due_date) + days(after),
        amount=owed.amount,
        invoice=owed.id,
    )


def clean_invoices(debtor: int, *, invoices: int = 12) -> list[Invoice]:
    return [invoice(3 * number + debtor) for number in range(invoices)]


def account(
    debtor: int = 0,
    *,
    invoices: Iterable[Invoice] | None = None,
    payments: Iterable[Payment] = (),
    name: str = "",
) -> Account:
    return Account(
        debtor=Debtor(id=f"D-{debtor}", name=name or f"Company {'ABCDE'[debtor]}"),
        invoices=clean_invoices(debtor) if invoices is None else invoices,
        payments=payments,
    )


def clean_ledger() -> list[Account]:
    """Give three debtors whose invoices are numbered through, half of them paid."""
    return [
        account(debtor, payments=[paid(each) for each in clean_invoices(debtor)[:6]])
        for debtor in range(3)
    ]


def with_account(changed: Account) -> list[Account]:
    """Give the clean ledger with one account in the place of that of its debtor."""
    others = [each for each in clean_ledger() if each.debtor.id != changed.debtor.id]
    return [*others, changed]


def found(report: QualityReport) -> dict[str, list[tuple[str | None, tuple[str, ...]]]]:
    """Give debtor and ids of every sighting by code."""
    return {each.code: [(at.debtor, at.ids) for at in each.sightings] for each in report}


def found_in(changed: Account) -> dict[str, list[tuple[str | None, tuple[str, ...]]]]:
    return found(check_ledger(with_account(changed)))
