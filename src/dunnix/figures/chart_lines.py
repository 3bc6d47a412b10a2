"""Lines of a chart: through points, a dot at each, and labels beside their ends."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from dunnix.figures.chart import told
from dunnix.figures.svg import tag

Point: TypeAlias = tuple[float, float]
_RADIUS: Final = 2.6


def dot(point: Point, fill: str, said: str, *, opacity: float | None = None) -> str:
    """Draw a point of a line, and what it shows to a pointer."""
    x, y = point
    return told(said, tag("circle", cx=x, cy=y, r=_RADIUS, fill=fill, opacity=opacity))


def spread(places: Sequence[float], *, gap: float, bottom: float) -> tuple[float, ...]:
    """Move heights apart so that each has its room, in their order and none below an end.

    >>> spread([50, 52, 10], gap=10, bottom=55)
    (45, 55, 10)
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    found = list(places)
    for before, after in pairwise(order):
        found[after] = max(found[after], found[before] + gap)
    low = bottom
    for place in reversed(order):
        found[place] = min(found[place], low)
        low = found[place] - gap
    return tuple(found)
