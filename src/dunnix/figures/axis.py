"""A line of days: true to scale where much happens, shortened where nothing does."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

_TRUE_TO_SCALE: Final = 100
_SHORTENED: Final = 0.6
_LONG: Final = 30
_FAR: Final = 200
_BROKEN: Final = 1.5


@attrs.frozen(kw_only=True, order=False)
class Axis:
    """Days and where they are: in pixels, in between in proportion.

    `breaks` are the places of stretches shortened so much that the line shows it.
    """

    days: tuple[int, ...]
    places: tuple[float, ...]
    breaks: tuple[float, ...] = ()

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.places[0]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.places[-1]

    def place(self, day: float) -> float:
        """Give where a day is; days outside the line are at its ends."""
        if day <= self.days[0]:
            return self.left
        if day >= self.days[-1]:
            return self.right
        after = bisect_right(self.days, day)
        first, last = self.days[after - 1], self.days[after]
        start, end = self.places[after - 1], self.places[after]
        return start + (end - start) * (day - first) / (last - first)

    def weeks(self, origin: int, *, least: float) -> tuple[float, ...]:
        """Give where whole weeks from a day are, where they are at least so far apart."""
        found: list[float] = []
        for (first, last), (start, end) in zip(
            pairwise(self.days), pairwise(self.places), strict=True
        ):
            if (end - start) / (last - first) * 7 < least:
                continue
            week = math.ceil((first - origin) / 7)
            while origin + 7 * week <= last:
                found.append(self.place(origin + 7 * week))
                week += 1
        return tuple(sorted(set(found)))


def lay_axis(
    days: Iterable[int],
    *,
    left: float,
    right: float,
    at_least: Sequence[tuple[int, int, float]] = (),
) -> Axis:
    """Lay the days on which something happens on a line.

    Up to 100 days in all are true to scale; beyond that, the longer a stretch without anything is,
    the more it is shortened. `at_least` names stretches and the width each must have.

    >>> lay_axis([0, 10, 40], left=0, right=80).places
    (0.0, 20.0, 80.0)
    """
    knots = sorted(set(days))
    if len(knots) == 1:
        knots.append(knots[0] + 1)
    shortens = knots[-1] - knots[0] > _TRUE_TO_SCALE
    widths = [_weight(last - first, shortens=shortens) for first, last in pairwise(knots)]
    scale = (right - left) / sum(widths)
    widths = [width * scale for width in widths]
    _widen(knots, widths, at_least)
    places = [float(left)]
    for width in widths:
        places.append(places[-1] + width)
    places[-1] = max(places[-1], float(right))
    return Axis(days=tuple(knots), places=tuple(places), breaks=_breaks(knots, places))


def _weight(count: int, *, shortens: bool) -> float:
    if not shortens:
        return float(count)
    far = 1 + math.log(max(count, _FAR) / _FAR)
    return math.pow(min(count, _FAR), _SHORTENED) * far


def _widen(
    knots: Sequence[int], widths: list[float], at_least: Sequence[tuple[int, int, float]]
) -> None:
    """Give each stretch its least width, and take it from those that have none to defend."""
    wanted = sum(widths)
    widened: set[int] = set()
    for _ in at_least:
        for first, last, least in at_least:
            inside = range(knots.index(first), knots.index(last))
            found = sum(widths[place] for place in inside)
            if 0 < found < least:
                widened.update(inside)
                for place in inside:
                    widths[place] *= least / found
        free = [place for place in range(len(widths)) if place not in widened]
        left_over = wanted - sum(widths[place] for place in widened)
        found = sum(widths[place] for place in free)
        if found <= 0 or left_over <= 0:
            return
        for place in free:
            widths[place] *= left_over / found


def _breaks(knots: Sequence[int], places: Sequence[float]) -> tuple[float, ...]:
    stretches = list(zip(pairwise(knots), pairwise(places), strict=True))
    scales = [(end - start) / (last - first) for (first, last), (start, end) in stretches]
    widest = max(scales)
    return tuple(
        (start + end) / 2
        for ((first, last), (start, end)), scale in zip(stretches, scales, strict=True)
        if last - first >= _LONG and scale * _BROKEN < widest
    )
