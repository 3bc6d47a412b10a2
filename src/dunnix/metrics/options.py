"""Options of figures: checked as they come in, and refused by name."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar

Number: TypeAlias = str | Decimal | Fraction | int
_Choice = TypeVar("_Choice", bound=StrEnum)
_MOST: Final = 36_525
_MOST_MONTHS: Final = 1_200


def chosen(kind: type[_Choice], name: str, value: str) -> _Choice:
    """Give a member of a closed list; raises `ValueError` that says which there are.

    >>> from dunnix.metrics.books import Basis
    >>> chosen(Basis, "basis", "due")
    <Basis.DUE: 'due'>
    """
    if value not in {each.value for each in kind}:
        known = ", ".join(f"`{each.value}`" for each in kind)
        raise ValueError(f"`{name}` can't be `{value}`; it is one of {known}")
    return kind(value)


def true_or_false(name: str, value: object) -> bool:
    """Give a choice of two; raises `TypeError` for what is neither: `"no"` would count as yes.

    >>> true_or_false("clipped", value=False)
    False
    """
    if not isinstance(value, bool):
        raise TypeError(f"`{name}` is True or False, not a {type(value).__name__}")
    return value


def whole_number(name: str, value: int, *, least: int = 1, most: int = _MOST) -> int:
    """Give a number of days, weeks or names; raises `TypeError` or `ValueError` for others."""
    if type(value) is not int:
        raise TypeError(f"`{name}` must be a whole number, not a {type(value).__name__}")
    if not least <= value <= most:
        raise ValueError(f"`{name}` must be from {least} to {most}, not {value}")
    return value


def number_of_months(name: str, value: int) -> int:
    """Give a number of months, of a hundred years at most; raises as `whole_number` does."""
    return whole_number(name, value, most=_MOST_MONTHS)


def exact_number(name: str, value: object) -> Fraction:
    """Read a rate or factor; raises `TypeError` for a float, `ValueError` for what is no number.

    >>> exact_number("annual_rate", "0.08"), exact_number("annual_rate", "2/23")
    (Fraction(2, 25), Fraction(2, 23))
    """
    if not isinstance(value, str | Decimal | Fraction | int):
        raise TypeError(f"`{name}` is text, a Decimal or a Fraction, not a {type(value).__name__}")
    try:
        return Fraction(value)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(
            f"`{name}` is `{value}`, which is no number; write 8 % as `0.08`"
        ) from None
