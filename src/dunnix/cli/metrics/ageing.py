"""The ageing of a report as tables: one for all, and one a currency where it is split."""

from collections.abc import Iterator, Sequence
from typing import Final

from dunnix.cli import sentences
from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.shown import (
    Shown,
    group_cells,
    group_columns,
    in_chunks,
    names_said,
    percent_of,
    share_of,
)
from dunnix.cli.table import Column
from dunnix.metrics import AgeBucket, Ageing, AgeingLine, Basis
from dunnix.money import Money
from dunnix.words import Words

_SIDE_BY_SIDE: Final = 2


def ageing_tables(ageing: Ageing, say: Words) -> Iterator[Shown]:
    """Give what is owed by age, currencies side by side, a row a bucket."""
    lines = {line.currency: line for line in ageing.lines}
    for currencies in in_chunks(sorted(lines), _SIDE_BY_SIDE):
        yield _table(ageing, [lines[each] for each in currencies], say)


def split_ageing_tables(ageing: Ageing, say: Words) -> Iterator[Shown]:
    """Give what is owed by age of each group, a row a group, currency by currency."""
    names = names_said(ageing.by, say)
    title = say.say(texts.SPLIT_OWED, owed=say.say(_title(ageing)), names=names)
    for currency in sorted({line.currency for line in ageing.lines}):
        lines = [line for line in ageing.lines if line.currency == currency]
        yield _split_table(f"{title} - {currency}", ageing.by, lines, say)


def bucket_name(bucket: AgeBucket, say: Words) -> str:
    """Name a bucket in the trade's words."""
    match bucket.from_days, bucket.to_days:
        case None, None:
            return say.say(texts.NO_DATE)
        case None, 0:
            return say.say(sentences.NOT_DUE)
        case None, last:
            return say.say(texts.DUE_IN_OR_MORE, days=-(last or 0))
        case first, None:
            return say.say(sentences.OVER, days=first - 1)
        case first, last:
            return f"{first}-{last}" if first >= 0 else say.say(texts.DUE_IN, days=_back(bucket))


def _back(bucket: AgeBucket) -> str:
    return f"{-(bucket.to_days or 0)}-{-(bucket.from_days or 0)}"


def _title(ageing: Ageing) -> str:
    return sentences.OWED if ageing.basis is Basis.DUE else texts.OWED_SINCE_ISSUE


def _table(ageing: Ageing, lines: Sequence[AgeingLine], say: Words) -> Shown:
    heads = ((line.currency, say.say(texts.SHARE)) for line in lines)
    columns = (
        Column(say.say(sentences.AGE)),
        Column(say.say(sentences.HEADS["receivables"]), right=True),
        *(Column(head, right=True) for pair in heads for head in pair),
    )
    buckets = zip(*(line.buckets for line in lines), strict=True)
    rows = [_bucket_row(each, lines, say) for each in buckets]
    sums = _sums(ageing, lines, say)
    note = say.say(texts.CREDIT[ageing.credit])
    return Shown(
        title=say.say(_title(ageing)),
        columns=columns,
        rows=(*rows, *sums),
        sums=len(sums),
        notes=(note,) if any(line.unapplied.minor_units for line in lines) else (),
    )


def _bucket_row(
    buckets: Sequence[AgeBucket], lines: Sequence[AgeingLine], say: Words
) -> tuple[str, ...]:
    count = sum(each.receivables for each in buckets)
    cells = [_with_share(each.amount, line, say) for each, line in zip(buckets, lines, strict=True)]
    return (bucket_name(buckets[0], say), str(count), *(each for pair in cells for each in pair))


def _with_share(amount: Money, line: AgeingLine, say: Words) -> tuple[str, str]:
    share = share_of(amount.minor_units, line.open.minor_units)
    return say.digits(amount), percent_of(share, say)


def _sums(ageing: Ageing, lines: Sequence[AgeingLine], say: Words) -> list[tuple[str, ...]]:
    """Sum a currency up: what is open, how much of it is past due, and what it is less credits."""
    amounts = {sentences.OPEN: [(line.open, line) for line in lines]}
    if ageing.basis is Basis.DUE:
        amounts[texts.PAST_DUE] = [(line.overdue, line) for line in lines]
    if any(line.unapplied.minor_units for line in lines):
        amounts[sentences.UNAPPLIED] = [(line.unapplied, line) for line in lines]
        amounts[texts.NET] = [(line.net, line) for line in lines]
    return [
        (say.say(name), "", *(cell for pair in found for cell in _with_share(*pair, say)))
        for name, found in amounts.items()
    ]


def _split_table(title: str, by: Sequence[str], lines: Sequence[AgeingLine], say: Words) -> Shown:
    buckets = [bucket_name(each, say) for each in lines[0].buckets]
    columns = (
        *group_columns(by, say),
        *(Column(head, right=True) for head in (*buckets, say.say(sentences.OPEN))),
    )
    return Shown(title=title, columns=columns, rows=tuple(_split_row(line, say) for line in lines))


def _split_row(line: AgeingLine, say: Words) -> tuple[str, ...]:
    amounts = (*(each.amount for each in line.buckets), line.open)
    written = (say.digits(each) if each.minor_units else "" for each in amounts)
    return (*group_cells(line.group), *written)
