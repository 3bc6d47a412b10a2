import datetime as dt
from fractions import Fraction

import pytest
from chart_facts import (
    LANGUAGES,
    assert_texts_are_apart,
    described,
    shapes,
    tooltips,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.figures import draw_trend
from dunnix.figures.trend_picture import lay_trend
from dunnix.figures.words import words
from dunnix.metrics import Figure, Figures, Trend, Unit

ENDS = tuple(dt.date(2026, month, 1) - dt.timedelta(1) for month in range(2, 8))


def figures(
    day: dt.date,
    *values: Fraction | int | None,
    unit: Unit = Unit.DAYS,
    metric: str = "days_sales_outstanding",
    names: tuple[str, ...] = ("EUR", "GBP"),
) -> Figures:
    return Figures(
        metric=metric,
        unit=unit,
        as_of=day,
        convention=(("method", "count-back"),),
        figures=[
            Figure(
                currency=name[:3],
                group=(name[4:],) if name[4:] else (),
                value=None if value is None else Fraction(value),
            )
            for name, value in zip(names, values, strict=False)
        ],
    )


def lines(drawn: str) -> list[int]:
    """Count the points of each line."""
    return [way["d"].count("L") + 1 for way in shapes(drawn, "path", "series")]


def test_the_title_names_the_figure_its_unit_and_its_convention() -> None:
    drawn = draw_trend(Trend(days=[figures(day, 40) for day in ENDS]))

    assert written(drawn)[:2] == ["Days sales outstanding (DSO), days", "counted back"]


def test_each_line_is_labelled_with_its_last_value() -> None:
    drawn = draw_trend(Trend(days=[figures(day, 40 + n, 30) for n, day in enumerate(ENDS)]))

    assert written(drawn)[-2:] == ["EUR 45.0", "GBP 30.0"]
    assert described(drawn) == "EUR 45.0; GBP 30.0"
    assert lines(drawn) == [6, 6]


def test_a_single_line_needs_no_name() -> None:
    drawn = draw_trend(Trend(days=[figures(day, Fraction(82, 3)) for day in ENDS]))

    assert written(drawn)[-1] == "27.3"


def test_a_day_without_a_figure_leaves_a_gap() -> None:
    values = (40, 41, None, 43, 44, 45)

    drawn = draw_trend(
        Trend(days=[figures(day, value) for day, value in zip(ENDS, values, strict=True)])
    )

    assert lines(drawn) == [2, 3]
    assert tooltips(drawn)[1:3] == ["2026-02-28 · 41.0", "2026-04-30 · 43.0"]


def test_a_group_missing_on_a_day_leaves_a_gap_too() -> None:
    days = [figures(ENDS[0], 40, 30), figures(ENDS[1], 40), figures(ENDS[2], 40, 30)]

    drawn = draw_trend(Trend(days=days))

    assert lines(drawn) == [3]
    assert len(shapes(drawn, "circle")) == 5


def test_a_line_that_ends_early_says_when() -> None:
    days = [figures(ENDS[0], 40, 30), figures(ENDS[1], 41, None)]

    assert described(draw_trend(Trend(days=days))) == "EUR 41.0; GBP 30.0 (2026-01-31)"


def test_what_is_never_defined_is_named_below() -> None:
    drawn = draw_trend(Trend(days=[figures(day, 40, None) for day in ENDS]))

    assert written(drawn)[-2:] == ["EUR 40.0", "not defined: GBP"]


def test_the_six_highest_of_many_groups_are_drawn_and_it_says_so() -> None:
    names = tuple(f"EUR D{n}" for n in range(9))

    drawn = draw_trend(
        Trend(days=[figures(day, *range(9), names=names) for day in ENDS]), language="en"
    )

    assert described(drawn) == (
        "D8 8.0; D7 7.0; D6 6.0; D5 5.0; D4 4.0; D3 3.0; the 6 highest of 9 at the end"
    )
    assert len(lines(drawn)) == 6


def test_two_remarks_stand_below_each_other() -> None:
    names = tuple(f"EUR D{n}" for n in range(8))
    trend = Trend(days=[figures(day, None, *range(7), names=names) for day in ENDS])

    drawn = draw_trend(trend)

    assert written(drawn)[-2:] == ["the 6 highest of 7 at the end", "not defined: D0"]
    assert_texts_are_apart(lay_trend(trend, words("en")))


def test_amounts_of_two_currencies_have_a_scale_each() -> None:
    days = [
        figures(day, 250_000, 90, unit=Unit.MONEY, metric="cost_of_dso_day", names=("EUR", "JPY"))
        for day in ENDS
    ]

    drawn = draw_trend(Trend(days=days))

    shown = written(drawn)
    assert shown[0] == "Cost of a day of DSO"
    assert [text for text in shown if text in {"EUR", "JPY", "2,500.00", "90"}] == [
        *("EUR", "2,500.00", "JPY", "90"),
    ]


def test_a_ratio_is_written_in_percent() -> None:
    days = [figures(day, Fraction(1, 8), unit=Unit.RATIO, metric="overdue_ratio") for day in ENDS]

    drawn = draw_trend(Trend(days=days))

    assert written(drawn)[0] == "Overdue ratio, %"
    assert written(drawn)[-1] == "12.5"


def test_a_figure_of_a_host_keeps_its_own_name() -> None:
    days = [figures(day, 2, unit=Unit.TIMES, metric="my_figure") for day in ENDS]

    assert written(draw_trend(Trend(days=days)))[0] == "my figure, times"


def test_months_are_named_where_they_begin() -> None:
    chart = lay_trend(Trend(days=[figures(day, 40) for day in ENDS]), words("en"))

    months = sorted((text.x, text.text) for text in chart.texts if text.text.startswith("2026-"))
    assert [text for _, text in months] == [f"2026-0{month}" for month in range(1, 7)]


def test_many_years_are_named_by_year() -> None:
    days = [figures(dt.date(year, 1, 31), 40) for year in range(1990, 2027)]

    shown = written(draw_trend(Trend(days=days)))

    assert [text for text in shown if text.isdigit() and len(text) == 4] == [
        *("1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"),
    ]


def test_one_day_is_a_dot() -> None:
    drawn = draw_trend(Trend(days=[figures(ENDS[0], 40)]))

    assert lines(drawn) == []
    assert tooltips(drawn) == ["2026-01-31 · 40.0"]


def test_of_very_many_days_the_last_has_a_dot() -> None:
    days = [figures(ENDS[0] + dt.timedelta(n), 40) for n in range(100)]

    assert len(shapes(draw_trend(Trend(days=days)), "circle")) == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "No figure is defined."),
        ([figures(ENDS[0])], "No figure is defined."),
        ([figures(ENDS[0], None)], "not defined: EUR"),
    ],
)
def test_nothing_defined_says_so(days: list[Figures], said: str) -> None:
    drawn = draw_trend(Trend(days=days))

    assert written(drawn)[-1] == described(drawn) == said


def test_a_hostile_group_is_only_a_text() -> None:
    drawn = draw_trend(Trend(days=[figures(day, 40, names=("EUR <script>&{id}",)) for day in ENDS]))

    assert "<script" not in drawn
    assert written(drawn)[-1] == "<script>&{id} 40.0"


def test_months_are_named_in_the_readers_language() -> None:
    drawn = draw_trend(Trend(days=[figures(day, 40) for day in ENDS]), language="fr")

    assert {"janv. 2026", "juin 2026", "40,0"} <= set(written(drawn))


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    trend = Trend(days=[figures(day, 40) for day in ENDS])

    assert trend._repr_mimebundle_()["image/svg+xml"] == draw_trend(trend)


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    unit = draw(st.sampled_from(Unit))
    names = tuple(
        f"{draw(st.sampled_from(['EUR', 'JPY']))} {draw(st.text('Mm i<&é督', max_size=60))}{n}"
        for n in range(draw(st.integers(1, 9)))
    )
    value = st.one_of(
        st.none(), st.fractions(-1000, 1000, max_denominator=99), st.integers(-(10**15), 10**15)
    )
    days = draw(st.sets(st.dates(dt.date(1900, 1, 1)), min_size=1, max_size=5))
    return Trend(
        days=[
            figures(
                day, *(draw(value) for _ in names), unit=unit, metric="paid_on_time", names=names
            )
            for day in sorted(days)
        ]
    )


@settings(max_examples=max(settings().max_examples // 4, 1))
@given(trends(), st.sampled_from(LANGUAGES))
def test_no_two_texts_overlap_whatever_the_trend(trend: Trend, language: str) -> None:
    assert_texts_are_apart(lay_trend(trend, words(language)))
    assert draw_trend(trend, language=language) == draw_trend(trend, language=language)
