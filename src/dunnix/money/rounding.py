"""Whole minor units of what isn't whole: shares are rounded half up."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


def half_up(value: "Fraction") -> int:
    """Round to a whole number, halves upwards.

    >>> from fractions import Fraction
    >>> half_up(Fraction(5, 2)), half_up(Fraction(12, 5))
    (3, 2)
    """
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def share_of(minor_units: int, percent: "Fraction") -> int:
    """Give a percentage of an amount that isn't negative, half a minor unit rounded up.

    >>> from fractions import Fraction
    >>> share_of(4000, Fraction(25, 2))
    500
    """
    return half_up(minor_units * percent / 100)
