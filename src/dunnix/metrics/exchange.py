"""Exchange rates as dated data: what a unit of each currency is worth on a day."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, Self, TypeAlias

import attrs

from dunnix.metrics.books import checked_day
from dunnix.metrics.options import Number, exact_number
from dunnix.money import currency_digits


class ExchangeRate(NamedTuple):
    """What one unit of a currency is worth, from a day until the next rate of it."""

    currency: str
    day: dt.date
    rate: Fraction


Quote: TypeAlias = tuple[str, dt.date, Number]


def _read(quotes: Iterable[Quote]) -> tuple[ExchangeRate, ...]:
    """Check quotes and sort them by currency and day."""
    found = sorted((_rate(*quote) for quote in quotes), key=_place)
    for one, other in pairwise(found):
        if _place(one) == _place(other):
            raise ValueError(f"`{one.currency}` has two rates of {one.day}; keep one")
    return tuple(found)


def _place(rate: ExchangeRate) -> tuple[str, dt.date]:
    return rate.currency, rate.day


def _rate(currency: str, day: dt.date, rate: Number) -> ExchangeRate:
    currency_digits(currency)
    checked_day("day", day)
    exact = exact_number(f"rate of {currency} on {day}", rate)
    if exact <= 0:
        raise ValueError(f"the rate of `{currency}` on {day} is `{rate}`, which isn't above zero")
    return ExchangeRate(currency, day, exact)


@attrs.frozen(kw_only=True, order=False)
class ExchangeRates:
    """What one unit of each currency is worth in `to_currency`, from day to day.

    `rates` are given as (currency, day, rate), the rate as text, `Decimal` or `Fraction`. A rate
    holds from its day until the next one of its currency, over weekends and holidays, but never
    beyond `known_until`, the last day the table speaks of.

    >>> rates = ExchangeRates(to_currency="EUR", known_until=dt.date(2026, 3, 31),
    ...                       rates=[("USD", dt.date(2026, 3, 30), "0.875")])
    >>> rates.convert(1001, "USD", dt.date(2026, 3, 31))
    876
    """

    to_currency: str
    known_until: dt.date
    rates: tuple[ExchangeRate, ...] = attrs.field(converter=_read)

    def __attrs_post_init__(self) -> None:
        currency_digits(self.to_currency)
        checked_day("known_until", self.known_until)
        for each in self.rates:
            if each.currency == self.to_currency:
                raise ValueError(f"`{each.currency}` has a rate, but all rates are into it")
            if each.day > self.known_until:
                raise ValueError(
                    f"`{each.currency}` has a rate of {each.day},"
                    f" after `known_until`, which is {self.known_until}"
                )

    @classmethod
    def bought_by_one(
        cls, to_currency: str, rates: Iterable[Quote], *, known_until: dt.date
    ) -> Self:
        """Read rates quoted the other way: what one unit of `to_currency` buys, as the ECB does.

        >>> day = dt.date(2026, 3, 30)
        >>> rates = ExchangeRates.bought_by_one("EUR", [("USD", day, "1.25")], known_until=day)
        >>> rates.rate("USD", day)
        Fraction(4, 5)
        """
        turned = [(each.currency, each.day, 1 / each.rate) for each in _read(rates)]
        return cls(to_currency=to_currency, known_until=known_until, rates=turned)

    def rate(self, currency: str, day: dt.date) -> Fraction:
        """Give what one unit of a currency is worth on a day, in units of `to_currency`.

        Raises `ValueError` for a day after `known_until` and where no rate holds.
        """
        if currency == self.to_currency:
            return Fraction(1)
        wanted = f"no rate of `{currency}` into `{self.to_currency}` on {day}"
        if day > self.known_until:
            raise ValueError(f"{wanted}: the rates are known until {self.known_until}")
        place = bisect_right(self.rates, (currency, day), key=_place)
        if not place or self.rates[place - 1].currency != currency:
            raise ValueError(f"{wanted}: give one of that day or before")
        return self.rates[place - 1].rate

    def convert(self, minor_units: int, currency: str, day: dt.date, to: str | None = None) -> int:
        """Convert an amount in minor units at the rates of a day, rounded half to even.

        `to` is `to_currency`, or another currency of the table: crossed exactly, then rounded
        once. The digits of both are those of ISO 4217. Raises what `rate` raises.

        >>> rates = ExchangeRates(to_currency="EUR", known_until=dt.date(2026, 3, 31),
        ...                       rates=[("JPY", dt.date(2026, 3, 30), "0.006")])
        >>> rates.convert(1000, "JPY", dt.date(2026, 3, 31))
        600
        """
        into = to or self.to_currency
        if into == currency:
            return minor_units
        digits = currency_digits(into) - currency_digits(currency)
        rate = self.rate(currency, day) / self.rate(into, day) * Fraction(10) ** digits
        # The only rounding of converted money: `round` takes a Fraction half to even.
        return round(minor_units * rate)
