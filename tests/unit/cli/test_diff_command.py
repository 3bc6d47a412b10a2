from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

OLD = """\
id = "own"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 1d"
channel = "phone"
"""
NEW = OLD.replace('"1"', '"2"').replace("1d", "30d")
RENAMED = NEW.replace('"call"', '"ring"')
STRATEGY = 'id = "s"\nversion = "1"\n\n[[assign]]\nscenario = "fr-b2b"\n'
ON_A_LEDGER = "--ledger ledger --as-of 2026-02-05"


@pytest.fixture(autouse=True)
def scenarios(shell: "Shell") -> None:
    shell.write("old.toml", OLD)
    shell.write("new.toml", NEW)
    shell.write("renamed.toml", RENAMED)


def test_nothing_differs_from_itself(shell: "Shell") -> None:
    ran = shell.run(f"diff old.toml old.toml {ON_A_LEDGER}")

    assert ran.code == 0
    assert ran.out.startswith("From own@1 to own@1\n\nThey say the same.\n\n5 February 2026: ")


def test_what_changes_is_said_and_the_exit_code_tells(shell: "Shell") -> None:
    ran = shell.run("diff old.toml new.toml --language fr")

    assert (ran.code, ran.err) == (1, "")
    assert "\n+ 30\N{NO-BREAK SPACE}jours après l'échéance, nous téléphonons " in ran.out


def test_a_ledger_tells_who_would_get_something_else_and_why(shell: "Shell") -> None:
    shell.write("ledger/contacts.csv", "debtor,role,phone\nD42,accounts-payable,+33199000000\n")

    ran = shell.run(f"diff old.toml new.toml {ON_A_LEDGER}")

    assert ran.code == 1
    assert "\n  call → nothing: 1\n" in ran.out
    assert "not by own@2: F-101: `call` is not reached; becomes true on 6 March 2026" in ran.out


def test_lost_steps_are_named_and_the_scenarios_compared_all_the_same(shell: "Shell") -> None:
    ran = shell.run(f"diff old.toml renamed.toml {ON_A_LEDGER}")

    assert ran.code == 2
    assert "call (gone)" in ran.out
    assert "`call` of `own@1` is no step of `own@2`: what was done would be lost" in ran.err
    assert "no account was moved from `own@1` to `own@2`" in ran.err
    assert "`--steps call=first-call`" in ran.err


def test_a_step_that_is_called_otherwise_is_compared_with_what_it_becomes(shell: "Shell") -> None:
    ran = shell.run(f"diff old.toml renamed.toml {ON_A_LEDGER} --steps call=ring")

    assert ran.code == 1
    assert "(gone)" not in ran.out
    assert "accounts asked 3" in ran.out


def test_a_step_that_is_called_otherwise_is_known_without_a_ledger_too(shell: "Shell") -> None:
    ran = shell.run("diff old.toml renamed.toml --steps call=ring")

    assert ran.code == 1
    assert "  “ring”, id: call → ring\n" in ran.out


def test_the_differences_are_given_as_data(shell: "Shell") -> None:
    told = shell.run(f"diff old.toml new.toml {ON_A_LEDGER} --format json").json

    paths = [each["path"] for each in told["scenario"]["changes"]]
    assert paths == [["version"], ["step", "call", "at"]]
    assert told["decisions"]["asked"] == 3
    assert shell.run("diff old.toml new.toml --format json").json["decisions"] is None


def test_no_difference_is_given_as_data_as_well(shell: "Shell") -> None:
    ran = shell.run(f"diff old.toml old.toml {ON_A_LEDGER} --format json")

    assert ran.code == 0
    assert ran.json["decisions"]["same"] == ran.json["decisions"]["asked"] == 3


def test_accounts_with_rows_that_can_not_be_read_are_named(shell: "Shell") -> None:
    shell.write("ledger/payments.csv", "id,debtor,date,amount,currency\nP1,D42,soon,1.00,EUR\n")

    ran = shell.run(f"diff old.toml old.toml {ON_A_LEDGER}")

    assert ran.code == 1
    assert "Not compared, rows can't be read: D42" in ran.out
    assert "payments.csv:2" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("old.toml none.toml", "none.toml: there is no such file"),
        ("old.toml ledger", "it is a folder: give the path of a `.toml` file in it"),
        ("old.toml language.toml", "language.toml:1:10: `2` is no version of the language"),
        ("old.toml strategy.toml", "`strategy.toml` is a strategy, no scenario"),
        ("old.toml new.toml --as-of 2026-02-05", "`--as-of` is for decisions on a ledger"),
        ("old.toml new.toml --steps clal=call", "`own@1` has no step `clal`"),
        ("old.toml renamed.toml --steps call=rang", "`own@2` has no step `rang`"),
        ("old.toml new.toml --strict", "`--strict` is for decisions on a ledger"),
        ("old.toml new.toml --currency EUR", "`--currency` is for decisions on a ledger"),
        ("old.toml new.toml --ledger ledger", "a decision is about a day, and none is given"),
        (f"old.toml new.toml {ON_A_LEDGER} --steps call", "`call` isn't STEP=NEW"),
        (f"old.toml new.toml {ON_A_LEDGER} --steps call=call call=", "names two steps for `call`"),
        (f"old.toml new.toml {ON_A_LEDGER} --steps clal=a", "did you mean `call`?"),
        ("old.toml new.toml --ledger no.csv --as-of 2026-02-05", "no.csv: there is no such file"),
        ("old.toml", "the following arguments are required: NEW"),
    ],
)
def test_what_can_not_be_compared_is_told_with_the_code_of_diff(
    shell: "Shell", arguments: str, told: str
) -> None:
    shell.write("language.toml", f"dunnix = 2\n{OLD}")
    shell.write("strategy.toml", STRATEGY)

    ran = shell.run(f"diff {arguments}")

    assert ran.code == 2
    assert told in ran.err
