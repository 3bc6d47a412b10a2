import datetime as dt
import pickle
from fractions import Fraction

import pytest

from dunnix.metrics import Column, ColumnKind, Figure, Figures, Unit

DAY = dt.date(2026, 6, 30)


def figures(*found: Figure, by: tuple[str, ...] = (), unit: Unit = Unit.DAYS) -> Figures:
    return Figures(
        metric="days_sales_outstanding", unit=unit, as_of=DAY, by=by, figures=tuple(found)
    )


def figure(currency: str, value: Fraction | None, *group: str | None) -> Figure:
    inputs = (("receivables_minor", 1200), ("sales_minor", 900))
    return Figure(currency=currency, group=group, value=value, inputs=inputs)


def test_the_only_figure_gives_its_value_and_prints_with_its_unit() -> None:
    dso = figures(figure("EUR", Fraction(82, 3)))

    assert dso.value == Fraction(82, 3)
    assert float(dso.only) == pytest.approx(27.3333, abs=1e-4)
    assert str(dso) == "27.33 days"


def test_a_figure_that_is_not_defined_says_so_and_is_no_number() -> None:
    dso = figures(figure("EUR", None))

    assert str(dso) == "undefined"
    with pytest.raises(TypeError, match="undefined"):
        float(dso.only)


def test_several_figures_are_told_apart_and_none_of_them_is_the_only_one() -> None:
    dso = figures(figure("EUR", Fraction(1), "D1"), figure("USD", None, None), by=("debtor",))

    assert str(dso) == "EUR D1, 1.00 days\nUSD -, undefined"
    assert dso.of("EUR", "D1") == dso.figures[0]
    assert dso.of("EUR", "D2") is None
    with pytest.raises(ValueError, match="there are 2 figures"):
        _ = dso.only


def test_a_table_names_the_figure_with_its_unit_and_gives_what_it_is_made_of() -> None:
    table = figures(figure("EUR", Fraction(1, 2), "D1"), by=("debtor",)).table()

    assert table.columns == (
        Column("currency", ColumnKind.TEXT),
        Column("debtor", ColumnKind.TEXT),
        Column("days_sales_outstanding_days", ColumnKind.NUMBER),
        Column("receivables_minor", ColumnKind.MONEY),
        Column("sales_minor", ColumnKind.MONEY),
        Column("flags", ColumnKind.TEXT),
    )
    assert table.rows == (("EUR", "D1", 0.5, 1200, 900, None),)


def test_money_in_a_table_is_whole_minor_units() -> None:
    table = figures(figure("EUR", Fraction(10, 3)), unit=Unit.MONEY).table()

    assert table.dicts()[0]["days_sales_outstanding_minor"] == 3


def test_figures_are_values() -> None:
    dso = figures(figure("EUR", Fraction(82, 3)))

    assert pickle.loads(pickle.dumps(dso)) == dso  # noqa: S301  # our own bytes


def test_a_split_by_a_fact_that_is_called_like_a_column_has_no_table() -> None:
    split = figures(figure("EUR", Fraction(1), "north"), by=("sales_minor",))

    with pytest.raises(ValueError, match="two columns are called `sales_minor`; split by a fact"):
        split.table()
