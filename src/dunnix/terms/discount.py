"""Discounts for early payment."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

import attrs

from dunnix.terms.checks import decimal, percentage
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import TermsError
from dunnix.terms.shares import rounded

_HUNDRED: Final = 100


class DiscountBase(StrEnum):
    """What a discount is a percentage of: the amount with tax, without, or an amount stated."""

    GROSS = "gross"
    NET = "net"
    STATED = "stated"


def _amount(value: object) -> Decimal | None:
    return None if value is None else decimal(value)


def _finite(_: object, field: "attrs.Attribute[Any]", value: DueRule) -> None:
    if not isinstance(value, DueRule):
        raise TypeError(f"`{field.name}` is a DueRule, not a {type(value).__name__}")


@attrs.frozen(kw_only=True, order=False)
class Discount:
    """A percentage off for whoever pays up to a day.

    `base_amount` is in major units and goes with the base `stated` only; it is negative on a
    credit note.
    """

    percent: Decimal = attrs.field(converter=decimal, validator=percentage)
    due: DueRule = attrs.field(validator=_finite)
    base: DiscountBase = attrs.field(default=DiscountBase.GROSS, converter=DiscountBase)
    base_amount: Decimal | None = attrs.field(default=None, converter=_amount)

    def __attrs_post_init__(self) -> None:
        if (self.base is DiscountBase.STATED) != (self.base_amount is not None):
            raise TermsError("`base_amount` is given with the base `stated`, and with no other")

    def amount(self, gross: int, *, net: int | None, digits: int) -> tuple[int, int]:
        """Give what may be taken off and what that is a percentage of, in minor units."""
        base = self._base(gross, net, digits)
        return rounded(Fraction(self.percent) * base / _HUNDRED), base

    def _base(self, gross: int, net: int | None, digits: int) -> int:
        if self.base is DiscountBase.GROSS:
            return gross
        if self.base is DiscountBase.STATED:
            return _minor_units(self.base_amount or Decimal(0), digits)
        if net is None:
            raise TermsError("the discount is on the amount without tax: pass `net=`")
        return net


def _minor_units(amount: Decimal, digits: int) -> int:
    units = amount.scaleb(digits)
    if units != units.to_integral_value():
        raise TermsError(f"the stated base has more decimals than the {digits} of its currency")
    return int(units)
