"""The tests that ship beside the shipped scenarios pass, and leave nothing out."""

from pathlib import Path
from typing import Final

import pytest

import dunnix.scenario
from dunnix.scenario import scenario_names
from dunnix.testing.coverage import ScenarioCoverage, scenario_coverage
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.run import run_scenario_tests

LIBRARY: Final = Path(dunnix.scenario.__file__).parent / "library"
NAMES: Final = sorted(path.stem for path in LIBRARY.glob("*.toml"))
# Of two steps with opposite conditions the one tried first leaves nothing for the other to fail:
# with `skip-to-latest` that is the last, with `one-at-a-time` the first.
NEVER_FAILS: Final = {
    "au-b2b": "agency: amount_due >= worthwhile",
    "b2b-international": "agency: amount_due >= agency",
    "be-b2b": "agency: amount_due < court",
    "be-consumer": "write-off: amount_due < worthwhile",
    "de-b2b": "inkasso: amount_due < court",
    "fr-b2b": "agency: amount_due < court",
    "fr-b2b@2026.0": "agency: amount_due < court",
    "fr-consumer": "write-off: amount_due < worthwhile",
    "fr-risky": "agency: amount_due < court",
    "uk-b2b": "agency: amount_due < court",
    "us-b2b": "agency: amount_due >= worthwhile",
}


def left_out(coverage: ScenarioCoverage) -> list[str]:
    groups = (*coverage.steps, *coverage.reactions, *coverage.pauses)
    never = [each.name for each in groups if not each.times]
    for atom in coverage.atoms:
        never += [f"{atom.owner}: {atom.text}"] * (2 - atom.seen_true - atom.seen_false)
    return never


def test_every_shipped_scenario_has_its_tests() -> None:
    tests = sorted(path.name.removesuffix(".test.toml") for path in (LIBRARY / "tests").iterdir())

    assert tests == NAMES
    assert set(scenario_names()) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_tests_of_a_shipped_scenario_pass(name: str) -> None:
    file = load_scenario_tests(LIBRARY / "tests" / f"{name}.test.toml")

    results = run_scenario_tests(file)

    assert [each.report() for each in results if not each.passed] == []


@pytest.mark.parametrize(
    "name",
    [
        each if each == "fr-b2b" else pytest.param(each, marks=pytest.mark.exhaustive)
        for each in NAMES
    ],
)
def test_the_tests_of_a_shipped_scenario_cover_it(name: str) -> None:
    file = load_scenario_tests(LIBRARY / "tests" / f"{name}.test.toml")

    (coverage,) = scenario_coverage(file, run_scenario_tests(file))

    assert left_out(coverage) == ([NEVER_FAILS[name]] if name in NEVER_FAILS else [])
