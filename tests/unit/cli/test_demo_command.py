import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunnix.cli.demo import LAST_DAY, SCENARIO, demo_ledger
from dunnix.engine import Decision, HeldReason, decide
from dunnix.ledger import Ledger, load_ledger
from dunnix.model import (
    Account,
    ActionStatus,
    PlanStatus,
    PromiseStanding,
    take_position,
)
from dunnix.scenario import load_scenario

if TYPE_CHECKING:
    from conftest import Shell

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return demo_ledger()


@pytest.fixture(scope="module")
def decisions(ledger: Ledger) -> list[Decision]:
    scenario = load_scenario(SCENARIO)
    return [decide(scenario, account, as_of=LAST_DAY) for account in ledger.accounts]


def standings(account: Account) -> list[PromiseStanding]:
    position = take_position(account, LAST_DAY, window_end=lambda due: due + 3)
    return [promised.standing for promised in position.promises]


def test_the_demo_shows_the_whole_thing(shell: "Shell") -> None:
    ran = shell.run("demo")

    assert (ran.code, ran.err) == (0, "")
    parts = (
        "What is owed",
        "\nActions",
        "\nHeld",
        " open\n",
        "One decision explained",
        "Next, try",
    )
    places = [ran.out.index(part) for part in parts]
    assert places == sorted(places)
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_demo_speaks_french(shell: "Shell") -> None:
    ran = shell.run("demo --language fr")

    assert ran.code == 0
    assert ran.out.startswith("Un fabricant d'établis imaginaire au 30 juin 2026")


def test_the_demo_can_be_asked_about_another_day_of_its_year(shell: "Shell") -> None:
    winter = shell.run("demo --as-of 2026-01-15")
    before = shell.run("demo --as-of 2020-01-15")

    assert winter.out.startswith("A made-up maker of workbenches on 15 January 2026")
    assert (before.code, before.out) == (2, "")


@pytest.mark.long
def test_what_the_demo_says_to_try_next_can_be_tried(shell: "Shell") -> None:
    told = shell.run("demo").out.partition("Next, try\n")[2].replace("\\\n", "")
    commands = [line.removeprefix("  dunnix ") for line in told.splitlines()]

    ran = [shell.run(command) for command in commands]

    assert [command.split()[0] for command in commands] == [
        *("demo", "plan", "explain", "metrics", "check"),
    ]
    assert [(each.code, each.err) for each in ran] == [(0, "")] * len(commands)


@pytest.mark.long
def test_the_demo_is_written_as_files_that_plan_alike(shell: "Shell") -> None:
    shell.run("demo --write play")
    asked = f"--scenario play/scenario.toml --as-of {LAST_DAY}"

    from_csv = shell.run(f"plan play/ledger {asked}")
    from_json = shell.run(f"plan play/ledger.json {asked}")

    assert (from_csv.code, from_csv.err) == (0, "")
    assert from_csv.out == from_json.out
    assert "\nplay/scenario.toml: nothing found; " in shell.run("check play/scenario.toml").out


@pytest.mark.long
def test_what_is_written_is_the_ledger_without_loss(shell: "Shell", ledger: Ledger) -> None:
    shell.run("demo --write play")

    assert load_ledger("play/ledger.json").accounts == ledger.accounts
    assert load_ledger("play/ledger").accounts == ledger.accounts


def test_nothing_is_ever_overwritten(shell: "Shell") -> None:
    shell.write("play/mine.txt", "keep me")

    ran = shell.run("demo --write play")

    assert ran.code == 2
    assert ran.err.startswith("dunnix: `play` isn't empty, and nothing in it is overwritten\n")
    assert [each.name for each in (shell.folder / "play").iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_named(shell: "Shell") -> None:
    shell.write("file", "")

    ran = shell.run("demo --write file/play")

    assert ran.code == 2
    assert ran.err.startswith("dunnix: `file/play` can't be written: ")


def test_a_file_is_no_place_to_write_the_demo(shell: "Shell") -> None:
    shell.write("file", "keep me")

    ran = shell.run("demo --write file")

    assert ran.code == 2
    assert ran.err == "dunnix: `file` is a file\n  hint: name a folder that isn't there yet\n"


def test_the_ledger_that_ships_is_what_its_script_makes() -> None:
    command = [sys.executable, "scripts/make_demo_ledger.py", "--check"]
    done = subprocess.run(  # noqa: S603  # the interpreter and our own script
        command,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"},
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_ledger_that_ships_has_sixty_customers_in_four_countries(ledger: Ledger) -> None:
    countries = Counter(account.debtor.country for account in ledger.accounts)

    assert (ledger.problems, len(ledger.accounts)) == ((), 60)
    assert countries == {"FR": 15, "DE": 15, "GB": 15, "NL": 15}


def test_the_ledger_that_ships_holds_what_a_year_brings(ledger: Ledger) -> None:
    accounts = ledger.accounts
    promises = {each for account in accounts for each in standings(account)}
    payments = [each for account in accounts for each in account.payments]
    plans = [each for account in accounts for each in account.plans]
    disputes = [each for account in accounts for each in account.disputes]
    actions = [each for account in accounts for each in account.actions]
    invoices = [each for account in accounts for each in account.invoices]

    assert {"kept", "partly-kept", "broken", "open"} <= promises
    assert any(each.reversed_on for each in payments)
    assert any(each.cleared_on for each in payments)
    assert any(each.allocations for each in payments)
    assert any(each.amount.minor_units < 0 for each in payments)
    assert {each.amount is None for each in disputes} == {True, False}
    assert {each.resolved_on is None for each in disputes} == {True, False}
    assert any(each.status is PlanStatus.SIGNED for each in plans)
    assert any(each.amount.minor_units < 0 for each in invoices)
    assert any(each.instalments for each in invoices)
    assert {each.status for each in actions} >= {ActionStatus.FAILED, ActionStatus.REFUSED}
    assert {each.currency for each in invoices} == {"EUR", "GBP"}


def test_the_last_day_has_something_to_do_and_most_reasons_to_wait(
    decisions: list[Decision],
) -> None:
    steps = {action.step or action.reason for each in decisions for action in each.next_actions}
    reasons = {held.reason for each in decisions for held in each.held}

    assert {"statement", "reminder", "call", "find-contact", "check-in-flight"} <= steps
    assert reasons >= {
        HeldReason.INSOLVENCY,
        HeldReason.HANDED_OVER,
        HeldReason.BLOCK,
        HeldReason.DISPUTE,
        HeldReason.PLAN,
        HeldReason.UNCLEARED,
        HeldReason.PROMISE,
        HeldReason.EXTENSION,
        HeldReason.NOT_DUE,
        HeldReason.IN_FLIGHT,
        HeldReason.BELOW_MINIMUM,
        HeldReason.FINISHED,
    }
