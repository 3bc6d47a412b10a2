"""A scenario's bytes as tables: what can be wrong before the first key is read."""

import re
from typing import Any, Final

from dunnix.errors import Place, Problem
from dunnix.scenario.positions import Positions
from dunnix.scenario.slips import slip

LARGEST: Final = 1_000_000
_MARK: Final = "\ufeff"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_LOCATED: Final = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_BARE_DURATION: Final = re.compile(r"[0-9]{1,9}(?:d|bd|w|m)\b")
_QUOTED: Final = "put a text in double quotes, and the next key on a new line"
_STRAIGHT: Final = "put a text in straight double quotes; write true and false in small letters"
_BRACKETS: Final = "open a table such as [amounts] once, and each step as [[step]]"
_COMPLETE: Final = "is the file complete? a quote or a bracket may be missing its other half"

# What the parser says, what a reader needs to hear, and the way out.
_REWORDED: Final = (
    (r"Expected '=' after", "a key without `=`", 'write such as id = "call"'),
    (r"Invalid initial character for a key|Invalid statement", "neither a key nor a table", None),
    (r"Expected newline or end of document", "more text than one value takes", _QUOTED),
    (r"Illegal character '\\n'", "a text that isn't closed on its line", "close it with a quote"),
    (r"Illegal character|Found invalid character", "a character that can't stand here", None),
    (r"Unescaped|Invalid hex|Escaped character", "an escape TOML doesn't know", r"write `\\`"),
    (r"Cannot overwrite|Duplicate inline", "a key that was given before", "give each key once"),
    (r"Cannot declare|Cannot redefine", "a table that was opened before", "open each table once"),
    (r"Cannot mutate", "a table that was closed before", "give its keys in one place"),
    (r"Expected '\]\]'", "a header that isn't closed", "write such as [[step]]"),
    (r"Expected '\]'", "a header that isn't closed", "write such as [amounts]"),
    (r"Unclosed array", "a list whose items aren't separated or closed", "write such as [1, 2]"),
    (r"Unclosed inline table", "a table in braces that isn't closed", "close it with `}`"),
    (r"Invalid value", "no value TOML knows", _STRAIGHT),
    (r"Invalid date", "a date that doesn't exist", None),
)


class UnreadableError(Exception):
    """A text that is no TOML, with the one problem that says why; never leaves this floor."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


def decode(data: str | bytes, name: str) -> str:
    """Give the text of a scenario file; refuses what is too large or isn't UTF-8."""
    if len(data) > LARGEST:
        raise _unreadable(
            "file-too-large",
            f"a file of more than {LARGEST:,} bytes is no scenario",
            "is this the right file?",
            Place(file=name),
        )
    text = data if isinstance(data, str) else _decoded(data, name)
    # A leading byte order mark says no more than that the text is UTF-8.
    return text.removeprefix(_MARK).replace("\r\n", "\n")


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        utf16 = data.startswith(_UTF16)
        at = len(data[: error.start].decode())
        positions = Positions(data.decode(errors="replace"))
        place = Place(file=name) if utf16 else positions.place_at(name, at, at + 1)
        raise _unreadable(
            "not-utf-8",
            "the file is UTF-16, not UTF-8"
            if utf16
            else f"byte {error.start} ({data[error.start]:#04x}) is not UTF-8",
            "save the file as UTF-8",
            place,
        ) from None


def parse(text: str, name: str) -> dict[str, Any]:
    """Give the tables of a TOML text; refuses what is no TOML, at its line and column."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(_syntax_problem(str(error), text, name)) from None
    except (ValueError, RecursionError) as error:
        deep = isinstance(error, RecursionError)
        raise _unreadable(
            "bad-toml",
            "lists or tables nested too deeply" if deep else "a number with too many digits",
            "is this the right file?",
            Place(file=name),
        ) from None


def _syntax_problem(said: str, text: str, name: str) -> Problem:
    found = _LOCATED.fullmatch(said)
    positions = Positions(text)
    if found is None or found[2] is None:
        end = len(text.rstrip())
        return Problem(
            code="truncated-file",
            message="the text ends in the middle of a key, a value or a header",
            hint=_COMPLETE,
            place=positions.place_at(name, max(end - 1, 0), end),
        )
    stop = positions.offset_of(int(found[2]), int(found[3]))
    start, end, message, hint = _fault(found[1], text, stop, positions.line_start(stop))
    place = positions.place_at(name, start, end)
    return Problem(code="bad-toml", message=f"not TOML: {message}", hint=hint, place=place)


def _fault(said: str, text: str, stop: int, line: int) -> tuple[int, int, str, str | None]:
    """Give what should be seen of the fault the parser stopped at, and how to say it."""
    bare = _bare_duration(text, stop)
    if bare is not None:
        return bare.start(), bare.end(), f"`{bare[0]}` without quotes", f'write "{bare[0]}"'
    known = slip(said, text, stop)
    if known is not None:
        return known
    message, hint = _reworded(said)
    if not said.startswith("Cannot"):
        return stop, stop + 1, message, hint
    # What is given twice is noticed at its end: its line is what should be seen.
    if text.startswith("[", line):
        message, hint = "a header that was given before", _BRACKETS
    return line, max(stop, line + 1), message, hint


def _bare_duration(text: str, stop: int) -> re.Match[str] | None:
    """Find the duration without quotes behind whose number the parser stopped, such as `8d`."""
    number = len(text[:stop]) - len(text[:stop].rstrip("0123456789"))
    return _BARE_DURATION.match(text, stop - number) if number else None


def _reworded(said: str) -> tuple[str, str | None]:
    for pattern, message, hint in _REWORDED:
        if re.match(pattern, said):
            return message, hint
    return said[:1].lower() + said[1:], None


def _unreadable(code: str, message: str, hint: str, place: Place) -> UnreadableError:
    return UnreadableError(Problem(code=code, message=message, hint=hint, place=place))
