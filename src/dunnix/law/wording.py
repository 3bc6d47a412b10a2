"""Titles and notes by language."""

from collections.abc import Mapping


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Give a text in a language, else in English, else in any.

    >>> in_language({"en": "invoice", "fr": "facture"}, "de")
    'invoice'
    """
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
