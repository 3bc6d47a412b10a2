"""Percentages of costs and commissions: from nothing to all, with at most two decimals."""

import re
from fractions import Fraction
from typing import Final

from dunnix.model.checks import InvalidValueError

_PERCENT: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
_WHOLE: Final = 100


def read_percent(text: str) -> Fraction:
    """Read a percentage such as `12.5`; `InvalidValueError` for anything else.

    >>> read_percent("12.5")
    Fraction(25, 2)
    """
    percent = Fraction(text) if _PERCENT.fullmatch(text) else None
    if percent is None or percent > _WHOLE:
        raise InvalidValueError(
            f"`{text}` is no percentage",
            code="wrong-type",
            field="percent",
            hint="write a text from `0` to `100` with at most two decimals, such as `12.5`",
        )
    return percent
