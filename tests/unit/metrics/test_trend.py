import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import Figure, Figures, Source, Unit, age_receivables
from dunnix.metrics.trend import trend
from dunnix.model import InvalidValueError

JANUARY, FEBRUARY = dt.date(2026, 1, 31), dt.date(2026, 2, 28)


def day_of_month(_: Source, *, as_of: dt.date, **options: Any) -> Figures:
    value = None if as_of == FEBRUARY else Fraction(as_of.day)
    figure = Figure(currency="EUR", value=value, inputs=tuple(options.items()))
    return Figures(metric="age", unit=Unit.DAYS, as_of=as_of, figures=(figure,))


def test_a_trend_asks_as_of_each_day_once_oldest_first() -> None:
    followed = trend(day_of_month, [], [FEBRUARY, JANUARY, JANUARY])

    assert [each.as_of for each in followed.days] == [JANUARY, FEBRUARY]
    assert followed.table().dicts() == [
        {"as_of": JANUARY, "currency": "EUR", "age_days": 31.0, "flags": None},
        {"as_of": FEBRUARY, "currency": "EUR", "age_days": None, "flags": None},
    ]


def test_options_go_to_the_metric_on_every_day() -> None:
    followed = trend(day_of_month, [], [JANUARY, FEBRUARY], payments=3)

    assert [row["payments"] for row in followed.table().dicts()] == [3, 3]


def test_a_trend_of_no_days_is_empty() -> None:
    assert trend(day_of_month, [], []).table().rows == ()


def test_what_only_some_days_tell_keeps_its_column_before_the_flags() -> None:
    def told(_: Source, *, as_of: dt.date) -> Figures:
        name = "undated_minor" if as_of == JANUARY else "past_due_minor"
        figure = Figure(currency="EUR", value=Fraction(1), inputs=((name, 7),))
        return Figures(metric="age", unit=Unit.DAYS, as_of=as_of, figures=(figure,))

    table = trend(told, [], [JANUARY, FEBRUARY]).table()

    assert [each.name for each in table.columns] == [
        "as_of",
        "currency",
        "age_days",
        "undated_minor",
        "past_due_minor",
        "flags",
    ]
    assert [row[3:] for row in table.rows] == [(7, None, None), (None, 7, None)]


def test_a_trend_over_moments_is_refused() -> None:
    with pytest.raises(TypeError, match="`dates` must be a date, not a datetime"):
        trend(day_of_month, [], [JANUARY, dt.datetime(2026, 2, 28, tzinfo=dt.UTC)])


def test_what_gives_no_figures_has_no_trend() -> None:
    with pytest.raises(InvalidValueError, match="a value of type Ageing where Figures is wanted"):
        trend(age_receivables, [], [JANUARY])  # type: ignore[arg-type]
