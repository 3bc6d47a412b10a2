"""Why a condition isn't surely true: the comparisons that keep it from being so."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, assert_never

import attrs

from dunnix.conditions.amounts import Value, worth
from dunnix.conditions.condition import Condition
from dunnix.conditions.normal import AllOf, AnyOf, Asks, Normal, Question, surely_true

_HOLDS: dict[Asks, Callable[[Any, Any], bool]] = {
    Asks.EQUAL: operator.eq,
    Asks.DIFFERENT: operator.ne,
    Asks.BELOW: operator.lt,
    Asks.AT_MOST: operator.le,
    Asks.ABOVE: operator.gt,
    Asks.AT_LEAST: operator.ge,
    Asks.IN: lambda found, wanted: found in wanted,
    Asks.NOT_IN: lambda found, wanted: found not in wanted,
}


@attrs.frozen(kw_only=True, order=False)
class Failing:
    """A comparison that doesn't hold: what was found and what would have held.

    `wanted` is a tuple for `in` and `not in`, and True for `known` and `not known`; amounts are
    minor units. `earlier` says that the value is that of the day the step was first held.
    """

    fact: str
    operator: str
    wanted: Value | tuple[Value, ...]
    found: Value | None
    unknown: bool
    earlier: bool = False


def failing(
    condition: Condition,
    values: Mapping[str, Value | None],
    amounts: Mapping[str, int],
    digits: int,
    *,
    earlier: Mapping[str, Value | None] | None = None,
) -> tuple[Failing, ...]:
    """Give the comparisons that keep a condition from being surely true; none if it is.

    Negations are resolved: of `not answered`, `answered == False` failed. Of an `or` every part is
    given, of an `and` only the parts that fail. A fact without a value is unknown. `earlier` holds
    the facts' values of the day the step was first held, as `earlier_slots` does in compiling.

    >>> from dunnix.conditions.condition import parse_condition
    >>> found, = failing(parse_condition("days_past_due >= 9"), {"days_past_due": 8}, {}, 2)
    >>> found.operator, found.wanted, found.found
    ('>=', 9, 8)
    """
    before = earlier or {}
    explain = _Explainer(condition, values, before, amounts, digits)
    found = explain.failing(surely_true(condition.expression, earlier=before))
    return tuple(dict.fromkeys(found))


@attrs.frozen(order=False, eq=False)
class _Explainer:
    condition: Condition
    values: Mapping[str, Value | None]
    earlier: Mapping[str, Value | None]
    amounts: Mapping[str, int]
    digits: int

    def failing(self, normal: Normal) -> list[Failing]:
        match normal:
            case AllOf(parts):
                return [each for part in parts for each in self.failing(part)]
            case AnyOf(parts):
                of_parts = [self.failing(part) for part in parts]
                return [each for part in of_parts for each in part] if all(of_parts) else []
            case Question():
                return self.asked(normal)
            case _:
                assert_never(normal)

    def asked(self, question: Question) -> list[Failing]:
        found = (self.earlier if question.earlier else self.values).get(question.fact)
        wanted = self.wanted(question)
        if _holds(question.asks, found, wanted):
            return []
        asks = question.asks
        if asks is Asks.DIFFERENT and isinstance(wanted, bool):
            asks, wanted = Asks.EQUAL, not wanted
        return [
            Failing(
                fact=question.fact,
                operator=str(asks),
                wanted=wanted,
                found=found,
                unknown=found is None,
                earlier=question.earlier,
            )
        ]

    def wanted(self, question: Question) -> Value | tuple[Value, ...]:
        several = tuple(
            worth(each, self.condition, amounts=self.amounts, digits=self.digits)
            for each in question.wanted
        )
        if question.asks in {Asks.IN, Asks.NOT_IN}:
            return several
        return several[0] if several else True


def _holds(asks: Asks, found: Value | None, wanted: Value | tuple[Value, ...]) -> bool:
    if asks is Asks.KNOWN:
        return found is not None
    if asks is Asks.NOT_KNOWN:
        return found is None
    return found is not None and _HOLDS[asks](found, wanted)
