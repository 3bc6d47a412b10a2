"""Sentences, money and dates in the reader's language, through Babel's catalogues."""

import datetime as dt
import functools
import io
import re
from collections.abc import Mapping
from importlib import resources
from typing import Final, cast

import attrs

from dunnix.engine.explain.numerals import digits_text, money_text, number_text
from dunnix.errors import did_you_mean
from dunnix.money import Money

LANGUAGES: Final = ("en", "de", "es", "fr", "it", "nl")
"""The languages of explanations; `languages_of` gives those of another package."""

_LOCALES: Final = {
    "de": "de_DE",
    "en": "en_GB",
    "es": "es_ES",
    "fr": "fr_FR",
    "it": "it_IT",
    "nl": "nl_NL",
}
_FIRST_OF_MONTH: Final = {"fr": "1er ", "it": "1º "}
_BEFORE_VOWEL: Final = re.compile(r"\b(il|al|dal|del) (?=(?:8|11) [a-z]+ [0-9]{4}\b)")


@attrs.frozen(eq=False, order=False)
class Words:
    """How one language says it; `catalogue` maps the English sentences to its own."""

    language: str
    catalogue: Mapping[str, str]

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence with its values filled in."""
        said = self.catalogue.get(sentence, sentence).format(**values)
        return _elided(said) if self.language == "it" else said

    def code(self, table: Mapping[str, str], code: str) -> str:
        """Give the words a table of sentences has for a code, or the code itself."""
        return self.say(table[code]) if code in table else code

    def number(self, value: int) -> str:
        """Give a whole number as the language writes it."""
        return number_text(value, self.language)

    def money(self, amount: Money) -> str:
        """Give an amount as the language writes it."""
        return money_text(amount, _LOCALES[self.language])

    def digits(self, amount: Money) -> str:
        """Give an amount as the language writes it, without its currency."""
        return digits_text(amount, self.language)

    def day(self, day: dt.date) -> str:
        """Give a date as the language writes it, the month in words."""
        from babel.dates import format_date  # heavy: only for people

        written: str = format_date(day, format="long", locale=_LOCALES[self.language])
        # CLDR writes the first of a month like the others; French and Italian don't.
        first = _FIRST_OF_MONTH.get(self.language) if day.day == 1 else None
        return written.replace("1 ", first, 1) if first else written


def _elided(said: str) -> str:
    """Write the Italian article before the eighth and the eleventh, which begin with a vowel.

    >>> _elided("dal 8 febbraio 2026")
    "dall'8 febbraio 2026"
    """
    return _BEFORE_VOWEL.sub(lambda found: found[1].replace("il", "") + "l'", said)


def words(language: str, *packages: str) -> Words:
    """Give the words of a language; `packages` name those with sentences of their own besides.

    Raises `ValueError`, naming the languages there are, for another one.

    >>> words("fr").say("Nothing to do now.")
    'Rien à faire maintenant.'
    """
    catalogue: dict[str, str] = {}
    for package in ("dunnix.engine", *packages):
        catalogue |= read_catalogue(package, language)
    return Words(language, catalogue)


@functools.cache
def read_catalogue(package: str, language: str) -> Mapping[str, str]:
    """Give a package's sentences in a language by the English ones; English needs none.

    Raises `ValueError`, naming the languages there are, for another one.
    """
    known = languages_of(package)
    if language not in known:
        hint = did_you_mean(language, known)
        raise ValueError(f"no sentences in `{language}`; {hint}")
    if language == "en":
        return {}
    from babel.messages.pofile import read_po  # heavy: only for people

    path = f"locale/{language}/LC_MESSAGES/dunnix.po"
    data = resources.files(package).joinpath(path).read_bytes()
    catalogue = read_po(io.BytesIO(data), locale=language)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}


@functools.cache
def languages_of(package: str) -> tuple[str, ...]:
    """Give the languages a package has its sentences in: English, and each with a catalogue.

    >>> languages_of("dunnix.engine")
    ('en', 'de', 'es', 'fr', 'it', 'nl')
    """
    folder = resources.files(package).joinpath("locale")
    return ("en", *sorted(each.name for each in folder.iterdir() if each.name in _LOCALES))


def sentences_in(names: Mapping[str, object]) -> tuple[str, ...]:
    """Give every sentence a module holds, once, in order: what a catalogue must translate.

    >>> sentences_in({"HELD": "Held", "WAY": {"task": "a task"}, "_HIDDEN": "no", "lower": "no"})
    ('Held', 'a task')
    """
    found: list[str] = []
    for name, value in names.items():
        if not name.isupper() or name.startswith("_"):
            continue
        found += [value] if isinstance(value, str) else cast("Mapping[str, str]", value).values()
    return tuple(dict.fromkeys(found))
