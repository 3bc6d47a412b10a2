import datetime as dt
import pickle

import pytest

from dunnix.calendars import Calendar, OnClosedDay
from dunnix.scenario import After, Anchor, Duration, Timing, TimingError, Unit

WEEKENDS = Calendar.weekends()


def day_of(
    timing: str,
    anchor: dt.date,
    *,
    rule: OnClosedDay = OnClosedDay.KEEP,
    calendar: Calendar = WEEKENDS,
) -> dt.date:
    ordinal = Timing.parse(timing).day(anchor.toordinal(), calendar, rule)
    return dt.date.fromordinal(ordinal)


@pytest.mark.parametrize("text", ["0d", "8d", "1bd", "2w", "3m", "3650d"])
def test_a_duration_is_written_as_it_was_read(text: str) -> None:
    assert str(Duration.parse(text)) == text


@pytest.mark.parametrize("text", ["", "d", "-1d", "3651d", "9999d", "1.5d", "1y", "one week", "٣d"])
def test_anything_else_is_no_duration(text: str) -> None:
    with pytest.raises(TimingError, match="write a whole number"):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8", "8d"),
        ("08d", "8d"),
        ("8 d", "8d"),
        ("8D", "8d"),
        ("8d ", "8d"),
        ("8 days", "8d"),
        ("1 month", "1m"),
        ("2 Weeks", "2w"),
        ("10 working days", "10bd"),
    ],
)
def test_a_duration_as_people_write_it_is_refused_with_its_spelling(text: str, meant: str) -> None:
    with pytest.raises(TimingError) as caught:
        Duration.parse(text)

    assert caught.value.hint == f"write `{meant}`"


def test_a_duration_counts_whole_units_only() -> None:
    with pytest.raises(TimingError):
        Duration(True, Unit.DAY)  # noqa: FBT003  # the very thing that is refused


@pytest.mark.parametrize(
    "text",
    [
        *("due", "issue", "due + 5d", "issue - 2w", "due + 45d eom", "due eom", "due - 1m eom"),
        *("event", "event + 1d", "hand-over + 3m", "go-to + 1bd"),
    ],
)
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(Timing.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("due+5d", "write `due + 5d`"),
        ("Due  +  5d", "write `due + 5d`"),
        ("due + 5", "write `due + 5d`"),
        ("due + 30 days", "write `due + 30d`"),
        ("due_date + 30d", "write `due + 30d`"),
        ("+30d", "write `due + 30d`"),
        ("J+30", "write `due + 30d`"),
        ("30 days after issue date", "write `issue + 30d`"),
        ("2 weeks before the due date", "write `due - 2w`"),
        ("due \u2212 5d", "write `due - 5d` with the hyphen and the space of the keyboard"),
        ("due\u00a0+\u00a05d", "write `due + 5d` with the hyphen and the space of the keyboard"),
        ("due 5d", "such as"),
        ("due + 9999d", "`d`, `bd`, `w` or `m` up to 3650"),
        ("2026-03-01", "such as"),
        ("", "such as"),
        ("promise + 1d", "such as"),
        ("due + 5d + 1d", "such as"),
    ],
)
def test_a_date_written_otherwise_is_refused_with_the_right_spelling(text: str, hint: str) -> None:
    with pytest.raises(TimingError) as caught:
        Timing.parse(text)

    assert hint in caught.value.hint


def test_going_on_to_the_month_end_never_crosses_the_anchor() -> None:
    with pytest.raises(TimingError, match="may end up after its anchor"):
        Timing.parse("due - 5d eom")


@pytest.mark.requirement("M32")
@pytest.mark.parametrize(
    ("timing", "anchor", "day"),
    [
        ("due", dt.date(2026, 2, 4), dt.date(2026, 2, 4)),
        ("due + 30d", dt.date(2026, 2, 4), dt.date(2026, 3, 6)),
        ("due - 1w", dt.date(2026, 2, 4), dt.date(2026, 1, 28)),
        ("due + 1m", dt.date(2024, 1, 31), dt.date(2024, 2, 29)),
        ("due - 1m", dt.date(2026, 3, 31), dt.date(2026, 2, 28)),
        ("due + 12m", dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        ("due + 45d eom", dt.date(2026, 1, 10), dt.date(2026, 2, 28)),
        ("due eom", dt.date(2026, 2, 28), dt.date(2026, 2, 28)),
        ("due - 1m eom", dt.date(2026, 3, 15), dt.date(2026, 2, 28)),
        ("due + 1bd", dt.date(2026, 2, 6), dt.date(2026, 2, 9)),
        ("due - 2bd", dt.date(2026, 2, 9), dt.date(2026, 2, 5)),
        ("due + 3650m", dt.date(9900, 1, 1), dt.date.max),
        ("due - 3650m", dt.date(100, 1, 1), dt.date.min),
    ],
)
def test_a_step_falls_on_the_day_counted_from_its_anchor(
    timing: str, anchor: dt.date, day: dt.date
) -> None:
    assert day_of(timing, anchor) == day


def test_a_step_moves_off_a_closed_day_but_never_onto_its_anchor() -> None:
    friday = dt.date(2026, 2, 6)

    assert day_of("due + 1d", friday, rule=OnClosedDay.NEXT) == dt.date(2026, 2, 9)
    assert day_of("due + 1d", friday, rule=OnClosedDay.PREVIOUS) == dt.date(2026, 2, 9)
    assert day_of("due + 1d", friday, rule=OnClosedDay.KEEP) == dt.date(2026, 2, 7)


def test_a_duration_after_a_day_is_plain_addition() -> None:
    friday = dt.date(2026, 2, 6).toordinal()

    assert Duration.parse("1d").after(friday, WEEKENDS) == friday + 1
    assert Duration.parse("1bd").after(friday, WEEKENDS) == friday + 3
    assert Duration.parse("1m").after(friday, WEEKENDS) == dt.date(2026, 3, 6).toordinal()


def test_after_names_a_step_or_the_previous_one() -> None:
    assert After.parse("formal-notice") == After(step="formal-notice")  # type: ignore[arg-type]  # a plain text
    assert After.parse("previous + 7d") == After(step=None, wait=Duration(7, Unit.DAY))
    assert str(After.parse("formal-notice + 10d")) == "formal-notice + 10d"


@pytest.mark.parametrize("text", ["previous", "", "Formal Notice", "notice - 3d", "notice+"])
def test_anything_else_names_no_step_to_come_after(text: str) -> None:
    with pytest.raises(TimingError):
        After.parse(text)


def test_values_of_time_pickle_and_so_do_their_errors() -> None:
    timing = Timing(anchor=Anchor.DUE, offset=Duration.parse("5d"))
    error = TimingError("`x` is no date", "write `due`")

    assert pickle.loads(pickle.dumps(timing)) == timing  # noqa: S301  # our own bytes
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301
