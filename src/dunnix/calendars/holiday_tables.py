"""Reading public holidays out of the optional package `holidays`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from dunnix.errors import UnknownCalendarError

if TYPE_CHECKING:
    from holidays import HolidayBase

_TARGET = "TARGET"
_NEEDS_EXTRA = (
    "calendars beyond those shipped need the package `holidays`: pip install '.[calendars]'"
)


@attrs.frozen(kw_only=True, order=False)
class CalendarDays:
    """The open and closed days of some years, as a calendar wants them."""

    weekend: tuple[int, ...]
    closed: tuple[dt.date, ...]
    opened: tuple[dt.date, ...]
    known_from: dt.date
    known_until: dt.date


def calendar_days(
    place: str, subdivision: str | None = None, *, years: Iterable[int]
) -> CalendarDays:
    """Read the days of a country, of a part of it, or of TARGET, for years in a row.

    Every day is asked of `holidays`' `is_working_day`, so that working Saturdays and weekends
    that have changed come out right.
    """
    span = _span(years)
    table = _table(place, subdivision, span)
    weekend = {int(weekday) for weekday in table.weekend}
    working = {day: bool(table.is_working_day(day)) for day in _days(span)}
    return CalendarDays(
        weekend=tuple(sorted(weekend)),
        closed=tuple(
            day for day, works in working.items() if not works and day.weekday() not in weekend
        ),
        opened=tuple(day for day, works in working.items() if works and day.weekday() in weekend),
        known_from=dt.date(span.start, 1, 1),
        known_until=dt.date(span.stop - 1, 12, 31),
    )


def _table(place: str, subdivision: str | None, span: range) -> "HolidayBase":
    try:
        from holidays import country_holidays, financial_holidays
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(_NEEDS_EXTRA, name="holidays") from missing
    try:
        if place == _TARGET and subdivision is None:
            return financial_holidays("XECB", years=span)
        return country_holidays(place, subdiv=subdivision, years=span)
    except NotImplementedError as unknown:
        where = f"`{subdivision}` in `{place}`" if subdivision else f"`{place}`"
        raise UnknownCalendarError(f"the package `holidays` has no place {where}") from unknown


def _span(years: Iterable[int]) -> range:
    found = sorted(set(years))
    if not found:
        raise ValueError("a calendar needs at least one year")
    span = range(found[0], found[-1] + 1)
    if len(found) != len(span):
        raise ValueError("the years of a calendar follow one another, without a gap")
    return span


def _days(span: range) -> Iterator[dt.date]:
    first, last = dt.date(span.start, 1, 1), dt.date(span.stop - 1, 12, 31)
    return (dt.date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
