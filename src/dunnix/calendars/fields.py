"""The rules single fields of a calendar obey, each with its own sentence."""

import datetime as dt
from collections.abc import Iterable

import attrs

_WEEK = 7
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


def sorted_weekdays(weekdays: Iterable[int]) -> tuple[int, ...]:
    """Put weekdays in order, each once."""
    return tuple(sorted(set(weekdays)))


def sorted_days(days: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """Put days in order, each once; what isn't a day is left to the validator."""
    found = tuple(days)
    if not all(is_plain_day(each) for each in found):
        return found
    return tuple(sorted({dt.date(each.year, each.month, each.day) for each in found}))


def plain_bound(day: dt.date | None) -> dt.date | None:
    """Store a subclass of date, such as pendulum's, as the date it is."""
    return day if day is None or not is_plain_day(day) else dt.date(day.year, day.month, day.day)


def is_plain_day(value: object) -> bool:
    """Whether a value is a date without a time; a datetime is a date by inheritance only."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def day_ordinal(day: dt.date) -> int:
    """Give the proleptic ordinal of a day; a datetime raises TypeError."""
    if not is_plain_day(day):
        raise TypeError(f"a day is a date without a time, not a {type(day).__name__}")
    return day.toordinal()


def ordinal_day(ordinal: int) -> dt.date:
    """Give the day of an ordinal; one outside the years 1 to 9999 raises ValueError."""
    if not _FIRST <= ordinal <= _LAST:
        raise ValueError("the day found lies outside the years 1 to 9999")
    return dt.date.fromordinal(ordinal)


def non_empty(_: object, field: "attrs.Attribute[str]", value: object) -> None:
    """Refuse an id that isn't text or says nothing."""
    if not isinstance(value, str):
        raise TypeError(f"the {field.name} of a calendar is text, not a {type(value).__name__}")
    if not value.strip():
        raise ValueError(f"the {field.name} of a calendar can't be empty")


def some_open_weekday(
    _: object, field: "attrs.Attribute[tuple[int, ...]]", value: tuple[int, ...]
) -> None:
    """Refuse weekdays that don't exist, and a calendar that never opens."""
    if any(type(weekday) is not int or not 0 <= weekday < _WEEK for weekday in value):
        raise ValueError(f"the {field.name} holds weekdays from 0 (Monday) to 6 (Sunday)")
    if len(value) == _WEEK:
        raise ValueError("a calendar needs an open day: seven weekend days leave none")


def plain_days(
    _: object, field: "attrs.Attribute[tuple[dt.date, ...]]", value: tuple[dt.date, ...]
) -> None:
    """Refuse what isn't a date without a time among the days of a calendar."""
    for each in value:
        if not is_plain_day(each):
            raise TypeError(f"`{field.name}` holds dates without a time, not {each!r}")


def day_or_none(_: object, field: "attrs.Attribute[dt.date | None]", value: dt.date | None) -> None:
    """Refuse a bound that is neither None nor a date without a time."""
    if value is not None and not is_plain_day(value):
        raise TypeError(f"`{field.name}` is a date without a time or None, not {value!r}")
