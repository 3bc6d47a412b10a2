"""The schemas take every file that dunnix ships, shows or is tested with."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dunnix
from dunnix.errors import Severity
from dunnix.scenario import check_text
from dunnix.schema import FileKind, json_schema

ROOT = Path(__file__).parents[3]
TITLED = re.compile(r'```(toml|json) title="[^"]+"\n(.*?)```', re.DOTALL)
FOLDERS = ("src/dunnix/scenario/library", "examples", "tests/scenarios/published", "tests/unit")
VALIDATORS: dict[str, Any] = {
    kind: jsonschema.Draft7Validator(
        json_schema(kind), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    for kind in FileKind
}


def kind_of(content: dict[str, Any]) -> str | None:
    """Tell a scenario, a strategy and a ledger by what only they have."""
    signs = {"if_behind": "scenario", "assign": "strategy", "accounts": "ledger", "test": "test"}
    return next((kind for sign, kind in signs.items() if sign in content), None)


def as_json(value: Any) -> Any:
    """Give what TOML holds as JSON has it: a day or a time of day is a text."""
    return json.loads(json.dumps(value, default=str))


def whole(language: str, text: str) -> Any:
    """Read a block of a page; None for one that shows what is told of a faulty scenario."""
    if language == "json":
        return json.loads(text)
    told = {problem.severity for problem in check_text(text, name="x.toml")}
    is_scenario = "[[step]]" in text
    return None if is_scenario and Severity.ERROR in told else tomllib.loads(text)


def told() -> dict[str, tuple[str, Any]]:
    """Give every whole file there is, each with its kind."""
    files: dict[str, Any] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.toml")):
            files[str(path.relative_to(ROOT))] = tomllib.loads(path.read_text(encoding="utf-8"))
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for number, block in enumerate(TITLED.findall(page.read_text(encoding="utf-8"))):
            content = whole(*block)
            if content is not None:
                files[f"{page.relative_to(ROOT)} {number}"] = content
    demo = ROOT / "src/dunnix/cli/data/demo.json"
    files[demo.name] = json.loads(demo.read_text(encoding="utf-8"))
    kinds = {name: (kind_of(content), as_json(content)) for name, content in files.items()}
    return {name: (kind, content) for name, (kind, content) in kinds.items() if kind}


FILES = told()


def test_there_are_files_of_every_kind() -> None:
    assert {kind for kind, _ in FILES.values()} == set(FileKind)
    assert len(FILES) > 40


@pytest.mark.parametrize("name", FILES)
def test_a_schema_takes_what_the_loader_takes(name: str) -> None:
    kind, content = FILES[name]

    assert [error.message for error in VALIDATORS[kind].iter_errors(content)] == []


@pytest.mark.parametrize("kind", FileKind)
def test_a_schema_names_itself_and_its_draft(kind: FileKind) -> None:
    schema = dunnix.json_schema(kind)

    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == f"urn:dunnix:schema:{kind}"
    assert json.loads(json.dumps(schema)) == schema


def test_another_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="known are `scenario`, `strategy`, `ledger`, `test`"):
        json_schema("playbook")


def test_a_ledger_is_accounts_by_name_a_list_of_them_or_one() -> None:
    account = {"debtor": {"id": "D42", "risk": 3, "limit": {"amount": "5.00", "currency": "EUR"}}}

    taken: list[object] = [{"accounts": [account]}, [account], account]
    refused: list[object] = [{"accounts": account}, [[account]], {"debtors": [account]}, "account"]

    assert [VALIDATORS["ledger"].is_valid(each) for each in taken] == [True] * 3
    assert [VALIDATORS["ledger"].is_valid(each) for each in refused] == [False] * 4


def every_form(form: Any) -> Iterator[Mapping[str, Any]]:
    """Walk through a schema and all within it."""
    if isinstance(form, Mapping):
        yield form
        for each in form.values():
            yield from every_form(each)
    elif isinstance(form, list):
        for each in form:
            yield from every_form(each)


@pytest.mark.parametrize("kind", ["scenario", "strategy", "test"])
def test_the_schemas_of_toml_use_no_word_that_draft_4_has_not(kind: str) -> None:
    later = {"const", "contains", "if", "then", "else", "propertyNames", "$ref", "$defs"}

    for form in every_form(json_schema(kind)):
        words = set(form) if "type" in form or "anyOf" in form else set[str]()
        assert not words & later
        assert form.get("required") != []


@pytest.mark.parametrize("kind", FileKind)
def test_every_pattern_is_read_alike_by_other_languages(kind: str) -> None:
    patterns = [
        form["pattern"]
        for form in every_form(json_schema(kind))
        if isinstance(form.get("pattern"), str)
    ]

    assert patterns
    for pattern in patterns:
        assert not any(
            sign in pattern for sign in ("(?P", "(?<", "(?i", r"\Z", r"\A", r"\d", r"\w")
        )
