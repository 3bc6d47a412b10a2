"""Accounts played day by day under silence and under what may come, within a bound.

The bound is counted in days on which something is decided, never in seconds: an inspection says
the same on any machine, and ends on any scenario.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import NextAction
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.durations import most_days
from dunnix.inspection.family import Family
from dunnix.inspection.witness import Witness
from dunnix.model import Account
from dunnix.planning import Projection, project, silence
from dunnix.planning.assumptions import Assumption
from dunnix.scenario import Scenario, Timing

MOST_DAYS: Final = 2_500
"""So many played days are looked at in all, before a search gives up; of long ladders fewer."""
_A_PLAY: Final = 8
_LONG: Final = 60
_MANY: Final = 400
_YEAR: Final = 366
_LONGEST: Final = 3_660


@attrs.frozen(kw_only=True, order=False, eq=False)
class Play:
    """An account and what became of it."""

    account: Account
    projection: Projection
    silent: bool

    @property
    def actions(self) -> tuple[tuple[dt.date, NextAction], ...]:
        """Every action with its day."""
        return self.projection.actions

    @cached_property
    def taken(self) -> frozenset[str]:
        """The ids of all steps, reactions and statements that were done for some receivable."""
        return frozenset(name for _, action in self.actions for name in steps_of(action))

    def witness(self, beside: "Play | None" = None) -> Witness:
        """Keep the account as a witness."""
        other = None if beside is None else beside.witness()
        return Witness.of(self.account, self.projection, other)


def steps_of(action: NextAction) -> Iterator[str]:
    """Give the steps an action is, for its leader and for those that go along at their own."""
    if action.step is not None:
        yield action.step
    for line in action.receivables:
        if line.step is not None:
            yield line.step


@attrs.define(kw_only=True, order=False, eq=False)
class Search:
    """The accounts tried so far for a scenario, and how many days are left to be played."""

    compiled: CompiledScenario
    family: Family
    calendar: Calendar | None
    left: int = MOST_DAYS
    plays: list[Play] = attrs.field(factory=list[Play])

    @property
    def scenario(self) -> Scenario:
        """The scenario inspected."""
        return self.compiled.scenario

    @property
    def is_over(self) -> bool:
        """Whether no days are left."""
        return self.left <= 0

    def family_in(self, currency: str) -> Family:
        """Give the accounts made up in another currency."""
        return Family.of(self.compiled, currency)

    @cached_property
    def horizon(self) -> int:
        """How many days after the due date the last step has surely come, and then a year."""
        return min(_horizon(self.compiled) + _YEAR, _LONGEST - self.family.terms)

    def play(
        self,
        account: Account,
        assuming: Assumption = silence,
        *,
        since: dt.date | None = None,
        until: int | None = None,
    ) -> Play | None:
        """Play an account from its issue on, or from a later day; None where no days are left."""
        if self.is_over:
            return None
        first = self.family.issued if since is None else since
        last = self.family.on(self.horizon if until is None else until)
        days = max(0, min((last - first).days, _LONGEST))
        played = project(
            self.scenario,
            account,
            as_of=first,
            days=days,
            assuming=assuming,
            calendar=self.calendar,
        )
        found = Play(account=account, projection=played, silent=assuming is silence)
        self.left -= self._cost(found)
        self.plays.append(found)
        return found

    def _cost(self, play: Play) -> int:
        """Give how many days a play counts for: long ladders and long histories take longer."""
        rungs, days = len(self.compiled.every_rung), len(play.projection.days)
        history = len(play.actions) ** 2 // _MANY
        return (1 + rungs // _LONG) * (days + history + rungs // 2 + _A_PLAY)

    def reaching(self, step: str) -> Play | None:
        """Give the first account tried that came to a step."""
        return next((play for play in self.plays if step in play.taken), None)


def _horizon(compiled: CompiledScenario) -> int:
    """Give the most days after the due date by which a silent debtor has met every step."""
    own = max((_days(rung.step.at) for rung in compiled.rungs), default=0)
    waits = sum(
        max((most_days(wait.duration) + 1 for wait in rung.waits), default=0)
        for rung in compiled.rungs
    )
    return own + waits + 60


def _days(at: Timing | None) -> int:
    if at is None or at.offset is None or at.sign < 0:
        return 31
    return most_days(at.offset) + 31


def some(plays: Iterable[Play | None]) -> list[Play]:
    """Give the plays there were days for."""
    return [play for play in plays if play is not None]
