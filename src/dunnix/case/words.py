"""The words of a case file in the reader's language, with its days and amounts."""

import datetime as dt

import attrs

from dunnix.case.labels import LABELS
from dunnix.model.rows import one_line
from dunnix.money import Money
from dunnix.words import Labels, entries_of


@attrs.frozen(eq=False, order=False)
class Words(Labels):
    """How one language says what a case file tells."""

    def name(self, entry: str) -> str:
        """Give the word for a code, or the entry itself where a host named its own."""
        return super().name(plain(entry))

    def day(self, day: dt.date) -> str:
        """Write a date, short."""
        return self.short_day(day)

    def money(self, amount: Money) -> str:
        """Write an amount and its code, for a file may hold several currencies."""
        return f"{self.digits(amount)}\N{NO-BREAK SPACE}{amount.currency}"


def words(language: str) -> Words:
    """Give the words of a language; `ValueError` names the languages there are.

    >>> words("de").say("promise")
    'Zahlungszusage'
    """
    return Words(language, entries_of(language, "dunnix.case", LABELS))


def plain(text: str) -> str:
    """Give a user's text on one line, whatever signs it holds."""
    return one_line(" ".join(text.split()))
