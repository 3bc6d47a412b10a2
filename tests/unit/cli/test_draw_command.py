import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from dunnix import (
    draw_account,
    draw_account_page,
    draw_page,
    draw_reactions,
    draw_scenario,
    load_ledger,
    load_scenario,
    load_strategy,
)

if TYPE_CHECKING:
    from conftest import Shell

DAY = dt.date(2026, 2, 5)
ACCOUNT = "draw fr-b2b --ledger ledger --as-of 2026-02-05 --debtor D42"
STRATEGY = """\
dunnix  = 1
id      = "mine"
version = "1"

[[assign]]
scenario = "gentle"
"""


def test_a_scenario_is_drawn_as_its_timeline(shell: "Shell") -> None:
    ran = shell.run("draw fr-b2b")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == draw_scenario(load_scenario("fr-b2b"))


def test_the_reactions_are_a_part_of_their_own_in_the_language_asked_for(shell: "Shell") -> None:
    ran = shell.run("draw fr-b2b --part reactions --language nl")

    assert ran.out == draw_reactions(load_scenario("fr-b2b"), language="nl")


def test_a_page_holds_all_of_a_scenario(shell: "Shell") -> None:
    ran = shell.run("draw fr-b2b --format html --language fr")

    assert ran.out == draw_page(load_scenario("fr-b2b"), language="fr")


def test_a_picture_goes_to_a_file_whole_and_nothing_is_printed(shell: "Shell") -> None:
    shell.write("old.svg", "what was there")

    ran = shell.run("draw gentle --output old.svg")

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    drawn = (shell.folder / "old.svg").read_text(encoding="utf-8")
    assert drawn == draw_scenario(load_scenario("gentle"))
    assert sorted(each.name for each in shell.folder.iterdir()) == ["ledger", "old.svg"]


def test_an_account_is_drawn_with_what_comes(shell: "Shell") -> None:
    ran = shell.run(f"{ACCOUNT} --days 30")

    (account,) = [each for each in load_ledger("ledger").accounts if each.debtor.id == "D42"]
    wanted = draw_account(load_scenario("fr-b2b"), account, as_of=DAY, days=30)
    assert (ran.code, ran.out) == (0, wanted)


def test_the_page_of_an_account_looks_sixty_days_ahead(shell: "Shell") -> None:
    ran = shell.run(f"{ACCOUNT} --format html")

    (account,) = [each for each in load_ledger("ledger").accounts if each.debtor.id == "D42"]
    wanted = draw_account_page(load_scenario("fr-b2b"), account, as_of=DAY, days=60)
    assert (ran.code, ran.out) == (0, wanted)


def test_a_strategy_draws_an_account_but_has_no_timeline(shell: "Shell") -> None:
    shell.write("mine.toml", STRATEGY)

    ran = shell.run(ACCOUNT.replace("fr-b2b", "mine.toml"))
    alone = shell.run("draw mine.toml")

    (account,) = [each for each in load_ledger("ledger").accounts if each.debtor.id == "D42"]
    assert ran.out == draw_account(load_strategy("mine.toml"), account, as_of=DAY)
    assert (alone.code, alone.out) == (2, "")
    assert "`mine.toml` is a strategy, and a strategy has no timeline" in alone.err
    assert "draw one of its scenarios (`gentle`), or an account with `--ledger`" in alone.err


def test_an_account_with_a_bad_row_is_drawn_as_held_and_told(shell: "Shell") -> None:
    rows = (
        "id,debtor,due_date,amount,currency\nF-1,D42,2026-02-04,10.00,EUR\nF-2,D42,soon,1.00,EUR\n"
    )
    shell.write("bad.csv", rows)

    ran = shell.run(ACCOUNT.replace("--ledger ledger", "--ledger bad.csv"))

    assert ran.code == 1
    assert ran.out.startswith("<svg")
    assert "bad.csv:3" in ran.err


@pytest.mark.parametrize(
    "data",
    [
        {"steps": {"talk": 2}},
        {"tests": [], "coverage": [{"rules": "other@1"}, {"rules": "REF", "steps": {"talk": 2}}]},
    ],
)
def test_coverage_is_read_alone_or_from_among_several(
    shell: "Shell", data: dict[str, object]
) -> None:
    gentle = load_scenario("gentle")
    shell.write("covered.json", json.dumps(data).replace("REF", gentle.ref))

    ran = shell.run("draw gentle --coverage covered.json")

    assert ran.out == draw_scenario(gentle, coverage={"steps": {"talk": 2}})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", "`covered.json` is no coverage: line 1, column 1: the text is no JSON"),
        ("", "`covered.json` is no coverage: the file is empty\n  hint: give what `dunnix test"),
        ("[" * 100_000, "`covered.json` is no coverage: lists and objects lie in each other too"),
        ("[1]", "`covered.json` has no coverage of `gentle@"),
        ('{"accounts": []}', "`covered.json` has no coverage of `gentle@"),
        ('{"coverage": [{"rules": "other@1", "steps": {}}]}', "has no coverage of `gentle@"),
        ('{"steps": {"tlak": 1}}', "names a step `tlak` that isn't there; did you mean `talk`?"),
        ('{"steps": 3}', "`steps` of coverage must be a table of counts"),
    ],
)
def test_a_file_that_is_no_coverage_of_the_scenario_is_refused(
    shell: "Shell", text: str, message: str
) -> None:
    shell.write("covered.json", text)

    ran = shell.run("draw gentle --coverage covered.json")

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("draw nothere", 1, "no scenario `nothere` ships with dunnix"),
        ("draw ledger", 1, "it is a folder: give the path of a `.toml` file in it"),
        ("draw fr-b2b --part tree", 2, "invalid choice: 'tree'"),
        ("draw fr-b2b --format pdf", 2, "invalid choice: 'pdf'"),
        ("draw fr-b2b --format html --part timeline", 2, "a page holds the timeline and the reac"),
        ("draw fr-b2b --output nowhere/x.svg", 2, "`nowhere/x.svg` can't be written: no such file"),
        ("draw fr-b2b --output ledger", 2, "`ledger` can't be written"),
        ("draw fr-b2b --coverage nowhere.json", 2, "`nowhere.json` can't be read: no such file"),
        ("draw fr-b2b --coverage ledger", 2, "`ledger` can't be read: is a directory"),
        ("draw fr-b2b --debtor D42", 2, "`--debtor` is about an account, and no ledger is given"),
        ("draw fr-b2b --as-of 2026-02-05", 2, "`--as-of` is about an account"),
        ("draw fr-b2b --days 9", 2, "`--days` is about an account"),
        ("draw fr-b2b --ledger ledger --as-of 2026-02-05", 2, "an account is one debtor's"),
        ("draw fr-b2b --ledger ledger --debtor D42", 2, "an account's picture is about a day"),
        (f"{ACCOUNT} --part timeline", 2, "an account has one picture"),
        (f"{ACCOUNT} --coverage x.json", 2, "`--coverage` is about a scenario"),
        (f"{ACCOUNT}0", 2, "the ledger has no debtor `D420`"),
        (f"{ACCOUNT} --days 9999", 2, "`--days` must be from 0 to 3660, not 9999"),
        (ACCOUNT.replace("ledger ledger", "ledger gone"), 1, "there is no such file or folder"),
    ],
)
def test_what_can_t_be_drawn_is_told_and_nothing_is_written(
    shell: "Shell", command: str, code: int, message: str
) -> None:
    ran = shell.run(command)

    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "Traceback" not in ran.err
    assert ("nothing was drawn" in ran.err) is (code == 1)
    assert [each.name for each in shell.folder.iterdir()] == ["ledger"]
