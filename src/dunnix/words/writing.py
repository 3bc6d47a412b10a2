"""Numbers, amounts and days as a language writes them, through Babel."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

import attrs

from dunnix.money import Money, currency_digits

_LOCALES: Final = {
    "en": "en_GB",
    "de": "de_DE",
    "es": "es_ES",
    "fr": "fr_FR",
    "it": "it_IT",
    "nl": "nl_NL",
}
# As CLDR has it: the others set a space between.
_PERCENT_CLOSE: Final = frozenset({"en", "it", "nl"})
_FIRST_OF_MONTH: Final = {"fr": "1er ", "it": "1º "}

LANGUAGES: Final = tuple(_LOCALES)
"""The languages dunnix speaks; `languages_of` gives those of one package."""


@attrs.frozen(eq=False, order=False)
class Writing:
    """How one language writes what needs no sentence."""

    language: str

    def number(self, value: Fraction | int, decimals: int = 0) -> str:
        """Write a number, rounded half-even to so many decimals.

        >>> Writing("de").number(Fraction(-82, 3), 1)
        '-27,3'
        """
        from babel.numbers import format_decimal  # heavy: only for people

        exact = Decimal(round(Fraction(value) * 10**decimals)).scaleb(-decimals)
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        written: str = format_decimal(exact, format=pattern, locale=self._locale)
        return written

    def percent(self, share: Fraction, decimals: int = 0) -> str:
        """Write a share of one as a percentage.

        >>> Writing("it").percent(Fraction(1, 8), 1)
        '12,5%'
        """
        space = "" if self.language in _PERCENT_CLOSE else "\N{NO-BREAK SPACE}"
        return f"{self.number(share * 100, decimals)}{space}%"

    def digits(self, amount: Money) -> str:
        """Write an amount without its currency, for a place that names it once for all.

        >>> Writing("en").digits(Money("1200.00", "EUR"))
        '1,200.00'
        """
        digits = currency_digits(amount.currency)
        return self.number(Fraction(amount.minor_units, 10**digits), digits)

    def money(self, amount: Money) -> str:
        r"""Write an amount with its currency, in the decimals of ISO 4217: those of CLDR differ.

        >>> Writing("en").money(Money("-1234.500", "TND"))
        '-TND\xa01,234.500'
        """
        from babel import Locale  # heavy: only for people
        from babel.numbers import format_currency, get_currency_symbol

        digits = currency_digits(amount.currency)
        pattern: str = Locale.parse(self._locale).currency_formats["standard"].pattern
        pattern = pattern.replace("0.00", "0." + "0" * digits if digits else "0")
        if get_currency_symbol(amount.currency, self._locale)[-1].isalpha():
            pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
        written: str = format_currency(
            amount.to_decimal(),
            amount.currency,
            format=pattern,
            locale=self._locale,
            currency_digits=False,
        )
        return written

    def day(self, day: dt.date) -> str:
        """Write a date, the month in words."""
        written = self._date(day, "long")
        # CLDR writes the first of a month like the others; French and Italian don't.
        first = _FIRST_OF_MONTH.get(self.language) if day.day == 1 else None
        return written.replace("1 ", first, 1) if first else written

    def short_day(self, day: dt.date) -> str:
        """Write a date, short."""
        return self._date(day, "medium")

    def month(self, day: dt.date) -> str:
        """Write the month of a date, short."""
        return self._date(day, "MMM y")

    def weekday(self, weekday: int) -> str:
        """Write the name of a weekday, 0 being Monday.

        >>> Writing("nl").weekday(0)
        'maandag'
        """
        from babel.dates import get_day_names  # heavy: only for people

        names: Mapping[int, str] = get_day_names("wide", locale=self._locale)
        return names[weekday]

    def listed(self, parts: Iterable[str], *, either: bool = False) -> str:
        """Write a list, with an "and" before its last part, or with an "or".

        >>> Writing("it").listed(["mail", "fax", "sms"], either=True)
        'mail, fax o sms'
        """
        from babel.lists import format_list  # heavy: only for people

        style: Literal["or", "standard"] = "or" if either else "standard"
        written: str = format_list(list(parts), style=style, locale=self._locale)
        return written

    def _date(self, day: dt.date, form: str) -> str:
        from babel.dates import format_date  # heavy: only for people

        written: str = format_date(day, format=form, locale=self._locale)
        return written

    @property
    def _locale(self) -> str:
        return _LOCALES[self.language]
