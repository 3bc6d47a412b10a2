"""Rules of other systems: samples with the scenario and the notes made of them, and faulty ones.

A sample is a folder of `tests/scenarios/imports`, named after its system: an export of our own
making, `expected.toml` and `notes.txt`. A faulty case is a folder of `tests/scenarios/rule-import`:
a file named after its system, and `expected.txt`. Both are in euros, but for cases about currency.
"""

import os
from pathlib import Path

import pytest

from dunnix.errors import ScenarioError, Severity
from dunnix.importers import RuleSystem, import_rules
from dunnix.scenario import check_scenario, load_scenario

CASES = Path(__file__).parent
SAMPLES = sorted(path for path in (CASES / "imports").iterdir() if path.is_dir())
FAULTY = sorted(path for path in (CASES / "rule-import").iterdir() if path.is_dir())
NAMES_NO_CURRENCY = {
    "business-central-no-fee-currency",
    "sap-several-currencies",
    "tryton-no-currency",
}


def expected(path: Path, text: str) -> str:
    if os.environ.get("DUNNIX_WRITE_EXPECTED"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def export_in(folder: Path) -> str:
    (found,) = (path.name for path in folder.iterdir() if path.suffix in {".csv", ".json"})
    return found


def test_every_system_has_a_sample() -> None:
    assert [path.name for path in SAMPLES] == sorted(RuleSystem)


@pytest.mark.parametrize("folder", SAMPLES, ids=[path.name for path in SAMPLES])
def test_an_export_becomes_exactly_this_scenario_with_these_notes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    found = import_rules(folder.name, export_in(folder), currency="EUR")

    notes = "".join(f"{note}\n" for note in found.notes)
    assert found.to_toml() == expected(folder / "expected.toml", found.to_toml())
    assert notes == expected(folder / "notes.txt", notes)
    assert all(f"[{note.code}]" in found.to_toml() for note in found.notes)


@pytest.mark.parametrize("folder", SAMPLES, ids=[path.name for path in SAMPLES])
def test_what_is_written_passes_the_check_and_loads_again(folder: Path) -> None:
    found = import_rules(folder.name, folder / export_in(folder), currency="EUR")

    problems = check_scenario(folder / "expected.toml")

    assert [each for each in problems if each.severity is Severity.ERROR] == []
    assert load_scenario(folder / "expected.toml") == found.scenario


@pytest.mark.parametrize("folder", FAULTY, ids=[path.name for path in FAULTY])
def test_faulty_rules_are_told_in_exactly_this_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    name = export_in(folder)
    currency = None if folder.name in NAMES_NO_CURRENCY else "EUR"

    with pytest.raises(ScenarioError) as caught:
        import_rules(Path(name).stem, name, currency=currency)

    assert f"{caught.value}\n" == expected(folder / "expected.txt", f"{caught.value}\n")
