"""A condition's text cut into words, numbers, texts and signs, each with its place."""

import re
import unicodedata
from enum import StrEnum

import attrs

from dunnix.conditions.fault import ConditionFault, Span, fault, quoted

KEYWORDS = frozenset({"and", "or", "not", "in", "known", "true", "false"})

_OF_OTHER_LANGUAGES = frozenset(
    {
        *("is", "if", "else", "elif", "lambda", "for", "while", "import", "from", "def", "class"),
        *("return", "yield", "await", "async", "with", "as", "none", "null", "nil"),
    }
)

RESERVED_WORDS = KEYWORDS | _OF_OTHER_LANGUAGES
"""Words that can name no amount: the language's own, and those of others that get a hint."""

_NULLS = frozenset({"none", "null", "nil"})
_SIGNS_OF_OTHERS = {
    "=": "==",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{NOT EQUAL TO}": "!=",
}
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_MARKS = frozenset({"(", ")", "[", "]", ","})
NO_SUMS = "compare a fact with a number or an amount, as in `days_past_due >= 9`"
_QUOTES_OF_OTHERS = "`\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>-?[0-9][A-Za-z0-9_.]*)
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)
    |(?P<text>"[^"]*"|'[^']*')
    |(?P<sign>===|!==|==|!=|<>|<=|>=|=<|=>|<|>|=|&&|\|\||!|&|\||\*\*|//|[-+*/%^~@()\[\],\u2264\u2265\u2260])
    """,
    re.VERBOSE,
)


class Kind(StrEnum):
    """What a token is."""

    NAME = "name"
    KEYWORD = "keyword"
    NUMBER = "number"
    TEXT = "text"
    COMPARISON = "comparison"
    MARK = "mark"
    END = "end"


@attrs.frozen(order=False)
class Token:
    """A piece of a condition: what it is, how it reads, where it stands."""

    kind: Kind
    text: str
    span: Span


class Tokens:
    """The tokens of a text and the faults found in cutting it.

    `readable` says whether the tokens are worth parsing: a sign with one plain meaning (`&&`) is a
    fault but is read as what it stands for, so that later faults show in the same pass.
    """

    def __init__(self, text: str) -> None:
        self.faults: list[ConditionFault] = []
        self.readable = True
        self.tokens: list[Token] = []
        self._cut(text)
        self._add(Kind.END, "", Span(len(text), len(text)))

    def _cut(self, text: str) -> None:
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                at = self._unknown(text, at)
                continue
            self._take(match.lastgroup or "", match.group(), Span(at, match.end()))
            at = match.end()

    def _take(self, group: str, text: str, span: Span) -> None:
        match group:
            case "number":
                self._number(text, span)
            case "word":
                self._word(text, span)
            case "text":
                self._text(text, span)
            case "sign":
                self._sign(text, span)
            case _:
                pass

    def _add(self, kind: Kind, text: str, span: Span) -> None:
        self.tokens.append(Token(kind, text, span))

    def _fail(self, code: str, message: str, hint: str | None, span: Span) -> None:
        self.faults.append(fault(code, message, hint, span))
        self.readable = False

    def _number(self, text: str, span: Span) -> None:
        if _NUMBER.fullmatch(text):
            self._add(Kind.NUMBER, text, span)
            return
        hint = "write whole numbers as `500` and amounts as `500.00`, with nothing else in them"
        self._fail("bad-number", f"{quoted(text)} is not a number", hint, span)

    def _text(self, text: str, span: Span) -> None:
        inner = unicodedata.normalize("NFC", text[1:-1])
        if any(unicodedata.category(each) in {"Cc", "Cs"} for each in inner):
            message = "a text holds a line break or another control character"
            self._fail("bad-character", message, "write the text on one line", span)
            return
        self._add(Kind.TEXT, inner, span)

    def _word(self, word: str, span: Span) -> None:
        lower = word.lower()
        if word in KEYWORDS:
            self._add(Kind.KEYWORD, word, span)
        elif lower in KEYWORDS:
            message = f"{quoted(word)} is not a word of conditions"
            self._read_as(Kind.KEYWORD, lower, fault("bad-word", message, f"write `{lower}`", span))
        elif lower in _OF_OTHER_LANGUAGES:
            self._fail("bad-word", f"conditions have no {quoted(word)}", _way_out(lower), span)
        elif _NAME.fullmatch(word):
            self._add(Kind.NAME, word, span)
        else:
            self._fail("bad-name", f"{quoted(word)} is not a name of a fact", _named(word), span)

    def _sign(self, sign: str, span: Span) -> None:
        if sign in _SIGNS_OF_OTHERS:
            right = _SIGNS_OF_OTHERS[sign]
            kind = Kind.COMPARISON if right in _COMPARISONS else Kind.KEYWORD
            message = f"`{sign}` is not an operator of conditions"
            self._read_as(kind, right, fault("bad-operator", message, f"write `{right}`", span))
        elif sign in _COMPARISONS:
            self._add(Kind.COMPARISON, sign, span)
        elif sign in _MARKS:
            self._add(Kind.MARK, sign, span)
        else:
            self._fail("no-arithmetic", f"conditions can't calculate with `{sign}`", NO_SUMS, span)

    def _read_as(self, kind: Kind, text: str, found: ConditionFault) -> None:
        self.faults.append(found)
        self._add(kind, text, Span(found.start, found.end))

    def _unknown(self, text: str, at: int) -> int:
        character = text[at]
        if character in "\"'":
            message = f"a text that starts with {character} has no end"
            hint = f"close it with {character}"
            self._fail("unclosed-text", message, hint, Span(at, len(text)))
            return len(text)
        message = f"{quoted(character)} can't stand in a condition"
        self._fail("bad-character", message, _for_character(character), Span(at, at + 1))
        return at + 1


def _way_out(word: str) -> str:
    if word in _NULLS:
        return "ask `known(fact)` whether a fact is there"
    if word == "is":
        return "compare with `==`, or ask `known(fact)` whether a fact is there"
    return "join comparisons by `and`, `or` and `not`"


def _named(word: str) -> str:
    if _NAME.fullmatch(word.lower()):
        return f'facts are in lower case, as `amount_due`; a text goes in quotes: "{word[:40]}"'
    return "facts are written like `amount_due` or `debtor.country`"


def _for_character(character: str) -> str | None:
    if character == ".":
        return "write a fact as `debtor.country`, without spaces, and an amount as `0.50`"
    if unicodedata.normalize("NFKC", character) in {'"', "'"} or character in _QUOTES_OF_OTHERS:
        return "quote texts by \" or '"
    if unicodedata.category(character) == "Sc":
        return "an amount carries no currency sign: write it as `500.00`"
    if not character.isascii():
        return "only texts in quotes may hold such characters"
    return None
