"""No single change of a scenario is lost in what is said of it, and no two are told alike."""

import importlib
from pathlib import Path

import pytest

from dunnix.comparison import compare_scenarios
from dunnix.scenario import parse_scenario
from dunnix.scenario.load import scenario_text

ROOT = Path(__file__).resolve().parents[3]
WHOLE = ROOT / "tests" / "unit" / "scenario" / "the-whole-language.toml"
TEXTS = {
    "whole": WHOLE.read_text(encoding="utf-8"),
    "gentle": scenario_text("gentle")[1].decode(),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.exhaustive
def test_every_single_change_is_told_unlike_any_other(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    old = parse_scenario(TEXTS[name], name=name)
    mutants = importlib.import_module("mutants").mutants(TEXTS[name], name)

    told: dict[str, str] = {}
    for mutant in mutants:
        changes = compare_scenarios(old, mutant.scenario)
        said = changes.say()
        assert changes, mutant.name
        assert "They say the same." not in said, mutant.name
        assert said not in told, (mutant.name, told[said])
        told[said] = mutant.name

    assert told
