"""A condition as a value: its text and what it means."""

import attrs

from dunnix.conditions.expression import DecimalNumber, Expression, leaves, literals, spelled
from dunnix.conditions.parser import parse_expression


def _checked_text(_condition: object, _field: object, text: str) -> None:
    given: object = text
    if not isinstance(given, str):
        raise TypeError(f"a condition is a text, not `{type(given).__name__}`")


@attrs.frozen(order=False, cache_hash=True)
class Condition:
    """A question about facts, written `amount_due >= small and not answered`.

    Two conditions are equal when they mean the same, however they are spaced or quoted. Raises
    `ConditionError` for a text that can't be parsed.
    """

    text: str = attrs.field(eq=False, validator=_checked_text)
    expression: Expression = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "expression", parse_expression(self.text))

    def __str__(self) -> str:
        return self.text

    def canonical(self) -> str:
        """Give the one normal spelling, which parses to an equal condition.

        >>> Condition("('FR'==debtor.country)and not(answered)").canonical()
        'debtor.country == "FR" and not answered'
        """
        return spelled(self.expression)


def parse_condition(text: str) -> Condition:
    """Parse a condition's text; facts and types are checked by `check_condition`.

    Raises `ConditionError` with every fault found and its place. At most 2,000 characters,
    32 nested parentheses or `not`, 200 comparisons and list values; whole numbers of 64 bits.

    >>> parse_condition("9 <= days_past_due") == parse_condition("days_past_due >= 9")
    True
    """
    return Condition(text)


def facts_used(condition: Condition) -> frozenset[str]:
    """Give the names of the facts a condition reads.

    >>> sorted(facts_used(parse_condition("known(debtor.party) and days_past_due > 9")))
    ['days_past_due', 'debtor.party']
    """
    return frozenset(leaf.fact for leaf in leaves(condition.expression))


def decimals(condition: Condition) -> int:
    """Give the most decimals any amount needs; a currency must have as many. Zeros don't count.

    >>> decimals(parse_condition("amount_due > 0.125 or amount_due == 500.00"))
    3
    """
    needed = (
        literal.decimals
        for leaf in leaves(condition.expression)
        for literal in literals(leaf)
        if isinstance(literal, DecimalNumber)
    )
    return max(needed, default=0)
