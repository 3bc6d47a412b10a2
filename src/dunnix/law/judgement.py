"""Conditions judged by the facts of a claim: surely true, surely false, or unknown."""

import functools
from collections.abc import Mapping
from typing import Final

from dunnix.conditions import CompiledCondition, Condition, Failing, compile_condition, failing
from dunnix.facts import FactKind
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.money import currency_digits

Value = int | str | bool | None

_SLOTS: Final = {name: slot for slot, name in enumerate(CLAIM_FACTS.names)}
_MONEY: Final = tuple(fact.name for fact in CLAIM_FACTS if fact.kind is FactKind.MONEY)


def judged(condition: Condition, facts: Mapping[str, Value], currency: str) -> bool | None:
    """Tell whether a condition holds, doesn't, or can't be told; amounts are in a currency."""
    compiled = _compiled(condition, currency)
    values = [facts.get(name) for name in _SLOTS]
    if compiled.surely_true(values):
        return True
    return False if compiled.surely_false(values) else None


def why_not(condition: Condition, facts: Mapping[str, Value], currency: str) -> tuple[Failing, ...]:
    """Give the comparisons that keep a condition from being surely true."""
    return failing(condition, facts, {}, currency_digits(currency))


def facts_in(facts: Mapping[str, Value], currency: str, wanted: str) -> Mapping[str, Value]:
    """Give the facts for conditions in a currency: amounts in another one tell nothing."""
    return facts if currency == wanted else {**facts, **dict.fromkeys(_MONEY)}


@functools.cache
def _compiled(condition: Condition, currency: str) -> CompiledCondition:
    return compile_condition(
        condition, slots=_SLOTS, earlier_slots={}, amounts={}, digits=currency_digits(currency)
    )
