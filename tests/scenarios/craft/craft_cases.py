"""What the tests of the craft speak of: days, euros, the invoice of Martin, and their ladders."""

import datetime as dt
from typing import Any, Final

from dunnix import Contact, Invoice, Money, NextAction, Scenario, parse_scenario

DESK: Final = Contact(
    role="accounts-payable", id="K1", name="A. Petit", email="ap@martin.example", phone="+33 1 02"
)
_HEAD: Final = """\
id        = "{name}"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"
"""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def euros(text: str) -> Money:
    return Money(text, "EUR")


def billed(amount: str = "1200.00", **keys: Any) -> Invoice:
    """Give the invoice of 31 January 2026, due on Monday 2 March."""
    issued, due = day("2026-01-31"), day("2026-03-02")
    return Invoice(id="F-101", issue_date=issued, due_date=due, amount=euros(amount), **keys)


def ladder(name: str, text: str) -> Scenario:
    """Read a scenario in euros that jumps to the latest step due, of which the rest is given."""
    return parse_scenario(_HEAD.format(name=name) + text, name=f"{name}.toml")


def only(actions: tuple[NextAction, ...]) -> NextAction:
    (action,) = actions
    return action
