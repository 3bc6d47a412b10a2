"""What the condition of an alert may read of a debtor, and how it is found on a day."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs

from dunnix.facts import BUILT_IN, Fact, FactKind, FactTable
from dunnix.facts.debtor import PaymentBehaviour, last_reply, payment_behaviour
from dunnix.facts.declared import Value, declared_value
from dunnix.metrics.activity import Deed, read_deeds
from dunnix.model import (
    Account,
    Claim,
    Debtor,
    Position,
    PromiseStanding,
    known_rows,
    take_position,
)
from dunnix.planning.call_backs import open_call_backs

_MONTH: Final = 30
_REVIEW: Final = "next_review"


def _new(name: str, kind: FactKind, meaning: str, *, nullable: bool = False) -> Fact:
    days = kind is FactKind.DAYS
    return Fact(
        name=name,
        kind=kind,
        meaning=meaning,
        nullable=nullable,
        unit="days" if days else None,
        builtin=True,
        moves=days,
    )


_OWN: Final = (
    _new("debtor.owner", FactKind.TEXT, "the collector in charge", nullable=True),
    _new(
        "debtor.days_past_due",
        FactKind.DAYS,
        "days since the oldest due date of what is open; negative before it",
        nullable=True,
    ),
    _new(
        "debtor.days_without_contact",
        FactKind.DAYS,
        "days since the last contact, or since the oldest overdue due date where that is later",
        nullable=True,
    ),
    _new(
        "debtor.missed_call_backs",
        FactKind.INTEGER,
        "calls agreed on whose day has passed, with no contact on it or since",
    ),
    _new("debtor.late_tasks", FactKind.INTEGER, "tasks whose day has passed, not done"),
    _new(
        "debtor.days_past_review",
        FactKind.DAYS,
        "days since the host's fact `next_review`, an ISO day: when to ask again",
        nullable=True,
    ),
)


@attrs.frozen(eq=False, order=False)
class View:
    """An account as known on a day; where `currency` is given, what it owes in that one."""

    account: Account
    day: dt.date
    currency: str | None
    debtor: Debtor
    position: Position
    claims: list[Claim]
    deeds: list[Deed]

    @property
    def overdue(self) -> list[Claim]:
        """What is open and past its due date; due today is not late."""
        return [claim for claim in self.claims if claim.due < self.day.toordinal()]

    @property
    def contacts(self) -> list[dt.date]:
        """The days of contacts so far, those the history keeps included."""
        days = [deed.counted_on for deed in self.deeds if deed.is_contact]
        found = [day for day in days if day is not None and day <= self.day]
        past = (each.date for each in self.account.history.contacts)
        return sorted([*found, *(day for day in past if day <= self.day)])


def view_of(account: Account, day: dt.date, currency: str | None) -> View:
    """Look at an account on a day."""
    position = take_position(account, day, window_end=lambda due_by: due_by)
    claims = [place.claim for place in position.places if place.claim.open > 0]
    return View(
        account=account,
        day=day,
        currency=currency,
        debtor=account.debtor_on(day),
        position=position,
        claims=[claim for claim in claims if currency in (None, claim.currency)],
        deeds=read_deeds(account, day),
    )


def facts_of(view: View, table: Iterable[Fact]) -> dict[str, Value]:
    """Give the facts of an account by name; None is unknown."""
    return {
        fact.name: _READERS[fact.name](view) if fact.builtin else _declared(view, fact)
        for fact in table
    }


def _declared(view: View, fact: Fact) -> Value:
    given = view.debtor.facts.get(fact.name.partition(".")[2])
    return declared_value(fact, given, view.currency)


def _average_days_late(view: View) -> int | None:
    paid = _payment_behaviour(view)
    return None if paid is None else paid.average_days_late


def _paid_late_percent(view: View) -> int | None:
    paid = _payment_behaviour(view)
    return None if paid is None else paid.paid_late_percent


def _payment_behaviour(view: View) -> PaymentBehaviour | None:
    currency = view.currency or _only_currency(view.account)
    return None if currency is None else payment_behaviour(view.account, view.position, currency)


def _only_currency(account: Account) -> str | None:
    """Give the currency of an account that has but one: figures of several have no sum."""
    found = {invoice.currency for invoice in account.invoices}
    return found.pop() if len(found) == 1 else None


def _promises(view: View, standing: PromiseStanding) -> int:
    return sum(1 for each in view.position.promises if each.standing is standing)


def _days_past_due(view: View) -> int | None:
    dues = [claim.due for claim in view.claims]
    return view.day.toordinal() - min(dues) if dues else None


def _days_since_contact(view: View) -> int | None:
    return (view.day - view.contacts[-1]).days if view.contacts else None


def _days_without_contact(view: View) -> int | None:
    if not view.overdue:
        return None
    last = max((day.toordinal() for day in view.contacts), default=0)
    return view.day.toordinal() - max(last, min(claim.due for claim in view.overdue))


def _contacts_30d(view: View) -> int:
    return sum(1 for day in view.contacts if (view.day - day).days < _MONTH)


def _last_reason(view: View) -> str | None:
    reply = last_reply(view.account, view.day)
    return view.account.history.last_reason if reply is None else reply.reason


def _over_credit_limit(view: View) -> bool | None:
    limit = view.debtor.credit_limit
    if limit is None or view.currency not in (None, limit.currency):
        return None
    open_ = sum(
        place.claim.open for place in view.position.places if place.claim.currency == limit.currency
    )
    return open_ > limit.minor_units


def _missed_call_backs(view: View) -> int:
    return sum(each.until < view.day for each in open_call_backs(view.account, view.day))


def _late_tasks(view: View) -> int:
    return sum(
        1
        for task in known_rows(view.account.tasks, view.day)
        if task.due_on < view.day and (task.done_on is None or task.done_on > view.day)
    )


def _days_to_payment_run(view: View) -> int | None:
    run = view.debtor.next_payment_run(view.day)
    return None if run is None else (run - view.day).days


def _days_past_review(view: View) -> int | None:
    given = view.debtor.facts.get(_REVIEW)
    try:
        return (view.day - dt.date.fromisoformat(str(given))).days
    except ValueError:
        return None


_READERS: Final[Mapping[str, Callable[[View], Value]]] = {
    "debtor.party": lambda view: view.debtor.party,
    "debtor.country": lambda view: view.debtor.country,
    "debtor.language": lambda view: view.debtor.language,
    "debtor.owner": lambda view: view.debtor.owner,
    "debtor.open": lambda view: sum(claim.open for claim in view.claims),
    "debtor.overdue": lambda view: sum(claim.open for claim in view.overdue),
    "debtor.open_invoices": lambda view: len(view.claims),
    "debtor.overdue_invoices": lambda view: len(view.overdue),
    "debtor.days_past_due": _days_past_due,
    "debtor.average_days_late": _average_days_late,
    "debtor.paid_late_percent": _paid_late_percent,
    "debtor.broken_promises": lambda view: (
        view.account.history.promises_broken + _promises(view, PromiseStanding.BROKEN)
    ),
    "debtor.kept_promises": lambda view: (
        view.account.history.promises_kept + _promises(view, PromiseStanding.KEPT)
    ),
    "debtor.days_since_contact": _days_since_contact,
    "debtor.days_without_contact": _days_without_contact,
    "debtor.contacts_30d": _contacts_30d,
    "debtor.last_reason": _last_reason,
    "debtor.over_credit_limit": _over_credit_limit,
    "debtor.days_to_payment_run": _days_to_payment_run,
    "debtor.has_portal": lambda view: bool(view.debtor.portal),
    "debtor.purchase_order_required": lambda view: view.debtor.purchase_order_required,
    "debtor.missed_call_backs": _missed_call_backs,
    "debtor.late_tasks": _late_tasks,
    "debtor.days_past_review": _days_past_review,
}

# A fact of actions or of a leader means nothing here: an alert is about a debtor.
ALERT_FACTS: Final = FactTable((*(fact for fact in BUILT_IN if fact.name in _READERS), *_OWN))
