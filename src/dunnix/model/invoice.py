"""What is owed: invoices and their instalments."""

import datetime as dt
from typing import Final

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identity,
    list_of,
    money,
    optional_date,
    optional_identity,
    optional_text,
    plain_date,
    to_date,
    to_optional_date,
)
from dunnix.model.frozen_map import FactValue, FrozenMap, to_facts
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Instalment:
    """One dated part of an invoice or of a payment plan, numbered from 1."""

    number: int
    due_date: dt.date = attrs.field(converter=to_date, validator=plain_date)
    amount: Money = attrs.field(validator=money)

    def __attrs_post_init__(self) -> None:
        if type(self.number) is not int or self.number < 1:
            raise InvalidValueError(
                "`number` must be a whole number from 1", code="wrong-type", field="number"
            )
        if self.amount.minor_units <= 0:
            raise InvalidValueError(
                "`amount` of an instalment must be above zero", code="not-positive", field="amount"
            )


_instalments: Final = list_of(Instalment)


def _given_or_implied(invoice: "Invoice") -> dt.date:
    """Derive the due date that instalments or the issue of a credit note imply."""
    # attrs asks for it before it checks the fields it is derived from.
    fields = attrs.fields(Invoice)
    money(invoice, fields.amount, invoice.amount)
    _instalments(invoice, fields.instalments, invoice.instalments)
    if invoice.instalments:
        return max(part.due_date for part in invoice.instalments)
    if invoice.amount.minor_units < 0 and invoice.issue_date is not None:
        return invoice.issue_date
    raise InvalidValueError(
        "an invoice has no due date",
        code="missing-due-date",
        field="due_date",
        hint="give `due_date`, or instalments that each have one",
    )


@attrs.frozen(kw_only=True, order=False)
class Invoice:
    """A receivable with one due date, or several instalments; negative, a credit note.

    `credits` names the invoice a credit note corrects; without it the credit is free.
    It is invisible before its `issue_date`. A due date before the issue date is allowed and
    reported by the ledger as a warning, for real ledgers hold such rows.

    >>> Invoice(id="F-101", due_date=dt.date(2026, 2, 4), amount=Money("1200.00", "EUR")).currency
    'EUR'
    """

    id: str = attrs.field(validator=identity)
    amount: Money = attrs.field(validator=money)
    issue_date: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    instalments: tuple[Instalment, ...] = attrs.field(
        default=(), converter=as_tuple, validator=_instalments
    )
    due_date: dt.date = attrs.field(
        default=attrs.Factory(_given_or_implied, takes_self=True),
        converter=to_date,
        validator=plain_date,
    )
    creditor: str | None = attrs.field(default=None, validator=optional_identity)
    credits: str | None = attrs.field(default=None, validator=optional_identity)
    terms: str | None = attrs.field(default=None, validator=optional_text)
    facts: FrozenMap[FactValue] = attrs.field(factory=FrozenMap[FactValue], converter=to_facts)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.instalments:
            _check_instalments(self.instalments, self.amount)
        if self.credits is not None and self.amount.minor_units >= 0:
            raise InvalidValueError(
                "`credits` is given but the amount isn't negative",
                code="credit-not-negative",
                field="credits",
                hint="a credit note has a negative amount",
            )

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its amount."""
        return self.amount.currency

    @property
    def effective_on(self) -> dt.date | None:
        """The day it took effect: its issue date, where known."""
        return self.issue_date


def _check_instalments(instalments: tuple[Instalment, ...], amount: Money) -> None:
    numbers = [part.number for part in instalments]
    if len(set(numbers)) != len(numbers):
        raise InvalidValueError(
            "two instalments have the same number", code="duplicate-id", field="instalments"
        )
    if any(part.amount.currency != amount.currency for part in instalments):
        raise InvalidValueError(
            f"an instalment isn't in {amount.currency} as its invoice is",
            code="mixed-currencies",
            field="instalments",
        )
    if sum(part.amount.minor_units for part in instalments) != amount.minor_units:
        raise InvalidValueError(
            "the instalments don't sum to the invoice's amount",
            code="instalments-dont-sum",
            field="instalments",
            hint="the last one takes the remaining cents",
        )
