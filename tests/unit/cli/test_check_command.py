from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import Shell

FAULTY = """\
id = "mine"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 1d"
chanel = "phone"
"""
SILENT = 'id = "silent"\nversion = "1"\ncurrency = "EUR"\nif_behind = "skip-to-latest"\n'


def test_scenarios_that_ship_are_fine(shell: "Shell") -> None:
    ran = shell.run("check fr-b2b b2b-international gentle")

    assert ran.code == 0
    assert ran.out == "fr-b2b: fine\nb2b-international: fine\ngentle: fine\n"


def test_each_problem_is_shown_at_its_place_with_its_way_out(shell: "Shell") -> None:
    shell.write("mine.toml", FAULTY)

    ran = shell.run("check gentle mine.toml")

    assert ran.code == 1
    assert "mine.toml:9:1: a step has no key `chanel` [unknown-key]\n" in ran.out
    assert "  hint: did you mean `channel`?\n" in ran.out
    assert ran.out.startswith("gentle: fine\n")


def test_a_warning_alone_is_told_and_is_no_finding(shell: "Shell") -> None:
    shell.write("silent.toml", SILENT)

    ran = shell.run("check silent.toml")

    assert ran.code == 0
    assert ran.out.endswith("silent.toml: 1 warning\n")


def test_a_warning_allowed_on_purpose_is_listed_with_its_reason(shell: "Shell") -> None:
    shell.write("silent.toml", f'{SILENT}allow = {{ no-steps = "kept silent on purpose" }}\n')

    ran = shell.run("check silent.toml")

    assert ran.code == 0
    assert "allowed: a scenario without steps" in ran.out
    assert "  reason: kept silent on purpose\nsilent.toml: fine, 1 allowed\n" in ran.out


def test_json_lists_the_problems_for_other_programs(shell: "Shell") -> None:
    shell.write("mine.toml", FAULTY)

    ran = shell.run("check mine.toml --format json")

    assert ran.code == 1
    assert {
        "scenario": "mine.toml",
        "severity": "error",
        "code": "unknown-key",
        "message": "a step has no key `chanel`",
        "hint": "did you mean `channel`?",
        "allowed": None,
        "file": "mine.toml",
        "line": 9,
        "column": 1,
    } in ran.json


def test_a_scenario_that_is_not_there_is_a_finding(shell: "Shell") -> None:
    ran = shell.run("check nowhere.toml")

    assert ran.code == 1
    assert "nowhere.toml: there is no such file [missing-file]" in ran.out
