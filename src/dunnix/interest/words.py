"""The words of a language for late interest, from the catalogues of the floors above."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module
from typing import Final, Protocol, cast

from dunnix.interest.percent import percent_text
from dunnix.money import Money

_EXPLAIN: Final = "dunnix.engine.explain.words"


class Words(Protocol):
    """How one language says it."""

    language: str

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence with its values filled in."""
        ...

    def code(self, table: Mapping[str, str], code: str) -> str:
        """Give the words a table of sentences has for a code."""
        ...

    def number(self, value: int) -> str:
        """Give a whole number as the language writes it."""
        ...

    def money(self, amount: Money) -> str:
        """Give an amount as the language writes it."""
        ...

    def day(self, day: dt.date) -> str:
        """Give a date as the language writes it."""
        ...


def words_of(language: str) -> Words:
    """Give the words of a language; `ValueError`, naming those there are, for another.

    The reader of catalogues stands on a floor above: it is asked for by name, as `display` asks
    for dataframes.
    """
    return cast("Words", import_module(_EXPLAIN).words(language, "dunnix.interest"))


def rate_text(percent: Fraction, words: Words) -> str:
    """Write a percentage with the decimal mark of a language."""
    written = percent_text(percent)
    return written if words.language == "en" else written.replace(".", ",")


def place_text(country: str | None, title: str, words: Words) -> str:
    """Give the name of a country in a language; its title where it is no country."""
    from babel import Locale  # heavy: only for people

    names = cast("Mapping[str, str]", Locale.parse(words.language).territories)
    return names.get(country or "", title)
