"""Conditions compiled for one currency: functions of the facts they read, found by slot."""

from collections.abc import Iterable, Sequence

import attrs

from dunnix.conditions import (
    CompiledCondition,
    Condition,
    DecimalNumber,
    NamedAmount,
    compile_condition,
    facts_used,
    leaves,
    literals,
)
from dunnix.engine.rungs import Rung
from dunnix.facts import Fact
from dunnix.money import currency_digits
from dunnix.scenario import Scenario, Strategy


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


def conditions_of(scenario: Scenario, rungs: Iterable[Rung], currency: str) -> Conditions:
    """Compile the conditions of a scenario; without its amounts they stay unknown."""
    minimum = scenario.minimum(currency)
    is_ours = currency in scenario.currencies
    speaks = is_ours or not _needs_currency(scenario)
    tones = (
        condition if condition is None or is_ours or not compares_amounts(condition) else None
        for condition in (scenario.tones.softer, scenario.tones.firmer)
    )
    return compiled_conditions(
        scenario,
        (*(rung.step.when for rung in rungs), *tones),
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
    return any(condition is not None and compares_amounts(condition) for condition in conditions)


def compares_amounts(condition: Condition) -> bool:
    """Tell whether a condition compares with an amount, and so speaks of one currency."""
    return any(
        isinstance(literal, DecimalNumber | NamedAmount)
        for leaf in leaves(condition.expression)
        for literal in literals(leaf)
    )
