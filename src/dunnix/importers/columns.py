"""The columns of an export: what a system calls them, and what they say."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import attrs

from dunnix.importers.difference import RuleSystem
from dunnix.importers.row import Row


@attrs.frozen(kw_only=True, order=False)
class Column:
    """One field of an export, with the other names it has, as labels or in other versions.

    `once` is said of the whole set of rules rather than of a level. `reads` reads its cells and
    tells what is wrong with them; a column without is of no use to a scenario, and `says` what it
    is about, for the note.
    """

    name: str
    reads: Callable[[Row, str], object] | None = None
    also: tuple[str, ...] = ()
    once: bool = False
    required: bool = False
    says: str = ""

    def __attrs_post_init__(self) -> None:
        if (self.reads is None) != bool(self.says):
            raise ValueError(f"`{self.name}` is either read, or says what it is about")
        if self.required and self.reads is None:
            raise ValueError(f"`{self.name}` is required, and nothing reads it")

    @property
    def left_out(self) -> str:
        """What is told where its cells hold something of which nothing is made."""
        return self.says or "it only matters beside another field, and that is empty or left out"


@attrs.frozen(kw_only=True, order=False)
class RuleTable:
    """All fields that an export of a system may have; `currency` is that of a row's amounts."""

    system: RuleSystem
    columns: tuple[Column, ...]
    currency: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.currency not in {None, *self.names}:
            raise ValueError(f"`{self.currency}` is none of the columns")

    @cached_property
    def by_spelling(self) -> Mapping[str, Column]:
        """Columns by each of their names, as `spelling` gives them."""
        return {
            spelling(name): column
            for column in self.columns
            for name in (column.name, *column.also)
        }

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the system calls its fields."""
        return tuple(column.name for column in self.columns)


def spelling(name: str) -> str:
    """Give a name as it is compared: without the case, and paths of fields written one way.

    >>> spelling("Procedure/Name")
    'procedure.name'
    """
    return " ".join(name.replace("/", ".").casefold().split())


def no_counterparts(says: str, names: Iterable[str], *, once: bool = False) -> list[Column]:
    """Give columns no scenario has a word for, with the one thing they are all about."""
    return [Column(name=name, says=says, once=once) for name in names]
