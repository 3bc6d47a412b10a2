"""Whatever bytes a loader is given, it gives a scenario or its problems, and nothing else."""

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dunnix.errors import ScenarioError, Severity
from dunnix.scenario import Scenario, check_text, parse_scenario, scenario_names

LIBRARY = resources.files("dunnix.scenario").joinpath("library")
WHOLE = Path(__file__).parents[1] / "unit" / "scenario" / "the-whole-language.toml"
SHIPPED = [
    *(LIBRARY.joinpath(f"{name}.toml").read_bytes() for name in scenario_names()),
    WHOLE.read_bytes(),
]
PIECES = st.sampled_from(
    [
        *(b'"', b"'", b"[", b"]", b"[[step]]", b"{", b"}", b"=", b"\n", b"#", b"\\", b",", b"."),
        *(b'"""', b"'''", b"\xff", b"\x00", b"\xef\xbb\xbf", b"1e400", b"-0", b"nan", b"true"),
        *(b"id", b"[amounts]", b"[facts.debtor]", b"due", b"1979-05-27", b"[[amounts.small]]"),
        *(b"[[reaction]]\n", b"on = 'reply'\n", b"[defaults]\n", b"[pause.dispute]\n", b"event"),
        *(b"[step]", b"after = ['previous']\n", b"repeat = {}\n", b"when = '('\n", b"''"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    text = draw(st.sampled_from(SHIPPED))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + draw(PIECES | st.binary(max_size=8)) + text[end:]
    return text


def gives_a_scenario_or_problems(text: bytes) -> None:
    problems = check_text(text, name="x.toml")
    if any(problem.severity is Severity.ERROR for problem in problems):
        with pytest.raises(ScenarioError) as caught:
            parse_scenario(text, name="x.toml")
        assert caught.value.problems == problems
        assert str(caught.value)
        return
    scenario = parse_scenario(text, name="x.toml")
    assert isinstance(scenario, Scenario)
    assert parse_scenario(scenario.to_toml(), name="again.toml") == scenario


@given(st.binary(max_size=200))
def test_any_bytes_give_a_scenario_or_its_problems(text: bytes) -> None:
    gives_a_scenario_or_problems(text)


@given(mutated())
@example(SHIPPED[0][:-1])
def test_a_mutated_scenario_gives_a_scenario_or_its_problems(text: bytes) -> None:
    gives_a_scenario_or_problems(text)


@given(st.sampled_from(SHIPPED), st.data())
def test_a_truncated_scenario_gives_a_scenario_or_its_problems(
    text: bytes, data: st.DataObject
) -> None:
    gives_a_scenario_or_problems(text[: data.draw(st.integers(0, len(text)))])
