"""What of a scenario its tests came to, and what of it none did."""

from pathlib import Path

import pytest
from files import ACCOUNT, SHORT, load

from dunnix.testing.coverage import Atom, ScenarioCoverage, scenario_coverage
from dunnix.testing.file_run import merged_coverage, run_files
from dunnix.testing.report import coverage_lines
from dunnix.testing.run import run_scenario_tests

SILENCE = """
[[test]]
name = "silence"
until = 2026-03-10
"""
LARGE = """
[[test]]
name = "a large claim"
until = 2026-03-10
account = { debtor = { credit_rating = 9 }, invoices = [ { id = "F-1", amount = "900.00" } ] }
happens = [
  { on = 2026-01-20, dispute = "price" },
  { on = 2026-01-22, resolved = "dispute-1" },
  { on = 2026-02-05, reply = "not-received" },
]
"""


def covered(folder: Path, tests: str, account: str = ACCOUNT) -> ScenarioCoverage:
    file = load(folder, tests, account=account)
    (coverage,) = scenario_coverage(file, run_scenario_tests(file))
    return coverage


def never(coverage: ScenarioCoverage) -> list[str]:
    groups = (*coverage.steps, *coverage.reactions, *coverage.pauses)
    return [each.name for each in groups if not each.times]


def seen(coverage: ScenarioCoverage) -> dict[str, tuple[bool, bool]]:
    return {
        f"{each.owner}: {each.text}": (each.seen_true, each.seen_false) for each in coverage.atoms
    }


def test_steps_reactions_and_pauses_that_no_test_came_to_are_named(tmp_path: Path) -> None:
    coverage = covered(tmp_path, SILENCE)

    assert [each.name for each in coverage.steps] == ["reminder", "call", "formal-notice", "agency"]
    assert never(coverage) == ["invoice-again", "look-into-it", "dispute"]


def test_each_comparison_is_to_be_seen_true_and_false(tmp_path: Path) -> None:
    assert seen(covered(tmp_path, SILENCE)) == {
        "agency: amount_due < court": (True, False),
        "invoice-again: known(debtor.credit_rating)": (False, False),
        "invoice-again: debtor.credit_rating <= 5": (False, False),
        "invoice-again: not amount_due >= court": (False, False),
    }
    assert seen(covered(tmp_path, LARGE)) == {
        "agency: amount_due < court": (False, True),
        "invoice-again: known(debtor.credit_rating)": (True, False),
        "invoice-again: debtor.credit_rating <= 5": (False, True),
        "invoice-again: not amount_due >= court": (False, True),
    }


def test_a_comparison_asked_ahead_of_its_day_is_not_counted(tmp_path: Path) -> None:
    early = SILENCE.replace("2026-03-10", "2026-03-03")

    assert seen(covered(tmp_path, early))["agency: amount_due < court"] == (False, False)


def test_a_comparison_with_what_is_not_known_neither_holds_nor_fails(tmp_path: Path) -> None:
    reply = 'happens = [ { on = 2026-02-05, reply = "not-received" } ]\n'

    found = seen(covered(tmp_path, SILENCE + reply))

    assert found["invoice-again: known(debtor.credit_rating)"] == (False, True)
    assert found["invoice-again: debtor.credit_rating <= 5"] == (False, False)


def test_coverage_of_several_files_is_put_together(tmp_path: Path) -> None:
    one, two = covered(tmp_path, SILENCE), covered(tmp_path, LARGE)

    both = one.merge(two)

    assert both == covered(tmp_path, SILENCE + LARGE)
    assert both == two.merge(one)
    assert never(both) == ["invoice-again"]
    assert not both.is_full


def test_coverage_of_another_scenario_says_nothing_of_this_one(tmp_path: Path) -> None:
    other = covered(tmp_path, SILENCE, ACCOUNT.replace("short.toml", "gentle"))

    with pytest.raises(ValueError, match="says nothing of"):
        covered(tmp_path, SILENCE).merge(other)


def test_a_comparison_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    coverage = covered(tmp_path, SILENCE)

    told = [line.strip() for line, _ in coverage_lines(coverage, 300)]

    line = SHORT.splitlines().index('when = "amount_due < court"') + 1
    where = f"{tmp_path}/short.toml:{line}:9"
    assert told[:4] == [
        "coverage of short@1",
        "steps 4 of 4",
        'reactions 1 of 3: never "invoice-again", "look-into-it"',
        'pauses 0 of 1: never "dispute"',
    ]
    assert f"{where}: agency: `amount_due < court` never fails" in told


def test_the_conditions_of_a_strategy_are_covered_as_well(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        """id = "mine"
version = "1"
currency = "EUR"
[[assign]]
when = "debtor.open >= 80.00"
scenario = "short.toml"
[[assign]]
scenario = "gentle"
[[priority]]
when = "amount_due >= 500.00"
points = 5
reason = "large"
""",
        encoding="utf-8",
    )
    account = ACCOUNT.replace('scenario = "short.toml"', 'strategy = "mine.toml"')
    file = load(tmp_path, SILENCE, account=account)

    found = scenario_coverage(file, run_scenario_tests(file))

    assert [each.rules for each in found] == ["short@1", "gentle@2026.1", "mine@1"] or len(
        found
    ) == 3
    assert found[-1].atoms == (
        Atom(owner="assign 1", text="debtor.open >= 80.00", seen_true=True, seen_false=False),
        Atom(owner="priority 1", text="amount_due >= 500.00", seen_true=False, seen_false=True),
    )


@pytest.mark.exhaustive
def test_many_tests_give_the_same_in_several_processes(tmp_path: Path) -> None:
    tests = "".join(
        f'\n[[test]]\nname = "test {number}"\nuntil = 2026-02-10\n'
        f'expect = [ {{ on = 2026-02-03, step = "{"call" if number == 7 else "reminder"}" }} ]\n'
        for number in range(210)
    )
    file = load(tmp_path, tests.replace("2026-02-10", "2026-02-03"))

    alone, many = (run_files([file], jobs=jobs, cover=True) for jobs in (1, 2))

    assert alone == many
    assert [each.test.name for each in many[0].results if not each.passed] == ["test 7"]
    assert merged_coverage(alone) == merged_coverage(many)
