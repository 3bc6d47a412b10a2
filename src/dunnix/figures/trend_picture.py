"""A figure followed over days, drawn as lines with the last value beside each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import attrs

from dunnix.figures.chart import (
    GAP,
    MARGIN,
    RIGHT,
    Chart,
    Panel,
    Part,
    Text,
    clipped,
    draw_chart,
    heading,
    note,
    page_of,
    path,
)
from dunnix.figures.chart_axis import (
    Scale,
    decimals_of,
    grid,
    gutter,
    month_scale,
    month_ticks,
    round_ticks,
)
from dunnix.figures.chart_lines import Point, dot, spread
from dunnix.figures.chart_style import SERIES
from dunnix.figures.conventions import convention_said
from dunnix.figures.labels import LINE
from dunnix.figures.trend_series import Bundle, Series, bundles_of, unit_name
from dunnix.figures.words import Words, words
from dunnix.metrics import Trend

_HIGH: Final = 240.0
_WIDEST_NAME: Final = 190.0
_LEADER: Final = 20.0
_MOST_DOTS: Final = 60


def draw_trend(trend: Trend, *, language: str = "en") -> str:
    """Draw a trend as an SVG text: a line a currency and group, its last value at its end.

    A day on which the figure isn't defined leaves a gap. Of many groups the six with the highest
    last values are drawn, and the picture says so. Figures share a scale, but for amounts: each
    currency has its own. Raises `ValueError` for a language without words.

    >>> "No figure is defined." in draw_trend(Trend(days=()))
    True
    """
    say = words(language)
    return draw_chart(lay_trend(trend, say), description=_description(trend, say))


def lay_trend(trend: Trend, words: Words) -> Chart:
    """Find a place for every line and its label."""
    panels = [heading(_title(trend, words), _below(trend, words))]
    for bundle in bundles_of(trend):
        if bundle.lines:
            top = panels[-1].bottom + (GAP if len(panels) > 1 else 0)
            panels.append(_plot(bundle, trend, top, words))
        for said in _notes(bundle, words):
            panels.append(note(said, panels[-1].bottom + 4))
    if len(panels) == 1:
        panels.append(note(words.say("no-figures"), panels[-1].bottom))
    return page_of(panels)


def _title(trend: Trend, words: Words) -> str:
    """Name the figure and its unit; a host's own figure goes by the name it gave."""
    if not trend.days:
        return words.say("trend")
    figures = trend.days[-1]
    name = words.name(figures.metric)
    said = name.replace("_", " ") if name == figures.metric else name
    unit = unit_name(figures.unit, words)
    return said if unit is None else f"{said}, {unit}"


def _below(trend: Trend, words: Words) -> Iterator[str]:
    """Say how the figure was reckoned."""
    for name, value in trend.days[-1].convention if trend.days else ():
        yield convention_said(name, value, words)


def _notes(bundle: Bundle, words: Words) -> Iterator[str]:
    if bundle.count > len(bundle.lines):
        count, all_ = words.number(len(bundle.lines)), words.number(bundle.count)
        yield words.say("highest-shown", count=count, all=all_)
    if bundle.undefined:
        yield words.say("not-defined", names=", ".join(bundle.undefined))


def _description(trend: Trend, words: Words) -> str:
    said = [
        label
        for bundle in bundles_of(trend)
        for label in (*_labels(bundle, trend, words), *_notes(bundle, words))
    ]
    return "; ".join(said) or words.say("no-figures")


def _labels(bundle: Bundle, trend: Trend, words: Words) -> list[str]:
    """Write the name and the last value of each line, with its day where that isn't the last."""
    labels: list[str] = []
    for series in bundle.lines:
        day, value = series.defined[-1]
        said = [clipped(series.name, _WIDEST_NAME), words.number(value, bundle.decimals)]
        if day != trend.days[-1].as_of.toordinal():
            said.append(f"({words.day(dt.date.fromordinal(day))})")
        labels.append(" ".join(filter(None, said)))
    return labels


@attrs.frozen(order=False)
class _Plane:
    """Where days and values are."""

    across: Scale
    up: Scale

    def point(self, day: int, value: Fraction) -> Point:
        return self.across.place(day), self.up.place(value)


def _plot(bundle: Bundle, trend: Trend, top: float, words: Words) -> Panel:
    parts: list[Part] = []
    if bundle.currency is not None:
        parts.append(Text(text=bundle.currency, x=MARGIN, y=top + 12, kind="name"))
        top += 22
    values = [value for series in bundle.lines for _, value in series.defined]
    ticks = round_ticks(min(values), max(values))
    written = [(tick, words.number(tick, decimals_of(ticks))) for tick in ticks]
    labels = [Text(text=text, x=0, y=0, kind="strong") for text in _labels(bundle, trend, words)]
    left = gutter(text for _, text in written)
    right = RIGHT - max(label.width for label in labels) - _LEADER
    low = top + 6 + _HIGH
    plane = _Plane(
        month_scale((figures.as_of.toordinal() for figures in trend.days), left, right),
        Scale(ticks[0], ticks[-1], low, top + 6),
    )
    parts += grid(plane.up, written, left, right)
    parts += month_ticks(plane.across, low, words)
    parts += _lines(bundle, plane, words)
    parts += _ends(bundle, labels, plane, low)
    return Panel(tuple(parts), low + 24)


def _lines(bundle: Bundle, plane: _Plane, words: Words) -> Iterator[Part]:
    for series, colour in zip(bundle.lines, SERIES, strict=False):
        for run in series.runs():
            if len(run) > 1:
                yield path((plane.point(*each) for each in run), kind="series", stroke=colour)
        for each in _dotted(series):
            day = words.day(dt.date.fromordinal(each[0]))
            said = (series.name, day, words.number(each[1], bundle.decimals))
            yield dot(plane.point(*each), colour, " · ".join(filter(None, said)))


def _dotted(series: Series) -> Iterator[tuple[int, Fraction]]:
    """Give the points that get a dot: all of a few, else the last and those that stand alone."""
    for run in series.runs():
        if len(series.points) <= _MOST_DOTS or len(run) == 1:
            yield from run
        elif run[-1] == series.defined[-1]:
            yield run[-1]


def _ends(bundle: Bundle, labels: Sequence[Text], plane: _Plane, low: float) -> Iterator[Part]:
    """Write each label at the height of its line's end, or near it, and lead to it."""
    ends = [plane.point(*series.defined[-1]) for series in bundle.lines]
    heights = spread([y for _, y in ends], gap=LINE, bottom=low)
    x, last = plane.across.end + _LEADER, max(x for x, _ in ends)
    for label, end, y, colour in zip(labels, ends, heights, SERIES, strict=False):
        from_ = end if end[0] == last else (x - _LEADER / 2, y)
        yield path([from_, (x - 4, y)], kind="leader", stroke=colour)
        yield attrs.evolve(label, x=x, y=y + 4)
