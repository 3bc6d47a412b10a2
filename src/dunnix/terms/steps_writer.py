"""One operation of a due date written in a language."""

from collections.abc import Mapping
from typing import Any, assert_never

from dunnix.terms.operations import (
    Add,
    CutOff,
    DayOfMonth,
    EndOfDecade,
    EndOfMonth,
    NextWeekday,
    OffClosedDay,
    OnDate,
    Operation,
    PaymentDay,
)

_Words = Mapping[str, Any]


def step_text(  # noqa: C901, PLR0911  # one case for each kind of operation
    step: Operation, words: _Words, *, inflected: bool = False
) -> str:
    """Write an operation; `inflected` as it reads after a preposition, where that differs."""
    match step:
        case Add(count, unit):
            units = words.get("units-at", words["units"]) if inflected else words["units"]
            return str(units[unit][count != 1]).format(count)
        case EndOfMonth(months_ahead):
            return _month_end(months_ahead, words)
        case EndOfDecade():
            return str(words["end-of-decade"])
        case DayOfMonth(day, 1):
            return str(words["day-of-next-month"]).format(_ordinal(day, words))
        case DayOfMonth(day, months_ahead):
            later = _later(months_ahead, words)
            return str(words["day-of-later-month"]).format(_ordinal(day, words), later)
        case PaymentDay(days):
            listed = f" {words['or']} ".join(_ordinal(day, words) for day in days)
            return str(words["payment-day"]).format(listed)
        case NextWeekday(weekday):
            return str(words["weekday"]).format(words["weekdays"][weekday])
        case CutOff(day):
            return str(words["cut-off"]).format(_ordinal(day, words))
        case OffClosedDay(shift):
            return str(words[f"closed-{shift}"])
        case OnDate(date):
            return str(words["on-date"]).format(date.isoformat())
        case _:
            assert_never(step)


def _month_end(months_ahead: int, words: _Words) -> str:
    match months_ahead:
        case 0:
            return str(words["end-of-month"])
        case 1:
            return str(words["end-of-next-month"])
        case _:
            return str(words["end-of-later-month"]).format(_later(months_ahead, words))


def _ordinal(number: int, words: _Words) -> str:
    table = words["ordinals"]
    return str(table.get(str(number), table["default"])).format(number)


def _later(number: int, words: _Words) -> str:
    """Write the second, third month on, where that isn't written as a day is."""
    if "later" in words:
        return str(words["later"]["default"]).format(number)
    return _ordinal(number, words)
