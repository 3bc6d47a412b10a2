"""One entry of an agenda: something on a day, with all that is needed to do it."""

import datetime as dt
from enum import StrEnum
from typing import Any, Final, TypeAlias

import attrs

from dunnix.metrics.table import Cell, Column, ColumnKind
from dunnix.money import Money

Order: TypeAlias = tuple[dt.date, bool, dt.time, str, str, str, str, tuple[str, ...], str]
_KINDS: Final = {"on": ColumnKind.DATE, "amount_minor": ColumnKind.MONEY}
ENTRY_COLUMNS: Final = tuple(
    Column(name, _KINDS.get(name, ColumnKind.TEXT))
    for name in (
        "on",
        "time",
        "state",
        "owner",
        "debtor",
        "kind",
        "what",
        "channel",
        "currency",
        "amount_minor",
        "receivables",
        "reason",
        "key",
    )
)
"""The columns of an agenda's table, in the order of `AgendaEntry.row`."""


class AgendaKind(StrEnum):
    """What an entry of an agenda is about."""

    ACTION = "action"
    TASK = "task"
    CALL_BACK = "call-back"
    CALL_OFF = "call-off"
    PROMISE = "promise"
    INSTALMENT = "instalment"
    DEADLINE = "deadline"


class AgendaState(StrEnum):
    """Whether an entry was for an earlier day, is for today, or comes."""

    LATE = "late"
    TODAY = "today"
    COMING = "coming"


@attrs.frozen(kw_only=True, order=False)
class AgendaEntry:
    """Something for a day: to be done, to be watched, or the end of a deadline.

    `on` is the day it was planned for, which is past for what is late. `what` is the step, or the
    kind of a task; `reason` why it is there. `key` is that of the action or the id of the row; an
    action that comes has the key it will have if nothing comes between. `time` is local to
    `timezone`. `answers` is the id of the call-back it is about; `is_automatic` says that it goes
    by itself.
    """

    on: dt.date
    state: AgendaState
    kind: AgendaKind
    debtor: str
    what: str
    reason: str
    key: str
    channel: str | None = None
    mode: str | None = None
    amount: Money | None = None
    receivables: tuple[str, ...] = ()
    owner: str | None = None
    time: dt.time | None = None
    timezone: str = "UTC"
    answers: str | None = None
    is_automatic: bool = False

    @property
    def order(self) -> Order:
        """What sorts an agenda: the day, the hour where there is one, and what can't tie."""
        hour = dt.time() if self.time is None else self.time
        currency = "" if self.amount is None else self.amount.currency
        names = (self.debtor, self.kind, self.key, self.what)
        return (self.on, self.time is None, hour, *names, self.receivables, currency)

    def to_dict(self) -> dict[str, Any]:
        """Give the entry as plain data; the names are stable."""
        return {
            "on": self.on.isoformat(),
            "time": None if self.time is None else self.time.isoformat("minutes"),
            "timezone": self.timezone,
            "state": str(self.state),
            "kind": str(self.kind),
            "debtor": self.debtor,
            "what": self.what,
            "channel": self.channel,
            "mode": self.mode,
            "is_automatic": self.is_automatic,
            "amount": None if self.amount is None else self.amount.amount_text(),
            "currency": None if self.amount is None else self.amount.currency,
            "receivables": list(self.receivables),
            "owner": self.owner,
            "reason": self.reason,
            "key": self.key,
            "answers": self.answers,
        }

    def row(self) -> tuple[Cell, ...]:
        """Give the entry as a row under `ENTRY_COLUMNS`."""
        return (
            self.on,
            None if self.time is None else self.time.isoformat("minutes"),
            str(self.state),
            self.owner,
            self.debtor,
            str(self.kind),
            self.what,
            self.channel,
            None if self.amount is None else self.amount.currency,
            None if self.amount is None else self.amount.minor_units,
            " ".join(self.receivables) or None,
            self.reason,
            self.key,
        )
