"""What was done about each receivable, as it was known on a day."""

import datetime as dt
from collections.abc import Iterable, Mapping

from dunnix.figures.events import Event, Kind
from dunnix.model import (
    COUNTED,
    IN_FLIGHT,
    Account,
    Action,
    identity_of,
    known_rows,
    recorded_day,
    strike_balance,
)


def past_events(account: Account, day: dt.date) -> Mapping[str, list[Event]]:
    """Give what was done or is under way by receivable, as known on a day, in order."""
    found: dict[str, list[Event]] = {}
    actions = [
        action
        for action in known_rows(account.actions, day)
        if action.date <= day or action.status in IN_FLIGHT
    ]
    for action in sorted(actions, key=lambda each: (each.date, each.id)):
        counted = _counted_on(account, action, day)
        for name, step in _pairs(account, action):
            found.setdefault(name, []).append(_done(action, step, counted))
    return found


def _counted_on(account: Account, action: Action, day: dt.date) -> dt.date:
    """Give the first day an action counted: sent before it was delivered."""
    rows = (each for each in account.actions if identity_of(each) == identity_of(action))
    known = (each for each in rows if each.status in COUNTED and _known_on(each) <= day)
    return min((each.date for each in known), default=action.date)


def _known_on(action: Action) -> dt.date:
    return recorded_day(action) or action.date


def _pairs(account: Account, action: Action) -> Iterable[tuple[str, str | None]]:
    if action.invoices:
        return action.pairs()
    claims = strike_balance(account, action.date).claims
    return tuple((claim.id, action.step) for claim in claims if claim.open > 0)


def _done(action: Action, step: str | None, counted: dt.date) -> Event:
    kind = Kind.MISSED
    if action.status in COUNTED:
        kind = Kind.DONE
    elif action.status in IN_FLIGHT:
        kind = Kind.IN_FLIGHT
    symbol = action.channel or "none"
    return Event(
        kind=kind,
        day=(counted if kind is Kind.DONE else action.date).toordinal(),
        step=step or action.step,
        symbol="missed" if kind is Kind.MISSED else "along" if step is None else symbol,
        said=action.status,
    )
