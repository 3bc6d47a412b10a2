"""What the picture of a decision shows of a receivable, as values: events, holds, rows."""

from enum import StrEnum

import attrs

from dunnix.engine import HeldReason
from dunnix.money import Money


class Kind(StrEnum):
    """What a mark in the picture of a decision stands for."""

    DONE = "done"
    MISSED = "missed"
    IN_FLIGHT = "in-flight"
    CAME = "came"
    NOW = "now"
    ALONG = "with"
    LATER = "later"


@attrs.frozen(kw_only=True, order=False)
class Event:
    """Something done, to do now, or expected; `step` is its id, or the kind of a task of ours.

    Of what came from the debtor `step` is the kind of event, and `said` its reason or nothing. Else
    `said` is a status, a channel, or who has to confirm. `sure` is whether nobody and nothing but
    the calendar decides the day, `more` how many steps after it aren't shown.
    """

    kind: Kind
    day: int
    step: str
    symbol: str
    said: str = ""
    sure: bool = True
    more: int = 0


@attrs.frozen(kw_only=True, order=False)
class Hold:
    """A part that is held: from a day to a day, both known or not; `amount` where it's a part."""

    reason: HeldReason
    since: int
    until: int | None
    amount: Money | None


@attrs.frozen(kw_only=True, order=False)
class Row:
    """An open receivable and all that the picture shows of it."""

    receivable: str
    due: int
    amount: Money
    events: tuple[Event, ...]
    holds: tuple[Hold, ...]
