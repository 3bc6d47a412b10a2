"""Money received, and where it went."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identity,
    list_of,
    money,
    optional_date,
    optional_identity,
    plain_date,
    to_date,
    to_optional_date,
)
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Allocation:
    """The part of a payment that goes to one invoice, instalment or plan instalment."""

    invoice: str = attrs.field(validator=identity)
    amount: Money = attrs.field(validator=money)


@attrs.frozen(kw_only=True, order=False)
class Payment:
    """Money received on a date; a refund is a payment with a negative amount.

    `invoice` says that all of it goes to one receivable, `allocations` to several; what neither
    names is unapplied. A cheque or direct debit is uncleared until `cleared_on`, or while
    `pending` is true and no day is known: it pauses what it would pay and closes nothing. From
    `reversed_on` on (a bounced cheque) it counts for nothing. `creditor` says whose money it is
    where a debtor owes several.
    """

    id: str = attrs.field(validator=identity)
    date: dt.date = attrs.field(converter=to_date, validator=plain_date)
    amount: Money = attrs.field(validator=money)
    invoice: str | None = attrs.field(default=None, validator=optional_identity)
    allocations: tuple[Allocation, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Allocation)
    )
    creditor: str | None = attrs.field(default=None, validator=optional_identity)
    pending: bool = False
    cleared_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    reversed_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        _check_days(self)
        if self.allocations:
            _check_allocations(self)

    @property
    def effective_on(self) -> dt.date:
        """The day the money came."""
        return self.date

    def shares(self) -> tuple[tuple[str, int], ...]:
        """Give (receivable or invoice, minor units) for each part that is allocated."""
        if self.invoice is not None:
            return ((self.invoice, self.amount.minor_units),)
        return tuple((part.invoice, part.amount.minor_units) for part in self.allocations)


def last_paid(payments: Iterable[Payment]) -> dict[str, int]:
    """Give by name the ordinal of the last day money came for it; refunds pay nothing."""
    days: dict[str, int] = {}
    for payment in payments:
        if payment.amount.minor_units > 0:
            day = payment.date.toordinal()
            for name, _ in payment.shares():
                days[name] = max(days.get(name, 0), day)
    return days


def _check_days(payment: Payment) -> None:
    if payment.reversed_on is not None and payment.reversed_on < payment.date:
        raise InvalidValueError(
            "`reversed_on` is before the payment's date", code="dates-reversed", field="reversed_on"
        )
    if payment.cleared_on is None:
        return
    if payment.cleared_on < payment.date:
        raise InvalidValueError(
            "`cleared_on` is before the payment's date", code="dates-reversed", field="cleared_on"
        )
    if payment.pending:
        raise InvalidValueError(
            "a pending payment can't have `cleared_on`",
            code="contradiction",
            field="pending",
            hint="leave `pending` out once the day is known",
        )


def _check_allocations(payment: Payment) -> None:
    if payment.invoice is not None:
        raise InvalidValueError(
            "a payment names `invoice` and has `allocations` too",
            code="contradiction",
            field="allocations",
            hint="keep one of the two",
        )
    sign = 1 if payment.amount.minor_units >= 0 else -1
    for part in payment.allocations:
        if part.amount.currency != payment.amount.currency:
            raise InvalidValueError(
                f"an allocation isn't in {payment.amount.currency} as its payment is",
                code="mixed-currencies",
                field="allocations",
            )
        if part.amount.minor_units * sign <= 0:
            raise InvalidValueError(
                "an allocation must have the sign of its payment and not be zero",
                code="not-positive",
                field="allocations",
            )
    allocated = sum(part.amount.minor_units for part in payment.allocations)
    if abs(allocated) > abs(payment.amount.minor_units):
        raise InvalidValueError(
            "the allocations go beyond the payment",
            code="allocation-beyond-payment",
            field="allocations",
        )
