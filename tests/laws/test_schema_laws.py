"""The schemas never refuse what the loaders take, and take all that dunnix writes."""

import json
import tomllib
from typing import Any, Final

import jsonschema
from drawn_scenarios import scenarios
from drawn_strategies import Asked, asked
from hypothesis import given
from strategies import accounts
from test_scenario_loader import mutated

from dunnix.errors import Severity
from dunnix.ledger import Ledger, dump_ledger
from dunnix.model import Account
from dunnix.scenario import Scenario, check_text
from dunnix.schema import FileKind, json_schema

VALIDATORS: Final[dict[FileKind, Any]] = {
    kind: jsonschema.Draft7Validator(json_schema(kind)) for kind in FileKind
}


def refused(kind: FileKind, content: object) -> list[str]:
    return [error.message for error in VALIDATORS[kind].iter_errors(content)]


@given(scenarios())
def test_a_scenario_as_data_and_as_toml_is_taken(scenario: Scenario) -> None:
    assert refused(FileKind.SCENARIO, scenario.to_dict()) == []
    assert refused(FileKind.SCENARIO, tomllib.loads(scenario.to_toml())) == []


@given(asked())
def test_a_strategy_as_toml_is_taken(question: Asked) -> None:
    assert refused(FileKind.STRATEGY, tomllib.loads(question.strategy.to_toml())) == []


@given(accounts())
def test_a_ledger_that_is_written_is_taken(account: Account) -> None:
    ledger = Ledger(accounts=[account])

    assert refused(FileKind.LEDGER, json.loads(dump_ledger(ledger))) == []


@given(mutated())
def test_what_the_schema_refuses_the_loader_refuses(text: bytes) -> None:
    problems = check_text(text, name="x.toml")

    if all(problem.severity is Severity.WARNING for problem in problems):
        plain = text.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        assert refused(FileKind.SCENARIO, tomllib.loads(plain)) == []
