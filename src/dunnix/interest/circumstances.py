"""What an account doesn't tell and interest depends on: notices, waivers, an order agreed."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

from dunnix.interest.allocation import to_order
from dunnix.interest.choices import Owed
from dunnix.interest.percent import to_percent
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    flag,
    identity,
    list_of,
    optional_date,
    optional_identity,
    optional_positive_money,
    plain_date,
    to_date,
    to_optional_date,
)
from dunnix.model.frozen_map import FrozenMap
from dunnix.money import Money

_WHOLE: Final = 100


class Waivable(StrEnum):
    """What may be waived: the interest, the fixed sums, the fees."""

    INTEREST = "interest"
    FIXED_SUM = "fixed-sum"
    FEES = "fees"


@attrs.frozen(kw_only=True, order=False)
class Waiver:
    """Penalties let off: a share in percent, or an amount, of one invoice or of all.

    A waiver of interest speaks of the days up to `until`, both the day it was granted on and the
    last unless said; what accrues later is due. It counts from `granted_on`.
    """

    id: str = attrs.field(validator=identity)
    granted_on: dt.date = attrs.field(converter=to_date, validator=plain_date)
    of: Waivable = attrs.field(default=Waivable.INTEREST, converter=Waivable)
    invoice: str | None = attrs.field(default=None, validator=optional_identity)
    percent: Fraction | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_percent)
    )
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
        if self.percent is not None and not 0 < self.percent <= _WHOLE:
            raise InvalidValueError(
                "a waiver's `percent` lies above 0 and up to 100",
                code="not-positive",
                field="percent",
            )


def _notices(given: Mapping[str, dt.date]) -> FrozenMap[dt.date]:
    days = FrozenMap[dt.date](given)
    for day in days.values():
        if type(day) is not dt.date:
            raise InvalidValueError(
                "`notices` holds what is no date", code="wrong-type", field="notices"
            )
    return days


def _costs(given: Mapping[str, Money]) -> FrozenMap[Money]:
    costs = FrozenMap[Money](given)
    for amount in costs.values():
        if not isinstance(amount, Money) or amount.minor_units < 0:
            raise InvalidValueError(
                "`costs` holds what is no amount from zero", code="wrong-type", field="costs"
            )
    return costs


@attrs.frozen(kw_only=True, order=False)
class Circumstances:
    """What a claim for interest rests on beside the account and the law.

    `notices` gives by receivable the day a formal notice or demand was made. `due_agreed` is
    false where the due date is the creditor's word alone. `order` says what part payments pay
    first; without it they pay what the ledger says, which is principal. `costs` gives by
    receivable what such payments have to pay of costs.
    """

    notices: FrozenMap[dt.date] = attrs.field(factory=FrozenMap[dt.date], converter=_notices)
    due_agreed: bool = attrs.field(default=True, validator=flag)
    waivers: tuple[Waiver, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Waiver)
    )
    order: tuple[Owed, ...] | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_order)
    )
    costs: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money], converter=_costs)
