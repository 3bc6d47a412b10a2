"""Which scenario an account gets, by which rule, and what a priority adds up to."""

import datetime as dt
from typing import Any, Final

import attrs
import pytest
from engine_cases import account, ask_by, eur, held, invoice, ladder, on, only, paid, step

from dunnix.engine import Assignment, decide, decide_many
from dunnix.engine.strategy_assignment import share_of
from dunnix.model import Account, Debtor, Invoice
from dunnix.money import Money
from dunnix.scenario import AssignRule, PriorityRule, Scenario, Strategy

SOFT: Final = ladder(step("mail", "due + 1d"), id="soft")
HARD: Final = ladder(step("call", "due + 1d", channel="phone"), id="hard")
SHARES: Final = [22, 20, 34, 5, 14, 83, 21, 75]
SEGMENT: Final = {"debtor": {"segment": ["key", "sme"]}}


def by(when: str, *, then: Scenario = HARD, **keys: Any) -> Strategy:
    rules = [AssignRule(when=when, scenario=then), AssignRule(scenario=SOFT)]
    given: dict[str, Any] = {"id": "rules", "version": "1", "currency": "EUR", "assign": rules}
    return Strategy(**(given | keys))


def of(segment: str | None, *rows: Invoice) -> Account:
    facts = {} if segment is None else {"segment": segment}
    return Account(debtor=Debtor(id="D1", facts=facts), invoices=rows)


@pytest.mark.requirement("M46")
def test_the_first_rule_that_surely_fits_gives_the_scenario() -> None:
    strategy = by("debtor.segment == 'sme'", facts=SEGMENT)

    decision = ask_by(strategy, of("sme", invoice("A")), 1)

    assert decision.scenario == "hard@1"
    assert decision.assignment == Assignment(strategy="rules@1", rule=1, scenario="hard@1")
    assert only(decision).key == "hard:A:call:1"


def test_a_rule_that_surely_does_not_fit_leaves_it_to_the_next() -> None:
    strategy = by("debtor.segment == 'sme'", facts=SEGMENT)

    decision = ask_by(strategy, of("key", invoice("A")), 1)

    assert decision.assignment == Assignment(strategy="rules@1", rule=2, scenario="soft@1")
    assert only(decision).scenario == "soft@1"


def test_a_rule_that_cannot_be_told_holds_the_account_rather_than_trying_the_next() -> None:
    strategy = by("debtor.segment == 'sme'", facts=SEGMENT)

    decision = ask_by(strategy, of(None, invoice("A"), invoice("B", 20)), 1)

    assert not decision.next_actions
    assert held(decision) == {"A": "fact-missing", "B": "fact-missing"}
    assert decision.scenario == "rules@1"
    assert decision.scenario_hash == strategy.hash
    assert decision.assignment == Assignment(strategy="rules@1", rule=1, scenario=None)
    assert "fact" in decision.explain()
    assert {each.code for each in decision.why_not("mail")} == {"fact-missing"}


def test_amounts_in_several_currencies_are_no_one_amount_to_choose_by() -> None:
    strategy = by("debtor.overdue >= 50.00")
    pounds = attrs.evolve(invoice("B"), amount=Money("100.00", "GBP"))

    mixed = ask_by(strategy, of(None, invoice("A"), pounds), 1)
    other = ask_by(strategy, of(None, pounds), 1)
    plain = ask_by(strategy, of(None, invoice("A")), 1)

    assert held(mixed) == {"A": "fact-missing", "B": "fact-missing"}
    assert held(other) == {"B": "fact-missing"}
    assert plain.scenario == "hard@1"


def test_what_is_owed_to_all_creditors_counts_for_the_choice() -> None:
    strategy = by("debtor.overdue >= 150.00")
    mine, yours = invoice("A", creditor="C1"), invoice("B", creditor="C2")

    assert ask_by(strategy, of(None, mine, yours), 1).scenario == "hard@1"
    assert ask_by(strategy, of(None, mine), 1).scenario == "soft@1"


def test_the_next_review_comes_when_a_rule_of_the_strategy_turns() -> None:
    strategy = by("debtor.overdue_invoices >= 2")
    what = of(None, invoice("A"), invoice("B", 9)).record()
    what = what.record(only(ask_by(strategy, what, 1)).done(on=on(1)))

    decision = ask_by(strategy, what, 9)

    assert decision.scenario == "soft@1"
    assert decision.next_review == on(10)
    assert ask_by(strategy, what, 10).scenario == "hard@1"


def test_the_share_of_a_debtor_depends_on_experiment_and_id_alone() -> None:
    assert [share_of("tone-2026", f"D{number}") for number in range(8)] == SHARES
    assert share_of("tone-2027", "D1") != share_of("tone-2026", "D1")


@pytest.mark.long
def test_an_experiment_splits_debtors_by_its_shares_and_names_the_arm() -> None:
    rule = AssignRule(experiment="tone-2026", split={SOFT: 70, HARD: 30})
    strategy = Strategy(id="test", version="1", assign=[rule])
    accounts = [
        Account(debtor=Debtor(id=f"D{number}"), invoices=[invoice("A")]) for number in range(1000)
    ]

    arms = [
        decision.assignment.arm
        for decision in decide_many(strategy, accounts, as_of=on(1))
        if decision.assignment is not None
    ]

    assert arms[4:7] == ["soft@1", "hard@1", "soft@1"]
    assert 650 < arms.count("soft@1") < 750
    assert len(arms) == 1000


def test_the_decision_as_plain_data_names_rule_experiment_and_arm() -> None:
    rule = AssignRule(experiment="tone-2026", split={SOFT: 70, HARD: 30})
    strategy = Strategy(id="test", version="1", assign=[rule])

    fifth = Account(debtor=Debtor(id="D5"), invoices=[invoice("A")])

    data = decide(strategy, fifth, as_of=on(1)).to_dict()

    assert data["assignment"] == {
        "strategy": "test@1",
        "rule": 1,
        "scenario": "hard@1",
        "experiment": "tone-2026",
        "arm": "hard@1",
    }


@pytest.mark.requirement("M4")
def test_the_points_of_all_rules_that_surely_hold_add_up_with_their_reasons() -> None:
    priority = [
        PriorityRule(points=20, when="amount_due >= 100.00", reason="a large amount"),
        PriorityRule(points=5, when="days_past_due >= 3", reason="late"),
        PriorityRule(points=-3, when="debtor.segment == 'key'", reason="a key account"),
        PriorityRule(points=50, when="amount_due > 100.00", reason="a very large amount"),
    ]
    strategy = by("debtor.open_invoices > 9", facts=SEGMENT, priority=priority)

    known = only(ask_by(strategy, of("key", invoice("A")), 3))
    unknown = only(ask_by(strategy, of(None, invoice("A")), 3))

    assert (known.priority, known.priority_reasons) == (
        22,
        ("a large amount", "late", "a key account"),
    )
    assert unknown.priority == 25


def test_the_next_review_comes_when_points_are_added() -> None:
    urgent = PriorityRule(points=5, when="days_past_due >= 4", reason="late")
    strategy = by("debtor.open_invoices > 9", priority=[urgent])

    decision = ask_by(strategy, of(None, invoice("A")), 1)

    assert only(decision).priority == 0
    assert decision.next_review == on(4)


def test_amounts_the_strategy_does_not_know_the_currency_of_give_no_points() -> None:
    large = PriorityRule(points=5, when="amount_due >= 1.00", reason="large")
    strategy = by("debtor.open_invoices > 9", priority=[large])
    plain = ladder(step("mail", "due + 1d"), id="soft")
    pounds = attrs.evolve(invoice("A"), amount=Money("100.00", "GBP"))

    decision = ask_by(
        attrs.evolve(strategy, assign=[AssignRule(scenario=plain)]), of("key", pounds), 1
    )

    assert only(decision).priority == 0


def test_rules_hash_covers_the_strategy_and_all_its_scenarios() -> None:
    strategy, what = by("debtor.open_invoices > 9"), of(None, invoice("A"))
    patient = by("debtor.open_invoices > 9", then=attrs.evolve(HARD, attempts=5))
    longer = by("debtor.open_invoices > 8")

    hashes = {ask_by(each, what, 1).rules_hash for each in (strategy, patient, longer)}

    assert len(hashes) == 3


def test_an_account_with_a_bad_row_is_held_under_the_name_of_the_strategy() -> None:
    bad = Account.from_dict(
        {
            "debtor": {"id": "D1"},
            "invoices": [
                {"id": "A", "due_date": "2026-03-02", "amount": "9.00", "currency": "EUR"},
                {"id": "B", "due_date": "never", "amount": "9.00", "currency": "EUR"},
            ],
        }
    )

    decision = ask_by(by("debtor.open_invoices > 9"), bad, 1)

    assert held(decision) == {"A": "data-problem"}
    assert (decision.scenario, decision.assignment) == ("rules@1", None)


def test_settled_accounts_are_assigned_and_get_nothing() -> None:
    strategy = by("debtor.overdue >= 50.00")
    what = account(invoice("A"), paid("A", 1))

    decision = ask_by(strategy, what, 5)

    assert decision.scenario == "soft@1"
    assert not decision.next_actions
    assert not decision.held


def test_only_a_date_is_a_day_for_a_strategy_too() -> None:
    with pytest.raises(TypeError, match="must be a date"):
        decide(by("debtor.open_invoices > 9"), account(), as_of=dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_amounts_of_a_strategy_are_in_its_own_currencies() -> None:
    amounts = {"large": {"EUR": "150.00", "GBP": "50.00"}}
    strategy = by("debtor.overdue >= large", currency=None, amounts=amounts)
    pounds = attrs.evolve(invoice("A"), amount=Money("100.00", "GBP"))

    assert ask_by(strategy, of(None, pounds), 1).scenario == "hard@1"
    assert ask_by(strategy, of(None, invoice("A")), 1).scenario == "soft@1"
    assert strategy.amount("large", "EUR") == eur("150.00")
