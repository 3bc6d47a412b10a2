"""Texts beside a mark: a few lines, to its right, or to its left where the picture ends."""

from collections.abc import Iterable
from typing import Final

import attrs

from dunnix.figures.lanes import Box
from dunnix.figures.measure import shortened, text_width
from dunnix.scenario import Tone

NAME_SIZE: Final = 13.0
TEXT_SIZE: Final = 12.0
LINE: Final = 15.0
WIDEST: Final = 236.0
LEVELS: Final = 22.0
"""The width of the little bars that show how firm a tone is."""
_DOT: Final = " · "


@attrs.frozen(order=False)
class Line:
    """A line of text: the class that styles it, and the tone whose bars precede it, if any."""

    text: str
    kind: str = "soft"
    tone: Tone | None = None

    @property
    def width(self) -> float:
        """About how wide it is, in pixels."""
        bold = self.kind in {"name", "now"}
        size = NAME_SIZE if self.kind == "name" else TEXT_SIZE
        levels = 0.0 if self.tone is None else LEVELS
        return text_width(self.text, size, bold=bold) + levels


@attrs.frozen(order=False)
class Label:
    """Lines of text that begin, or end, at a place; `box` is what they take up."""

    lines: tuple[Line, ...]
    x: float
    top: float
    at_end: bool = False

    @property
    def box(self) -> Box:
        """The rectangle the text lies in."""
        width = widest(self.lines)
        left = self.x - width if self.at_end else self.x
        return Box(left, self.top, left + width, self.top + LINE * len(self.lines))

    def baselines(self) -> Iterable[tuple[Line, float]]:
        """Give each line with the height it is written at."""
        return ((line, self.top + LINE * place + 12) for place, line in enumerate(self.lines))


def widest(lines: Iterable[Line]) -> float:
    """Give the width of the widest line."""
    return max((line.width for line in lines), default=0.0)


def name_line(text: str, *, kind: str = "name", width: float = WIDEST) -> Line:
    """Give a line that names something, shortened where it is too long."""
    size = NAME_SIZE if kind == "name" else TEXT_SIZE
    return Line(shortened(text, size, width, bold=kind in {"name", "now"}), kind)


def wrapped(parts: Iterable[str], *, width: float = WIDEST) -> tuple[Line, ...]:
    """Put short texts on as few lines as hold them, each whole where it fits on one."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}{_DOT}{part}" if lines else part
        if lines and text_width(joined, TEXT_SIZE) <= width:
            lines[-1] = joined
        else:
            lines.append(shortened(part, TEXT_SIZE, width))
    return tuple(Line(text) for text in lines)


def folded(text: str, *, width: float) -> tuple[str, ...]:
    """Break a text between words into lines no wider than a width; a longer word is shortened.

    >>> folded("a reply: the invoice wasn't received", width=130)
    ('a reply: the invoice', "wasn't received")
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, TEXT_SIZE) <= width:
            lines[-1] = joined
        else:
            lines.append(shortened(word, TEXT_SIZE, width))
    return tuple(lines)
