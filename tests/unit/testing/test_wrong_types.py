"""Whatever stands at a key of a file of tests, it is read or told of: no reader breaks on it."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from files import SHORT

from dunnix.errors import Problem, ScenarioTestError
from dunnix.model.rows import TABLES
from dunnix.scenario.tables import Level
from dunnix.schema import json_schema
from dunnix.testing.happens import happens_form
from dunnix.testing.keys import EXPECT, FILE, HELD, TEST
from dunnix.testing.load import parse_scenario_tests
from dunnix.testing.sheet import plain

VALUES: Final = (
    *("5", "1.5", "true", '"text"', "2026-02-01", "2026-02-01T10:00:00Z", "10:00:00"),
    *("[]", "[ 5 ]", '[ "text" ]', "[ [ 5 ] ]", "[ { id = 5 } ]", "[ { id = [ 5 ] } ]"),
    *("{}", "{ x = 5 }", '{ id = "F-1" }'),
)
ACCOUNT: Final = {
    "debtor": '{ id = "D1" }',
    "invoices": '[ { id = "F-1", due_date = 2026-02-02, amount = "9.00", currency = "EUR" } ]',
}
TEST_OF: Final = {"name": '"a"', "until": "2026-02-05"}
# What stands beside the wrong value, so that it is the only one.
LEVELS: Final[Mapping[str, tuple[Level, Mapping[str, str]]]] = {
    "expect": (EXPECT, {"on": "2026-02-03", "step": '"reminder"'}),
    "held": (HELD, {"on": "2026-02-03", "invoice": '"F-1"', "reason": '"not-due"'}),
}
LISTS: Final = tuple(name for name in TABLES if name not in {"debtors", "contacts"})

SCHEMA: Final[Any] = jsonschema.Draft7Validator(
    json_schema("test"), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
)


def braced(keys: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{name} = {value}' for name, value in keys.items())} }}"


def lines(keys: Mapping[str, str]) -> str:
    return "".join(f"{name} = {value}\n" for name, value in keys.items())


def file_of(test: Mapping[str, str]) -> str:
    whole = {"scenario": '"short.toml"', "account": braced(ACCOUNT)}
    return f"{lines(whole)}[[test]]\n{lines({**TEST_OF, **test})}"


def of_the_file(value: str) -> Iterator[str]:
    whole = {
        "scenario": '"short.toml"',
        "account": braced(ACCOUNT),
        "test": f"[ {braced(TEST_OF)} ]",
    }
    return (lines({**whole, name: value}) for name in FILE.keys)


def of_a_test(value: str) -> Iterator[str]:
    return (file_of({name: value}) for name in TEST.keys)


def of_expectations(value: str) -> Iterator[str]:
    for key, (level, beside) in LEVELS.items():
        for name in level.keys:
            yield file_of({key: f"[ {braced({**beside, name: value})} ]"})


def of_what_happens(value: str) -> Iterator[str]:
    for name in (*happens_form()["properties"], "debtor"):
        yield file_of({"happens": f"[ {braced({'on': '2026-02-03', name: value})} ]"})


def of_the_account(value: str) -> Iterator[str]:
    for name in ("debtor", "former", "history", "problems", *LISTS):
        yield file_of({"account": braced({name: value})})


def of_rows(value: str) -> Iterator[str]:
    for name in LISTS:
        for cell in TABLES[name].fields:
            yield file_of({"account": braced({name: f"[ {braced({cell: value})} ]"})})
    for cell in TABLES["debtors"].fields:
        debtor = braced({cell: value})
        yield file_of({"account": braced({"debtor": debtor})})
        yield file_of({"happens": f"[ {braced({'on': '2026-02-03', 'debtor': debtor})} ]"})


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    try:
        return parse_scenario_tests(text, name="short.test.toml", folder=folder).warnings
    except ScenarioTestError as error:
        return error.problems


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "files",
    [
        of_the_file,
        of_a_test,
        of_expectations,
        of_what_happens,
        of_the_account,
        pytest.param(of_rows, marks=pytest.mark.exhaustive),
    ],
)
@pytest.mark.long
def test_a_value_of_any_type_at_any_key_is_read_or_told_at_its_place(
    tmp_path: Path, value: str, files: Callable[[str], Iterator[str]]
) -> None:
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")

    for text in files(value):
        problems = problems_of(tmp_path, text)
        assert problems or not list(SCHEMA.iter_errors(plain(tomllib.loads(text)))), text
        for problem in problems:
            assert problem.place is not None, text
            assert problem.place.line is not None, text


def test_what_is_wrong_in_an_account_is_told_though_more_is_laid_over_it(tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    account = braced({**ACCOUNT, "payments": "[ 5, 6 ]"})
    over = {
        "account": braced({"debtor": "7"}),
        "happens": '[ { on = 2026-02-03, payment = "9.00" } ]',
    }

    problems = problems_of(tmp_path, file_of(over).replace(braced(ACCOUNT), account))

    told = [(problem.place and problem.place.line, problem.message) for problem in problems]
    assert told == [
        (2, "a number where an object is wanted"),
        (2, "a number where an object is wanted"),
        (6, "a number where an object is wanted"),
    ]
