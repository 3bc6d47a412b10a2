"""The laws of the one text of a scenario: it loses nothing, and no two have the same."""

import json
from typing import Final

import attrs
import pytest
from drawn_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st

from dunnix.scenario import Scenario, load_scenario, parse_scenario, scenario_names
from dunnix.scenario.canonical import toml_lines

FIELDS: Final = (
    *("per", "travels", "netting", "if_behind", "gap", "attempts", "on_part_payment", "promise"),
    *("pauses", "tones", "ignore_below", "statements", "version"),
)


def loaded(canonical: str) -> Scenario:
    """Give the scenario whose keys a canonical text holds."""
    return parse_scenario("\n".join(toml_lines(json.loads(canonical).items())), name="again.toml")


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_comes_back_from_its_canonical_text(name: str) -> None:
    scenario = load_scenario(name)

    assert loaded(scenario.canonical()) == scenario


@given(scenarios())
def test_a_scenario_comes_back_from_its_canonical_text(scenario: Scenario) -> None:
    assert loaded(scenario.canonical()) == scenario


@given(scenarios(), scenarios(), st.sampled_from(FIELDS))
def test_two_scenarios_are_equal_where_their_canonical_texts_are(
    one: Scenario, other: Scenario, field: str
) -> None:
    # Two that differ in one key at most are compared as well: drawn apart they seldom do.
    near = attrs.evolve(other, **{field: getattr(one, field)})

    for first, second in ((one, other), (near, other)):
        assert (first == second) == (first.canonical() == second.canonical())
        assert (first == second) == (first.hash == second.hash)
