"""What a late invoice costs by law beside interest: fixed sums, and scales of collection costs."""

import datetime as dt
from fractions import Fraction

import attrs

from dunnix.interest.percent import to_percent
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    count,
    list_of,
    money,
    optional_date,
    to_optional_date,
)
from dunnix.money import Money, half_up


@attrs.frozen(kw_only=True, order=False)
class FixedSum:
    """A sum for each late invoice of at least a size, in force from a day on."""

    amount: Money = attrs.field(validator=money)
    at_least: Money = attrs.field(
        default=attrs.Factory(lambda self: Money.minor(0, self.amount.currency), takes_self=True),
        validator=money,
    )
    valid_from: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.amount.minor_units <= 0:
            raise InvalidValueError(
                "a fixed sum must be above zero", code="not-positive", field="amount"
            )
        if self.amount.currency != self.at_least.currency:
            raise InvalidValueError(
                "a fixed sum and the size it is for have two currencies",
                code="mixed-currencies",
                field="at_least",
            )


@attrs.frozen(kw_only=True, order=False)
class CostBracket:
    """A share of the part of the debt up to an amount; None has no end."""

    percent: Fraction = attrs.field(converter=to_percent)
    up_to: Money | None = None


@attrs.frozen(kw_only=True, order=False)
class CollectionCosts:
    """Collection costs as shares of the debt, bracket by bracket, between two bounds.

    Where `consumer_wait_days` is given, a consumer owes them only once that many days have passed
    since a letter that granted them was received.
    """

    brackets: tuple[CostBracket, ...] = attrs.field(
        converter=as_tuple, validator=list_of(CostBracket)
    )
    at_least: Money = attrs.field(validator=money)
    at_most: Money = attrs.field(validator=money)
    consumer_wait_days: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(count)
    )

    def __attrs_post_init__(self) -> None:
        bounds = [each.up_to for each in self.brackets]
        if not bounds or bounds[-1] is not None or None in bounds[:-1]:
            raise InvalidValueError(
                "the last bracket, and no other, has no `up_to`", code="bad-brackets", field="costs"
            )
        sizes = [each.minor_units for each in bounds if each is not None]
        if sizes != sorted(set(sizes)):
            raise InvalidValueError(
                "the brackets aren't in order of `up_to`", code="bad-brackets", field="costs"
            )

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its amounts."""
        return self.at_least.currency

    def of(self, principal: int) -> int:
        """Give the costs of a debt in minor units, rounded half up once."""
        below, costs = 0, Fraction(0)
        for each in self.brackets:
            top = principal if each.up_to is None else min(principal, each.up_to.minor_units)
            costs += max(top - below, 0) * each.percent / 100
            below = max(below, top)
        return min(max(half_up(costs), self.at_least.minor_units), self.at_most.minor_units)
