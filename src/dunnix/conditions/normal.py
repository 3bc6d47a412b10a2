"""Expressions with every negation pushed down to the comparisons.

A comparison with an unknown fact is neither true nor false (Kleene's third value). Instead of
computing with three values, two two-valued tests are made: what makes the condition *surely true*,
and what makes it *surely false*. Both are and/or trees of single tests that an unknown fact fails.
"""

from collections.abc import Container
from enum import StrEnum
from typing import assert_never

import attrs

from dunnix.conditions.expression import (
    And,
    Compare,
    Expression,
    Flag,
    In,
    Known,
    Leaf,
    Literal,
    Not,
    Or,
    Truth,
)


class Asks(StrEnum):
    """What a single test asks of its fact."""

    EQUAL = "=="
    DIFFERENT = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IN = "in"
    NOT_IN = "not in"
    KNOWN = "known"
    NOT_KNOWN = "not known"
    NEVER = "never"


@attrs.frozen(order=False)
class Question:
    """One test of one fact; `earlier` reads its value of the day the step was first held."""

    fact: str
    asks: Asks
    wanted: tuple[Literal, ...]
    earlier: bool
    leaf: Leaf


@attrs.frozen(order=False)
class AllOf:
    """Every part holds."""

    parts: "tuple[Normal, ...]"


@attrs.frozen(order=False)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Normal, ...]"


Normal = AllOf | AnyOf | Question

_OPPOSITE = {
    Asks.EQUAL: Asks.DIFFERENT,
    Asks.DIFFERENT: Asks.EQUAL,
    Asks.BELOW: Asks.AT_LEAST,
    Asks.AT_LEAST: Asks.BELOW,
    Asks.ABOVE: Asks.AT_MOST,
    Asks.AT_MOST: Asks.ABOVE,
    Asks.IN: Asks.NOT_IN,
    Asks.NOT_IN: Asks.IN,
    # An unknown fact never passes a step over, so nothing makes `known(x)` surely false.
    Asks.KNOWN: Asks.NEVER,
    Asks.NOT_KNOWN: Asks.KNOWN,
}
_UPPER = {Asks.BELOW, Asks.AT_MOST}


def surely_true(expression: Expression, *, earlier: Container[str] = ()) -> Normal:
    """Give what makes an expression true whatever is unknown.

    Upper bounds on the facts in `earlier` are asked of the day the step was first held. `==` is a
    lower and an upper bound together, so its upper half is, too.
    """
    return _normal(expression, positive=True, earlier=earlier)


def surely_false(truth: Normal) -> Normal:
    """Give what makes false the expression whose surely true form is given."""
    match truth:
        case AllOf(parts):
            return AnyOf(tuple(surely_false(part) for part in parts))
        case AnyOf(parts):
            return AllOf(tuple(surely_false(part) for part in parts))
        case Question():
            return attrs.evolve(truth, asks=_OPPOSITE[truth.asks])
        case _:
            assert_never(truth)


def _normal(expression: Expression, *, positive: bool, earlier: Container[str]) -> Normal:
    match expression:
        case Not(part):
            return _normal(part, positive=not positive, earlier=earlier)
        case And(parts) | Or(parts):
            normal = [_normal(part, positive=positive, earlier=earlier) for part in parts]
            return _joined(normal, all_of=isinstance(expression, And) is positive)
        case Compare() | In() | Known() | Flag():
            return _test(expression, positive=positive, earlier=earlier)
        case _:
            assert_never(expression)


def _joined(parts: list[Normal], *, all_of: bool) -> Normal:
    kind = AllOf if all_of else AnyOf
    flat: list[Normal] = []
    for part in parts:
        flat.extend(
            part.parts if isinstance(part, AllOf | AnyOf) and type(part) is kind else [part]
        )
    return kind(tuple(flat))


def _test(leaf: Leaf, *, positive: bool, earlier: Container[str]) -> Normal:
    asks, wanted = _asked(leaf)
    if not positive:
        asks = Asks.NOT_KNOWN if asks is Asks.KNOWN else _OPPOSITE[asks]
    if leaf.fact in earlier:
        return _bounded(leaf, asks, wanted)
    return Question(leaf.fact, asks, wanted, earlier=False, leaf=leaf)


def _asked(leaf: Leaf) -> tuple[Asks, tuple[Literal, ...]]:
    match leaf:
        case Compare(_, op, literal):
            return Asks(op), (literal,)
        case In(_, several):
            return Asks.IN, several
        case Known():
            return Asks.KNOWN, ()
        case Flag():
            return Asks.EQUAL, (Truth(value=True),)
        case _:
            assert_never(leaf)


def _bounded(leaf: Leaf, asks: Asks, wanted: tuple[Literal, ...]) -> Normal:
    match asks:
        case Asks.EQUAL | Asks.IN:
            either = tuple(_between(leaf, each) for each in wanted)
            return either[0] if len(either) == 1 else AnyOf(either)
        case Asks.DIFFERENT | Asks.NOT_IN:
            none = tuple(surely_false(_between(leaf, each)) for each in wanted)
            return none[0] if len(none) == 1 else AllOf(none)
        case _:
            return Question(leaf.fact, asks, wanted, earlier=asks in _UPPER, leaf=leaf)


def _between(leaf: Leaf, literal: Literal) -> Normal:
    low = Question(leaf.fact, Asks.AT_LEAST, (literal,), earlier=False, leaf=leaf)
    high = Question(leaf.fact, Asks.AT_MOST, (literal,), earlier=True, leaf=leaf)
    return AllOf((low, high))
