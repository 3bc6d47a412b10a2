"""The lines of a statement as rows under typed columns, as dataframes are made of."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

if TYPE_CHECKING:
    from dunnix.interest.statement import InterestStatement

Cell: TypeAlias = str | int | float | dt.date | None

_COLUMNS: Final = (
    ("receivable", "text"),
    ("currency", "text"),
    ("due_on", "date"),
    ("first_day_on", "date"),
    ("last_day_on", "date"),
    ("days", "count"),
    ("balance_minor", "money"),
    ("added_minor", "money"),
    ("rate_percent", "number"),
    ("rate_table", "text"),
    ("rate_source", "text"),
    ("amount_minor", "money"),
    ("unknown", "text"),
)


@attrs.frozen(order=False)
class RowColumn:
    """A column by its name and what it holds: text, count, money, number or date."""

    name: str
    kind: str


@attrs.frozen(order=False)
class Rows:
    """Rows in a fixed order under named columns; money is in whole minor units."""

    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def dicts(self) -> list[dict[str, Cell]]:
        """Give each row as a mapping from column to cell."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def line_rows(statement: "InterestStatement") -> Rows:
    """Give one row a line, and one for the days of each receivable without a known rate."""
    columns = tuple(RowColumn(name, kind) for name, kind in _COLUMNS)
    return Rows(columns, tuple(_rows(statement)))


def _rows(statement: "InterestStatement") -> Iterator[tuple[Cell, ...]]:
    for item in statement:
        head = (item.receivable, item.currency, item.due_date)
        for line in item.lines:
            yield (
                *head,
                line.first_day,
                line.last_day,
                line.days,
                line.balance.minor_units,
                line.added.minor_units,
                float(line.percent),
                line.span.table,
                line.rate_source or None,
                line.amount.minor_units,
                None,
            )
        if item.unknown is not None:
            gap = item.unknown
            days = (gap.last_day - gap.first_day).days + 1
            balance = gap.balance.minor_units
            yield (
                *(*head, gap.first_day, gap.last_day, days, balance, 0),
                *(None, gap.table, None, None, str(gap.reason)),
            )
