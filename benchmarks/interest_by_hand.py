"""Late interest written out by hand for one rule: the ECB rate plus ten points, act/365.

It knows one currency, payments that name one invoice, and rows known on the day they took effect
or were recorded. It gives cents, and can't say what they are made of.
"""

import datetime as dt
from bisect import bisect_right

from dunnix.model import Account

# From which day on which reference holds, in hundredths of a percent.
REFERENCE = [
    (dt.date(2023, 7, 1), 400),
    (dt.date(2024, 1, 1), 450),
    (dt.date(2024, 7, 1), 425),
    (dt.date(2025, 1, 1), 315),
    (dt.date(2025, 7, 1), 215),
    (dt.date(2026, 1, 1), 215),
    (dt.date(2026, 7, 1), 240),
    (dt.date(2027, 1, 1), 0),
]
STARTS = [day.toordinal() for day, _ in REFERENCE]
RATES = [hundredths + 1000 for _, hundredths in REFERENCE]
YEAR = 365 * 100 * 100


def interest_by_hand(account: Account, as_of: dt.date) -> dict[str, int]:
    """Give the interest of each invoice in cents, half a cent rounded up."""
    paid: dict[str, list[tuple[int, int]]] = {}
    for payment in account.payments:
        if payment.date > as_of or (payment.recorded_on or payment.date) > as_of:
            continue
        if payment.invoice is None or payment.reversed_on is not None or payment.pending:
            raise ValueError("not written for this")
        day = (payment.cleared_on or payment.date).toordinal()
        paid.setdefault(payment.invoice, []).append((day, payment.amount.minor_units))
    return {
        invoice.id: _cents(
            invoice.amount.minor_units,
            invoice.due_date.toordinal() + 1,
            as_of.toordinal(),
            sorted(paid.get(invoice.id, [])),
        )
        for invoice in account.invoices
    }


def _cents(open_: int, day: int, last: int, paid: list[tuple[int, int]]) -> int:
    total = 0
    for paid_on, amount in [*paid, (last, 0)]:
        if paid_on >= day:
            total += _between(open_, day, paid_on)
            day = paid_on + 1
        open_ -= amount
    return (2 * total + YEAR) // (2 * YEAR)


def _between(open_: int, day: int, last: int) -> int:
    """Give what a balance bears from one day to another, in parts of a cent."""
    total, place = 0, bisect_right(STARTS, day) - 1
    while day <= last:
        end = min(last, STARTS[place + 1] - 1)
        total += open_ * RATES[place] * (end - day + 1)
        day, place = end + 1, place + 1
    return total
