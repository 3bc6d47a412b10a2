"""The small values inside a step or a scenario: mode, repeats, what a promise pauses."""

import re
from typing import ClassVar

import attrs

from dunnix.conditions import Condition
from dunnix.errors import DunnixError
from dunnix.model import Channel, Role
from dunnix.scenario.choices import ModeKind, Phase, Travels
from dunnix.scenario.timing import Duration, Timing, Unit

_ROLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ONE_BUSINESS_DAY = Duration(1, Unit.BUSINESS_DAY)
_MODE_HINT = "write `auto`, `manual` or `confirm:` and a role, such as `confirm:credit-manager`"


class PartError(DunnixError, ValueError):
    """A mode, a repeat or a pause that can't be."""

    def __init__(self, message: str, hint: str) -> None:
        self.message = message
        self.hint = hint
        super().__init__(message, hint)

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}"


@attrs.frozen(kw_only=True, order=False)
class Mode:
    """Whether an action goes by itself, waits for a role to confirm it, or is done by hand.

    >>> str(Mode.parse("confirm:credit-manager"))
    'confirm:credit-manager'
    """

    pattern: ClassVar[str] = f"{ModeKind.AUTO}|{ModeKind.MANUAL}|{ModeKind.CONFIRM}:{_ROLE.pattern}"

    kind: ModeKind = attrs.field(converter=ModeKind)
    role: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.role is not None) != (self.kind is ModeKind.CONFIRM):
            raise PartError(f"`{self}` names no mode", _MODE_HINT)
        if self.role is not None and not _ROLE.fullmatch(self.role):
            raise PartError(f"`{self}` names no mode", _MODE_HINT)

    @classmethod
    def parse(cls, text: str) -> "Mode":
        """Read `auto`, `manual` or `confirm:<role>`; `PartError` for anything else."""
        kind, colon, role = text.partition(":")
        if kind not in list(ModeKind):
            raise PartError(f"`{text}` names no mode", _MODE_HINT)
        return cls(kind=ModeKind(kind), role=role if colon else None)

    def __str__(self) -> str:
        return self.kind if self.role is None else f"{self.kind}:{self.role}"


@attrs.frozen(kw_only=True, order=False)
class Repeat:
    """How a step is done again: so long after the last time, until a day, or so many times.

    `times` counts the repeats after the first; without `until` and `times` there is no end. One
    done later than `latest` after the last is late.
    """

    every: Duration
    latest: Duration | None = None
    until: Timing | None = None
    times: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.every.count == 0:
            raise PartError(
                f"a repeat every `{self.every}` would never end its day",
                "give at least one day, such as `5d`",
            )
        if self.times is not None and (type(self.times) is not int or self.times < 1):
            raise PartError(
                "a repeat is done at least once",
                "give `times` as 1 or more, or leave out `repeat`",
            )


@attrs.frozen(kw_only=True, order=False)
class PromisePause:
    """How a promise to pay pauses dunning.

    Money counts up to `tolerance` after the promised day. A promise made after more than
    `at_most_broken` broken ones no longer pauses.
    """

    tolerance: Duration = attrs.field(default=_ONE_BUSINESS_DAY)
    at_most_broken: int = 2


@attrs.frozen(kw_only=True, order=False)
class Summary:
    """What is sent on the same day to sum up a call or a visit, once it was done."""

    channel: Channel
    template: str | None = None


@attrs.frozen(kw_only=True, order=False)
class PhaseRule:
    """How long a phase lasts: after `ends_by` none of its steps is proposed any more.

    `at_most` is the most contacts a receivable gets in the phase, repeats included.
    """

    phase: Phase
    ends_by: Timing | None = None
    at_most: int | None = None


@attrs.frozen(kw_only=True, order=False)
class ToneRules:
    """When a step speaks one level softer or firmer than it says; softer wins over firmer.

    An unknown fact changes no tone, and none gets softer than friendly or firmer than formal.
    """

    softer: Condition | None = None
    firmer: Condition | None = None


@attrs.frozen(kw_only=True, order=False)
class Statement:
    """A regular statement of account, beside the ladder.

    It goes out `every` so long after the last one, while `when` holds and something is open.
    """

    id: str
    every: Duration
    channel: Channel
    to: tuple[Role, ...] = ()
    template: str | None = None
    when: Condition | None = None
    travels: Travels = Travels.ALL
