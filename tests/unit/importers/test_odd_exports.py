"""Exports that are odd and still say what they mean."""

import tomllib
from pathlib import Path

from dunnix.importers import import_rules


def test_a_level_of_tryton_on_the_due_date_itself_comes_on_it() -> None:
    rows = [{"sequence": 1, "overdue": "0:00:00"}, {"sequence": 2, "overdue": "10 days, 0:00:00"}]

    steps = import_rules("tryton", rows, currency="EUR").scenario.steps

    assert [str(step.at) for step in steps] == ["due", "due + 10d"]


def test_the_name_of_a_file_stays_within_its_comment(tmp_path: Path) -> None:
    path = tmp_path / "rules\nid = 1.json"
    path.write_text('[{"delay": 7, "send_email": true, "auto_execute": true}]', encoding="utf-8")

    found = import_rules("odoo", path, id="own", currency="EUR")

    assert tomllib.loads(found.to_toml())["id"] == "own"
