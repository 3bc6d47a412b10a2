"""What a condition means: a closed union of small values, and its one normal spelling."""

from enum import StrEnum
from typing import assert_never

import attrs

from dunnix.conditions.fault import NOWHERE, Span


class Operator(StrEnum):
    """How a fact is compared with a literal."""

    EQUAL = "=="
    DIFFERENT = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


@attrs.frozen(order=False)
class _Placed:
    """Something with a place in the text; where it stands doesn't change what it means."""

    span: Span = attrs.field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@attrs.frozen(order=False)
class _OfFact(_Placed):
    """A leaf that asks something of one fact, whose name has a place of its own."""

    fact: str
    fact_span: Span = attrs.field(default=NOWHERE, eq=False, repr=False, kw_only=True)


@attrs.frozen(order=False)
class WholeNumber(_Placed):
    """A whole number of 64 bits."""

    value: int


@attrs.frozen(order=False)
class DecimalNumber(_Placed):
    """An amount without currency: `500.10` is 5001 with 1 decimal; trailing zeros don't count."""

    units: int
    decimals: int


@attrs.frozen(order=False)
class Text(_Placed):
    """A text in composed Unicode form (NFC)."""

    value: str


@attrs.frozen(order=False)
class Truth(_Placed):
    """`true` or `false`."""

    value: bool


@attrs.frozen(order=False)
class NamedAmount(_Placed):
    """An amount the scenario names, in the currency dunned in."""

    name: str


Literal = WholeNumber | DecimalNumber | Text | Truth | NamedAmount


@attrs.frozen(order=False)
class Compare(_OfFact):
    """A fact compared with a literal; a literal written first has been turned round."""

    op: Operator
    literal: Literal


@attrs.frozen(order=False)
class In(_OfFact):
    """A fact that is one of several literals of one kind."""

    literals: tuple[Literal, ...]


@attrs.frozen(order=False)
class Known(_OfFact):
    """A fact that is known."""


@attrs.frozen(order=False)
class Flag(_OfFact):
    """A fact that is itself true or false."""


@attrs.frozen(order=False)
class Not:
    """The opposite of a part."""

    part: "Expression"


@attrs.frozen(order=False)
class And:
    """All parts together."""

    parts: "tuple[Expression, ...]"


@attrs.frozen(order=False)
class Or:
    """One part at least."""

    parts: "tuple[Expression, ...]"


Leaf = Compare | In | Known | Flag
Expression = And | Or | Not | Compare | In | Known | Flag


def leaves(expression: Expression) -> tuple[Leaf, ...]:
    """Give the comparisons and questions of an expression in the order they are written."""
    match expression:
        case And(parts) | Or(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part):
            return leaves(part)
        case Compare() | In() | Known() | Flag():
            return (expression,)
        case _:
            assert_never(expression)


def literals(leaf: Leaf) -> tuple[Literal, ...]:
    """Give what a leaf compares its fact with."""
    match leaf:
        case Compare(_, _, literal):
            return (literal,)
        case In(_, several):
            return several
        case Known() | Flag():
            return ()
        case _:
            assert_never(leaf)


def spelled(expression: Expression) -> str:
    """Write an expression in its one normal form."""
    match expression:
        case And(parts):
            return " and ".join(_within(part, (Or, And)) for part in parts)
        case Or(parts):
            return " or ".join(_within(part, (Or,)) for part in parts)
        case Not(In(fact, several)):
            return f"{fact} not in {_spelled_list(several)}"
        case Not(part):
            return f"not {_within(part, (Or, And))}"
        case Compare() | In() | Known() | Flag():
            return _spelled_leaf(expression)
        case _:
            assert_never(expression)


def _spelled_leaf(leaf: Leaf) -> str:
    match leaf:
        case Compare(fact, op, literal):
            return f"{fact} {op} {spelled_literal(literal)}"
        case In(fact, several):
            return f"{fact} in {_spelled_list(several)}"
        case Known(fact):
            return f"known({fact})"
        case Flag(fact):
            return fact
        case _:
            assert_never(leaf)


def _within(part: Expression, looser: tuple[type, ...]) -> str:
    text = spelled(part)
    return f"({text})" if isinstance(part, looser) else text


def _spelled_list(several: tuple[Literal, ...]) -> str:
    return "(" + ", ".join(spelled_literal(each) for each in several) + ")"


def spelled_literal(literal: Literal) -> str:
    """Write a literal in its normal form."""
    match literal:
        case WholeNumber(value):
            return str(value)
        case DecimalNumber(units, decimals):
            return _spelled_decimal(units, decimals)
        case Text(value):
            # A text can't hold both kinds of quotes: there are no escapes.
            return f"'{value}'" if '"' in value else f'"{value}"'
        case Truth(value):
            return "true" if value else "false"
        case NamedAmount(name):
            return name
        case _:
            assert_never(literal)


def _spelled_decimal(units: int, decimals: int) -> str:
    shown = max(decimals, 2)
    digits = str(abs(units) * 10 ** (shown - decimals)).rjust(shown + 1, "0")
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-shown]}.{digits[-shown:]}"
