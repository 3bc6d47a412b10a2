"""What was billed month by month, as far back as it is asked for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from dunnix.metrics.books import Books
from dunnix.metrics.grouping import By, Key
from dunnix.metrics.period import LONG_AGO, ONE_DAY, month_starts

_FIRST_LOOK: Final = 12


class SalesHistory(NamedTuple):
    """Sales by group and calendar month; `months` are (first day, days), the newest first."""

    months: Sequence[tuple[dt.date, int]]
    sales: Mapping[tuple[Key, dt.date], int]
    is_whole: bool

    def months_of(self, key: Key) -> list[tuple[int, int]]:
        """Give (sales, days) of each month, newest first, back to the oldest with sales."""
        found = [(self.sales.get((key, start), 0), days) for start, days in self.months]
        while found and not found[-1][0]:
            found.pop()
        return found

    def totals(self) -> dict[Key, int]:
        """Sum the months by group."""
        sums: defaultdict[Key, int] = defaultdict(int)
        for (key, _), amount in self.sales.items():
            sums[key] += amount
        return dict(sums)


def sales_histories(books: Books, as_of: dt.date, by: By) -> Iterator[SalesHistory]:
    """Give the last twelve months of sales, then twice as many, until nothing was billed before."""
    months: list[tuple[dt.date, int]] = []
    sales: dict[tuple[Key, dt.date], int] = {}
    last, is_whole = as_of, False
    while not is_whole:
        starts = month_starts(last, max(len(months), _FIRST_LOOK))
        for (key, number), amount in books.sales(starts, last, known=as_of, by=by).items():
            sales[key, starts[number]] = amount
        for start in reversed(starts):
            months.append((start, (last - start).days + 1))
            last = start - ONE_DAY
        is_whole = last < LONG_AGO or not books.has_billed(last, known=as_of)
        yield SalesHistory(tuple(months), sales, is_whole)


def all_sales(books: Books, as_of: dt.date, by: By) -> dict[Key, tuple[dt.date, int]]:
    """Give the day of the first invoice of each group, and the sum of all it was billed."""
    oldest = min(LONG_AGO, as_of)
    days = [oldest + ONE_DAY * number for number in range((as_of - oldest).days + 1)]
    found: dict[Key, tuple[dt.date, int]] = {}
    for (key, number), amount in books.sales(days, as_of, known=as_of, by=by).items():
        first, billed = found.get(key, (as_of, 0))
        found[key] = min(first, days[number]), billed + amount
    return found
