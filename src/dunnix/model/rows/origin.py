"""Rows as they come, before they are values, and where each of them stands."""

from collections.abc import Mapping
from typing import Final

import attrs

from dunnix.errors import Place, Problem, Severity
from dunnix.model.checks import InvalidValueError

_LONGEST_SHOWN: Final = 60
_NO_COLUMNS: Final[Mapping[str, str]] = {}


@attrs.frozen(kw_only=True, order=False)
class Origin:
    """Where a row stands: a line of a file, a path inside a JSON text, or both.

    `columns` gives the name a field has in the file, where that differs.
    """

    file: str
    path: str = ""
    line: int | None = None
    columns: Mapping[str, str] = _NO_COLUMNS

    def place(self, field: str | None = None) -> Place:
        """Give the place of the row, or of one of its fields."""
        name = field and self.columns.get(field, field)
        path = ".".join(step for step in (self.path, name) if step)
        return Place(file=self.file, line=self.line, field=path or None)

    def under(self, step: str) -> "Origin":
        """Give the origin of something inside the row."""
        return attrs.evolve(self, path=f"{self.path}.{step}" if self.path else step)


@attrs.frozen(kw_only=True, order=False)
class RawRow:
    """A row before it is read: cells by field name, and the rows that are parts of it."""

    cells: Mapping[str, object]
    origin: Origin
    parts: list["RawRow"] = attrs.field(factory=list["RawRow"])


@attrs.frozen(kw_only=True, order=False)
class RawAccount:
    """The rows of one debtor by the name of their list, in the order given.

    `debtors` holds its versions, the current one last; `problems` what was wrong already while
    the rows were collected, `kept` those an earlier reading wrote down.
    """

    origin: Origin
    rows: dict[str, list[RawRow]] = attrs.field(factory=dict[str, list[RawRow]])
    problems: list[Problem] = attrs.field(factory=list[Problem])
    kept: list[Problem] = attrs.field(factory=list[Problem])

    def list_of(self, name: str) -> list[RawRow]:
        """Give the rows of one list, to read or to add to."""
        return self.rows.setdefault(name, [])


def one_line(text: str) -> str:
    """Make text fit for one line of a message, whatever it holds."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def shown(text: str) -> str:
    """Give user text as a message shows it: on one line, and not endless."""
    return one_line(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")


def problem_of(error: InvalidValueError, place: Place) -> Problem:
    """Give a refused value its place in a file."""
    return Problem(
        code=error.code,
        message=one_line(error.message),
        hint=error.hint and one_line(error.hint),
        place=place,
    )


def warning(code: str, message: str, *, place: Place, hint: str | None = None) -> Problem:
    """Give something to look at that holds nothing."""
    return Problem(code=code, message=message, hint=hint, severity=Severity.WARNING, place=place)
