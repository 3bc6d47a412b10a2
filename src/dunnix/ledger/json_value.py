"""A JSON text parsed: into what it says, or into the place where it breaks off, with a hint."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from dunnix.errors import LedgerError
from dunnix.ledger.text import refusal
from dunnix.model.rows import RepeatedKeys

# Beyond 64 bits anyway; Python refuses to read thousands of digits.
_LONGEST_NUMBER: Final = 30


@attrs.frozen(kw_only=True, order=False)
class JsonText:
    """A text in JSON, the whole of a file or one `line` of it.

    For the hints, `wanted` tells what it should hold, `beside` what to do where one value follows
    another, and `cut_off` where the text ends too early. `decimals` reads numbers with a point.
    """

    text: str
    file: str
    wanted: str
    line: int | None = None
    beside: str = "put a comma before it"
    cut_off: str = "was the file cut off?"
    decimals: Callable[[str], object] = float

    def parse(self) -> object:
        """Parse it; an object in which a key stands twice is a `RepeatedKeys`.

        Raises `LedgerError` where it is empty or no JSON.
        """
        if not self.text.strip():
            hint = "an export may have failed half-way"
            raise refusal("empty-file", "the file is empty", file=self.file, hint=hint)
        try:
            found: object = json.loads(
                self.text,
                object_pairs_hook=_object,
                parse_int=_whole_number,
                parse_float=self.decimals,
            )
        except json.JSONDecodeError as error:
            raise self._broken(_past_a_comma(error)) from None
        except RecursionError:
            message = "lists and objects lie in each other too deep"
            raise refusal(
                "bad-json", message, file=self.file, line=self.line, hint=self.wanted
            ) from None
        return found

    def _broken(self, error: json.JSONDecodeError) -> LedgerError:
        column: int | None = error.colno
        if not self.text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
            message, column, hint = "the text ends in the middle of a value", None, self.cut_off
        else:
            message, hint = "the text is no JSON from here on", self._hint(error.pos)
        line = error.lineno if self.line is None else self.line
        return refusal("bad-json", message, file=self.file, line=line, column=column, hint=hint)

    def _hint(self, stop: int) -> str:
        """Guess from what stands before and behind the place where reading stopped."""
        before = self.text[:stop].rstrip()
        if self.text[stop] == "'":
            return "JSON wants double quotes"
        if before.endswith(",") and self.text[stop] in "]}":
            return "take out the comma before it"
        if before.endswith("}") and self.text[stop] == "{":
            return self.beside
        return "check commas, quotes and brackets"


def _past_a_comma(error: json.JSONDecodeError) -> json.JSONDecodeError:
    """Point at what follows a trailing comma, as Python did before 3.13."""
    behind = error.doc[error.pos + 1 :].lstrip()
    if error.doc[error.pos : error.pos + 1] != "," or behind[:1] not in {"]", "}"}:
        return error
    return json.JSONDecodeError(error.msg, error.doc, len(error.doc) - len(behind))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    return RepeatedKeys(pairs, _first_repeated(name for name, _ in pairs))


def _first_repeated(names: Iterable[str]) -> str:
    return next(_again(names))


def _again(names: Iterable[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def _whole_number(digits: str) -> int:
    return int(digits[:_LONGEST_NUMBER])
