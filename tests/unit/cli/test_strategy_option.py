"""A strategy on the command line: in place of a scenario, checked as a strategy."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Shell

STRATEGY = """\
id      = "by-count"
version = "1"

[[assign]]
when     = "debtor.open_invoices >= 2"
scenario = "gentle"

[[assign]]
scenario = "b2b-international"

[[priority]]
points = 3
when   = "days_past_due > 30"
reason = "late"
"""


BY_CALLS = """\
id      = "calls"
version = "1"

[[assign]]
scenario = "short.toml"

"""
CALLS = """\
id        = "short"
version   = "1"
if_behind = "skip-to-latest"

[amounts]
small = { EUR = "1.00", GBP = "1.00" }

[[step]]
id      = "call"
at      = "due + 5d"
channel = "phone"
"""


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--strategy fr-b2b", "`fr-b2b` is a scenario that ships, no strategy"),
        ("--strategy fr-b2b@2026.0", "`fr-b2b@2026.0` is a scenario that ships, no strategy"),
        ("--strategy short.toml", "`short.toml` is a scenario, no strategy"),
        ("--scenario strategy.toml", "`strategy.toml` is a strategy, no scenario"),
    ],
)
@pytest.mark.parametrize("command", ["plan", "agenda", "worklist", "explain --debtor D42"])
def test_a_scenario_and_a_strategy_taken_for_one_another_are_told_apart(
    command: str, option: str, told: str, shell: "Shell"
) -> None:
    shell.write("strategy.toml", STRATEGY)
    shell.write("short.toml", CALLS)
    given, name = option.split()
    meant = "--scenario" if given == "--strategy" else "--strategy"

    ran = shell.run(f"{command} ledger {option} --as-of 2026-02-05")

    assert ran.code == 2
    assert ran.err == f"dunnix: {told}\n  hint: give it as `{meant} {name}`\n"


def test_a_strategy_in_a_file_that_is_called_like_a_scenario_is_read(shell: "Shell") -> None:
    shell.write("fr-b2b", STRATEGY)

    ran = shell.run("plan ledger --strategy fr-b2b --as-of 2026-02-05")

    assert ran.code == 0


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no files of open pipes here")
@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("plan ledger --as-of 2026-02-05 --strategy", STRATEGY),
        ("plan ledger --as-of 2026-02-05 --scenario", CALLS),
        ("draw --ledger ledger --debtor D42 --as-of 2026-02-05", STRATEGY),
        ("draw --ledger ledger --debtor D42 --as-of 2026-02-05", CALLS),
        ("draw", CALLS),
        ("check", STRATEGY),
        ("check", CALLS),
    ],
)
def test_rules_are_read_from_a_pipe(command: str, text: str, shell: "Shell") -> None:
    reader, writer = os.pipe()
    os.write(writer, text.encode())
    os.close(writer)

    ran = shell.run(f"{command} /dev/fd/{reader}")

    os.close(reader)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("name", ["nothing", "nothing.toml", "a" * 5000])
def test_a_strategy_that_is_not_there_is_told(name: str, shell: "Shell") -> None:
    ran = shell.run(f"plan ledger --strategy {name} --as-of 2026-02-05")

    assert ran.code == 1
    assert "[missing-file]" in ran.err or "[unreadable-file]" in ran.err


def test_a_plan_by_a_strategy_names_the_scenario_of_each_debtor(shell: "Shell") -> None:
    shell.write("strategy.toml", STRATEGY)

    ran = shell.run("plan ledger --strategy strategy.toml --as-of 2026-02-05 --format json")

    scenarios = {each["debtor"]: each["assignment"]["rule"] for each in ran.json}
    priorities = {
        each["debtor"]: [action["priority"] for action in each["next_actions"]] for each in ran.json
    }
    assert ran.code == 0
    assert scenarios == {"D42": 1, "D7": 2, "D9": 2}
    assert priorities == {"D42": [], "D7": [], "D9": [3]}


def test_the_text_of_a_plan_names_the_strategy_rather_than_one_of_its_scenarios(
    shell: "Shell",
) -> None:
    shell.write("strategy.toml", STRATEGY)

    ran = shell.run("plan ledger --strategy strategy.toml --as-of 2026-02-05")

    assert ran.out.splitlines()[0] == "5 February 2026, by-count@1 - debtors 3, actions 1, held 3"


def test_an_agenda_by_a_strategy_holds_the_steps_of_each_debtors_scenario(shell: "Shell") -> None:
    shell.write("strategy.toml", STRATEGY)
    asked = "--as-of 2026-02-05 --days 30 --format json"

    by_rules = shell.run(f"agenda ledger --strategy strategy.toml {asked}").json
    gentle = shell.run(f"agenda ledger --scenario gentle {asked}").json
    others = shell.run(f"agenda ledger --scenario b2b-international {asked}").json

    assert (by_rules["scenario"], gentle["scenario"]) == ("by-count@1", "gentle@2026.0")
    assert planned(by_rules, "D42") == planned(gentle, "D42") != []
    assert planned(by_rules, "D9") == planned(others, "D9") != planned(gentle, "D9")


def planned(agenda: dict[str, Any], debtor: str) -> list[tuple[str, str]]:
    """Give what an agenda plans for a debtor, by day."""
    entries = agenda["entries"]
    return [(each["on"], each["what"]) for each in entries if each["debtor"] == debtor]


def test_a_worklist_by_a_strategy_goes_by_its_points(shell: "Shell") -> None:
    shell.write("short.toml", CALLS)
    shell.write("ledger/debtors.csv", "id,owner\nD42,lea\nD9,lea\nD7,lea\n")
    first: list[str] = []
    for points, days in ((5, "< 30"), (5, ">= 30")):
        priority = f'[[priority]]\npoints = {points}\nwhen = "days_past_due {days}"\nreason = "x"\n'
        shell.write("strategy.toml", BY_CALLS + priority)
        ran = shell.run("worklist ledger --strategy strategy.toml --as-of 2026-02-15 --format json")
        first.append(ran.json["owners"][0]["today"][0]["debtor"])

    assert first == ["D42", "D9"]


def test_a_decision_by_a_strategy_is_explained(shell: "Shell") -> None:
    shell.write("strategy.toml", STRATEGY)
    command = "explain ledger --strategy strategy.toml --as-of 2026-02-05 --debtor D9"

    ran = shell.run(f"{command} --step management")
    unknown = shell.run(f"{command} --step managment")

    assert ran.code == 0
    assert "by b2b-international@" in ran.out
    assert unknown.code == 2
    assert "`by-count@1` has no step `managment`" in unknown.err
    assert "did you mean `management`?" in unknown.err


def test_a_ledger_is_planned_by_a_scenario_or_a_strategy_and_not_by_both(shell: "Shell") -> None:
    shell.write("strategy.toml", STRATEGY)

    both = shell.run("plan ledger --strategy strategy.toml --scenario gentle --as-of 2026-02-05")
    neither = shell.run("plan ledger --as-of 2026-02-05")
    misspelt = shell.run("plan ledger --stratgy strategy.toml --as-of 2026-02-05")

    assert (both.code, neither.code, misspelt.code) == (2, 2, 2)
    assert "not allowed with" in both.err
    assert "--scenario --strategy is required" in neither.err
    assert "did you mean `--strategy`?" in misspelt.err


def test_check_tells_what_is_wrong_with_a_strategy(shell: "Shell") -> None:
    shell.write("good.toml", STRATEGY)
    shell.write("bad.toml", STRATEGY.replace('scenario = "gentle"', 'scenario = "gentel"'))

    good, bad = shell.run("check good.toml"), shell.run("check bad.toml --format json")

    assert good.code == 0
    assert good.out.startswith("good.toml: nothing found; ")
    assert bad.code == 1
    assert [each["code"] for each in json.loads(bad.out)] == ["unknown-scenario"]
