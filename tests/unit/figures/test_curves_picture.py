import datetime as dt
from fractions import Fraction

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

from dunnix.figures import draw_collection_curves
from dunnix.figures.curves_picture import lay_curves
from dunnix.figures.words import words
from dunnix.metrics import CollectionCurve, CollectionCurves

DAY = dt.date(2026, 6, 30)
POINTS = (0, 30, 60)


def curve(
    month: int,
    *shares: str | None,
    currency: str = "EUR",
    group: tuple[str | None, ...] = (),
    billed: int = 100_000,
) -> CollectionCurve:
    return CollectionCurve(
        currency=currency,
        group=group,
        month=dt.date(2026, month, 1),
        billed_minor=billed,
        shares=tuple(None if share is None else Fraction(share) for share in shares),
    )


def curves(*found: CollectionCurve, by: tuple[str, ...] = ()) -> CollectionCurves:
    return CollectionCurves(as_of=DAY, points=POINTS, by=by, curves=found)


TWO_MONTHS = curves(curve(4, "0", "1/2", "0.9"), curve(5, "0.1", "0.6", None))


def test_each_month_has_its_billing_and_what_came_in_so_far_the_newest_first() -> None:
    drawn = draw_collection_curves(TWO_MONTHS)

    assert written(drawn)[-9:] == [
        *("issued", "billed", "collected"),
        *("2026-05", "1,000.00", "60.0% by day 30"),
        *("2026-04", "1,000.00", "90.0% by day 60"),
    ]
    assert described(drawn) == (
        "EUR: 2026-05 1,000.00 60.0% by day 30; 2026-04 1,000.00 90.0% by day 60"
    )


def test_a_point_that_a_month_is_too_young_for_is_not_drawn() -> None:
    drawn = draw_collection_curves(TWO_MONTHS)

    lines = [way["d"].count("L") + 1 for way in shapes(drawn, "path", "series")]
    assert lines[:2] == [3, 2]  # the older line lies below; then the two samples of the table
    assert tooltips(drawn) == [
        *("2026-04 · 0.0% by day 0", "2026-04 · 50.0% by day 30", "2026-04 · 90.0% by day 60"),
        *("2026-05 · 10.0% by day 0", "2026-05 · 60.0% by day 30"),
    ]


def test_the_newest_month_is_the_strongest() -> None:
    drawn = draw_collection_curves(
        curves(*(curve(month, "0", "1/2", "1") for month in range(1, 5)))
    )

    strengths = [float(way["opacity"]) for way in shapes(drawn, "path", "series")][:4]
    assert strengths == sorted(strengths)
    assert strengths[-1] == 1


def test_the_scale_goes_up_to_all_that_is_to_come_in() -> None:
    shown = written(draw_collection_curves(curves(curve(4, "0", "0.1", "0.1"))))

    assert [text for text in shown if text.endswith("%")] == [
        *("0%", "20%", "40%", "60%", "80%", "100%"),
    ]


def test_money_given_back_can_bend_a_curve_below_nothing() -> None:
    shown = written(draw_collection_curves(curves(curve(4, "0", "-0.1", "0.1"))))

    assert "-50%" in shown


def test_a_month_without_any_known_point_has_no_line() -> None:
    drawn = draw_collection_curves(curves(curve(6, None, None, None)))

    assert written(drawn)[-3:] == ["2026-06", "1,000.00", "-"]
    assert shapes(drawn, "circle") == []


def test_each_currency_and_group_has_a_panel_six_at_most() -> None:
    found = [curve(4, "0", "0", "1", group=(f"D{n}",)) for n in range(8)]

    shown = written(draw_collection_curves(curves(*found, by=("debtor",))))

    assert [text for text in shown if text.startswith("EUR")] == [f"EUR · D{n}" for n in range(6)]
    assert shown[-1] == "and 2 more"


def test_the_description_tells_the_panels_that_are_shown() -> None:
    found = [curve(4, "0", "0", "1", group=(f"D{n}",)) for n in range(8)]

    said = described(draw_collection_curves(curves(*found, by=("debtor",))))

    assert [f"D{n}:" in said for n in range(8)] == [True] * 6 + [False] * 2


def test_amounts_have_the_decimals_of_their_currency() -> None:
    found = curves(curve(4, "0", "0", "1", currency="JPY"))

    assert "100,000" in written(draw_collection_curves(found))


def test_nothing_to_follow_says_so() -> None:
    drawn = draw_collection_curves(curves())

    assert written(drawn)[-1] == described(drawn) == "No invoices to follow."


def test_a_hostile_group_is_only_a_text() -> None:
    drawn = draw_collection_curves(
        curves(curve(4, "0", "0", "1", group=("<script>&{id}",)), by=("debtor",))
    )

    assert "<script" not in drawn
    assert "EUR · <script>&{id}" in written(drawn)


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    drawn = TWO_MONTHS._repr_mimebundle_()["image/svg+xml"]

    assert drawn == draw_collection_curves(TWO_MONTHS)


_SHARES = st.one_of(st.none(), st.fractions(-1, 2, max_denominator=999))


@st.composite
def any_curves(draw: st.DrawFn) -> CollectionCurves:
    points = tuple(sorted(draw(st.sets(st.integers(0, 2_000), min_size=1, max_size=12))))
    return CollectionCurves(
        as_of=DAY,
        points=points,
        by=("debtor",),
        curves=tuple(
            CollectionCurve(
                currency=draw(st.sampled_from(["EUR", "JPY"])),
                group=(draw(st.text("Mm i<&é督", max_size=90)),),
                month=dt.date(2026, month, 1),
                billed_minor=draw(st.integers(0, 10**17)),
                shares=tuple(draw(_SHARES) for _ in points),
            )
            for month in range(1, draw(st.integers(1, 12)) + 1)
        ),
    )


@settings(max_examples=max(settings().max_examples // 4, 1))
@given(any_curves(), st.sampled_from(LANGUAGES))
def test_no_two_texts_overlap_whatever_the_curves(found: CollectionCurves, language: str) -> None:
    assert_texts_are_apart(lay_curves(found, words(language)))
