"""How much of an amount an instalment is."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias, assert_never

import attrs

from dunnix.terms.checks import currency_code, decimal, fraction, percentage
from dunnix.terms.errors import TermsError

_HUNDRED: Final = 100


def _positive(_: object, field: "attrs.Attribute[Any]", value: Decimal) -> None:
    if value <= 0:
        raise TermsError(f"`{field.name}` is more than nothing, found {value}")


@attrs.frozen(order=False)
class Percent:
    """So many percent of the whole; `100/3` stands for a third."""

    percent: Fraction = attrs.field(converter=fraction, validator=percentage)


@attrs.frozen(order=False)
class PercentOfRemainder:
    """So many percent of what the instalments before it leave."""

    percent: Fraction = attrs.field(converter=fraction, validator=percentage)


@attrs.frozen(order=False)
class Fixed:
    """An amount in major units, `Decimal("100.00")` euros, of one currency."""

    amount: Decimal = attrs.field(converter=decimal, validator=_positive)
    currency: str = attrs.field(validator=currency_code)


@attrs.frozen(order=False)
class Remainder:
    """All that is left, cents of rounding included."""


Share: TypeAlias = Percent | PercentOfRemainder | Fixed | Remainder


def closed(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """Give shares that come to the whole whatever the amount, or fixed amounts alone.

    A last percentage that makes the hundred becomes the remainder, which takes the cents.
    Raises `TermsError` for shares that come to less or more.
    """
    if any(isinstance(each, Remainder) for each in shares[:-1]):
        raise TermsError("the remainder is the last instalment: nothing is left after it")
    percents = sum((each.percent for each in shares if isinstance(each, Percent)), Fraction())
    if all(isinstance(each, Percent) for each in shares):
        if percents != _HUNDRED:
            raise TermsError(
                f"the percentages of the instalments sum to {plain_number(percents)}, not to 100"
            )
        return (*shares[:-1], Remainder())
    if isinstance(shares[-1], Remainder):
        if percents >= _HUNDRED:
            found = plain_number(percents)
            raise TermsError(f"the percentages sum to {found}, which leaves no remainder")
        return shares
    if all(isinstance(each, Fixed) for each in shares):
        return shares
    raise TermsError("the instalments leave something: make the last one the remainder")


def split(
    shares: tuple[Share, ...], minor_units: int, currency: str, digits: int
) -> tuple[int, ...]:
    """Split an amount in minor units by shares; the parts sum exactly to it.

    Each part is rounded half away from zero, and never takes more than is left.
    """
    left, parts = minor_units, list[int]()
    for share in shares:
        part = _part(share, minor_units, left, currency, digits)
        parts.append(part)
        left -= part
    if left:
        raise TermsError("the fixed instalments come to less than the amount")
    return tuple(parts)


def _part(share: Share, whole: int, left: int, currency: str, digits: int) -> int:
    match share:
        case Remainder():
            return left
        case Percent(percent):
            return _at_most(rounded(whole * percent / _HUNDRED), left)
        case PercentOfRemainder(percent):
            return rounded(left * percent / _HUNDRED)
        case Fixed():
            return _fixed(share, left, currency, digits)
        case _:
            assert_never(share)


def _at_most(part: int, left: int) -> int:
    # Halves rounded up may come to more than there is: six sixths of three cents do.
    return min(part, left) if part > 0 else max(part, left)


def _fixed(share: Fixed, left: int, currency: str, digits: int) -> int:
    if share.currency != currency:
        raise TermsError(f"a fixed instalment is in {share.currency}, the amount in {currency}")
    units = share.amount.scaleb(digits)
    if units != units.to_integral_value():
        raise TermsError(f"a fixed instalment has more decimals than the {digits} of {currency}")
    if units > left:
        raise TermsError("the fixed instalments come to more than the amount")
    return int(units)


def rounded(value: Fraction) -> int:
    """Round to a whole number, halves away from zero, as invoices do."""
    size = int(abs(value) + Fraction(1, 2))
    return size if value >= 0 else -size


def plain_number(value: Fraction) -> str:
    """Write a number with decimals where it has an end, else as a fraction."""
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    if below != 1:
        return f"{value.numerator}/{value.denominator}"
    return format(decimal(Decimal(value.numerator) / Decimal(value.denominator)), "f")
