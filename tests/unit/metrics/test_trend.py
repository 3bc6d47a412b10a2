import datetime as dt
from fractions import Fraction
from typing import Any

from dunnix.metrics import Figure, Figures, Source, Unit
from dunnix.metrics.trend import trend

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
