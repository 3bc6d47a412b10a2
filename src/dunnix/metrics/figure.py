"""A figure: one number a group, exact, with its unit and what it was made of."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

from dunnix.metrics.grouping import Key, in_order
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured
from dunnix.model.checks import as_tuple


class Unit(StrEnum):
    """What a figure counts; its column is named with it."""

    DAYS = "days"
    PERCENT = "percent"
    RATIO = "ratio"
    TIMES = "times"
    MONEY = "minor"


_SHOWN: Final = {
    Unit.DAYS: (2, " days"),
    Unit.PERCENT: (2, " %"),
    Unit.RATIO: (4, ""),
    Unit.TIMES: (2, " times"),
    Unit.MONEY: (0, " minor units"),
}


@attrs.frozen(kw_only=True, order=False)
class Figure:
    """One number of one group, exact; None where it isn't defined.

    `group` holds the values it is split by, `inputs` the amounts (minor units, named `..._minor`)
    and counts it was made of, `flags` what to know before it is relied on.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    value: Fraction | None
    inputs: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()

    def __float__(self) -> float:
        if self.value is None:
            raise TypeError("the figure is undefined; test `value` for None first")
        return float(self.value)

    def __str__(self) -> str:
        value = "undefined" if self.value is None else f"{float(round(self.value, 4)):.4f}"
        inputs = ", ".join(f"{name} {number}" for name, number in self.inputs)
        flags = ", ".join(self.flags)
        parts = (
            f"{_name(self)}: {value}",
            f"({inputs})" if inputs else "",
            f"[{flags}]" if flags else "",
        )
        return " ".join(filter(None, parts))


@attrs.frozen(kw_only=True, order=False)
class Figures(Tabular):
    """A metric on a day: one figure a currency and group, in their order.

    `metric` is its name, `convention` says how it was reckoned where sources differ. Iterating
    gives the figures; `only` the one of an unsplit ledger in one currency.

    >>> dso = Figures(metric="days_sales_outstanding", unit=Unit.DAYS, as_of=dt.date(2012, 12, 31),
    ...               figures=[Figure(currency="USD", value=Fraction(82, 3))])
    >>> print(dso)
    27.33 days
    """

    metric: str
    unit: Unit
    as_of: dt.date
    by: tuple[str, ...] = ()
    convention: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = attrs.field(converter=as_tuple)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def only(self) -> Figure:
        """The one figure; raises `ValueError` where there are several, or none."""
        if len(self.figures) != 1:
            raise ValueError(
                f"there are {len(self.figures)} figures, not one; choose with `of(currency, ...)`"
            )
        return self.figures[0]

    @property
    def value(self) -> Fraction | None:
        """The value of the only figure, exact."""
        return self.only.value

    def of(self, currency: str, *group: str | None) -> Figure | None:
        """Give the figure of a currency and group, or None where there is none."""
        wanted = (currency, *group)
        return next((each for each in self.figures if (each.currency, *each.group) == wanted), None)

    def table(self) -> Table:
        """Give the figures as rows: group, the figure named with its unit, what it is made of."""
        names = list(dict.fromkeys(name for each in self.figures for name, _ in each.inputs))
        columns = (
            *group_columns(self.by),
            measured(_column(self.metric, self.unit)),
            *(measured(name) for name in names),
            Column("flags", ColumnKind.TEXT),
        )
        return Table(columns, tuple(self._row(each, names) for each in self.figures))

    def _row(self, figure: Figure, names: list[str]) -> tuple[Cell, ...]:
        inputs = dict(figure.inputs)
        value: Cell = None if figure.value is None else float(figure.value)
        if self.unit is Unit.MONEY and figure.value is not None:
            value = round(figure.value)
        made_of = (inputs.get(name) for name in names)
        return (figure.currency, *figure.group, value, *made_of, ";".join(figure.flags) or None)

    def __str__(self) -> str:
        return "\n".join(
            self._shown(each) if len(self) == 1 else f"{_name(each)}, {self._shown(each)}"
            for each in self.figures
        )

    def _shown(self, figure: Figure) -> str:
        if figure.value is None:
            return "undefined"
        digits, unit = _SHOWN[self.unit]
        return f"{float(round(figure.value, digits)):.{digits}f}{unit}"


def figure_of(
    key: Key, value: Fraction | None, *, inputs: Mapping[str, int], flags: Sequence[str] = ()
) -> Figure:
    """Give the figure of a group: of its currency, and of what figures are split by."""
    return Figure(
        currency=key[0] or "",
        group=key[1:],
        value=value,
        inputs=tuple(inputs.items()),
        flags=tuple(flags),
    )


def figures_in_order(values: Mapping[Key, Figure], flags: Sequence[str] = ()) -> tuple[Figure, ...]:
    """Sort figures by their groups, and give them the flags that hold for all of them."""
    figures = tuple(values[key] for key in in_order(values))
    if not flags:
        return figures
    return tuple(attrs.evolve(each, flags=(*each.flags, *flags)) for each in figures)


def _column(metric: str, unit: Unit) -> str:
    return metric if metric.endswith(f"_{unit}") else f"{metric}_{unit}"


def _name(figure: Figure) -> str:
    return " ".join((figure.currency, *(each or "-" for each in figure.group)))
