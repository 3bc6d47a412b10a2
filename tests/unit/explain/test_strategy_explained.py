"""An explanation under a strategy: the rule that chose the scenario, and what makes it urgent."""

import datetime as dt

import pytest

from dunnix.engine import Decision, decide
from dunnix.model import Account, Action, AnyRow, Debtor, FactValue, Invoice
from dunnix.money import Money
from dunnix.scenario import AssignRule, EscalationStep, PriorityRule, Scenario, Strategy

DUE = dt.date(2026, 3, 2)
NEXT_DAY = dt.date(2026, 3, 3)


def scenario(name: str) -> Scenario:
    call = EscalationStep(id="call", at="due + 1d", channel="phone")
    return Scenario(id=name, version="1", currency="EUR", if_behind="skip-to-latest", steps=[call])


SOFT, HARD = scenario("soft"), scenario("hard")
LARGE = PriorityRule(points=20, when="amount_due >= 50.00", reason="a large amount")
LATE = PriorityRule(points=5, when="days_past_due >= 1", reason="already late")
FIRST = AssignRule(when="debtor.segment == 'sme'", scenario=HARD)


def decided(
    *rows: AnyRow,
    rules: tuple[AssignRule, ...] = (FIRST, AssignRule(scenario=SOFT)),
    priority: tuple[PriorityRule, ...] = (),
    segment: str | None = "sme",
) -> Decision:
    strategy = Strategy(
        id="rules",
        version="1",
        currency="EUR",
        facts={"debtor": {"segment": ["key", "sme"]}},
        assign=rules,
        priority=priority,
    )
    facts: dict[str, FactValue] = {} if segment is None else {"segment": segment}
    invoice = Invoice(id="F-1", due_date=DUE, amount=Money("90.00", "EUR"))
    account = Account(debtor=Debtor(id="D1", facts=facts), invoices=[invoice])
    return decide(strategy, account.record(*rows), as_of=NEXT_DAY)


def first_lines(decision: Decision, language: str = "en") -> list[str]:
    """Give the lines before what is to be done, but for the title."""
    return decision.explain(language).split("\n\n")[0].splitlines()[1:]


def test_the_rule_that_chose_the_scenario_is_named_with_its_condition() -> None:
    assert first_lines(decided()) == [
        'Rule 1 of rules@1 chose this scenario: `debtor.segment == "sme"`.'
    ]
    assert first_lines(decided(segment="key")) == [
        "Rule 2 of rules@1 chose this scenario: it is for all others."
    ]


def test_a_rule_that_cannot_be_told_is_named_as_what_holds_the_account() -> None:
    decision = decided(segment=None)

    assert decision.explain().splitlines()[0] == "D1 on 3 March 2026, by rules@1"
    assert first_lines(decision) == [
        'Whether rule 1 of rules@1 fits can\'t be told: `debtor.segment == "sme"`.'
    ]


def test_an_experiment_the_debtor_takes_part_in_is_named() -> None:
    split = AssignRule(experiment="tone-2026", split={HARD: 50, SOFT: 50})

    assert first_lines(decided(rules=(split,))) == [
        "Rule 1 of rules@1 chose this scenario: it is for all others.",
        "It takes part in the experiment `tone-2026`.",
    ]


def test_what_stays_with_another_scenario_is_named() -> None:
    called = Action(
        id="A",
        step="call",
        date=DUE,
        status="done",
        invoices=["F-1"],
        channel="phone",
        scenario="soft@1",
    )

    assert first_lines(decided(called)) == [
        'Rule 1 of rules@1 chose this scenario: `debtor.segment == "sme"`.',
        "Still by soft@1: F-1.",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Priority 25: a large amount, already late."),
        ("de", "Priorität 25: a large amount, already late."),
        ("es", "Prioridad 25: a large amount, already late."),
        ("fr", "Priorité 25 : a large amount, already late."),
        ("it", "Priorità 25: a large amount, already late."),
        ("nl", "Prioriteit 25: a large amount, already late."),
    ],
)
def test_the_points_of_an_action_come_with_their_reasons(language: str, said: str) -> None:
    decision = decided(priority=(LARGE, LATE))

    assert f"    {said}" in decision.explain(language).splitlines()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Regel 1 von rules@1 hat dieses Szenario gewählt: "),
        ("es", "La regla 1 de rules@1 ha elegido este escenario: "),
        ("fr", "La règle 1 de rules@1 a choisi ce scénario : "),
        ("it", "La regola 1 di rules@1 ha scelto questo scenario: "),
        ("nl", "Regel 1 van rules@1 heeft dit scenario gekozen: "),
    ],
)
def test_the_rule_is_named_in_the_readers_language(language: str, said: str) -> None:
    assert first_lines(decided(), language) == [f'{said}`debtor.segment == "sme"`.']


def test_an_action_without_points_says_nothing_of_priority() -> None:
    assert "Priority" not in decided().explain()
