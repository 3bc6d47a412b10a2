"""What was billed in a window, and the figures that are divided by it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from dunnix.metrics.books import Books
from dunnix.metrics.figure import Figure, figure_of
from dunnix.metrics.grouping import By, Key


@attrs.frozen(kw_only=True, order=False)
class SalesWindow:
    """Sales by group, and whether the ledger goes back to the window's beginning."""

    sums: dict[Key, int]
    reaches_back: bool

    @property
    def too_short(self) -> tuple[str, ...]:
        """The flag of a figure that looks back further than the ledger goes."""
        return () if self.reaches_back else ("short-history",)

    def figure(
        self,
        key: Key,
        value: Fraction | None,
        *,
        inputs: Mapping[str, int],
        flags: Sequence[str] = (),
    ) -> Figure:
        """Give a figure that is divided by these sales: None where they aren't of all the days."""
        sales = self.sums.get(key, 0)
        unsold = () if sales > 0 else ("negative-sales" if sales else "no-sales",)
        return figure_of(
            key,
            value if self.reaches_back else None,
            inputs={**inputs, "sales_minor": sales},
            flags=(*flags, *unsold, *self.too_short),
        )


def sales_between(
    books: Books,
    first: dt.date,
    last: dt.date,
    *,
    known: dt.date,
    by: By,
    begun_by: dt.date | None = None,
) -> SalesWindow:
    """Sum what was billed from one day to another, both included, less credit notes.

    The ledger goes back far enough where something was billed by the first day, or by `begun_by`.
    """
    found = books.sales((first,), last, known=known, by=by)
    sums = {key: amount for (key, _), amount in found.items()}
    return SalesWindow(sums=sums, reaches_back=books.has_billed(begun_by or first, known=known))
