import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunnix.cli import plan
from dunnix.cli.app import Exit

if TYPE_CHECKING:
    from conftest import Shell

SOURCE = Path(__file__).parents[3] / "src"
PLAN = "plan ledger --scenario fr-b2b --as-of 2026-02-05"


def test_a_command_that_finds_nothing_wrong_gives_0(shell: "Shell") -> None:
    ran = shell.run(PLAN)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("", "usage: dunnix"),
        ("plann", "invalid choice: 'plann'"),
        (
            "--verbose",
            "`dunnix` takes no `--verbose`\n  hint: `dunnix --help` shows how it is used",
        ),
        ("plan ledger", "one of the arguments --scenario --strategy is required"),
        (
            "plan",
            "LEDGER\n  hint: write such as `dunnix plan ledger/ --scenario fr-b2b --as-of 2026",
        ),
        (f"{PLAN} --debtor=", "argument --debtor: the name is empty"),
        ("plan ledger --scenario= --as-of 2026-02-05", "argument --scenario: the name is empty"),
        ("plan ledger --strategy= --as-of 2026-02-05", "argument --strategy: the name is empty"),
        ("demo --write=", "argument --write: the name is empty"),
        ("metrics ledger --as-of 2026-02-05 --html=", "argument --html: the name is empty"),
        ("plan ledger --scenario fr-b2b", "a decision is about a day, and none is given"),
        (
            "plan ledger --scenario fr-b2b --as-of 5/2/2026",
            "`5/2/2026` is no day: write it as 2026-02-05",
        ),
        ("plan ledger --scenario fr-b2b --as-of 2026-02-30", "there is no day `2026-02-30`"),
        (
            "plan --scenario fr-b2b --as-of 2026-02-05 --map id=No led.csv",
            "`led.csv` isn't FIELD=COLUMN (a ledger goes before `--map`, or after ` -- `)",
        ),
        (f"{PLAN} --map id=a id=b", "`--map` names two columns for `id`"),
        (f"{PLAN} --currency EURO", "ISO 4217 has no currency `EURO`; did you mean `EUR`?"),
        (f"{PLAN} --dates M/D", "must hold a year, a month and a day once each"),
        (f"{PLAN} --delimiter :", "`:` is no delimiter"),
        (
            "plan ledger.json --map id=No --scenario fr-b2b --as-of 2026-02-05",
            "`--map` and `--delimiter` are for CSV files: leave them out",
        ),
        (
            "plan lines.ndjson --delimiter ; --scenario fr-b2b --as-of 2026-02-05",
            "`--map` and `--delimiter` are for CSV files: leave them out",
        ),
        (f"{PLAN} --debtor D43", "did you mean `D42`?"),
        (f"{PLAN} --language pt", "invalid choice: 'pt'"),
        ("plan ledger --scenario fr-b2b --as_of 2026-02-05", "did you mean `--as-of`?"),
        (f"{PLAN} --runs", "`dunnix plan` takes no `--runs`"),
        (
            "plan ledger --scenaro fr-b2b --as-of 2026-02-05",
            "`dunnix plan` takes no `--scenaro`\n  hint: did you mean `--scenario`?",
        ),
        (
            "explain --scenario fr-b2b --as-of 2026-02-05 --debtr=D42 ledger",
            "`dunnix explain` takes no `--debtr`\n  hint: did you mean `--debtor`?",
        ),
        ("plan ledger other", "one of the arguments --scenario --strategy is required"),
        ("demo play", "`dunnix demo --help` shows how it is used"),
        ("explain ledger --scenario fr-b2b --as-of 2026-02-05", "required: --debtor"),
    ],
)
def test_a_command_that_cannot_be_gives_2_and_says_why(
    shell: "Shell", command: str, message: str
) -> None:
    ran = shell.run(command)

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_columns_named_for_a_workbook_are_not_what_is_wrong_with_it(shell: "Shell") -> None:
    shell.write("ledger.xlsx", "")

    ran = shell.run("plan ledger.xlsx --map id=No --scenario fr-b2b --as-of 2026-02-05")

    assert (ran.code, ran.out) == (1, "")
    assert "save its sheet as `CSV UTF-8`" in ran.err


def test_columns_are_named_for_a_folder_whatever_it_is_called(shell: "Shell") -> None:
    rows = "No,debtor,issue_date,due_date,amount,currency\nF-1,D1,2026-01-05,2026-02-04,12.00,EUR\n"
    shell.write("export.json/invoices.csv", rows)

    ran = shell.run("plan export.json --map id=No --scenario fr-b2b --as-of 2026-02-05")

    assert (ran.code, ran.err) == (0, "")


def test_one_of_many_debtors_that_is_not_there_gives_an_id_that_is(shell: "Shell") -> None:
    rows = [f"F-{n},D{n},2026-01-05,2026-02-04,12.00,EUR" for n in range(40)]
    shell.write("many.csv", "\n".join(["id,debtor,issue_date,due_date,amount,currency", *rows]))

    ran = shell.run("plan many.csv --scenario fr-b2b --as-of 2026-02-05 --debtor Martin")

    assert ran.code == 2
    assert ran.err == (
        "dunnix: the ledger has no debtor `Martin`\n"
        "  hint: give an id as the ledger has it, such as `D0`\n"
    )


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        ("nowhere.csv", "nowhere.csv: there is no such file or folder [no-such-file]"),
        ("empty", "empty: the folder holds no `invoices.csv` [no-invoices]"),
        ("cut.json", "cut.json:1: the text ends in the middle of a value [bad-json]"),
        ("scenario.toml", "a ledger isn't read from `.toml` files [unknown-format]"),
        ("ledger.xlsx", "save its sheet as `CSV UTF-8`"),
        ("export", "the name doesn't say what the file holds [unknown-format]"),
        ("folders", "folders/invoices.csv: this is a folder, a file is wanted [unreadable-file]"),
        ("deep.json", "too deep [bad-json]\n  hint: write `{"),
        ("a" * 5000 + ".csv", "the file can't be read [unreadable-file]"),
        ("a" * 5000, "the file can't be read [unreadable-file]"),
    ],
)
def test_a_ledger_that_cannot_be_read_gives_1_and_nothing_is_decided(
    shell: "Shell", ledger: str, message: str
) -> None:
    (shell.folder / "empty").mkdir()
    (shell.folder / "folders/invoices.csv").mkdir(parents=True)
    shell.write("cut.json", '{"accounts": [')
    shell.write("deep.json", "[" * 100_000)
    for name in ("scenario.toml", "ledger.xlsx", "export"):
        shell.write(name, "")

    ran = shell.run(f"plan {ledger} --scenario fr-b2b --as-of 2026-02-05")

    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err
    assert ran.err.endswith("dunnix: nothing was decided\n")


@pytest.mark.parametrize("command", ["", "plan", "explain", "check", "draw", "demo", "metrics"])
def test_the_help_fits_a_terminal_of_80_columns(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    ran = shell.run(f"{command} --help")

    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_scenario_that_cannot_be_used_gives_1_with_every_problem(shell: "Shell") -> None:
    shell.write("mine.toml", 'id = "mine"\nversion = "1"\nif_behind = "skip"\ncurency = "EUR"\n')

    ran = shell.run("plan ledger --scenario mine.toml --as-of 2026-02-05")

    assert ran.code == 1
    assert "mine.toml:3:13" in ran.err
    assert "mine.toml:4:1" in ran.err


def test_a_fault_of_ours_gives_3_and_one_line_to_report(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bool:
        raise KeyError("something")

    monkeypatch.setattr(plan, "run", fail)
    ran = shell.run(PLAN)

    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "dunnix: internal error: KeyError: 'something'; please report it with the command you gave"
        " (DUNNIX_DEBUG=1 shows where it happened)\n"
    )


def test_a_fault_of_ours_shows_its_traceback_only_on_demand(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> bool:
        raise KeyError("something")

    monkeypatch.setattr(plan, "run", fail)
    monkeypatch.setenv("DUNNIX_DEBUG", "1")

    assert "Traceback" in shell.run(PLAN).err


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (KeyboardInterrupt(), Exit.INTERRUPTED, ""),
        (
            OSError(28, "No space left on device"),
            Exit.USAGE,
            "dunnix: the output can't be written: No space left on device\n",
        ),
        (BrokenPipeError(), Exit.FINE, ""),
    ],
)
def test_what_comes_from_outside_ends_quietly(
    shell: "Shell",
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    code: Exit,
    message: str,
) -> None:
    def fail(_: object) -> bool:
        raise raised

    monkeypatch.setattr(plan, "run", fail)
    monkeypatch.setattr("dunnix.cli.app._leave_pipe", lambda: None)
    ran = shell.run(PLAN)

    assert (ran.code, ran.err) == (code, message)


@pytest.mark.long
def test_a_reader_that_goes_away_is_no_fault(shell: "Shell") -> None:
    process = subprocess.Popen(  # noqa: S603  # the interpreter and our own package
        [sys.executable, "-m", "dunnix.cli", *PLAN.split(), "--format", "csv"],
        cwd=shell.folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.parametrize(
    "command", ["--help", "plan --help", "explain --help", "check --help", "metrics --help"]
)
def test_the_help_shows_examples(shell: "Shell", command: str) -> None:
    ran = shell.run(command)

    assert (ran.code, ran.err) == (0, "")
    assert "examples:\n  dunnix " in ran.out


def test_the_version_can_be_asked_for(shell: "Shell") -> None:
    ran = shell.run("--version")

    assert ran.code == 0
    assert ran.out.startswith("dunnix ")
