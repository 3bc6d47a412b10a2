"""What a literal is worth when facts are minor units, texts and truth values."""

from collections.abc import Mapping

from dunnix.conditions.condition import Condition
from dunnix.conditions.expression import DecimalNumber, Literal, NamedAmount
from dunnix.conditions.fault import ConditionError, fault, quoted
from dunnix.errors import did_you_mean

Value = int | str | bool


def worth(
    literal: Literal, condition: Condition, *, amounts: Mapping[str, int], digits: int
) -> Value:
    """Give a literal's value; amounts in minor units of a currency with that many digits.

    Raises `ConditionError` for an amount that has no name here, or needs more decimals than the
    currency has.
    """
    match literal:
        case DecimalNumber():
            return _minor_units(literal, condition, digits)
        case NamedAmount(name):
            if name not in amounts:
                message = f"there is no amount {quoted(name)}"
                hint = did_you_mean(name, amounts)
                found = fault("unknown-amount", message, hint, literal.span)
                raise ConditionError([found], condition.text)
            return amounts[name]
        case _:
            return literal.value


def _minor_units(literal: DecimalNumber, condition: Condition, digits: int) -> int:
    if literal.decimals > digits:
        message = f"the amount has {literal.decimals} decimals, the currency only {digits}"
        hint = "write it with fewer, or name it under `[amounts]` for each currency"
        found = fault("too-many-decimals", message, hint, literal.span)
        raise ConditionError([found], condition.text)
    units = literal.units * int(10 ** (digits - literal.decimals))
    if not -(2**63) <= units < 2**63:
        found = fault(
            "number-too-large", "the amount is beyond 64 bits", "write a smaller one", literal.span
        )
        raise ConditionError([found], condition.text)
    return units
