"""Contacts in a row that brought no word and no money."""

import datetime as dt
from collections.abc import Iterator

from dunnix.engine.occurrence import Occurrence
from dunnix.engine.unit import Situation
from dunnix.model import Acknowledgment, CallBack, Reply, Stage, known_rows
from dunnix.scenario import Event


def no_replies(situation: Situation) -> Iterator[Occurrence]:
    """Give the day of the nth contact in a row that brought no word and no money, for each n."""
    wanted = sorted(
        {
            int(rung.answer.detail or 0)
            for rung in situation.compiled.answers
            if rung.answer and rung.answer.event is Event.NO_REPLY
        }
    )
    heard = list(_heard(situation))
    silent: dict[tuple[int, int], list[str]] = {}
    for name, days in _contacts_by_name(situation).items():
        last = max((day for day, names in heard if names is None or name in names), default=0)
        since = sorted(day for day in days if day > last)
        for count in wanted:
            if len(since) >= count:
                silent.setdefault((count, since[count - 1]), []).append(name)
    for (count, day), names in silent.items():
        date = dt.date.fromordinal(day).isoformat()
        yield Occurrence(
            event=Event.NO_REPLY,
            id=f"no-reply:{count}:{date}",
            day=day,
            names=tuple(sorted(names)),
            detail=str(count),
            follows=True,
        )


def _heard(situation: Situation) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """Give the days the debtor was heard of: a reply, a promise, a dispute, or money."""
    account, day = situation.account, situation.day
    for reply in known_rows(account.happenings, day):
        if isinstance(reply, Reply | CallBack | Acknowledgment) and reply.date <= day:
            yield reply.date.toordinal(), None if reply.invoice is None else (reply.invoice,)
    for promised in situation.position.promises:
        yield promised.made_on, promised.promise.invoices or None
    for dispute in known_rows(account.disputes, day):
        if dispute.opened_on <= day:
            yield dispute.opened_on.toordinal(), (dispute.invoice and (dispute.invoice,)) or None
    for payment in situation.position.balance.money:
        names = tuple(name for name, _ in payment.shares())
        yield payment.date.toordinal(), names or None


def _contacts_by_name(situation: Situation) -> dict[str, list[int]]:
    days: dict[str, list[int]] = {}
    compiled = situation.compiled
    for action in situation.record.closed:
        known = action.step in compiled.index or action.step in compiled.others
        if known and compiled.may_contact(action.step) and action.stage is Stage.COUNTED:
            for name, _ in action.covered:
                days.setdefault(name, []).append(action.date.toordinal())
    return days
