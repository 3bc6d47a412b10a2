"""A figure followed over days: the same metric, asked again as of each of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from dunnix.metrics.books import Source, books_of, checked_day
from dunnix.metrics.figure import Figures
from dunnix.metrics.table import Column, ColumnKind, Table, Tabular
from dunnix.model.checks import as_tuple, list_of

Metric: TypeAlias = Callable[..., Figures]
"""A function of receivables, `as_of` and options of its own that gives the figures of a day."""


@attrs.frozen(kw_only=True, order=False)
class Trend(Tabular):
    """The figures of one metric on several days, oldest first."""

    days: tuple[Figures, ...] = attrs.field(converter=as_tuple, validator=list_of(Figures))

    def table(self) -> Table:
        """Give one row a day and group: `as_of` before the columns of the figures."""
        tables = [(each.as_of, each.table()) for each in self.days]
        told = dict.fromkeys(column for _, table in tables for column in table.columns)
        # What some days alone tell comes before the flags, which all of them have.
        found = sorted(told, key=lambda column: column.name == "flags")
        columns = (Column("as_of", ColumnKind.DATE), *found)
        rows = tuple(
            (day, *(row.get(column.name) for column in found))
            for day, table in tables
            for row in table.dicts()
        )
        return Table(columns, rows)


def trend(
    metric: Metric,
    receivables: Source,
    dates: Iterable[dt.date],
    **options: Any,  # noqa: ANN401  # the metric's own
) -> Trend:
    """Follow a metric over days; `options` are the metric's own, the same on every day.

    Each day is reckoned as known on it: a payment that came later changes no earlier point.
    Raises what the metric raises, and `InvalidValueError` for one that gives no figures.

    >>> from dunnix.metrics import overdue_ratio
    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> owed = [Invoice(id=f"F-{day}", due_date=dt.date(2026, 3, day), amount=Money("50", "EUR"))
    ...         for day in (10, 20)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=owed)
    >>> days = [dt.date(2026, 3, day) for day in (10, 15, 21)]
    >>> [str(each) for each in trend(overdue_ratio, account, days).days]
    ['0.0000', '0.5000', '1.0000']
    """
    books = books_of(receivables)
    days = sorted({checked_day("dates", day) for day in dates})
    return Trend(days=[metric(books, as_of=day, **options) for day in days])
