"""Dates as a row has them: ISO and nothing else, with the way out for any other spelling."""

import contextlib
import datetime as dt
import re
from typing import Final, NamedTuple

from dunnix.model.checks import InvalidValueError

ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_WITH_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")
_PARTED: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([/. -]?)([0-9]{1,2})\2([0-9]{1,2})", re.ASCII)
_DAY_NUMBER: Final = re.compile(r"[1-9][0-9]{4}(?:\.0+)?")
_MONTHS: Final = 12
# What an error may quote: of any other text nobody knows whether it names a person.
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_LIKE_A_DATE: Final = re.compile(
    r"[0-9]{4}[/. -][0-9]{1,2}[/. -][0-9]{1,2}|(?:19|20)[0-9]{6}|[1-9][0-9]{4}(?:\.0+)?"
    r"|[0-9]{1,2}[/. -][0-9]{1,2}[/. -](?:[0-9]{4}|[0-9]{2})"
    rf"|[0-9]{{1,2}}[. -]{{0,2}}{_MONTH}[. -]{{0,2}}[0-9]{{2,4}}"
    rf"|{_MONTH}[. -]{{0,2}}[0-9]{{1,2}},? [0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9.]{2,12})?(?:Z|[+-][0-9:]{4,5})?",
    re.IGNORECASE | re.ASCII,
)


def read_iso_date(text: str) -> dt.date:
    """Read `2026-02-04` and nothing else.

    >>> read_iso_date("2026-02-04")
    datetime.date(2026, 2, 4)
    """
    if ISO_DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise no_such_day(text) from None
    timed = _DATE_WITH_TIME.fullmatch(text)
    if timed:
        raise InvalidValueError(
            f"{quoted_date(text)} is a date with a time, a date is wanted",
            code="datetime-for-date",
            hint=f"write `{timed[1]}`, the day where the fact happened",
        )
    parted = parted_date(text)
    if parted is not None:
        raise _unclear(text, parted)
    raise InvalidValueError(
        f"{quoted_date(text)} is no date as YYYY-MM-DD",
        code="bad-date",
        hint=_iso_hint(text),
    )


def quoted_date(text: str) -> str:
    """Quote what looks like a date; any other text may tell of a person, and isn't told again.

    >>> quoted_date("5 Jan 2026"), quoted_date("Mrs Martin is ill")
    ('`5 Jan 2026`', 'the text')
    """
    return f"`{text}`" if _LIKE_A_DATE.fullmatch(text) else "the text"


def _iso_hint(text: str) -> str:
    """Spell a date whose year comes first; of any other the ledger has to say how it is meant."""
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        with contextlib.suppress(ValueError):
            return f"write `{dt.date(int(found[1]), int(found[3]), int(found[4]))}`"
    if _DAY_NUMBER.fullmatch(text):
        return "a spreadsheet's number of a day: give its column a date format before saving"
    return "write 4 February 2026 as `2026-02-04`, or say with `--dates` how all dates are written"


def no_such_day(text: str) -> InvalidValueError:
    """Give the refusal of a day that no calendar has."""
    return InvalidValueError(
        f"{quoted_date(text)} is a day that doesn't exist",
        code="no-such-day",
        hint="check the day against the length of the month",
    )


class PartedDate(NamedTuple):
    """A date such as 2/4/2026, and the two formats it may have."""

    first: int
    second: int
    day_first: str
    month_first: str

    @property
    def only(self) -> str | None:
        """The one format it can have, if one of its numbers is no month."""
        if self.first > _MONTHS >= self.second:
            return self.day_first
        return self.month_first if self.second > _MONTHS >= self.first else None


def parted_date(text: str) -> PartedDate | None:
    """Take a date such as 2/4/2026 apart; None for other text."""
    parted = _PARTED.fullmatch(text)
    if parted is None:
        return None
    mark, year = parted[2], "Y" * len(parted[4])
    day_first, month_first = f"D{mark}M{mark}{year}", f"M{mark}D{mark}{year}"
    return PartedDate(int(parted[1]), int(parted[3]), day_first, month_first)


def _unclear(text: str, parted: PartedDate) -> InvalidValueError:
    if min(parted.first, parted.second) > _MONTHS:
        return no_such_day(text)
    if parted.only is not None:
        return InvalidValueError(
            f"`{text}` is no date as YYYY-MM-DD",
            code="bad-date",
            hint=f"it can only be {parted.only}: write ISO dates, or give `--dates {parted.only}`",
        )
    day_first, month_first = parted.day_first, parted.month_first
    return InvalidValueError(
        f"`{text}` may be {day_first} or {month_first}",
        code="ambiguous-date",
        hint=f"write ISO dates, or give `--dates {day_first}` or `--dates {month_first}`",
    )
