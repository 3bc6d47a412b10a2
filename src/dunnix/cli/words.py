"""The sentences of the command line in the reader's language, beside those of explanations."""

from dunnix.engine.explain import LANGUAGES, Words, read_catalogue
from dunnix.engine.explain import words as engine_words
from dunnix.money import Money, currency_digits

__all__ = ["LANGUAGES", "Words", "digits_of", "report_words", "words"]


def words(language: str) -> Words:
    """Give the words of a language.

    >>> words("fr").say("Actions")
    'Actions à faire'
    """
    return engine_words(language, "dunnix.cli")


def report_words(language: str) -> Words:
    """Give the words of a language for a report, which explains no decision.

    >>> report_words("de").say("overdue")
    'überfällig'
    """
    return Words(language, read_catalogue("dunnix.cli", language))


def digits_of(amount: Money, say: Words) -> str:
    """Write an amount without its currency, for a column that names it.

    >>> digits_of(Money("1200.00", "EUR"), words("en"))
    '1,200.00'
    """
    from babel.numbers import format_decimal  # heavy: only for people

    decimals = currency_digits(amount.currency)
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    written: str = format_decimal(amount.to_decimal(), format=pattern, locale=say.language)
    return written
