"""Count-back: how many days of sales, newest first, the receivables use up."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from dunnix.metrics.balances import groups_of
from dunnix.metrics.books import Books
from dunnix.metrics.figure import Figure, figure_of
from dunnix.metrics.grouping import By, Key
from dunnix.metrics.sales_history import sales_histories

_EXHAUSTED: Final = "history-exhausted"


class ZeroSales(StrEnum):
    """What becomes of a month without sales: its days count, are skipped, or end the count."""

    COUNT = "count"
    SKIP = "skip"
    STOP = "stop"


class CountBack(NamedTuple):
    """The days counted back, None where there is no answer, over how many periods, and why not."""

    days: Fraction | None
    periods: int
    flags: tuple[str, ...] = ()

    @property
    def is_exhausted(self) -> bool:
        """Whether all periods are used up and something is left."""
        return self.flags == (_EXHAUSTED,)


def count_back_days(
    receivables: int,
    periods: Iterable[tuple[int, int]],
    zero_sales: ZeroSales = ZeroSales.COUNT,
) -> CountBack:
    """Count the days of sales that make up the receivables.

    `periods` are (sales, days), the newest first. One whose sales are used up counts whole, the
    last one in part. Nothing owed is 0 days. Undefined where credit notes outweigh the sales of a
    period (`negative-sales`), where one without sales is to end it (`zero-sales`), or all are used
    up and something is left (`history-exhausted`). JD Edwards counts periods without sales, Oracle
    HFM stops at them.

    Source: JD Edwards, table F03B16, count-back method.

    >>> count_back_days(2_500, [(1_200, 30), (800, 31), (700, 30)]).days
    Fraction(577, 7)
    """
    rest, counted, number = receivables, Fraction(0), 0
    for number, (sales, days) in enumerate(periods, start=1):
        if rest <= 0:
            return CountBack(counted, number - 1)
        if sales < 0:
            return CountBack(None, number, ("negative-sales",))
        if sales == 0 and zero_sales is ZeroSales.STOP:
            return CountBack(None, number, ("zero-sales",))
        if sales > rest:
            return CountBack(counted + Fraction(rest * days, sales), number)
        rest -= sales
        counted += 0 if sales == 0 and zero_sales is ZeroSales.SKIP else days
    return CountBack(None, number, (_EXHAUSTED,)) if rest > 0 else CountBack(counted, number)


def count_back_figures(
    books: Books, as_of: dt.date, *, zero_sales: ZeroSales, by: By
) -> dict[Key, Figure]:
    """Count back by calendar months, the month of `as_of` up to that day as the newest.

    Groups are those that owe something, or were billed in the last twelve months.
    """
    owing = books.balance(as_of, known=as_of, by=by)
    found: dict[Key, Figure] = {}
    waiting: set[Key] | None = None
    for history in sales_histories(books, as_of, by):
        if waiting is None:
            waiting = {*groups_of(owing, history.totals())}
        for key in waiting - {*found}:
            net = owing.get(key, 0)
            counted = count_back_days(net, history.months_of(key), zero_sales)
            if history.is_whole or not counted.is_exhausted:
                found[key] = _figure(key, net, counted)
        if len(found) == len(waiting):
            break
    return found


def _figure(key: Key, net: int, counted: CountBack) -> Figure:
    flags = ("negative-receivables", *counted.flags) if net < 0 else counted.flags
    inputs = {"receivables_minor": net, "months": counted.periods}
    return figure_of(key, counted.days, inputs=inputs, flags=flags)
