from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dunnix.figures.axis import lay_axis
from dunnix.figures.lanes import Box, Span, lanes_of, tops_of


def test_a_hundred_days_are_true_to_scale() -> None:
    axis = lay_axis([-10, 0, 5, 90], left=0, right=200)

    assert [axis.place(day) for day in (-10, 0, 40, 90)] == [0, 20, 100, 200]
    assert axis.breaks == ()


def test_a_long_stretch_without_anything_is_shortened_and_marked() -> None:
    axis = lay_axis([0, 10, 20, 400], left=0, right=800)

    scale_of_first, scale_of_last = axis.place(10) / 10, (800 - axis.place(20)) / 380
    assert scale_of_first > 3 * scale_of_last
    assert len(axis.breaks) == 1
    assert axis.place(20) < axis.breaks[0] < 800


def test_a_stretch_gets_the_width_its_name_needs() -> None:
    axis = lay_axis([0, 30, 32, 60], left=0, right=600, at_least=[(30, 32, 120)])

    assert axis.place(32) - axis.place(30) == 120
    assert axis.right == 600


def test_where_names_need_more_than_there_is_the_line_grows() -> None:
    axis = lay_axis([0, 1, 2], left=0, right=100, at_least=[(0, 1, 90), (1, 2, 90)])

    assert axis.right >= 180


def test_a_single_day_still_makes_a_line() -> None:
    assert lay_axis([7], left=0, right=10).place(7) == 0


def test_weeks_are_counted_from_the_anchor() -> None:
    axis = lay_axis([-7, 14], left=0, right=210)

    assert axis.weeks(0, least=7) == (0, 70, 140, 210)
    assert axis.weeks(0, least=71) == ()


@given(
    st.sets(st.integers(-3_000, 800_000), min_size=2, max_size=40),
    st.lists(st.tuples(st.integers(0, 38), st.floats(1, 200)), max_size=4),
)
def test_a_later_day_is_always_further_right(
    days: set[int], widths: list[tuple[int, float]]
) -> None:
    known = sorted(days)
    at_least = [
        (known[place], known[place + 1], width) for place, width in widths if place + 1 < len(known)
    ]

    axis = lay_axis(days, left=16, right=944, at_least=at_least)

    assert all(axis.place(one) < axis.place(other) for one, other in pairwise(known))
    assert axis.left == 16
    assert axis.right >= 944


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(1, 300), st.floats(1, 60)), max_size=40))
def test_spans_in_a_lane_keep_their_distance_and_lanes_do_not_touch(
    given_spans: list[tuple[float, float, float]],
) -> None:
    spans = [Span(left, left + width, height) for left, width, height in given_spans]

    lanes = lanes_of(spans, gap=8)

    tops = tops_of(spans, lanes, top=0)
    boxes = [
        Box(span.left, tops[lane], span.right, tops[lane] + span.height)
        for span, lane in zip(spans, lanes, strict=True)
    ]
    assert not any(
        one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place]
    )
