"""A problem found in a scenario or a ledger: data, not an exception."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import attrs

_FEW: Final = 16


class Severity(StrEnum):
    """How bad a problem is: an error refuses, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(kw_only=True, order=False)
class Place:
    """Where a problem is: a file, and in it a line and column, or a field's path.

    Lines and columns count from 1. `field` serves where a text has no lines of its own:
    `accounts[3].invoices[0].due_date`, or the column of a CSV file.
    """

    file: str
    line: int | None = None
    column: int | None = None
    field: str | None = None
    excerpt: str | None = None
    width: int = 1

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        return ": ".join([":".join([self.file, *numbers]), *([self.field] if self.field else [])])


@attrs.frozen(kw_only=True, order=False)
class Problem:
    """One thing wrong: a stable code, one line of what was found and wanted, and a way out.

    `allowed` is the reason for which a warning was accepted on purpose, where it was.
    The text never holds an amount owed or a debtor's name.
    """

    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    place: Place | None = None
    allowed: str | None = None

    def __str__(self) -> str:
        start = f"{self.place}: " if self.place else ""
        warning = "warning: " if self.severity is Severity.WARNING else ""
        kind = "allowed: " if self.allowed else warning
        lines = [f"{start}{kind}{self.message} [{self.code}]", *_excerpt(self.place)]
        if self.allowed:
            lines.append(f"  reason: {self.allowed}")
        elif self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


def _excerpt(place: Place | None) -> list[str]:
    if place is None or place.excerpt is None or place.line is None:
        return []
    gutter = len(str(place.line)) + 1
    text = place.excerpt.replace("\t", " ")
    lines = [f"{place.line:>{gutter}} | {text}"]
    if place.column is not None:
        lines.append(f"{'':>{gutter}} | {'':{place.column - 1}}{'^' * max(place.width, 1)}")
    return lines


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Give a hint naming the nearest known word, or all of them when they are few.

    >>> did_you_mean("chanel", ["channel", "tone"])
    'did you mean `channel`?'
    """
    import difflib  # 2 ms that only an error has to spend

    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    if not words or len(words) > _FEW:
        return None
    return "known are " + ", ".join(f"`{each}`" for each in words)
