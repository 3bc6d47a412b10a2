"""What is said in the reader's language: sentences of catalogues, numbers, amounts and days.

Each package keeps its sentences, in English, and their catalogues; they are read here.
"""

from dunnix.words.catalogue import languages_of, read_catalogue, sentences_in
from dunnix.words.speech import Labels, Words, entries_of, words
from dunnix.words.writing import LANGUAGES, Writing

__all__ = [
    "LANGUAGES",
    "Labels",
    "Words",
    "Writing",
    "entries_of",
    "languages_of",
    "read_catalogue",
    "sentences_in",
    "words",
]
