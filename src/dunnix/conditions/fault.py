"""What is wrong with a condition, and where in its text."""

from collections.abc import Iterable

import attrs

from dunnix.errors import DunnixError, Place, Problem

_LONGEST_QUOTE = 40
_LONGEST_EXCERPT = 160


@attrs.frozen(order=False)
class Span:
    """A stretch of a condition's text: 0-based offsets, the end not included."""

    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """Give the stretch from here to the end of another."""
        return Span(self.start, other.end)


NOWHERE = Span(0, 0)


@attrs.frozen(order=False)
class ConditionFault:
    """One thing wrong in a condition: a stable code, one line, a way out, and where."""

    code: str
    message: str
    hint: str | None
    start: int
    end: int

    def problem(self, text: str, *, file: str = "condition") -> Problem:
        """Give the fault as a problem with line, column and excerpt of the condition's text."""
        before = text[: self.start]
        column = self.start - (before.rfind("\n") + 1)
        lines = text.split("\n")
        line = before.count("\n")
        shown = lines[line].replace("\t", " ").rstrip("\r")
        showable = shown.isprintable() and len(shown) <= _LONGEST_EXCERPT
        place = Place(
            file=file,
            line=line + 1,
            column=column + 1,
            excerpt=shown if showable else None,
            width=max(min(self.end - self.start, len(shown) - column), 1),
        )
        return Problem(code=self.code, message=self.message, hint=self.hint, place=place)


class ConditionError(DunnixError, ValueError):
    """A condition that can't be used; `faults` lists what is wrong with it."""

    def __init__(self, faults: Iterable[ConditionFault], text: str = "") -> None:
        self.faults = tuple(faults)
        self.text = text
        super().__init__(self.faults, text)

    def __str__(self) -> str:
        return "\n".join(str(fault.problem(self.text)) for fault in self.faults)


def fault(code: str, message: str, hint: str | None, span: Span) -> ConditionFault:
    """Give a fault at a stretch of the text."""
    return ConditionFault(code, message, hint, span.start, span.end)


def quoted(text: str) -> str:
    """Give a user's text in backticks, shortened, and with nothing a terminal would obey."""
    short = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    safe = short if short.isprintable() else ascii(short)[1:-1]
    return f"`{safe}`"
