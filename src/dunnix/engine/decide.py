"""The decision function: total and deterministic."""

import datetime as dt
from collections.abc import Iterable, Iterator

from dunnix.calendars import Calendar
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.decision import Decision
from dunnix.engine.evaluation import evaluate, evaluate_strategy
from dunnix.engine.held import held_for_its_data
from dunnix.engine.strategy import compile_strategy
from dunnix.model import Account
from dunnix.scenario import Scenario, Strategy


def decide(
    scenario: Scenario | Strategy,
    account: Account,
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Decision:
    """Say what to do next for a debtor on a day, what is held and why, and when to ask again.

    A strategy chooses the scenario of the account. The same values give the same answer on any
    machine. `calendar` serves in place of the shipped one the scenario names. Raises `TypeError`
    where `as_of` isn't a plain date.

    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.money import Money
    >>> from dunnix.scenario import load_scenario
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> decision = decide(load_scenario("fr-b2b"), account, as_of=dt.date(2026, 2, 5))
    >>> [action.key for action in decision.next_actions]
    ['fr-b2b:F-1:call:1']
    """
    _check_call(scenario, account, as_of)
    if isinstance(scenario, Strategy):
        strategy = compile_strategy(scenario, calendar)
        if account.problems:
            return held_for_its_data(strategy.default, account, as_of, calendar, scenario)
        return evaluate_strategy(strategy, account, as_of, calendar).decision
    compiled = compile_scenario(scenario, calendar)
    if account.problems:
        return held_for_its_data(compiled, account, as_of, calendar)
    return evaluate(compiled, account, as_of, calendar).decision


def _check_call(scenario: object, account: object, as_of: object) -> None:
    """Refuse what would only fail further in, with a sentence that says what was given."""
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if not isinstance(scenario, Scenario | Strategy):
        kind = type(scenario).__name__
        raise TypeError(f"`scenario` must be a Scenario, not a {kind}: see `load_scenario`")
    if not isinstance(account, Account):
        kind = type(account).__name__
        raise TypeError(f"`account` must be one Account, not a {kind}: see `decide_many`")


def decide_many(
    scenario: Scenario | Strategy,
    accounts: Iterable[Account],
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Iterator[Decision]:
    """Decide for each account in turn: a stream, so that any number fits."""
    for account in accounts:
        yield decide(scenario, account, as_of=as_of, calendar=calendar)
