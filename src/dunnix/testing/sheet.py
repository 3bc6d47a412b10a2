"""The account of a test before it is read: tables laid over each other, and where each cell stands.

What a sheet holds is the JSON of a ledger, so that the readers of ledgers read it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

import attrs

from dunnix.scenario.faults import Path

_STEP: Final = re.compile(r"[^.\[\]]+")

Table = Mapping[str, object]


@attrs.define(order=False)
class Row:
    """One row: its cells, the path of the file each was read at, and that of the row."""

    cells: dict[str, object]
    homes: dict[str, Path]
    home: Path

    @classmethod
    def read(cls, table: Table, path: Path) -> "Row":
        """Take a table of the file as a row."""
        cells = {name: plain(value) for name, value in table.items()}
        return cls(cells, {name: (*path, name) for name in cells}, path)

    def put(self, name: str, value: object, home: Path) -> None:
        """Put a cell in place of what is there."""
        self.cells[name], self.homes[name] = plain(value), home

    def lay(self, other: "Row") -> None:
        """Lay another row over this one."""
        self.cells |= other.cells
        self.homes |= other.homes
        self.home = other.home

    def copy(self) -> "Row":
        """Give the row once more, to be changed."""
        return Row(dict(self.cells), dict(self.homes), self.home)


@attrs.define(order=False)
class Sheet:
    """The rows of an account by list; what is no list of rows is kept as it is, to be refused."""

    debtor: Row | None = None
    lists: dict[str, list[Row]] = attrs.field(factory=dict[str, list[Row]])
    other: dict[str, tuple[object, Path]] = attrs.field(factory=dict[str, tuple[object, Path]])
    homes: dict[str, Path] = attrs.field(factory=dict[str, Path])
    home: Path = ()

    def copy(self) -> "Sheet":
        """Give the sheet once more, to be changed."""
        return Sheet(
            debtor=self.debtor and self.debtor.copy(),
            lists={name: [row.copy() for row in rows] for name, rows in self.lists.items()},
            other=dict(self.other),
            homes=dict(self.homes),
            home=self.home,
        )

    def lay(self, table: Table, path: Path) -> None:
        """Lay an account over this one.

        Keys of the debtor and of a row with the same id take the place of those there; other rows
        are added. An account of another debtor stands alone.
        """
        if self._is_of_another(table.get("debtor")):
            self.debtor, self.lists, self.other = None, {}, {}
        self.home = path
        for name, value in table.items():
            rows = _rows(value)
            if name == "debtor" and isinstance(value, Mapping):
                self.change_debtor(cast("Table", value), (*path, name))
            elif rows is None or name == "debtor":
                self.other[name] = plain(value), (*path, name)
            else:
                self.homes[name] = (*path, name)
                self._lay_rows(name, rows, (*path, name))

    def _is_of_another(self, debtor: object) -> bool:
        if self.debtor is None or not isinstance(debtor, Mapping):
            return False
        own = self.debtor.cells.get("id")
        return cast("Table", debtor).get("id", own) != own

    def change_debtor(self, table: Table, path: Path) -> None:
        """Lay a debtor over the one there."""
        row = Row.read(table, path)
        if self.debtor is None:
            self.debtor = row
        else:
            self.debtor.lay(row)

    def _lay_rows(self, name: str, rows: Iterable[Table], path: Path) -> None:
        held = self.lists.setdefault(name, [])
        known = {row.cells["id"]: row for row in held if isinstance(row.cells.get("id"), str)}
        for place, table in enumerate(rows):
            row = Row.read(table, (*path, place))
            own = row.cells.get("id")
            twin = known.get(own) if isinstance(own, str) else None
            if twin is None or "recorded_on" in row.cells:
                held.append(row)
            else:
                twin.lay(row)

    def add(self, name: str, row: Row) -> None:
        """Add a row to a list."""
        self.lists.setdefault(name, []).append(row)

    def json(self) -> dict[str, object]:
        """Give the account as the JSON of a ledger has it."""
        found: dict[str, object] = {
            name: [row.cells for row in rows] for name, rows in self.lists.items()
        }
        if self.debtor is not None:
            found["debtor"] = self.debtor.cells
        return found | {name: value for name, (value, _) in self.other.items()}

    def home_of(self, field: str | None) -> Path:
        """Give the path in the file of a field as a ledger names it: `invoices[0].due_date`."""
        steps = [int(each) if each.isdigit() else each for each in _STEP.findall(field or "")]
        match steps:
            case [str(name), *rest] if name in self.other:
                return (*self.other[name][1], *rest)
            case ["debtor", *rest] if self.debtor is not None:
                return _home_in(self.debtor, rest)
            case [str(name), int(place), *rest] if name in self.lists:
                return _home_in(self.lists[name][place], rest)
            case [str(name), *_]:
                return self.homes.get(name, self.home)
            case _:
                return self.home


def _home_in(row: Row, rest: list[str | int]) -> Path:
    if not rest:
        return row.home
    found = row.homes.get(str(rest[0]))
    return row.home if found is None else (*found, *rest[1:])


def _rows(value: object) -> list[Table] | None:
    """Give a list of tables, or None for whatever else."""
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    tables = [cast("Table", each) for each in items if isinstance(each, Mapping)]
    return tables if len(tables) == len(items) else None


def plain(value: object) -> object:
    """Give a value of TOML as JSON has it: days and times of day as text."""
    match value:
        case dt.time():
            return value.isoformat("minutes")
        case dt.date():  # a date with a time is refused by the reader of the row
            return value.isoformat()
        case Mapping():
            table = cast("Mapping[str, object]", value)
            return {name: plain(each) for name, each in table.items()}
        case list() | tuple():
            return [plain(each) for each in cast("list[object]", value)]
        case _:
            return value
