"""The grammar of days: of a month, of the week, of the calendar."""

import datetime as dt
import re
from typing import Final

from dunnix.terms.cursor import Cursor
from dunnix.terms.errors import TermsError
from dunnix.terms.operations import DayOfMonth, NextWeekday, OnDate, Operation, PaymentDay, Unit

UNITS: Final = tuple(str(unit) for unit in Unit)
AMOUNTS: Final = ("percent", "currency", "slash", *UNITS)
_MONTHS_AHEAD: Final = ("proximo", "mfi")


def day_operation(cursor: Cursor, *, on_the: bool) -> Operation | None:
    """Read a day; `on_the` tells that an article before it makes a number a day of the month."""
    return _day_of_month(cursor, on_the=on_the) or _weekday(cursor) or _date(cursor)


def _day_of_month(cursor: Cursor, *, on_the: bool) -> Operation | None:
    start = cursor.at
    if cursor.accept("proximo"):
        number = numbered(cursor)
        if number is not None:
            return DayOfMonth(number)
        cursor.at = start
    number = cursor.whole()
    if number is None:
        return None
    ordinal = _ordinal(cursor)
    if cursor.accept(*_MONTHS_AHEAD):
        return DayOfMonth(number)
    months = _following_month(cursor, is_day=on_the or ordinal)
    if months is not None:
        return DayOfMonth(number, months)
    if on_the and not cursor.sees(*AMOUNTS):
        return PaymentDay([number, *_more_days(cursor)])
    cursor.at = start
    return None


def _following_month(cursor: Cursor, *, is_day: bool) -> int | None:
    start = cursor.at
    linked = cursor.skip("link", "on-the")
    number = numbered(cursor)
    if (linked or is_day) and cursor.accept("following-month"):
        return 1 if number is None else number
    cursor.at = start
    return None


def _more_days(cursor: Cursor) -> list[int]:
    found = list[int]()
    while True:
        start = cursor.at
        if not cursor.accept("or", "and"):
            return found
        cursor.skip("on-the")
        number = numbered(cursor)
        if number is None or cursor.sees(*AMOUNTS):
            cursor.at = start
            return found
        found.append(number)


def _weekday(cursor: Cursor) -> Operation | None:
    start = cursor.at
    cursor.accept("next")
    day = cursor.take("weekday")
    if not isinstance(day, int):
        cursor.at = start
        return None
    cursor.accept("next")
    return NextWeekday(day)


def _date(cursor: Cursor) -> Operation | None:
    text = cursor.take("date")
    if text is None:
        return None
    parts = [int(each) for each in re.split(r"[-./]", str(text))]
    year, month, day = parts if "-" in str(text) else reversed(parts)
    try:
        return OnDate(dt.date(year, month, day))
    except ValueError:
        raise TermsError(f"there is no date `{text}`") from None


def numbered(cursor: Cursor) -> int | None:
    """Read a number as `10`, `10th` or `10.`, the days of a month and months ahead."""
    number = cursor.whole()
    if number is not None:
        _ordinal(cursor)
    return number


def _ordinal(cursor: Cursor) -> bool:
    dot = cursor.accept_joined("dot")
    return cursor.accept_joined("ordinal") or dot
