"""Two times: what took effect on a day, and what was known on it."""

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, TypeAlias, TypeVar

from dunnix.model.action import Action, Task
from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.happening import Happening
from dunnix.model.invoice import Invoice
from dunnix.model.names import STATUS_ORDER
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.payment import Payment

AnyRow: TypeAlias = (
    Invoice | Payment | PromiseToPay | PaymentPlan | Dispute | Block | Task | Action | Happening
)
_PAIR: Final = 2
_ALWAYS: Final = dt.date.min
_ID: Final = attrgetter("id")
_IDENTITY: Final = attrgetter("identity")
_Row = TypeVar("_Row", bound=AnyRow)


def recorded_day(row: AnyRow) -> dt.date | None:
    """Give the day a row became known: as recorded, else the day it took effect."""
    return row.recorded_on or row.effective_on


def identity_of(row: AnyRow) -> str:
    """Give what a row shares with its later versions."""
    return row.identity if isinstance(row, Action) else row.id


def version_order(row: AnyRow) -> tuple[dt.date, int]:
    """Order the versions of one row: by the day known, then an action's status."""
    status = STATUS_ORDER[row.status] if isinstance(row, Action) else 0
    return recorded_day(row) or dt.date.min, status


def known_rows(rows: Sequence[_Row], day: dt.date) -> Sequence[_Row]:
    """Give the last version known on a day of each row, undated rows included.

    Sorted by identity, so that the order of input never matters.
    """
    known = [row for row in rows if (row.recorded_on or row.effective_on or _ALWAYS) <= day]
    if len(known) < _PAIR:
        return known
    name = _IDENTITY if isinstance(known[0], Action) else _ID
    known.sort(key=name)
    if len(set(map(name, known))) == len(known):
        return known
    latest: dict[str, _Row] = {}
    for row in known:
        other = latest.get(name(row))
        if other is None or version_order(row) > version_order(other):
            latest[name(row)] = row
    return list(latest.values())
