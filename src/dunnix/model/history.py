"""Counts and sums that stand for closed items left out of an account."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.model.balance import Claim
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    count,
    list_of,
    money,
    optional_text,
    plain_date,
    to_date,
    to_optional_outcome,
)
from dunnix.model.names import ContactOutcome
from dunnix.model.payment import Payment, last_paid
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class PaidInvoices:
    """Paid invoices of one currency, counted and summed.

    `amount_days_late` is the sum of amount (minor units) times days late, days paid early or on
    time counting 0: divided by the amount it gives the average days late.
    """

    amount: Money = attrs.field(validator=money)
    invoices: int = attrs.field(validator=count)
    late: int = attrs.field(validator=count)
    amount_days_late: int = attrs.field(validator=count)

    def __attrs_post_init__(self) -> None:
        if self.late > self.invoices:
            raise InvalidValueError(
                "more invoices paid late than paid", code="contradiction", field="late"
            )


@attrs.frozen(kw_only=True, order=False)
class PastContact:
    """A contact about closed items alone: its day, by which channel, and what came of it.

    Without a channel it may have gone by any, and counts for the caps of each.
    """

    date: dt.date = attrs.field(converter=to_date, validator=plain_date)
    channel: str | None = attrs.field(default=None, validator=optional_text)
    outcome: ContactOutcome | None = attrs.field(default=None, converter=to_optional_outcome)


def _to_contacts(contacts: Iterable[PastContact | dt.date]) -> tuple[PastContact, ...]:
    """Freeze a list of contacts; a bare date is one of which only the day is known."""
    return tuple(
        PastContact(date=each) if isinstance(each, dt.date) else each for each in as_tuple(contacts)
    )


@attrs.frozen(kw_only=True, order=False)
class PaymentHistory:
    """What a database can sum of the items it leaves out, so that accounts stay small for ever.

    `contacts` holds contacts as far back as the longest cap reaches, a date where no more is known;
    `refusals` the days on which a reply refused to pay, as far back as the longest quiet time.
    """

    paid: tuple[PaidInvoices, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(PaidInvoices)
    )
    promises_kept: int = attrs.field(default=0, validator=count)
    promises_broken: int = attrs.field(default=0, validator=count)
    contacts: tuple[PastContact, ...] = attrs.field(
        default=(), converter=_to_contacts, validator=list_of(PastContact)
    )
    refusals: tuple[dt.date, ...] = attrs.field(default=(), converter=as_tuple)
    last_reason: str | None = attrs.field(default=None, validator=optional_text)

    def __attrs_post_init__(self) -> None:
        codes = [each.amount.currency for each in self.paid]
        if len(set(codes)) != len(codes):
            raise InvalidValueError(
                "a currency stands twice in the history", code="duplicate-id", field="paid"
            )
        if any(type(day) is not dt.date for day in self.refusals):
            raise InvalidValueError(
                "`refusals` must hold dates", code="wrong-type", field="refusals"
            )


def add_paid(
    already: Iterable[PaidInvoices], settled: Iterable[Claim], payments: Iterable[Payment]
) -> tuple[PaidInvoices, ...]:
    """Add settled receivables to the sums, one by currency and sorted by it.

    Each was paid on the day of the last money that names it. What credit notes or netting alone
    settled was never paid by name, and doesn't count.
    """
    last = last_paid(payments)
    sums = {
        each.amount.currency: (
            each.amount.minor_units,
            each.invoices,
            each.late,
            each.amount_days_late,
        )
        for each in already
    }
    for claim in settled:
        paid_on = max(last.get(name, 0) for name in claim.names)
        if paid_on:
            days = max(paid_on - claim.due, 0)
            amount, invoices, late, weighted = sums.get(claim.currency, (0, 0, 0, 0))
            more = amount + claim.amount, invoices + 1, late + (days > 0)
            sums[claim.currency] = (*more, weighted + claim.amount * days)
    return tuple(_summed(code, *sums[code]) for code in sorted(sums))


def _summed(currency: str, amount: int, invoices: int, late: int, weighted: int) -> PaidInvoices:
    return PaidInvoices(
        amount=Money.minor(amount, currency),
        invoices=invoices,
        late=late,
        amount_days_late=weighted,
    )
