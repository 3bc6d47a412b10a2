"""The words of a case file in the reader's language, with its days, amounts and numbers."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from dunnix.case.labels import LABELS
from dunnix.display import read_catalogue
from dunnix.engine.explain import digits_text, number_text
from dunnix.model.rows import one_line
from dunnix.money import Money

# As CLDR has it: the others set a space between.
_PERCENT_CLOSE: Final = frozenset({"en", "it", "nl"})


@attrs.frozen(eq=False, order=False)
class Words:
    """How one language says what a case file tells."""

    language: str
    catalogue: Mapping[str, str]

    def say(self, entry: str, **values: object) -> str:
        """Give a word, or a sentence with its values filled in."""
        return self.catalogue.get(LABELS[entry], LABELS[entry]).format(**values)

    def name(self, entry: str) -> str:
        """Give the word for a code, or the entry itself where a host named its own."""
        return self.say(entry) if entry in LABELS else plain(entry)

    def day(self, day: dt.date) -> str:
        """Write a date, short."""
        from babel.dates import format_date  # heavy: only for people

        locale = "en_GB" if self.language == "en" else self.language
        written: str = format_date(day, format="medium", locale=locale)
        return written

    def money(self, amount: Money) -> str:
        """Write an amount and its code, for a file may hold several currencies."""
        return f"{digits_text(amount, self.language)}\N{NO-BREAK SPACE}{amount.currency}"

    def number(self, value: Fraction | int, decimals: int = 0) -> str:
        """Write a number, rounded half-even to so many decimals."""
        return number_text(value, self.language, decimals)

    def percent(self, share: Fraction, decimals: int = 0) -> str:
        """Write a share of one as a percentage."""
        space = "" if self.language in _PERCENT_CLOSE else "\N{NO-BREAK SPACE}"
        return f"{self.number(share * 100, decimals)}{space}%"


def words(language: str) -> Words:
    """Give the words of a language; `ValueError` names the languages there are.

    >>> words("de").say("promise")
    'Zahlungszusage'
    """
    return Words(language, read_catalogue("dunnix.case", language))


def plain(text: str) -> str:
    """Give a user's text on one line, whatever signs it holds."""
    return one_line(" ".join(text.split()))
