"""A scenario made ready to run: indices for names, ordinals for dates, functions for conditions.

What is kept here depends on the scenario alone, so it is computed once and never changes an
answer.
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from dunnix.calendars import Calendar, OnClosedDay, load_calendar
from dunnix.conditions import Condition, facts_used, thresholds
from dunnix.engine.conditions import Conditions, conditions_of
from dunnix.engine.contact_rules import RulesInForce, rules_in_force
from dunnix.engine.durations import plain_days
from dunnix.engine.fees import NamedFee, fees_of
from dunnix.engine.reactions import (
    answers_of,
    by_occasion,
    events_of,
    memory_of,
    statements_of,
    summed_up,
)
from dunnix.engine.rungs import OtherStep, Rung, Wait, announcing, held_alike, phase_caps, rungs_of
from dunnix.engine.schedule import NEVER, Dates, Schedule, lay_out
from dunnix.scenario import (
    Duration,
    Event,
    IfBehind,
    OnPartPayment,
    Per,
    Scenario,
    Statement,
    Strategy,
)

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

ENGINE_VERSION: Final = "1"
_OF_LEADER: Final = frozenset({"answered", "outcome"})
_OF_HISTORY: Final = frozenset({"answered", "outcome", "step", "times_contacted"})
_MOST_SCHEDULES: Final = 20_000


@attrs.define(eq=False, order=False)
class CompiledScenario:
    """A scenario and its calendar, made ready to run.

    `rungs` are the steps of the ladder; `every_rung` lists after them the reactions, what sums up a
    step, and the statements, by their index; `alike` has them by whom they reach and how. The
    reactions stand in `by_occasion` by the event they are on, or the step they sum up. No event is
    answered later than `memory` days after it. `others` are the steps, by id, that only other
    scenarios of a strategy know. `law` is that of late payment, `fees` are those of every rung;
    `reads_accrual` tells whether a condition reads an amount that grows by the day.
    """

    scenario: Scenario
    ref: str
    calendar: Calendar
    rungs: tuple[Rung, ...]
    every_rung: tuple[Rung, ...]
    alike: tuple[tuple[Rung, ...], ...]
    answers: tuple[Rung, ...]
    by_occasion: Mapping[Event | int | None, tuple[Rung, ...]]
    sums_up: frozenset[int]
    statements: tuple[tuple[Rung, Statement], ...]
    announcing: tuple[tuple[Rung, tuple[int, ...]], ...]
    after_hand_over: frozenset[int]
    phase_caps: Mapping[int, int]
    events: frozenset[Event]
    memory: int
    stops: bool
    moves_steps: bool
    index: dict[str, int]
    mandatory: tuple[int, ...]
    waiting: tuple[Rung, ...]
    repeating: tuple[Rung, ...]
    counts_from_issue: bool
    facts_used: frozenset[str]
    reads_leader: bool
    reads_history: bool
    thresholds: tuple[tuple[str, int], ...]
    rules: RulesInForce
    has_gap: bool
    fixed_gap: int | None
    one_at_a_time: bool
    per_invoice: bool
    restarts: bool
    rules_hash: str
    law: "Jurisdiction | None"
    fees: tuple[NamedFee, ...]
    reads_accrual: bool
    others: Mapping[str, OtherStep] = attrs.field(factory=dict[str, OtherStep])
    schedules: dict[Dates, Schedule] = attrs.field(factory=dict[Dates, Schedule])
    windows: dict[int, int] = attrs.field(factory=dict[int, int])
    open_days: dict[int, int] = attrs.field(factory=dict[int, int])
    by_currency: dict[str, Conditions] = attrs.field(factory=dict[str, Conditions])

    @functools.cached_property
    def rising(self) -> tuple[tuple[str, int], ...]:
        """The facts that rise by one a day, each with a number that a condition compares it to."""
        table = self.scenario.fact_table
        return tuple((name, wanted) for name, wanted in self.thresholds if table[name].rises)

    @functools.cached_property
    def turning(self) -> tuple[tuple[str, int], ...]:
        """The other facts that time alone moves, each with such a number."""
        table = self.scenario.fact_table
        return tuple(
            (name, wanted)
            for name, wanted in self.thresholds
            if table[name].moves and not table[name].rises
        )

    def schedule(
        self,
        due: int,
        issue: int | None,
        moved_to: int | None = None,
        issue_moved_to: int | None = None,
        *,
        restarted: bool = False,
    ) -> Schedule:
        """Give the calendar of a receivable, with its anchors where pauses have moved them to.

        Where they were `restarted`, the steps before the due date end when they always did.
        """
        key = (due, issue, moved_to, issue_moved_to, restarted)
        found = self.schedules.get(key)
        if found is None:
            if len(self.schedules) >= _MOST_SCHEDULES:
                self.schedules.clear()
            found = self.schedules[key] = lay_out(self.scenario, self.calendar, self.rungs, key)
        return found

    def may_contact(self, step: str) -> bool:
        """Tell whether a step is a contact; one no scenario knows may have been one."""
        index = self.index.get(step)
        if index is not None:
            return self.every_rung[index].contacts
        other = self.others.get(step)
        return other is None or other.contacts

    def conditions(self, currency: str) -> Conditions:
        """Give the conditions compiled for a currency."""
        found = self.by_currency.get(currency)
        if found is None:
            found = self.by_currency[currency] = conditions_of(
                self.scenario, self.every_rung, currency
            )
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
        return max(gap.after(contact, self.calendar) for gap in self.rules.gaps)

    def after(self, ordinal: int, wait: Wait) -> int:
        """Give the first day that is long enough after another."""
        if wait.fixed_days is not None:
            return ordinal + wait.fixed_days
        return wait.duration.after(ordinal, self.calendar) + wait.from_deadline

    def on_open_day(self, ordinal: int, rung: Rung) -> int:
        """Move the day a wait is over off a closed day as a step says, never before the wait is."""
        rule = rung.step.on_closed_day
        if rule is None or rule is OnClosedDay.KEEP or ordinal >= NEVER:
            return ordinal
        found = self.open_days.get(ordinal)
        if found is None:
            if len(self.open_days) >= _MOST_SCHEDULES:
                self.open_days.clear()
            found = self.calendar.shift_ordinal(ordinal, OnClosedDay.NEXT, anchor=ordinal)
            self.open_days[ordinal] = found
        return found


@functools.lru_cache(maxsize=64)
def compile_scenario(scenario: Scenario, calendar: Calendar | None = None) -> CompiledScenario:
    """Make a scenario ready to run, with its own calendar or another."""
    days = calendar or load_calendar(scenario.calendar)
    rules = rules_in_force(scenario, days)
    index = {step.id: place for place, step in enumerate(scenario.steps)}
    rungs = tuple(rungs_of(scenario, index))
    answers = tuple(answers_of(scenario, index))
    statements = tuple(statements_of(scenario, len(rungs) + len(answers)))
    every = (*rungs, *answers, *(rung for rung, _ in statements))
    conditions = [rung.step.when for rung in every if rung.step.when is not None]
    used = frozenset(name for each in conditions for name in facts_used(each))
    tones = [each for each in (scenario.tones.softer, scenario.tones.firmer) if each is not None]
    law = None if scenario.late_payment is None else scenario.late_payment.jurisdiction
    return CompiledScenario(
        scenario=scenario,
        ref=scenario.ref,
        calendar=days,
        rungs=rungs,
        every_rung=every,
        alike=tuple(held_alike(every)),
        answers=answers,
        by_occasion=by_occasion(answers),
        sums_up=frozenset(summed_up(answers)),
        statements=statements,
        announcing=tuple(announcing(rungs, index)),
        after_hand_over=frozenset(rung.index for rung in rungs if rung.goes_on),
        phase_caps=phase_caps(scenario, rungs),
        events=events_of(answers),
        memory=memory_of(answers),
        stops=any(reaction.then.stop for reaction in scenario.reactions),
        moves_steps=_moves_steps(scenario, rungs),
        index={rung.id: rung.index for rung in every},
        mandatory=tuple(rung.index for rung in rungs if rung.mandatory),
        waiting=tuple(rung for rung in rungs if rung.waits),
        repeating=tuple(rung for rung in rungs if rung.repeats),
        counts_from_issue=any(rung.counts_from_issue for rung in rungs),
        facts_used=used,
        reads_history=not used.isdisjoint(_OF_HISTORY),
        reads_leader=any(name.startswith("invoice.") or name in _OF_LEADER for name in used),
        thresholds=tuple(
            sorted({pair for each in (*conditions, *tones) for pair in thresholds(each)})
        ),
        rules=rules,
        has_gap=bool(rules.gaps),
        fixed_gap=_fixed_gap(rules.gaps),
        one_at_a_time=scenario.if_behind is IfBehind.ONE_AT_A_TIME,
        per_invoice=scenario.per is Per.INVOICE,
        restarts=scenario.on_part_payment is OnPartPayment.RESTART,
        rules_hash=_rules_hash(scenario, days, rules),
        law=law,
        fees=tuple(fees_of(scenario, every)),
        reads_accrual=law is not None
        and any(_accrues(scenario, each) for each in (*conditions, *tones)),
    )


def _accrues(declared: Scenario | Strategy, condition: Condition) -> bool:
    """Tell whether a condition reads an amount that grows by the day."""
    return any(declared.fact_table[name].accrues for name in facts_used(condition))


def _moves_steps(scenario: Scenario, rungs: Iterable[Rung]) -> bool:
    """Tell whether what happens may bring steps forward."""
    sent = any(reaction.then.step is not None for reaction in scenario.reactions)
    return sent or any(rung.step.announces or rung.goes_on for rung in rungs)


def _fixed_gap(gaps: Iterable[Duration]) -> int | None:
    """Give the longest gap as days where all are numbers of them."""
    days = [plain_days(gap) for gap in gaps]
    return None if None in days else max((each for each in days if each is not None), default=0)


def _rules_hash(scenario: Scenario, calendar: Calendar, rules: RulesInForce) -> str:
    data = [pack.hash for pack in rules.packs]
    if scenario.late_payment is not None:
        data.append(scenario.late_payment.hash)
    text = "\n".join([ENGINE_VERSION, scenario.hash, calendar.hash, *data])
    return hashlib.sha256(text.encode("ascii")).hexdigest()
