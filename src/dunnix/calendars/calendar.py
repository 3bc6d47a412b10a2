"""A calendar: the weekend, the closed days, and until when they are known."""

import datetime as dt
import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Self

import attrs

from dunnix.calendars.closed_day import OnClosedDay
from dunnix.calendars.fields import (
    day_or_none,
    day_ordinal,
    non_empty,
    ordinal_day,
    plain_bound,
    plain_days,
    some_open_weekday,
    sorted_days,
    sorted_weekdays,
)

_SATURDAY_SUNDAY = (5, 6)
_STEPPED = 30


@attrs.frozen(kw_only=True, order=False, cache_hash=True)
class Calendar:
    """The open and closed days somebody works by.

    `weekend` holds weekdays, 0 for Monday; `closed` the days closed besides it, `opened` the days
    of the weekend worked in exchange. Outside `known_from` and `known_until` (None: for ever)
    only the weekend is known, and answers go on with it alone: ask `is_known`. Methods that end
    in `_ordinal` speak of days as `date.toordinal()` does.

    >>> house = Calendar(id="house", closed=[dt.date(2026, 12, 24)], known_until=None)
    >>> house.is_open(dt.date(2026, 12, 24))
    False
    """

    id: str = attrs.field(validator=non_empty)
    weekend: tuple[int, ...] = attrs.field(
        default=_SATURDAY_SUNDAY, converter=sorted_weekdays, validator=some_open_weekday
    )
    closed: tuple[dt.date, ...] = attrs.field(
        default=(), converter=sorted_days, validator=plain_days
    )
    opened: tuple[dt.date, ...] = attrs.field(
        default=(), converter=sorted_days, validator=plain_days
    )
    known_from: dt.date | None = attrs.field(
        default=None, converter=plain_bound, validator=day_or_none
    )
    known_until: dt.date | None = attrs.field(converter=plain_bound, validator=day_or_none)

    # Derived once: the hot path asks sets of integers instead of dates. Ordinal 1 is a Monday.
    _rest: frozenset[int] = attrs.field(init=False, eq=False, repr=False)
    _breaks: tuple[int, ...] = attrs.field(init=False, eq=False, repr=False)
    _extras: tuple[int, ...] = attrs.field(init=False, eq=False, repr=False)
    _break_set: frozenset[int] = attrs.field(init=False, eq=False, repr=False)
    _extra_set: frozenset[int] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        _refuse_contradictions(self)
        rest = frozenset((weekday + 1) % 7 for weekday in self.weekend)
        closed = (day.toordinal() for day in self.closed)
        opened = (day.toordinal() for day in self.opened)
        breaks = tuple(day for day in closed if day % 7 not in rest)
        extras = tuple(day for day in opened if day % 7 in rest)
        object.__setattr__(self, "_rest", rest)
        object.__setattr__(self, "_breaks", breaks)
        object.__setattr__(self, "_extras", extras)
        object.__setattr__(self, "_break_set", frozenset(breaks))
        object.__setattr__(self, "_extra_set", frozenset(extras))

    @classmethod
    def weekends(cls) -> Self:
        """Give the calendar that closes on Saturdays and Sundays only, known for ever.

        >>> Calendar.weekends().is_open(dt.date(2026, 1, 1))
        True
        """
        return cls(id="weekends", known_until=None)

    @classmethod
    def from_holidays(
        cls, country: str, subdivision: str | None = None, *, years: Iterable[int]
    ) -> Self:
        """Make a calendar of public holidays with the package `holidays`.

        `country` is an ISO 3166 code, `subdivision` what `holidays` calls one; the years follow
        one another. Needs the extra `calendars`, and raises ModuleNotFoundError without it,
        UnknownCalendarError for a place `holidays` doesn't know. Other versions of `holidays` may
        give other days, which changes the `hash`.

        >>> Calendar.from_holidays("PL", years=[2026]).is_open(dt.date(2026, 5, 1))
        False
        """
        from dunnix.calendars.holiday_tables import calendar_days

        days = calendar_days(country, subdivision, years=years)
        return cls(
            id=f"{country}-{subdivision}" if subdivision else country,
            weekend=days.weekend,
            closed=days.closed,
            opened=days.opened,
            known_from=days.known_from,
            known_until=days.known_until,
        )

    @functools.cached_property
    def hash(self) -> str:
        """The SHA-256 of all that can change an answer, and of the id."""
        # Imported on first use, to keep `import dunnix` short.
        import hashlib
        import json

        content = {
            "closed": [day.isoformat() for day in self.closed],
            "id": self.id,
            "known_from": self.known_from and self.known_from.isoformat(),
            "known_until": self.known_until and self.known_until.isoformat(),
            "opened": [day.isoformat() for day in self.opened],
            "weekend": self.weekend,
        }
        text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def is_known(self, day: dt.date) -> bool:
        """Whether the closed days around this one are known, not only the weekend.

        >>> Calendar.weekends().is_known(dt.date(2090, 1, 1))
        True
        """
        after_start = self.known_from is None or day >= self.known_from
        return after_start and (self.known_until is None or day <= self.known_until)

    def is_open(self, day: dt.date) -> bool:
        """Whether this day is a business day.

        >>> Calendar.weekends().is_open(dt.date(2026, 2, 7))
        False
        """
        return self.is_open_ordinal(day_ordinal(day))

    def shift(self, day: dt.date, rule: OnClosedDay, *, anchor: dt.date | None = None) -> dt.date:
        """Move a day off a closed one, never across or onto the anchor it is counted from.

        A day after its anchor that would go back onto or before it goes forward instead, and a
        day before it that would go forward onto or past it goes back. A day that is the anchor
        itself, or has none, follows the rule freely.

        >>> friday, saturday = dt.date(2026, 2, 6), dt.date(2026, 2, 7)
        >>> Calendar.weekends().shift(saturday, OnClosedDay.PREVIOUS, anchor=friday)
        datetime.date(2026, 2, 9)
        """
        ordinal = day_ordinal(day)
        start = ordinal if anchor is None else day_ordinal(anchor)
        return ordinal_day(self.shift_ordinal(ordinal, OnClosedDay(rule), anchor=start))

    def add_business_days(self, day: dt.date, n: int) -> dt.date:
        """Give the n-th business day after a day, or before it when n is negative.

        The day itself counts for nothing, open or not; with n = 0 it is the answer.

        >>> Calendar.weekends().add_business_days(dt.date(2026, 2, 6), 1)
        datetime.date(2026, 2, 9)
        """
        if type(n) is not int:
            raise TypeError(f"business days are counted with an int, not a {type(n).__name__}")
        return ordinal_day(self.add_business_days_ordinal(day_ordinal(day), n))

    def business_days_between(self, start: dt.date, end: dt.date) -> int:
        """Count the business days after `start`, up to and with `end`.

        Negative when `end` is the earlier one: the count from there, with the other sign.

        >>> Calendar.weekends().business_days_between(dt.date(2026, 2, 6), dt.date(2026, 2, 9))
        1
        """
        return self.count_business_days_ordinal(day_ordinal(start), day_ordinal(end))

    def is_open_ordinal(self, ordinal: int) -> bool:
        """`is_open` on ordinals."""
        if ordinal % 7 in self._rest:
            return ordinal in self._extra_set
        return ordinal not in self._break_set

    def shift_ordinal(self, ordinal: int, rule: OnClosedDay, *, anchor: int) -> int:
        """`shift` on ordinals."""
        if rule is OnClosedDay.KEEP or self.is_open_ordinal(ordinal):
            return ordinal
        after = self.add_business_days_ordinal(ordinal, 1)
        if rule is OnClosedDay.NEXT and ordinal >= anchor:
            return after
        before = self.add_business_days_ordinal(ordinal, -1)
        # The anchor is a wall on one side only, so the other way is always free.
        if before <= anchor < ordinal:
            return after
        if ordinal < anchor <= after:
            return before
        if rule is OnClosedDay.NEAREST:
            return after if after - ordinal <= ordinal - before else before
        return after if rule is OnClosedDay.NEXT else before

    def add_business_days_ordinal(self, ordinal: int, n: int) -> int:
        """`add_business_days` on ordinals."""
        if abs(n) > _STEPPED:
            return self._leap(ordinal, n)
        step = 1 if n > 0 else -1
        left = abs(n)
        while left:
            ordinal += step
            left -= self.is_open_ordinal(ordinal)
        return ordinal

    def count_business_days_ordinal(self, start: int, end: int) -> int:
        """`business_days_between` on ordinals."""
        return self._open_until(end) - self._open_until(start)

    def _open_until(self, ordinal: int) -> int:
        """Open days from ordinal 1 to this one; differences of it count any span at once."""
        weeks, days = divmod(ordinal, 7)
        rest_days = sum(1 <= weekday <= days for weekday in self._rest)
        workdays = weeks * (7 - len(self._rest)) + days - rest_days
        return workdays - bisect_right(self._breaks, ordinal) + bisect_right(self._extras, ordinal)

    def _leap(self, ordinal: int, n: int) -> int:
        """Find a far business day by halving: the first day that reaches the count wanted."""
        reach = 7 * (abs(n) + len(self._breaks) + 1)
        if n > 0:
            days = range(ordinal + 1, ordinal + reach)
            wanted = self._open_until(ordinal) + n
        else:
            days = range(ordinal - reach, ordinal)
            wanted = self._open_until(ordinal - 1) + n + 1
        return days[bisect_left(days, wanted, key=self._open_until)]


def _refuse_contradictions(calendar: Calendar) -> None:
    both = set(calendar.closed) & set(calendar.opened)
    if both:
        raise ValueError(f"{min(both)} is both a closed and an opened day")
    if (
        calendar.known_from is not None
        and calendar.known_until is not None
        and calendar.known_from > calendar.known_until
    ):
        raise ValueError(
            f"a calendar known from {calendar.known_from} can't end on {calendar.known_until}"
        )
    for day in (*calendar.closed, *calendar.opened):
        if not calendar.is_known(day):
            raise ValueError(f"{day} lies outside the days the calendar says it knows")
