"""What happened: a closed union, so that a new kind is noticed by every reader."""

import datetime as dt
from decimal import Decimal
from typing import TypeAlias

import attrs

from dunnix.model.checks import (
    InvalidValueError,
    identity,
    optional_date,
    optional_identity,
    optional_positive_money,
    optional_text,
    optional_time,
    plain_date,
    to_date,
    to_optional_date,
    to_penalty,
    to_percent,
    to_reply_reason,
)
from dunnix.model.names import Penalty, ReplyReason
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class _Happening:
    id: str = attrs.field(validator=identity)
    date: dt.date = attrs.field(converter=to_date, validator=plain_date)
    invoice: str | None = attrs.field(default=None, validator=optional_identity)
    note: str | None = attrs.field(default=None, validator=optional_text)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    @property
    def effective_on(self) -> dt.date:
        """The day it happened."""
        return self.date


def _not_before(happening: "Extension | CallBack") -> None:
    if happening.until < happening.date:
        raise InvalidValueError("`until` is before `date`", code="dates-reversed", field="until")


@attrs.frozen(kw_only=True, order=False)
class Reply(_Happening):
    """The debtor answered."""

    reason: ReplyReason = attrs.field(converter=to_reply_reason)


@attrs.frozen(kw_only=True, order=False)
class Extension(_Happening):
    """More time was granted, to `until` included; the due date stays for interest and ageing."""

    until: dt.date = attrs.field(converter=to_date, validator=plain_date)

    def __attrs_post_init__(self) -> None:
        _not_before(self)


@attrs.frozen(kw_only=True, order=False)
class CallBack(_Happening):
    """The debtor asked to be called back on `until`, at `time` where one was said."""

    until: dt.date = attrs.field(converter=to_date, validator=plain_date)
    time: dt.time | None = attrs.field(default=None, validator=optional_time)

    def __attrs_post_init__(self) -> None:
        _not_before(self)


@attrs.frozen(kw_only=True, order=False)
class Acknowledgment(_Happening):
    """The debtor acknowledged the debt in writing."""


@attrs.frozen(kw_only=True, order=False)
class Insolvency(_Happening):
    """Insolvency proceedings were opened: everything is stayed."""


@attrs.frozen(kw_only=True, order=False)
class HandOver(_Happening):
    """The case, or one invoice of it, was given to an agency, lawyer or bailiff."""

    given_to: str | None = attrs.field(default=None, validator=optional_text)


@attrs.frozen(kw_only=True, order=False)
class Waiver(_Happening):
    """Penalties were waived: a share in percent, or an amount, for one invoice or all.

    One of interest speaks of the days up to `until`, one of fixed sums and fees of those that
    arose by then; without it up to its own date.
    """

    of: Penalty = attrs.field(converter=to_penalty)
    percent: Decimal | None = attrs.field(default=None, converter=to_percent)
    amount: Money | None = attrs.field(default=None, validator=optional_positive_money)
    until: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise InvalidValueError(
                "a waiver is a `percent` or an `amount`: one of the two",
                code="contradiction",
                field="percent",
            )


Happening: TypeAlias = (
    Reply | Extension | CallBack | Acknowledgment | Insolvency | HandOver | Waiver
)
