"""Playing an account day by day: the same decisions, on the days they can change."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import Decision, Held, HeldReason, NextAction, decide
from dunnix.engine.tasks import CALL_BACK, CHECK_IN_FLIGHT, KEEP_IN_TOUCH
from dunnix.model import Account, Action, ActionStatus, AnyRow, Stage, Task, known_rows
from dunnix.planning.assumptions import Assumption
from dunnix.planning.projection import ProjectedDay, ProjectionEnd
from dunnix.scenario import Do, ModeKind, Scenario, Strategy

Acting: TypeAlias = Callable[[NextAction, dt.date], Action | Task]

# With `gap = "0d"` a day may bring several steps in turn, each under a key of its own.
_MOST_TURNS: Final = 50
_OVER_BY_DOING: Final = frozenset({CALL_BACK, CHECK_IN_FLIGHT, KEEP_IN_TOUCH})
_OVER: Final = {
    HeldReason.HANDED_OVER: ProjectionEnd.HANDED_OVER,
    HeldReason.INSOLVENCY: ProjectionEnd.STAYED,
    HeldReason.FINISHED: ProjectionEnd.FINISHED,
    HeldReason.STOPPED: ProjectionEnd.FINISHED,
}


class Play:
    """The account while it is played: what is known of it, and when to ask again.

    `acting` says what comes of an action on its day. `decisions` are all that were made, in order;
    each keeps the account as it stood then.
    """

    def __init__(
        self,
        scenario: Scenario | Strategy,
        account: Account,
        as_of: dt.date,
        assuming: Assumption,
        *,
        acting: Acting | None = None,
        calendar: Calendar | None = None,
    ) -> None:
        self._scenario, self._calendar = scenario, calendar
        self._account, self._assuming = account, assuming
        self._acting = acting or at_once
        self._flights = _flights(account, as_of)
        self._review = as_of
        self._held: tuple[Held, ...] = ()
        self.played: list[ProjectedDay] = []
        self.decisions: list[Decision] = []
        self.confirmed: set[str] = set()
        self.end, self.end_since = ProjectionEnd.GOING_ON, as_of

    def day(self, day: dt.date, *, anew: bool = False) -> None:
        """Play one day: what comes, what is done, and what is held in the end.

        It is asked about where the answer can change, or `anew` where a row becomes known.
        """
        came = tuple(self._assuming(self._account, day))
        if came:
            self._account = self._account.record(*came)
        if came or anew:
            self._flights = self._still_under_way(day)
        flying = [row for row in self._flights if row.date <= day]
        if not came and not flying and not anew and day < self._review:
            return
        decision = self._decided(day)
        off = self._called_off(decision)
        self._flights = [row for row in self._flights if row not in (*off, *flying)]
        rows = [_version(row, day, ActionStatus.CANCELLED) for row in off]
        rows += [_version(row, day, ActionStatus.DELIVERED) for row in flying if row not in off]
        self.confirmed |= {row.identity for row in flying if row not in off and _waits(row)}
        decision = self._recorded(decision, rows)
        actions: list[NextAction] = []
        for _ in range(_MOST_TURNS):
            done = [each for each in decision.next_actions if each not in actions]
            if not done:
                break
            actions += done
            decision = self._recorded(decision, [self._acting(each, day) for each in done])
        self._note(decision, came, actions, tuple(row.identity for row in off))

    def _still_under_way(self, day: dt.date) -> list[Action]:
        """Give the flights that nothing is known to have come of yet, as they stand now."""
        now = {row.identity: row for row in _flights(self._account, day)}
        return [now[row.identity] for row in self._flights if row.identity in now]

    def _decided(self, day: dt.date) -> Decision:
        decision = decide(self._scenario, self._account, as_of=day, calendar=self._calendar)
        self.decisions.append(decision)
        return decision

    def _recorded(self, decision: Decision, rows: Sequence[AnyRow]) -> Decision:
        """Record rows and decide again; without any the decision stands."""
        if not rows:
            return decision
        self._account = self._account.record(*rows)
        return self._decided(decision.as_of)

    def _called_off(self, decision: Decision) -> list[Action]:
        """Give what is under way and no longer called for: a host cancels it before it goes."""
        keys = {each.key for each in decision.withdraw}
        return [row for row in self._flights if row.identity in keys]

    def _note(
        self,
        decision: Decision,
        came: tuple[AnyRow, ...],
        actions: list[NextAction],
        called_off: tuple[str, ...],
    ) -> None:
        day, held = decision.as_of, decision.held
        self._review = decision.next_review or dt.date.max
        if came or actions or called_off or held != self._held:
            self.played.append(
                ProjectedDay(
                    on=day, came=came, actions=tuple(actions), called_off=called_off, held=held
                )
            )
        self._held = held
        self.confirmed |= {each.key for each in actions if each.mode.kind is ModeKind.CONFIRM}
        end = _end(decision)
        if end is not self.end:
            self.end, self.end_since = end, day


def _flights(account: Account, day: dt.date) -> list[Action]:
    """Give what is under way on a day, each as last known; with bad rows nothing goes on."""
    if account.problems:
        return []
    return [row for row in known_rows(account.actions, day) if row.stage is Stage.IN_FLIGHT]


def _waits(row: Action) -> bool:
    return row.status is ActionStatus.AWAITING_APPROVAL


def _version(row: Action, day: dt.date, status: ActionStatus) -> Action:
    return attrs.evolve(row, date=day, status=status, recorded_on=None)


def at_once(action: NextAction, day: dt.date) -> Action | Task:
    """Give the row that says an action was done on its day; a task may stay open."""
    if action.step is None:
        done_on = day if action.reason in _OVER_BY_DOING else None
        return attrs.evolve(action.as_task(due_on=day, done_on=done_on), recorded_on=day)
    return action.delivered(on=day) if action.do is Do.SEND else action.done(on=day)


def _end(decision: Decision) -> ProjectionEnd:
    """Tell where an account stands when a day is over."""
    ends = {_OVER.get(each.reason, ProjectionEnd.GOING_ON) for each in decision.held}
    if decision.next_actions or decision.account.problems or ProjectionEnd.GOING_ON in ends:
        return ProjectionEnd.GOING_ON
    if len(ends) > 1:
        return ProjectionEnd.FINISHED
    return ends.pop() if ends else ProjectionEnd.SETTLED
