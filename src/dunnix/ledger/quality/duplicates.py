"""Rows that may be one row given twice."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.kinds import DUPLICATE_INVOICE, DUPLICATE_PAYMENT, PAID_TWICE, Seen
from dunnix.model import Invoice, Payment

_Row = TypeVar("_Row", Invoice, Payment)


def duplicate_invoices(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices of one debtor with the same amount and dates, but another id."""
    for each in accounts:
        for twins in _alike(each.billed, _invoice_key):
            issued, due = twins[0].issue_date, twins[0].due_date
            day = f"due on {due}" if issued is None else f"issued on {issued}, due on {due}"
            yield each.seen(DUPLICATE_INVOICE, *twins, detail=day)


def duplicate_payments(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find payments with the same amount, day and invoices, but another id."""
    for each in accounts:
        for twins in _alike(each.received, _payment_key):
            yield each.seen(DUPLICATE_PAYMENT, *twins, detail=f"paid on {twins[0].date}")


def paid_twice(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices that were paid in full on several days.

    Twice on one day is a payment given twice.
    """
    for each in accounts:
        days = defaultdict[tuple[str, int], set[str]](set)
        for payment in each.received:
            for share in payment.shares():
                days[share].add(str(payment.date))
        for invoice in each.billed:
            paid_on = sorted(days.get((invoice.id, invoice.amount.minor_units), ()))
            if len(paid_on) > 1:
                yield each.seen(PAID_TWICE, invoice, detail=f"paid on {', '.join(paid_on)}")


def _alike(rows: Sequence[_Row], key: Callable[[_Row], Hashable]) -> Iterator[list[_Row]]:
    groups = defaultdict[Hashable, list[_Row]](list)
    for row in rows:
        groups[key(row)].append(row)
    return (group for group in groups.values() if len(group) > 1)


def _invoice_key(invoice: Invoice) -> Hashable:
    return invoice.amount, invoice.issue_date, invoice.due_date, invoice.creditor


def _payment_key(payment: Payment) -> Hashable:
    return payment.amount, payment.date, tuple(sorted(payment.shares())), payment.creditor
