"""The rules single fields of payment terms obey, and how numbers come in."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

import attrs

from dunnix.terms.errors import TermsError

_HUNDRED: Final = 100
_MOST_DIGITS: Final = 30


def plain_day(day: object, name: str) -> dt.date:
    """Give a date as the date it is; a datetime or anything else raises TypeError."""
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise TypeError(f"`{name}` is a date without a time, not a {type(day).__name__}")
    return dt.date(day.year, day.month, day.day)


def whole(lowest: int, highest: int) -> Callable[[Any, "attrs.Attribute[int]", int], None]:
    """Give a validator for whole numbers from `lowest` to `highest`, both included."""

    def check(_: object, field: "attrs.Attribute[int]", value: int) -> None:
        check_whole(value, field.name, lowest, highest)

    return check


def check_whole(value: object, name: str, lowest: int, highest: int) -> None:
    """Refuse what isn't a whole number within its bounds."""
    if type(value) is not int:
        raise TypeError(f"`{name}` is an int, not a {type(value).__name__}")
    if not lowest <= value <= highest:
        raise TermsError(f"`{name}` is from {lowest} to {highest}, found {value}")


def is_day(_: object, field: "attrs.Attribute[dt.date]", value: dt.date) -> None:
    """Refuse what isn't a date without a time."""
    plain_day(value, field.name)


def decimal(value: object) -> Decimal:
    """Read a number without binary fractions, and without the zeros that say nothing."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError(f"a number is a string, an int or a Decimal, not a {type(value).__name__}")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise TermsError(
            f"`{str(value)[:60]}` is no number: write digits with at most one point"
        ) from None
    if not number.is_finite():
        raise TermsError("a number is finite, found NaN or infinity")
    if number and not -_MOST_DIGITS <= number.adjusted() <= _MOST_DIGITS:
        raise TermsError(f"a number has at most {_MOST_DIGITS} digits before or after its point")
    plain = Decimal(format(number, "f"))
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain.normalize()


def fraction(value: object) -> Fraction:
    """Read a number or a fraction such as `100/3`, exactly."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, str) and "/" in value:
        above, _, below = value.partition("/")
        if not (_is_whole(above) and _is_whole(below) and int(below)):
            raise TermsError(f"`{value[:60]}` is no fraction: write it as `100/3`")
        return Fraction(int(above), int(below))
    return Fraction(decimal(value))


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def percentage(_: object, field: "attrs.Attribute[Any]", value: Fraction | Decimal) -> None:
    """Refuse a percentage of nothing, or of all and more."""
    if not 0 < value < _HUNDRED:
        raise TermsError(f"`{field.name}` is more than 0 and less than 100, found {value}")


def currency_code(_: object, field: "attrs.Attribute[str]", value: str) -> None:
    """Refuse what doesn't look like a code of ISO 4217."""
    if not isinstance(value, str):
        raise TypeError(f"`{field.name}` is an ISO 4217 code such as `EUR`")
    if not (len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):  # noqa: PLR2004
        raise TermsError(f"`{field.name}` is an ISO 4217 code such as `EUR`, found `{value}`")


def option(known: Mapping[str, object], value: object, what: str) -> str:
    """Give the key of a table that a text names; another text raises TermsError."""
    from dunnix.errors import did_you_mean

    if isinstance(value, str) and value in known:
        return value
    hint = did_you_mean(value, known) if isinstance(value, str) else None
    raise TermsError(f"there is no {what} `{value}`" + (f"; {hint}" if hint else ""))
