from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Shell

TESTS = """\
scenario = "gentle"

[account]
debtor   = { id = "D1", contacts = [ { role = "accounts-payable", email = "ap@e.example" } ] }
invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]

[[test]]
name   = "nothing before February"
until  = 2026-01-20
expect = []
"""
WORTH_A_LOOK = TESTS.replace('id = "D1",', 'id = "D1", langage = "fr",')
FAILING = TESTS.replace("nothing before February", "a letter, 50 % early").replace(
    "expect = []", 'expect = [ { on = 2026-01-20, step = "friendly-reminder" } ]'
)


def test_tests_that_pass_are_counted(shell: "Shell") -> None:
    shell.write("my.test.toml", TESTS)

    ran = shell.run("test my.test.toml")

    assert (ran.code, ran.out, ran.err) == (0, "my.test.toml: 1 passed\n", "")


def test_a_test_that_fails_shows_where_the_timelines_part_and_why(shell: "Shell") -> None:
    shell.write("my.test.toml", FAILING)

    ran = shell.run("test my.test.toml")

    assert ran.code == 1
    assert ran.out == (
        "my.test.toml:7: a letter, 50 % early\n"
        "  - 2026-01-20  friendly-reminder  <-- here\n"
        "  on 2026-01-20 `friendly-reminder` is expected, and doesn't come:\n"
        "    - F-1: `friendly-reminder` is not reached; becomes true on 11 February 2026\n"
        "\n"
        "my.test.toml: 0 passed, 1 failed\n"
    )


def test_a_folder_is_searched_and_a_bad_file_leaves_the_others(shell: "Shell") -> None:
    shell.write("tests/one.test.toml", TESTS)
    shell.write("tests/deep/two.test.toml", FAILING)
    shell.write("tests/three.test.toml", TESTS.replace("until", "untl"))
    shell.write("tests/none.toml", "no test at all")

    ran = shell.run("test tests")

    assert ran.code == 1
    assert "tests/deep/two.test.toml: 0 passed, 1 failed\n" in ran.out
    assert ran.out.endswith("tests/one.test.toml: 1 passed\n\n1 passed, 1 failed\n")
    assert "tests/three.test.toml:9:1: a test has no key `untl` [unknown-key]" in ran.err


def test_tests_of_hidden_folders_and_installed_packages_are_left_alone(shell: "Shell") -> None:
    shell.write("tests/one.test.toml", TESTS)
    shell.write("tests/.venv/lib/two.test.toml", FAILING)
    shell.write("tests/venv/site-packages/dunnix/three.test.toml", FAILING)
    shell.write("tests/four.test.toml/five.toml", "a folder")

    ran = shell.run("test tests")

    assert (ran.code, ran.out, ran.err) == (0, "tests/one.test.toml: 1 passed\n", "")


def test_a_folder_without_tests_is_a_command_that_cannot_be(shell: "Shell") -> None:
    shell.write("tests/none.toml", "no test at all")

    ran = shell.run("test tests")

    assert ran.code == 2
    assert ran.err.startswith("dunnix: there are no tests in `tests`\n  hint: ")


def test_a_file_that_is_not_there_is_a_finding(shell: "Shell") -> None:
    ran = shell.run("test nowhere.test.toml")

    assert ran.code == 1
    assert "nowhere.test.toml: there is no such file [missing-file]" in ran.err


def test_coverage_is_shown_once_for_all_files_of_a_scenario(shell: "Shell") -> None:
    shell.write("tests/one.test.toml", TESTS)
    shell.write("tests/two.test.toml", TESTS.replace("2026-01-20", "2026-04-20"))

    ran = shell.run("test tests --coverage")

    assert ran.out.count("coverage of gentle@") == 1
    assert "\n  steps " in ran.out


def test_json_tells_each_test_with_its_timeline_and_coverage(shell: "Shell") -> None:
    shell.write("my.test.toml", FAILING)

    ran = shell.run("test my.test.toml --format json --coverage")

    (row,) = ran.json["tests"]
    assert (row["file"], row["line"], row["passed"]) == ("my.test.toml", 7, False)
    assert row["timeline"] == [
        {
            "on": "2026-01-20",
            "what": "friendly-reminder",
            "told": "",
            "is": "missing",
            "first_difference": True,
        }
    ]
    assert row["why"] == [
        "F-1: `friendly-reminder` is not reached; becomes true on 11 February 2026"
    ]
    assert ran.json["coverage"][0]["steps"]["friendly-reminder"] == 0


def test_json_lists_what_cannot_be_read_and_what_is_worth_a_look(shell: "Shell") -> None:
    shell.write("tests/bad.test.toml", TESTS.replace("until", "untl"))
    shell.write("tests/good.test.toml", WORTH_A_LOOK)

    ran = shell.run("test tests --format json")

    assert ran.code == 1
    told = [(row["severity"], row["code"], row["file"]) for row in ran.json["problems"]]
    assert told == [
        ("error", "unknown-key", "tests/bad.test.toml"),
        ("warning", "near-field", "tests/good.test.toml"),
    ]
    assert ran.json["problems"][0] == {
        "severity": "error",
        "code": "unknown-key",
        "message": "a test has no key `untl`",
        "hint": "did you mean `until`?",
        "allowed": None,
        "file": "tests/bad.test.toml",
        "line": 9,
        "column": 1,
    }


def test_a_warning_alone_leaves_the_exit_code(shell: "Shell") -> None:
    shell.write("good.test.toml", WORTH_A_LOOK)

    assert shell.run("test good.test.toml").code == 0
    ran = shell.run("test good.test.toml --format github")

    assert ran.code == 0
    (line,) = ran.out.splitlines()
    assert line.startswith("::warning file=good.test.toml,line=4,col=25,title=")


def test_github_gets_a_note_beside_the_line_that_differs(shell: "Shell") -> None:
    shell.write("tests/my.test.toml", FAILING)
    shell.write("tests/bad.test.toml", "")

    ran = shell.run("test tests --format github")

    first, second, third = ran.out.splitlines()
    assert first.startswith("::error file=tests/bad.test.toml,line=1,col=1,title=dunnix test::")
    assert "%0Ahint: " in second
    assert third.startswith(
        "::error file=tests/my.test.toml,line=10,col=12,title=a letter%2C 50 %25 early::"
    )
    assert "%0A  - 2026-01-20  friendly-reminder" in third


def test_accepting_writes_what_happens_and_then_it_passes(shell: "Shell") -> None:
    shell.write("my.test.toml", TESTS.replace("expect = []\n", "# unknown yet\n"))

    before = shell.run("test my.test.toml")
    after = shell.run("test my.test.toml --accept")

    assert (before.code, after.code) == (1, 0)
    assert "no `expect` yet" in before.out
    assert after.out == "my.test.toml: 1 passed\n"
    written = (shell.folder / "my.test.toml").read_text(encoding="utf-8")
    assert written == TESTS.replace("expect = []\n", "expect = []\n# unknown yet\n")


def test_accepting_changes_keeps_line_ends_and_the_mark_at_the_start(shell: "Shell") -> None:
    path = shell.folder / "my.test.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FAILING.replace("\n", "\r\n").encode())

    ran = shell.run("test my.test.toml --accept-changes")

    assert ran.code == 0
    passing = FAILING.replace('[ { on = 2026-01-20, step = "friendly-reminder" } ]', "[]")
    assert path.read_bytes() == b"\xef\xbb\xbf" + passing.replace("\n", "\r\n").encode()


def test_a_file_that_cannot_be_written_stays_as_it_was(
    shell: "Shell", monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.write("locked/my.test.toml", FAILING)

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    ran = shell.run("test locked/my.test.toml --accept-changes")

    assert ran.code == 2
    assert "`locked/my.test.toml` can't be written: permission denied" in ran.err
    assert (shell.folder / "locked/my.test.toml").read_text(encoding="utf-8") == FAILING


@pytest.mark.parametrize("jobs", ["0", "many", "1000"])
def test_a_number_of_processes_is_checked(shell: "Shell", jobs: str) -> None:
    ran = shell.run(f"test my.test.toml --jobs {jobs}")

    assert ran.code == 2
    assert f"`{jobs}` is no number of processes" in ran.err
