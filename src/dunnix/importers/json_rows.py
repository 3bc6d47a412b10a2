"""Rows of a JSON export: a list of levels, or an object that says the rest once and lists them."""

import json
from collections.abc import Container, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, cast

from dunnix.errors import LedgerError
from dunnix.importers.columns import spelling
from dunnix.ledger.text import refusal
from dunnix.model.rows import Origin, kind_of, shown

_LEVELS: Final = "levels"
_WANTED: Final = 'write a list of levels, or `{"levels": [...]}` with what is said once beside it'

Found = list[tuple[Mapping[str, object], Origin]]
"""Rows, and where each of them stands."""


def json_rows(text: str, file: str, once: Container[str]) -> tuple[Found, bool]:
    """Take a JSON export apart; `once` are the names of what may stand beside the levels.

    Gives the rows, each with what is said once, and whether that stood beside them.
    """
    content = _parsed(text, file)
    if isinstance(content, dict):
        top = cast("Mapping[str, object]", content)
        lists = [name for name in top if spelling(name) == _LEVELS]
        if not lists:
            raise refusal("no-levels", "there is no list `levels`", file=file, hint=_WANTED)
        head = {name: cell for name, cell in top.items() if name not in lists}
        return _rows(top[lists[0]], file, lists[0], head, once), True
    return _rows(content, file, "", {}, once), False


def _rows(
    content: object, file: str, path: str, head: Mapping[str, object], once: Container[str]
) -> Found:
    if not isinstance(content, list):
        message = f"{kind_of(content)} where a list of levels is wanted"
        raise refusal("wrong-type", message, file=file, hint=_WANTED)
    found: Found = []
    for at, row in enumerate(cast("list[object]", content)):
        place = f"{path}[{at}]"
        if not isinstance(row, dict):
            message = f"{place} is {kind_of(row)} where a level, an object, is wanted"
            raise refusal("wrong-type", message, file=file, hint=_WANTED)
        cells = {**_said_once(head, file, once), **cast("dict[str, object]", row)}
        found.append((cells, Origin(file=file, path=place)))
    return found


def _said_once(head: Mapping[str, object], file: str, once: Container[str]) -> Mapping[str, object]:
    """Refuse what is of a level and stands beside all of them: each level says it itself."""
    for name in head:
        if spelling(name) not in once:
            message = f"`{shown(name)}` stands beside the levels and is none of what is said once"
            hint = "put it into each level, or take it out"
            raise refusal("unknown-field", message, file=file, hint=hint)
    return head


def _parsed(text: str, file: str) -> object:
    """Parse exactly: `5.10` stays what it says."""
    if not text.strip():
        hint = "an export may have failed half-way"
        raise refusal("empty-file", "the file is empty", file=file, hint=hint)
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=partial(_object, file))
    except json.JSONDecodeError as error:
        raise _broken(file, error.lineno, error.colno) from None
    except (RecursionError, ValueError):
        raise _broken(file, 1, 1) from None


def _object(file: str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice: one of its values would be lost."""
    found = dict(pairs)
    names = [name for name, _ in pairs]
    for name in found:
        if names.count(name) > 1:
            message = f"the key `{shown(name)}` stands twice"
            raise refusal("repeated-key", message, file=file, hint="keep one of the two")
    return found


def _broken(file: str, line: int, column: int) -> LedgerError:
    hint = "check commas, quotes and brackets, and that the file isn't cut off"
    message = "the text is no JSON from here on"
    return refusal("bad-json", message, file=file, line=line, column=column, hint=hint)
