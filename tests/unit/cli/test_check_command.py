from typing import TYPE_CHECKING

import pytest

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
UNREACHABLE = """\
id = "mine"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[[step]]
id = "call"
at = "due + 10d"
channel = "phone"
when = "days_past_due < 5"

[[step]]
id = "letter"
at = "due + 20d"
channel = "letter"
"""
SILENT = 'id = "silent"\nversion = "1"\ncurrency = "EUR"\nif_behind = "skip-to-latest"\n'


@pytest.mark.long
def test_in_scenarios_that_ship_nothing_is_found(shell: "Shell") -> None:
    ran = shell.run("check b2b-international gentle")

    told = [line for line in ran.out.splitlines() if not line.startswith("not proved: ")]
    assert ran.code == 0
    assert [line.partition(";")[0] for line in told] == [
        "b2b-international: nothing found",
        "gentle: nothing found",
    ]


def test_what_is_not_proved_is_listed_and_never_called_fine(shell: "Shell") -> None:
    ran = shell.run("check gentle")

    *not_proved, last = ran.out.splitlines()
    assert not_proved
    assert all(line.startswith("not proved: ") for line in not_proved)
    assert last.startswith("gentle: nothing found; ")
    assert last.endswith(f" proved, {len(not_proved)} not proved")


def test_each_problem_is_shown_at_its_place_with_its_way_out(shell: "Shell") -> None:
    shell.write("mine.toml", FAULTY)

    ran = shell.run("check gentle mine.toml")

    assert ran.code == 1
    assert "mine.toml:9:1: a step has no key `chanel` [unknown-key]\n" in ran.out
    assert "  hint: did you mean `channel`?\n" in ran.out
    assert "\ngentle: nothing found; " in ran.out
    assert ran.out.endswith("mine.toml: 1 error\n")


def test_a_warning_alone_is_told_and_is_no_finding(shell: "Shell") -> None:
    shell.write("silent.toml", SILENT)

    ran = shell.run("check silent.toml")

    assert ran.code == 0
    assert "\nsilent.toml: 1 warning; " in f"\n{ran.out}"


def test_a_warning_allowed_on_purpose_is_listed_with_its_reason(shell: "Shell") -> None:
    shell.write("silent.toml", f'{SILENT}allow = {{ no-steps = "kept silent on purpose" }}\n')

    ran = shell.run("check silent.toml")

    assert ran.code == 0
    assert "allowed: a scenario without steps" in ran.out
    assert "  reason: kept silent on purpose\n" in ran.out
    assert "\nsilent.toml: nothing found, 1 allowed; " in ran.out


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


def test_what_is_found_by_trying_stands_beside_what_is_found_by_reading(shell: "Shell") -> None:
    shell.write("mine.toml", UNREACHABLE)

    ran = shell.run("check mine.toml")

    assert ran.code == 1
    assert ran.out.startswith(
        "mine.toml:6:1: nobody comes to `call`: its condition never holds [unreachable-step]\n"
        " 6 | [[step]]\n"
        "   | ^^^^^^^^\n"
        "  hint: leave it out, or mend what it waits for\n"
        "  witness, from 2026-01-31 on: F-1 of 1200.00 EUR, due 2026-03-02\n"
        "    2026-03-23  `letter` by letter, neutral\n"
        "    nothing else until 2027-06-22\n"
        "mine.toml:10:8: `days_past_due < 5` never holds (cells asked: 1) [condition-never-true]\n"
    )


def test_what_is_found_is_shown_as_commands_of_a_workflow(shell: "Shell") -> None:
    shell.write("mine.toml", UNREACHABLE)

    ran = shell.run("check mine.toml --format github")

    first, second, *rest = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith(
        "::error file=mine.toml,line=6,col=1,title=unreachable-step::"
        "nobody comes to `call`: its condition never holds%0Ahint: leave it out"
    )
    assert second.startswith(
        "::error file=mine.toml,line=10,col=8,title=condition-never-true::"
        "`days_past_due < 5` never holds"
    )
    assert all(line.startswith("::notice title=not-proved::mine.toml: ") for line in rest)


def test_signs_that_mean_something_in_a_command_are_escaped(shell: "Shell") -> None:
    shell.write("a,b%.toml", 'id = "x"\nversion = "1"\ncurrency = "10%:"\nif_behind = 1\n')

    ran = shell.run("check a,b%.toml --format github")

    assert ran.code == 1
    for line in ran.out.splitlines():
        assert " file=a%2Cb%25.toml,line=" in line
    assert "`10%25:`" in ran.out


def test_an_error_found_by_trying_is_borne_once_it_is_allowed(shell: "Shell") -> None:
    allow = 'allow = { unreachable-step = "kept for later", condition-never-true = "as above" }'
    shell.write("mine.toml", UNREACHABLE.replace("\n\n[[step]]", f"\n{allow}\n\n[[step]]", 1))

    ran = shell.run("check mine.toml")
    shown = shell.run("check mine.toml --format github")

    assert (ran.code, shown.code) == (0, 0)
    assert "allowed: nobody comes to `call`" in ran.out
    assert "  reason: kept for later\n" in ran.out
    assert "mine.toml: nothing found, 2 allowed; " in ran.out
    assert "::notice file=mine.toml,line=7,col=1,title=unreachable-step::" in shown.out


def test_what_is_allowed_in_vain_is_told(shell: "Shell") -> None:
    text = 'allow = { unreachable-step = "not so", no-steps = "nor so" }\n\n[[step]]'
    fine = UNREACHABLE.replace("days_past_due < 5", "answered").replace("\n[[step]]", text, 1)
    shell.write("mine.toml", fine)

    ran = shell.run("check mine.toml")

    assert ran.out.count("is allowed, but there is nothing of it [allowed-in-vain]") == 2
    assert ran.code == 0


def test_what_each_step_allows_by_itself_is_allowed_for_the_whole_scenario_in_vain(
    shell: "Shell",
) -> None:
    own = 'allow = { unreachable-step = "kept for later" }\n'
    whole = 'allow = { unreachable-step = "some are", condition-never-true = "as above" }\n'
    shell.write("mine.toml", UNREACHABLE.replace("\n\n[[step]]", f"\n{whole}\n[[step]]\n{own}", 1))

    ran = shell.run("check mine.toml")

    in_vain = "`unreachable-step` is allowed, but each step or reaction with it allows it by itself"
    assert f"mine.toml:5:11: warning: {in_vain} [allowed-in-vain]" in ran.out
    assert "  reason: kept for later\n" in ran.out
    assert ran.out.count("[allowed-in-vain]") == 1


def test_json_shows_who_shows_it(shell: "Shell") -> None:
    shell.write("mine.toml", UNREACHABLE)

    found = shell.run("check mine.toml --format json").json

    (step,) = [each for each in found if each["code"] == "unreachable-step"]
    assert (step["severity"], step["line"], step["path"]) == ("error", 6, ["step", 0])
    assert step["witness"]["shows"] == [
        {
            "on": "2026-03-23",
            "do": "send",
            "step": "letter",
            "by": "letter",
            "tone": "neutral",
            "scenario": "mine@1",
        }
    ]
    assert {each["severity"] for each in found} == {"error", "not-proved"}
    assert all(each["path"] for each in found if each["code"] == "pause-without-end")
    assert all(step.keys() - each.keys() <= {"witness"} for each in found)


def test_a_folder_is_told_apart_from_a_file(shell: "Shell") -> None:
    shell.write("folder/mine.toml", UNREACHABLE)

    ran = shell.run("check folder/")

    assert ran.code == 1
    assert "this is a folder [not-a-file]" in ran.out
