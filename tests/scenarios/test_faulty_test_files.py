"""What a person is told about a faulty file of tests, word for word."""

import re
from pathlib import Path

import pytest

from dunnix.errors import Problem, ScenarioTestError
from dunnix.testing.load import load_scenario_tests, parse_scenario_tests

CASES = sorted(path for path in (Path(__file__).parent / "test-file").iterdir() if path.is_dir())
SOURCES = Path(__file__).parents[2] / "src" / "dunnix" / "testing"


def problems_of(case: Path) -> tuple[Problem, ...]:
    text = (case / "tests.toml").read_bytes()
    with pytest.raises(ScenarioTestError) as caught:
        parse_scenario_tests(text, name="tests.toml", folder=case)
    return caught.value.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_faulty_file_of_tests_is_told_all_its_problems_in_one_pass(case: Path) -> None:
    told = "".join(f"{problem}\n" for problem in problems_of(case))

    assert told == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_of_a_file_of_tests_has_a_line_a_column_and_a_hint(case: Path) -> None:
    for problem in problems_of(case):
        assert problem.place is not None
        assert problem.place.line is not None
        assert problem.place.column is not None
        assert problem.hint is not None


def test_every_code_of_files_of_tests_has_a_case() -> None:
    codes = {
        code
        for source in SOURCES.glob("*.py")
        if source.name != "accept.py"  # it refuses to write, which no reading shows
        for code in re.findall(r'code=?(?:, code)? ?=\s*"([a-z-]+)"', source.read_text("utf-8"))
    }

    shown = " ".join((case / "expected.txt").read_text(encoding="utf-8") for case in CASES)

    assert {code for code in codes if f"[{code}]" not in shown} == set()


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ScenarioTestError) as caught:
        load_scenario_tests(tmp_path / "nowhere.test.toml")

    assert [each.code for each in caught.value.problems] == ["missing-file"]


def test_a_text_that_is_no_toml_is_a_problem_at_its_place() -> None:
    with pytest.raises(ScenarioTestError) as caught:
        parse_scenario_tests('scenario = "gentle"\n[[test]\n', name="my.test.toml")

    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place)) == ("bad-toml", "my.test.toml:2:7")
