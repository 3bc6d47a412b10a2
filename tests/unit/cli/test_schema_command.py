import json
from typing import TYPE_CHECKING

import pytest

import dunnix

if TYPE_CHECKING:
    from conftest import Shell


@pytest.mark.parametrize("kind", ["scenario", "strategy", "ledger", "test"])
def test_the_schema_of_a_kind_of_file_is_printed(shell: "Shell", kind: str) -> None:
    ran = shell.run(f"schema {kind}")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json == dunnix.json_schema(kind)


def test_the_schema_is_written_whole_to_a_file(shell: "Shell") -> None:
    ran = shell.run("schema scenario --output scenario.schema.json")

    written = (shell.folder / "scenario.schema.json").read_text(encoding="utf-8")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(written) == dunnix.json_schema("scenario")
    assert written.endswith("}\n")


def test_another_kind_is_a_fault_of_the_command_and_the_kinds_are_named(shell: "Shell") -> None:
    ran = shell.run("schema playbook")

    assert (ran.code, ran.out) == (2, "")
    assert "invalid choice: 'playbook'" in ran.err
    assert all(kind in ran.err for kind in ("scenario", "strategy", "ledger"))


def test_without_a_kind_an_example_is_told(shell: "Shell") -> None:
    ran = shell.run("schema")

    assert ran.code == 2
    assert "write such as `dunnix schema scenario`" in ran.err


def test_a_folder_that_is_not_there_is_told_without_a_traceback(shell: "Shell") -> None:
    ran = shell.run("schema ledger --output nowhere/ledger.schema.json")

    assert ran.code == 2
    assert "can't be written: no such file or directory" in ran.err
