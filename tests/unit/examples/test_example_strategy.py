"""The strategy of the examples: who gets which scenario, and which action comes first."""

import datetime as dt
from pathlib import Path
from typing import Any

import attrs

from dunnix import Account, Debtor, Decision, Invoice, Money, PromiseToPay, decide, load_strategy
from dunnix.scenario import check_source

FILE = Path(__file__).parents[3] / "examples" / "strategy" / "strategy.toml"
STRATEGY = load_strategy(FILE)
DUE = dt.date(2026, 1, 5)


def decided(*, on: dt.date, debtor: str = "D1", amount: str = "90.00", **facts: Any) -> Decision:
    invoice = Invoice(id="F-1", due_date=DUE, amount=Money(amount, "EUR"))
    account = Account(debtor=Debtor(id=debtor, facts=facts), invoices=[invoice])
    return decide(STRATEGY, account, as_of=on)


def test_nothing_is_wrong_with_the_strategy() -> None:
    assert check_source(FILE) == ()


def test_the_segment_of_a_debtor_chooses_its_scenario() -> None:
    key = decided(on=dt.date(2026, 1, 8), segment="key")
    others = {
        decided(on=dt.date(2026, 1, 8), debtor=f"D{number}", segment="standard").scenario.partition(
            "@"
        )[0]
        for number in range(40)
    }

    assert key.scenario.startswith("fr-key-account@")
    assert others == {"fr-b2b", "gentle"}


def test_a_debtor_without_a_segment_is_held_rather_than_pressed() -> None:
    decision = decided(on=dt.date(2026, 1, 8))

    assert [each.reason for each in decision.held] == ["fact-missing"]


def test_two_broken_promises_make_a_debtor_risky() -> None:
    invoice = Invoice(id="F-1", due_date=DUE, amount=Money("90.00", "EUR"))
    promises = [
        PromiseToPay(id=f"P{day}", made_on=day, due_by=day, amount=Money("90.00", "EUR"))
        for day in (dt.date(2026, 1, 7), dt.date(2026, 1, 14))
    ]
    debtor = Debtor(id="D1", facts={"segment": "standard"})
    account = Account(debtor=debtor, invoices=[invoice], promises=promises)

    decision = decide(STRATEGY, account, as_of=dt.date(2026, 1, 20))

    assert decision.scenario.startswith("fr-risky@")


def test_what_is_large_and_late_comes_first() -> None:
    decision = decided(on=dt.date(2026, 3, 20), amount="12000.00", segment="standard")

    (action,) = decision.next_actions
    assert (action.priority, action.priority_reasons) == (
        30,
        ("a large amount", "more than 60 days late"),
    )


def test_who_becomes_a_key_account_is_one_from_the_same_day() -> None:
    day = dt.date(2026, 1, 8)
    invoice = Invoice(id="F-1", due_date=DUE, amount=Money("90.00", "EUR"))
    debtor = Debtor(id="D1", facts={"segment": "standard"})
    account = Account(debtor=debtor, invoices=[invoice])
    (action,) = decide(STRATEGY, account, as_of=day).next_actions
    done = action.done(on=day) if action.step else action.as_task(due_on=day, done_on=day)
    key = attrs.evolve(debtor, facts={"segment": "key"})
    later = attrs.evolve(account.record(done), debtor=key)

    decision = decide(STRATEGY, later, as_of=dt.date(2026, 2, 20))

    assert {each.scenario for each in decision.next_actions} <= {decision.scenario}
    assert decision.scenario.startswith("fr-key-account@")
