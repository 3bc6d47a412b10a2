"""From a condition to two plain Python functions, built as a syntax tree and never as text."""

import ast
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FunctionType
from typing import assert_never

import attrs

from dunnix.conditions.amounts import Value, worth
from dunnix.conditions.condition import Condition
from dunnix.conditions.expression import Leaf, Truth, leaves
from dunnix.conditions.fault import ConditionError, ConditionFault, fault, quoted
from dunnix.conditions.normal import AllOf, AnyOf, Asks, Normal, Question, surely_false, surely_true

Facts = Sequence[Value | None]
Test = Callable[[Facts], bool]

_NOTHING_KNOWN: frozenset[int] = frozenset()
_COMPARISONS: dict[Asks, type[ast.cmpop]] = {
    Asks.EQUAL: ast.Eq,
    Asks.DIFFERENT: ast.NotEq,
    Asks.BELOW: ast.Lt,
    Asks.AT_MOST: ast.LtE,
    Asks.ABOVE: ast.Gt,
    Asks.AT_LEAST: ast.GtE,
    Asks.IN: ast.In,
    Asks.NOT_IN: ast.NotIn,
}
# None equals nothing and is in no list, so these three need no look at whether it is known.
_FALSE_OF_NONE = {Asks.EQUAL, Asks.IN, Asks.NEVER}


@attrs.frozen(kw_only=True, order=False, eq=False)
class CompiledCondition:
    """A condition as two functions of the facts, a sequence read by slot; None is unknown.

    `surely_true` and `surely_false` are never both true; where neither is, something is unknown.
    """

    condition: Condition
    surely_true: Test = attrs.field(repr=False)
    surely_false: Test = attrs.field(repr=False)
    given: "_Given" = attrs.field(repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        return _compiled, (self.condition, self.given)


@attrs.frozen(kw_only=True, order=False, eq=False)
class _Given:
    """Where facts are found and what amounts are worth."""

    slots: dict[str, int]
    earlier_slots: dict[str, int]
    amounts: dict[str, int]
    digits: int


def compile_condition(
    condition: Condition,
    *,
    slots: Mapping[str, int],
    earlier_slots: Mapping[str, int],
    amounts: Mapping[str, int],
    digits: int,
) -> CompiledCondition:
    """Compile a checked condition to two functions of a sequence of facts.

    `slots` says where each fact stands. Amounts are minor units of a currency with `digits`
    decimals, facts of kind money too. Facts in `earlier_slots` have there their value of the day
    the step was first held, and upper bounds on them are judged by it. Raises `ConditionError` for
    a fact without a slot, an unknown amount, or an amount with more decimals than the currency has.

    >>> from dunnix.conditions.condition import parse_condition
    >>> compiled = compile_condition(parse_condition("amount_due >= 500.10"),
    ...     slots={"amount_due": 0}, earlier_slots={}, amounts={}, digits=2)
    >>> compiled.surely_true((50010,)), compiled.surely_true((None,))
    (True, False)
    """
    return _compiled(
        condition,
        _Given(
            slots=dict(slots),
            earlier_slots=dict(earlier_slots),
            amounts=dict(amounts),
            digits=digits,
        ),
    )


def _compiled(condition: Condition, given: _Given) -> CompiledCondition:
    missing = [leaf for leaf in leaves(condition.expression) if leaf.fact not in given.slots]
    if missing:
        raise ConditionError([_without_slot(leaf) for leaf in missing], condition.text)
    truth = surely_true(condition.expression, earlier=given.earlier_slots)
    writer = _Writer(condition, given)
    return CompiledCondition(
        condition=condition,
        surely_true=writer.function("surely_true", truth),
        surely_false=writer.function("surely_false", surely_false(truth)),
        given=given,
    )


@attrs.frozen(order=False, eq=False)
class _Writer:
    """Writes the syntax tree of one condition for the facts and amounts given."""

    condition: Condition
    given: _Given

    def function(self, name: str, normal: Normal) -> Test:
        body, _ = self.written(normal, _NOTHING_KNOWN)
        parameters = ast.arguments(
            posonlyargs=[], args=[ast.arg("facts")], kwonlyargs=[], kw_defaults=[], defaults=[]
        )
        tree = ast.Expression(ast.Lambda(parameters, body))
        module = compile(ast.fix_missing_locations(tree), "<condition>", "eval")
        code = next(each for each in module.co_consts if isinstance(each, CodeType))
        # Without builtins there is nothing a condition could reach besides the facts.
        return FunctionType(code.replace(co_name=name), {"__builtins__": {}}, name)

    def written(self, normal: Normal, known: frozenset[int]) -> tuple[ast.expr, frozenset[int]]:
        """Give the tree, and the slots that are certainly not None where it is true."""
        match normal:
            case AllOf(parts):
                every: list[ast.expr] = []
                for part in parts:
                    tree, known = self.written(part, known)
                    every.append(tree)
                return _joined(ast.And(), every, absorbing=False), known
            case AnyOf(parts):
                some = [self.written(part, known)[0] for part in parts]
                return _joined(ast.Or(), some, absorbing=True), known
            case Question():
                return self.question(normal, known)
            case _:
                assert_never(normal)

    def question(
        self, question: Question, known: frozenset[int]
    ) -> tuple[ast.expr, frozenset[int]]:
        slots = self.given.earlier_slots if question.earlier else self.given.slots
        slot = slots[question.fact]
        sure = slot in known
        if question.asks is Asks.NOT_KNOWN:
            return (ast.Constant(value=False) if sure else _is(slot, value=None)), known
        proves = known | {slot}
        if question.asks is Asks.KNOWN:
            return (ast.Constant(value=True) if sure else _is_not_none(slot)), proves
        compared = self.compared(question, slot)
        if sure or question.asks in _FALSE_OF_NONE or _asks_truth(question):
            return compared, proves
        return _joined(ast.And(), [_is_not_none(slot), compared], absorbing=False), proves

    def compared(self, question: Question, slot: int) -> ast.expr:
        if question.asks is Asks.NEVER:
            return ast.Constant(value=False)
        wanted = [
            worth(each, self.condition, amounts=self.given.amounts, digits=self.given.digits)
            for each in question.wanted
        ]
        if _asks_truth(question):
            return _is(slot, value=bool(wanted[0]) is (question.asks is Asks.EQUAL))
        right: ast.expr = ast.Constant(wanted[0])
        if question.asks in {Asks.IN, Asks.NOT_IN}:
            right = ast.Set([ast.Constant(each) for each in wanted])
        return ast.Compare(_read(slot), [_COMPARISONS[question.asks]()], [right])


def _asks_truth(question: Question) -> bool:
    alone = question.asks in {Asks.EQUAL, Asks.DIFFERENT}
    return alone and isinstance(question.wanted[0], Truth)


def _read(slot: int) -> ast.expr:
    return ast.Subscript(ast.Name("facts", ast.Load()), ast.Constant(slot), ast.Load())


def _is(slot: int, *, value: bool | None) -> ast.expr:
    return ast.Compare(_read(slot), [ast.Is()], [ast.Constant(value)])


def _is_not_none(slot: int) -> ast.expr:
    return ast.Compare(_read(slot), [ast.IsNot()], [ast.Constant(None)])


def _joined(op: ast.boolop, parts: list[ast.expr], *, absorbing: bool) -> ast.expr:
    """Join parts by `and` or `or`, leaving out what is settled beforehand."""
    flat: list[ast.expr] = []
    for part in parts:
        same = isinstance(part, ast.BoolOp) and type(part.op) is type(op)
        flat.extend(part.values if isinstance(part, ast.BoolOp) and same else [part])
    settled = [part.value for part in flat if isinstance(part, ast.Constant)]
    if absorbing in settled:
        return ast.Constant(value=absorbing)
    flat = [part for part in flat if not isinstance(part, ast.Constant)]
    if len(flat) > 1:
        return ast.BoolOp(op, flat)
    return flat[0] if flat else ast.Constant(value=not absorbing)


def _without_slot(leaf: Leaf) -> ConditionFault:
    message = f"there is no fact {quoted(leaf.fact)}"
    return fault("undeclared-fact", message, None, leaf.fact_span)
