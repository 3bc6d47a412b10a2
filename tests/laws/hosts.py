"""Hosts: programs around `decide` that send, record late, crash and run twice, by point 13."""

import datetime as dt
from collections.abc import Sequence

import attrs

from dunnix.engine import Decision, NextAction, decide
from dunnix.model import Account, Action, ActionStatus, Task
from dunnix.scenario import Scenario


@attrs.define
class Host:
    """Sends what is proposed unless one of its keys was sent before, and records it.

    `delay` is how many days later a row is written, `status` what it says then.
    """

    scenario: Scenario
    account: Account
    sent: dict[str, dt.date] = attrs.field(factory=dict)
    posted: list[tuple[dt.date, NextAction]] = attrs.field(factory=list)
    refused: int = 0
    unwritten: list[tuple[dt.date, Action | Task]] = attrs.field(factory=list)

    def ask(self, today: dt.date) -> Decision:
        """Ask what to do, with what has been recorded by now."""
        due = [row for day, row in self.unwritten if day <= today]
        self.unwritten = [pair for pair in self.unwritten if pair[0] > today]
        self.account = self.account.record(*due)
        return decide(self.scenario, self.account, as_of=today)

    def run(
        self, today: dt.date, *, delay: int = 0, status: ActionStatus = ActionStatus.DONE
    ) -> Decision:
        """Send today's actions and record them, at once or `delay` days later."""
        decision = self.ask(today)
        for action in decision.next_actions:
            if any(key in self.sent for key in action.keys):
                self.refused += 1
                continue
            self.sent.update(dict.fromkeys(action.keys, today))
            self.posted.append((today, action))
            written = today + dt.timedelta(delay)
            row = _row(action, today, written, status)
            if delay:
                self.unwritten.append((written, row))
            else:
                self.account = self.account.record(row)
        return decision

    def steps_posted(self) -> Sequence[tuple[str, str, dt.date]]:
        """Give (receivable, step, day) for each step that went out, travellers aside."""
        return [
            (line.id, line.step, day)
            for day, action in self.posted
            for line in action.receivables
            if line.step is not None
        ]


def _row(
    action: NextAction, today: dt.date, written: dt.date, status: ActionStatus
) -> Action | Task:
    recorded = written if written > today else None
    if action.step is None:
        task = action.as_task(due_on=today + dt.timedelta(3), done_on=today + dt.timedelta(5))
        return attrs.evolve(task, recorded_on=written)
    return attrs.evolve(action.done(on=today), status=status, recorded_on=recorded)
