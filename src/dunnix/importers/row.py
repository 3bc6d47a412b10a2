"""One row of an export, whose cells are read as what is asked for; what is wrong is collected."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final, cast

import attrs

from dunnix.errors import Place, Problem
from dunnix.model.rows import Origin, kind_of, shown

_WHOLE: Final = re.compile(r"([-+]?[0-9]{1,9})(?:[.,]0+)?", re.ASCII)
_AMOUNT: Final = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,8}))?", re.ASCII)
_MOST_DIGITS, _MOST_DECIMALS = 15, 8
# 1.000 is a thousand to some and one to others; 0.500 and 1234.500 are decimals to all.
_AMBIGUOUS: Final = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})", re.ASCII)
_PERCENT: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,8})? ?%?", re.ASCII)
_NOTHING: Final = re.compile(r"0+(?:[.,]0+)?", re.ASCII)
_YES: Final = frozenset({"true", "yes", "y", "x", "1"})
_NO: Final = frozenset({"false", "no", "n", "0"})
_PAIR: Final = 2
_LONGEST_TEXT: Final = 200
MOST_DAYS: Final = 3650


@attrs.define(kw_only=True, order=False)
class Row:
    """The cells of a row by the system's own names of fields; an empty cell isn't there.

    Whatever is read is kept in `asked`: what nobody asked for is told in a note.
    """

    cells: Mapping[str, object]
    origin: Origin
    problems: list[Problem]
    asked: set[str] = attrs.field(factory=set[str])

    def has(self, name: str) -> bool:
        """Whether the cell holds something."""
        return name in self.cells

    def says_no(self, name: str) -> bool:
        """Whether the cell is a box that isn't ticked, or a number that is nothing."""
        cell = str(self.cells.get(name)).casefold()
        return cell in _NO or _NOTHING.fullmatch(cell) is not None

    @property
    def where(self) -> str:
        """Tell where the row stands, such as `line 3` or `levels[2]`, within a sentence."""
        line, path = self.origin.line, self.origin.path
        return f"line {line}" if line else shown(path) or "beside the levels"

    def place(self, name: str) -> Place:
        """Give the place of a cell."""
        return self.origin.place(name)

    def refuse(self, name: str, code: str, message: str, hint: str | None = None) -> None:
        """Tell what is wrong with a cell; it is told once, however often the cell is read."""
        found = Problem(code=code, message=message, hint=hint, place=self.place(name))
        if found not in self.problems:
            self.problems.append(found)

    def text(self, name: str) -> str | None:
        """Give a text on one line; of a linked record, written `[7, "Ana"]`, what it is called."""
        cell = _linked(self._cell(name))
        if cell is None:
            return None
        if not isinstance(cell, str | int | float | Decimal):
            message = f"{kind_of(cell)} where a text is wanted"
            self.refuse(name, "wrong-type", message, "write it in quotes")
            return None
        text = " ".join(str(cell).split())
        if not text.isprintable() or len(text) > _LONGEST_TEXT:
            hint = f"write at most {_LONGEST_TEXT} letters, and nothing that doesn't print"
            self.refuse(name, "bad-text", "a text that can't be shown on a line", hint)
            return None
        return text or None

    def flag(self, name: str) -> bool:
        """Give whether a box is ticked; an empty cell isn't."""
        cell = self._cell(name)
        if cell is None or isinstance(cell, bool):
            return bool(cell)
        word = str(cell).casefold()
        if word not in _YES | _NO:
            hint = "write `true` or `false`, `yes` or `no`, `1` or `0`, or `X` and nothing"
            self.refuse(name, "bad-flag", f"`{shown(str(cell))}` is neither yes nor no", hint)
        return word in _YES

    def days(self, name: str) -> int | None:
        """Give a number of days, which can't be negative."""
        days = self.whole(name)
        return None if days is None else self.checked_days(name, days)

    def whole(self, name: str) -> int | None:
        """Give a whole number."""
        cell = self._cell(name)
        if cell is None or self._means_two_numbers(name, "bad-number"):
            return None
        found = _WHOLE.fullmatch(str(cell)) if not isinstance(cell, bool) else None
        if found is None:
            message = f"`{shown(str(cell))}` is no whole number"
            self.refuse(name, "bad-number", message, "write it in digits, such as `14`")
            return None
        return int(found[1])

    def checked_days(self, name: str, number: int) -> int | None:
        """Give a number of days; less than none, and more than a scenario counts, is refused."""
        if number < 0:
            hint = f"write 0 or more: `{name}` counts days after the due date"
            self.refuse(name, "negative-days", f"`{number}` days are less than none", hint)
        elif number > MOST_DAYS:
            hint = f"write at most {MOST_DAYS}"
            self.refuse(name, "bad-number", f"`{number}` days are more than ten years", hint)
        return number if 0 <= number <= MOST_DAYS else None

    def amount(self, name: str) -> Decimal | None:
        """Give an amount of money exactly as it is written, or None for nothing and for zero."""
        cell = self._cell(name)
        if cell is None or self._means_two_numbers(name, "bad-amount"):
            return None
        found = _exact(cell)
        if found is None:
            hint = "write it as `5.00` or `5,00`, without groups of thousands"
            self.refuse(name, "bad-amount", f"`{shown(str(cell))}` is no amount", hint)
        return found or None

    def percent(self, name: str) -> str | None:
        """Give a share as it is written, or None for nothing and for zero."""
        given = self.text(name)
        if given is not None and not _PERCENT.fullmatch(given):
            hint = "write it as `1.5` or `1,5`"
            self.refuse(name, "bad-number", f"`{shown(given)}` is no share", hint)
        return None if given is None or not given.strip("0.,% ") else given

    def _means_two_numbers(self, name: str, code: str) -> bool:
        cell = self._cell(name)
        found = _AMBIGUOUS.fullmatch(cell) if isinstance(cell, str) else None
        if found is not None:
            message = f"`{cell}` can be thousands, or three decimals"
            hint = f"write `{found[1]}{found[2]}`, or `{found[1]}.{found[2]}0` if they are decimals"
            self.refuse(name, code, message, hint)
        return found is not None

    def _cell(self, name: str) -> object:
        self.asked.add(name)
        return self.cells.get(name)


def _exact(cell: object) -> Decimal | None:
    """Give an amount without a rounding: a float is the number that it is written as."""
    match cell:
        case bool():
            return None
        case int() | Decimal():
            number = Decimal(cell)
        case float():
            number = Decimal(repr(float(cell)))
        case _:
            found = _AMOUNT.fullmatch(str(cell))
            return Decimal(".".join(filter(None, found.groups()))) if found else None
    if not number:
        return number
    # The exponent of a Decimal has no bound, so its size is judged before it is written out.
    fits = number.is_finite() and -_MOST_DECIMALS <= number.adjusted() < _MOST_DIGITS
    return Decimal(f"{number:f}") if fits and number > 0 else None


def _linked(cell: object) -> object:
    """Give what a linked record is called."""
    if not isinstance(cell, list):
        return cell
    parts = cast("list[object]", cell)
    return parts[1] if len(parts) == _PAIR else parts
