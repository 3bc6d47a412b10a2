"""Money received that doesn't fit what it pays."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.kinds import PAID_BEFORE_ISSUE, PAID_BEYOND, UNNAMED_PAYMENT, Seen
from dunnix.model import Netting, strike_balance

_END: Final = dt.date.max


def paid_before_issue(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find payments dated before the invoice they name."""
    for each in accounts:
        invoices = {invoice.id: invoice for invoice in each.billed}
        for payment in each.received:
            for name, _ in payment.shares():
                invoice = invoices.get(name.partition("#")[0])
                issued = invoice and invoice.issue_date
                if invoice and issued and payment.date < issued:
                    detail = f"paid on {payment.date}, issued on {issued}"
                    yield each.seen(PAID_BEFORE_ISSUE, payment, invoice, detail=detail)


def paid_beyond(
    accounts: Sequence[Current], told: Collection[tuple[str | None, str]]
) -> Iterator[Seen]:
    """Find what was paid beyond its amount, refunds and credit notes taken into account.

    What is `told` of already, by the id of the invoice or of a payment that names it, is left out.
    """
    for each in accounts:
        balance = strike_balance(each.account, _END, netting=Netting.NONE)
        invoices = {
            claim.invoice.id: claim.invoice
            for claim in balance.claims
            if balance.beyond.get(claim.id, 0) > 0
        }
        twice = {
            name
            for payment in each.payments
            if (each.debtor, payment.id) in told
            for name, _ in payment.shares()
        }
        for name, invoice in invoices.items():
            if (each.debtor, name) not in told and name not in twice:
                yield each.seen(PAID_BEYOND, invoice)


def unnamed_payments(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find payments that name no receivable."""
    for each in accounts:
        for payment in each.received:
            if not payment.shares():
                yield each.seen(UNNAMED_PAYMENT, payment, detail=f"paid on {payment.date}")
