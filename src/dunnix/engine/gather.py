"""The values of the facts a scenario's conditions read, for one action that might be."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, cast

import attrs

from dunnix.conditions import facts_used, thresholds
from dunnix.engine.charges import charges_of
from dunnix.engine.conditions import Conditions
from dunnix.engine.dates import passes_dates
from dunnix.engine.rungs import Rung
from dunnix.engine.unit import Situation, Track, Unit
from dunnix.facts import Fact
from dunnix.facts.debtor import last_reply, payment_behaviour
from dunnix.facts.declared import Value, declared_value
from dunnix.model import PromiseStanding

_MONTH: Final = 30
_RUN: Final = "debtor.days_to_payment_run"


@attrs.define(eq=False, order=False)
class Facts:
    """The facts of one action that might be: first as of today, then those in days again."""

    conditions: Conditions
    values: tuple[Value, ...]

    def values_on(self, judged_on: int, today: int) -> Sequence[Value]:
        """Give the facts as conditions read them, days judged earlier by as many days."""
        count = len(self.conditions.facts)
        if not self.conditions.earlier or judged_on == today:
            return self.values
        return self.values[:count] + tuple(
            value - (today - judged_on) if isinstance(value, int) else None
            for value in self.values[count:]
        )

    def by_name(self) -> dict[str, Value]:
        """Give the facts by name, as of today."""
        return {fact.name: self.values[slot] for slot, fact in enumerate(self.conditions.facts)}

    def next_turn(self, situation: Situation, rung: Rung) -> int | None:
        """Give the next day the passing of time alone may turn a step's condition."""
        if rung.step.when is None:
            return None
        known = self.by_name()
        days: list[int] = []
        for name, wanted in thresholds(rung.step.when):
            value = known.get(name)
            fact = situation.compiled.scenario.fact_table[name]
            if fact.rises and isinstance(value, int) and wanted > value:
                days.append(situation.today + wanted - value)
            elif fact.moves and not fact.rises:
                turning = turns(situation, name, wanted)
                days.extend(day for day in turning if day > situation.today)
        return min(days, default=None)

    def may_accrue(self, rung: Rung) -> bool:
        """Tell whether an amount that grows by the day may turn a step's condition, on some day."""
        used = () if rung.step.when is None else facts_used(rung.step.when)
        known = self.by_name()
        return any(
            fact.accrues and known[fact.name] is not None
            for fact in self.conditions.facts
            if fact.name in used
        )


@attrs.define(eq=False, order=False)
class Case:
    """An action that might be: the receivable that leads it, and those it would cover."""

    situation: Situation
    unit: Unit
    leader: Track
    cover: Sequence[Track]
    plain: Facts | None = None
    whole: bool = False

    def facts(self, rung: Rung) -> Facts:
        """Gather the facts the condition of a step reads.

        A hand-over or a claim covers only what is ripe for it by itself, unless the case is asked
        about as a whole.
        """
        if self.whole or not rung.is_legal:
            if self.plain is None:
                self.plain = _gathered(self)
            return self.plain
        ripe = [track for track in self.cover if passes_dates(self.situation, rung, track)]
        return _gathered(Case(self.situation, self.unit, self.leader, ripe or [self.leader]))


def debtor_facts(
    situation: Situation, unit: Unit, *, without: frozenset[str] = frozenset()
) -> tuple[Value, ...]:
    """Gather the debtor's facts that the conditions of a unit read, some left unknown."""
    # No reader of a debtor's fact asks who leads: there is no action yet.
    gathered = _gathered(Case(situation, unit, cast("Track", None), ()))
    conditions = unit.conditions
    names = (*(fact.name for fact in conditions.facts), *conditions.earlier)
    pairs = zip(names, gathered.values, strict=True)
    return tuple(None if name in without else value for name, value in pairs)


def action_facts(case: Case, amount: int) -> tuple[Value, ...]:
    """Gather the facts of an action that asks for an amount: what goes along may ask for none."""
    gathered = _gathered(case).values
    names = [fact.name for fact in case.unit.conditions.facts]
    slot = names.index("amount_due") if "amount_due" in names else len(gathered)
    return (*gathered[:slot], amount, *gathered[slot + 1 :])


def _gathered(case: Case) -> Facts:
    conditions = case.unit.conditions
    values = tuple(_value(case, fact) for fact in conditions.facts)
    slots = {fact.name: slot for slot, fact in enumerate(conditions.facts)}
    earlier = tuple(values[slots[name]] for name in conditions.earlier)
    return Facts(conditions, values + earlier)


def _value(case: Case, fact: Fact) -> Value:
    if fact.builtin:
        return _READERS[fact.name](case)
    scope, _, name = fact.name.partition(".")
    given = case.situation.debtor.facts if scope == "debtor" else case.leader.claim.invoice.facts
    return declared_value(fact, given.get(name), case.unit.currency)


def turns(situation: Situation, name: str, wanted: int) -> Iterator[int]:
    """Give the days on which a fact that moves, but doesn't simply rise, may pass a number."""
    if name != _RUN:
        yield from (day + _MONTH for day in situation.record.contacts)
        return
    run = situation.debtor.next_payment_run(situation.day)
    if run is not None:
        yield from (run.toordinal() - wanted + 1, run.toordinal() + 1)


def _amount_due(case: Case) -> int:
    return sum(track.in_play for track in case.cover)


def _days_past_due(case: Case) -> int:
    return max(track.days_past_due for track in case.cover)


def _step(case: Case) -> str | None:
    reached = max(track.progress.reached for track in case.cover)
    return None if reached < 0 else case.situation.compiled.rungs[reached].id


def _times_contacted(case: Case) -> int:
    return max(track.progress.contacts for track in case.cover)


def _outcome(case: Case) -> str | None:
    return case.leader.progress.previous_outcome


def _answered(case: Case) -> bool:
    names = {name for track in case.cover for name in track.claim.names}
    reply = last_reply(case.situation.account, case.situation.day, names)
    progress = case.leader.progress
    since = 0 if progress.previous is None else progress.last[progress.previous]
    return reply is not None and reply.date.toordinal() >= since


def _interest_due(case: Case) -> int | None:
    if case.situation.compiled.law is None:
        return None
    due = 0
    for track in case.cover:
        interest = charges_of(case.situation).interest(track.claim)
        if interest is None or interest.unknown_since is not None:
            return None
        due += interest.amount.minor_units
    return due


def _fees_due(case: Case) -> int | None:
    if case.situation.compiled.law is None:
        return None
    names = {name for track in case.cover for name in track.claim.names}
    fees = charges_of(case.situation).fees(case.unit.currency, names)
    return None if fees is None else fees.minor_units


def _issued(case: Case) -> int | None:
    issued = case.leader.claim.invoice.issue_date
    return None if issued is None else case.situation.today - issued.toordinal()


def _open(case: Case) -> int:
    return sum(place.claim.open for place in case.unit.all_places)


def _overdue(case: Case) -> int:
    today = case.situation.today
    return sum(place.claim.open for place in case.unit.all_places if place.claim.due < today)


def _overdue_invoices(case: Case) -> int:
    today = case.situation.today
    return sum(1 for place in case.unit.all_places if place.claim.due < today)


def _average_days_late(case: Case) -> int | None:
    situation = case.situation
    return payment_behaviour(
        situation.account, situation.position, case.unit.currency
    ).average_days_late


def _paid_late_percent(case: Case) -> int | None:
    situation = case.situation
    return payment_behaviour(
        situation.account, situation.position, case.unit.currency
    ).paid_late_percent


def _promises(case: Case, standing: PromiseStanding) -> int:
    return sum(1 for each in case.situation.position.promises if each.standing is standing)


def _broken_promises(case: Case) -> int:
    history = case.situation.account.history
    return history.promises_broken + _promises(case, PromiseStanding.BROKEN)


def _kept_promises(case: Case) -> int:
    history = case.situation.account.history
    return history.promises_kept + _promises(case, PromiseStanding.KEPT)


def _days_since_contact(case: Case) -> int | None:
    contacts = [day for day in case.situation.record.contacts if day <= case.situation.today]
    return case.situation.today - contacts[-1] if contacts else None


def _contacts_30d(case: Case) -> int:
    today = case.situation.today
    return sum(1 for day in case.situation.record.contacts if today - _MONTH < day <= today)


def _last_reason(case: Case) -> str | None:
    reply = last_reply(case.situation.account, case.situation.day)
    return case.situation.account.history.last_reason if reply is None else reply.reason


def _days_to_payment_run(case: Case) -> int | None:
    run = case.situation.debtor.next_payment_run(case.situation.day)
    return None if run is None else (run - case.situation.day).days


def _over_credit_limit(case: Case) -> bool | None:
    limit = case.situation.debtor.credit_limit
    if limit is None or limit.currency != case.unit.currency:
        return None
    places = case.situation.position.places
    open_ = (p.claim.open for p in places if p.claim.currency == limit.currency)
    return sum(open_) > limit.minor_units


_READERS: Final[dict[str, Callable[[Case], Value]]] = {
    "amount_due": _amount_due,
    "days_past_due": _days_past_due,
    "step": _step,
    "times_contacted": _times_contacted,
    "outcome": _outcome,
    "answered": _answered,
    "interest_due": _interest_due,
    "fees_due": _fees_due,
    "invoice.amount": lambda case: case.leader.claim.amount,
    "invoice.open": lambda case: case.leader.claim.open,
    "invoice.days_past_due": lambda case: case.leader.days_past_due,
    "invoice.days_since_issue": _issued,
    "invoice.creditor": lambda case: case.leader.claim.invoice.creditor,
    "debtor.party": lambda case: case.situation.debtor.party,
    "debtor.country": lambda case: case.situation.debtor.country,
    "debtor.language": lambda case: case.situation.debtor.language,
    "debtor.overdue": _overdue,
    "debtor.open": _open,
    "debtor.open_invoices": lambda case: len(case.unit.all_places),
    "debtor.overdue_invoices": _overdue_invoices,
    "debtor.average_days_late": _average_days_late,
    "debtor.paid_late_percent": _paid_late_percent,
    "debtor.broken_promises": _broken_promises,
    "debtor.kept_promises": _kept_promises,
    "debtor.days_since_contact": _days_since_contact,
    "debtor.contacts_30d": _contacts_30d,
    "debtor.last_reason": _last_reason,
    "debtor.over_credit_limit": _over_credit_limit,
    _RUN: _days_to_payment_run,
    "debtor.has_portal": lambda case: bool(case.situation.debtor.portal),
    "debtor.purchase_order_required": (lambda case: case.situation.debtor.purchase_order_required),
}
