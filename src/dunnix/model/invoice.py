"""What is owed: invoices and their instalments."""

import datetime as dt
from typing import TYPE_CHECKING, Final

import attrs

from dunnix.model.agreed_terms import Unread, due_by_terms, read_agreed, to_terms
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

if TYPE_CHECKING:
    from dunnix.terms import PaymentTerms


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
    """Derive the due date that instalments, the issue of a credit note or terms imply."""
    # attrs asks for it before it checks the fields it is derived from.
    fields = attrs.fields(Invoice)
    money(invoice, fields.amount, invoice.amount)
    optional_date(invoice, fields.issue_date, invoice.issue_date)
    optional_text(invoice, fields.terms, invoice.terms)
    _instalments(invoice, fields.instalments, invoice.instalments)
    if invoice.instalments:
        return max(part.due_date for part in invoice.instalments)
    if invoice.amount.minor_units < 0 and invoice.issue_date is not None:
        return invoice.issue_date
    due_date, parts = _by_terms(invoice)
    # Only here is it known that no due date was given, and so that terms count.
    object.__setattr__(invoice, "instalments", parts)
    return due_date


def _by_terms(invoice: "Invoice") -> tuple[dt.date, tuple[Instalment, ...]]:
    """Give the last due date that terms give, and the instalments if there are several."""
    text, amount = invoice.terms, invoice.amount
    if amount.minor_units < 0 or text is None or not text.strip():
        raise InvalidValueError(
            "an invoice has no due date",
            code="missing-due-date",
            field="due_date",
            hint="give `due_date`, or `terms` to count from `issue_date`, or instalments",
        )
    parts = due_by_terms(text, amount, invoice.issue_date)
    last = max(part.due_date for part in parts)
    if len(parts) == 1:
        return last, ()
    return last, tuple(
        Instalment(
            number=number,
            due_date=part.due_date,
            amount=Money.minor(part.minor_units, amount.currency),
        )
        for number, part in enumerate(parts, start=1)
    )


@attrs.frozen(kw_only=True, order=False)
class Invoice:
    """A receivable with one due date, or several instalments; negative, a credit note.

    `credits` names the invoice a credit note corrects; without it the credit is free.
    `terms` are payment terms, or a text that `dunnix.terms.parse_terms` may read in any of its
    languages; they are kept as text. Where neither a due date nor instalments are given, the terms
    of an invoice give them, counted from its `issue_date`; terms that can't be read or counted are
    an error then, `InvalidValueError`. A due date given counts before them, and a text that can't
    be read is a note beside it. A credit note is due at its issue, whatever its terms.
    It is invisible before its `issue_date`. A due date before the issue date is allowed and
    reported by the ledger as a warning, for real ledgers hold such rows.

    >>> Invoice(id="F-101", due_date=dt.date(2026, 2, 4), amount=Money("1200.00", "EUR")).currency
    'EUR'
    >>> Invoice(id="F-102", issue_date=dt.date(2026, 1, 15), amount=Money("1200.00", "EUR"),
    ...         terms="30 jours fin de mois").due_date
    datetime.date(2026, 2, 28)
    """

    id: str = attrs.field(validator=identity)
    amount: Money = attrs.field(validator=money)
    issue_date: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    terms: str | None = attrs.field(default=None, converter=to_terms, validator=optional_text)
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
    def payment_terms(self) -> "PaymentTerms | None":
        """What its terms say; None without any, and where the text can't be read as one thing."""
        found = read_agreed(self.terms)
        return None if isinstance(found, Unread) else found

    @property
    def due_date_by_terms(self) -> dt.date | None:
        """The due date its terms give, the last of several, whatever due date was given.

        None for a credit note, and where the terms can't be read, or be counted from the issue
        date alone.

        >>> given = Invoice(id="F-1", issue_date=dt.date(2026, 1, 15), terms="30 days net",
        ...                 due_date=dt.date(2026, 2, 28), amount=Money("1200.00", "EUR"))
        >>> str(given.due_date), str(given.due_date_by_terms)
        ('2026-02-28', '2026-02-14')
        """
        try:
            return _by_terms(self)[0]
        except InvalidValueError:
            return None

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
