"""From a condition's text to its expression, by recursive descent."""

from collections.abc import Callable

from dunnix.conditions.expression import (
    And,
    Compare,
    DecimalNumber,
    Expression,
    Flag,
    In,
    Known,
    Literal,
    NamedAmount,
    Not,
    Operator,
    Or,
    Text,
    Truth,
    WholeNumber,
    spelled,
)
from dunnix.conditions.fault import ConditionError, ConditionFault, Span, fault, quoted
from dunnix.conditions.reader import EXAMPLE, StoppedError, TokenReader, is_operand, shown
from dunnix.conditions.tokens import Kind, Token, Tokens
from dunnix.facts import BUILT_IN

LONGEST_TEXT = 2_000
DEEPEST = 32
MOST_LEAVES = 200
_MOST_FAULTS = 20
_TURNED_ROUND = {
    Operator.BELOW: Operator.ABOVE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.ABOVE: Operator.BELOW,
    Operator.AT_LEAST: Operator.AT_MOST,
}


def parse_expression(text: str) -> Expression:
    """Parse a condition's text, or raise `ConditionError` with every fault found."""
    if len(text) > LONGEST_TEXT:
        raise ConditionError([_too_long(len(text))], text)
    cut = Tokens(text)
    parser = _Parser(cut.tokens, cut.faults)
    expression = parser.parse() if cut.readable else None
    if expression is None or parser.faults:
        raise ConditionError(_in_order(parser.faults), text)
    # The normal form puts in spaces; it too must be a condition.
    if (length := len(spelled(expression))) > LONGEST_TEXT:
        raise ConditionError([_too_long(length)], text)
    return expression


def _in_order(faults: list[ConditionFault]) -> list[ConditionFault]:
    return sorted(faults, key=lambda each: (each.start, each.end, each.code))[:_MOST_FAULTS]


def _too_long(length: int) -> ConditionFault:
    message = f"the condition has {length} characters, at most {LONGEST_TEXT:,} are read"
    hint = "split it over several steps, or let the host supply the answer as a fact"
    return fault("too-long", message, hint, Span(0, 1))


class _Parser(TokenReader):
    """Reads the shape of a condition from its tokens."""

    def __init__(self, tokens: list[Token], faults: list[ConditionFault]) -> None:
        super().__init__(tokens, faults)
        self.depth = 0
        self.leaf_count = 0

    def parse(self) -> Expression | None:
        try:
            first = self.here
            if first.kind is Kind.END:
                self.stop("empty-condition", "the condition is empty", EXAMPLE, first.span)
            expression = self.either()
            if self.sees(Kind.MARK, ")") or self.sees(Kind.MARK, "]"):
                self.unopened()
            if self.here.kind is not Kind.END:
                self.unexpected()
        except StoppedError:
            return None
        return expression

    def either(self) -> Expression:
        parts = self.joined("or", self.both)
        return parts[0] if len(parts) == 1 else Or(_flat(parts, Or))

    def both(self) -> Expression:
        parts = self.joined("and", self.negation)
        return parts[0] if len(parts) == 1 else And(_flat(parts, And))

    def joined(self, word: str, part: Callable[[], Expression]) -> list[Expression]:
        parts = [part()]
        while self.accept(Kind.KEYWORD, word):
            parts.append(part())
        return parts

    def negation(self) -> Expression:
        if not self.sees(Kind.KEYWORD, "not"):
            return self.primary()
        self.deeper(self.next())
        part = self.negation()
        self.depth -= 1
        return Not(part)

    def primary(self) -> Expression:
        token = self.here
        if self.accept(Kind.MARK, "("):
            self.deeper(token)
            expression = self.either()
            self.close(token)
            self.depth -= 1
            return expression
        if self.accept(Kind.KEYWORD, "known"):
            return self.known(token)
        return self.comparison()

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"parentheses and `not` are nested more than {DEEPEST} deep"
            self.stop("too-deep", message, "say it with fewer parentheses", token.span)

    def count_leaf(self, span: Span) -> None:
        self.leaf_count += 1
        if self.leaf_count > MOST_LEAVES:
            message = f"the condition has more than {MOST_LEAVES} comparisons and list values"
            hint = "let the host supply the answer as a fact"
            self.stop("too-many-parts", message, hint, span)

    # Leaves

    def known(self, word: Token) -> Expression:
        opening = self.here
        if not self.accept(Kind.MARK, "("):
            hint = "write `known(debtor.country)`"
            self.stop("unexpected", "`known` wants a fact in parentheses", hint, word.span)
        if self.here.kind is not Kind.NAME:
            hint = "write `known(debtor.country)`"
            self.stop("unexpected", "`known` wants the name of a fact", hint, self.here.span)
        name = self.next()
        span = word.span.to(self.close(opening).span)
        self.count_leaf(span)
        return Known(name.text, span=span, fact_span=name.span)

    def comparison(self) -> Expression:
        left = self.operand()
        if self.here.kind is Kind.COMPARISON:
            return self.compared(left)
        if self.sees(Kind.KEYWORD, "in"):
            return self.listed(left)
        if self.sees(Kind.KEYWORD, "not"):
            self.next()
            if not self.sees(Kind.KEYWORD, "in"):
                self.unexpected()
            return Not(self.listed(left))
        self.count_leaf(left.span)
        if left.kind is not Kind.NAME:
            message = f"{shown(left)} alone says nothing"
            self.note("bare-literal", message, "compare it with a fact", left.span)
        return Flag(left.text, span=left.span, fact_span=left.span)

    def operand(self) -> Token:
        token = self.here
        if not is_operand(token):
            self.unexpected()
        self.next()
        if token.kind is Kind.NAME and self.sees(Kind.MARK, "("):
            message = f"conditions can't call {quoted(token.text)}"
            hint = "the only question of that form is `known(fact)`"
            self.stop("no-calls", message, hint, token.span)
        return token

    def compared(self, left: Token) -> Expression:
        op = Operator(self.next().text)
        right = self.operand()
        span = left.span.to(right.span)
        self.count_leaf(span)
        if self.here.kind is Kind.COMPARISON:
            message = "a comparison has two sides, here is a third"
            hint = "write `x >= 1 and x <= 9` instead of `1 <= x <= 9`"
            self.stop("chained-comparison", message, hint, self.here.span)
        fact, other = (left, right) if self.is_fact_first(left, right, span) else (right, left)
        turned = op if fact is left else _TURNED_ROUND.get(op, op)
        return Compare(fact.text, turned, self.literal(other), span=span, fact_span=fact.span)

    def is_fact_first(self, left: Token, right: Token, span: Span) -> bool:
        """Tell which side is the fact: a bare name that isn't a built-in fact is an amount."""
        names = [token for token in (left, right) if token.kind is Kind.NAME]
        if not names:
            hint = "compare a fact with one of them"
            self.note("no-fact", "this compares two literals", hint, span)
        if len(names) <= 1:
            return left in names
        if _is_fact(left) and _is_fact(right):
            message = f"this compares two facts, {quoted(left.text)} and {quoted(right.text)}"
            hint = "compare each with a literal or an amount; a text goes in quotes"
            self.note("two-facts", message, hint, span)
        return _is_fact(left) or not _is_fact(right)

    def literal(self, token: Token) -> Literal:
        match token.kind:
            case Kind.NUMBER:
                return self.number(token)
            case Kind.TEXT:
                return Text(token.text, span=token.span)
            case Kind.KEYWORD:
                return Truth(token.text == "true", span=token.span)
            case _:
                return NamedAmount(token.text, span=token.span)

    def number(self, token: Token) -> WholeNumber | DecimalNumber:
        whole, point, fraction = token.text.partition(".")
        fraction = fraction.rstrip("0")
        value = int(whole + fraction)
        if not -(2**63) <= value < 2**63:
            message = f"{quoted(token.text)} is beyond 64 bits"
            self.note("number-too-large", message, "write a smaller number", token.span)
        if not point:
            return WholeNumber(value, span=token.span)
        return DecimalNumber(value, len(fraction), span=token.span)

    def listed(self, left: Token) -> Expression:
        word = self.next()
        opening = self.here
        if not (self.accept(Kind.MARK, "(") or self.accept(Kind.MARK, "[")):
            hint = 'write `debtor.country in ("FR", "BE")`'
            self.stop("no-list", "`in` wants a list of literals", hint, word.span)
        several = self.list_items(opening)
        span = left.span.to(self.close(opening).span)
        if left.kind is not Kind.NAME:
            hint = "a fact stands before `in`"
            self.note("no-fact", "this looks for a literal in a list", hint, left.span)
        if not several:
            self.note("empty-list", "the list is empty", "name at least one value", span)
        if len({type(each) for each in several}) > 1:
            hint = "write only texts, only whole numbers or only amounts"
            self.note("mixed-list", "the list mixes kinds of values", hint, span)
        return In(left.text, tuple(several), span=span, fact_span=left.span)

    def list_items(self, opening: Token) -> list[Literal]:
        closing = ")" if opening.text == "(" else "]"
        several: list[Literal] = []
        while not self.sees(Kind.MARK, closing):
            token = self.here
            if token.kind is Kind.NAME:
                hint = f'a text goes in quotes: `"{token.text[:20]}"`'
                self.stop("no-list", "a list holds only literals", hint, token.span)
            if not is_operand(token):
                self.close(opening)
            several.append(self.literal(self.next()))
            self.count_leaf(token.span)
            if not self.accept(Kind.MARK, ",") and not self.sees(Kind.MARK, closing):
                self.close(opening)
        return several


def _is_fact(token: Token) -> bool:
    return "." in token.text or token.text in BUILT_IN


def _flat(parts: list[Expression], kind: type[And | Or]) -> tuple[Expression, ...]:
    flat: list[Expression] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And | Or) and type(part) is kind else [part])
    return tuple(flat)
