"""What stands in the way of dunning: disputes and blocks."""

import datetime as dt

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    identity,
    optional_date,
    optional_identity,
    optional_positive_money,
    optional_text,
    plain_date,
    text,
    to_date,
    to_optional_caused_by,
    to_optional_date,
)
from dunnix.model.names import CausedBy
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Dispute:
    """A contested amount: all of an invoice, part of it, or all the debtor owes.

    Without `invoice` it contests everything; without `amount`, the whole of what it names. It
    is open from `opened_on` until the day before `resolved_on`.
    """

    id: str = attrs.field(validator=identity)
    opened_on: dt.date = attrs.field(converter=to_date, validator=plain_date)
    reason: str = attrs.field(validator=text)
    invoice: str | None = attrs.field(default=None, validator=optional_identity)
    amount: Money | None = attrs.field(default=None, validator=optional_positive_money)
    resolved_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    caused_by: CausedBy | None = attrs.field(default=None, converter=to_optional_caused_by)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.resolved_on is not None and self.resolved_on < self.opened_on:
            raise InvalidValueError(
                "`resolved_on` is before `opened_on`", code="dates-reversed", field="resolved_on"
            )
        if self.amount is not None and self.invoice is None:
            raise InvalidValueError(
                "a dispute has an amount but names no invoice",
                code="missing-field",
                field="invoice",
                hint="name the invoice of which a part is contested",
            )

    @property
    def effective_on(self) -> dt.date:
        """The day it was opened."""
        return self.opened_on


@attrs.frozen(kw_only=True, order=False)
class Block:
    """Do not dun this invoice, or the whole account: from `since` to `until`, both included."""

    id: str = attrs.field(validator=identity)
    since: dt.date = attrs.field(converter=to_date, validator=plain_date)
    reason: str = attrs.field(validator=text)
    invoice: str | None = attrs.field(default=None, validator=optional_identity)
    until: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    by: str | None = attrs.field(default=None, validator=optional_text)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise InvalidValueError(
                "`until` is before `since`", code="dates-reversed", field="until"
            )

    @property
    def effective_on(self) -> dt.date:
        """The day from which it holds."""
        return self.since
