"""The dates along the top of the picture of a decision."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import attrs

from dunnix.engine import Decision
from dunnix.figures.axis import Axis
from dunnix.figures.labels import LINE, TEXT_SIZE
from dunnix.figures.lanes import Box
from dunnix.figures.measure import text_width
from dunnix.figures.words import Words

TOP: Final = 110.0
"""Where the rows begin."""
EDGE: Final = 944.0
"""Where the picture ends at the right."""
_DAYS: Final = TOP - 38
_MONDAYS: Final = 400


@attrs.frozen(kw_only=True, order=False)
class DayTick:
    """A date written along the top."""

    x: float
    text: str
    box: Box


def as_of_tick(decision: Decision, axis: Axis, words: Words) -> DayTick:
    """Write the day of the decision to the left of its line."""
    text = words.say("as-of", day=words.day(decision.as_of))
    x, width = axis.place(decision.as_of.toordinal()), text_width(text, TEXT_SIZE, bold=True)
    return DayTick(x=x, text=text, box=Box(x - 6 - width, _DAYS, x - 6, _DAYS + LINE))


def review_tick(decision: Decision, axis: Axis, words: Words) -> DayTick | None:
    """Write the next review to the right of its line, or a line higher where it finds no room."""
    day = decision.next_review
    if day is None or day.toordinal() > axis.days[-1]:
        return None
    text = words.say("ask-again-on", day=words.day(day))
    x, width = axis.place(day.toordinal()), text_width(text, TEXT_SIZE)
    box = Box(x + 6, _DAYS, x + 6 + width, _DAYS + LINE)
    if box.right > EDGE:
        left, top = EDGE - width, _DAYS - LINE
        box = Box(left, top, EDGE, top + LINE)
    return DayTick(x=x, text=text, box=box)


def day_ticks(axis: Axis, lines: Iterable[float], words: Words) -> tuple[DayTick, ...]:
    """Write the first of each year, of each month, then Mondays, wherever there is room."""
    taken = [Box(x - 2, 0, x + 2, TOP) for x in lines]
    ticks: list[DayTick] = []
    for day in _candidates(axis.days[0], axis.days[-1]):
        x, text = axis.place(day.toordinal()), words.day(day)
        half = text_width(text, TEXT_SIZE) / 2 + 6
        box = Box(x - half, TOP - 20, x + half, TOP - 20 + LINE)
        if box.right < EDGE and not any(box.overlaps(other) for other in taken):
            taken.append(box)
            ticks.append(DayTick(x=x, text=text, box=box))
    return tuple(sorted(ticks, key=lambda tick: tick.x))


def _candidates(first: int, last: int) -> Iterable[dt.date]:
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    months = [
        dt.date(year, month, 1)
        for year in range(start.year, end.year + 1)
        for month in range(1, 13)
        if start <= dt.date(year, month, 1) <= end
    ]
    mondays = range(first + (1 - first) % 7, last + 1, 7) if last - first < _MONDAYS else ()
    yield from (day for day in months if day.month == 1)
    yield from (day for day in months if day.month != 1)
    yield from map(dt.date.fromordinal, mondays)
