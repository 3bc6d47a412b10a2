"""A figure followed over days: the same metric, asked again as of each of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from dunnix.display import mimebundle
from dunnix.metrics.books import Source, books_of
from dunnix.metrics.figure import Figures
from dunnix.metrics.table import Column, ColumnKind, Table
from dunnix.model.checks import as_tuple

Metric: TypeAlias = Callable[..., Figures]
"""A function of receivables, `as_of` and options of its own that gives the figures of a day."""


@attrs.frozen(kw_only=True, order=False)
class Trend:
    """The figures of one metric on several days, oldest first."""

    days: tuple[Figures, ...] = attrs.field(converter=as_tuple)

    def table(self) -> Table:
        """Give one row a day and group: `as_of` before the columns of the figures."""
        tables = [(each.as_of, each.table()) for each in self.days]
        widest = max((table.columns for _, table in tables), key=len, default=())
        columns = (Column("as_of", ColumnKind.DATE), *widest)
        rows = tuple(
            (day, *(row.get(column.name) for column in widest))
            for day, table in tables
            for row in table.dicts()
        )
        return Table(columns, rows)

    def to_frame(self, kind: str = "pandas") -> Any:  # noqa: ANN401  # of the library asked for
        """Give the table as a dataframe of a kind: `pandas`, `polars`, `pyarrow`, ..."""
        return self.table().to_frame(kind)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return mimebundle(self)


def trend(
    metric: Metric,
    receivables: Source,
    dates: Iterable[dt.date],
    **options: Any,  # noqa: ANN401  # the metric's own
) -> Trend:
    """Follow a metric over days; `options` are the metric's own, the same on every day.

    Each day is reckoned as known on it: a payment that came later changes no earlier point.
    Raises what the metric raises.

    >>> from dunnix.metrics import age_receivables
    >>> trend(lambda _, *, as_of: Figures(metric="m", unit="days", as_of=as_of, figures=()), [],
    ...       [dt.date(2026, 1, 31)]).days[0].as_of
    datetime.date(2026, 1, 31)
    """
    books = books_of(receivables)
    return Trend(days=[metric(books, as_of=day, **options) for day in sorted(set(dates))])
