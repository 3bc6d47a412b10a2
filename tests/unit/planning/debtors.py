"""Accounts and a scenario that the tests of what lies ahead share."""

import datetime as dt

from dunnix.model import Account, Contact, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import Scenario, parse_scenario

TODAY = dt.date(2026, 2, 5)
RULES = """
dunnix    = 1
id        = "short"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"

[pause.promise]
tolerance = "1d"

[[step]]
id      = "reminder"
at      = "due + 1d"
channel = "email"

[[step]]
id      = "call"
at      = "due + 8d"
channel = "phone"

[[step]]
id        = "formal-notice"
at        = "due + 20d"
channel   = "registered-letter"
mandatory = true
mode      = "confirm:credit-manager"
deadline  = "8d"

[[step]]
id    = "agency"
after = "formal-notice"
do    = "hand-over"
"""


def short_scenario() -> Scenario:
    return parse_scenario(RULES, name="short.toml")


def day(number: int, month: int = 2) -> dt.date:
    return dt.date(2026, month, number)


def eur(amount: str) -> Money:
    return Money(amount, "EUR")


def debtor(name: str = "D1", *, owner: str | None = "lea", timezone: str | None = None) -> Debtor:
    desk = Contact(role="accounts-payable", email="ap@d.example", phone="+33 1 00 00 00 00")
    head = Contact(role="executive", email="head@d.example")
    return Debtor(id=name, owner=owner, timezone=timezone, contacts=[desk, head])


def owing(
    amount: str = "90.00",
    *,
    due: dt.date = dt.date(2026, 2, 4),
    name: str = "D1",
    owner: str | None = "lea",
    timezone: str | None = None,
) -> Account:
    invoice = Invoice(id=f"F-{name}", due_date=due, amount=eur(amount))
    return Account(debtor=debtor(name, owner=owner, timezone=timezone), invoices=[invoice])
