"""What a person is told about a faulty scenario, word for word."""

import re
from pathlib import Path

import pytest

from dunnix.errors import ScenarioError, Severity
from dunnix.scenario import check_text, parse_scenario
from dunnix.scenario.allowances import WARNINGS

CASES = sorted(path for path in (Path(__file__).parent / "scenario").iterdir() if path.is_dir())
SOURCES = Path(__file__).parents[2] / "src" / "dunnix" / "scenario"
# Told of a source rather than of a text, or of Python values alone: shown in tests/unit/scenario.
ELSEWHERE = {
    *("unknown-scenario", "unknown-version", "missing-file", "not-a-file", "unreadable-file"),
    *("file-too-large", "duplicate-fact", "version-reused"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_faulty_scenario_is_told_all_its_problems_in_one_pass(case: Path) -> None:
    text = (case / "scenario.toml").read_bytes()

    problems = check_text(text, name="scenario.toml")

    told = "".join(f"{problem}\n" for problem in problems)
    assert told == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_errors_refuse_a_scenario_and_warnings_alone_do_not(case: Path) -> None:
    text = (case / "scenario.toml").read_bytes()
    problems = check_text(text, name="scenario.toml")

    if all(problem.severity is Severity.WARNING for problem in problems):
        assert parse_scenario(text, name="scenario.toml").version == "1"
    else:
        with pytest.raises(ScenarioError) as caught:
            parse_scenario(text, name="scenario.toml")
        assert caught.value.problems == problems


def test_every_code_has_a_case() -> None:
    codes = {
        code
        for source in SOURCES.glob("*.py")
        if not source.name.startswith("strategy")
        for code in re.findall(r'code="([a-z0-9-]+)"', source.read_text(encoding="utf-8"))
    }

    shown = " ".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)

    assert {code for code in codes if f"[{code}]" not in shown} <= ELSEWHERE


def test_every_warning_has_a_case_and_can_be_allowed() -> None:
    told = {
        problem.code
        for case in CASES
        for problem in check_text((case / "scenario.toml").read_bytes(), name="scenario.toml")
        if problem.severity is Severity.WARNING
    }

    assert told == {*WARNINGS, "allowed-in-vain"}


def test_every_problem_of_a_text_has_a_line_and_a_hint() -> None:
    for case in CASES:
        for problem in check_text((case / "scenario.toml").read_bytes(), name="scenario.toml"):
            assert problem.place is not None
            assert problem.place.line is not None or problem.code in {"not-utf-8", "bad-toml"}
            assert problem.hint is not None
