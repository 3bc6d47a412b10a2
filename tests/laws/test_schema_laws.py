"""The schemas never refuse what the loaders take, and take all that dunnix writes."""

import copy
import json
import tomllib
from collections.abc import Iterator
from typing import Any, Final, cast

import jsonschema
from drawn_scenarios import scenarios
from drawn_strategies import Asked, asked
from hypothesis import given
from hypothesis import strategies as st
from strategies import accounts
from test_scenario_loader import mutated

from dunnix.errors import Severity
from dunnix.ledger import Ledger, dump_ledger
from dunnix.model import Account
from dunnix.model.rows import account_from_dict, account_to_dict
from dunnix.scenario import Scenario, check_text
from dunnix.schema import FileKind, json_schema

VALIDATORS: Final[dict[FileKind, Any]] = {
    kind: jsonschema.Draft7Validator(
        json_schema(kind), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    for kind in FileKind
}


ODD: Final[tuple[object, ...]] = (
    *(None, "", " x", "x", "F;1", "12", "true", "EUR", "eur", "14:30", "25:00", "33.5", "1.200,5"),
    *(0, 1, -1, 120, 2**70, 1.5, True, False, [], ["x"], [1], ["12"], [None], {}, {"x": 1}),
    *("2026-02-04", "2026-02-30", "2026-2-4", {"amount": "5", "currency": "EUR"}, {"amount": "5"}),
)


def cells(row: object) -> Iterator[tuple[Any, Any]]:
    """List every place in a JSON value: the list or object, and the item's index or key."""
    items: Any = row.items() if isinstance(row, dict) else enumerate(cast("list[object]", row))
    for place, item in list(items):
        yield row, place
        if isinstance(item, dict | list):
            yield from cells(item)


@st.composite
def changed_rows(draw: st.DrawFn) -> dict[str, Any]:
    """Give an account as JSON in which some cells hold what may be wrong there."""
    row: dict[str, Any] = json.loads(json.dumps(account_to_dict(draw(accounts()))))
    for _ in range(draw(st.integers(1, 3))):
        places = list(cells(row))
        owner, place = places[draw(st.integers(0, len(places) - 1))]
        name = draw(st.sampled_from([place, place, "until", "note", "currency"]))
        owner[name if isinstance(place, str) else place] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return row


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


@given(changed_rows())
def test_what_the_schema_of_ledgers_refuses_the_loader_finds(row: dict[str, Any]) -> None:
    account = account_from_dict(row)

    if not account.problems:
        assert refused(FileKind.LEDGER, row) == []
