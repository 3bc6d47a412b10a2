"""What both pictures of an ageing share: the names and colours of buckets, and stacked bars."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import attrs

from dunnix.figures.chart import MARGIN, Part, Text, bar, path, told
from dunnix.figures.chart_axis import Scale
from dunnix.figures.chart_rows import ROW, Rows
from dunnix.figures.chart_style import AGES, COOL, UNKNOWN, WARM, shade
from dunnix.figures.lanes import Box
from dunnix.figures.words import Words
from dunnix.metrics import AgeBucket, Ageing, AgeingLine, Basis
from dunnix.money import total

_HALF: Final = 7.5
_LEAST: Final = 1.0


@attrs.frozen(order=False)
class Piece:
    """A piece of a bar: minor units, what it shows to a pointer, and its colour.

    What has no colour stands apart: its outline is drawn.
    """

    amount: int
    told: str
    fill: str | None = None


def bucket_name(bucket: AgeBucket, words: Words) -> str:
    """Name a bucket in the reader's language."""
    match bucket.from_days, bucket.to_days:
        case None, None:
            return words.say("no-date")
        case None, 0:
            return words.say("not-due")
        case None, int(last):
            return words.say("due-in-more", days=-last)
        case int(first), None:
            return words.say("over", days=first - 1)
        case int(first), int(last) if first < 0:
            return words.say("due-in", first=-last, last=-first)
        case _:
            return bucket.label


def bucket_fills(ageing: Ageing) -> tuple[str, ...]:
    """Give each bucket its colour: cool what is not due, warmer the longer it is overdue."""
    count = len(ageing.edges) + 1
    if ageing.basis is Basis.ISSUE:
        return (*(shade(AGES, place, count) for place in range(count)), UNKNOWN)
    early = ageing.edges.index(0) + 1
    return (
        *(shade(COOL, place, early) for place in range(early)),
        *(shade(WARM, place, count - early) for place in range(count - early)),
    )


def currency_line(lines: Sequence[AgeingLine], ageing: Ageing, top: float, words: Words) -> Part:
    """Write what a currency's panel is about: what is open in all, and how much is overdue."""
    currency = lines[0].currency
    open_ = total((line.open for line in lines), currency)
    said = [currency, f"{words.say('open')} {words.digits(open_)}"]
    if ageing.basis is Basis.DUE:
        overdue = total((line.overdue for line in lines), currency)
        said.append(f"{words.say('overdue')} {words.digits(overdue)}")
        if open_.minor_units > 0:
            share = Fraction(overdue.minor_units, open_.minor_units)
            said[-1] += f" ({words.percent(share, 1)})"
    return Text(text=" · ".join(said), x=MARGIN, y=top + 12, kind="name")


def draw_bars(bars: Sequence[Sequence[Piece]], rows: Rows) -> Iterator[Part]:
    """Draw a bar beside each row, all on one scale: what is owed to the right of a line."""
    reaches = [reach for pieces in bars for reach in _reaches(pieces)]
    low, high = min(reaches, default=0), max(reaches, default=0)
    scale = Scale(Fraction(low), Fraction(max(high, low + 1)), rows.left, rows.right)
    for pieces, middle in zip(bars, rows.middles, strict=True):
        yield from _bar(pieces, scale, middle)
    zero, top = scale.place(0), rows.middles[0] - ROW / 2
    yield path([(zero, top), (zero, rows.bottom)], kind="axis")


def _reaches(pieces: Iterable[Piece]) -> tuple[int, int]:
    amounts = [piece.amount for piece in pieces]
    return (
        sum(each for each in amounts if each < 0),
        sum(each for each in amounts if each > 0),
    )


def _bar(pieces: Iterable[Piece], scale: Scale, middle: float) -> Iterator[Part]:
    ends = {True: 0, False: 0}
    for piece in pieces:
        if piece.amount == 0:
            continue
        owed = piece.amount > 0
        start, ends[owed] = ends[owed], ends[owed] + piece.amount
        left, right = sorted((scale.place(start), scale.place(ends[owed])))
        box = Box(left, middle - _HALF, max(right, left + _LEAST), middle + _HALF)
        yield told(piece.told, bar(box, piece.fill, kind=None if piece.fill else "apart"))
