"""A table of a report in the reader's words: the same for a terminal and for a page."""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from dunnix.cli.metrics import sentences as texts
from dunnix.cli.table import Column
from dunnix.words import Words

UNDEFINED_CELL = "-"


@attrs.frozen(kw_only=True, order=False)
class Shown:
    """A table with its title; the last `sums` rows add up those above, `notes` stand below it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: int = 0
    notes: tuple[str, ...] = ()


def number_of(value: Fraction | None, say: Words, digits: int = 1) -> str:
    """Write a number with its decimals, half to even; a dash where it isn't defined.

    >>> from dunnix.cli.words import report_words
    >>> number_of(Fraction(-82, 3), report_words("de")), number_of(None, report_words("de"))
    ('-27,3', '-')
    """
    if value is None:
        return UNDEFINED_CELL
    return say.number(value, digits)


def percent_of(value: Fraction | None, say: Words) -> str:
    """Write a share as a percentage, with the sign as the language puts it.

    >>> from dunnix.cli.words import report_words
    >>> percent_of(Fraction(1, 8), report_words("it"))
    '12,5%'
    """
    if value is None:
        return UNDEFINED_CELL
    return say.percent(value, 1)


def share_of(part: int, whole: int) -> Fraction | None:
    """Give what part of a whole an amount is, None where there is no whole."""
    return Fraction(part, whole) if whole else None


def in_chunks(currencies: Sequence[str], most: int) -> list[Sequence[str]]:
    """Part currencies into tables that a page can hold."""
    return [currencies[start : start + most] for start in range(0, len(currencies), most)]


def group_columns(by: Sequence[str], say: Words) -> tuple[Column, ...]:
    """Give the columns of what a table is split by."""
    return tuple(Column(name, style="title") for name in _said(by, say))


def group_cells(group: Sequence[str | None]) -> tuple[str, ...]:
    """Write the values of a group, a dash where one isn't known."""
    return tuple(UNDEFINED_CELL if each is None else each for each in group)


def names_said(by: Sequence[str], say: Words) -> str:
    """Name what a table is split by, in a row; a ledger's own facts keep their names."""
    return ", ".join(_said(by, say))


def _said(by: Sequence[str], say: Words) -> list[str]:
    return [say.say(texts.BY[name]) if name in texts.BY else name for name in by]
