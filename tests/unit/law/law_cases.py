"""Short words for the cases of law: one French company, invoices counted from one due date."""

import datetime as dt
from typing import Any, Final

from dunnix.law import PathStanding, PathVerdict, legal_paths
from dunnix.model import Account, Action, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import EscalationStep, Scenario

DUE: Final = dt.date(2026, 2, 4)
TODAY: Final = dt.date(2026, 4, 15)
LADDER: Final = Scenario(
    id="ladder",
    version="1",
    currency="EUR",
    if_behind="skip-to-latest",
    steps=[
        EscalationStep(id="call", at="due + 1d", channel="phone"),
        EscalationStep(id="reminder", at="due + 10d", channel="letter"),
        EscalationStep(
            id="notice",
            at="due + 30d",
            channel="registered-letter",
            mandatory=True,
            deadline="8d",
        ),
        EscalationStep(id="agency", after="notice", do="hand-over"),
    ],
)


def eur(text: str) -> Money:
    return Money(text, "EUR")


def invoice(name: str, amount: str = "1200.00", currency: str = "EUR", **keys: Any) -> Invoice:
    given: dict[str, Any] = {
        "id": name,
        "amount": Money(amount, currency),
        "issue_date": dt.date(2026, 1, 5),
        "due_date": DUE,
    }
    return Invoice(**(given | keys))


def owing(*invoices: Invoice, party: str | None = "company", **keys: Any) -> Account:
    country = keys.pop("country", "FR")
    debtor = Debtor(id="D1", name="Martin", party=party, country=country)
    return Account(debtor=debtor, invoices=invoices or (invoice("F-1"),), **keys)


def done(step: str, day: dt.date, *names: str, **keys: Any) -> Action:
    given: dict[str, Any] = {"id": f"{step}-{day}", "status": "sent", "invoices": names}
    return Action(**(given | {"step": step, "date": day} | keys))


def noticed(*names: str, day: dt.date = dt.date(2026, 3, 6)) -> tuple[Action, ...]:
    """Give all that was done up to a formal notice."""
    before = dt.date(2026, 2, 14)
    channel = {"channel": "registered-letter"}
    return (done("reminder", before, *names), done("notice", day, *names, **channel))


def verdicts(account: Account, day: dt.date = TODAY, **keys: Any) -> dict[str, PathVerdict]:
    given: dict[str, Any] = {"scenario": LADDER}
    found = legal_paths(account, as_of=day, **(given | keys))
    return {each.path.id: each for each in found}


def possible(account: Account, day: dt.date = TODAY, **keys: Any) -> list[str]:
    return [
        name
        for name, each in verdicts(account, day, **keys).items()
        if each.standing is PathStanding.POSSIBLE
    ]
