"""Yearly rates in percent: exact, with at most six decimals, never a binary fraction."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dunnix.model.checks import InvalidValueError

MICRO: Final = 1_000_000
_NUMBER: Final = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")


def to_percent(value: "str | int | Decimal | Fraction") -> Fraction:
    """Read a percentage such as `12.5`; `InvalidValueError` for anything not exact.

    >>> to_percent("12.15")
    Fraction(243, 20)
    """
    if isinstance(value, Fraction) and MICRO % value.denominator == 0:
        return value
    if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
        text = format(value, "f") if isinstance(value, Decimal) else str(value)
        if _NUMBER.fullmatch(text):
            return Fraction(text)
    raise InvalidValueError(
        f"`{value}` is no percentage" if isinstance(value, str) else "a percentage isn't exact",
        code="wrong-type",
        field="percent",
        hint="write a text such as `12.5`, with at most six decimals",
    )


def in_micro(percent: Fraction) -> int:
    """Give a percentage in millionths of a percent, which is whole."""
    return percent.numerator * (MICRO // percent.denominator)


def percent_text(percent: Fraction) -> str:
    """Write a percentage with a point, and no more decimals than it has.

    >>> percent_text(Fraction(243, 20)), percent_text(Fraction(8))
    ('12.15', '8')
    """
    micro = in_micro(percent)
    whole, rest = divmod(abs(micro), MICRO)
    decimals = f"{rest:06d}".rstrip("0")
    sign = "-" if micro < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
