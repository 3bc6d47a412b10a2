"""What comes from a debtor on which day, as an assumption to play an account by."""

import datetime as dt
from collections.abc import Mapping
from typing import Final, cast

import attrs

from dunnix.engine.contact_rules import PHONE_OR_VISIT
from dunnix.model import (
    Account,
    Action,
    ActionStatus,
    AnyRow,
    Instalment,
    Stage,
    identity_of,
    known_rows,
)

_UNSAID: Final = frozenset(
    {
        *("id", "key", "recorded_on", "note", "invoices", "invoice", "allocations"),
        *("date", "made_on", "opened_on", "agreed_on", "since"),
    }
)
_NOTHING: Final = (None, (), "", False)


@attrs.frozen(order=False, eq=False)
class Told:
    """Rows that become known, by day."""

    by_day: Mapping[dt.date, tuple[AnyRow, ...]]

    def __call__(self, account: Account, day: dt.date) -> tuple[AnyRow, ...]:
        """Give the rows of a day."""
        del account
        return self.by_day.get(day, ())

    def __str__(self) -> str:
        return "what was told"


@attrs.frozen(order=False, eq=False)
class Outcomes:
    """Each call and visit has an outcome, told the day after."""

    outcome: str

    def __call__(self, account: Account, day: dt.date) -> tuple[AnyRow, ...]:
        """Give yesterday's calls once more, with what came of them."""
        return tuple(
            attrs.evolve(row, outcome=self.outcome, recorded_on=day)
            for row in _of_yesterday(account, day)
            if row.channel in PHONE_OR_VISIT and row.outcome is None
        )

    def __str__(self) -> str:
        return f"calls come to {self.outcome}"


@attrs.frozen(order=False, eq=False)
class Fails:
    """What goes out by some channel doesn't arrive, told the day after."""

    channel: str

    def __call__(self, account: Account, day: dt.date) -> tuple[AnyRow, ...]:
        """Give yesterday's contacts by the channel once more, as failed."""
        return tuple(
            attrs.evolve(row, status=ActionStatus.FAILED, date=day, recorded_on=day)
            for row in _of_yesterday(account, day)
            if row.channel == self.channel
        )

    def __str__(self) -> str:
        return f"{self.channel} fails"


def _of_yesterday(account: Account, day: dt.date) -> list[Action]:
    yesterday = day - dt.timedelta(1)
    rows = known_rows(account.actions, yesterday)
    return [row for row in rows if row.date == yesterday and row.stage is Stage.COUNTED]


def row_text(row: AnyRow) -> str:
    """Say in a few words what becomes known."""
    kind, fields = type(row).__name__, attrs.fields(type(row))
    said = [
        f"{each.name.replace('_', ' ')} {_text(getattr(row, each.name))}"
        for each in fields
        if each.eq and each.name not in _UNSAID and getattr(row, each.name) not in _NOTHING
    ]
    return ", ".join([f"{kind} {identity_of(row)}", *said])


def _text(value: object) -> str:
    if isinstance(value, Instalment):
        return f"{value.amount} on {value.due_date}"
    if isinstance(value, tuple):
        return "; ".join(map(_text, cast("tuple[object, ...]", value)))
    return str(value)
