"""Slips of a TOML file that can be told from what stands where the parser stopped."""

import re
import unicodedata
from typing import Final, NamedTuple

from dunnix.scenario.readers import shown

_FLAGS: Final = {"true": "true", "yes": "true", "on": "true", "false": "false"} | {
    "no": "false",
    "off": "false",
}
_BARE_TEXT: Final = re.compile(r"([A-Za-z][\w+.: -]*?)\s*(?:#.*)?")
_NO_VALUE: Final = re.compile(r"\s*(?:#.*)?")
_EXAMPLE: Final = 'write such as id = "call"'
_MORE: Final = "more text than one value takes"


class Slip(NamedTuple):
    """What should be seen of a slip, from `start` to `end` of the text, and how to say it."""

    start: int
    end: int
    message: str
    hint: str


def slip(said: str, text: str, stop: int) -> Slip | None:
    """Give the slip at which the parser stopped and said `said`; None for any other fault."""
    end = text.find("\n", stop)
    rest = text[stop : len(text) if end < 0 else end]
    if rest and _looks_like_a_space(rest[0]):
        message = "a sign that looks like a space and is none"
        return Slip(stop, stop + 1, message, "type the space anew")
    if said.startswith("Invalid value"):
        return _no_value(rest, stop)
    if said.startswith("Expected newline"):
        return _more(rest, text[stop - 1 : stop], stop)
    if said.startswith(("Invalid statement", "Invalid initial")) and rest.startswith("{"):
        hint = f"a scenario is TOML, not JSON: {_EXAMPLE}"
        return Slip(stop, stop + 1, "neither a key nor a table", hint)
    return None


def _looks_like_a_space(sign: str) -> bool:
    # Zs: spaces; Cf: what takes no room at all, such as a byte order mark inside the text.
    return not sign.isascii() and unicodedata.category(sign) in {"Zs", "Cf"}


def _no_value(rest: str, stop: int) -> Slip | None:
    if _NO_VALUE.fullmatch(rest):
        return Slip(stop, stop + 1, "a key without a value", _EXAMPLE)
    bare = _BARE_TEXT.fullmatch(rest)
    if bare is None:
        return None
    flag = _FLAGS.get(bare[1].lower())
    end = stop + len(bare[1])
    if flag is not None:
        return Slip(stop, end, f"`{bare[1]}` is no value TOML knows", f"write {flag}")
    return Slip(stop, end, f"`{shown(bare[1])}` without quotes", f'write "{shown(bare[1])}"')


def _more(rest: str, before: str, stop: int) -> Slip | None:
    if rest.startswith("//"):
        return Slip(stop, stop + 2, _MORE, "begin a comment with `#`")
    if rest[:1] in {";", ","}:
        return Slip(stop, stop + 1, _MORE, f"leave out the `{rest[0]}` after the value")
    if before == '"':
        hint = "inside a text in double quotes write single ones, such as 'FR'"
        return Slip(stop, stop + 1, "a text that ends at its second double quote", hint)
    return None
