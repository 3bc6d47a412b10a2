"""The worklist: what people do today by owner, and what is put off to which day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from dunnix.calendars import Calendar, load_calendar
from dunnix.engine import Decision, NextAction
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular
from dunnix.planning.day_plan import Job, spread
from dunnix.planning.page import with_page
from dunnix.planning.people import is_call_back, needs_person

_NAMES: Final = ("owner", "place", "debtor", "what", "by", "time", "currency")
_COLUMNS: Final = (
    *(Column(name, ColumnKind.TEXT) for name in _NAMES),
    Column("amount_minor", ColumnKind.MONEY),
    Column("priority", ColumnKind.COUNT),
    Column("until", ColumnKind.DATE),
    Column("key", ColumnKind.TEXT),
)


@attrs.frozen(kw_only=True, order=False)
class Pushed:
    """An action put off, and the next open day that has room for it; None where none ever has."""

    action: NextAction
    until: dt.date | None


@attrs.frozen(kw_only=True, order=False)
class OwnerWork:
    """What one owner does today, in order, and what is put off for want of room.

    `capacity` is how much fits a day, None for any amount. More than that is in `today` only
    where putting it off would miss a call agreed on or a last day.
    """

    owner: str | None
    capacity: int | None
    today: tuple[NextAction, ...]
    pushed: tuple[Pushed, ...]


@attrs.frozen(kw_only=True, order=False)
class Worklist(Tabular):
    """What people have to do today, an owner at a time, and apart from it what goes by itself.

    Owners are in order; what nobody owns comes last.
    """

    as_of: dt.date | None
    owners: tuple[OwnerWork, ...]
    automatic: tuple[NextAction, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the worklist as plain data; the names are stable."""
        return {
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "owners": [_owner_data(each) for each in self.owners],
            "automatic": [_action_data(each) for each in self.automatic],
        }

    def table(self) -> Table:
        """Give one row an action: its owner, place in the day, what, to whom, how much."""
        rows: list[tuple[Cell, ...]] = []
        for work in self.owners:
            rows += [_row(str(place), each) for place, each in enumerate(work.today, 1)]
            rows += [_row("pushed", each.action, each.until) for each in work.pushed]
        rows += [_row("automatic", each) for each in self.automatic]
        return Table(_COLUMNS, tuple(rows))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return with_page(self)


def worklist(
    decisions: Decision | Iterable[Decision], *, capacity: Mapping[str, int] | None = None
) -> Worklist:
    """Give each owner what to do today, and say what doesn't fit and when it does.

    Listed are calls, visits, tasks and all that is done by hand or waits to be confirmed; what
    goes by itself stands apart. An owner's day is in the order of hours agreed on, then priority,
    the larger amount, debtor and key. `capacity` says how many actions an owner does in a day; who
    isn't in it does all. What doesn't fit goes to the next day the scenario's calendar has open
    that has room. Calls agreed on, and what has its last day, are never put off past it: others
    give way, and where that isn't enough the day holds more than its capacity.

    Decide again on the day something was put off to: it may have been paid. Raises `ValueError`
    for decisions of several days and for a capacity below none.

    >>> from dunnix.engine import decide
    >>> from dunnix.model import Account, Contact, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> from dunnix.scenario import load_scenario
    >>> desk = Contact(role="accounts-payable", phone="+33 1 00 00 00 00")
    >>> decisions = [
    ...     decide(load_scenario("fr-b2b"), Account(
    ...         debtor=Debtor(id=f"D{n}", owner="lea", contacts=[desk]),
    ...         invoices=[Invoice(id=f"F-{n}", due_date=dt.date(2026, 2, 4),
    ...                           amount=Money(f"{n}0.00", "EUR"))],
    ...     ), as_of=dt.date(2026, 2, 5)) for n in (5, 9)]
    >>> [work] = worklist(decisions, capacity={"lea": 1}).owners
    >>> [each.debtor for each in work.today], [str(each.until) for each in work.pushed]
    (['D9'], ['2026-02-06'])
    """
    held = (decisions,) if isinstance(decisions, Decision) else tuple(decisions)
    days = {each.as_of for each in held}
    if len(days) > 1:
        raise ValueError(f"a worklist is of one day, and the decisions are of {len(days)}")
    rooms = _checked(capacity or {})
    jobs: dict[str | None, list[Job]] = {}
    automatic: list[NextAction] = []
    for decision in held:
        open_days = decision.calendar or load_calendar(decision.rules.calendar)
        for action in decision.next_actions:
            if needs_person(action):
                jobs.setdefault(action.owner, []).append(_job(action, decision, open_days))
            else:
                automatic.append(action)
    owners = sorted(jobs, key=lambda owner: (owner is None, owner or ""))
    return Worklist(
        as_of=next(iter(days), None),
        owners=tuple(_work(owner, jobs[owner], rooms) for owner in owners),
        automatic=tuple(sorted(automatic, key=_rank)),
    )


def _checked(capacity: Mapping[str, int]) -> Mapping[str, int]:
    for owner, room in capacity.items():
        if type(room) is not int or room < 0:
            raise ValueError(f"the capacity of `{owner}` must be a whole number from 0 on")
    return capacity


def _job(action: NextAction, decision: Decision, open_days: Calendar) -> Job:
    day = decision.as_of
    last = day if is_call_back(action, decision.account, day) else action.window.closes_on
    return Job(action=action, day=day, last=last, open_days=open_days)


def _work(owner: str | None, jobs: Sequence[Job], rooms: Mapping[str, int]) -> OwnerWork:
    ranked = sorted(jobs, key=lambda job: _rank(job.action))
    room = None if owner is None else rooms.get(owner)
    today, later = spread(ranked, room)
    return OwnerWork(
        owner=owner,
        capacity=room,
        today=tuple(job.action for job in today),
        pushed=tuple(Pushed(action=job.action, until=until) for job, until in later),
    )


def _rank(action: NextAction) -> tuple[bool, dt.time, int, int, str, str]:
    hour = dt.time() if action.time is None else action.time
    amount = action.amount_due.minor_units
    return action.time is None, hour, -action.priority, -amount, action.debtor, action.key


def _owner_data(work: OwnerWork) -> dict[str, object]:
    return {
        "owner": work.owner,
        "capacity": work.capacity,
        "today": [_action_data(each) for each in work.today],
        "pushed": [
            _action_data(each.action)
            | {"until": None if each.until is None else each.until.isoformat()}
            for each in work.pushed
        ],
    }


def _action_data(action: NextAction) -> dict[str, object]:
    return {
        "key": action.key,
        "debtor": action.debtor,
        "do": str(action.do),
        "step": action.step,
        "reason": str(action.reason),
        "mode": str(action.mode),
        "channel": action.channel,
        "time": None if action.time is None else action.time.isoformat("minutes"),
        "amount_due": action.amount_due.amount_text(),
        "currency": action.amount_due.currency,
        "priority": action.priority,
        "closes_on": None if action.window.closes_on is None else str(action.window.closes_on),
    }


def _row(place: str, action: NextAction, until: dt.date | None = None) -> tuple[Cell, ...]:
    return (
        action.owner,
        place,
        action.debtor,
        action.step or str(action.reason),
        action.channel or str(action.do),
        None if action.time is None else action.time.isoformat("minutes"),
        action.amount_due.currency,
        action.amount_due.minor_units,
        action.priority,
        until,
        action.key,
    )
