"""What charts are made of: texts that know what room they take, and shapes, on one page."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

import attrs

from dunnix.figures.chart_style import chart_sheet
from dunnix.figures.labels import TEXT_SIZE
from dunnix.figures.lanes import Box
from dunnix.figures.measure import shortened, text_width
from dunnix.figures.svg import escaped, number, picture, plain, tag

WIDTH: Final = 960.0
MARGIN: Final = 16.0
RIGHT: Final = WIDTH - MARGIN
TOP: Final = 62.0
"""Where the first panel begins, below the heading."""
GAP: Final = 18.0
_SIZES: Final = {"head": 16.0, "name": 13.0}
_BOLD: Final = frozenset({"head", "name", "strong"})


class Side(StrEnum):
    """Which part of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@attrs.frozen(kw_only=True, order=False)
class Text:
    """A line of text on its baseline; `kind` is the class that styles it."""

    text: str = attrs.field(converter=plain)
    x: float
    y: float
    kind: str = "soft"
    side: Side = Side.START

    @property
    def width(self) -> float:
        """About how wide it is, in pixels."""
        return written_width(self.text, self.kind)

    @property
    def box(self) -> Box:
        """The rectangle it lies in."""
        size, width = _SIZES.get(self.kind, TEXT_SIZE), self.width
        share = {Side.START: 0.0, Side.MIDDLE: 0.5, Side.END: 1.0}[self.side]
        left = self.x - width * share
        return Box(left, self.y - size * 0.8, left + width, self.y + size * 0.2)


Part: TypeAlias = Text | str
"""A text, or a shape as SVG."""


@attrs.frozen(kw_only=True, order=False)
class Chart:
    """A page of texts and shapes, in pixels; shapes come first, so that texts stay readable."""

    height: float
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """What it is called: its first line."""
        return self.texts[0].text

    @property
    def texts(self) -> tuple[Text, ...]:
        """All that is written on it."""
        return tuple(part for part in self.parts if isinstance(part, Text))


@attrs.frozen(order=False)
class Panel:
    """A part of the page that others stand below."""

    parts: tuple[Part, ...]
    bottom: float


def written_width(text: str, kind: str = "soft") -> float:
    """Estimate how wide a text of a kind is, in pixels."""
    return text_width(text, _SIZES.get(kind, TEXT_SIZE), bold=kind in _BOLD)


def clipped(text: str, width: float, kind: str = "soft") -> str:
    """Give a text on one line, no wider than a width."""
    return shortened(plain(text), _SIZES.get(kind, TEXT_SIZE), width, bold=kind in _BOLD)


def heading(title: str, below: Iterable[str]) -> Panel:
    """Write the title of a chart, and below what belongs to all of it."""
    room = RIGHT - MARGIN
    said = " · ".join(below)
    parts = [Text(text=clipped(title, room, "head"), x=MARGIN, y=24, kind="head")]
    if said:
        parts.append(Text(text=clipped(said, room), x=MARGIN, y=43))
    return Panel(tuple(parts), TOP if said else TOP - 19)


def note(text: str, top: float) -> Panel:
    """Write a remark below what is drawn."""
    return Panel((Text(text=clipped(text, RIGHT - MARGIN), x=MARGIN, y=top + 12),), top + 20)


def page_of(panels: Sequence[Panel]) -> Chart:
    """Put panels, each laid below the one before, on a page."""
    parts = (part for panel in panels for part in panel.parts)
    return Chart(height=panels[-1].bottom + 6, parts=tuple(parts))


def draw_chart(chart: Chart, *, description: str) -> str:
    """Write a chart as an SVG text, said in words for those who don't see it."""
    return picture(
        _body(chart),
        size=(WIDTH, chart.height),
        title=chart.title,
        description=description,
        style=chart_sheet(),
    )


def _body(chart: Chart) -> Iterator[str]:
    yield from (part for part in chart.parts if isinstance(part, str))
    for text in chart.texts:
        kinds = text.kind if text.side is Side.START else f"{text.kind} {text.side}"
        yield tag("text", escaped(text.text), x=text.x, y=text.y, class_=kinds)


def bar(box: Box, fill: str | None = None, *, kind: str | None = None) -> str:
    """Draw a filled rectangle: in a colour, or in that of a kind."""
    return tag(
        "rect",
        x=box.left,
        y=box.top,
        width=box.right - box.left,
        height=box.bottom - box.top,
        fill=fill,
        class_=kind,
    )


def path(
    points: Iterable[tuple[float, float]],
    *,
    kind: str,
    stroke: str | None = None,
    opacity: float | None = None,
) -> str:
    """Draw a line through points."""
    way = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return tag("path", d=f"M{way}", class_=kind, stroke=stroke, opacity=opacity)


def told(text: str, *shapes: str) -> str:
    """Give shapes a text that shows when a pointer rests on them."""
    return tag("g", tag("title", escaped(text)), *shapes)
