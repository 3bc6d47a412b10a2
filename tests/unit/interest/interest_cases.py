"""Accounts that owe, made short."""

import datetime as dt
from typing import Any

from dunnix.interest import InterestStatement, Jurisdiction, ReceivableInterest, late_interest
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money


def date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def invoice(
    due: str, amount: str = "1000.00", currency: str = "EUR", name: str = "F-1", **more: Any
) -> Invoice:
    return Invoice(id=name, due_date=date(due), amount=Money(amount, currency), **more)


def paid(on: str, amount: str, currency: str = "EUR", name: str = "F-1", **more: Any) -> Payment:
    identity = more.pop("id", f"P-{on}")
    return Payment(id=identity, date=date(on), amount=Money(amount, currency), invoice=name, **more)


def credit(on: str, amount: str, name: str = "F-1") -> Invoice:
    return Invoice(id=f"C-{on}", amount=-Money(amount, "EUR"), issue_date=date(on), credits=name)


def owing(*rows: Any, party: str | None = "company") -> Account:
    return Account(debtor=Debtor(id="D1", party=party)).record(*rows)


def interest(
    account: Account, rules: Jurisdiction | str, as_of: str, **how: Any
) -> ReceivableInterest:
    (item,) = statement(account, rules, as_of, **how)
    return item


def statement(
    account: Account, rules: Jurisdiction | str, as_of: str, **how: Any
) -> InterestStatement:
    return late_interest(account, rules, as_of=date(as_of), **how)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")
