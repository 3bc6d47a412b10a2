"""Expected cash as a table: a row a week, then what comes later and what isn't expected."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.shown import Shown, in_chunks
from dunnix.cli.table import Column
from dunnix.metrics import CashSource, ExpectedAmount, ExpectedCash
from dunnix.money import Money
from dunnix.words import Words

_SIDE_BY_SIDE: Final = 4
_LATER: Final = "later"
_SUM: Final = "sum"
_Row: TypeAlias = dt.date | CashSource | str
_Sums: TypeAlias = Mapping[tuple[_Row, str], int]


def cash_tables(cash: ExpectedCash, say: Words) -> Iterator[Shown]:
    """Give what is expected week by week, currencies side by side."""
    sums: Counter[tuple[_Row, str]] = Counter()
    for each in cash.rows:
        sums[_row_of(each), each.currency] += each.amount_minor
        if each.source.is_expected:
            sums[_SUM, each.currency] += each.amount_minor
    currencies = sorted({each.currency for each in cash.rows})
    for some in in_chunks(currencies, _SIDE_BY_SIDE):
        yield _table(sums, some, say)


def _row_of(amount: ExpectedAmount) -> _Row:
    if not amount.source.is_expected:
        return amount.source
    return _LATER if amount.week is None else amount.week


def _table(sums: _Sums, currencies: Sequence[str], say: Words) -> Shown:
    weeks = sorted({row for row, _ in sums if isinstance(row, dt.date)})
    apart = [each for each in CashSource if not each.is_expected]
    above: list[_Row] = [*weeks, _LATER]
    below: list[_Row] = [_SUM, *apart]
    shown = [row for row in above if any((row, each) in sums for each in currencies)]
    summed = [row for row in below if any((row, each) in sums for each in currencies)]
    rows = ((_name(row, say), *_amounts(row, sums, currencies, say)) for row in (*shown, *summed))
    return Shown(
        title=say.say(texts.CASH),
        columns=(
            Column(say.say(texts.WEEK)),
            *(Column(currency, right=True) for currency in currencies),
        ),
        rows=tuple(rows),
        sums=len(summed),
        notes=(say.say(texts.CASH_NOTE),),
    )


def _name(row: _Row, say: Words) -> str:
    match row:
        case CashSource():
            return say.say(texts.NOT_EXPECTED, why=say.say(texts.WHY_NOT_EXPECTED[row]))
        case dt.date():
            return say.day(row)
        case _:
            return say.say(texts.BEYOND if row == _LATER else texts.SUM)


def _amounts(row: _Row, sums: _Sums, currencies: Sequence[str], say: Words) -> Iterator[str]:
    for currency in currencies:
        amount = sums.get((row, currency), 0)
        yield say.digits(Money.minor(amount, currency)) if amount else ""
