"""The operations a due date is made of, each a value that moves a day forward."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Protocol, TypeAlias, assert_never

import attrs

from dunnix.terms import months
from dunnix.terms.checks import check_whole, is_day, whole
from dunnix.terms.errors import TermsError

_WEEK: Final = 7
_LONGEST: Final = 36_500
_SEARCHED: Final = 400


class OpenDays(Protocol):
    """What tells business days from closed ones; `dunnix.calendars.Calendar` is one."""

    def is_open(self, day: dt.date, /) -> bool:
        """Tell whether a day is a business day."""
        ...


class Unit(StrEnum):
    """What `Add` counts in.

    A `business-day` needs a calendar. A `commercial-day` is one of a month counted as 30 days,
    the 30th being the last day of the month: 45 of them after the end of January end on 15 March.
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    BUSINESS_DAY = "business-day"
    COMMERCIAL_DAY = "commercial-day"


class Shift(StrEnum):
    """Where a date goes that falls on a closed day, in the words of `dunnix.calendars`."""

    NEXT = "next"
    PREVIOUS = "previous"
    NEAREST = "nearest"


def _days_of_month(days: Iterable[int] | int) -> tuple[int, ...]:
    return (days,) if isinstance(days, int) else tuple(sorted(set(days)))


def _each_a_day(
    _: object, field: "attrs.Attribute[tuple[int, ...]]", value: tuple[int, ...]
) -> None:
    if not value:
        raise TermsError(f"`{field.name}` names at least one day of the month")
    for each in value:
        check_whole(each, field.name, 1, 31)


@attrs.frozen(order=False)
class Add:
    """Count on: days, weeks, business days, or months clamped to the end of the month."""

    count: int = attrs.field(validator=whole(1, _LONGEST))
    unit: Unit = attrs.field(default=Unit.DAY, converter=Unit)


@attrs.frozen(order=False)
class EndOfMonth:
    """Go to the end of the month, or of one some months ahead."""

    months_ahead: int = attrs.field(default=0, validator=whole(0, 120))


@attrs.frozen(order=False)
class EndOfDecade:
    """Go to the 10th, the 20th or the end of the month, whichever comes first."""


@attrs.frozen(order=False)
class DayOfMonth:
    """Go to a day of the following month, or of a later one; clamped to the end of that month."""

    day: int = attrs.field(validator=whole(1, 31))
    months_ahead: int = attrs.field(default=1, validator=whole(1, 120))


@attrs.frozen(order=False)
class PaymentDay:
    """Go to the first of the days of the month on which payments are made, today included."""

    days: tuple[int, ...] = attrs.field(converter=_days_of_month, validator=_each_a_day)


@attrs.frozen(order=False)
class NextWeekday:
    """Go to the first such weekday, today included; 0 is Monday."""

    weekday: int = attrs.field(validator=whole(0, 6))


@attrs.frozen(order=False)
class CutOff:
    """After this day of the month, count as if it were the first of the next month."""

    day: int = attrs.field(validator=whole(1, 30))


@attrs.frozen(order=False)
class OffClosedDay:
    """Move off a closed day, never to before the day the rule counts from; needs a calendar."""

    shift: Shift = attrs.field(converter=Shift)


@attrs.frozen(order=False)
class OnDate:
    """Go to a given date, wherever one was; refused where that would be going back."""

    date: dt.date = attrs.field(validator=is_day)


Operation: TypeAlias = (
    Add
    | EndOfMonth
    | EndOfDecade
    | DayOfMonth
    | PaymentDay
    | NextWeekday
    | CutOff
    | OffClosedDay
    | OnDate
)

OPERATIONS: Final[tuple[type[Operation], ...]] = (
    Add,
    EndOfMonth,
    EndOfDecade,
    DayOfMonth,
    PaymentDay,
    NextWeekday,
    CutOff,
    OffClosedDay,
    OnDate,
)


def moved(  # noqa: PLR0911  # one case for each kind of operation
    day: dt.date, operation: Operation, *, start: dt.date, calendar: OpenDays | None
) -> dt.date:
    """Give the day an operation leads to from a day; `start` is what the whole rule counts from.

    Raises `TermsError` beyond the year 9999, without a calendar where one is needed, and for a
    date that lies before the day it is counted from.
    """
    match operation:
        case Add(count, unit):
            return _added(day, count, unit, calendar)
        case EndOfMonth(months_ahead):
            return months.on_day(day, 31, months_ahead=months_ahead)
        case EndOfDecade():
            return months.decade_end(day)
        case DayOfMonth(number, months_ahead):
            return months.on_day(day, number, months_ahead=months_ahead)
        case PaymentDay(days):
            return _next_of(day, days)
        case NextWeekday(weekday):
            return months.add_days(day, (weekday - day.weekday()) % _WEEK)
        case CutOff(last):
            return day if day.day <= last else months.on_day(day, 1, months_ahead=1)
        case OffClosedDay(shift):
            return _shifted(day, shift, start, _needed(calendar))
        case OnDate(date):
            return _not_back(date, day)
        case _:
            assert_never(operation)


def _added(day: dt.date, count: int, unit: Unit, calendar: OpenDays | None) -> dt.date:
    match unit:
        case Unit.DAY:
            return months.add_days(day, count)
        case Unit.WEEK:
            return months.add_days(day, count * _WEEK)
        case Unit.MONTH:
            return months.add_months(day, count)
        case Unit.COMMERCIAL_DAY:
            return months.add_commercial_days(day, count)
        case Unit.BUSINESS_DAY:
            return _business_days_on(day, count, _needed(calendar))
        case _:
            assert_never(unit)


def _next_of(day: dt.date, numbers: tuple[int, ...]) -> dt.date:
    here = [months.on_day(day, number) for number in numbers]
    return next(
        (found for found in here if found >= day), months.on_day(day, numbers[0], months_ahead=1)
    )


def _business_days_on(day: dt.date, count: int, calendar: OpenDays) -> dt.date:
    for _ in range(count):
        day = _open_from(months.add_days(day, 1), 1, calendar)
    return day


def _shifted(day: dt.date, shift: Shift, start: dt.date, calendar: OpenDays) -> dt.date:
    if calendar.is_open(day):
        return day
    after = _open_from(day, 1, calendar)
    if shift is Shift.NEXT:
        return after
    before = _open_from(day, -1, calendar)
    if before < start or (shift is Shift.NEAREST and after - day <= day - before):
        return after
    return before


def _open_from(day: dt.date, step: int, calendar: OpenDays) -> dt.date:
    for _ in range(_SEARCHED):
        if calendar.is_open(day):
            return day
        day = months.add_days(day, step)
    raise TermsError(f"the calendar has no open day within {_SEARCHED} days: check its weekend")


def _needed(calendar: OpenDays | None) -> OpenDays:
    if calendar is None:
        raise TermsError("the terms speak of business days: pass a `calendar`")
    return calendar


def _not_back(date: dt.date, day: dt.date) -> dt.date:
    if date < day:
        raise TermsError(f"the date {date} lies before {day}, from which it is counted")
    return date
