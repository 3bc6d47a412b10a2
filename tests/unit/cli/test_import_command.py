from typing import TYPE_CHECKING

import pytest

from dunnix.importers import RuleSystem

if TYPE_CHECKING:
    from conftest import Shell

LEVELS = """\
delay,name,send_email,auto_execute,join_invoices
7,First,True,True,True
21,Second,True,False,False
"""


def test_the_scenario_goes_to_standard_output_with_its_notes_as_comments(shell: "Shell") -> None:
    shell.write("levels.csv", LEVELS)

    ran = shell.run("import odoo levels.csv --currency EUR")

    assert ran.code == 0
    assert ran.out.startswith("# Imported from Odoo, levels.csv: 7 differences in meaning")
    assert "# [waits-for-a-person]\n# theirs: without `auto_execute`" in ran.out
    assert ran.err == "dunnix: 7 differences in meaning; the comments tell them\n"


def test_what_is_written_passes_the_check_and_the_notes_are_listed(shell: "Shell") -> None:
    shell.write("levels.csv", LEVELS)

    ran = shell.run("import odoo levels.csv --id own --currency EUR --output own.toml")

    assert (ran.code, ran.err) == (0, "")
    assert "step.level-2.mode [waits-for-a-person]\n  theirs: without `auto_execute`" in ran.out
    assert ran.out.endswith("own.toml: 2 steps of Odoo, 7 differences in meaning\n")
    assert shell.run("check own.toml").out.splitlines()[-1].startswith("own.toml: nothing found;")


def test_the_notes_fit_a_terminal_of_80_columns(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shell.write("levels.csv", LEVELS)

    ran = shell.run("import odoo levels.csv --currency EUR --output own.toml")

    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_notes_are_read_however_narrow_a_terminal_says_it_is(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "2")
    shell.write("levels.csv", LEVELS)

    ran = shell.run("import odoo levels.csv --currency EUR --output own.toml")

    assert (ran.code, ran.err) == (0, "")
    assert "  theirs: without `auto_execute`" in ran.out


def test_faulty_rules_are_listed_and_nothing_is_written(shell: "Shell") -> None:
    shell.write("levels.csv", "delay,send_email\nsoon,True\n7,perhaps\n")

    ran = shell.run("import odoo levels.csv --currency EUR --output own.toml")

    assert (ran.code, ran.out) == (1, "")
    assert "levels.csv:2: delay: `soon` is no whole number [bad-number]\n" in ran.err
    assert "levels.csv:3: send_email: `perhaps` is neither yes nor no [bad-flag]\n" in ran.err
    assert ran.err.endswith("dunnix: nothing was imported\n")
    assert not (shell.folder / "own.toml").exists()


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("import odoo nowhere.csv", "nowhere.csv: there is no such file"),
        ("import odoo ledger", "ledger: this is a folder, a file is wanted"),
        ("import odoo levels.csv --id Own --currency EUR", "`id`: `Own` is no id [bad-id]"),
        ("import odoo levels.txt", "levels.txt: the name doesn't say what the file holds"),
        ("import odoo levels.csv", "levels.csv: nothing says which currency"),
    ],
)
def test_what_cannot_be_imported_gives_1(shell: "Shell", command: str, message: str) -> None:
    shell.write("levels.csv", LEVELS)
    shell.write("levels.txt", LEVELS)

    ran = shell.run(command)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(message)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("import oodo levels.csv", "invalid choice: 'oodo'"),
        ("import odoo levels.csv --output own --currency EUR", "`own` doesn't end in .toml"),
        ("import odoo levels.csv --curency EUR", "did you mean `--currency`?"),
        ("import odoo levels.csv --currency EUR --output no/own.toml", "can't be written"),
        ("import odoo", "arguments are required: FILE"),
    ],
)
def test_a_command_that_cannot_be_gives_2(shell: "Shell", command: str, message: str) -> None:
    shell.write("levels.csv", LEVELS)

    ran = shell.run(command)

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_the_help_names_every_system_and_fits_80_columns(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    ran = shell.run("import --help")

    assert all(system in ran.out for system in RuleSystem)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "examples:\n  dunnix " in ran.out
