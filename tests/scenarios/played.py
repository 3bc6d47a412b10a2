"""A host and a debtor, day by day: what goes out is recorded as done, what happens is told."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from dunnix.engine import Decision, NextAction, decide
from dunnix.model import Account, AnyRow, Contact, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import Do, Scenario

DUE: Final = dt.date(2026, 3, 2)  # a Monday
MOST_A_DAY: Final = 12


@attrs.frozen(kw_only=True, order=False)
class Taken:
    """An action taken on a day, counted from the due date."""

    day: int
    action: NextAction


def on(day: int) -> dt.date:
    """Give a day counted from the due date, which is day 0."""
    return DUE + dt.timedelta(day)


def owed(
    scenario: Scenario, amount: str = "1200.00", *, terms: int = 30, country: str | None = None
) -> Account:
    """Give a debtor who can be reached every way, with one invoice on `terms` days."""
    currency = min(scenario.currencies)
    desk = Contact(
        role="accounts-payable", email="accounts@debtor.example", phone="1", preferred="email"
    )
    head = Contact(role="executive", email="head@debtor.example", phone="2")
    manager = Contact(role="manager", email="manager@debtor.example", phone="3")
    debtor = Debtor(id="D1", country=country, contacts=[desk, manager, head])
    invoice = Invoice(
        id="F-1", issue_date=on(-terms), due_date=on(0), amount=Money(amount, currency)
    )
    return Account(debtor=debtor, invoices=[invoice])


def play(
    scenario: Scenario,
    account: Account,
    days: range,
    told: Mapping[int, Sequence[AnyRow]] | None = None,
    *,
    calls: str = "no-answer",
) -> tuple[list[Taken], dict[int, Decision], Account]:
    """Do at once whatever is proposed; `told` gives what becomes known on which day.

    `calls` is what comes of each call.
    Gives what was taken, the last decision of each day, and the account at the end.
    """
    taken: list[Taken] = []
    last: dict[int, Decision] = {}
    for day in days:
        account = account.record(*(told or {}).get(day, ()))
        for _ in range(MOST_A_DAY):
            last[day] = decide(scenario, account, as_of=on(day))
            if not last[day].next_actions:
                break
            taken += [Taken(day=day, action=action) for action in last[day].next_actions]
            account = account.record(
                *(_row(each, on(day), calls) for each in last[day].next_actions)
            )
        else:
            raise AssertionError(f"day {day} never ends")
    return taken, last, account


def _row(action: NextAction, day: dt.date, calls: str) -> AnyRow:
    if action.step is None:
        return action.as_task(due_on=day, done_on=day)
    outcome = calls if action.channel == "phone" else None
    return action.done(on=day, outcome=outcome)


def way(scenario: Scenario, action: NextAction) -> tuple[str, ...]:
    """Say how an action goes out: by its channels, or what is done instead."""
    if action.do is not Do.SEND:
        return (str(action.do),)
    copies = [
        each.copy for each in (*scenario.steps, *scenario.reactions) if each.id == action.step
    ]
    return (action.channel or "", *(copies[0] if copies else ()))
