"""Results as rows under named, typed columns: what frames, JSON and pages are made of."""

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Final, TypeAlias

import attrs

from dunnix.display import frame_of, mimebundle
from dunnix.money import Money

Cell: TypeAlias = str | int | float | dt.date | None


class ColumnKind(StrEnum):
    """What a column holds: text, a count, money in minor units, a measured number, or a day."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    NUMBER = "number"
    DATE = "date"


_SUFFIXES: Final = {
    "_minor": ColumnKind.MONEY,
    "_days": ColumnKind.NUMBER,
    "_percent": ColumnKind.NUMBER,
    "_ratio": ColumnKind.NUMBER,
    "_times": ColumnKind.NUMBER,
    "_on": ColumnKind.DATE,
}
_MOST_PRINTED: Final = 100


@attrs.frozen(order=False)
class Column:
    """A column by its name; money is in minor units of the currency that the row names."""

    name: str
    kind: ColumnKind


def measured(name: str) -> Column:
    """Give the column of a figure, its kind read off the unit its name ends in.

    >>> measured("receivables_minor").kind, measured("invoices").kind
    (<ColumnKind.MONEY: 'money'>, <ColumnKind.COUNT: 'count'>)
    """
    kinds = (kind for suffix, kind in _SUFFIXES.items() if name.endswith(suffix))
    return Column(name, next(kinds, ColumnKind.COUNT))


@attrs.frozen(order=False)
class Table:
    """Rows in a fixed order under named columns.

    Raises `ValueError` for two columns of one name: a fact that figures are split by may be called
    like a figure.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __attrs_post_init__(self) -> None:
        names = Counter(column.name for column in self.columns)
        for name in (name for name, times in names.items() if times > 1):
            raise ValueError(f"two columns are called `{name}`; split by a fact of another name")

    def dicts(self) -> list[dict[str, Cell]]:
        """Give each row as a mapping from column to cell.

        >>> Table((Column("currency", ColumnKind.TEXT),), (("EUR",),)).dicts()
        [{'currency': 'EUR'}]
        """
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def to_frame(self, kind: str = "pandas") -> Any:  # noqa: ANN401  # of the library asked for
        """Give a dataframe: `pandas`, `polars`, `pyarrow`, or another kind `frames` can make.

        Money stays in whole minor units (Int64), days become dates, undefined cells nulls. Raises
        `ModuleNotFoundError` naming what to install where the library is missing.
        """
        return frame_of(self, kind)

    def __str__(self) -> str:
        """Lay it out for reading: amounts in units of the currency of their row."""
        names = [column.name for column in self.columns]
        has_currency = "currency" in names
        heads = [_head(column) if has_currency else column.name for column in self.columns]
        cells = [
            [_written(column, row[column.name], row.get("currency")) for column in self.columns]
            for row in self.dicts()[:_MOST_PRINTED]
        ]
        lines = _aligned([heads, *cells], [_is_text(column) for column in self.columns])
        left = len(self.rows) - _MOST_PRINTED
        return "\n".join((*lines, *([f"and {left} more rows"] if left > 0 else [])))


class Tabular(ABC):
    """A result that is rows under columns: it prints as its table and becomes a dataframe."""

    __slots__ = ()

    @abstractmethod
    def table(self) -> Table:
        """Give it as rows under named, typed columns."""

    def to_frame(self, kind: str = "pandas") -> Any:  # noqa: ANN401  # of the library asked for
        """Give the table as a dataframe of a kind: `pandas`, `polars`, `pyarrow`, ..."""
        return self.table().to_frame(kind)

    def __str__(self) -> str:
        return str(self.table())

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {**mimebundle(self), "text/plain": str(self)}


def group_columns(by: Sequence[str]) -> tuple[Column, ...]:
    """Give the columns that say which group a row is of: the currency, then what it is split by."""
    return tuple(Column(name, ColumnKind.TEXT) for name in ("currency", *by))


def _is_text(column: Column) -> bool:
    return column.kind is ColumnKind.TEXT


def _head(column: Column) -> str:
    return column.name.removesuffix("_minor") if column.kind is ColumnKind.MONEY else column.name


def _written(column: Column, cell: Cell, currency: Cell) -> str:
    """Write a cell for people: a ratio with four decimals, another number with two."""
    if cell is None:
        return "-"
    if column.kind is ColumnKind.MONEY and isinstance(cell, int) and isinstance(currency, str):
        return Money.minor(cell, currency).amount_text()
    if isinstance(cell, float):
        return f"{cell:.4f}" if column.name.endswith("_ratio") else f"{cell:.2f}"
    return " ".join(str(cell).split())


def _aligned(rows: Sequence[Sequence[str]], is_left: Sequence[bool]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(row, widths, is_left, strict=True)
        ).rstrip()
        for row in rows
    ]
