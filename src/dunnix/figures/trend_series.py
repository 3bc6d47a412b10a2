"""What the picture of a trend shows, as values: lines that share a scale, the highest ones."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeAlias

import attrs

from dunnix.figures.chart_rows import group_name
from dunnix.figures.chart_style import SERIES
from dunnix.figures.words import Words
from dunnix.metrics import Figures, Trend, Unit
from dunnix.money import currency_digits

_Key: TypeAlias = tuple[str, tuple[str | None, ...]]
_Day: TypeAlias = tuple[int, Mapping[_Key, Fraction | None]]
_UNITS: Final = {
    Unit.DAYS: (Fraction(1), 1),
    Unit.PERCENT: (Fraction(1), 1),
    Unit.RATIO: (Fraction(100), 1),
    Unit.TIMES: (Fraction(1), 2),
}


@attrs.frozen(order=False)
class Series:
    """A line: a value a day as it is written, None where it isn't defined."""

    name: str
    points: tuple[tuple[int, Fraction | None], ...]

    @property
    def defined(self) -> tuple[tuple[int, Fraction], ...]:
        """The days that have a value, with it."""
        return tuple((day, value) for day, value in self.points if value is not None)

    def runs(self) -> Iterator[tuple[tuple[int, Fraction], ...]]:
        """Give the stretches without a gap."""
        for has_value, points in groupby(self.points, key=lambda point: point[1] is not None):
            if has_value:
                yield tuple((day, value) for day, value in points if value is not None)


@attrs.frozen(kw_only=True, order=False)
class Bundle:
    """Lines on one scale, out of how many; `currency` where they are amounts of one.

    `decimals` says how values are written, `undefined` names the lines without any value.
    """

    currency: str | None
    decimals: int
    lines: tuple[Series, ...]
    count: int
    undefined: tuple[str, ...]


def unit_name(unit: Unit, words: Words) -> str | None:
    """Name the unit values are written in; None for amounts, which have that of their currency."""
    match unit:
        case Unit.MONEY:
            return None
        case Unit.RATIO | Unit.PERCENT:
            return "%"
        case Unit.DAYS | Unit.TIMES:
            return words.say(unit)


def bundles_of(trend: Trend) -> tuple[Bundle, ...]:
    """Put the lines of a trend on scales: amounts of two currencies never share one."""
    days = [_day(figures) for figures in trend.days]
    keys: dict[_Key, None] = dict.fromkeys(key for _, values in days for key in values)
    if not keys:
        return ()
    if trend.days[0].unit is not Unit.MONEY:
        factor, decimals = _UNITS[trend.days[0].unit]
        return (_bundle(days, list(keys), factor, decimals),)
    bundles: list[Bundle] = []
    for currency in dict.fromkeys(currency for currency, _ in keys):
        digits = currency_digits(currency)
        own = [key for key in keys if key[0] == currency]
        bundle = _bundle(days, own, Fraction(1, 10**digits), digits)
        bundles.append(attrs.evolve(bundle, currency=currency))
    return tuple(bundles)


def _day(figures: Figures) -> _Day:
    values = {(each.currency, each.group): each.value for each in figures}
    return figures.as_of.toordinal(), values


def _bundle(days: Sequence[_Day], keys: Sequence[_Key], factor: Fraction, decimals: int) -> Bundle:
    several = len({currency for currency, _ in keys}) > 1
    lines = [Series(_name(key, several=several), _points(days, key, factor)) for key in keys]
    defined = [line for line in lines if line.defined]
    highest = sorted(defined, key=lambda line: line.defined[-1][1], reverse=True)
    return Bundle(
        currency=None,
        decimals=decimals,
        lines=tuple(highest[: len(SERIES)]),
        count=len(defined),
        undefined=tuple(line.name or keys[0][0] for line in lines if not line.defined),
    )


def _name(key: _Key, *, several: bool) -> str:
    """Name a line by its currency where there are several, and by its group."""
    currency, group = key
    names = ((currency,) if several else ()) + ((group_name(group),) if group else ())
    return " · ".join(names)


def _points(
    days: Sequence[_Day], key: _Key, factor: Fraction
) -> tuple[tuple[int, Fraction | None], ...]:
    found = ((day, values.get(key)) for day, values in days)
    return tuple((day, None if value is None else value * factor) for day, value in found)
