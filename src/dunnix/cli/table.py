"""Tables for a terminal: columns that don't fit go below their row."""

import unicodedata
from collections.abc import Iterator, Sequence

import attrs

from dunnix.cli.streams import Line, Span, clean

_GAP = "  "


@attrs.frozen(order=False)
class Column:
    """A column: its head, on which side its cells stand, and whether it may go below the row."""

    head: str
    right: bool = False
    below: bool = False
    style: str = ""


def lay_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    """Give the lines of a table: one a row where all fits, else two or more.

    >>> columns = [Column("debtor"), Column("amount", right=True), Column("key", below=True)]
    >>> for line in lay_out(columns, [["D1", "90.00", "fr-b2b:F-1:call:1"]], 30):
    ...     print("".join(text for text, _ in line).rstrip())
    debtor  amount
    ------  ------
    D1       90.00
      fr-b2b:F-1:call:1
    """
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [
        max(span_of(column.head), *(span_of(row[place]) for row in cells))
        for place, column in enumerate(columns)
    ]
    whole = sum(widths) + len(_GAP) * (len(columns) - 1)
    shown = [place for place, column in enumerate(columns) if whole <= width or not column.below]
    below = [place for place in range(len(columns)) if place not in shown]
    yield _line([(columns[place], columns[place].head, widths[place]) for place in shown], "head")
    yield _line([(columns[place], "-" * widths[place], widths[place]) for place in shown], "dim")
    for row in cells:
        yield _line([(columns[place], row[place], widths[place]) for place in shown])
        yield from _below([(columns[place], row[place]) for place in below], width)


def lay_out_filled(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int
) -> Iterator[Line]:
    """Give the lines of a table without the columns in which no row has anything.

    >>> columns = [Column("debtor"), Column("time")]
    >>> [line[0] for line in lay_out_filled(columns, [["D1", ""]], 30)]
    [('debtor', 'head'), ('------', 'dim'), ('D1    ', '')]
    """
    kept = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    cells = [[row[place] for place in kept] for row in rows]
    return lay_out([columns[place] for place in kept], cells, width)


def span_of(text: str) -> int:
    """Say how many columns of a terminal a text takes: East Asian letters take two.

    >>> span_of("é"), span_of("請求")
    (1, 4)
    """
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


def _line(cells: Sequence[tuple[Column, str, int]], style: str | None = None) -> Line:
    spans: list[Span] = []
    for column, text, width in cells:
        room = " " * (width - span_of(text))
        if spans:
            spans.append((_GAP, ""))
        spans.append((f"{room}{text}" if column.right else f"{text}{room}", style or column.style))
    return tuple(spans)


def _below(cells: Sequence[tuple[Column, str]], width: int) -> Iterator[Line]:
    """Give what stands below a row: on one line where it fits, else a line each."""
    filled = [(text, column.style) for column, text in cells if text]
    whole = sum(span_of(text) for text, _ in filled) + len(_GAP) * len(filled)
    if whole <= width and filled:
        yield tuple(span for each in filled for span in ((_GAP, ""), each))
    else:
        yield from (((_GAP, ""), each) for each in filled)
