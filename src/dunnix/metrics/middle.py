"""The middle of values: exact, and of values that each stand a number of times."""

from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

_Number = TypeVar("_Number", int, Fraction)


def median(counts: Mapping[_Number, int]) -> Fraction | None:
    """Give the middle of values counted, or the mean of the two middles; None of nothing.

    >>> median({0: 3, 10: 1, 30: 2}), median({})
    (Fraction(5, 1), None)
    """
    if not counts:
        return None
    values = sorted(counts)
    ends = list(accumulate(counts[each] for each in values))
    low, high = (ends[-1] - 1) // 2, ends[-1] // 2
    return Fraction(values[bisect_right(ends, low)] + values[bisect_right(ends, high)]) / 2
