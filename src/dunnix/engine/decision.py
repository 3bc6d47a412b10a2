"""The answer: what to do next, what is held and why, and when to ask again."""

import datetime as dt
import json
from typing import TYPE_CHECKING

import attrs

from dunnix.display import mimebundle
from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.outlook import HeldReason
from dunnix.engine.strategy_assignment import Assignment
from dunnix.engine.window import Window
from dunnix.engine.wire import decision_to_dict
from dunnix.model import Account, Action, ActionStatus, Contact, Task
from dunnix.money import Money, total
from dunnix.scenario import Do, Mode, Phase, Scenario, Strategy, Tone

if TYPE_CHECKING:
    from dunnix.calendars import Calendar
    from dunnix.engine.explain import Stopper, WhyNot


def _claimed(amount_due: Money, *more: Money | None) -> Money:
    return total((amount_due, *(each for each in more if each is not None)), amount_due.currency)


@attrs.frozen(kw_only=True, order=False)
class ActionLine:
    """One receivable of an action: its own step and key, or none where it only travels along.

    `interest` and `indemnity` are its share of the action's, None where none is claimed of it.
    """

    id: str
    step: str | None
    key: str | None
    amount_due: Money
    interest: Money | None = None
    indemnity: Money | None = None

    @property
    def claimed(self) -> Money:
        """What is claimed of it in all: the amount in play, interest and fixed sum."""
        return _claimed(self.amount_due, self.interest, self.indemnity)


@attrs.frozen(kw_only=True, order=False)
class Copy:
    """A further channel by which the same goes out, and whom it reaches; None: the host knows."""

    channel: str
    contact: Contact | None


@attrs.frozen(kw_only=True, order=False)
class NextAction:
    """Something to do now: the step of its leader, for each receivable it covers.

    `key` is the identity: send it only if no key of `keys` was sent before. `days_late` counts
    from the day it fell due, and `is_late` says that `latest_on`, the last day in time, has passed.
    `sender` is the role of ours in whose name it is done, `owner` the person responsible; `cc`
    are roles of ours to be told, `copies` go out with it as the same action. `concede` is what may
    be granted. A task of our own has no step; its `reason` says what it is. `answers` names what a
    reaction answers: the id of a happening, promise, payment or the like. `time` is that of a call
    agreed on, in the debtor's zone. `priority` are the points a strategy gives it, for
    `priority_reasons`; 0 without one.

    `amount_due` is the amount in play, and nothing else. Where the effects `late-interest` and
    `recovery-indemnity` are in force, or its step brings them, and the scenario names a law,
    `interest` and `indemnity` are what the law adds to it up to the day asked about; `claimed` is
    the sum of the three. Past the last day with a known rate `interest` is the part that is known,
    and `interest_unknown_since` the first day without. `fee` is what the communication costs the
    debtor: the host bills it, and it is in none of these amounts.
    """

    key: str
    debtor: str
    creditor: str | None
    do: Do
    step: str | None
    phase: Phase | None
    mode: Mode
    channel: str | None
    tone: Tone | None
    contact: Contact | None
    sender: str | None
    cc: tuple[str, ...]
    copies: tuple[Copy, ...]
    template: str | None
    language: str | None
    country: str | None
    goal: tuple[str, ...]
    concede: tuple[str, ...]
    deadline_on: dt.date | None
    effects: tuple[str, ...]
    owner: str | None
    reason: str
    receivables: tuple[ActionLine, ...]
    amount_due: Money
    window: Window
    priority: int
    planned_on: dt.date
    latest_on: dt.date
    days_late: int
    is_late: bool
    scenario: str
    answers: str | None = None
    time: dt.time | None = None
    priority_reasons: tuple[str, ...] = ()
    interest: Money | None = None
    indemnity: Money | None = None
    interest_unknown_since: dt.date | None = None
    fee: Money | None = None

    @property
    def claimed(self) -> Money:
        """What is claimed in all: the amount in play, late interest and fixed sums."""
        return _claimed(self.amount_due, self.interest, self.indemnity)

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the action: its own, and those of the receivables that take a step."""
        others = (line.key for line in self.receivables if line.key is not None)
        return tuple(dict.fromkeys((self.key, *others)))

    def planned(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it is planned."""
        return self._row(ActionStatus.PLANNED, on, by)

    def queued(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it waits to go out."""
        return self._row(ActionStatus.QUEUED, on, by)

    def awaiting_approval(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says somebody must confirm it first."""
        return self._row(ActionStatus.AWAITING_APPROVAL, on, by)

    def approved(self, *, on: dt.date, by: str) -> Action:
        """Give the row that says who confirmed it: it is queued now."""
        return self._row(ActionStatus.QUEUED, on, by)

    def sent(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it went out."""
        return self._row(ActionStatus.SENT, on, by)

    def delivered(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it arrived."""
        return self._row(ActionStatus.DELIVERED, on, by)

    def done(
        self,
        *,
        on: dt.date,
        by: str | None = None,
        outcome: str | None = None,
        note: str | None = None,
        minutes: int | None = None,
    ) -> Action:
        """Give the row that says it was done: what came of it, what was said, how long it took.

        `outcome` is best one of `dunnix.model.ContactOutcome`.
        """
        row = self._row(ActionStatus.DONE, on, by, outcome)
        return attrs.evolve(row, note=note, minutes=minutes)

    def failed(self, *, on: dt.date, by: str | None = None, outcome: str | None = None) -> Action:
        """Give the row that says it didn't reach anybody: the next attempt opens."""
        return self._row(ActionStatus.FAILED, on, by, outcome)

    def cancelled(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it was called off."""
        return self._row(ActionStatus.CANCELLED, on, by)

    def refused(self, *, on: dt.date, by: str | None = None) -> Action:
        """Give the row that says it wasn't confirmed."""
        return self._row(ActionStatus.REFUSED, on, by)

    def as_task(self, *, due_on: dt.date, done_on: dt.date | None = None) -> Task:
        """Give a task of our own as the row to record: open, or done on a day."""
        if self.step is not None:
            raise ValueError("an action with a step is recorded by `done()`, not as a task")
        return Task(
            id=self.key,
            due_on=due_on,
            kind=self.reason,
            invoices=[line.id for line in self.receivables],
            owner=self.owner,
            done_on=done_on,
        )

    def _row(
        self, status: ActionStatus, on: dt.date, by: str | None, outcome: str | None = None
    ) -> Action:
        if self.step is None:
            raise ValueError("a task of our own is recorded by `as_task()`")
        return Action(
            id=self.key,
            key=self.key,
            step=self.step,
            date=on,
            status=status,
            scenario=self.scenario,
            invoices=[_named(line, self.step) for line in self.receivables],
            channel=self.channel,
            contact=None if self.contact is None else self.contact.id or self.contact.name,
            by=by,
            outcome=outcome,
            answers=self.answers,
        )


def _named(line: ActionLine, step: str) -> str:
    return line.id if line.step == step else f"{line.id}={line.step or ''}"


@attrs.frozen(kw_only=True, order=False)
class Held:
    """An amount that is in no action today, and why.

    `until` is the last day of a pause, or, beside a `step`, the day that step is next due. What
    contact rules hold says by which `rule`.
    """

    receivable: str
    amount: Money
    reason: HeldReason
    since: dt.date | None = None
    until: dt.date | None = None
    step: str | None = None
    rule: ContactRule | None = None


@attrs.frozen(kw_only=True, order=False)
class Withdrawal:
    """Something in flight that is no longer called for: call it off, unless it has gone."""

    key: str
    step: str
    reason: str
    receivables: tuple[str, ...]


@attrs.frozen(kw_only=True, order=False)
class CalledFor:
    """The highest step that dates and conditions call for, history and pauses aside."""

    receivable: str
    step: str | None
    creditor: str | None
    currency: str


@attrs.frozen(kw_only=True, order=False)
class EffectInForce:
    """What a step that was done has put in force for a receivable that is still open.

    `amount` is what `late-interest` or `recovery-indemnity` come to for the receivable by the law
    of the scenario, the same whichever step put it in force; None without a law that speaks of the
    debtor. `unknown_since` is the first day without a known rate: the amount is the part before.
    """

    name: str
    receivable: str
    step: str
    since: dt.date
    amount: Money | None = None
    unknown_since: dt.date | None = None


@attrs.frozen(kw_only=True, order=False)
class Decision:
    """What to do for a debtor on a day, and when to ask again.

    Store `next_review` and ask again then, or when something new is known; it holds as long as
    `rules_hash` is the same. The decision keeps its inputs, so that it can be explained.

    Under a strategy `scenario` is the one assigned, or the strategy itself where none could be;
    `assignment` says by which rule. Receivables that stay with another scenario have their actions
    under its name.
    """

    debtor: str
    as_of: dt.date
    next_actions: tuple[NextAction, ...]
    held: tuple[Held, ...]
    withdraw: tuple[Withdrawal, ...]
    called_for: tuple[CalledFor, ...]
    effects: tuple[EffectInForce, ...]
    next_review: dt.date | None
    scenario: str
    scenario_hash: str
    rules_hash: str
    rules: Scenario = attrs.field(eq=False, repr=False)
    account: Account = attrs.field(eq=False, repr=False)
    calendar: "Calendar | None" = attrs.field(default=None, eq=False, repr=False)
    assignment: Assignment | None = None
    strategy: Strategy | None = attrs.field(default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, object]:
        """Give the decision as plain data; the names are stable."""
        return decision_to_dict(self)

    def to_json(self) -> str:
        """Give the decision as JSON: the same values in, the same text out."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    def explain(self, language: str = "en") -> str:
        """Say in words what is to be done, what is held, why, and when to ask again."""
        from dunnix.engine.explain import explain  # words are made on demand

        return explain(self, language)

    def why_not(self, step: str) -> "tuple[WhyNot, ...]":
        """Say for each receivable why a step isn't taken today: the guard that failed.

        Raises `ValueError` for a step the scenario doesn't have.
        """
        from dunnix.engine.explain import why_not

        return why_not(self, step)

    def what_would_stop(self, action: NextAction) -> "tuple[Stopper, ...]":
        """Say what, if it were known, would stop an action; each tried on the account.

        Raises `ValueError` for an action that isn't one of this decision's.
        """
        from dunnix.engine.explain import what_would_stop

        return what_would_stop(self, action)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return mimebundle(self)
