"""Short words for the cases of these tests: days counted from one due date, plain ladders."""

import datetime as dt
from typing import Any, Final

from dunnix.engine import Decision, NextAction, decide
from dunnix.model import (
    Account,
    Action,
    ActionStatus,
    AnyRow,
    Debtor,
    Invoice,
    Payment,
    PromiseToPay,
)
from dunnix.money import Money
from dunnix.scenario import EscalationStep, Scenario, Strategy

DUE: Final = dt.date(2026, 3, 2)  # a Monday


def on(number: int) -> dt.date:
    """Give a day counted from the due date, which is day 0."""
    return DUE + dt.timedelta(number)


def eur(text: str) -> Money:
    return Money(text, "EUR")


def step(name: str, at: str | None = None, **keys: Any) -> EscalationStep:
    given: dict[str, Any] = {} if keys.get("do", "send") != "send" else {"channel": "email"}
    return EscalationStep(**({"id": name, "at": at} | given | keys))


def ladder(*steps: EscalationStep, **keys: Any) -> Scenario:
    given: dict[str, Any] = {
        "id": "case",
        "version": "1",
        "currency": "EUR",
        "if_behind": "skip-to-latest",
        "on_closed_day": "keep",
        "steps": steps,
    }
    return Scenario(**(given | keys))


MAIL: Final = step("mail", "due + 1d")
CALL: Final = step("call", "due + 10d")
NOTICE: Final = step("notice", "due + 30d", mandatory=True, deadline="8d")
AGENCY: Final = step("agency", after="notice", do="hand-over")
FOUR: Final = ladder(MAIL, CALL, NOTICE, AGENCY)


def invoice(name: str, due: int = 0, amount: str = "100.00", **keys: Any) -> Invoice:
    given: dict[str, Any] = {"issue_date": on(due - 30), "due_date": on(due)}
    return Invoice(**(given | {"id": name, "amount": eur(amount)} | keys))


def paid(name: str, day: int, amount: str = "100.00", **keys: Any) -> Payment:
    given: dict[str, Any] = {"id": f"P-{name}-{day}", "invoice": name}
    return Payment(**(given | {"date": on(day), "amount": eur(amount)} | keys))


def promise(name: str, made: int, due_by: int, amount: str = "100.00", **keys: Any) -> PromiseToPay:
    dates: dict[str, Any] = {"made_on": on(made), "due_by": on(due_by)}
    return PromiseToPay(**(dates | {"id": name, "amount": eur(amount)} | keys))


def acted(name: str, day: int, *receivables: str, status: str = "done", **keys: Any) -> Action:
    given: dict[str, Any] = {"id": f"{name}-{day}-{'-'.join(receivables)}", "channel": "email"}
    fixed: dict[str, Any] = {"step": name, "date": on(day), "invoices": receivables}
    return Action(**(given | fixed | {"status": ActionStatus(status)} | keys))


def account(*rows: AnyRow, **keys: Any) -> Account:
    return Account(debtor=Debtor(id="D1"), **keys).record(*rows)


def ask(scenario: Scenario, what: Account, day: int) -> Decision:
    return decide(scenario, what, as_of=on(day))


def ask_by(strategy: Strategy, what: Account, day: int) -> Decision:
    return decide(strategy, what, as_of=on(day))


def only(decision: Decision) -> NextAction:
    (action,) = decision.next_actions
    return action


def steps(decision: Decision) -> list[tuple[str | None, dict[str, str | None]]]:
    """Give each action as its step, and by receivable the step of its own."""
    return [
        (action.step, {line.id: line.step for line in action.receivables})
        for action in decision.next_actions
    ]


def held(decision: Decision) -> dict[str, str]:
    """Give by receivable why it is held; the cases hold each for one reason."""
    return {each.receivable: str(each.reason) for each in decision.held}


def run(scenario: Scenario, what: Account, days: range) -> tuple[list[tuple[int, str]], Account]:
    """Let a host send and record each day; give (day, step) for each action, and the account."""
    sent: list[tuple[int, str]] = []
    for day in days:
        for action in ask(scenario, what, day).next_actions:
            sent.append((day, action.step or action.reason))
            row = action.done(on=on(day)) if action.step else action.as_task(due_on=on(day + 7))
            what = what.record(row)
    return sent, what
