"""A host that asks on each day the last answer named, does what it is told, and writes it down."""

import datetime as dt

from dunnix import Account, NextAction, Scenario, decide
from dunnix.model import AnyRow

_ONE_DAY = dt.timedelta(1)


def keep(scenario: Scenario, account: Account, first: str, last: str) -> tuple[list[str], Account]:
    """Give a line for each action done from one day to another, and the account at the end."""
    lines: list[str] = []
    day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    while day <= end:
        decision = decide(scenario, account, as_of=day)
        for action in decision.next_actions:
            lines.append(f"{day} {action.step or action.reason}")
            account = account.record(_row(action, day))
        if decision.next_actions:
            day += _ONE_DAY
        elif decision.next_review is None:
            break
        else:
            day = decision.next_review
    return lines, account


def _row(action: NextAction, day: dt.date) -> AnyRow:
    if action.step is None:
        return action.as_task(due_on=day, done_on=day)
    return action.done(on=day)
