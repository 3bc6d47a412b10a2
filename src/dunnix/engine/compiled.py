"""A scenario made ready to run: indices for names, ordinals for dates, functions for conditions.

What is kept here depends on the scenario alone, so it is computed once and never changes an
answer.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import Calendar, OnClosedDay, load_calendar
from dunnix.conditions import (
    CompiledCondition,
    DecimalNumber,
    NamedAmount,
    compile_condition,
    facts_used,
    leaves,
    literals,
    thresholds,
)
from dunnix.facts import Fact
from dunnix.model import Channel, StepId
from dunnix.money import currency_digits
from dunnix.scenario import (
    Anchor,
    DeadlineFrom,
    Do,
    Duration,
    EscalationStep,
    IfBehind,
    OnPartPayment,
    Per,
    Scenario,
    Timing,
    Unit,
)

ENGINE_VERSION: Final = "1"
NEVER: Final = dt.date.max.toordinal()
_OF_LEADER: Final = frozenset({"answered", "outcome"})
_OF_HISTORY: Final = frozenset({"answered", "outcome", "step", "times_contacted"})
_MOST_SCHEDULES: Final = 20_000
_Anchors: TypeAlias = tuple[int, int | None, int | None, int | None]


@attrs.frozen(eq=False, order=False)
class Wait:
    """What a step comes after: the index of a step (None: the previous), and how long after.

    Where the deadline of that step must have passed, `from_deadline` is true: "8d" from day 30 has
    passed on day 39.
    """

    step: int | None
    duration: Duration
    from_deadline: bool
    fixed_days: int | None


@attrs.frozen(eq=False, order=False)
class Rung:
    """A step made ready: its place in the ladder and what the hot path asks of it."""

    index: int
    id: str
    step: EscalationStep
    contacts: bool
    hands_over: bool
    is_legal: bool
    mandatory: bool
    channels: tuple[Channel, ...]
    waits: tuple[Wait, ...]
    repeats: bool
    has_condition: bool
    from_delivery: bool
    is_plain: bool
    every_days: int | None


@attrs.frozen(eq=False, order=False)
class Schedule:
    """The calendar of one receivable: by step the first day, the last, and the last repeat.

    Ordinals; `firsts` is None for a step without a date of its own. `moments` are all days on
    which something of it changes, sorted.
    """

    firsts: tuple[int | None, ...]
    lasts: tuple[int, ...]
    last_repeats: tuple[int, ...]
    moments: tuple[int, ...]


@attrs.frozen(eq=False, order=False)
class Conditions:
    """A scenario's conditions compiled for one currency, and the facts they read, by slot.

    `speaks` is false where the scenario compares amounts and names none in this currency.
    """

    facts: tuple[Fact, ...]
    earlier: tuple[str, ...]
    of_steps: tuple[CompiledCondition | None, ...]
    amounts: dict[str, int]
    digits: int
    minimum: int | None
    speaks: bool


@attrs.define(eq=False, order=False)
class CompiledScenario:
    """A scenario and its calendar, made ready to run."""

    scenario: Scenario
    ref: str
    calendar: Calendar
    rungs: tuple[Rung, ...]
    index: dict[str, int]
    mandatory: tuple[int, ...]
    waiting: tuple[Rung, ...]
    repeating: tuple[Rung, ...]
    counts_from_issue: bool
    facts_used: frozenset[str]
    reads_leader: bool
    reads_history: bool
    thresholds: tuple[tuple[str, int], ...]
    has_gap: bool
    fixed_gap: int | None
    one_at_a_time: bool
    per_invoice: bool
    restarts: bool
    rules_hash: str
    schedules: dict[_Anchors, Schedule] = attrs.field(factory=dict[_Anchors, Schedule])
    windows: dict[int, int] = attrs.field(factory=dict[int, int])
    by_currency: dict[str, Conditions] = attrs.field(factory=dict[str, Conditions])

    def schedule(
        self,
        due: int,
        issue: int | None,
        moved_to: int | None = None,
        issue_moved_to: int | None = None,
    ) -> Schedule:
        """Give the calendar of a receivable, with its anchors where pauses have moved them to."""
        key = (due, issue, moved_to, issue_moved_to)
        found = self.schedules.get(key)
        if found is None:
            if len(self.schedules) >= _MOST_SCHEDULES:
                self.schedules.clear()
            found = self.schedules[key] = _schedule(self, *key)
        return found

    def conditions(self, currency: str) -> Conditions:
        """Give the conditions compiled for a currency."""
        found = self.by_currency.get(currency)
        if found is None:
            found = self.by_currency[currency] = _conditions(self, currency)
        return found

    def window_end(self, due_by: int) -> int:
        """Give the last day on which money still keeps a promise due by a day."""
        found = self.windows.get(due_by)
        if found is None:
            if len(self.windows) >= _MOST_SCHEDULES:
                self.windows.clear()
            tolerance = self.scenario.promise.tolerance
            found = self.windows[due_by] = tolerance.after(due_by, self.calendar)
        return found

    def after_gap(self, contact: int) -> int:
        """Give the first day after a contact that is free for another."""
        if self.fixed_gap is not None:
            return contact + self.fixed_gap
        return self.scenario.gap.after(contact, self.calendar)

    def after(self, ordinal: int, wait: Wait) -> int:
        """Give the first day that is long enough after another."""
        if wait.fixed_days is not None:
            return ordinal + wait.fixed_days
        return wait.duration.after(ordinal, self.calendar) + wait.from_deadline


@functools.lru_cache(maxsize=64)
def compile_scenario(scenario: Scenario, calendar: Calendar | None = None) -> CompiledScenario:
    """Make a scenario ready to run, with its own calendar or another."""
    days = calendar or load_calendar(scenario.calendar)
    index = {step.id: place for place, step in enumerate(scenario.steps)}
    rungs = tuple(_rung(place, step, scenario, index) for place, step in enumerate(scenario.steps))
    conditions = [step.when for step in scenario.steps if step.when is not None]
    used = frozenset(name for each in conditions for name in facts_used(each))
    return CompiledScenario(
        scenario=scenario,
        ref=scenario.ref,
        calendar=days,
        rungs=rungs,
        index={str(name): place for name, place in index.items()},
        mandatory=tuple(rung.index for rung in rungs if rung.mandatory),
        waiting=tuple(rung for rung in rungs if rung.waits),
        repeating=tuple(rung for rung in rungs if rung.repeats),
        counts_from_issue=any(_counts_from_issue(step) for step in scenario.steps),
        facts_used=used,
        reads_history=not used.isdisjoint(_OF_HISTORY),
        reads_leader=any(name.startswith("invoice.") or name in _OF_LEADER for name in used),
        thresholds=tuple(sorted({pair for each in conditions for pair in thresholds(each)})),
        has_gap=scenario.gap.count > 0,
        fixed_gap=_plain_days(scenario.gap),
        one_at_a_time=scenario.if_behind is IfBehind.ONE_AT_A_TIME,
        per_invoice=scenario.per is Per.INVOICE,
        restarts=scenario.on_part_payment is OnPartPayment.RESTART,
        rules_hash=_rules_hash(scenario, days),
    )


def _counts_from_issue(step: EscalationStep) -> bool:
    timings = (step.at, step.until, step.repeat.until if step.repeat else None)
    return any(timing is not None and timing.anchor is Anchor.ISSUE for timing in timings)


def _rules_hash(scenario: Scenario, calendar: Calendar) -> str:
    text = f"{ENGINE_VERSION}\n{scenario.hash}\n{calendar.hash}"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _rung(
    place: int, step: EscalationStep, scenario: Scenario, index: Mapping[StepId, int]
) -> Rung:
    channels = (step.channel, *step.fallback) if step.channel is not None else ()
    from_delivery = step.deadline_from is DeadlineFrom.DELIVERED
    return Rung(
        index=place,
        id=step.id,
        step=step,
        contacts=step.do is Do.SEND,
        hands_over=step.do is Do.HAND_OVER,
        is_legal=step.do in {Do.HAND_OVER, Do.COURT},
        mandatory=step.mandatory,
        channels=tuple(Channel(each) for each in channels),
        waits=tuple(_waits(step, scenario, index)),
        repeats=step.repeat is not None,
        has_condition=step.when is not None,
        from_delivery=from_delivery,
        is_plain=not (step.effects or step.repeat or from_delivery),
        every_days=_plain_days(step.repeat.every) if step.repeat else None,
    )


def _waits(step: EscalationStep, scenario: Scenario, index: Mapping[StepId, int]) -> Iterable[Wait]:
    for after in step.after:
        reference = None if after.step is None else index[after.step]
        if after.wait is not None:
            yield _wait(reference, after.wait, from_deadline=False)
        elif after.step is not None:
            deadline = scenario.step(after.step).deadline
            if deadline is None:
                raise AssertionError(f"`{after.step}` has no deadline")  # refused on construction
            yield _wait(reference, deadline, from_deadline=True)


def _wait(step: int | None, duration: Duration, *, from_deadline: bool) -> Wait:
    days = _plain_days(duration)
    return Wait(step, duration, from_deadline, None if days is None else days + from_deadline)


def _plain_days(duration: Duration) -> int | None:
    """Give a duration as days where it is a number of them: the hot path then only adds."""
    return duration.count if duration.unit is Unit.DAY else None


def _schedule(
    compiled: CompiledScenario,
    due: int,
    issue: int | None,
    moved_to: int | None,
    issue_moved_to: int | None,
) -> Schedule:
    anchors = {Anchor.DUE: due, Anchor.ISSUE: issue}
    moved = {
        Anchor.DUE: due if moved_to is None else moved_to,
        Anchor.ISSUE: issue if issue_moved_to is None else issue_moved_to,
    }
    firsts: list[int | None] = []
    lasts: list[int] = []
    repeats: list[int] = []
    for rung in compiled.rungs:
        step = rung.step
        before = step.at is not None and step.at.is_before_due
        firsts.append(_day(compiled, step.at, anchors if before else moved, step.on_closed_day))
        lasts.append(_last(compiled, step.until, moved))
        repeats.append(_last(compiled, step.repeat.until if step.repeat else None, moved))
    ends = [last + 1 for last in (*lasts, *repeats) if last < NEVER]
    moments = {due, due + 1, *(day for day in firsts if day is not None), *ends}
    return Schedule(tuple(firsts), tuple(lasts), tuple(repeats), tuple(sorted(moments)))


def _day(
    compiled: CompiledScenario,
    timing: Timing | None,
    anchors: dict[Anchor, int | None],
    rule: OnClosedDay | None,
) -> int | None:
    """Give the first day of a step; one anchored on an issue date that isn't known never comes."""
    if timing is None:
        return None
    anchor = anchors[timing.anchor]
    if anchor is None:
        return NEVER
    # Days before the calendar's first have long been reached: none is later than the first.
    return max(timing.day(anchor, compiled.calendar, rule or OnClosedDay.KEEP), 1)


def _last(
    compiled: CompiledScenario, timing: Timing | None, anchors: dict[Anchor, int | None]
) -> int:
    """Give the last day of a step, closed or not: an end isn't moved."""
    found = _day(compiled, timing, anchors, OnClosedDay.KEEP)
    return NEVER if found is None else found


def _conditions(compiled: CompiledScenario, currency: str) -> Conditions:
    scenario = compiled.scenario
    table = scenario.fact_table
    facts = tuple(table[name] for name in sorted(compiled.facts_used))
    slots = {fact.name: slot for slot, fact in enumerate(facts)}
    earlier = tuple(fact.name for fact in facts if fact.rises)
    earlier_slots = {name: len(facts) + place for place, name in enumerate(earlier)}
    digits = currency_digits(currency)
    amounts = {
        name: money.minor_units
        for name in scenario.amounts
        if (money := scenario.amount(name, currency)) is not None
    }
    speaks = currency in scenario.currencies or not _needs_currency(scenario)
    minimum = scenario.minimum(currency)
    return Conditions(
        facts=facts,
        earlier=earlier,
        of_steps=tuple(
            None
            if rung.step.when is None or not speaks
            else compile_condition(
                rung.step.when,
                slots=slots,
                earlier_slots=earlier_slots,
                amounts=amounts,
                digits=digits,
            )
            for rung in compiled.rungs
        ),
        amounts=amounts,
        digits=digits,
        minimum=None if minimum is None else minimum.minor_units,
        speaks=speaks,
    )


def _needs_currency(scenario: Scenario) -> bool:
    """Tell whether a scenario compares amounts, so that only its own currencies can be decided."""
    if scenario.ignore_below is not None:
        return True
    return any(
        isinstance(literal, DecimalNumber | NamedAmount)
        for step in scenario.steps
        if step.when is not None
        for leaf in leaves(step.when.expression)
        for literal in literals(leaf)
    )
