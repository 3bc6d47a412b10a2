"""Money: an exact amount in one currency."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

import attrs

from dunnix.errors import CurrencyMismatchError
from dunnix.money.iso4217 import currency_digits, minor_digits

if TYPE_CHECKING:
    from decimal import Decimal

# The class is frozen, so its parts are set past it, once, where it is made.
_put = object.__setattr__
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1
_PLAIN_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


@attrs.frozen(init=False, order=False, repr=False)
class Money:
    """An amount owed or paid: a whole number of minor units, and the currency.

    Made from a string or a `Decimal`, never from a number with a binary fraction. The amount
    must be exact in the currency's decimals and fit into 64 bits of minor units; it may be
    negative. Amounts of one currency add, subtract and compare; two currencies raise
    `CurrencyMismatchError`.

    >>> Money("1200.00", "EUR") + Money("0.5", "EUR")
    Money('1200.50', 'EUR')
    """

    minor_units: int
    currency: str

    def __init__(self, amount: "str | Decimal", currency: str) -> None:
        """Read an amount; a wrong type raises TypeError, a wrong amount ValueError."""
        _plain_code(currency)
        _put(self, "minor_units", _read_amount(amount, currency))
        _put(self, "currency", currency)

    @classmethod
    def minor(cls, minor_units: int, currency: str) -> Self:
        """Make an amount from minor units: cents for EUR, fils for BHD, yen for JPY.

        >>> Money.minor(120000, "EUR")
        Money('1200.00', 'EUR')
        """
        # Hot: one call per line of a ledger and per sum, so the checks are plain comparisons.
        if type(minor_units) is not int:
            raise TypeError(f"minor units are an int, not {_kind(minor_units)}")
        if type(currency) is not str or currency not in minor_digits():
            _plain_code(currency)
            currency_digits(currency)
        if not _SMALLEST <= minor_units <= _LARGEST:
            raise _too_large()
        money = cls.__new__(cls)
        _put(money, "minor_units", minor_units)
        _put(money, "currency", currency)
        return money

    @property
    def is_zero(self) -> bool:
        """Whether nothing is left. An amount of nothing is still true in an `if`, as any value.

        >>> Money("0.00", "EUR").is_zero
        True
        """
        return self.minor_units == 0

    def to_decimal(self) -> "Decimal":
        """Give the amount in major units, with exactly the decimals of the currency.

        >>> Money("12", "EUR").to_decimal()
        Decimal('12.00')
        """
        from decimal import Decimal

        return Decimal(self.amount_text())

    def amount_text(self) -> str:
        """Give the amount in major units as digits and a point, the same on every machine.

        >>> Money("-0.05", "EUR").amount_text()
        '-0.05'
        """
        digits = currency_digits(self.currency)
        sign = "-" if self.minor_units < 0 else ""
        text = f"{abs(self.minor_units):0{digits + 1}d}"
        return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"

    def __str__(self) -> str:
        return f"{self.amount_text()} {self.currency}"

    def __repr__(self) -> str:
        return f"Money({self.amount_text()!r}, {self.currency!r})"

    def __add__(self, other: "Money") -> "Money":
        return Money.minor(self.minor_units + _same_currency(self, other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money.minor(self.minor_units - _same_currency(self, other), self.currency)

    def __neg__(self) -> "Money":
        return Money.minor(-self.minor_units, self.currency)

    def __abs__(self) -> "Money":
        return Money.minor(abs(self.minor_units), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor_units < _same_currency(self, other)

    def __le__(self, other: "Money") -> bool:
        return self.minor_units <= _same_currency(self, other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor_units > _same_currency(self, other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor_units >= _same_currency(self, other)


def total(moneys: Iterable[Money], currency: str) -> Money:
    """Sum amounts of one currency; the sum of none is nothing in that currency.

    >>> total([Money("10", "EUR"), Money("-2.50", "EUR")], "EUR")
    Money('7.50', 'EUR')
    """
    start = Money.minor(0, currency)
    return Money.minor(sum(_same_currency(start, each) for each in moneys), currency)


def _same_currency(one: Money, other: object) -> int:
    if not isinstance(other, Money):
        raise TypeError(f"an amount goes with an amount, not {_kind(other)}: wrap it in Money(...)")
    if one.currency != other.currency:
        raise CurrencyMismatchError(
            f"one currency is wanted, found `{one.currency}` and `{other.currency}`"
        )
    return other.minor_units


def _read_amount(amount: object, currency: str) -> int:
    digits = currency_digits(currency)
    if isinstance(amount, str):
        return _read_text(amount, currency, digits)
    # Whoever holds a Decimal has imported it; nobody else pays for it.
    from decimal import Decimal

    if not isinstance(amount, Decimal):
        raise TypeError(
            f"an amount is a string or a Decimal, not {_kind(amount)}: "
            'write Money("12.00", ...) or Money.minor(1200, ...)'
        )
    return _read_text(_decimal_text(amount, currency, digits), currency, digits)


def _read_text(text: str, currency: str, digits: int) -> int:
    match = _PLAIN_NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(_fault_of(text))
    sign, whole, fraction = match.groups(default="")
    # Zeros beyond the currency's decimals change nothing, so they are exact.
    fraction = fraction.rstrip("0")
    if len(fraction) > digits:
        raise _too_many_decimals(len(fraction), currency, digits)
    units = (whole + fraction.ljust(digits, "0")).lstrip("0")
    # Compared by length first: Python refuses to read thousands of digits.
    if len(units) > len(str(_LARGEST)):
        raise _too_large()
    minor_units = int(f"{sign}{units or '0'}")
    if not _SMALLEST <= minor_units <= _LARGEST:
        raise _too_large()
    return minor_units


def _decimal_text(amount: "Decimal", currency: str, digits: int) -> str:
    if not amount.is_finite():
        raise ValueError(_NOT_FINITE)
    # The exponent of a Decimal has no bound, so its size is judged before it is written out.
    if not amount:
        return "0"
    if amount.adjusted() < -digits:
        raise _too_many_decimals(-amount.adjusted(), currency, digits)
    if amount.adjusted() >= len(str(_LARGEST)):
        raise _too_large()
    return format(amount, "f")


_NOT_FINITE = "an amount is a finite number, found NaN or infinity"
_PLAIN_ONLY = "an amount is digits with at most one point"


def _fault_of(text: str) -> str:
    if text.strip().lstrip("+-").lower() in {"nan", "snan", "inf", "infinity"}:
        return _NOT_FINITE
    if not text.strip():
        return f"{_PLAIN_ONLY}, found nothing"
    if "," in text or "'" in text or "_" in text:
        return f"{_PLAIN_ONLY}, without grouping or decimal comma"
    if any(character.isspace() for character in text):
        return f"{_PLAIN_ONLY}, without spaces"
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", text):
        return f"{_PLAIN_ONLY}, not an exponent: write the number out"
    return f"{_PLAIN_ONLY}, and a minus before it if negative"


def _too_many_decimals(found: int, currency: str, digits: int) -> ValueError:
    decimals = "decimal" if found == 1 else "decimals"
    return ValueError(f"an amount has {found} {decimals}, {currency} has {digits}")


def _too_large() -> ValueError:
    return ValueError("an amount is beyond 64 bits of minor units")


def _plain_code(currency: object) -> None:
    if type(currency) is not str:
        raise TypeError(f"a currency is an ISO 4217 code such as `EUR`, not {_kind(currency)}")


def _kind(value: object) -> str:
    name = type(value).__name__
    return "nothing" if value is None else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
