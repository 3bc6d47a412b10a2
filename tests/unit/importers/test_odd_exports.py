"""Exports that are odd and still say what they mean."""

import tomllib
from pathlib import Path

import pytest

from dunnix.errors import Problem, ScenarioError
from dunnix.importers import import_rules
from dunnix.importers.sheet import Source


def test_a_level_of_tryton_on_the_due_date_itself_comes_on_it() -> None:
    rows = [{"sequence": 1, "overdue": "0:00:00"}, {"sequence": 2, "overdue": "10 days, 0:00:00"}]

    steps = import_rules("tryton", rows, currency="EUR").scenario.steps

    assert [str(step.at) for step in steps] == ["due", "due + 10d"]


def test_the_name_of_a_file_stays_within_its_comment(tmp_path: Path) -> None:
    path = tmp_path / "rules\nid = 1.json"
    path.write_text('[{"delay": 7, "send_email": true, "auto_execute": true}]', encoding="utf-8")

    found = import_rules("odoo", path, id="own", currency="EUR")

    assert tomllib.loads(found.to_toml())["id"] == "own"


def test_two_spellings_of_one_field_in_a_row_are_refused_with_both() -> None:
    problems = refused("odoo", [{"Delay": 7, "delay": 14, "send_email": True}])

    assert [each.message for each in problems] == ["the fields `Delay` and `delay` say one thing"]


def test_two_spellings_in_a_header_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "levels.csv"
    path.write_text("delay,Delay,send_email\n7,14,True\n21,28,True\n", encoding="utf-8")

    problems = refused("odoo", path)

    assert [each.message for each in problems] == ["the columns `delay` and `Delay` say one thing"]


def test_a_number_beyond_all_measure_is_no_amount(tmp_path: Path) -> None:
    path = tmp_path / "levels.json"
    fee = '"fee.product.list_price": 1e99999999999999999999'
    path.write_text(f'[{{"sequence": 1, "overdue": 5, {fee}}}]', encoding="utf-8")

    problems = refused("tryton", path)

    assert [each.message for each in problems] == ["`inf` is no amount"]


def test_what_is_said_once_and_again_in_a_level_is_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "terms.json"
    path.write_text('{"Code": "DOM", "levels": [{"No.": 1, "Code": "DOM"}]}', encoding="utf-8")

    assert import_rules("business-central", path, currency="EUR").scenario.id == "dom"


def refused(system: str, source: Source) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        import_rules(system, source, currency="EUR")
    return caught.value.problems
