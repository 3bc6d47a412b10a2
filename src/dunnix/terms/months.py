"""Days of months: their ends, the nearest day there is, months and decades on."""

import datetime as dt
from typing import Final

from dunnix.terms.errors import TermsError

_YEAR, _LAST_YEAR = 12, 9999
_COMMERCIAL_MONTH: Final = 30
_DECADES: Final = (10, 20)


def month_end(day: dt.date) -> dt.date:
    """Give the last day of the month of a day."""
    return on_day(day, 31)


def on_day(day: dt.date, number: int, *, months_ahead: int = 0) -> dt.date:
    """Give a numbered day some months ahead; the last of the month where it has no such day."""
    index = day.year * _YEAR + day.month - 1 + months_ahead
    year, month = divmod(index, _YEAR)
    if year > _LAST_YEAR:
        raise beyond_calendar()
    return dt.date(year, month + 1, min(number, _length(year, month + 1)))


def add_months(day: dt.date, count: int) -> dt.date:
    """Give the same day some months later, clamped to the end of the month."""
    return on_day(day, day.day, months_ahead=count)


def add_days(day: dt.date, count: int) -> dt.date:
    """Give the day some days later."""
    try:
        return day + dt.timedelta(count)
    except OverflowError:
        raise beyond_calendar() from None


def add_commercial_days(day: dt.date, count: int) -> dt.date:
    """Count days in months of 30: the 30th is the last day of each month, whatever its length."""
    number = _COMMERCIAL_MONTH if day == month_end(day) else min(day.day, _COMMERCIAL_MONTH)
    months, rest = divmod(number - 1 + count, _COMMERCIAL_MONTH)
    last = rest + 1 == _COMMERCIAL_MONTH
    return on_day(day, 31 if last else rest + 1, months_ahead=months)


def decade_end(day: dt.date) -> dt.date:
    """Give the end of the ten days a day is in: the 10th, the 20th or the end of the month."""
    for last in _DECADES:
        if day.day <= last:
            return day.replace(day=last)
    return month_end(day)


def beyond_calendar() -> TermsError:
    """Give the error for a day the calendar doesn't have."""
    return TermsError("the day found lies outside the years 1 to 9999")


def _length(year: int, month: int) -> int:
    import calendar  # of the standard library: only asked for the length of a month

    return calendar.monthrange(year, month)[1]
