"""Sentences in the reader's language: those of one package or several, or labels by short names."""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from dunnix.words.catalogue import read_catalogue
from dunnix.words.writing import Writing

_BEFORE_VOWEL: Final = re.compile(r"\b(il|al|dal|del) (?=(?:8|11) [a-z]+ [0-9]{4}\b)")


@attrs.frozen(eq=False, order=False)
class Words(Writing):
    """How one language says it; `catalogue` maps the English sentences to its own."""

    catalogue: Mapping[str, str]

    def say(self, sentence: str, **values: object) -> str:
        """Give a sentence with its values filled in."""
        return _filled(self.catalogue.get(sentence, sentence), self.language, values)

    def code(self, table: Mapping[str, str], code: str) -> str:
        """Give the words a table of sentences has for a code, or the code itself."""
        return self.say(table[code]) if code in table else code


@attrs.frozen(eq=False, order=False)
class Labels(Writing):
    """How one language says what has a short name; `entries` holds its words for each."""

    entries: Mapping[str, str]

    def say(self, entry: str, **values: object) -> str:
        """Give a word, or a sentence with its values filled in."""
        return _filled(self.entries[entry], self.language, values)

    def name(self, entry: str) -> str:
        """Give the word for one of a list, or the entry itself where a host named its own.

        A host's own may be called like a sentence of ours: one with blanks is nobody's name.
        """
        said = self.entries.get(entry, entry)
        return entry if "{" in said else said


def words(language: str, package: str, *more: str) -> Words:
    """Give the words of a language for the sentences of one package or several.

    Raises `ValueError`, naming the languages there are, for another one.

    >>> words("fr", "dunnix.engine").say("Nothing to do now.")
    'Rien à faire maintenant.'
    """
    catalogue: dict[str, str] = {}
    for each in (package, *more):
        catalogue |= read_catalogue(each, language)
    return Words(language, catalogue)


def entries_of(language: str, package: str, labels: Mapping[str, str]) -> Mapping[str, str]:
    """Give a package's labels in a language, by their short names.

    Raises `ValueError`, naming the languages there are, for another one.

    >>> entries_of("de", "dunnix.case", {"promise": "promise to pay"})
    {'promise': 'Zahlungszusage'}
    """
    catalogue = read_catalogue(package, language)
    return {entry: catalogue.get(label, label) for entry, label in labels.items()}


def _filled(sentence: str, language: str, values: Mapping[str, object]) -> str:
    said = sentence.format(**values)
    return _elided(said) if language == "it" else said


def _elided(said: str) -> str:
    """Write the Italian article before the eighth and the eleventh, which begin with a vowel.

    >>> _elided("dal 8 febbraio 2026")
    "dall'8 febbraio 2026"
    """
    return _BEFORE_VOWEL.sub(lambda found: found[1].replace("il", "") + "l'", said)
