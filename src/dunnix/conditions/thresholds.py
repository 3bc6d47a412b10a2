"""The values at which a condition's answer may change."""

from dunnix.conditions.condition import Condition
from dunnix.conditions.expression import Compare, In, Leaf, Operator, WholeNumber, leaves

_STEPS = {
    Operator.BELOW: (0,),
    Operator.AT_LEAST: (0,),
    Operator.ABOVE: (1,),
    Operator.AT_MOST: (1,),
    Operator.EQUAL: (0, 1),
    Operator.DIFFERENT: (0, 1),
}


def thresholds(condition: Condition) -> tuple[tuple[str, int], ...]:
    """Give each fact and value v where the answer may change as the fact goes from v - 1 to v.

    Only comparisons with whole numbers count; sorted, without repetition.

    >>> from dunnix.conditions.condition import parse_condition
    >>> thresholds(parse_condition("days_past_due > 9 and days_past_due < 30"))
    (('days_past_due', 10), ('days_past_due', 30))
    """
    found = {
        (leaf.fact, value) for leaf in leaves(condition.expression) for value in _changes_at(leaf)
    }
    return tuple(sorted(found))


def _changes_at(leaf: Leaf) -> tuple[int, ...]:
    match leaf:
        case Compare(_, op, WholeNumber(value)):
            return tuple(value + step for step in _STEPS[op])
        case In(_, several):
            whole = [each.value for each in several if isinstance(each, WholeNumber)]
            return tuple(value + step for value in whole for step in (0, 1))
        case _:
            return ()
