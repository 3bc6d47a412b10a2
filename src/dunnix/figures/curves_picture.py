"""Collection curves drawn as lines: how fast what was billed in each month came in."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, islice
from typing import Final

import attrs

from dunnix.figures.chart import (
    GAP,
    MARGIN,
    RIGHT,
    Chart,
    Panel,
    Part,
    Side,
    Text,
    clipped,
    draw_chart,
    heading,
    note,
    page_of,
    path,
    written_width,
)
from dunnix.figures.chart_axis import Scale, grid, gutter, round_ticks, upright_grid
from dunnix.figures.chart_lines import Point, dot
from dunnix.figures.chart_rows import group_name
from dunnix.figures.chart_style import AGES, shade
from dunnix.figures.words import Words, words
from dunnix.metrics import CollectionCurve, CollectionCurves
from dunnix.money import Money

_HIGH: Final = 200.0
_ROW: Final = 18.0
_SWATCH: Final = 22.0
_BETWEEN: Final = 14.0
_MOST_PANELS: Final = 6
_FAINTEST: Final = 0.6


def draw_collection_curves(curves: CollectionCurves, *, language: str = "en") -> str:
    """Draw collection curves as an SVG text: a line a month of issue, the newest strongest.

    A line ends where an invoice of its month is younger than that. Beside the lines stand what
    was billed in each month, net of credits, and how much of it came in by the last point known.
    Each currency and group has a panel, six at most. Raises `ValueError` for a language without
    words.

    >>> import datetime as dt
    >>> from dunnix.metrics import collection_curves
    >>> curves = collection_curves([], as_of=dt.date(2026, 3, 16))
    >>> "No invoices to follow." in draw_collection_curves(curves)
    True
    """
    say = words(language)
    return draw_chart(lay_curves(curves, say), description=_description(curves, say))


def lay_curves(curves: CollectionCurves, words: Words) -> Chart:
    """Find a place for every line and for what is said of it."""
    title = words.say("collected-on", day=words.day(curves.as_of))
    panels = [heading(title, [words.say("age-issue")])]
    found = list(_panels_of(curves))
    for each in found[:_MOST_PANELS]:
        top = panels[-1].bottom + (GAP if len(panels) > 1 else 0)
        panels.append(_panel(each, curves.points, top, words))
    if len(found) > _MOST_PANELS:
        more = words.number(len(found) - _MOST_PANELS)
        panels.append(note(words.say("more", count=more), panels[-1].bottom))
    if not found:
        panels.append(note(words.say("no-cohorts"), panels[-1].bottom))
    return page_of(panels)


def _panels_of(curves: CollectionCurves) -> Iterator[list[CollectionCurve]]:
    for _, found in groupby(curves.curves, key=lambda each: (each.currency, each.group)):
        yield list(found)


def _name(curve: CollectionCurve) -> str:
    return " · ".join(filter(None, (curve.currency, group_name(curve.group))))


@attrs.frozen(order=False)
class _Cohort:
    """A month as it is drawn: its known points, how it looks, and what is written of it."""

    known: tuple[tuple[int, Fraction], ...]
    colour: str
    opacity: float
    cells: tuple[str, str, str]


def _cohorts(
    curves: Sequence[CollectionCurve], points: Sequence[int], words: Words
) -> list[_Cohort]:
    """Give the months, the newest first."""
    cohorts: list[_Cohort] = []
    for place, curve in enumerate(reversed(curves)):
        pairs = zip(points, curve.shares, strict=True)
        known = tuple((point, share) for point, share in pairs if share is not None)
        way = place / max(len(curves) - 1, 1)
        cohorts.append(
            _Cohort(
                known,
                shade(AGES, place, len(curves)),
                1 - way * (1 - _FAINTEST),
                (words.month(curve.month), _billed(curve, words), _collected(known, words)),
            )
        )
    return cohorts


def _billed(curve: CollectionCurve, words: Words) -> str:
    return words.digits(Money.minor(curve.billed_minor, curve.currency))


def _collected(known: Sequence[tuple[int, Fraction]], words: Words) -> str:
    if not known:
        return "-"
    day, share = known[-1]
    return words.say("by-day", share=words.percent(share, 1), day=words.number(day))


def _description(curves: CollectionCurves, words: Words) -> str:
    said = [
        f"{_name(found[0])}: {'; '.join(' '.join(cohort.cells) for cohort in cohorts)}"
        for found in islice(_panels_of(curves), _MOST_PANELS)
        for cohorts in [_cohorts(found, curves.points, words)]
    ]
    return " | ".join(said) or words.say("no-cohorts")


def _panel(
    curves: Sequence[CollectionCurve], points: Sequence[int], top: float, words: Words
) -> Panel:
    cohorts = _cohorts(curves, points, words)
    table, left = _table(cohorts, top + 30, words)
    low = max(top + 30 + _HIGH, top + 24 + _ROW * (len(cohorts) + 1))
    name = clipped(_name(curves[0]), RIGHT - MARGIN, "name")
    parts: list[Part] = [Text(text=name, x=MARGIN, y=top + 12, kind="name")]
    parts += _plot(cohorts, points, (top + 30, low, left - 2 * _BETWEEN), words)
    return Panel((*parts, *table), low + 20)


def _table(cohorts: Sequence[_Cohort], top: float, words: Words) -> tuple[list[Part], float]:
    """Write the months with their billing in columns at the right; tell where they begin."""
    heads = (words.say("issued"), words.say("billed"), words.say("collected"))
    columns = list(zip(heads, *(cohort.cells for cohort in cohorts), strict=True))
    rooms = [max(map(written_width, column)) for column in columns]
    ends = [RIGHT - sum(rooms[place + 1 :]) - _BETWEEN * (2 - place) for place in range(3)]
    left = ends[0] - rooms[0] - _SWATCH
    parts: list[Part] = [path([(left, top), (RIGHT, top)], kind="grid")]
    for row, texts in enumerate((heads, *(cohort.cells for cohort in cohorts))):
        y = top - 5 + _ROW * row
        kind = "plain" if row else "soft"
        for text, end in zip(texts, ends, strict=True):
            parts.append(Text(text=text, x=end, y=y, kind=kind, side=Side.END))
    for row, cohort in enumerate(cohorts, start=1):
        y = top - 9 + _ROW * row
        parts.append(_stroke([(left, y), (left + _SWATCH - 8, y)], cohort))
    return parts, left


def _plot(
    cohorts: Sequence[_Cohort],
    points: Sequence[int],
    place: tuple[float, float, float],
    words: Words,
) -> Iterator[Part]:
    top, low, right = place
    shares = [share for cohort in cohorts for _, share in cohort.known]
    ticks = round_ticks(min([*shares, Fraction(0)]), max([*shares, Fraction(1)]))
    written = [(tick, words.percent(tick)) for tick in ticks]
    left = gutter(text for _, text in written)
    across = Scale(Fraction(0), Fraction(max(*points, 1)), left, right)
    up = Scale(ticks[0], ticks[-1], low, top)
    yield from grid(up, written, left, right)
    days = [(Fraction(point), words.number(point)) for point in points]
    yield from upright_grid(across, days, top, low)
    # The newest, drawn last, lies on top.
    for cohort in reversed(cohorts):
        yield from _line(cohort, across, up, words)


def _line(cohort: _Cohort, across: Scale, up: Scale, words: Words) -> Iterator[Part]:
    places = [(across.place(day), up.place(share)) for day, share in cohort.known]
    if len(places) > 1:
        yield _stroke(places, cohort)
    for place, (day, share) in zip(places, cohort.known, strict=True):
        said = words.say("by-day", share=words.percent(share, 1), day=words.number(day))
        yield dot(place, cohort.colour, f"{cohort.cells[0]} · {said}", opacity=cohort.opacity)


def _stroke(points: Sequence[Point], cohort: _Cohort) -> str:
    return path(points, kind="series", stroke=cohort.colour, opacity=cohort.opacity)
