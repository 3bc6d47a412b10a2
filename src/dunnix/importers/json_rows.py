"""Rows of a JSON export: a list of levels, or an object that says the rest once and lists them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, cast

from dunnix.errors import Problem
from dunnix.importers.columns import spelling
from dunnix.ledger.json_value import JsonText
from dunnix.ledger.text import refusal
from dunnix.model.rows import Origin, RepeatedKeys, kind_of, shown

_LEVELS: Final = "levels"
_WANTED: Final = 'write a list of levels, or `{"levels": [...]}` with what is said once beside it'

Placed = tuple[Mapping[str, object], Origin]
"""An object, and where it stands."""


def json_rows(text: str, file: str, problems: list[Problem]) -> tuple[list[Placed], Placed | None]:
    """Take a JSON export apart: into its levels, and what stands beside them, if they are listed.

    A key that stands twice becomes one of `problems`.
    """
    content = JsonText(text=text, file=file, wanted=_WANTED, decimals=_exact).parse()
    if not isinstance(content, dict):
        return _rows(content, file, "", problems), None
    top = cast("dict[str, object]", content)
    _note_repeated(top, Origin(file=file), problems)
    name = _list_of_levels(top, file)
    beside = {key: cell for key, cell in top.items() if key != name}
    return _rows(top[name], file, name, problems), (beside, Origin(file=file))


def _list_of_levels(top: Mapping[str, object], file: str) -> str:
    """Give what the list is called."""
    lists = [name for name in top if spelling(name) == _LEVELS]
    if not lists:
        raise refusal("no-levels", "there is no list `levels`", file=file, hint=_WANTED)
    if len(lists) > 1:
        message = f"the lists {' and '.join(f'`{shown(name)}`' for name in lists)} say one thing"
        hint = "put all levels into one list"
        raise refusal("duplicate-column", message, file=file, hint=hint)
    return lists[0]


def _rows(content: object, file: str, path: str, problems: list[Problem]) -> list[Placed]:
    if not isinstance(content, list):
        message = f"{kind_of(content)} where a list of levels is wanted"
        raise refusal("wrong-type", message, file=file, hint=_WANTED)
    found: list[Placed] = []
    for at, row in enumerate(cast("list[object]", content)):
        origin = Origin(file=file, path=f"{path}[{at}]")
        if not isinstance(row, dict):
            message = f"{origin.path} is {kind_of(row)} where a level, an object, is wanted"
            raise refusal("wrong-type", message, file=file, hint=_WANTED)
        cells = cast("dict[str, object]", row)
        _note_repeated(cells, origin, problems)
        found.append((cells, origin))
    return found


def _note_repeated(content: Mapping[str, object], origin: Origin, problems: list[Problem]) -> None:
    if isinstance(content, RepeatedKeys):
        problems.append(content.problem(origin))


def _exact(digits: str) -> object:
    """Keep a number as it is written: `5.10` stays what it says."""
    try:
        return Decimal(digits)
    except InvalidOperation:  # beyond what a Decimal can hold
        return float(digits)
