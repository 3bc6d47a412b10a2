"""The words of a language for late interest: its sentences, rates and countries."""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from dunnix.interest.percent import percent_text
from dunnix.words import Words, Writing, words


def words_of(language: str) -> Words:
    """Give the words of a language; `ValueError`, naming those there are, for another."""
    return words(language, "dunnix.interest")


def rate_text(percent: Fraction, writing: Writing) -> str:
    """Write a yearly rate in all its decimals, with the decimal mark of a language."""
    written = percent_text(percent)
    return written if writing.language == "en" else written.replace(".", ",")


def place_text(country: str | None, title: str, writing: Writing) -> str:
    """Give the name of a country in a language; its title where it is no country."""
    from babel import Locale  # heavy: only for people

    names = cast("Mapping[str, str]", Locale.parse(writing.language).territories)
    return names.get(country or "", title)
