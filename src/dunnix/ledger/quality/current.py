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
    """An account with the last version of each invoice and of each payment that counts."""

    account: Account
    invoices: Sequence[Invoice]
    payments: Sequence[Payment]
    origins: Mapping[tuple[str, str, str], Origin]

    @property
    def debtor(self) -> str:
        """The debtor's id."""
        return self.account.debtor.id

    @property
    def billed(self) -> tuple[Invoice, ...]:
        """The invoices without credit notes and empty ones."""
        return tuple(each for each in self.invoices if each.amount.minor_units > 0)

    @property
    def received(self) -> tuple[Payment, ...]:
        """The payments without refunds and empty ones."""
        return tuple(each for each in self.payments if each.amount.minor_units > 0)

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
    payments = known_rows(account.payments, dt.date.max)
    return Current(
        account=account,
        invoices=known_rows(account.invoices, dt.date.max),
        payments=[each for each in payments if each.reversed_on is None],
        origins=origins,
    )


def days_to_pay_allowed(invoice: Invoice) -> int | None:
    """Give the terms of an invoice in days, None where it has no issue date or several dues."""
    if invoice.issue_date is None or invoice.instalments:
        return None
    return (invoice.due_date - invoice.issue_date).days
