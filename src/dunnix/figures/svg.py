"""SVG as text: elements, escaped texts and numbers, always written the same way."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

# A text that turns the reading direction could make one word look like another.
_TURNS: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_LEFT_OUT: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
# A brace too: `{id}` stands for what a picture is known by.
_MARKUP: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_IN_TEXT: Final = str.maketrans({**_MARKUP, "{": "&#123;"})
_IN_ATTRIBUTE: Final = str.maketrans(_MARKUP)


def plain(text: str) -> str:
    r"""Give a text on one line, without control characters, lone surrogates or turned reading.

    >>> plain("pay\x00 now\n please")
    'pay now please'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if each.isspace() else each for each in text)
    kept = (
        each
        for each in spaced
        if each not in _TURNS and unicodedata.category(each) not in _LEFT_OUT
    )
    return " ".join("".join(kept).split())


def escaped(text: str) -> str:
    """Give a text that may stand between tags.

    >>> escaped("<script>'A' & B")
    '&lt;script&gt;&#39;A&#39; &amp; B'
    """
    return plain(text).translate(_IN_TEXT)


def number(value: float) -> str:
    """Write a length in pixels, to a tenth and no longer than need be.

    >>> number(12.0), number(0.25), number(-0.01)
    ('12', '0.2', '0')
    """
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def tag(name: str, *inside: str, **attributes: str | float | None) -> str:
    """Write an element; `class_` and `stroke_width` stand for names Python can't spell.

    What is inside is taken as it is: texts go through `escaped` before.

    >>> tag("text", escaped("A & B"), x=4.0, class_="name")
    '<text x="4" class="name">A &amp; B</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _attribute(value: str | float) -> str:
    return plain(value).translate(_IN_ATTRIBUTE) if isinstance(value, str) else number(value)


def moved(x: float, y: float) -> str:
    """Write the transform that moves what is drawn around the origin."""
    return f"translate({number(x)} {number(y)})"


def group(inside: Iterable[str], **attributes: str | float | None) -> str:
    """Write a group of elements, one a line."""
    return tag("g", "\n", *(f"{each}\n" for each in inside), **attributes)


def picture(
    body: Iterable[str], *, size: tuple[float, float], title: str, description: str, style: str
) -> str:
    """Put a whole picture together: said in words for those who don't see it.

    `style` and the body name what is theirs by `{id}`, which becomes a hash of the content, so
    that several pictures on a page don't touch each other.
    """
    content = "\n".join(body)
    said = tag("title", escaped(title), id="{id}-title")
    said += tag("desc", escaped(description), id="{id}-desc")
    width, height = number(size[0]), number(size[1])
    inside = f"{said}\n<style>{style}</style>\n{content}\n"
    known_by = hashlib.sha256(f"{width} {height} {inside}".encode()).hexdigest()[:12]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" class="{{id}}" role="img" '
        'aria-labelledby="{id}-title {id}-desc" style="max-width:100%;height:auto">'
    )
    return f"{head}\n{inside}</svg>\n".replace("{id}", f"dunnix-{known_by}")
