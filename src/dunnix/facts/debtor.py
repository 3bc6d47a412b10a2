"""Figures about the debtor that conditions read: all from the account, as of the day."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.model import Account, Position, Reply, add_paid, known_rows


@attrs.frozen(order=False)
class PaymentBehaviour:
    """How late invoices were paid, weighted by amount, and the share paid late."""

    average_days_late: int | None
    paid_late_percent: int | None


def payment_behaviour(account: Account, position: Position, currency: str) -> PaymentBehaviour:
    """Sum up the invoices known to be paid, those in the account's history included.

    Counts invoices of one currency settled by final money that names them; paid on the day of the
    last of it. Days paid early count 0; both figures are rounded half up, None where nothing was
    paid.
    """
    already = (each for each in account.history.paid if each.amount.currency == currency)
    settled = (
        claim
        for claim in position.balance.claims
        if not claim.open and not claim.planned and claim.currency == currency
    )
    paid = next(iter(add_paid(already, settled, position.balance.money)), None)
    if paid is None:
        return PaymentBehaviour(None, None)
    return PaymentBehaviour(
        _rounded(paid.amount_days_late, paid.amount.minor_units),
        _rounded(100 * paid.late, paid.invoices),
    )


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
