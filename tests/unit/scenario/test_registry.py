"""One version of a scenario never means two things."""

import json

import pytest

from dunnix.errors import ScenarioError
from dunnix.scenario import Scenario, load_scenario, parse_scenario
from dunnix.scenario.registry import ScenarioRegistry

GENTLE = load_scenario("gentle")


def changed(version: str | None = None) -> Scenario:
    text = GENTLE.to_toml().replace('channel = "email"', 'channel = "letter"', 1)
    if version:
        text = text.replace(f'version = "{GENTLE.version}"', f'version = "{version}"')
    return parse_scenario(text, name="gentle.toml")


def test_it_holds_each_version_with_its_hash() -> None:
    registry = ScenarioRegistry().add(GENTLE, changed("2026.7"))

    assert registry.to_dict() == {
        GENTLE.ref: GENTLE.hash,
        "gentle@2026.7": changed("2026.7").hash,
    }


def test_adding_again_changes_nothing() -> None:
    registry = ScenarioRegistry().add(GENTLE)

    assert registry.add(GENTLE) == registry


def test_a_version_used_for_another_text_is_refused_whole() -> None:
    registry = ScenarioRegistry().add(GENTLE)

    with pytest.raises(ScenarioError) as caught:
        registry.add(changed("2026.7"), changed())

    assert str(caught.value) == (
        f"version `{GENTLE.version}` of `gentle` was published with another text [version-reused]\n"
        "  hint: give the changed scenario a version of its own"
    )
    assert registry.problems_of(changed()) == caught.value.problems
    assert registry.problems_of(changed("2026.7")) == ()


def test_two_texts_of_one_version_are_refused_together() -> None:
    with pytest.raises(ScenarioError, match="version-reused"):
        ScenarioRegistry().add(GENTLE, changed())


def test_it_goes_through_json_and_back() -> None:
    registry = ScenarioRegistry().add(GENTLE)

    assert ScenarioRegistry.from_dict(json.loads(json.dumps(registry.to_dict()))) == registry


@pytest.mark.parametrize(
    "entry", [{"gentle": "0" * 64}, {"gentle@1": "0"}, {"gentle@1": "G" * 64}, {"gentle@1": 7}]
)
def test_what_is_no_registry_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is no version with its hash"):
        ScenarioRegistry.from_dict(entry)
