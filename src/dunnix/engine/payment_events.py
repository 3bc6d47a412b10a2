"""What money brought about: part payments, receivables settled, payments reversed."""

import datetime as dt
from collections.abc import Iterator

from dunnix.engine.occurrence import Occurrence
from dunnix.engine.unit import Situation
from dunnix.model import known_rows
from dunnix.scenario import Event


def payments_reversed(situation: Situation) -> Iterator[Occurrence]:
    """Give the payments taken back, on the day of it."""
    for payment in known_rows(situation.account.payments, situation.day):
        if payment.reversed_on is not None and payment.reversed_on <= situation.day:
            yield Occurrence(
                event=Event.PAYMENT_REVERSED,
                id=payment.id,
                day=payment.reversed_on.toordinal(),
                names=tuple(name for name, _ in payment.shares()) or None,
                currency=payment.amount.currency,
                since=payment.date.toordinal(),
            )


def part_payments(situation: Situation) -> Iterator[Occurrence]:
    """Give the payments that left something open of what they paid."""
    balance = situation.position.balance
    netted = tuple(name for name in balance.netted if balance.by_id[name].open > 0)
    for payment in balance.money:
        if payment.amount.minor_units > 0:
            came = payment.cleared_on or payment.date
            names = tuple(name for name, _ in payment.shares()) or netted
            if names:
                yield Occurrence(
                    event=Event.PART_PAYMENT,
                    id=payment.id,
                    day=came.toordinal(),
                    names=names,
                    currency=payment.amount.currency,
                )


def settled(situation: Situation) -> Iterator[Occurrence]:
    """Give each receivable nothing of which is open any more, on the day the last of it came."""
    days = _days_of_money(situation)
    oldest = situation.today - situation.compiled.memory
    for claim in situation.position.balance.claims:
        if claim.open == 0 and not claim.planned:
            named = [days[name] for name in claim.names if name in days]
            if situation.position.balance.netted.get(claim.id):
                named.append(days.get(claim.currency, 0))
            if max(named, default=0) >= oldest:
                yield Occurrence(
                    event=Event.SETTLED,
                    id=f"settled:{claim.id}",
                    day=max(named),
                    names=(claim.id,),
                    follows=True,
                )


def _days_of_money(situation: Situation) -> dict[str, int]:
    """Give the last day money or a credit came, by the name it has; without one, by currency."""
    days: dict[str, int] = {}
    for payment in situation.position.balance.money:
        came = (payment.cleared_on or payment.date).toordinal()
        for name in [name for name, _ in payment.shares()] or [payment.amount.currency]:
            days[name] = max(days.get(name, 0), came)
    for note in known_rows(situation.account.invoices, situation.day):
        if note.amount.minor_units < 0 and (note.issue_date or dt.date.max) <= situation.day:
            name = note.credits or note.currency
            issued = (note.issue_date or situation.day).toordinal()
            days[name] = max(days.get(name, 0), issued)
    return days
