import datetime as dt
import pickle
from typing import Any

import pendulum
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dunnix.calendars import Calendar, OnClosedDay

FRIDAY = dt.date(2026, 2, 6)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + dt.timedelta(days) for days in (1, 2, 3))
START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)

in_2026 = st.dates(START, END)
weekends = st.sets(st.integers(0, 6), max_size=6)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    closed = draw(st.sets(in_2026, max_size=40))
    opened = draw(st.sets(in_2026, max_size=10)) - closed
    return Calendar(
        id="made",
        weekend=draw(weekends),
        closed=closed,
        opened=opened,
        known_from=START,
        known_until=END,
    )


def test_weekends_only_closes_saturdays_and_sundays_for_ever() -> None:
    calendar = Calendar.weekends()

    assert calendar.id == "weekends"
    assert [calendar.is_open(FRIDAY + dt.timedelta(n)) for n in range(4)] == [
        True,
        False,
        False,
        True,
    ]
    assert calendar.is_known(dt.date.min)
    assert calendar.is_known(dt.date.max)


def test_a_weekend_may_be_friday_and_saturday() -> None:
    calendar = Calendar(id="gulf", weekend=[4, 5], known_until=None)

    assert not calendar.is_open(FRIDAY)
    assert calendar.is_open(SUNDAY)


def test_a_day_of_the_weekend_may_be_worked_in_exchange() -> None:
    calendar = Calendar(id="swap", closed=[MONDAY], opened=[SATURDAY], known_until=None)

    assert calendar.is_open(SATURDAY)
    assert not calendar.is_open(MONDAY)


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        (OnClosedDay.NEXT, MONDAY),
        (OnClosedDay.PREVIOUS, FRIDAY),
        (OnClosedDay.NEAREST, FRIDAY),
        (OnClosedDay.KEEP, SATURDAY),
    ],
)
def test_a_closed_saturday_moves_as_the_rule_says(rule: OnClosedDay, moved: dt.date) -> None:
    assert Calendar.weekends().shift(SATURDAY, rule) == moved


def test_nearest_goes_forward_when_both_open_days_are_as_near() -> None:
    calendar = Calendar(id="sundays", weekend=[6], known_until=None)

    assert calendar.shift(SUNDAY, OnClosedDay.NEAREST) == MONDAY


@pytest.mark.parametrize("rule", [OnClosedDay.PREVIOUS, OnClosedDay.NEAREST])
def test_a_reminder_a_day_after_a_friday_never_leaves_on_the_due_date(rule: OnClosedDay) -> None:
    due, reminder = FRIDAY, SATURDAY

    assert Calendar.weekends().shift(reminder, rule, anchor=due) == MONDAY


@pytest.mark.parametrize("rule", [OnClosedDay.NEXT, OnClosedDay.NEAREST])
def test_a_notice_a_day_before_a_monday_never_leaves_on_the_due_date(rule: OnClosedDay) -> None:
    due, notice = MONDAY, SUNDAY

    assert Calendar.weekends().shift(notice, rule, anchor=due) == FRIDAY


@pytest.mark.parametrize(
    ("rule", "moved"),
    [(OnClosedDay.NEXT, MONDAY), (OnClosedDay.PREVIOUS, FRIDAY), (OnClosedDay.NEAREST, FRIDAY)],
)
def test_the_anchor_itself_follows_the_rule_freely(rule: OnClosedDay, moved: dt.date) -> None:
    assert Calendar.weekends().shift(SATURDAY, rule, anchor=SATURDAY) == moved


@given(calendar=calendars(), day=in_2026, anchor=in_2026, rule=st.sampled_from(list(OnClosedDay)))
def test_a_shifted_day_is_open_near_and_on_its_own_side_of_the_anchor(
    calendar: Calendar, day: dt.date, anchor: dt.date, rule: OnClosedDay
) -> None:
    moved = calendar.shift(day, rule, anchor=anchor)

    if rule is OnClosedDay.KEEP or calendar.is_open(day):
        assert moved == day
        return
    assert calendar.is_open(moved)
    between = range(min(day, moved).toordinal(), max(day, moved).toordinal() + 1)
    assert [each for each in between if calendar.is_open_ordinal(each)] == [moved.toordinal()]
    if day != anchor:
        assert (moved > anchor) is (day > anchor)
        assert moved != anchor


@given(calendar=calendars(), day=in_2026, anchor=in_2026)
def test_a_shift_follows_its_rule_unless_the_anchor_forbids_it(
    calendar: Calendar, day: dt.date, anchor: dt.date
) -> None:
    assume(not calendar.is_open(day))
    after, before = calendar.add_business_days(day, 1), calendar.add_business_days(day, -1)
    allowed = {
        each for each in (after, before) if day == anchor or min(day, each) > anchor
        or max(day, each) < anchor
    }  # fmt: skip
    nearer = min([after, before], key=lambda each: abs((each - day).days))

    for rule, wanted in (
        (OnClosedDay.NEXT, after),
        (OnClosedDay.PREVIOUS, before),
        (OnClosedDay.NEAREST, nearer),
    ):
        moved = calendar.shift(day, rule, anchor=anchor)
        assert moved in allowed
        assert moved == wanted or wanted not in allowed


def test_business_days_skip_the_weekend_and_the_closed_days() -> None:
    calendar = Calendar(id="one", closed=[MONDAY], known_until=None)

    assert calendar.add_business_days(FRIDAY, 1) == MONDAY + dt.timedelta(1)
    assert calendar.add_business_days(SATURDAY, -1) == FRIDAY
    assert calendar.add_business_days(SATURDAY, 0) == SATURDAY
    assert calendar.business_days_between(FRIDAY, MONDAY) == 0
    assert calendar.business_days_between(FRIDAY, MONDAY + dt.timedelta(1)) == 1


@given(calendar=calendars(), start=in_2026, end=in_2026)
def test_counting_is_looking_at_each_day(calendar: Calendar, start: dt.date, end: dt.date) -> None:
    assume(start <= end)
    days = range(start.toordinal() + 1, end.toordinal() + 1)

    counted = calendar.business_days_between(start, end)

    assert counted == sum(calendar.is_open_ordinal(day) for day in days)
    assert calendar.business_days_between(end, start) == -counted


@given(calendar=calendars(), day=in_2026, n=st.integers(-400, 400))
def test_adding_business_days_is_stepping_over_each_day(
    calendar: Calendar, day: dt.date, n: int
) -> None:
    reached = calendar.add_business_days(day, n)

    stepped, left = day.toordinal(), abs(n)
    while left:
        stepped += 1 if n > 0 else -1
        left -= calendar.is_open_ordinal(stepped)
    assert reached.toordinal() == stepped


def test_a_huge_number_of_business_days_is_found_at_once() -> None:
    reached = Calendar.weekends().add_business_days_ordinal(1, 10**15)

    assert reached == 1 + 7 * 10**15 // 5


def test_beyond_what_is_known_only_the_weekend_counts() -> None:
    calendar = Calendar(
        id="short", closed=[FRIDAY], known_from=FRIDAY, known_until=dt.date(2026, 12, 31)
    )

    assert calendar.is_known(FRIDAY)
    assert not calendar.is_known(dt.date(2027, 1, 1))
    assert not calendar.is_known(dt.date(2026, 1, 1))
    assert calendar.is_open(dt.date(2027, 1, 1))
    assert not calendar.is_open(dt.date(2027, 1, 2))


def test_the_order_in_which_days_are_given_does_not_matter() -> None:
    one = Calendar(id="house", weekend=(6, 5), closed=[MONDAY, FRIDAY, MONDAY], known_until=None)
    other = Calendar(id="house", closed=(FRIDAY, MONDAY), known_until=None)

    assert one == other
    assert hash(one) == hash(other)
    assert one.hash == other.hash
    assert one.closed == (FRIDAY, MONDAY)


def test_the_hash_changes_with_whatever_can_change_an_answer() -> None:
    facts: dict[str, Any] = {"id": "house", "closed": [FRIDAY], "known_until": END}
    changes: list[dict[str, Any]] = [
        {},
        {"id": "home"},
        {"closed": []},
        {"opened": [SATURDAY]},
        {"weekend": [6]},
        {"known_from": START},
        {"known_until": None},
    ]

    hashes = {Calendar(**(facts | change)).hash for change in changes}

    assert len(hashes) == len(changes)
    assert Calendar.weekends().hash == (
        "f258fa8544c5358457b521105f5032428f41e9701c61286a6b469dc821f4da9c"
    )


@given(calendar=calendars())
def test_a_calendar_survives_pickling(calendar: Calendar) -> None:
    digest = calendar.hash

    back = pickle.loads(pickle.dumps(calendar))  # noqa: S301 - made here

    assert back == calendar
    assert hash(back) == hash(calendar)
    assert back.hash == digest
    assert back.is_open(MONDAY) is calendar.is_open(MONDAY)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"weekend": range(7)}, "a calendar needs an open day: seven weekend days leave none"),
        ({"weekend": [7]}, "the weekend holds weekdays from 0 (Monday) to 6 (Sunday)"),
        ({"id": " "}, "the id of a calendar can't be empty"),
        ({"opened": [FRIDAY]}, "2026-02-06 is both a closed and an opened day"),
        (
            {"known_from": END, "known_until": START},
            "a calendar known from 2026-12-31 can't end on 2026-01-01",
        ),
        (
            {"known_until": dt.date(2025, 12, 31)},
            "2026-02-06 lies outside the days the calendar says it knows",
        ),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(
    change: dict[str, Any], sentence: str
) -> None:
    facts: dict[str, Any] = {"id": "house", "closed": [FRIDAY], "known_until": None}

    with pytest.raises(ValueError, match=r"\w") as caught:
        Calendar(**(facts | change))

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "change",
    [
        {"id": 5},
        {"closed": [dt.datetime(2026, 2, 6, tzinfo=dt.UTC)]},
        {"closed": [FRIDAY, "2026-02-06"]},
        {"known_until": dt.datetime(2026, 2, 6, tzinfo=dt.UTC)},
    ],
)
def test_a_calendar_takes_dates_without_a_time(change: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"id": "house", "known_until": None}

    with pytest.raises(TypeError):
        Calendar(**(facts | change))


def test_a_datetime_is_refused_where_a_day_is_asked() -> None:
    noon = dt.datetime(2026, 2, 6, 12, tzinfo=dt.UTC)

    with pytest.raises(TypeError, match="a day is a date without a time, not a datetime"):
        Calendar.weekends().is_open(noon)


def test_a_date_of_pendulum_is_stored_as_a_plain_date() -> None:
    friday = pendulum.date(2026, 2, 6)

    calendar = Calendar(id="house", closed=[friday], known_from=friday, known_until=friday)

    assert type(calendar.closed[0]) is type(calendar.known_until) is dt.date
    assert calendar == Calendar(id="house", closed=[FRIDAY], known_from=FRIDAY, known_until=FRIDAY)
    assert not calendar.is_open(friday)


@pytest.mark.parametrize(("day", "n"), [(dt.date.max, 1), (dt.date.min, -1), (FRIDAY, 10**9)])
def test_a_day_outside_the_calendar_of_years_is_refused(day: dt.date, n: int) -> None:
    with pytest.raises(ValueError, match="the day found lies outside the years 1 to 9999"):
        Calendar.weekends().add_business_days(day, n)


@pytest.mark.parametrize("n", [1.5, "1", True])
def test_business_days_are_whole(n: Any) -> None:
    with pytest.raises(TypeError, match="business days are counted with an int"):
        Calendar.weekends().add_business_days(FRIDAY, n)
