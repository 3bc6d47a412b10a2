"""Rows of a chart: a name at the left, figures in columns at the right, a plot between them."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from dunnix.figures.chart import (
    MARGIN,
    RIGHT,
    Part,
    Side,
    Text,
    clipped,
    path,
    written_width,
)

ROW: Final = 24.0
_WIDEST_NAME: Final = 220.0
_BETWEEN: Final = 14.0


@attrs.frozen(order=False)
class Row:
    """What is written in a row; `kind` is the class of its name."""

    name: str
    cells: tuple[str, ...]
    kind: str = "plain"


@attrs.frozen(kw_only=True, order=False)
class Rows:
    """Rows laid out: their texts, from where to where the plot reaches, each row's middle."""

    parts: tuple[Part, ...]
    left: float
    right: float
    middles: tuple[float, ...]
    bottom: float


def group_name(group: Sequence[str | None]) -> str:
    """Name a group by the values it is split by; a dash stands for one that isn't known.

    >>> group_name(("D42", None))
    'D42 · -'
    """
    return " · ".join(value or "-" for value in group)


def lay_rows(rows: Sequence[Row], heads: Sequence[str], top: float) -> Rows:
    """Give names and columns the room they need, and the plot what is left.

    `heads` name the columns, the first one that of the names.
    """
    names = max(written_width(row.name, row.kind) for row in rows)
    left = MARGIN + max(min(names, _WIDEST_NAME), written_width(heads[0])) + _BETWEEN
    columns = list(zip(heads[1:], *(row.cells for row in rows), strict=True))
    rooms = [max(map(written_width, column)) + _BETWEEN for column in columns]
    ends = [RIGHT - sum(rooms[place + 1 :]) for place in range(len(rooms))]
    middles = tuple(top + ROW * (place + 1.2) for place in range(len(rows)))
    texts = _texts(rows, ends, middles, left - MARGIN - _BETWEEN)
    return Rows(
        parts=(*_heads(heads, ends, top), *texts),
        left=left,
        right=RIGHT - sum(rooms),
        middles=middles,
        bottom=middles[-1] + ROW / 2,
    )


def _heads(heads: Sequence[str], ends: Sequence[float], top: float) -> Iterator[Part]:
    y = top + ROW * 0.4
    yield Text(text=heads[0], x=MARGIN, y=y)
    for head, end in zip(heads[1:], ends, strict=True):
        yield Text(text=head, x=end, y=y, side=Side.END)
    yield path([(MARGIN, y + 5), (RIGHT, y + 5)], kind="grid")


def _texts(
    rows: Sequence[Row], ends: Sequence[float], middles: Sequence[float], room: float
) -> Iterator[Part]:
    for row, middle in zip(rows, middles, strict=True):
        name = clipped(row.name, room, row.kind)
        yield Text(text=name, x=MARGIN, y=middle + 4, kind=row.kind)
        for cell, end in zip(row.cells, ends, strict=True):
            yield Text(text=cell, x=end, y=middle + 4, kind="plain", side=Side.END)
