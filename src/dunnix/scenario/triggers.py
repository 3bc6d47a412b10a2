"""What a reaction answers, and how the ladder goes on once it has."""

import re
from enum import StrEnum
from typing import ClassVar, Final

import attrs

from dunnix.model import ReplyReason, StepId
from dunnix.scenario.parts import PartError

_NUMBER: Final = re.compile(r"[1-9][0-9]?")
_STEP: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class Event(StrEnum):
    """What a reaction can be on: a closed list."""

    SETTLED = "settled"
    PART_PAYMENT = "part-payment"
    PAYMENT_REVERSED = "payment-reversed"
    PROMISE_MADE = "promise-made"
    PROMISE_BROKEN = "promise-broken"
    PLAN_BROKEN = "plan-broken"
    DISPUTE = "dispute"
    DISPUTE_RESOLVED = "dispute-resolved"
    REPLY = "reply"
    ACKNOWLEDGMENT = "acknowledgment"
    EXTENSION = "extension"
    CALL_BACK = "call-back"
    INSOLVENCY = "insolvency"
    HAND_OVER = "hand-over"
    BLOCK_LIFTED = "block-lifted"
    TASK_DONE = "task-done"
    NO_REPLY = "no-reply"


WITH_DETAIL: Final = frozenset({Event.DISPUTE, Event.REPLY, Event.NO_REPLY, Event.TASK_DONE})


class TaskKind(StrEnum):
    """The tasks that are proposed for people of ours: a closed list."""

    ANNOUNCED = "announced"
    CALL_BACK = "call-back"
    CHECK_IN_FLIGHT = "check-in-flight"
    FIND_CONTACT = "find-contact"
    KEEP_IN_TOUCH = "keep-in-touch"
    MANDATORY_MISSING = "mandatory-missing"
    PAUSE_LIMIT = "pause-limit"


_ALONE: Final = tuple(event for event in Event if event is not Event.NO_REPLY)
_REPLIES: Final = tuple(f"{Event.REPLY}:{reason}" for reason in ReplyReason)
KNOWN_TRIGGERS: Final = (
    *map(str, _ALONE),
    *_REPLIES,
    *(f"{Event.TASK_DONE}:{kind}" for kind in TaskKind),
)
"""The triggers that need no word of the host's own, and no number."""


@attrs.frozen(kw_only=True, order=False)
class Trigger:
    """What a reaction is on: an event, and its reason, kind or number where one is named.

    `detail` is the reason of a reply or a dispute, the kind of a task, or after how many contacts
    without a reply.

    >>> str(Trigger.parse("reply:not-received"))
    'reply:not-received'
    """

    pattern: ClassVar[str] = (
        f"{'|'.join((*_ALONE, *_REPLIES))}|(?:{Event.DISPUTE}|{Event.TASK_DONE}):[\\s\\S]+"
        f"|{Event.NO_REPLY}:{_NUMBER.pattern}"
    )

    event: Event = attrs.field(converter=Event)
    detail: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.detail is not None and self.event not in WITH_DETAIL:
            raise PartError(f"`{self.event}` has no reasons", f"write `{self.event}` alone")
        if self.event is Event.NO_REPLY and not _NUMBER.fullmatch(self.detail or ""):
            raise PartError(
                f"`{self}` doesn't say after how many contacts", "write such as `no-reply:3`"
            )

    @classmethod
    def parse(cls, text: str) -> "Trigger":
        """Read `settled` or `reply:not-received`; `PartError` for anything else."""
        name, colon, detail = text.partition(":")
        if name not in list(Event) or (colon and not detail):
            raise PartError(
                f"`{text}` is nothing a reaction can be on",
                "write one of " + ", ".join(f"`{event}`" for event in Event),
            )
        return cls(event=Event(name), detail=detail or None)

    def __str__(self) -> str:
        return self.event if self.detail is None else f"{self.event}:{self.detail}"

    @property
    def number(self) -> int:
        """After how many contacts without a reply."""
        return int(self.detail or 0)


@attrs.frozen(kw_only=True, order=False)
class Then:
    """How the ladder goes on after a reaction: it continues, stops, or goes to a step.

    >>> str(Then.parse("go-to:formal-notice"))
    'go-to:formal-notice'
    """

    pattern: ClassVar[str] = f"continue|stop|go-to:{_STEP.pattern}"

    stop: bool = False
    step: StepId | None = None

    def __attrs_post_init__(self) -> None:
        if self.stop and self.step is not None:
            raise PartError("a ladder that stops goes to no step", "give one of the two")

    @classmethod
    def parse(cls, text: str) -> "Then":
        """Read `continue`, `stop` or `go-to:<step>`; `PartError` for anything else."""
        if text in {"continue", "stop"}:
            return cls(stop=text == "stop")
        word, colon, step = text.partition(":")
        if word != "go-to" or not colon or not _STEP.fullmatch(step):
            raise PartError(
                f"`{text}` doesn't say how to go on",
                "write `continue`, `stop` or `go-to:` and a step, such as `go-to:formal-notice`",
            )
        return cls(step=StepId(step))

    def __str__(self) -> str:
        if self.step is not None:
            return f"go-to:{self.step}"
        return "stop" if self.stop else "continue"


CONTINUE: Final = Then()
