"""A strategy made ready to run: its scenarios know each other's steps."""

import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from dunnix.calendars import Calendar, OnClosedDay
from dunnix.conditions import (
    Condition,
    facts_used,
    thresholds,
)
from dunnix.engine.compiled import CompiledScenario, compile_scenario
from dunnix.engine.conditions import Conditions, compares_amounts, compiled_conditions
from dunnix.engine.fees import NamedFee
from dunnix.engine.rungs import Answer, OtherStep, Rung
from dunnix.scenario import Strategy

_SOME_DAY: Final = 700_000


@attrs.define(eq=False, order=False)
class CompiledStrategy:
    """A strategy and its scenarios, made ready to run; `scenarios` by their references."""

    strategy: Strategy
    scenarios: dict[str, CompiledScenario]
    rules_hash: str
    assigning: dict[str, Conditions] = attrs.field(factory=dict[str, Conditions])
    pointing: dict[str, Conditions] = attrs.field(factory=dict[str, Conditions])

    @property
    def default(self) -> CompiledScenario:
        """The scenario of the last rule: by its rules an account is read to choose one."""
        return self.scenarios[self.strategy.default.ref]

    def assign_conditions(self, currency: str) -> Conditions:
        """Give the conditions of the assignment rules compiled for a currency."""
        found = self.assigning.get(currency)
        if found is None:
            given = [rule.when for rule in self.strategy.assign]
            found = self.assigning[currency] = _conditions(self.strategy, given, currency)
        return found

    def priority_conditions(self, currency: str) -> Conditions:
        """Give the conditions of the priority rules compiled for a currency."""
        found = self.pointing.get(currency)
        if found is None:
            given = [rule.when for rule in self.strategy.priority]
            found = self.pointing[currency] = _conditions(self.strategy, given, currency)
        return found

    def ref_of(self, reference: str | None) -> str | None:
        """Give which scenario of the strategy an action was done under: by version, else by id."""
        if reference is None or reference in self.scenarios:
            return reference
        name = reference.partition("@")[0]
        return next((ref for ref in self.scenarios if ref.partition("@")[0] == name), None)


@functools.lru_cache(maxsize=16)
def compile_strategy(strategy: Strategy, calendar: Calendar | None = None) -> CompiledStrategy:
    """Make a strategy ready to run, with the calendars of its scenarios or another."""
    plain = [compile_scenario(each, calendar) for each in strategy.scenarios]
    rules_hash = _rules_hash(strategy, plain)
    watched = set(_thresholds(strategy))
    stops = any(each.stops for each in plain)
    accrues = any(
        strategy.fact_table[name].accrues
        for rule in strategy.priority
        for name in facts_used(rule.when)
    )
    return CompiledStrategy(
        strategy=strategy,
        scenarios={
            each.ref: attrs.evolve(
                each,
                others=_others(each, plain),
                stops=stops,
                fees=(*each.fees, *_other_fees(each, plain)),
                reads_accrual=each.reads_accrual or (accrues and each.law is not None),
                thresholds=tuple(sorted({*each.thresholds, *watched})),
                rules_hash=rules_hash,
            )
            for each in plain
        },
        rules_hash=rules_hash,
    )


def _rules_hash(strategy: Strategy, scenarios: Iterable[CompiledScenario]) -> str:
    lines = "\n".join([strategy.hash, *(each.rules_hash for each in scenarios)])
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def _other_fees(
    compiled: CompiledScenario, scenarios: Iterable[CompiledScenario]
) -> Iterator[NamedFee]:
    """Give what steps cost that only other scenarios know; the first of them says so."""
    seen = set(compiled.index)
    for other in scenarios:
        for fee in other.fees:
            if fee.step not in seen:
                seen.add(fee.step)
                yield fee


def _thresholds(strategy: Strategy) -> Iterator[tuple[str, int]]:
    """Give the numbers that facts known to the engine cross with time; a host's stand still."""
    assigning = [rule.when for rule in strategy.assign if rule.when is not None]
    for condition in (*assigning, *(rule.when for rule in strategy.priority)):
        for name, wanted in thresholds(condition):
            if strategy.fact_table[name].builtin:
                yield name, wanted


def _conditions(strategy: Strategy, given: Sequence[Condition | None], currency: str) -> Conditions:
    """Compile conditions; what compares amounts the strategy doesn't name stays unknown."""
    speaks = currency in strategy.currencies
    understood = [
        each if each is None or speaks or not compares_amounts(each) else None for each in given
    ]
    return compiled_conditions(strategy, understood, currency)


def _others(
    compiled: CompiledScenario, scenarios: Iterable[CompiledScenario]
) -> dict[str, OtherStep]:
    """Give by id what only other scenarios know; the first of them says what it is."""
    found: dict[str, OtherStep] = {}
    for other in scenarios:
        for rung in other.every_rung:
            if rung.id not in compiled.index and rung.id not in found:
                found[rung.id] = _other_step(compiled, rung)
    return found


def _other_step(compiled: CompiledScenario, rung: Rung) -> OtherStep:
    is_step, answer = rung.answer is None, rung.answer
    capped = {compiled.rungs[index].step.phase for index in compiled.phase_caps}
    counts = is_step and rung.contacts and not rung.mandatory and rung.step.phase in capped
    return OtherStep(
        stands_at=_stands_at(compiled, rung) if is_step else -1,
        contacts=rung.contacts,
        hands_over=rung.hands_over,
        capped_phase=rung.step.phase if counts else None,
        effects=rung.step.effects,
        is_step=is_step,
        mandatory=rung.mandatory,
        answers=() if answer is None else tuple(_answered_by(compiled, rung, answer)),
        stops=None if answer is None or answer.event is None else answer.then.stop,
    )


def _stands_at(compiled: CompiledScenario, rung: Rung) -> int:
    """Give the last step of a ladder that is no stricter than a step of another one."""
    limit = _strictness(rung)
    return max([each.index for each in compiled.rungs if _strictness(each) <= limit], default=-1)


def _strictness(rung: Rung) -> tuple[int, int]:
    step = rung.step
    if step.phase is None or step.tone is None:
        raise AssertionError("a step of a scenario has its defaults")
    return step.phase.rank, step.tone.rank


def _answered_by(compiled: CompiledScenario, rung: Rung, answer: Answer) -> Iterator[int]:
    """Give the reactions to the same event that don't come later than another scenario's."""
    for own in compiled.answers:
        if own.answer is None or own.answer.event is None or own.answer.event != answer.event:
            continue
        agrees = own.answer.detail == answer.detail or None in (own.answer.detail, answer.detail)
        if agrees and _after_event(compiled, own) <= _after_event(compiled, rung):
            yield own.index


def _after_event(compiled: CompiledScenario, rung: Rung) -> int:
    at = rung.step.at
    return 0 if at is None else at.day(_SOME_DAY, compiled.calendar, OnClosedDay.KEEP)
