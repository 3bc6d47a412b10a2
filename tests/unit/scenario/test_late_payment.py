"""`[late-payment]` and fees: how they are read, refused, written out, and what they change."""

from pathlib import Path
from typing import Any

import pytest

from dunnix.engine.compiled import compile_scenario
from dunnix.errors import ScenarioError
from dunnix.interest import Jurisdiction, jurisdiction
from dunnix.money import Money
from dunnix.scenario import (
    AssignRule,
    Duration,
    EscalationStep,
    LatePayment,
    Reaction,
    Scenario,
    Strategy,
    check_text,
    load_scenario,
    load_strategy,
    parse_scenario,
)

HEAD = 'id = "x"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"\n'
STEP = '[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"\n'
AGREED = jurisdiction("us").by_contract("18", party="company")


def text(law: str = "", more: str = "", head: str = "") -> str:
    table = f'[late-payment]\nlaw = "{law}"\n' if law else ""
    return f"{HEAD}{head}{table}{STEP}{more}"


def built(**keys: Any) -> Scenario:
    steps = [EscalationStep(id="call", at="due + 1d", channel="phone")]
    head: dict[str, Any] = {"id": "x", "version": "1", "currency": "EUR", "steps": steps}
    return Scenario(**(head | {"if_behind": "one-at-a-time"} | keys))


def codes(given: str, *own: Jurisdiction) -> list[tuple[str, str | None]]:
    problems = check_text(given, name="x.toml", jurisdictions=own)
    return [(problem.code, problem.hint) for problem in problems]


@pytest.mark.requirement("M119")
def test_a_scenario_names_the_law_it_goes_by_in_a_file_or_in_python() -> None:
    read = parse_scenario(text("fr"), name="x.toml")

    assert read.late_payment == LatePayment(law="fr")
    assert read == built(late_payment={"law": "fr"}) == built(late_payment=LatePayment(law="fr"))
    assert parse_scenario(read.to_toml(), name="x.toml") == read
    assert read.to_dict()["late-payment"] == {"law": "fr"}


def test_a_law_that_does_not_ship_is_refused_with_one_that_is_near() -> None:
    assert codes(text("frr")) == [("unknown-law", "did you mean `fr`?")]
    with pytest.raises(ScenarioError, match="`frr` is no law of late payment that ships"):
        built(late_payment={"law": "frr"})


def test_what_is_no_law_at_all_is_refused() -> None:
    with pytest.raises(ScenarioError, match="a bare number where the quoted id of a law is wanted"):
        built(late_payment={"law": 3})
    with pytest.raises(ScenarioError, match="a text where a table is wanted"):
        built(late_payment="fr")
    with pytest.raises(ScenarioError, match="`late-payment` needs `law`"):
        built(late_payment={})


def test_a_law_of_ones_own_stands_before_one_that_ships() -> None:
    own = parse_scenario(text("us"), name="x.toml", jurisdictions=[AGREED])
    shipped = parse_scenario(text("us"), name="x.toml")

    assert own.late_payment is not None
    assert own.late_payment.jurisdiction is AGREED
    assert own == built(late_payment=LatePayment(law=AGREED))
    assert own != shipped
    assert {own: 1}[built(late_payment={"law": AGREED})] == 1


def test_a_law_of_ones_own_is_known_by_its_id_alone_where_it_is_given(tmp_path: Path) -> None:
    house = Jurisdiction(id="house", title="House", regimes=AGREED.regimes)
    file = tmp_path / "x.toml"
    file.write_text(text("house"), encoding="utf-8")
    strategy = tmp_path / "s.toml"
    strategy.write_text('id="s"\nversion="1"\n[[assign]]\nscenario="./x.toml"', encoding="utf-8")

    loaded = load_scenario(file, jurisdictions=[house])
    chosen = load_strategy(strategy, jurisdictions=[house])

    assert loaded.late_payment == LatePayment(law=house)
    assert chosen.default == loaded
    assert codes(text("hause"), house) == [("unknown-law", "did you mean `house`?")]
    assert [code for code, _ in codes(text("house"))] == ["unknown-law"]
    with pytest.raises(ScenarioError):
        load_strategy(strategy)


def test_the_data_of_the_law_is_part_of_what_a_decision_holds_for() -> None:
    plain, french = built(), built(late_payment={"law": "fr"})
    shipped, agreed = built(late_payment={"law": "us"}), built(late_payment={"law": AGREED})
    other = built(late_payment={"law": jurisdiction("us").by_contract("12", party="company")})

    hashes = [compile_scenario(each).rules_hash for each in (plain, french, shipped, agreed, other)]

    assert len(set(hashes)) == len(hashes)
    assert shipped.hash == agreed.hash
    assert compile_scenario(built(late_payment={"law": "fr"})).rules_hash == hashes[1]


def test_a_fee_is_a_text_or_a_named_amount_and_may_be_waived_within_days() -> None:
    step = 'fee = "15"\nfee_waived_if_paid_within = "2w"\n'
    named = '[[step]]\nid = "mail"\nat = "due + 9d"\nchannel = "email"\nfee = "small"\n'
    amounts = '[amounts]\nsmall = "7.5"\n'

    scenario = parse_scenario(text(more=step + named, head=amounts), name="x.toml")

    first, second = scenario.steps
    assert first.fee == "15.00"
    assert first.fee_waived_if_paid_within == Duration.parse("2w")
    assert scenario.fee(first, "EUR") == Money("15.00", "EUR")
    assert scenario.fee(second, "EUR") == Money("7.50", "EUR")
    assert scenario.fee(first, "USD") is None
    assert parse_scenario(scenario.to_toml(), name="x.toml") == scenario


def test_a_reaction_may_cost_something_too() -> None:
    reaction = Reaction(id="again", on="promise-broken", channel="email", fee="5")

    scenario = built(reactions=[reaction])

    assert scenario.fee(scenario.reactions[0], "EUR") == Money("5.00", "EUR")


def test_a_fee_given_to_all_steps_is_for_those_that_contact_the_debtor() -> None:
    table = '[defaults]\nfee = "5.00"\n'
    task = '[[step]]\nid = "talk"\nat = "due + 9d"\ndo = "task"\n'

    scenario = parse_scenario(text(more=task, head=table), name="x.toml")

    assert [step.fee for step in scenario.steps] == ["5.00", None]


def test_a_fee_without_a_name_needs_one_currency() -> None:
    amounts = '[amounts]\nsmall = { EUR = "5.00", USD = "6.00" }\n'

    found = codes(text(more='fee = "5.00"\n', head=amounts))

    assert [code for code, _ in found] == ["amount-without-currency"]


def test_two_scenarios_of_one_reference_and_two_laws_have_two_meanings() -> None:
    rules = [
        AssignRule(when="debtor.open_invoices > 3", scenario=built(late_payment={"law": "us"})),
        AssignRule(scenario=built(late_payment={"law": AGREED})),
    ]

    with pytest.raises(ScenarioError, match="two different scenarios"):
        Strategy(id="s", version="1", assign=rules)


def test_without_the_table_the_hash_of_a_scenario_is_what_it_was() -> None:
    assert "late-payment" not in built().canonical()
    assert "fee" not in built().canonical()
