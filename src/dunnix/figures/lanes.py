"""Boxes that must not overlap, put into as few lanes as will hold them."""

from collections.abc import Sequence
from typing import Final

import attrs

# Sums of lengths differ by less than anybody can see.
_HAIR: Final = 0.001


@attrs.frozen(order=False)
class Box:
    """A rectangle in pixels, from the top left of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes share more than an edge."""
        return (
            self.left + _HAIR < other.right
            and other.left + _HAIR < self.right
            and self.top + _HAIR < other.bottom
            and other.top + _HAIR < self.bottom
        )

    def is_within(self, other: "Box") -> bool:
        """Whether all of it lies inside another."""
        return (
            other.left <= self.left + _HAIR
            and self.right <= other.right + _HAIR
            and other.top <= self.top + _HAIR
            and self.bottom <= other.bottom + _HAIR
        )


@attrs.frozen(order=False)
class Span:
    """What something needs of a lane: from where to where, how high, and its label's side."""

    left: float
    right: float
    height: float
    at_end: bool = False


def lanes_of(spans: Sequence[Span], *, gap: float) -> tuple[int, ...]:
    """Give each span the first lane it fits in, in the order given.

    >>> lanes_of([Span(0, 50, 9), Span(20, 60, 9), Span(55, 90, 9)], gap=4)
    (0, 1, 0)
    """
    taken: list[list[Span]] = []
    found: list[int] = []
    for span in spans:
        lane = _first_free(taken, span, gap)
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        found.append(lane)
    return tuple(found)


def _first_free(taken: Sequence[Sequence[Span]], span: Span, gap: float) -> int:
    for lane, held in enumerate(taken):
        if all(span.left - each.right >= gap or each.left - span.right >= gap for each in held):
            return lane
    return len(taken)


def tops_of(spans: Sequence[Span], lanes: Sequence[int], *, top: float) -> tuple[float, ...]:
    """Give the top of each lane below a line, each as high as its highest span; the last ends."""
    heights = [0.0] * (max(lanes, default=-1) + 1)
    for span, lane in zip(spans, lanes, strict=True):
        heights[lane] = max(heights[lane], span.height)
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    return tuple(tops)
