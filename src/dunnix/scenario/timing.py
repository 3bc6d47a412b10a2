"""When a step is due: durations, dates counted from an anchor, waits after another step.

The spellings are those of a scenario file: `8d`, `due + 45d eom`, `formal-notice + 10d`.
"""

import calendar as months
import datetime as dt
import re
from enum import StrEnum
from typing import ClassVar

import attrs

from dunnix.calendars import Calendar, OnClosedDay
from dunnix.errors import DunnixError
from dunnix.model import StepId
from dunnix.scenario.spelling import duration_meant, timing_meant

_LONGEST = 3650
_LAST_ORDINAL = dt.date.max.toordinal()
_DURATION = re.compile(r"(0|[1-9][0-9]{0,3})(bd|d|w|m)")
# Within a date any length is taken at first: `Duration` says what is wrong with it.
_LENGTH = r"[0-9]+[a-z]+"
_TIMING_OF = r"(due|issue|event|hand-over|go-to)(?: ([+-]) ({length}))?( eom)?"
_AFTER_OF = r"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?: \+ ({length}))?"
_TIMING = re.compile(_TIMING_OF.format(length=_LENGTH))
_AFTER = re.compile(_AFTER_OF.format(length=_LENGTH))
_DURATION_HINT = "write a whole number of `d`, `bd`, `w` or `m` up to 3650, such as `8d`"
_TIMING_HINT = "write such as `due`, `due + 5d`, `due - 1w`, `issue + 2m` or `due + 45d eom`"
_AFTER_HINT = "write such as `formal-notice`, `formal-notice + 10d` or `previous + 7d`"


class TimingError(DunnixError, ValueError):
    """A duration or a date that isn't written as a scenario writes it."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message, hint)

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}"


class Unit(StrEnum):
    """What a duration counts: days, business days, weeks or months."""

    DAY = "d"
    BUSINESS_DAY = "bd"
    WEEK = "w"
    MONTH = "m"


class Anchor(StrEnum):
    """The date a step is counted from.

    `event` is the day of what a reaction answers, `hand-over` the day the receivable was handed
    over, `go-to` the day a reaction sent the ladder to the step.
    """

    DUE = "due"
    ISSUE = "issue"
    EVENT = "event"
    HAND_OVER = "hand-over"
    GO_TO = "go-to"


@attrs.frozen(order=False)
class Duration:
    """A number of days, business days, weeks or months.

    >>> Duration.parse("8d")
    Duration(count=8, unit=<Unit.DAY: 'd'>)
    """

    pattern: ClassVar[str] = _DURATION.pattern

    count: int
    unit: Unit = attrs.field(converter=Unit)

    def __attrs_post_init__(self) -> None:
        if type(self.count) is not int or not 0 <= self.count <= _LONGEST:
            raise TimingError(f"`{self.count}` is no length of time", _DURATION_HINT)

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read `8d`, `1bd`, `2w` or `3m`; `TimingError` for anything else."""
        found = _DURATION.fullmatch(text)
        if found is None:
            raise TimingError(f"`{text}` is no duration", _duration_hint(text))
        return cls(int(found[1]), Unit(found[2]))

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    def after(self, ordinal: int, calendar: Calendar, *, sign: int = 1) -> int:
        """Give the day this long after a day (before it: sign -1); both as ordinals.

        Months are clamped to the month's end; business days follow the calendar; the day is
        not moved off a closed one.
        """
        count = self.count if sign > 0 else -self.count
        match self.unit:
            case Unit.DAY:
                return ordinal + count
            case Unit.WEEK:
                return ordinal + 7 * count
            case Unit.BUSINESS_DAY:
                return calendar.add_business_days_ordinal(ordinal, count)
            case Unit.MONTH:
                return _add_months(ordinal, count)


def _duration_hint(text: str) -> str:
    meant = duration_meant(text)
    return f"write `{meant}`" if meant and _DURATION.fullmatch(meant) else _DURATION_HINT


def _add_months(ordinal: int, count: int) -> int:
    day = dt.date.fromordinal(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > dt.MAXYEAR:
        return _LAST_ORDINAL
    if year < dt.MINYEAR:
        return 1
    last = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)).toordinal()


def _month_end(ordinal: int) -> int:
    day = dt.date.fromordinal(min(max(ordinal, 1), _LAST_ORDINAL))
    return ordinal + months.monthrange(day.year, day.month)[1] - day.day


@attrs.frozen(kw_only=True, order=False)
class Timing:
    """A date counted from an anchor: `due + 45d eom` goes on to the end of that month.

    >>> str(Timing.parse("due + 45d eom"))
    'due + 45d eom'
    """

    pattern: ClassVar[str] = _TIMING_OF.format(length=_DURATION.pattern)

    anchor: Anchor = attrs.field(converter=Anchor)
    sign: int = 1
    offset: Duration | None = None
    end_of_month: bool = False

    def __attrs_post_init__(self) -> None:
        if self.sign not in {-1, 1} or (self.sign < 0 and self.offset is None):
            raise TimingError(
                f"`{self.sign}` is no direction here",
                "give `sign` as 1, or as -1 with an offset",
            )
        if self.end_of_month and self.sign < 0 and not self._whole_months:
            raise TimingError(
                f"`{self}` may end up after its anchor",
                "count back in months, such as `due - 1m eom`, or leave out `eom`",
            )

    @property
    def _whole_months(self) -> bool:
        return self.offset is not None and self.offset.unit is Unit.MONTH and self.offset.count > 0

    @classmethod
    def parse(cls, text: str) -> "Timing":
        """Read `due`, `due + 5d`, `issue - 2w` or `due + 45d eom`; `TimingError` otherwise."""
        found = _TIMING.fullmatch(text)
        if found is None:
            raise TimingError(f"`{text}` is no date of a step", _timing_hint(text))
        return cls(
            anchor=Anchor(found[1]),
            sign=-1 if found[2] == "-" else 1,
            offset=Duration.parse(found[3]) if found[3] else None,
            end_of_month=found[4] is not None,
        )

    def __str__(self) -> str:
        offset = f" {'-' if self.sign < 0 else '+'} {self.offset}" if self.offset else ""
        return f"{self.anchor}{offset}{' eom' if self.end_of_month else ''}"

    @property
    def is_anchor_day(self) -> bool:
        """Whether the date is the anchor itself."""
        return not self.end_of_month and (self.offset is None or self.offset.count == 0)

    @property
    def is_before_due(self) -> bool:
        """Whether the date surely lies before the due date."""
        return self.anchor is Anchor.DUE and self.sign < 0 and not self.is_anchor_day

    def day(self, anchor_ordinal: int, calendar: Calendar, rule: OnClosedDay) -> int:
        """Give the ordinal of the day, moved off a closed day, never across or onto the anchor."""
        ordinal = anchor_ordinal
        if self.offset is not None:
            ordinal = self.offset.after(ordinal, calendar, sign=self.sign)
        if self.end_of_month:
            ordinal = _month_end(ordinal)
        return calendar.shift_ordinal(ordinal, rule, anchor=anchor_ordinal)


def _timing_hint(text: str) -> str:
    """Spell the date as it is surely meant; what can't be meant gets examples."""
    meant = timing_meant(text)
    try:
        hint = f"write `{Timing.parse(meant)}`" if meant else _TIMING_HINT
    except TimingError:
        return _TIMING_HINT
    # A dash or a space of a word processor can't be told from the right one by looking.
    is_odd = bool(meant) and not text.isascii()
    return f"{hint} with the hyphen and the space of the keyboard" if is_odd else hint


@attrs.frozen(kw_only=True, order=False)
class After:
    """At least this long after something was done: a step, or the previous one (step None).

    Without a wait the deadline of the step must have passed.

    >>> str(After.parse("formal-notice + 10d"))
    'formal-notice + 10d'
    """

    pattern: ClassVar[str] = _AFTER_OF.format(length=_DURATION.pattern)

    step: StepId | None
    wait: Duration | None = None

    def __attrs_post_init__(self) -> None:
        if self.step is None and self.wait is None:
            raise TimingError(
                "`previous` alone says no time",
                "say how long after the previous step, such as `previous + 7d`",
            )

    @classmethod
    def parse(cls, text: str) -> "After":
        """Read `formal-notice`, `formal-notice + 10d` or `previous + 7d`; else `TimingError`."""
        found = _AFTER.fullmatch(text)
        if found is None:
            spaced = re.sub(r"\s*\+\s*", " + ", text.strip())
            hint = f"write `{spaced}`" if _AFTER.fullmatch(spaced) else _AFTER_HINT
            raise TimingError(f"`{text}` names no step to come after", hint)
        return cls(
            step=None if found[1] == "previous" else StepId(found[1]),
            wait=Duration.parse(found[2]) if found[2] else None,
        )

    def __str__(self) -> str:
        wait = f" + {self.wait}" if self.wait else ""
        return f"{self.step or 'previous'}{wait}"
