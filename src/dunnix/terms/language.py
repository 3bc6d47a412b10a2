"""The languages payment terms are read and written in: tables that ship with the package."""

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import attrs

from dunnix.errors import did_you_mean
from dunnix.terms.errors import UnknownLanguageError

LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl")

Meaning: TypeAlias = tuple[str, int | str | None]
"""A kind of symbol, and what it counts or names: a weekday, a number, a currency."""

Phrase: TypeAlias = tuple[str, ...]


@attrs.frozen(kw_only=True, order=False)
class Language:
    """One language: what its phrases mean, the longest of them, and how terms are written.

    A phrase has several alternatives where context decides, and stands for several symbols where
    it is short for them: `jfdm` for days and the end of the month.
    """

    code: str
    name: str
    forms: tuple[str, ...]
    phrases: Mapping[Phrase, tuple[tuple[Meaning, ...], ...]]
    longest: int
    write: Mapping[str, Any]


def plain_word(word: str) -> str:
    """Give a word without case and accents, as the tables have it."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in folded if not unicodedata.combining(each))


@functools.cache
def language(code: str) -> Language:
    """Give a language by its ISO 639-1 code; `UnknownLanguageError` for another."""
    if code not in LANGUAGES:
        hint = did_you_mean(code, LANGUAGES) if isinstance(code, str) else None
        raise UnknownLanguageError(
            f"payment terms are read and written in {', '.join(LANGUAGES)}, not in `{code}`"
            + (f"; {hint}" if hint and hint.startswith("did") else "")
        )
    import tomllib
    from importlib import resources

    file = resources.files("dunnix.terms").joinpath("languages", f"{code}.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    phrases: dict[Phrase, tuple[tuple[Meaning, ...], ...]] = {}
    for phrase, meanings in _phrases(table):
        phrases[phrase] = (*phrases.get(phrase, ()), meanings)
    return Language(
        code=code,
        name=table["name"],
        forms=tuple(table["forms"]),
        phrases=phrases,
        longest=max(map(len, phrases)),
        write=table["write"],
    )


def _phrases(table: Mapping[str, Any]) -> Iterator[tuple[Phrase, tuple[Meaning, ...]]]:
    for kinds, phrases in table["read"].items():
        meanings = tuple((kind, None) for kind in kinds.split())
        yield from ((tuple(each.split()), meanings) for each in phrases)
    for kind, name, typed in (
        ("weekday", "weekdays", int),
        ("number", "numbers", str),
        ("currency", "currencies", str),
    ):
        for value, phrases in table[name].items():
            yield from ((tuple(each.split()), ((kind, typed(value)),)) for each in phrases)
