"""Scales of charts: numbers with round ticks, and months."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import count
from typing import Final

import attrs

from dunnix.figures.chart import MARGIN, RIGHT, Part, Side, Text, path, written_width
from dunnix.figures.words import Words

_STEPS: Final = (1, 2, 5)
_YEAR: Final = 12
_BESIDE: Final = 6.0
_MOST_TICKS: Final = 6
_NEAR: Final = 3


@attrs.frozen(order=False)
class Scale:
    """Where numbers are: `low` at one place, `high` at another, the rest in proportion."""

    low: Fraction
    high: Fraction
    start: float
    end: float

    def place(self, value: Fraction | int) -> float:
        """Give where a number is, in pixels."""
        return self.start + (self.end - self.start) * float(
            (value - self.low) / (self.high - self.low)
        )


def round_ticks(low: Fraction, high: Fraction, *, least: int = 0) -> tuple[Fraction, ...]:
    """Give round numbers, evenly spaced, the first and the last around all that is between.

    They begin at 0 where what they hold isn't far above it; `least` is how far apart they are at
    least.

    >>> [int(tick) for tick in round_ticks(Fraction(12), Fraction(47))]
    [0, 10, 20, 30, 40, 50]
    """
    low, high = _with_zero(low, high), -_with_zero(-high, -low)
    if low == high:
        high = low + 1
    wide_enough = (each for each in _steps(high - low) if each >= least)
    step = next(each for each in wide_enough if _ticks(low, high, each) <= _MOST_TICKS)
    first = low // step
    return tuple((first + place) * step for place in range(_ticks(low, high, step)))


def _with_zero(low: Fraction, high: Fraction) -> Fraction:
    """Give where a scale begins: at 0 where the lowest isn't far above it, or all is the same."""
    is_near = low == high or _NEAR * (high - low) >= low
    return Fraction(0) if low > 0 and is_near else low


def _steps(span: Fraction) -> Iterator[Fraction]:
    """Give 1, 2, 5, 10, 20 and so on, from what is surely too fine for a span."""
    power = len(str(span.numerator)) - len(str(span.denominator)) - 3
    for exponent in count(power):
        yield from (step * Fraction(10) ** exponent for step in _STEPS)


def _ticks(low: Fraction, high: Fraction, step: Fraction) -> int:
    return -(-high // step) - low // step + 1


def decimals_of(ticks: Sequence[Fraction]) -> int:
    """Give how many decimals it takes to write ticks exactly."""
    return next(
        digits for digits in count() if all((tick * 10**digits).denominator == 1 for tick in ticks)
    )


def gutter(texts: Iterable[str]) -> float:
    """Give where the plot begins when the texts of its ticks stand at its left."""
    return MARGIN + max(map(written_width, texts), default=0.0) + _BESIDE


def grid(
    scale: Scale, ticks: Iterable[tuple[Fraction, str]], left: float, right: float
) -> Iterator[Part]:
    """Draw a line across for each tick of an upright scale, its text at the left of it."""
    for value, text in ticks:
        y = scale.place(value)
        yield path([(left, y), (right, y)], kind="grid" if value else "axis")
        yield Text(text=text, x=left - _BESIDE, y=y + 4, side=Side.END)


def upright_grid(
    scale: Scale, ticks: Iterable[tuple[Fraction, str]], top: float, bottom: float
) -> Iterator[Part]:
    """Draw a line down for each tick of a level scale, its text below where it finds room."""
    taken = 0.0
    for value, said in ticks:
        x = scale.place(value)
        yield path([(x, top), (x, bottom)], kind="grid" if value else "axis")
        text = Text(text=said, x=x, y=bottom + 15, side=Side.MIDDLE)
        if text.box.left >= taken:
            taken = text.box.right + _BESIDE
            yield text


def month_scale(days: Iterable[int], left: float, right: float) -> Scale:
    """Lay whole months on a line: those of some days."""
    known = sorted(days)
    first, last = dt.date.fromordinal(known[0]), dt.date.fromordinal(known[-1])
    end = last.replace(day=monthrange(last.year, last.month)[1])
    begin = first.replace(day=1).toordinal()
    return Scale(Fraction(begin), Fraction(end.toordinal()), left, right)


def month_ticks(scale: Scale, y: float, words: Words) -> Iterator[Part]:
    """Mark where months begin and name them, or every so many of them, or years."""
    first = dt.date.fromordinal(int(scale.low))
    last = dt.date.fromordinal(int(scale.high))
    months = range(_month(first), _month(last) + 1)
    room = (scale.end - scale.start) / len(months)
    widest = written_width(words.month(dt.date(2026, 9, 1))) + 2 * _BESIDE
    step = next(each for each in _strides() if room * each >= widest)
    for month in months:
        if month % step:
            continue
        day = dt.date(month // 12, month % 12 + 1, 1)
        x = scale.place(day.toordinal())
        yield path([(x, y), (x, y + 6)], kind="axis")
        said = words.month(day) if step < _YEAR else str(day.year)
        text = Text(text=said, x=x, y=y + 18)
        if text.box.right <= RIGHT:
            yield text


def _month(day: dt.date) -> int:
    return day.year * _YEAR + day.month - 1


def _strides() -> Iterator[int]:
    """Give after how many months the next one may be named: 1, 2, 3, 6, then 1, 2, 5, 10 years."""
    yield from (1, 2, 3, 6)
    for power in count():
        yield from (_YEAR * step * 10**power for step in _STEPS)
