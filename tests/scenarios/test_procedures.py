"""The procedures of the shipped scenarios, word for word.

`python scripts/update_procedures.py` writes them anew; read the difference aloud.
"""

from pathlib import Path

import pytest

from dunnix.comparison import compare_scenarios
from dunnix.procedure import procedure_of
from dunnix.scenario import load_scenario, parse_scenario, scenario_names
from dunnix.words import LANGUAGES

PROCEDURES = Path(__file__).parent / "procedures"
FILES = sorted(PROCEDURES.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_shipped_scenario_reads_in_exactly_these_words(file: Path) -> None:
    name, _, language = file.stem.rpartition(".")

    text = procedure_of(load_scenario(name), language).to_text()

    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", scenario_names())
def test_a_scenario_written_anew_says_and_does_the_same(name: str) -> None:
    scenario = load_scenario(name)
    again = parse_scenario(scenario.to_toml(), name="again.toml")

    said, said_again = procedure_of(scenario), procedure_of(again)

    assert [each.text for each in said.sentences] == [each.text for each in said_again.sentences]
    assert not compare_scenarios(scenario, again)


def test_every_shipped_scenario_is_read_in_english_and_french_and_two_in_each_other() -> None:
    read = {file.stem for file in FILES}
    others = [
        f"{name}.{language}"
        for name in ("fr-b2b", "de-b2b")
        for language in LANGUAGES
        if language not in {"en", "fr"}
    ]

    every = [f"{name}.{language}" for name in scenario_names() for language in ("en", "fr")]
    assert sorted(read) == sorted([*every, *others])
