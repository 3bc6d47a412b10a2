"""An account played forward: what would be done on which day, and where it ends."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

from dunnix.engine import Held, NextAction
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular
from dunnix.model import AnyRow, Payment, PromiseToPay, identity_of
from dunnix.planning.page import with_page

_COLUMNS = (
    Column("on", ColumnKind.DATE),
    Column("event", ColumnKind.TEXT),
    Column("what", ColumnKind.TEXT),
    Column("by", ColumnKind.TEXT),
    Column("currency", ColumnKind.TEXT),
    Column("amount_minor", ColumnKind.MONEY),
    Column("receivables", ColumnKind.TEXT),
    Column("key", ColumnKind.TEXT),
)


class ProjectionEnd(StrEnum):
    """Where an account stands on the last day played: over in one of these ways, or going on.

    Stayed is what insolvency proceedings stop; finished is what no step is left for, or whose
    ladder an answer stopped, beside what was handed over or stayed.
    """

    SETTLED = "settled"
    HANDED_OVER = "handed-over"
    STAYED = "stayed"
    FINISHED = "finished"
    GOING_ON = "going-on"


@attrs.frozen(kw_only=True, order=False)
class ProjectedDay:
    """A day on which something comes or is done, or what is held changes.

    `came` is what the assumption brings that morning, `actions` what we do, `called_off` the keys
    of what was under way and no longer called for, `held` what waits at the end of the day.
    """

    on: dt.date
    came: tuple[AnyRow, ...]
    actions: tuple[NextAction, ...]
    called_off: tuple[str, ...]
    held: tuple[Held, ...]


@attrs.frozen(kw_only=True, order=False)
class Projection(Tabular):
    """What would become of an account up to a day, under a stated assumption.

    Our own actions are taken to be done on their day, what is under way included, and to arrive
    the same day. `confirmed` lists the keys of those that somebody has to confirm: it is assumed
    that they are. Tasks of which only doing them shows what comes (a contact to be found, say) stay
    open. `ended_on` is the day from which on it stood at its `end`; None where it goes on.
    """

    debtor: str
    scenario: str
    as_of: dt.date
    until: dt.date
    assuming: str
    days: tuple[ProjectedDay, ...]
    end: ProjectionEnd
    ended_on: dt.date | None
    confirmed: tuple[str, ...]

    @property
    def actions(self) -> tuple[tuple[dt.date, NextAction], ...]:
        """Every action with its day, in their order."""
        return tuple((day.on, action) for day in self.days for action in day.actions)

    def to_dict(self) -> dict[str, object]:
        """Give the projection as plain data; the names are stable."""
        return {
            "debtor": self.debtor,
            "scenario": self.scenario,
            "as_of": self.as_of.isoformat(),
            "until": self.until.isoformat(),
            "assuming": self.assuming,
            "days": [_day(each) for each in self.days],
            "end": str(self.end),
            "ended_on": None if self.ended_on is None else self.ended_on.isoformat(),
            "confirmed": list(self.confirmed),
        }

    def table(self) -> Table:
        """Give one row for what comes, what is done and what is held from a day on."""
        return Table(_COLUMNS, tuple(row for day in self.days for row in _rows(day)))

    def __str__(self) -> str:
        over = "" if self.ended_on is None else f" on {self.ended_on}"
        return f"{self.table()}\n{self.end}{over}, assuming {self.assuming}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return with_page(self)


def _day(day: ProjectedDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "came": [{"kind": _kind(row), "id": identity_of(row)} for row in day.came],
        "actions": [_action(each) for each in day.actions],
        "called_off": list(day.called_off),
        "held": [_held(each) for each in day.held],
    }


def _action(action: NextAction) -> dict[str, Any]:
    return {
        "key": action.key,
        "do": str(action.do),
        "step": action.step,
        "reason": str(action.reason),
        "mode": str(action.mode),
        "channel": action.channel,
        "amount_due": action.amount_due.amount_text(),
        "currency": action.amount_due.currency,
        "receivables": [line.id for line in action.receivables],
        "owner": action.owner,
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "receivable": held.receivable,
        "amount": held.amount.amount_text(),
        "currency": held.amount.currency,
        "reason": str(held.reason),
        "until": None if held.until is None else held.until.isoformat(),
        "step": held.step,
    }


def _kind(row: AnyRow) -> str:
    return type(row).__name__


def _money(row: AnyRow) -> tuple[str | None, int | None]:
    """Give the currency and amount of what comes, if it is money or a promise of it."""
    if isinstance(row, Payment | PromiseToPay):
        return row.amount.currency, row.amount.minor_units
    return None, None


def _rows(day: ProjectedDay) -> Iterator[tuple[Cell, ...]]:
    for row in day.came:
        money = _money(row)
        yield (day.on, "comes", _kind(row), None, *money, None, identity_of(row))
    for key in day.called_off:
        yield (day.on, "call off", None, None, None, None, None, key)
    for action in day.actions:
        amount, names = action.amount_due, " ".join(line.id for line in action.receivables)
        what, by = action.step or action.reason, action.channel or str(action.do)
        money = (amount.currency, amount.minor_units)
        yield (day.on, "action", what, by, *money, names, action.key)
    for held in day.held:
        money = (held.amount.currency, held.amount.minor_units)
        yield (day.on, "held", str(held.reason), None, *money, held.receivable, None)
