"""From the hours of a window to instants: the one place where local time becomes UTC.

It stands on the floor of the edges, for it asks a time zone library, and what a zone does next
year is no value: a decision carries hours and names of zones, and stays the same bytes when a
country abolishes its summer time.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from dunnix.engine import Window
from dunnix.scenario import TimeSpan

if TYPE_CHECKING:
    from pendulum import Timezone

_DAY: Final = 24 * 60
_ANY_TIME: Final = (TimeSpan(0, _DAY),)
_A_YEAR: Final = 366
_ONE_DAY: Final = dt.timedelta(1)
_ONE_SECOND: Final = dt.timedelta(seconds=1)


@attrs.frozen(order=False)
class Instants:
    """A stretch of time in UTC: an action may go out from `start` on, before `end`."""

    start: dt.datetime
    end: dt.datetime


@attrs.frozen(kw_only=True, order=False)
class Opening:
    """A day on which a window opens, and the stretches of it."""

    day: dt.date
    instants: tuple[Instants, ...]


def window_instants(window: Window, day: dt.date) -> tuple[Instants, ...]:
    """Give the stretches of UTC in which an action may go out on a local day, in their order.

    Where the zone isn't known a time must be fine in all it may be, so that there may be none:
    then `next_opening` says when there is. What a clock skips is no time, and what it repeats comes
    twice. Outside the days of the window there is none.
    Raises `ValueError` for a zone that doesn't exist.

    >>> from dunnix.scenario import TimeSpan
    >>> day = dt.date(2026, 3, 30)
    >>> window = Window(opens_on=day, closes_on=day, timezone="Europe/Paris",
    ...                 timezones=("Europe/Paris",), hours=(TimeSpan.parse("09:00-12:00"),))
    >>> [str(each.start) for each in window_instants(window, day)]
    ['2026-03-30 07:00:00+00:00']
    """
    if day < window.opens_on or (window.closes_on is not None and day > window.closes_on):
        return ()
    spans = _hours(window, day)
    found: Sequence[Instants] | None = None
    for name in window.timezones or (window.timezone,):
        local = tuple(_local(spans, day, _zone(name)))
        found = local if found is None else tuple(_common(found, local))
    return tuple(found or ())


def next_opening(window: Window, day: dt.date) -> Opening | None:
    """Give the first day from one on, within a year, on which a window opens; None for never.

    It looks at hours and zones alone: ask `decide` again on that day, for other rules and facts.
    """
    for number in range(_A_YEAR):
        found = window_instants(window, day + number * _ONE_DAY)
        if found:
            return Opening(day=day + number * _ONE_DAY, instants=found)
    return None


def _hours(window: Window, day: dt.date) -> tuple[TimeSpan, ...]:
    if window.week:
        return window.week[day.weekday()]
    return window.hours or _ANY_TIME


def _zone(name: str) -> "Timezone":
    import pendulum
    from pendulum.tz.exceptions import InvalidTimezone

    try:
        return pendulum.timezone(name)
    except InvalidTimezone:
        hint = "write a name of the IANA list, such as `Europe/Paris`"
        raise ValueError(f"`{name}` is no time zone; {hint}") from None


def _local(spans: Iterable[TimeSpan], day: dt.date, zone: "Timezone") -> Iterator[Instants]:
    """Give in UTC the parts of a local day: those before the clock is changed, those after it."""
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    found: list[Instants] = []
    for start, end, offset in _stretches(midnight, zone):
        for span in spans:
            first = midnight + dt.timedelta(minutes=span.start) - offset
            last = midnight + dt.timedelta(minutes=span.end) - offset
            if max(first, start) < min(last, end):
                found.append(Instants(max(first, start), min(last, end)))
    found.sort(key=lambda each: each.start)
    yield from _joined(found)


def _stretches(
    midnight: dt.datetime, zone: "Timezone"
) -> Iterator[tuple[dt.datetime, dt.datetime, dt.timedelta]]:
    """Give the stretches around a day in which a zone keeps one distance from UTC; one or two."""
    start, end = midnight - _ONE_DAY, midnight + 2 * _ONE_DAY
    early, late = start, end
    before, after = _offset(start, zone), _offset(end, zone)
    if before == after:
        yield start, end, before
        return
    while late - early > _ONE_SECOND:
        middle = early + (late - early) // _ONE_SECOND // 2 * _ONE_SECOND
        if _offset(middle, zone) == before:
            early = middle
        else:
            late = middle
    yield start, late, before
    yield late, end, after


def _offset(moment: dt.datetime, zone: "Timezone") -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _joined(instants: Iterable[Instants]) -> Iterator[Instants]:
    """Make one of stretches that follow each other without a break."""
    last: Instants | None = None
    for each in instants:
        if last is not None and each.start <= last.end:
            last = Instants(last.start, max(last.end, each.end))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _common(first: Iterable[Instants], second: Sequence[Instants]) -> Iterator[Instants]:
    for one in first:
        for other in second:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                yield Instants(start, end)
