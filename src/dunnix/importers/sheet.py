"""Exports read: a CSV or JSON file, or rows in memory, as the rows of a system's levels."""

import os
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from dunnix.errors import LedgerError, Problem, ScenarioError, did_you_mean
from dunnix.importers.columns import RuleTable, spelling
from dunnix.importers.json_rows import Placed, json_rows
from dunnix.importers.row import Row
from dunnix.ledger.csv_file import records
from dunnix.ledger.text import read_text_file, refusal
from dunnix.model.rows import Origin, shown

Rows = Sequence[Mapping[str, object]]
Source = str | os.PathLike[str] | Rows
"""A path, or rows as `json.load` or `csv.DictReader` give them."""

_DELIMITERS: Final = (",", ";", "\t", "|")
# Without these nobody knows which cell is whose.
_FATAL: Final = frozenset({"no-header", "missing-column", "unnamed-column", "wrong-cell-count"})
_IN_MEMORY: Final = "rows"


@attrs.define(kw_only=True, order=False)
class Sheet:
    """The levels of an export; `head` holds what is said once, `problems` all that is wrong."""

    file: str
    head: Row
    levels: list[Row]
    problems: list[Problem]


class _Raw(NamedTuple):
    """Rows by the names of their columns, and what is said once beside them, if it is."""

    file: str
    rows: list[Placed]
    beside: Placed | None = None


def read_sheet(table: RuleTable, source: Source) -> Sheet:
    """Read an export; raises `ScenarioError` where nothing can be made of it at all."""
    problems: list[Problem] = []
    try:
        raw = _raw(table, source, problems)
    except LedgerError as error:
        raise ScenarioError(map(_for_rules, error.problems)) from None
    if not raw.rows:
        raise _no_levels(raw.file)
    levels = [_known(table, each, problems) for each in raw.rows]
    problems += (each for row in levels for each in _empty(table, row))
    beside = [_said_once(table, raw.beside, problems)] if raw.beside else []
    head = _head(table, [*beside, *levels])
    _read_all(table, head, levels)
    return Sheet(file=raw.file, head=head, levels=levels, problems=problems)


def _read_all(table: RuleTable, head: Row, levels: Sequence[Row]) -> None:
    """Read every cell once, so that all that is wrong is told in one pass."""
    for column in table.columns:
        if column.reads is not None:
            for row in [head] if column.once else levels:
                column.reads(attrs.evolve(row, asked=set()), column.name)


def _no_levels(file: str) -> ScenarioError:
    hint = "export the levels of one set of rules, a row each"
    error = refusal("no-levels", "the rules have no level", file=file, hint=hint)
    return ScenarioError(error.problems)


def _for_rules(problem: Problem) -> Problem:
    """Say what file is wanted: the reader speaks of ledgers."""
    if problem.code != "no-such-file":
        return problem
    return attrs.evolve(problem, hint="give the path of an exported `.csv` or `.json` file")


def _raw(table: RuleTable, source: Source, problems: list[Problem]) -> _Raw:
    """Give the rows by the names their columns have in the export, with their places."""
    if not isinstance(source, str | os.PathLike):
        origins = (Origin(file=_IN_MEMORY, path=f"[{at}]") for at in range(len(source)))
        return _Raw(_IN_MEMORY, list(zip(source, origins, strict=True)))
    path = Path(source)
    name = path.as_posix()
    text = read_text_file(path)
    match path.suffix.lower():
        case ".csv":
            return _Raw(name, list(_csv_rows(table, text, name, problems)))
        case ".json":
            return _Raw(name, *json_rows(text, name, problems))
        case _:
            hint = "name it .csv or .json, as what it holds"
            message = "the name doesn't say what the file holds"
            raise refusal("unknown-format", message, file=name, hint=hint)


def _csv_rows(table: RuleTable, text: str, file: str, problems: list[Problem]) -> Iterator[Placed]:
    """Give the rows of a CSV file by the columns that are known; the others are told once."""
    parsed = list(records(text, file, _delimiter(table, text, file)))
    if not parsed:
        hint = "an export may have failed half-way"
        raise refusal("empty-file", "the file is empty", file=file, hint=hint)
    (first, header), *body = parsed
    wrong = [*_header_problems(table, header, file, first), *_cut_off(header, body, file)]
    if any(each.code in _FATAL for each in wrong):
        raise LedgerError(wrong)
    problems += wrong
    known = _known_columns(table, header)
    for line, cells in body:
        yield {header[at]: cells[at] for at in known}, Origin(file=file, line=line)


def _known_columns(table: RuleTable, header: Sequence[str]) -> Collection[int]:
    """Give the place of each column that is known, the first where two say one thing."""
    found: dict[str, int] = {}
    for at, name in enumerate(header):
        if spelling(name) in table.by_spelling:
            found.setdefault(table.by_spelling[spelling(name)].name, at)
    return found.values()


def _cut_off(
    header: Sequence[str], body: Sequence[tuple[int, list[str]]], file: str
) -> Iterator[Problem]:
    for line, cells in body:
        if len(cells) != len(header):
            message = f"the row has {len(cells)} cells, the header {len(header)}"
            hint = "was the file cut off, or does a cell without quotes hold a delimiter?"
            yield _problem("wrong-cell-count", message, hint, Origin(file=file, line=line))


def _delimiter(table: RuleTable, text: str, file: str) -> str:
    """Find what parts the cells: the sign that gives the header most columns that are known."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")

    def known(sign: str) -> int:
        return sum(
            spelling(name) in table.by_spelling
            for _, header in records(first, file, sign)
            for name in header
        )

    try:
        return max(_DELIMITERS, key=known)
    except LedgerError:
        return ","  # Whatever is wrong is told when the file is read.


def _header_problems(
    table: RuleTable, header: Sequence[str], file: str, line: int
) -> Iterator[Problem]:
    origin = Origin(file=file, line=line)
    if not any(spelling(name) in table.by_spelling for name in header):
        hint = f"is it an export of {table.system.called}, with the names of its fields above it?"
        message = f"the first line names no field of the rules of {table.system.called}"
        yield _problem("no-header", message, hint, origin)
        return
    seen: dict[str, str] = {}
    for at, name in enumerate(header):
        column = table.by_spelling.get(spelling(name))
        if not name:
            hint = "name it, or take it out"
            yield _problem("unnamed-column", f"column {at + 1} has no name", hint, origin)
        elif column is None:
            yield _unknown(table, name, origin)
        elif column.name in seen:
            yield _said_twice("columns", seen[column.name], name, origin)
        else:
            seen[column.name] = name
    yield from _missing(table, seen, origin)


def _missing(table: RuleTable, seen: Container[str], origin: Origin) -> Iterator[Problem]:
    for column in table.columns:
        if column.required and column.name not in seen:
            message = f"there is no column `{column.name}`"
            hint = f"export the field `{column.name}`, or name its column so"
            yield _problem("missing-column", message, hint, origin)


def _unknown(table: RuleTable, name: str, origin: Origin, *, at: str | None = None) -> Problem:
    hint = did_you_mean(name[:60], table.names)
    message = f"`{shown(name)}` is no field of the rules of {table.system.called} known here"
    return _problem("unknown-column", message, hint or "take it out of the export", origin, at)


def _said_twice(kind: str, one: str, other: str, origin: Origin) -> Problem:
    message = f"the {kind} `{shown(one)}` and `{shown(other)}` say one thing"
    return _problem("duplicate-column", message, "take one of the two out", origin)


def _problem(code: str, message: str, hint: str, origin: Origin, at: str | None = None) -> Problem:
    return Problem(code=code, message=message, hint=hint, place=origin.place(at))


def _known(table: RuleTable, placed: Placed, problems: list[Problem]) -> Row:
    """Give the cells that hold something by the system's own names, and where they stand."""
    cells, origin = placed
    found: dict[str, object] = {}
    names: dict[str, str] = {}
    for key, cell in cells.items():
        name = str(key)  # `csv.DictReader` calls what is too much None
        column = table.by_spelling.get(spelling(name))
        if column is None:
            problems.append(_unknown(table, name, origin, at=shown(name)))
            continue
        if column.name in names:
            problems.append(_said_twice("fields", names[column.name], name, origin))
            continue
        names[column.name] = shown(name)
        value = cell.strip() if isinstance(cell, str) else cell
        if not (value is None or value is False or value == ""):  # 0 says something
            found[column.name] = value
    return Row(cells=found, origin=attrs.evolve(origin, columns=names), problems=problems)


def _empty(table: RuleTable, row: Row) -> Iterator[Problem]:
    hint = f"{table.system.called} needs it to know when the level comes: fill it in"
    for column in table.columns:
        if column.required and not row.has(column.name):
            message = f"`{column.name}` is empty"
            yield _problem("missing-field", message, hint, row.origin, column.name)


def _said_once(table: RuleTable, beside: Placed, problems: list[Problem]) -> Row:
    """Refuse what is of a level and stands beside all of them: each level says it itself."""
    cells, origin = beside
    once = {word for word, column in table.by_spelling.items() if column.once}
    for name in cells:
        if spelling(name) not in once:
            message = f"`{shown(name)}` stands beside the levels and is none of what is said once"
            hint = "put it into each level, or take it out"
            problems.append(_problem("unknown-field", message, hint, origin))
    said = {name: cell for name, cell in cells.items() if spelling(name) in once}
    return _known(table, (said, origin), problems)


def _head(table: RuleTable, rows: Sequence[Row]) -> Row:
    """Gather what is said once; each row may repeat it, and none may contradict another."""
    cells: dict[str, object] = {}
    for column in (each for each in table.columns if each.once):
        saying = [row for row in rows if row.has(column.name)]
        for row in saying:
            row.asked.add(column.name)
            first = cells.setdefault(column.name, row.cells[column.name])
            if row.cells[column.name] != first:
                message = f"`{column.name}` is another than before ({saying[0].where})"
                hint = "import one set of rules at a time: take the rows of others out"
                row.refuse(column.name, "two-sets-of-rules", message, hint)
    return Row(cells=cells, origin=rows[0].origin, problems=rows[0].problems)
