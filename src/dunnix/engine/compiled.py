"""A scenario made ready to run: indices for names, ordinals for dates, functions for conditions.

What is kept here depends on the scenario alone, so it is computed once and never changes an
answer.
"""

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from dunnix.calendars import Calendar, OnClosedDay, load_calendar
from dunnix.conditions import (
    CompiledCondition,
    Condition,
    DecimalNumber,
    NamedAmount,
    compile_condition,
    facts_used,
    leaves,
    literals,
    thresholds,
)
from dunnix.engine.contact_rules import RulesInForce, rules_in_force
from dunnix.facts import Fact
from dunnix.model import Channel, Role, StepId
from dunnix.money import Money, currency_digits
from dunnix.scenario import (
    CONTINUE,
    Anchor,
    DeadlineFrom,
    Do,
    Duration,
    EscalationStep,
    Event,
    IfBehind,
    Mode,
    ModeKind,
    OnPartPayment,
    Per,
    Phase,
    Reaction,
    Scenario,
    Statement,
    Strategy,
    Summary,
    Then,
    Timing,
    Tone,
    Unit,
)

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

ENGINE_VERSION: Final = "1"
NEVER: Final = dt.date.max.toordinal()
_OF_LEADER: Final = frozenset({"answered", "outcome"})
_OF_HISTORY: Final = frozenset({"answered", "outcome", "step", "times_contacted"})
_AUTO: Final = Mode(kind=ModeKind.AUTO)
_EVENT: Final = Timing(anchor=Anchor.EVENT)
_SOON_AFTER: Final = Timing(anchor=Anchor.EVENT, offset=Duration(3, Unit.DAY))
_MOST_DAYS: Final = {Unit.DAY: 1, Unit.BUSINESS_DAY: 4, Unit.WEEK: 7, Unit.MONTH: 31}
_SHIFT: Final = 45  # on to the end of a month, and off closed days
_MOST_SCHEDULES: Final = 20_000
_Anchors: TypeAlias = tuple[int, int | None, int | None, int | None, bool]


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
    step: EscalationStep | Reaction
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
    answer: "Answer | None" = None
    is_answer: bool = False


@attrs.frozen(eq=False, order=False)
class OtherStep:
    """What only another scenario of a strategy knows: what it counts for on this ladder.

    `stands_at` is the step it counts as having reached, -1 for none; it is -1 as well for what is
    no step of a ladder. `answers` are the reactions here that needn't come once it is done.
    """

    stands_at: int
    contacts: bool
    hands_over: bool
    capped_phase: Phase | None
    effects: tuple[str, ...]
    is_step: bool
    mandatory: bool
    answers: tuple[int, ...]
    stops: bool | None


@attrs.frozen(eq=False, order=False)
class Answer:
    """What makes a rung no step of the ladder: what it answers, or that it is a statement.

    `event` is None for a statement, and for what sums up a step that was done (`sums_up`).
    """

    event: Event | None
    detail: str | None = None
    then: Then = CONTINUE
    times: int | None = None
    sums_up: int | None = None
    goes_to: int | None = None


@attrs.frozen(eq=False, order=False)
class Schedule:
    """The calendar of one receivable: by step the first day, the last, and the last repeat.

    Ordinals; `firsts` is None for a step without a date of its own. `moments` are all days on
    which something of it changes, sorted. `latests` are the last days in time.
    """

    firsts: tuple[int | None, ...]
    lasts: tuple[int, ...]
    last_repeats: tuple[int, ...]
    moments: tuple[int, ...]
    latests: tuple[int, ...]


@attrs.frozen(eq=False, order=False)
class Conditions:
    """A scenario's conditions compiled for one currency, and the facts they read, by slot.

    `speaks` is false where the scenario compares amounts and names none in this currency.
    `of_steps` are those of each rung, and then the two of tones: softer, firmer.
    """

    facts: tuple[Fact, ...]
    earlier: tuple[str, ...]
    of_steps: tuple[CompiledCondition | None, ...]
    amounts: dict[str, int]
    digits: int
    minimum: int | None
    speaks: bool


@attrs.frozen(eq=False, order=False)
class NamedFee:
    """What a step or reaction costs, by currency, and within how many days paying waives it."""

    step: str
    amounts: Mapping[str, Money]
    waived_within: int | None


@attrs.define(eq=False, order=False)
class CompiledScenario:
    """A scenario and its calendar, made ready to run.

    `rungs` are the steps of the ladder; `every_rung` lists after them the reactions, what sums up a
    step, and the statements, by their index. No event is answered later than
    `memory` days after it. `others` are the steps, by id, that only the other
    scenarios of a strategy know. `law` is that of late payment, `fees` are those of every rung;
    `reads_accrual` tells whether a condition reads an amount that grows by the day.
    """

    scenario: Scenario
    ref: str
    calendar: Calendar
    rungs: tuple[Rung, ...]
    every_rung: tuple[Rung, ...]
    answers: tuple[Rung, ...]
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
    schedules: dict[_Anchors, Schedule] = attrs.field(factory=dict[_Anchors, Schedule])
    windows: dict[int, int] = attrs.field(factory=dict[int, int])
    open_days: dict[int, int] = attrs.field(factory=dict[int, int])
    by_currency: dict[str, Conditions] = attrs.field(factory=dict[str, Conditions])

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
            found = self.schedules[key] = _schedule(self, *key[:4], restarted=restarted)
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
    rungs = tuple(_rung(place, step, scenario, index) for place, step in enumerate(scenario.steps))
    answers = tuple(_answers(scenario, index))
    statements = tuple(_statements(scenario, len(rungs) + len(answers)))
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
        answers=answers,
        statements=statements,
        announcing=tuple(_announcing(rungs, index)),
        after_hand_over=frozenset(rung.index for rung in rungs if _goes_on(rung)),
        phase_caps=_phase_caps(scenario, rungs),
        events=_events(answers),
        memory=max((_most_days(rung.step.until) for rung in answers), default=0),
        stops=any(reaction.then.stop for reaction in scenario.reactions),
        moves_steps=_moves_steps(scenario, rungs),
        index={rung.id: rung.index for rung in every},
        mandatory=tuple(rung.index for rung in rungs if rung.mandatory),
        waiting=tuple(rung for rung in rungs if rung.waits),
        repeating=tuple(rung for rung in rungs if rung.repeats),
        counts_from_issue=any(_counts_from_issue(step) for step in scenario.steps),
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
        fees=tuple(_fees(scenario, every)),
        reads_accrual=law is not None
        and any(_accrues(scenario, each) for each in (*conditions, *tones)),
    )


def _accrues(declared: Scenario | Strategy, condition: Condition) -> bool:
    """Tell whether a condition reads an amount that grows by the day."""
    return any(declared.fact_table[name].accrues for name in facts_used(condition))


def _fees(scenario: Scenario, rungs: Iterable[Rung]) -> Iterator[NamedFee]:
    for rung in rungs:
        step, within = rung.step, rung.step.fee_waived_if_paid_within
        named = ((code, scenario.fee(step, code)) for code in scenario.currencies)
        amounts = {code: fee for code, fee in named if fee is not None}
        if amounts:
            days = None if within is None else within.count * _MOST_DAYS[within.unit]
            yield NamedFee(rung.id, amounts, days)


def _counts_from_issue(step: EscalationStep) -> bool:
    timings = (step.at, step.until, step.repeat.until if step.repeat else None)
    return any(timing is not None and timing.anchor is Anchor.ISSUE for timing in timings)


def _fixed_gap(gaps: Iterable[Duration]) -> int | None:
    """Give the longest gap as days where all are numbers of them."""
    days = [_plain_days(gap) for gap in gaps]
    return None if None in days else max((each for each in days if each is not None), default=0)


def _rules_hash(scenario: Scenario, calendar: Calendar, rules: RulesInForce) -> str:
    data = [pack.hash for pack in rules.packs]
    if scenario.late_payment is not None:
        data.append(scenario.late_payment.hash)
    text = "\n".join([ENGINE_VERSION, scenario.hash, calendar.hash, *data])
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _rung(
    place: int, step: EscalationStep | Reaction, scenario: Scenario, index: Mapping[StepId, int]
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


def _answers(scenario: Scenario, index: Mapping[StepId, int]) -> Iterator[Rung]:
    """Give what isn't climbed to: reactions, and what sums up a step on the day it was done."""
    place = len(index)
    for reaction in scenario.reactions:
        on, then = reaction.on, reaction.then
        answer = Answer(
            event=on.event,
            detail=on.detail,
            then=then,
            times=reaction.times,
            goes_to=None if then.step is None else index[then.step],
        )
        asked = on.event in {Event.REPLY, Event.CALL_BACK}
        rung = _rung(place, reaction, scenario, index)
        yield attrs.evolve(rung, answer=answer, is_answer=asked, is_plain=not reaction.effects)
        place += 1
    for step in scenario.steps:
        if step.summary is not None:
            rung = _rung(place, _summing_up(step, step.summary), scenario, index)
            yield attrs.evolve(
                rung, answer=Answer(event=None, sums_up=index[step.id]), is_answer=True
            )
            place += 1


def _summing_up(step: EscalationStep, summary: Summary) -> EscalationStep:
    return EscalationStep(
        id=f"{step.id}-summary",
        at=_EVENT,
        until=_SOON_AFTER,
        channel=summary.channel,
        template=summary.template,
        to=step.to,
        phase=step.phase,
        tone=step.tone,
        mode=_AUTO,
        on_closed_day=OnClosedDay.KEEP,
        attempts=step.attempts,
    )


def _statements(scenario: Scenario, place: int) -> Iterator[tuple[Rung, Statement]]:
    for number, statement in enumerate(scenario.statements):
        step = EscalationStep(
            id=statement.id,
            at=_EVENT,
            channel=statement.channel,
            to=statement.to or (Role.ACCOUNTS_PAYABLE, Role.MANAGER, Role.EXECUTIVE),
            template=statement.template,
            when=statement.when,
            tone=Tone.NEUTRAL,
            mode=_AUTO,
            attempts=scenario.attempts,
        )
        rung = _rung(place + number, step, scenario, {})
        yield attrs.evolve(rung, answer=Answer(event=None), is_plain=True), statement


def _announcing(
    rungs: Iterable[Rung], index: Mapping[StepId, int]
) -> Iterator[tuple[Rung, tuple[int, ...]]]:
    """Give the steps that announce others, whose turn comes once the deadline has passed.

    An effect that was announced is brought by the first later step that has it.
    """
    ladder = list(rungs)
    for rung in ladder:
        named = {index[StepId(name)] for name in rung.step.announces if name in index}
        for name in rung.step.announces:
            later = (each.index for each in ladder[rung.index + 1 :] if name in each.step.effects)
            named.update(islice(later, 1))
        if named and rung.step.deadline is not None:
            yield rung, tuple(sorted(named))


def _goes_on(rung: Rung) -> bool:
    """Tell whether a step goes on for what was handed over; no contact of our own does."""
    at = rung.step.at
    if rung.contacts:
        return False
    return rung.step.do is Do.COURT or (at is not None and at.anchor is Anchor.HAND_OVER)


def _events(answers: Iterable[Rung]) -> frozenset[Event]:
    """Give what reactions are on; a call that was agreed on is never forgotten."""
    found = {rung.answer.event for rung in answers if rung.answer}
    return frozenset({Event.CALL_BACK, *(event for event in found if event is not None)})


def _most_days(until: Timing | None) -> int:
    """Give the most days there can be from an event to the last day of a reaction."""
    offset = None if until is None else until.offset
    if offset is None:
        return _SHIFT
    return offset.count * _MOST_DAYS[offset.unit] + _SHIFT


def _moves_steps(scenario: Scenario, rungs: Iterable[Rung]) -> bool:
    """Tell whether what happens may bring steps forward."""
    sent = any(reaction.then.step is not None for reaction in scenario.reactions)
    return sent or any(rung.step.announces or _goes_on(rung) for rung in rungs)


def _phase_caps(scenario: Scenario, rungs: Iterable[Rung]) -> dict[int, int]:
    """Give by step the most contacts of its phase, where there is a most."""
    most = {rule.phase: rule.at_most for rule in scenario.phases if rule.at_most is not None}
    return {
        rung.index: most[rung.step.phase]
        for rung in rungs
        if rung.contacts and not rung.mandatory and rung.step.phase is not None
        if rung.step.phase in most
    }


def _waits(
    step: EscalationStep | Reaction, scenario: Scenario, index: Mapping[StepId, int]
) -> Iterable[Wait]:
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
    *,
    restarted: bool,
) -> Schedule:
    anchors = {Anchor.DUE: due, Anchor.ISSUE: issue}
    moved = {
        Anchor.DUE: due if moved_to is None else moved_to,
        Anchor.ISSUE: issue if issue_moved_to is None else issue_moved_to,
    }
    ends = {rule.phase: rule.ends_by for rule in compiled.scenario.phases}
    firsts: list[int | None] = []
    lasts: list[int] = []
    repeats: list[int] = []
    latests: list[int] = []
    for rung in compiled.rungs:
        step = rung.step
        before = step.at is not None and step.at.is_before_due
        firsts.append(_day(compiled, step.at, anchors if before else moved, step.on_closed_day))
        ending = anchors if before and restarted else moved
        lasts.append(_last(compiled, step.until, ending))
        repeats.append(_last(compiled, step.repeat.until if step.repeat else None, ending))
        latests.append(_last(compiled, step.latest, ending))
        ends_by = None if step.phase is None else ends.get(step.phase)
        if ends_by is not None:
            # A phase ends when it ends, however long it was paused.
            lasts[-1] = min(lasts[-1], _last(compiled, ends_by, anchors))
    over = [last + 1 for last in (*lasts, *repeats) if last < NEVER]
    moments = {due, due + 1, *(day for day in firsts if day is not None), *over}
    return Schedule(
        firsts=tuple(firsts),
        lasts=tuple(lasts),
        last_repeats=tuple(repeats),
        moments=tuple(sorted(moments)),
        latests=tuple(latests),
    )


def _day(
    compiled: CompiledScenario,
    timing: Timing | None,
    anchors: dict[Anchor, int | None],
    rule: OnClosedDay | None,
) -> int | None:
    """Give the first day of a step; one whose anchor isn't known never comes."""
    if timing is None:
        return None
    anchor = anchors.get(timing.anchor)
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
    minimum = scenario.minimum(currency)
    is_ours = currency in scenario.currencies
    speaks = is_ours or not _needs_currency(scenario)
    tones = (
        condition if condition is None or is_ours or not _compares_amounts(condition) else None
        for condition in (scenario.tones.softer, scenario.tones.firmer)
    )
    return compiled_conditions(
        scenario,
        (*(rung.step.when for rung in compiled.every_rung), *tones),
        currency,
        minimum=None if minimum is None else minimum.minor_units,
        speaks=speaks,
    )


def compiled_conditions(
    declared: Scenario | Strategy,
    conditions: Sequence[Condition | None],
    currency: str,
    *,
    minimum: int | None = None,
    speaks: bool = True,
) -> Conditions:
    """Compile conditions for a currency, and list the facts they read."""
    used = {name for each in conditions if each is not None for name in facts_used(each)}
    facts = tuple(declared.fact_table[name] for name in sorted(used))
    slots = {fact.name: slot for slot, fact in enumerate(facts)}
    earlier = tuple(fact.name for fact in facts if fact.rises)
    earlier_slots = {name: len(facts) + place for place, name in enumerate(earlier)}
    digits = currency_digits(currency)
    amounts = {
        name: money.minor_units
        for name in declared.amounts
        if (money := declared.amount(name, currency)) is not None
    }
    return Conditions(
        facts=facts,
        earlier=earlier,
        of_steps=tuple(
            None
            if each is None or not speaks
            else compile_condition(
                each, slots=slots, earlier_slots=earlier_slots, amounts=amounts, digits=digits
            )
            for each in conditions
        ),
        amounts=amounts,
        digits=digits,
        minimum=minimum,
        speaks=speaks,
    )


def _needs_currency(scenario: Scenario) -> bool:
    """Tell whether a scenario compares amounts, so that only its own currencies can be decided."""
    if scenario.ignore_below is not None:
        return True
    conditions = (
        *(step.when for step in scenario.steps),
        *(reaction.when for reaction in scenario.reactions),
        *(statement.when for statement in scenario.statements),
    )
    return any(condition is not None and _compares_amounts(condition) for condition in conditions)


def _compares_amounts(condition: Condition) -> bool:
    return any(
        isinstance(literal, DecimalNumber | NamedAmount)
        for leaf in leaves(condition.expression)
        for literal in literals(leaf)
    )
