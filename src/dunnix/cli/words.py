"""The words of the command line: its sentences, beside those of explanations."""

from dunnix.words import Words
from dunnix.words import words as words_of


def words(language: str) -> Words:
    """Give the words of a language.

    >>> words("fr").say("Actions")
    'Actions à faire'
    """
    return words_of(language, "dunnix.engine", "dunnix.cli")


def report_words(language: str) -> Words:
    """Give the words of a language for a report, which explains no decision.

    >>> report_words("de").say("overdue")
    'überfällig'
    """
    return words_of(language, "dunnix.cli")
