"""The rules of contact: how often, on which days and hours, and after what there is quiet."""

import datetime as dt
import re
from enum import StrEnum
from typing import ClassVar, Final

import attrs

from dunnix.model import Channel
from dunnix.scenario.parts import PartError
from dunnix.scenario.timing import Duration

_CAP_OF: Final = r"([1-9][0-9]{{0,3}})(?: ([a-z]+(?:-[a-z]+)*))? per ({length})(, each receivable)?"
_CAP: Final = re.compile(_CAP_OF.format(length="[0-9]+[a-z]+"))
_CAP_HINT: Final = 'write such as "2 per 7d", "7 phone per 7d" or "7 phone per 7d, each receivable"'
_SPAN: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_SPAN_HINT: Final = 'write such as "09:00-12:00"'
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class QuietAfter(StrEnum):
    """After what there is quiet."""

    CONVERSATION = "conversation"
    REFUSAL = "refusal"


@attrs.frozen(kw_only=True, order=False)
class Cap:
    """No more than so many contacts within any stretch of so long: of the debtor, or each debt.

    >>> str(Cap.parse("7 phone per 7d, each receivable"))
    '7 phone per 7d, each receivable'
    """

    pattern: ClassVar[str] = _CAP_OF.format(length=Duration.pattern)

    count: int
    within: Duration
    channel: Channel | None = None
    each_receivable: bool = False

    def __attrs_post_init__(self) -> None:
        if type(self.count) is not int or self.count < 1 or self.within.count == 0:
            raise PartError(f"`{self}` caps nothing", _CAP_HINT)

    @classmethod
    def parse(cls, text: str) -> "Cap":
        """Read `2 per 7d`; `PartError` for anything else."""
        found = _CAP.fullmatch(text)
        if found is None:
            raise PartError(f"`{text}` is no cap", _CAP_HINT)
        channel = None if found[2] is None else Channel(found[2])
        within = Duration.parse(found[3])
        return cls(
            count=int(found[1]), within=within, channel=channel, each_receivable=bool(found[4])
        )

    def __str__(self) -> str:
        channel = f" {self.channel}" if self.channel else ""
        each = ", each receivable" if self.each_receivable else ""
        return f"{self.count}{channel} per {self.within}{each}"


@attrs.frozen(order=False)
class TimeSpan:
    """A part of a day, in minutes from midnight; the end isn't in it, and may be 24:00.

    >>> str(TimeSpan.parse("09:00-12:30"))
    '09:00-12:30'
    """

    pattern: ClassVar[str] = _SPAN.pattern

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 24 * 60:
            raise PartError("a part of a day ends before it begins", _SPAN_HINT)

    @classmethod
    def parse(cls, text: str) -> "TimeSpan":
        """Read `09:00-12:30`; `PartError` for anything else."""
        found = _SPAN.fullmatch(text)
        if found is None:
            raise PartError(f"`{text}` is no part of a day", _SPAN_HINT)
        hour, minute, until_hour, until_minute = (int(part) for part in found.groups())
        return cls(60 * hour + minute, 60 * until_hour + until_minute)

    def __str__(self) -> str:
        times = (f"{each // 60:02}:{each % 60:02}" for each in (self.start, self.end))
        return "-".join(times)

    def holds(self, time: dt.time) -> bool:
        """Tell whether a time of day lies in it."""
        return self.start <= 60 * time.hour + time.minute < self.end


@attrs.frozen(kw_only=True, order=False)
class DayHours:
    """The parts of one weekday (0 is Monday) on which the debtor may be contacted."""

    weekday: int
    spans: tuple[TimeSpan, ...]


@attrs.frozen(kw_only=True, order=False)
class Quiet:
    """No contact for so long after a conversation or a refusal; its own day counts as the first.

    `channels` are those that keep quiet; none means all.
    """

    after: QuietAfter = attrs.field(converter=QuietAfter)
    time: Duration
    channels: tuple[Channel, ...] = ()


@attrs.frozen(kw_only=True, order=False)
class ContactRules:
    """When and how often a debtor may be contacted, beside the gap.

    `hours` lists every weekday that has any; None leaves all hours free. `run_on` are the weekdays
    on which contacts go out at all (0 is Monday), `closed_days` whether they may go on a day the
    calendar closes. `waiting` is the time of silence after the first letter of a claim.
    `silence_at_most` is the longest time an overdue receivable may be left without a contact.
    `forbidden_places` are those of contacts that are never used.
    """

    rules: tuple[str, ...] = ()
    at_most: tuple[Cap, ...] = ()
    silence_at_most: Duration | None = None
    hours: tuple[DayHours, ...] | None = None
    run_on: tuple[int, ...] = ()
    closed_days: bool = True
    quiet: tuple[Quiet, ...] = ()
    waiting: Duration | None = None
    forbidden_places: tuple[str, ...] = ()
