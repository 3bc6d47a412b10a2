import datetime as dt
from collections.abc import Callable
from typing import Any, cast

import pytest

from dunnix.calendars import Calendar
from dunnix.terms import (
    Add,
    Anchor,
    CutOff,
    DayOfMonth,
    DueRule,
    EndOfDecade,
    EndOfMonth,
    NextWeekday,
    OffClosedDay,
    OnDate,
    Operation,
    PaymentDay,
    PaymentTerms,
    Shift,
    TermsError,
    Unit,
)

WEEKENDS = Calendar.weekends()
# What a caller without a type checker may pass.
WRONG, HALF, TEXT = (cast("Any", each) for each in (True, 2.5, "30 days"))
FRIDAY, SATURDAY, SUNDAY = dt.date(2026, 2, 6), dt.date(2026, 2, 7), dt.date(2026, 2, 8)


def date_from(day: dt.date, *steps: Operation) -> dt.date:
    return DueRule(steps=steps).date_from(day, calendar=WEEKENDS)


@pytest.mark.parametrize(
    ("day", "steps", "due"),
    [
        ("2026-01-31", [Add(1, Unit.MONTH)], "2026-02-28"),
        ("2024-01-31", [Add(1, Unit.MONTH)], "2024-02-29"),
        ("2026-11-30", [Add(3, Unit.MONTH)], "2027-02-28"),
        ("2026-01-15", [Add(2, Unit.WEEK)], "2026-01-29"),
        ("2026-01-15", [Add(1, Unit.COMMERCIAL_DAY)], "2026-01-16"),
        ("2026-01-15", [Add(15, Unit.COMMERCIAL_DAY)], "2026-01-31"),
        ("2026-01-30", [Add(30, Unit.COMMERCIAL_DAY)], "2026-02-28"),
        ("2026-02-28", [Add(30, Unit.COMMERCIAL_DAY)], "2026-03-31"),
        ("2026-01-31", [Add(29, Unit.COMMERCIAL_DAY)], "2026-02-28"),
        ("2026-02-06", [Add(1, Unit.BUSINESS_DAY)], "2026-02-09"),
        ("2026-02-07", [Add(2, Unit.BUSINESS_DAY)], "2026-02-10"),
        ("2026-01-15", [EndOfMonth(1)], "2026-02-28"),
        ("2026-12-15", [EndOfMonth(13)], "2028-01-31"),
        ("2026-01-10", [EndOfDecade()], "2026-01-10"),
        ("2026-01-11", [EndOfDecade()], "2026-01-20"),
        ("2026-02-21", [EndOfDecade()], "2026-02-28"),
        ("2026-01-15", [DayOfMonth(31)], "2026-02-28"),
        ("2026-12-15", [DayOfMonth(5, 2)], "2027-02-05"),
        ("2026-01-10", [PaymentDay([10, 25])], "2026-01-10"),
        ("2026-01-11", [PaymentDay([25, 10])], "2026-01-25"),
        ("2026-01-26", [PaymentDay([10, 25])], "2026-02-10"),
        ("2026-02-11", [PaymentDay(31)], "2026-02-28"),
        ("2026-02-06", [NextWeekday(4)], "2026-02-06"),
        ("2026-02-06", [NextWeekday(3)], "2026-02-12"),
        ("2026-01-20", [CutOff(20), DayOfMonth(10)], "2026-02-10"),
        ("2026-01-21", [CutOff(20), DayOfMonth(10)], "2026-03-10"),
        ("2026-01-15", [OnDate(dt.date(2026, 3, 1)), Add(3)], "2026-03-04"),
    ],
)
def test_operations_lead_from_a_day_to_the_due_date(
    day: str, steps: list[Operation], due: str
) -> None:
    assert date_from(dt.date.fromisoformat(day), *steps) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "steps", "shift", "due"),
    [
        (FRIDAY, [Add(1)], Shift.NEXT, "2026-02-09"),
        (FRIDAY, [Add(1)], Shift.PREVIOUS, "2026-02-06"),
        (FRIDAY, [Add(1)], Shift.NEAREST, "2026-02-06"),
        (FRIDAY, [Add(2)], Shift.NEAREST, "2026-02-09"),
        (SATURDAY, [], Shift.PREVIOUS, "2026-02-09"),
        (SATURDAY, [], Shift.NEAREST, "2026-02-09"),
        (SUNDAY, [Add(5)], Shift.PREVIOUS, "2026-02-13"),
    ],
)
def test_a_closed_day_is_left_as_agreed_and_never_to_before_the_start(
    start: dt.date, steps: list[Operation], shift: Shift, due: str
) -> None:
    assert date_from(start, *steps, OffClosedDay(shift)) == dt.date.fromisoformat(due)


class _NeverOpen:
    def is_open(self, _: dt.date, /) -> bool:
        return False


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: PaymentTerms.single(OffClosedDay("next")).due_date(SATURDAY),
            "the terms speak of business days: pass a `calendar`",
        ),
        (
            lambda: PaymentTerms.single(Add(3, "business-day")).due_date(SATURDAY),
            "the terms speak of business days: pass a `calendar`",
        ),
        (
            lambda: PaymentTerms.single(OffClosedDay("next")).due_date(
                SATURDAY, calendar=_NeverOpen()
            ),
            "the calendar has no open day within 400 days: check its weekend",
        ),
        (
            lambda: PaymentTerms.single(OnDate(FRIDAY)).due_date(SATURDAY),
            "the date 2026-02-06 lies before 2026-02-07, from which it is counted",
        ),
        (
            lambda: PaymentTerms.single(Add(30)).due_date(dt.date(9999, 12, 15)),
            "the day found lies outside the years 1 to 9999",
        ),
        (
            lambda: PaymentTerms.single(EndOfMonth(1)).due_date(dt.date(9999, 12, 15)),
            "the day found lies outside the years 1 to 9999",
        ),
        (
            lambda: PaymentTerms.single(Add(30), anchor=Anchor.DELIVERY).due_date(FRIDAY),
            "the terms count from the delivery date, which isn't given: pass `delivered=`",
        ),
        (lambda: DayOfMonth(32), "`day` is from 1 to 31, found 32"),
        (lambda: PaymentDay([10, 0]), "`days` is from 1 to 31, found 0"),
        (lambda: PaymentDay([]), "`days` names at least one day of the month"),
        (lambda: Add(0), "`count` is from 1 to 36500, found 0"),
        (lambda: Add(-5), "`count` is from 1 to 36500, found -5"),
        (lambda: CutOff(31), "`day` is from 1 to 30, found 31"),
        (lambda: NextWeekday(7), "`weekday` is from 0 to 6, found 7"),
        (
            lambda: DueRule(steps=[Add(1)] * 13),
            "a date is told in at most 12 operations, found 13",
        ),
    ],
)
def test_what_leads_nowhere_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(TermsError) as caught:
        ask()

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Add(WRONG),
        lambda: Add(HALF),
        lambda: OnDate(dt.datetime(2026, 1, 1)),  # noqa: DTZ001  # that is the fault
        lambda: DueRule(steps=[TEXT]),
        lambda: PaymentTerms.single().due_date(dt.datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: PaymentTerms.single().due_date(TEXT),
        lambda: PaymentTerms.single().due_date(FRIDAY, delivered=TEXT),
    ],
)
def test_a_wrong_type_is_told_as_such(ask: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        ask()


def test_terms_count_from_the_day_they_name() -> None:
    terms = PaymentTerms.single(Add(10), anchor=Anchor.DELIVERY)

    assert terms.due_date(FRIDAY, delivered=dt.date(2026, 3, 1)) == dt.date(2026, 3, 11)
    assert PaymentTerms.single(Add(10), anchor=Anchor.ORDER).due_date(
        FRIDAY, ordered=dt.date(2026, 1, 1)
    ) == dt.date(2026, 1, 11)
    assert PaymentTerms.single(Add(10), anchor=Anchor.RECEIPT).due_date(
        FRIDAY, received=SUNDAY
    ) == dt.date(2026, 2, 18)
