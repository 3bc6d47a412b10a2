"""The ways `45 days end of month` is counted."""

from enum import StrEnum

from dunnix.errors import did_you_mean
from dunnix.terms.errors import UnknownReadingError
from dunnix.terms.operations import Add, EndOfMonth, Operation, Unit


class Reading(StrEnum):
    """How days and an end of month that stand side by side are counted.

    France admits two of them for `45 jours fin de mois`, and leaves it to the parties which. The
    third counts 30 days as one month: it is met in practice, and differs by a day or two.
    """

    DAYS_THEN_MONTH_END = "days-then-month-end"
    MONTH_END_THEN_DAYS = "month-end-then-days"
    COMMERCIAL_MONTH = "commercial-month"


def reading_of(name: str | None) -> Reading | None:
    """Give the reading a name stands for; `UnknownReadingError` for another name."""
    if name is None:
        return None
    known = [str(each) for each in Reading]
    if name not in known:
        hint = did_you_mean(str(name), known)
        raise UnknownReadingError(f"there is no reading `{name}`; {hint}")
    return Reading(name)


def counted(days: int, reading: Reading) -> tuple[Operation, ...]:
    """Give days and an end of month in the order of a reading."""
    match reading:
        case Reading.DAYS_THEN_MONTH_END:
            return Add(days), EndOfMonth()
        case Reading.MONTH_END_THEN_DAYS:
            return EndOfMonth(), Add(days)
        case Reading.COMMERCIAL_MONTH:
            return EndOfMonth(), Add(days, Unit.COMMERCIAL_DAY)
