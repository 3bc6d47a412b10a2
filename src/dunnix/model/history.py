"""Counts and sums that stand for closed items left out of an account."""

import datetime as dt

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    count,
    money,
)
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
class PaymentHistory:
    """What a database can sum of the items it leaves out, so that accounts stay small for ever.

    `contacts` holds the dates of contacts as far back as the longest cap reaches.
    """

    paid: tuple[PaidInvoices, ...] = attrs.field(default=(), converter=as_tuple)
    promises_kept: int = attrs.field(default=0, validator=count)
    promises_broken: int = attrs.field(default=0, validator=count)
    contacts: tuple[dt.date, ...] = attrs.field(default=(), converter=as_tuple)
    last_reason: str | None = None

    def __attrs_post_init__(self) -> None:
        codes = [each.amount.currency for each in self.paid]
        if len(set(codes)) != len(codes):
            raise InvalidValueError(
                "a currency stands twice in the history", code="duplicate-id", field="paid"
            )
        if any(type(day) is not dt.date for day in self.contacts):
            raise InvalidValueError(
                "`contacts` must hold dates", code="wrong-type", field="contacts"
            )
