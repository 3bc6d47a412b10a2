"""An ageing drawn as bars: a bar a bucket, or one a debtor or other group, cut by bucket."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from dunnix.figures.ageing_groups import group_panel, legend
from dunnix.figures.ageing_parts import (
    Piece,
    bucket_fills,
    bucket_name,
    currency_line,
    draw_bars,
)
from dunnix.figures.chart import GAP, Chart, Panel, draw_chart, heading, note, page_of
from dunnix.figures.chart_rows import Row, lay_rows
from dunnix.figures.words import Words, words
from dunnix.metrics import Ageing, AgeingLine, Credits
from dunnix.money import Money, total


def draw_ageing(ageing: Ageing, *, language: str = "en") -> str:
    """Draw an ageing as an SVG text: what is owed by age, each currency on a scale of its own.

    Unsplit, each bucket has a bar with its amount, its share and its number of receivables; what
    is not due is cool, what is overdue warmer the older it is. Split, each group has one bar of
    all buckets, the most overdue first, twelve at most and the rest summed up. Credits reach to
    the left of the line; unapplied money that stands apart is dashed. Raises `ValueError` for a
    language without words.

    >>> import datetime as dt
    >>> from dunnix.metrics import age_receivables
    >>> ageing = age_receivables([], as_of=dt.date(2026, 3, 16))
    >>> "Nothing is open." in draw_ageing(ageing)
    True
    """
    say = words(language)
    return draw_chart(lay_ageing(ageing, say), description=_description(ageing, say))


def lay_ageing(ageing: Ageing, words: Words) -> Chart:
    """Find a place for every amount: a panel a currency."""
    below = [words.say(f"age-{ageing.basis}")]
    if ageing.credit is not Credits.SEPARATE:
        below.append(words.say(f"credit-{ageing.credit}"))
    panels = [heading(words.say("ageing-on", day=words.day(ageing.as_of)), below)]
    if not ageing.lines:
        panels.append(note(words.say("settled"), panels[-1].bottom))
    elif ageing.by:
        panels.append(legend(ageing, panels[-1].bottom, words))
    for lines in _currencies(ageing):
        top = panels[-1].bottom + (GAP if len(panels) > 1 else 0)
        if ageing.by:
            panels.append(group_panel(ageing, lines, top, words))
        else:
            panels.append(_panel(ageing, lines[0], top, words))
    return page_of(panels)


def _currencies(ageing: Ageing) -> Iterator[tuple[AgeingLine, ...]]:
    for _, lines in groupby(ageing.lines, key=lambda line: line.currency):
        yield tuple(lines)


def _panel(ageing: Ageing, line: AgeingLine, top: float, words: Words) -> Panel:
    rows: list[Row] = []
    bars: list[list[Piece]] = []
    for bucket, fill in zip(line.buckets, bucket_fills(ageing), strict=True):
        name, (amount, share) = bucket_name(bucket, words), _cells(bucket.amount, line, words)
        rows.append(Row(name, (amount, share, words.number(bucket.receivables))))
        bars.append([Piece(bucket.amount.minor_units, f"{name} · {amount}", fill)])
    if not line.unapplied.is_zero:
        name, amount = words.say("unapplied"), words.digits(-line.unapplied)
        rows.append(Row(name, (amount, "", ""), "soft"))
        bars.append([Piece(-line.unapplied.minor_units, f"{name} · {amount}")])
    heads = [words.say(each) for each in ("days", "amount", "share", "receivables")]
    laid = lay_rows(rows, heads, top + 20)
    title = currency_line([line], ageing, top, words)
    return Panel((title, *draw_bars(bars, laid), *laid.parts), laid.bottom)


def _cells(amount: Money, line: AgeingLine, words: Words) -> tuple[str, str]:
    """Write an amount, and its share of all that is open where that is more than nothing."""
    open_ = line.open.minor_units
    share = words.percent(Fraction(amount.minor_units, open_), 1) if open_ > 0 else ""
    return words.digits(amount), share


def _description(ageing: Ageing, words: Words) -> str:
    """Say each currency's buckets, summed over groups."""
    said = [
        f"{lines[0].currency}: {'; '.join(_said(lines, words))}" for lines in _currencies(ageing)
    ]
    return " | ".join(said) or words.say("settled")


def _said(lines: Sequence[AgeingLine], words: Words) -> Iterator[str]:
    for buckets in zip(*(line.buckets for line in lines), strict=True):
        amount = total((bucket.amount for bucket in buckets), lines[0].currency)
        yield f"{bucket_name(buckets[0], words)} {words.digits(amount)}"
    unapplied = total((line.unapplied for line in lines), lines[0].currency)
    if not unapplied.is_zero:
        yield f"{words.say('unapplied')} {words.digits(unapplied)}"
