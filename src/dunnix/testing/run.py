"""Tests of scenarios run: each account is played, and what happens set against what must."""

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from dunnix.engine import Decision, NextAction
from dunnix.model import LISTS, Account, recorded_day
from dunnix.planning.play import Play
from dunnix.testing.expectation import ScenarioTest, ScenarioTestFile
from dunnix.testing.host import Host
from dunnix.testing.timeline import Entry, Sign, compared_holds, merged
from dunnix.testing.why import why

_ONE_DAY = dt.timedelta(1)


@attrs.frozen(kw_only=True, order=False)
class ScenarioTestResult:
    """What came of a test: the timeline of both, the first difference, and why it is one.

    `taken` is what happened, each action with its day; `decisions` all that were made on the way.
    """

    test: ScenarioTest
    taken: tuple[tuple[dt.date, NextAction], ...]
    timeline: tuple[Entry, ...]
    first: Entry | None
    why: tuple[str, ...]
    decisions: tuple[Decision, ...] = attrs.field(eq=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether all that must happen happened, and nothing else."""
        return self.first is None and self.test.expect is not None

    def report(self, width: int = 80) -> str:
        """Give both timelines as one, the first difference marked, and why it is one."""
        from dunnix.testing.report import result_lines  # it tells of coverage, too

        return "\n".join(line for line, _ in result_lines(self, width))


def run_scenario_tests(
    tests: ScenarioTestFile | Iterable[ScenarioTest],
) -> tuple[ScenarioTestResult, ...]:
    """Run tests, in their order: play each account and compare.

    >>> from dunnix.testing.load import parse_scenario_tests
    >>> file = parse_scenario_tests('''
    ... scenario = "fr-b2b"
    ... [account]
    ... debtor = { id = "D1", contacts = [ { role = "accounts-payable", email = "ap@e.example" } ] }
    ... invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]
    ... [[test]]
    ... name = "a week before the due date a letter reminds"
    ... until = 2026-02-04
    ... expect = [ { on = 2026-01-28, step = "courtesy", channel = "letter" } ]
    ... ''', name="my.test.toml")
    >>> [result] = run_scenario_tests(file)
    >>> result.passed, result.why
    (False, ('`channel` is `email` where `letter` is expected',))
    """
    given = tests.tests if isinstance(tests, ScenarioTestFile) else tests
    return tuple(map(run_scenario_test, given))


def run_scenario_test(test: ScenarioTest) -> ScenarioTestResult:
    """Run one test."""
    host = Host(test)
    play = Play(test.rules, test.account, test.first, host.report, acting=host.act)
    learnt = frozenset(_learnt(test.account))
    for number in range((test.until - test.first).days + 1):
        day = test.first + number * _ONE_DAY
        play.day(day, anew=day in learnt)
    taken = tuple((day.on, action) for day in play.played for action in day.actions)
    held = [(day.on, day.held) for day in play.played]
    entries = [*merged(test.expect or (), taken), *compared_holds(test.held, held)]
    timeline = tuple(sorted(entries, key=lambda entry: entry.on))
    first = next((each for each in timeline if each.sign is not Sign.BOTH), None)
    return ScenarioTestResult(
        test=test,
        taken=taken,
        timeline=timeline,
        first=first,
        why=() if first is None else why(first, test.rules, test.account, play.decisions),
        decisions=tuple(play.decisions),
    )


def _learnt(account: Account) -> Iterator[dt.date]:
    """Give the days on which something becomes known: on these the answer may change."""
    for name in LISTS:
        for row in getattr(account, name):
            day = recorded_day(row)
            if day is not None:
                yield day
    for version in (*account.former, account.debtor):
        if version.recorded_on is not None:
            yield version.recorded_on
