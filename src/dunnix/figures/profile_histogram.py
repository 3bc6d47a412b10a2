"""One payment profile drawn: how many payments came how many days late."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

import attrs

from dunnix.figures.chart import (
    MARGIN,
    RIGHT,
    Panel,
    Part,
    Side,
    Text,
    bar,
    clipped,
    note,
    path,
    told,
)
from dunnix.figures.chart_axis import Scale, grid, gutter, round_ticks, upright_grid
from dunnix.figures.chart_style import COOL, WARM
from dunnix.figures.lanes import Box
from dunnix.figures.words import Words
from dunnix.metrics import PaymentProfile

_HIGH: Final = 200.0
_EARLIEST: Final = -60
_LATEST: Final = 180
_WIDTHS: Final = (1, 2, 5, 10)
_MOST_BARS: Final = 48
_HALF: Final = Fraction(1, 2)


def remark(profile: PaymentProfile, words: Words) -> str:
    """Say what to know of a profile before it is relied on, if anything."""
    if profile.is_thin:
        return words.say("few-payments")
    return words.say("worsening") if profile.is_worsening else ""


def summary(name: str, profile: PaymentProfile, words: Words) -> str:
    """Say a profile in one line."""
    said = (
        name,
        f"{words.say('payments')} {words.number(profile.payments)}",
        f"{words.say('median')} {words.number(profile.median_days_late, 1)}",
        f"{words.say('mean')} {words.number(profile.mean_days_late, 1)}",
        f"{words.say('late')} {words.percent(profile.late_share)}",
        f"{words.say('longest')} {words.number(profile.longest_days_late)}",
        remark(profile, words),
    )
    return " · ".join(filter(None, said))


def histogram_panel(name: str, profile: PaymentProfile, top: float, words: Words) -> Panel:
    """Draw a bar for each number of days, or for a few days together, and mark the median.

    Payments very early or very late are left out of the scale, and counted below it.
    """
    shown = {day: n for day, n in profile.delays if _EARLIEST <= day <= _LATEST}
    title = clipped(summary(name, profile, words), RIGHT - MARGIN, "strong")
    parts: list[Part] = [Text(text=title, x=MARGIN, y=top + 10, kind="strong")]
    bottom = top + 20
    if shown:
        plot = _plot(shown, profile.median_days_late, top + 42, words)
        parts += plot.parts
        bottom = plot.bottom
    off = profile.payments - sum(shown.values())
    if off:
        below = note(words.say("off-scale", count=words.number(off)), bottom)
        parts += below.parts
        bottom = below.bottom
    return Panel(tuple(parts), bottom)


def _plot(shown: Mapping[int, int], median: Fraction, top: float, words: Words) -> Panel:
    width = _width(shown)
    bars = _bars(shown, width)
    counts = round_ticks(Fraction(0), Fraction(max(bars.values())), least=1)
    written = [(tick, words.number(tick)) for tick in counts]
    left, low = gutter(text for _, text in written), top + _HIGH
    first, last = (min(bars) - 1) * width + _HALF, max(bars) * width + _HALF
    across = Scale(min(first, -_HALF), max(last, _HALF), left, RIGHT)
    up = Scale(counts[0], counts[-1], low, top)
    ticks = round_ticks(across.low, across.high, least=1)
    days = [(tick, words.number(tick)) for tick in ticks if across.low <= tick <= across.high]
    parts = [*grid(up, written, left, RIGHT), *upright_grid(across, days, top, low)]
    parts += _columns(bars, width, across, up, words)
    if across.low <= median <= across.high:
        parts += _median(
            across.place(median), top, low, f"{words.say('median')} {words.number(median, 1)}"
        )
    return Panel(tuple(parts), low + 24)


def _width(shown: Mapping[int, int]) -> int:
    """Give how many days a bar stands for: as few as leave bars wide enough to see."""
    span = max(shown) - min(shown) + 1
    return next(width for width in _WIDTHS if span <= width * _MOST_BARS)


def _bars(shown: Mapping[int, int], width: int) -> Counter[int]:
    """Count payments by bar: bar 0 ends on the due date, bar 1 begins on the day after it."""
    bars: Counter[int] = Counter()
    for day, payments in shown.items():
        bars[-(-day // width)] += payments
    return bars


def _columns(
    bars: Mapping[int, int], width: int, across: Scale, up: Scale, words: Words
) -> Iterator[Part]:
    for place, count in sorted(bars.items()):
        first, last = (place - 1) * width + 1, place * width
        left, right = across.place(first - _HALF), across.place(last + _HALF)
        days = words.number(last) if width == 1 else f"{words.number(first)} - {words.number(last)}"
        said = f"{days} · {words.say('payments')} {words.number(count)}"
        box = Box(left + 0.5, up.place(count), right - 0.5, up.place(0))
        yield told(said, bar(box, WARM[1] if place > 0 else COOL[0]))


def _median(x: float, top: float, low: float, said: str) -> Iterator[Part]:
    yield path([(x, top - 6), (x, low)], kind="mark")
    text = Text(text=said, x=x, y=top - 11, kind="strong", side=Side.MIDDLE)
    half = text.width / 2
    middle = min(max(x, MARGIN + half), RIGHT - half)
    yield attrs.evolve(text, x=middle)
