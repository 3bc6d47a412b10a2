"""How wide a text is, without a font at hand: estimated for the widest of the usual fonts."""

import functools
import unicodedata
from typing import Final

# In hundredths of the font's size, after DejaVu Sans, which is wider than what most systems use.
_WIDTHS: Final = {
    **dict.fromkeys("ijl'|", 32),
    **dict.fromkeys(" .,:;I!()[]ft/\\-", 42),
    **dict.fromkeys('r"`*', 50),
    **dict.fromkeys("mMW@%", 100),
    **dict.fromkeys("wNGOQHDU+=<>~_&#", 84),
}
_NARROW, _PLAIN, _CAPITAL, _WIDE = 0, 64, 72, 104
_BOLD: Final = 110
_ELLIPSIS: Final = "…"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of a text in pixels; never less than it will be, with usual fonts."""
    hundredths = sum(map(_hundredths, text))
    return hundredths * size * (_BOLD if bold else 100) / 10_000


@functools.lru_cache(maxsize=4_096)
def _hundredths(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return _NARROW
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _PLAIN
    wide = unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So"
    return _WIDE if wide or not letter.isalpha() else _CAPITAL


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Give a text that is no wider than a width: what is too long ends in an ellipsis.

    >>> shortened("formal-notice", 10, 60), shortened("formal-notice", 10, 200)
    ('formal-n…', 'formal-notice')
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size, bold=bold)
    kept = 0
    while kept < len(text) and room > 0:
        room -= text_width(text[kept], size, bold=bold)
        kept += room >= 0
    return text[:kept].rstrip() + _ELLIPSIS
