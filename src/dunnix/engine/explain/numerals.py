"""Numbers and amounts as a language writes them, without unit or currency."""

from decimal import Decimal
from fractions import Fraction

from dunnix.money import Money, currency_digits


def number_text(value: Fraction | int, language: str, decimals: int = 0) -> str:
    """Write a number, rounded half-even to so many decimals.

    >>> number_text(Fraction(-82, 3), "de", 1)
    '-27,3'
    """
    from babel.numbers import format_decimal  # heavy: only for people

    exact = Decimal(round(Fraction(value) * 10**decimals)).scaleb(-decimals)
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    written: str = format_decimal(exact, format=pattern, locale=language)
    return written


def money_text(amount: Money, locale: str) -> str:
    r"""Write an amount with its currency, in the decimals of ISO 4217: those of CLDR differ.

    >>> money_text(Money("-1234.500", "TND"), "en_GB")
    '-TND\xa01,234.500'
    """
    from babel import Locale  # heavy: only for people
    from babel.numbers import format_currency, get_currency_symbol

    digits = currency_digits(amount.currency)
    pattern: str = Locale.parse(locale).currency_formats["standard"].pattern
    pattern = pattern.replace("0.00", "0." + "0" * digits if digits else "0")
    if get_currency_symbol(amount.currency, locale)[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
    written: str = format_currency(
        amount.to_decimal(),
        amount.currency,
        format=pattern,
        locale=locale,
        currency_digits=False,
    )
    return written


def digits_text(amount: Money, language: str) -> str:
    """Write an amount without its currency, for a place that names it once for all.

    >>> digits_text(Money("1200.00", "EUR"), "en")
    '1,200.00'
    """
    digits = currency_digits(amount.currency)
    return number_text(Fraction(amount.minor_units, 10**digits), language, digits)
