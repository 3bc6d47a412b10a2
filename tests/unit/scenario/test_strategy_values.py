"""Strategies as values: built in Python and read from files, they are the same."""

from pathlib import Path

import attrs
import pytest

from dunnix.errors import ScenarioError
from dunnix.scenario import (
    AssignRule,
    EscalationStep,
    PriorityRule,
    Scenario,
    Strategy,
    check_source,
    load_scenario,
    load_strategy,
    parse_strategy,
)

GENTLE = load_scenario("gentle")
FIRM = load_scenario("fr-b2b")
TEXT = """\
id       = "by-segment"
version  = "1"
currency = "EUR"

[amounts]
large = "5000.00"

[facts.debtor]
segment = ["key", "sme"]

[[assign]]
when     = "debtor.segment == 'key'"
scenario = "gentle"
switch   = "at-once"

[[assign]]
experiment = "tone-2026"
split      = { "fr-b2b" = 90, "gentle" = 10 }

[[priority]]
points = 20
when   = "amount_due >= large"
reason = "a large amount"
"""
BUILT = Strategy(
    id="by-segment",
    version="1",
    currency="EUR",
    amounts={"large": "5000"},
    facts={"debtor": {"segment": ["key", "sme"]}},
    assign=[
        AssignRule(when="debtor.segment == 'key'", scenario=GENTLE, switch="at-once"),
        AssignRule(experiment="tone-2026", split={FIRM: 90, GENTLE: 10}),
    ],
    priority=[PriorityRule(points=20, when="amount_due >= large", reason="a large amount")],
)


def test_a_strategy_built_in_python_equals_the_one_read_from_a_file() -> None:
    read = parse_strategy(TEXT, name="strategy.toml")

    assert read == BUILT
    assert hash(read) == hash(BUILT)
    assert read.canonical() == BUILT.canonical()


def test_a_strategy_written_as_toml_loads_as_an_equal_one() -> None:
    assert parse_strategy(BUILT.to_toml(), name="written.toml") == BUILT


def test_the_hash_of_a_strategy_covers_its_scenarios() -> None:
    patient = attrs.evolve(GENTLE, attempts=5)
    rules = [attrs.evolve(BUILT.assign[0], scenario=patient), BUILT.assign[1]]
    split = {FIRM: 90, patient: 10}

    other = attrs.evolve(BUILT, assign=[rules[0], AssignRule(experiment="tone-2026", split=split)])

    assert other.to_dict() == BUILT.to_dict()
    assert other.hash != BUILT.hash


def test_the_hash_of_a_strategy_covers_the_order_of_a_split() -> None:
    turned = AssignRule(experiment="tone-2026", split={GENTLE: 10, FIRM: 90})

    assert attrs.evolve(BUILT, assign=[BUILT.assign[0], turned]).hash != BUILT.hash


def test_a_scenario_is_named_by_a_path_from_the_folder_of_the_strategy(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "soft.toml").write_text(GENTLE.to_toml(), encoding="utf-8")
    text = 'id = "one"\nversion = "1"\n[[assign]]\nscenario = "mine/soft.toml"\n'
    (tmp_path / "strategy.toml").write_text(text, encoding="utf-8")

    strategy = load_strategy(tmp_path / "strategy.toml")

    assert strategy.scenarios == (GENTLE,)
    assert check_source(tmp_path / "strategy.toml") == ()


def test_a_scenario_given_in_python_is_named_by_id_and_version() -> None:
    step = EscalationStep(id="call", at="due + 1d", channel="phone")
    mine = Scenario(
        id="mine", version="3", currency="EUR", if_behind="skip-to-latest", steps=[step]
    )
    text = 'id = "one"\nversion = "1"\n[[assign]]\nscenario = "mine@3"\n'

    assert parse_strategy(text, name="x.toml", scenarios=[mine]).default == mine


def test_a_file_without_rules_of_a_strategy_is_checked_as_a_scenario(tmp_path: Path) -> None:
    path = tmp_path / "soft.toml"
    path.write_text(GENTLE.to_toml(), encoding="utf-8")

    assert check_source(path) == ()
    assert [each.code for each in check_source(tmp_path / "none.toml")] == ["missing-file"]


def test_everything_wrong_with_a_strategy_built_in_python_is_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        Strategy(
            id="Bad Id",
            version="1",
            assign=[AssignRule(when="amount_due > 5.00", scenario=GENTLE)],
            priority=[],
        )

    assert [each.code for each in caught.value.problems] == [
        "bad-id",
        "no-default",
        "missing-key",
        "fact-of-an-action",
    ]


def test_a_rule_built_in_python_needs_shares_that_sum_and_a_scenario_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        AssignRule(experiment="tone", split={FIRM: 90, GENTLE: 5})
    with pytest.raises(ScenarioError) as lacking:
        AssignRule(when="debtor.open_invoices > 3", switch="now")

    assert [each.code for each in caught.value.problems] == ["shares-not-whole"]
    assert [each.code for each in lacking.value.problems] == ["unknown-value", "missing-key"]


def test_a_priority_of_no_points_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        PriorityRule(points=0, when="days_past_due > 30", reason="late")

    assert [each.code for each in caught.value.problems] == ["out-of-range"]


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        Strategy(id="one", version="1", assign=["fr-b2b"])  # type: ignore[list-item]

    assert [each.code for each in caught.value.problems] == ["wrong-type"]


def test_one_reference_never_stands_for_two_scenarios() -> None:
    other = attrs.evolve(GENTLE, attempts=5)

    with pytest.raises(ScenarioError) as caught:
        Strategy(
            id="two",
            version="1",
            assign=[
                AssignRule(when="debtor.open_invoices > 3", scenario=other),
                AssignRule(scenario=GENTLE),
            ],
        )

    assert [each.code for each in caught.value.problems] == ["two-meanings"]
