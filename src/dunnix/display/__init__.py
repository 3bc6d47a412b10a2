"""How a value shows itself: in words of a language, as a picture, as a dataframe.

Values sit low; pictures and frames sit high: the figures register a drawer for a type, the type
asks here, and neither knows the other.
"""

from dunnix.display.bundle import draws, mimebundle
from dunnix.display.catalogue import languages_of, read_catalogue, sentences_in
from dunnix.display.frame import frame_of

__all__ = [
    "draws",
    "frame_of",
    "languages_of",
    "mimebundle",
    "read_catalogue",
    "sentences_in",
]
