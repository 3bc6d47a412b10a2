"""The host of a test: it does what is proposed, and what comes of it is what the test says."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import attrs

from dunnix.engine import NextAction
from dunnix.model import Account, Action, ActionStatus, Task, identity_of, known_rows
from dunnix.model.versions import version_order
from dunnix.planning.play import at_once
from dunnix.testing.expectation import Report, ScenarioTest
from dunnix.testing.outcomes import DONE, row_of


class Host:
    """It acts at once, unless the test says what comes of a step, try by try."""

    def __init__(self, test: ScenarioTest) -> None:
        self._outcomes = test.outcomes
        self._tries = Counter[str]()
        self._reports: dict[dt.date, list[Report]] = {}
        for report in test.reports:
            self._reports.setdefault(report.on, []).append(report)

    def act(self, action: NextAction, day: dt.date) -> Action | Task:
        """Give the row that says what came of an action."""
        what = action.step or action.reason
        words = self._outcomes.get(what, ())
        if not words:
            return at_once(action, day)
        word = words[min(self._tries[what], len(words) - 1)]
        self._tries[what] += 1
        return row_of(action, word, day)

    def report(self, account: Account, day: dt.date) -> Iterator[Action | Task]:
        """Give what becomes known in the morning of what was done or proposed before."""
        for report in self._reports.get(day, ()):
            yield from _versions(account, report)


def _versions(account: Account, report: Report) -> Iterator[Action | Task]:
    """Give the open tasks of a kind as done, and the last action of a step in its new status."""
    for task in known_rows(account.tasks, report.on):
        if report.status == DONE and task.kind == report.what and task.done_on is None:
            yield attrs.evolve(task, done_on=report.on, recorded_on=report.on)
    actions = [row for row in known_rows(account.actions, report.on) if row.step == report.what]
    if actions:
        last = max(actions, key=lambda row: (*version_order(row), identity_of(row)))
        yield attrs.evolve(
            last, date=report.on, status=ActionStatus(report.status), recorded_on=None
        )
