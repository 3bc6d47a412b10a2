"""The sentences of the command line in the reader's language, beside those of explanations."""

from dunnix.display import read_catalogue
from dunnix.engine.explain import Words
from dunnix.engine.explain import words as engine_words

__all__ = ["Words", "report_words", "words"]


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
