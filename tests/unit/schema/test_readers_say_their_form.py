"""Every reader of a file's keys and fields says what it takes, and says it as it reads."""

import pkgutil
from importlib import import_module
from typing import Any

import jsonschema
import pytest

import dunnix.model.rows
import dunnix.scenario
import dunnix.testing
from dunnix.forms import form_of
from dunnix.model.rows.meanings import MEANINGS
from dunnix.model.rows.tables import RowTable
from dunnix.scenario.tables import Key, Level


def found(package: Any, kind: type[Any]) -> list[Any]:
    """List the values of a kind that stand in the modules of a package, each once."""
    modules = [
        import_module(f"{package.__name__}.{each.name}")
        for each in pkgutil.iter_modules(package.__path__)
    ]
    values = [value for module in modules for value in vars(module).values()]
    lone = [value for value in values if isinstance(value, kind)]
    return list({id(value): value for value in lone}.values())


LEVELS: list[Level] = [*found(dunnix.scenario, Level), *found(dunnix.testing, Level)]
TABLES: list[RowTable] = found(dunnix.model.rows, RowTable)
KEYS = {f"{level.name} {name}": key for level in LEVELS for name, key in level.keys.items()}


def test_the_tables_are_all_found() -> None:
    assert {
        "a scenario",
        "a step",
        "a reaction",
        "`defaults`",
        "a strategy",
        "`quiet`",
        "a test",
    } < {level.name for level in LEVELS}
    assert {"invoices", "debtors", "happenings", "history", "paid"} < {t.name for t in TABLES}


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.name)
def test_every_key_of_a_level_says_what_it_takes(level: Level) -> None:
    form = level.form

    jsonschema.Draft7Validator.check_schema(form)
    assert list(form["properties"]) == list(level.keys)
    assert all(len(each) > len(("description",)) for each in form["properties"].values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_row_says_what_it_takes_and_means(table: RowTable) -> None:
    for field in table.fields.values():
        jsonschema.Draft7Validator.check_schema(form_of(field.reader))

    assert set(table.fields) == set(MEANINGS[table.name])


def test_a_reader_without_a_form_is_told() -> None:
    with pytest.raises(TypeError, match="doesn't say what it takes"):
        form_of(str)


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_default_and_an_example_are_values_that_the_key_takes(key: Key) -> None:
    form = key.form
    named = [*form.get("examples", ()), *([form["default"]] if "default" in form else [])]

    for value in named:
        jsonschema.Draft7Validator(form).validate(value)
        key.read(value)


def test_the_defaults_that_are_one_value_are_told_as_such() -> None:
    told = {name: key.form["default"] for name, key in KEYS.items() if "default" in key.form}

    assert told["a scenario attempts"] == 2
    assert told["a scenario stale_after"] == "7d"
    assert told["`contact` closed_days"] is True
    assert "a scenario currency" not in told


def test_what_is_said_of_a_key_is_its_meaning_what_it_takes_and_its_default() -> None:
    assert KEYS["a step deadline_from"].form["description"] == (
        "Whether the deadline runs from the day it was done or delivered.\n\n"
        "Takes: `done`, `delivered`. Default: `done`."
    )
    assert KEYS["a step id"].form["description"].endswith("Takes: id. Must be given.")
