"""What is owed on a day by group, in the sums that ratios are made of."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from dunnix.metrics.books import Books
from dunnix.metrics.grouping import By, Key


class Receivables(NamedTuple):
    """What is owed in minor units; `overdue` is the part of `open` that is late."""

    open: int
    overdue: int
    unapplied: int

    @property
    def net(self) -> int:
        """What is owed less unapplied money and free credit notes."""
        return self.open - self.unapplied

    @property
    def current(self) -> int:
        """What isn't late yet; no credit is taken off, for credits pay first what is late."""
        return self.open - self.overdue


NOTHING_OWED: Final = Receivables(0, 0, 0)


def receivables_on(
    books: Books, day: dt.date, *, known: dt.date, by: By, beyond: int = 0
) -> dict[Key, Receivables]:
    """Sum what is owed at the close of a day by group; late is what is due for more than so long.

    Groups of which nothing is owed and nothing unapplied are left out.
    """
    owed = books.owed(day, known=known, by=by, edges=(beyond,))
    sums: defaultdict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (key, place), found in owed.open.items():
        sums[key][0] += found.amount
        sums[key][1] += found.amount if place else 0
    for (key, _), amount in owed.unapplied.items():
        sums[key][2] += amount
    return {key: Receivables(*each) for key, each in sums.items() if any(each)}


def groups_of(owing: Mapping[Key, object], sales: Mapping[Key, int]) -> Iterator[Key]:
    """Give the groups that owe something, and those to whom something was sold."""
    yield from owing
    yield from (key for key, amount in sales.items() if amount and key not in owing)
