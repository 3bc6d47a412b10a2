"""What happens is written as what is expected, and nothing else of the file is touched."""

from pathlib import Path

import pytest
from files import ACCOUNT, load

from dunnix.errors import ScenarioTestError
from dunnix.testing.accept import accepted
from dunnix.testing.run import run_scenario_tests

WRITTEN = """\
expect = [
  { on = 2026-02-03, step = "reminder", channel = "email" },
]"""


def accept(folder: Path, tests: str, *, changed: bool = False) -> str:
    file = load(folder, tests)
    text = (folder / "short.test.toml").read_text(encoding="utf-8")
    return accepted(text, file.path, run_scenario_tests(file), changed=changed)


def test_a_missing_expectation_is_written_below_the_keys_of_its_test(tmp_path: Path) -> None:
    tests = """
[[test]]   # the first
name  = "until the call" # why
until = 2026-02-09   # the day before

# what follows is another
[[test]]
name  = "nothing"
until = 2026-02-01
"""

    assert accept(tmp_path, tests) == ACCOUNT + tests.replace(
        "# the day before", f"# the day before\n{WRITTEN}"
    ).replace("2026-02-01\n", "2026-02-01\nexpect = []\n")


def test_tables_of_their_own_below_a_test_stay_behind_its_expectation(tmp_path: Path) -> None:
    tests = """
[[test]]
name  = "another amount"
until = 2026-02-03
  [test.account]
  invoices = [ { id = "F-1", amount = "9.00" } ]"""

    written = accept(tmp_path, tests)

    assert written == ACCOUNT + tests.replace("2026-02-03\n", f"2026-02-03\n{WRITTEN}\n")


def test_an_expectation_that_is_there_stays_unless_changes_are_accepted(tmp_path: Path) -> None:
    tests = """
[[test]]
name   = "a call"
until  = 2026-02-03
expect = [ { on = 2026-02-03, step = "call" } ]  # was so
held   = [ { on = 2026-02-01, invoice = "F-1", reason = "promise" } ]
"""
    new = tests.replace('[ { on = 2026-02-03, step = "call" } ]', WRITTEN[len("expect = ") :])

    assert accept(tmp_path, tests) == ACCOUNT + tests
    assert accept(tmp_path, tests, changed=True) == ACCOUNT + new


def test_an_expectation_that_is_right_stays_though_something_else_is_held(tmp_path: Path) -> None:
    tests = """
[[test]]
name   = "a reminder, as it was written"
until  = 2026-02-03
expect = [ { on = 2026-02-03,   step = "reminder" } ]  # by hand
held   = [ { on = 2026-02-01, invoice = "F-1", reason = "promise" } ]
"""

    assert accept(tmp_path, tests, changed=True) == ACCOUNT + tests


def test_what_an_expectation_asked_is_asked_of_what_is_written_in_its_place(
    tmp_path: Path,
) -> None:
    tests = """
[[test]]
name   = "two steps"
until  = 2026-02-23
expect = [
  { on = 2026-02-03, step = "call", amount = "90.00", late = false, effects = [] },
  { on = 2026-02-23, step = "formal-notice", deadline = 2026-03-02 },
]
"""

    written = accept(tmp_path, tests, changed=True).removeprefix(ACCOUNT)

    asked = 'amount = "90.00", late = false, effects = []'
    assert written.splitlines()[5:7] == [
        f'  {{ on = 2026-02-03, step = "reminder", channel = "email", {asked} }},',
        f'  {{ on = 2026-02-10, step = "call", channel = "phone", {asked} }},',
    ]
    assert "deadline = 2026-03-03" in written
    assert all(each.passed for each in run_scenario_tests(load(tmp_path, written)))


def test_what_was_accepted_passes_and_is_not_written_again(tmp_path: Path) -> None:
    silence = '[[test]]\nname = "silence"\nuntil = 2026-03-10'
    written = accept(tmp_path, silence)

    file = load(tmp_path, written.removeprefix(ACCOUNT))

    assert all(each.passed for each in run_scenario_tests(file))
    assert accept(tmp_path, written.removeprefix(ACCOUNT), changed=True) == written


def test_a_test_in_braces_has_no_place_for_an_expectation(tmp_path: Path) -> None:
    account = ACCOUNT.partition("[account]")
    tests = 'test = [ { name = "a", until = 2026-02-03 } ]\n'
    file = load(tmp_path, "", account="".join([account[0], tests, *account[1:]]))
    text = (tmp_path / "short.test.toml").read_text(encoding="utf-8")

    with pytest.raises(ScenarioTestError) as caught:
        accepted(text, file.path, run_scenario_tests(file))

    (problem,) = caught.value.problems
    assert (problem.code, problem.place and problem.place.line) == ("no-place", 3)
