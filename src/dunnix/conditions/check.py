"""Whether a condition fits the facts and amounts there are: every fault in one pass."""

from collections.abc import Iterator
from typing import assert_never

from dunnix.conditions.condition import Condition
from dunnix.conditions.expression import (
    Compare,
    DecimalNumber,
    Flag,
    In,
    Known,
    Leaf,
    Literal,
    NamedAmount,
    Operator,
    Text,
    Truth,
    WholeNumber,
    leaves,
    literals,
    spelled_literal,
)
from dunnix.conditions.fault import ConditionFault, fault, quoted
from dunnix.conditions.normal import AllOf, AnyOf, Asks, Normal, Question, surely_true
from dunnix.errors import did_you_mean
from dunnix.facts import Fact, FactKind, FactTable

_HAVE_NO_ORDER = {FactKind.CHOICE, FactKind.FLAG, FactKind.TEXT}
_SAID_OF_KIND = {
    FactKind.INTEGER: "a whole number",
    FactKind.DAYS: "a whole number of days",
    FactKind.MONEY: "an amount",
    FactKind.FLAG: "true or false",
    FactKind.CHOICE: "one of a list of texts",
    FactKind.TEXT: "a text",
}
_EXAMPLE_OF_KIND = {
    FactKind.INTEGER: "compare it with a whole number, as in `{fact} >= 2`",
    FactKind.DAYS: "compare it with a whole number, as in `{fact} >= 9`",
    FactKind.MONEY: "compare it with an amount, as in `{fact} >= 500.00`",
    FactKind.FLAG: "write `{fact}` or `not {fact}`",
    FactKind.CHOICE: "compare it with one of its values in quotes",
    FactKind.TEXT: "compare it with a text in quotes",
}


def check_condition(
    condition: Condition,
    table: FactTable,
    amounts: frozenset[str],
    *,
    allow_not_known: bool = False,
) -> tuple[ConditionFault, ...]:
    """Give all that is wrong between a condition and the facts and amounts it may read.

    `not known(x)` is refused unless allowed: a step that fires on ignorance is never meant.

    >>> from dunnix.conditions.condition import parse_condition
    >>> from dunnix.facts import BUILT_IN
    >>> [each.code for each in check_condition(
    ...     parse_condition("amount_due > 500 or debtor.contry == 'FR'"), BUILT_IN, frozenset())]
    ['money-needs-decimals', 'undeclared-fact']
    """
    found = [
        each for leaf in leaves(condition.expression) for each in _of_leaf(leaf, table, amounts)
    ]
    truth = surely_true(condition.expression)
    ignorant = () if allow_not_known else tuple(_asked_if_unknown(truth))
    found.extend(_not_known(leaf) for leaf in ignorant)
    excused = frozenset(leaf.fact for leaf in ignorant)
    found.extend(_unguarded(leaf) for leaf in _open_reads(truth, table, excused))
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.code)))


# Types


def _of_leaf(leaf: Leaf, table: FactTable, amounts: frozenset[str]) -> Iterator[ConditionFault]:
    fact = table.get(leaf.fact)
    if fact is None:
        yield _undeclared(leaf, table, amounts)
        return
    match leaf:
        case Known():
            return
        case Flag():
            if fact.kind is not FactKind.FLAG:
                yield _not_a_flag(leaf, fact)
        case Compare(_, op, literal):
            if op not in {Operator.EQUAL, Operator.DIFFERENT} and fact.kind in _HAVE_NO_ORDER:
                yield _no_order(leaf, fact, op)
            yield from _of_literal(literal, fact, amounts)
        case In():
            for each in literals(leaf):
                yield from _of_literal(each, fact, amounts)
        case _:
            assert_never(leaf)


def _undeclared(leaf: Leaf, table: FactTable, amounts: frozenset[str]) -> ConditionFault:
    if leaf.fact in amounts:
        message = f"{quoted(leaf.fact)} is an amount, and no fact stands beside it"
        way_out = f"compare a fact with it, as in `amount_due >= {leaf.fact}`"
        return fault("no-fact", message, way_out, leaf.fact_span)
    hint = did_you_mean(leaf.fact, _comparable_names(leaf.fact, table))
    return fault("undeclared-fact", f"there is no fact {quoted(leaf.fact)}", hint, leaf.fact_span)


def _comparable_names(name: str, table: FactTable) -> list[str]:
    """Give the facts of the same owner, so that a hint stays short; all if there are none."""
    owner = name.rpartition(".")[0]
    return [each for each in table.names if each.rpartition(".")[0] == owner] or [*table.names]


def _not_a_flag(leaf: Leaf, fact: Fact) -> ConditionFault:
    message = f"`{fact.name}` is {_SAID_OF_KIND[fact.kind]} and can't stand alone"
    return fault("not-a-flag", message, _example(fact), leaf.span)


def _example(fact: Fact) -> str:
    if fact.choices:
        return f'compare it with one of its values, as in `{fact.name} == "{fact.choices[0]}"`'
    return _EXAMPLE_OF_KIND[fact.kind].format(fact=fact.name)


def _no_order(leaf: Leaf, fact: Fact, op: Operator) -> ConditionFault:
    message = f"`{fact.name}` is {_SAID_OF_KIND[fact.kind]} and has no order for `{op}`"
    return fault("no-order", message, "use `==`, `!=` or `in`", leaf.span)


def _of_literal(literal: Literal, fact: Fact, amounts: frozenset[str]) -> Iterator[ConditionFault]:
    match literal, fact.kind:
        case Text(value), FactKind.CHOICE:
            if value not in fact.choices:
                yield _unknown_choice(literal, value, fact)
        case NamedAmount(name), FactKind.MONEY:
            if name not in amounts:
                yield _unknown_amount(literal, name, amounts)
        case WholeNumber(value), FactKind.MONEY:
            message = f"`{fact.name}` is an amount, and `{value}` a whole number"
            yield fault("money-needs-decimals", message, f"write `{value}.00`", literal.span)
        case (
            (WholeNumber(), FactKind.INTEGER | FactKind.DAYS)
            | (DecimalNumber(), FactKind.MONEY)
            | (Truth(), FactKind.FLAG)
            | (Text(), FactKind.TEXT)
        ):
            return
        case _:
            yield _wrong_type(literal, fact)


def _unknown_choice(literal: Literal, value: str, fact: Fact) -> ConditionFault:
    hint = did_you_mean(value, fact.choices)
    return fault("unknown-choice", f"`{fact.name}` is never {quoted(value)}", hint, literal.span)


def _unknown_amount(literal: Literal, name: str, amounts: frozenset[str]) -> ConditionFault:
    hint = did_you_mean(name, amounts) or "declare it under `[amounts]`, or write `500.00`"
    return fault("unknown-amount", f"there is no amount {quoted(name)}", hint, literal.span)


def _wrong_type(literal: Literal, fact: Fact) -> ConditionFault:
    said = _said_of(literal)
    message = f"`{fact.name}` is {_SAID_OF_KIND[fact.kind]}, and {said}"
    hint = _example(fact)
    if isinstance(literal, NamedAmount) and fact.kind in {FactKind.CHOICE, FactKind.TEXT}:
        hint = f'a text goes in quotes: `"{literal.name}"`'
    return fault("wrong-type", message, hint, literal.span)


def _said_of(literal: Literal) -> str:
    shown = quoted(spelled_literal(literal))
    match literal:
        case WholeNumber():
            return f"{shown} a whole number"
        case DecimalNumber():
            return f"{shown} a decimal number"
        case Text():
            return f"{shown} a text"
        case Truth():
            return f"{shown} a truth value"
        case NamedAmount():
            return f"{shown} the name of an amount"
        case _:
            assert_never(literal)


# What is unknown


def _asked_if_unknown(truth: Normal) -> Iterator[Leaf]:
    match truth:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _asked_if_unknown(part)
        case Question():
            if truth.asks is Asks.NOT_KNOWN:
                yield truth.leaf
        case _:
            assert_never(truth)


def _not_known(leaf: Leaf) -> ConditionFault:
    message = f"`not known({leaf.fact})` would fire on what nobody knows"
    hint = f"ask `known({leaf.fact}) and ...`, or let the host give the fact `if_missing`"
    return fault("not-known", message, hint, leaf.span)


def _open_reads(truth: Normal, table: FactTable, guarded: frozenset[str]) -> Iterator[Leaf]:
    """Give the leaves that read a nullable fact with no `known` to their left or around them."""
    match truth:
        case AllOf(parts) | AnyOf(parts):
            guard = Asks.KNOWN if isinstance(truth, AllOf) else Asks.NOT_KNOWN
            for part in parts:
                yield from _open_reads(part, table, guarded)
                if isinstance(part, Question) and part.asks is guard:
                    guarded |= {part.fact}
        case Question(name):
            fact = table.get(name)
            asks_itself = truth.asks in {Asks.KNOWN, Asks.NOT_KNOWN}
            if fact and fact.nullable and not asks_itself and name not in guarded:
                yield truth.leaf
        case _:
            assert_never(truth)


def _unguarded(leaf: Leaf) -> ConditionFault:
    message = f"`{leaf.fact}` may be unknown, and nothing asks first"
    hint = f"write `known({leaf.fact}) and ...` before it"
    return fault("unguarded-fact", message, hint, leaf.fact_span)
