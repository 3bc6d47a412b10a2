"""Durations as days: how many exactly, where that is known, and how many at most."""

from typing import Final

from dunnix.scenario import Duration, Unit

_MOST_DAYS: Final = {Unit.DAY: 1, Unit.BUSINESS_DAY: 4, Unit.WEEK: 7, Unit.MONTH: 31}
_LEAP_YEAR: Final = 366


def plain_days(duration: Duration) -> int | None:
    """Give a duration as days where it is a number of them: the hot path then only adds."""
    return duration.count if duration.unit is Unit.DAY else None


def most_days(duration: Duration) -> int:
    """Give the most days a duration takes, whichever they are; twelve months are a year."""
    if duration.unit is Unit.MONTH:
        years, months = divmod(duration.count, 12)
        return years * _LEAP_YEAR + months * _MOST_DAYS[Unit.MONTH]
    return duration.count * _MOST_DAYS[duration.unit]
