"""The sentences of a package in other languages: its catalogues, read when first asked for."""

import functools
import io
from collections.abc import Mapping
from importlib import resources
from typing import Final, cast

from dunnix.errors import did_you_mean

ENGLISH: Final = "en"


@functools.cache
def languages_of(package: str) -> tuple[str, ...]:
    """Give the languages a package has its sentences in: English, and each with a catalogue.

    >>> languages_of("dunnix.figures")
    ('en', 'de', 'es', 'fr', 'it', 'nl')
    """
    folder = resources.files(package).joinpath("locale")
    others = (each.name for each in folder.iterdir() if each.joinpath("LC_MESSAGES").is_dir())
    return (ENGLISH, *sorted(others))


@functools.cache
def read_catalogue(package: str, language: str) -> Mapping[str, str]:
    """Give a package's sentences in a language by the English ones; English needs none.

    Raises `ValueError`, naming the languages there are, for another one.
    """
    known = languages_of(package)
    if language not in known:
        raise ValueError(f"no sentences in `{language}`; {did_you_mean(language, known)}")
    if language == ENGLISH:
        return {}
    from babel.messages.pofile import read_po  # heavy: only for people

    path = f"locale/{language}/LC_MESSAGES/dunnix.po"
    data = resources.files(package).joinpath(path).read_bytes()
    catalogue = read_po(io.BytesIO(data), locale=language)
    return {str(each.id): str(each.string) for each in catalogue if each.id and each.string}


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
