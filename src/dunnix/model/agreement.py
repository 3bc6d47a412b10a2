"""What the debtor undertook: promises and payment plans."""

import datetime as dt

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identities,
    identity,
    list_of,
    optional_date,
    optional_text,
    plain_date,
    positive_money,
    to_date,
    to_optional_date,
    to_plan_status,
)
from dunnix.model.invoice import Instalment
from dunnix.model.names import PlanStatus
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class PromiseToPay:
    """A date AND an amount, made on a date; what became of it is derived, never stored.

    `invoices` names receivables; a promise that names none speaks of all the debtor owes in its
    currency.
    """

    id: str = attrs.field(validator=identity)
    made_on: dt.date = attrs.field(converter=to_date, validator=plain_date)
    due_by: dt.date = attrs.field(converter=to_date, validator=plain_date)
    amount: Money = attrs.field(validator=positive_money)
    invoices: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=identities)
    withdrawn_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.due_by < self.made_on:
            raise InvalidValueError(
                "`due_by` is before `made_on`", code="dates-reversed", field="due_by"
            )
        if self.withdrawn_on is not None and self.withdrawn_on < self.made_on:
            raise InvalidValueError(
                "`withdrawn_on` is before `made_on`", code="dates-reversed", field="withdrawn_on"
            )

    @property
    def effective_on(self) -> dt.date:
        """The day it was made."""
        return self.made_on


@attrs.frozen(kw_only=True, order=False)
class PaymentPlan:
    """Instalments agreed that replace what they cover, once written or signed.

    `invoices` names what it covers; none means all the debtor owes in its currency on the day of
    the agreement. Its receivables are called `<plan>#<number>`. `document` says where its text is
    kept: the reference of the signed copy.
    """

    id: str = attrs.field(validator=identity)
    agreed_on: dt.date = attrs.field(converter=to_date, validator=plain_date)
    instalments: tuple[Instalment, ...] = attrs.field(
        converter=as_tuple, validator=list_of(Instalment)
    )
    invoices: tuple[str, ...] = attrs.field(default=(), converter=as_tuple, validator=identities)
    status: PlanStatus = attrs.field(default=PlanStatus.PROPOSED, converter=to_plan_status)
    document: str | None = attrs.field(default=None, validator=optional_text)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if not self.instalments:
            raise InvalidValueError(
                "a plan has no instalments", code="missing-field", field="instalments"
            )
        numbers = [part.number for part in self.instalments]
        if len(set(numbers)) != len(numbers):
            raise InvalidValueError(
                "two instalments have the same number", code="duplicate-id", field="number"
            )
        if len({part.amount.currency for part in self.instalments}) > 1:
            raise InvalidValueError(
                "a plan's instalments have several currencies",
                code="mixed-currencies",
                field="currency",
            )

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its instalments."""
        return self.instalments[0].amount.currency

    @property
    def effective_on(self) -> dt.date:
        """The day it was agreed."""
        return self.agreed_on
