"""Figures about the debtor that conditions read: all from the account, as of the day."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.model import Account, Position, Reply, known_rows


@attrs.frozen(order=False)
class PaymentBehaviour:
    """How late invoices were paid, weighted by amount, and the share paid late."""

    average_days_late: int | None
    paid_late_percent: int | None


def payment_behaviour(
    account: Account, position: Position, day: dt.date, currency: str
) -> PaymentBehaviour:
    """Sum up the invoices known to be paid, those in the account's history included.

    Counts invoices of one currency settled by payments that name them; paid on the day of the last
    one. Days paid early count 0; both figures are rounded half up, None where nothing was paid.
    """
    invoices = late = amount = amount_days = 0
    for past in account.history.paid:
        if past.amount.currency == currency:
            invoices, late = invoices + past.invoices, late + past.late
            amount, amount_days = (
                amount + past.amount.minor_units,
                amount_days + past.amount_days_late,
            )
    last = _last_payments(account, day)
    for claim in position.balance.claims:
        paid = max((last[name] for name in claim.names if name in last), default=None)
        if claim.open or claim.planned or paid is None or claim.currency != currency:
            continue
        days = max(paid - claim.due, 0)
        invoices, late = invoices + 1, late + (days > 0)
        amount, amount_days = amount + claim.amount, amount_days + claim.amount * days
    return PaymentBehaviour(_rounded(amount_days, amount), _rounded(100 * late, invoices))


def _last_payments(account: Account, day: dt.date) -> dict[str, int]:
    last: dict[str, int] = {}
    for payment in known_rows(account.payments, day):
        if payment.date > day or (payment.reversed_on is not None and payment.reversed_on <= day):
            continue
        for name, _ in payment.shares():
            last[name] = max(last.get(name, 0), payment.date.toordinal())
    return last


def _rounded(numerator: int, denominator: int) -> int | None:
    """Divide, half up; nothing to divide by is unknown, not zero."""
    return None if denominator == 0 else (2 * numerator + denominator) // (2 * denominator)


def last_reply(account: Account, day: dt.date, names: Iterable[str] | None = None) -> Reply | None:
    """Give the debtor's last reply by a day, about any of the names or about anything."""
    wanted = None if names is None else set(names)
    replies = [
        each
        for each in known_rows(account.happenings, day)
        if isinstance(each, Reply)
        and each.date <= day
        and (wanted is None or each.invoice is None or each.invoice in wanted)
    ]
    return max(replies, key=lambda each: (each.date, each.id), default=None)
