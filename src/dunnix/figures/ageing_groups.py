"""A split ageing: a bar of all buckets for each debtor or other group."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from dunnix.figures.ageing_parts import (
    Piece,
    bucket_fills,
    bucket_name,
    currency_line,
    draw_bars,
)
from dunnix.figures.chart import MARGIN, RIGHT, Panel, Part, Text, bar
from dunnix.figures.chart_rows import Row, group_name, lay_rows
from dunnix.figures.lanes import Box
from dunnix.figures.words import Words
from dunnix.metrics import Ageing, AgeingLine, Basis
from dunnix.money import total

_MOST_ROWS: Final = 12
_SQUARE: Final = 10.0
_LINE: Final = 18.0


def legend(ageing: Ageing, top: float, words: Words) -> Panel:
    """Say which colour is which bucket, on as many lines as it takes."""
    parts: list[Part] = []
    x, y = MARGIN, top
    for bucket, fill in zip(ageing.lines[0].buckets, bucket_fills(ageing), strict=True):
        text = Text(text=bucket_name(bucket, words), x=x + _SQUARE + 5, y=y + 9)
        if text.box.right > RIGHT:
            x, y = MARGIN, y + _LINE
            text = Text(text=text.text, x=x + _SQUARE + 5, y=y + 9)
        parts += [bar(Box(x, y, x + _SQUARE, y + _SQUARE), fill), text]
        x = text.box.right + 16
    return Panel(tuple(parts), y + _SQUARE)


def group_panel(ageing: Ageing, lines: Sequence[AgeingLine], top: float, words: Words) -> Panel:
    """Draw the groups of one currency: the most overdue first, the last row all others.

    The sum of the others has no bar: it would make those of the rest too small to compare.
    """
    ordered = sorted(lines, key=lambda line: _urgency(line, ageing), reverse=True)
    few = len(ordered) if len(ordered) <= _MOST_ROWS + 1 else _MOST_ROWS
    shown, others = ordered[:few], ordered[few:]
    columns = _columns(ageing, lines)
    rows = [Row(group_name(line.group), _cells(line, columns, words)) for line in shown]
    bars = [list(_pieces(line, bucket_fills(ageing), words)) for line in shown]
    if others:
        name = words.say("others", count=words.number(len(others)))
        rows.append(Row(name, _cells(_summed(others), columns, words), "soft"))
        bars.append([])
    heads = [" · ".join(map(words.name, ageing.by)), *map(words.say, columns)]
    laid = lay_rows(rows, heads, top + 20)
    title = currency_line(lines, ageing, top, words)
    return Panel((title, *draw_bars(bars, laid), *laid.parts), laid.bottom)


def _urgency(line: AgeingLine, ageing: Ageing) -> tuple[int, int]:
    overdue = line.overdue.minor_units if ageing.basis is Basis.DUE else 0
    return overdue, line.open.minor_units


def _summed(lines: Sequence[AgeingLine]) -> AgeingLine:
    currency = lines[0].currency
    columns = zip(*(line.buckets for line in lines), strict=True)
    return attrs.evolve(
        lines[0],
        group=(),
        buckets=tuple(
            attrs.evolve(
                column[0],
                amount=total((bucket.amount for bucket in column), currency),
                receivables=sum(bucket.receivables for bucket in column),
            )
            for column in columns
        ),
        unapplied=total((line.unapplied for line in lines), currency),
    )


def _columns(ageing: Ageing, lines: Sequence[AgeingLine]) -> tuple[str, ...]:
    """Name the columns: what is overdue where ages tell, what is unapplied where anything is."""
    overdue = ("overdue",) if ageing.basis is Basis.DUE else ()
    unapplied = () if all(line.unapplied.is_zero for line in lines) else ("unapplied",)
    return (*overdue, "open", *unapplied)


def _cells(line: AgeingLine, columns: Sequence[str], words: Words) -> tuple[str, ...]:
    known = {"overdue": line.overdue, "open": line.open, "unapplied": -line.unapplied}
    return tuple(words.digits(known[column]) for column in columns)


def _pieces(line: AgeingLine, fills: Sequence[str], words: Words) -> Iterator[Piece]:
    name = group_name(line.group)
    for bucket, fill in zip(line.buckets, fills, strict=True):
        said = f"{name} · {bucket_name(bucket, words)} · {words.digits(bucket.amount)}"
        yield Piece(bucket.amount.minor_units, said, fill)
    said = f"{name} · {words.say('unapplied')} · {words.digits(-line.unapplied)}"
    yield Piece(-line.unapplied.minor_units, said)
