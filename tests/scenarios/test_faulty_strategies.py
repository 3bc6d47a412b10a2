"""What a person is told about a faulty strategy, word for word."""

import re
from pathlib import Path

import pytest

from dunnix.errors import ScenarioError
from dunnix.scenario import check_strategy_text, parse_strategy

CASES = sorted(path for path in (Path(__file__).parent / "strategy").iterdir() if path.is_dir())
SOURCES = Path(__file__).parents[2] / "src" / "dunnix" / "scenario"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_faulty_strategy_is_told_all_its_problems_in_one_pass(case: Path) -> None:
    text = (case / "strategy.toml").read_bytes()

    problems = check_strategy_text(text, name="strategy.toml", folder=case)

    told = "".join(f"{problem}\n" for problem in problems)
    assert told == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_faulty_strategy_is_refused(case: Path) -> None:
    text = (case / "strategy.toml").read_bytes()

    with pytest.raises(ScenarioError) as caught:
        parse_strategy(text, name="strategy.toml", folder=case)

    assert caught.value.problems == check_strategy_text(text, name="strategy.toml", folder=case)


def test_every_problem_of_a_strategy_has_a_line_and_a_hint() -> None:
    for case in CASES:
        text = (case / "strategy.toml").read_bytes()
        for problem in check_strategy_text(text, name="strategy.toml", folder=case):
            assert problem.place is not None
            assert problem.place.line is not None
            assert problem.hint is not None


def test_every_code_of_strategies_has_a_case() -> None:
    codes = {
        code
        for source in SOURCES.glob("strategy*.py")
        for code in re.findall(
            r'(?:code=|_told\()"([a-z0-9-]+)"', source.read_text(encoding="utf-8")
        )
    }

    shown = " ".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)

    assert {code for code in codes if f"[{code}]" not in shown} == set()
