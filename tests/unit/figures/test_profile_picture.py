import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

import attrs
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

from dunnix.figures import draw_payment_profile
from dunnix.figures.chart_style import COOL, WARM
from dunnix.figures.profile_picture import lay_profiles
from dunnix.figures.words import words
from dunnix.metrics import PaymentProfile, PaymentProfiles

DAY = dt.date(2026, 6, 30)


def profile(
    debtor: str = "D42",
    *,
    median: Fraction | int = 4,
    spread: int = 3,
    delays: Mapping[int, int] | None = None,
    is_thin: bool = False,
    currency: str = "EUR",
) -> PaymentProfile:
    counted = {-2: 1, 0: 2, 4: 5, 9: 2} if delays is None else delays
    payments = sum(counted.values())
    late = sum(n for days, n in counted.items() if days > 0)
    return PaymentProfile(
        currency=currency,
        group=(debtor,) if debtor else (),
        payments=payments,
        mean_days_late=Fraction(sum(days * n for days, n in counted.items()), payments),
        median_days_late=Fraction(median),
        spread_days=Fraction(spread),
        late_share=Fraction(late, payments),
        late_value_share=Fraction(late, payments),
        longest_days_late=max(counted),
        recent_mean=None,
        earlier_mean=None,
        is_thin=is_thin,
        delays=tuple(sorted(counted.items())),
    )


def profiles(*found: PaymentProfile) -> PaymentProfiles:
    return PaymentProfiles(as_of=DAY, by=("debtor",), profiles=found)


def test_one_profile_is_a_histogram_around_the_due_date() -> None:
    drawn = draw_payment_profile(profiles(profile()))

    bars = shapes(drawn, "rect")
    assert [bar["fill"] for bar in bars] == [COOL[0], COOL[0], WARM[1], WARM[1]]
    assert tooltips(drawn) == [
        *("-2 · payments 1", "0 · payments 2", "4 · payments 5", "9 · payments 2"),
    ]
    heights = [float(bar["height"]) for bar in bars]
    assert [round(height / heights[0]) for height in heights] == [1, 2, 5, 2]


def test_the_histogram_says_the_profile_in_one_line_and_marks_the_median() -> None:
    drawn = draw_payment_profile(profiles(profile()))

    said = "D42 · payments 10 · median 4.0 · mean 3.6 · late 70% · longest 9"
    assert said in written(drawn)
    assert described(drawn) == said
    assert "median 4.0" in written(drawn)
    assert len(shapes(drawn, "path", "mark")) == 1


def test_due_date_payments_never_share_a_bar_with_late_ones() -> None:
    wide = {-40: 1, 0: 3, 1: 4, 60: 1}

    drawn = draw_payment_profile(profiles(profile(delays=wide)))

    assert tooltips(drawn) == [
        *("-44 - -40 · payments 1", "-4 - 0 · payments 3"),
        *("1 - 5 · payments 4", "56 - 60 · payments 1"),
    ]


def test_payments_far_off_are_counted_and_do_not_squeeze_the_rest() -> None:
    drawn = draw_payment_profile(profiles(profile(delays={-90: 1, 3: 5, 4: 2, 700: 2})))

    assert tooltips(drawn) == ["3 · payments 5", "4 · payments 2"]
    assert written(drawn)[-1] == "payments beyond the scale: 3"


def test_a_profile_all_beyond_the_scale_has_no_bars() -> None:
    drawn = draw_payment_profile(profiles(profile(median=700, delays={700: 2})))

    assert shapes(drawn, "rect") == []
    assert written(drawn)[-1] == "payments beyond the scale: 2"


def test_few_payments_are_told() -> None:
    drawn = draw_payment_profile(profiles(profile(delays={3: 1}, is_thin=True)))

    assert described(drawn).endswith("few payments")


def test_several_profiles_are_rows_the_latest_payers_first() -> None:
    drawn = draw_payment_profile(
        profiles(profile("A", median=2), profile("B", median=9), profile("C", median=-3))
    )

    shown = written(drawn)
    assert [text for text in shown if text in {"A", "B", "C"}] == ["B", "A", "C"]
    dots = shapes(drawn, "circle")
    assert [dot["fill"] for dot in dots] == [WARM[1], WARM[1], COOL[0]]
    places = [float(dot["cx"]) for dot in dots]
    assert places == sorted(places, reverse=True)


def test_few_payments_come_last_and_their_dot_is_hollow() -> None:
    drawn = draw_payment_profile(
        profiles(profile("A", median=90, is_thin=True), profile("B", median=1))
    )

    assert [text for text in written(drawn) if text in {"A", "B"}] == ["B", "A"]
    assert len(shapes(drawn, "circle", "hollow")) == 1
    assert "few payments" in written(drawn)


def test_who_pays_later_and_later_is_told() -> None:
    worse = attrs.evolve(profile("A"), recent_mean=Fraction(20), earlier_mean=Fraction(2))

    drawn = draw_payment_profile(profiles(worse, profile("B")))

    assert "worsening" in written(drawn)


def test_the_bar_of_a_row_reaches_over_its_spread() -> None:
    drawn = draw_payment_profile(profiles(profile("A", median=10, spread=5), profile("B")))

    first = shapes(drawn, "path", "spread")[0]["d"].removeprefix("M").split("L")
    left, right = (float(point.split()[0]) for point in first)
    middle = float(shapes(drawn, "circle")[0]["cx"])
    assert abs((left + right) / 2 - middle) <= 0.1


def test_rows_are_named_by_currency_where_there_are_several() -> None:
    drawn = draw_payment_profile(profiles(profile("A"), profile("A", currency="GBP")))

    assert {"EUR · A", "GBP · A"} <= set(written(drawn))


def test_twenty_rows_at_most() -> None:
    found = [profile(f"D{n}", median=n) for n in range(23)]

    shown = written(draw_payment_profile(profiles(*found)))

    assert "D3" in shown
    assert "D2" not in shown
    assert shown[-1] == "and 3 more"


def test_no_payments_say_so() -> None:
    drawn = draw_payment_profile(profiles())

    assert written(drawn)[-1] == described(drawn) == "No payments yet."


def test_a_hostile_debtor_is_only_a_text() -> None:
    drawn = draw_payment_profile(profiles(profile("<script>&{id}"), profile("B")))

    assert "<script" not in drawn
    assert "<script>&{id}" in written(drawn)


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    found = profiles(profile())

    assert found._repr_mimebundle_()["image/svg+xml"] == draw_payment_profile(found)


@st.composite
def any_profiles(draw: st.DrawFn) -> PaymentProfiles:
    days = st.integers(-3_000, 3_000)
    return profiles(
        *(
            profile(
                draw(st.text("Mm i<&é督", max_size=60)),
                median=draw(st.one_of(days, st.just(Fraction(1, 2)))),
                spread=draw(st.integers(0, 400)),
                delays=draw(st.dictionaries(days, st.integers(1, 10**6), min_size=1)),
                is_thin=draw(st.booleans()),
                currency=draw(st.sampled_from(["EUR", "JPY"])),
            )
            for _ in range(draw(st.integers(0, 4)))
        )
    )


@settings(max_examples=max(settings().max_examples // 2, 1))
@given(any_profiles(), st.sampled_from(LANGUAGES))
def test_no_two_texts_overlap_whatever_the_profiles(found: PaymentProfiles, language: str) -> None:
    assert_texts_are_apart(lay_profiles(found, words(language)))
