"""Shares of an amount: whole hundredths of a percent, rounded half up to the minor unit."""

import re
from typing import Final

from dunnix.model.checks import InvalidValueError

_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?")
_WHOLE: Final = 10_000


def to_hundredths(percent: str) -> int:
    """Read a percentage such as `12.5` as hundredths of a percent; `InvalidValueError` otherwise.

    >>> to_hundredths("12.5")
    1250
    """
    found = _PERCENT.fullmatch(percent)
    hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else _WHOLE + 1
    if hundredths > _WHOLE:
        raise InvalidValueError(
            f"`{percent}` is no percentage",
            code="wrong-type",
            field="percent",
            hint="write a text from `0` to `100` with at most two decimals, such as `12.5`",
        )
    return hundredths


def share_of(minor_units: int, hundredths: int) -> int:
    """Give a share of an amount that isn't negative; half a minor unit is rounded up.

    >>> share_of(10005, 1000)
    1001
    """
    return (2 * minor_units * hundredths + _WHOLE) // (2 * _WHOLE)
