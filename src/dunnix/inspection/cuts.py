"""The values of a fact that conditions can tell apart: its domain, cut at their constants."""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import attrs

from dunnix.conditions import Compare, Condition, In, leaves, literals
from dunnix.conditions.amounts import worth
from dunnix.facts import Fact, FactKind

Value: TypeAlias = int | str | bool | None

_PERCENT: Final = "debtor.paid_late_percent"
_MOST: Final = {_PERCENT: 100, "debtor.days_to_payment_run": 61}
_MAY_BE_NEGATIVE: Final = frozenset({"days_past_due", "invoice.days_past_due"})
_OF_A_LAW: Final = frozenset({"interest_due", "fees_due"})
_ANOTHER: Final = ("FR", "DE", "GB", "US", "another", "one-more", "none-of-them")
NOT_ABOVE: Final = (
    ("debtor.overdue", "debtor.open"),
    ("amount_due", "debtor.open"),
    ("invoice.open", "invoice.amount"),
    ("invoice.open", "debtor.open"),
    ("debtor.overdue_invoices", "debtor.open_invoices"),
    ("invoice.days_past_due", "days_past_due"),
)
"""Facts of which the first is never above the second."""


@attrs.frozen(kw_only=True, order=False)
class Bounds:
    """What is known of facts where a condition is asked: the least they can be, and whether law.

    `earlier` is the least they can have been on the day a step was first held.
    """

    least: Mapping[str, int] = attrs.field(factory=dict[str, int])
    earlier: Mapping[str, int] = attrs.field(factory=dict[str, int])
    has_law: bool = False


def domains(
    facts: Iterable[Fact],
    conditions: Iterable[Condition],
    *,
    amounts: Mapping[str, int],
    digits: int,
    bounds: Bounds,
) -> dict[str, tuple[Value, ...]]:
    """Give by fact one value for each cell its constants cut, and None where it may be unknown.

    Facts that are bound to each other by an order are cut at each other's constants, so that no
    order between their cells is missed.
    """
    constants = _constants(conditions, amounts, digits)
    return {
        fact.name: _domain(fact, _shared(fact, constants), bounds)
        for fact in sorted(facts, key=lambda each: each.name)
    }


def _constants(
    conditions: Iterable[Condition], amounts: Mapping[str, int], digits: int
) -> dict[str, set[int | str | bool]]:
    found: dict[str, set[int | str | bool]] = {}
    for condition in conditions:
        for leaf in leaves(condition.expression):
            if isinstance(leaf, Compare | In):
                values = (
                    worth(each, condition, amounts=amounts, digits=digits)
                    for each in literals(leaf)
                )
                found.setdefault(leaf.fact, set()).update(values)
    return found


def _shared(fact: Fact, constants: Mapping[str, set[int | str | bool]]) -> set[int | str | bool]:
    names = {fact.name}
    while True:
        more = {each for pair in NOT_ABOVE if names & set(pair) for each in pair} - names
        if not more:
            return set[int | str | bool]().union(*(constants.get(name, set()) for name in names))
        names |= more


def _domain(fact: Fact, constants: set[int | str | bool], bounds: Bounds) -> tuple[Value, ...]:
    if fact.name in _OF_A_LAW and not bounds.has_law:
        return (None,)
    values: tuple[Value, ...]
    match fact.kind:
        case FactKind.FLAG:
            values = (False, True)
        case FactKind.CHOICE:
            values = _choices(fact, {each for each in constants if isinstance(each, str)})
        case FactKind.TEXT:
            named = sorted(each for each in constants if isinstance(each, str))
            values = (*named, next(each for each in _ANOTHER if each not in named))
        case FactKind.INTEGER | FactKind.DAYS | FactKind.MONEY:
            whole = {each for each in constants if isinstance(each, int)}
            values = _numbers(whole, _least(fact, bounds), _MOST.get(fact.name))
    return (*values, None) if fact.nullable else values


def _choices(fact: Fact, named: set[str]) -> tuple[str, ...]:
    """Give the choices that are named, and one of the others."""
    others = [each for each in fact.choices if each not in named]
    return (*(each for each in fact.choices if each in named), *others[:1])


def _least(fact: Fact, bounds: Bounds) -> int | None:
    own = bounds.least.get(fact.name)
    if not fact.builtin or fact.name in _MAY_BE_NEGATIVE:
        return own
    return max(0, own or 0)


def _numbers(constants: set[int], least: int | None, most: int | None) -> tuple[int, ...]:
    """Give each constant, and a number from each stretch below, between and above them."""
    cuts = sorted(constants)
    found = {each + step for each in cuts for step in (-1, 0, 1)}
    if least is not None:
        found.add(least)
        found = {each for each in found if each >= least}
    if most is not None:
        found = {each for each in found if each <= most}
    return tuple(sorted(found or {0 if least is None else least}))
