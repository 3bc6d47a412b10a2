"""A text of payment terms cut into symbols: what each phrase means, and where it stands."""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.terms.language import Language, Meaning, plain_word

_TOKEN: Final = re.compile(
    r"""(?P<space>[^\S\n]+|['\u2019\u02bc])
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]{1,2}(?P<mark>[./])[0-9]{1,2}(?P=mark)[0-9]{4}(?![0-9]))
    |(?P<number>[0-9]+(?:[.,][0-9]+)?)
    |(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+)
    |(?P<sign>[%/+,;:.\n\u20ac\u00a3\u00b0\u2013\u2014-])
    |(?P<other>.)
    """,
    re.VERBOSE,
)
_SIGNS: Final[dict[str, Meaning]] = {
    "%": ("percent", None),
    "/": ("slash", None),
    "+": ("plus", None),
    ",": ("comma", None),
    ";": ("stop", None),
    "\n": ("stop", None),
    ".": ("dot", None),
    ":": ("colon", None),
    "\u20ac": ("currency", "EUR"),
    "\u00a3": ("currency", "GBP"),
    "\u00b0": ("ordinal", None),
    "-": ("dash", None),
    "\u2013": ("dash", None),
    "\u2014": ("dash", None),
}


@attrs.frozen(order=False)
class Symbol:
    """A piece of the text: what it may mean, and where it begins and ends."""

    meanings: tuple[Meaning, ...]
    start: int
    end: int

    def value(self, kind: str) -> int | str | None:
        """Give what it counts or names when taken as a kind."""
        return next(value for found, value in self.meanings if found == kind)

    def may_be(self, kind: str) -> bool:
        """Tell whether it can be taken as a kind."""
        return any(found == kind for found, _ in self.meanings)


@attrs.frozen(order=False)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def symbols(text: str, language: Language) -> tuple[Symbol, ...]:
    """Cut a text into symbols, the longest phrases first; what has no meaning is `unknown`."""
    tokens = list(_tokens(text))
    found, at = list[Symbol](), 0
    while at < len(tokens):
        if tokens[at].kind == "word":
            size, new = _phrase(tokens, at, language)
        else:
            size, new = 1, [_lone(tokens[at], language)]
        found += new
        at += size
    return tuple(found)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "space" or _says_nothing(match.group(), text, match.start()):
            continue
        yield _Token(kind, match.group(), match.start(), match.end())


def _says_nothing(sign: str, text: str, at: int) -> bool:
    """Tell whether a sign is that of a joined word, `cut-off`, or of a short one, `gg. d.f.`."""
    after_letter = text[at - 1 : at].isalpha()
    if sign == "-":
        return after_letter and text[at + 1 : at + 2].isalpha()
    return sign == "." and after_letter and text[at + 1 :].lstrip(" ")[:1].islower()


def _phrase(tokens: list[_Token], at: int, language: Language) -> tuple[int, list[Symbol]]:
    words = list[str]()
    for token in tokens[at : at + language.longest]:
        if token.kind != "word":
            break
        words.append(plain_word(token.text).replace(".", ""))
    for size in range(len(words), 0, -1):
        alternatives = language.phrases.get(tuple(words[:size]))
        if alternatives:
            return size, _meant(alternatives, tokens[at].start, tokens[at + size - 1].end)
    return 1, [_code(tokens[at])]


def _meant(alternatives: tuple[tuple[Meaning, ...], ...], start: int, end: int) -> list[Symbol]:
    short_for = next((each for each in alternatives if len(each) > 1), None)
    if short_for:
        return [Symbol((each,), start, end) for each in short_for]
    return [Symbol(tuple(each for (each,) in alternatives), start, end)]


def _code(token: _Token) -> Symbol:
    """Take three capitals as a code of a currency: words of payment terms have been looked up."""
    text = token.text
    is_code = len(text) == 3 and text.isascii() and text.isupper()  # noqa: PLR2004
    meaning = ("currency", text) if is_code else ("unknown", text)
    return Symbol((meaning,), token.start, token.end)


def _lone(token: _Token, language: Language) -> Symbol:
    if token.kind in {"number", "date"}:
        # With the month first or the day first, `03/04/2026` is two days in English.
        unsure = token.kind == "date" and "-" not in token.text and language.code == "en"
        meaning: Meaning = ("unknown" if unsure else token.kind, token.text)
    else:
        meaning = _SIGNS.get(token.text, ("unknown", token.text))
    return Symbol((meaning,), token.start, token.end)
