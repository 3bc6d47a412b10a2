"""The rows of an account as they are known last: what is checked."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from dunnix.errors import Place
from dunnix.ledger.quality.finding import Sighting
from dunnix.ledger.quality.kinds import Kind, Seen
from dunnix.model import Account, Invoice, Payment, known_rows
from dunnix.model.rows import Origin


@attrs.frozen(kw_only=True, order=False)
class Current:
    """An account with the last version of each invoice and of each payment that counts.

    `billed` are the invoices without credit notes and empty ones, `received` the payments without
    refunds and empty ones.
    """

    account: Account
    invoices: Sequence[Invoice]
    payments: Sequence[Payment]
    billed: Sequence[Invoice]
    received: Sequence[Payment]
    origins: Mapping[tuple[str, str, str], Origin]

    @property
    def debtor(self) -> str:
        """The debtor's id."""
        return self.account.debtor.id

    def seen(self, kind: Kind, *rows: Invoice | Payment, detail: str = "") -> Seen:
        """Give a fault seen in rows of this account."""
        ids = (row.id for row in rows)
        places = self.places(rows)
        return Seen(kind, Sighting(debtor=self.debtor, ids=ids, detail=detail, places=places))

    def places(self, rows: Iterable[Invoice | Payment]) -> tuple[Place, ...]:
        """Give where rows stand in the files, those left out that the ledger doesn't know of."""
        keys = ((self.debtor, type(row).__name__.lower(), row.id) for row in rows)
        return tuple(self.origins[key].place() for key in keys if key in self.origins)


def current(account: Account, origins: Mapping[tuple[str, str, str], Origin]) -> Current:
    """Give what is known last of an account; a payment that was reversed is none."""
    invoices = known_rows(account.invoices, dt.date.max)
    known = known_rows(account.payments, dt.date.max)
    payments = [each for each in known if each.reversed_on is None]
    return Current(
        account=account,
        invoices=invoices,
        payments=payments,
        billed=[each for each in invoices if each.amount.minor_units > 0],
        received=[each for each in payments if each.amount.minor_units > 0],
        origins=origins,
    )


def days_to_pay_allowed(invoice: Invoice) -> int | None:
    """Give the terms of an invoice in days, None where it has no issue date or several dues."""
    if invoice.issue_date is None or invoice.instalments:
        return None
    return (invoice.due_date - invoice.issue_date).days
