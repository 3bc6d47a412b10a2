"""One CSV file: its header matched with a table of fields, its rows ready to be read."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from dunnix.errors import LedgerError, Place, Problem, Severity
from dunnix.ledger.columns import Columns, fact_name, match_columns, required_of
from dunnix.ledger.dates import candidates
from dunnix.ledger.text import refusal
from dunnix.model.rows import Origin, RawRow, Reading, RowTable, read_date, read_iso_date

_DELIMITERS: Final = (",", ";", "\t")
# What some exports write above the header for spreadsheets.
_SEPARATOR_LINE: Final = re.compile(r"sep=.?", re.IGNORECASE)
_SHOWN: Final = {",": ",", ";": ";", "\t": "tab"}


@attrs.frozen(kw_only=True, order=False)
class CsvOptions:
    """How the files of a ledger are written, as far as they don't say themselves."""

    reading: Reading
    mapping: Mapping[str, str]
    delimiter: str | None = None


@attrs.frozen(kw_only=True, order=False)
class CsvFile:
    """The rows of a file; `refused` where its header can't be used."""

    rows: list[RawRow] = attrs.field(factory=list[RawRow])
    problems: list[Problem] = attrs.field(factory=list[Problem])
    refused: bool = False


def read_csv(text: str, file: str, table: RowTable, options: CsvOptions) -> CsvFile:
    """Read a CSV file; raises `LedgerError` where it can't be taken apart at all."""
    delimiter = options.delimiter or _delimiter(text, file, table, options)
    parsed = list(records(text, file, delimiter))
    if not parsed:
        hint = "an export may have failed half-way"
        raise refusal("empty-file", "the file is empty", file=file, hint=hint)
    (first, header), *body = parsed
    _check_header(header, file, first, delimiter)
    _check_names(header, file, first, table, options.mapping)
    columns, problems = match_columns(
        header,
        table,
        file,
        mapping=options.mapping,
        currency=options.reading.currency,
    )
    problems = [attrs.evolve(each, place=_at_line(each, first)) for each in problems]
    if any(each.severity is Severity.ERROR for each in problems):
        return CsvFile(problems=problems, refused=True)
    found = CsvFile(problems=problems)
    for line, cells in body:
        if len(cells) == len(header):
            found.rows.append(_row(line, cells, columns, file, options.mapping))
        else:
            found.problems.append(_wrong_length(file, line, len(cells), len(header)))
    unclear = list(_unclear_dates(found.rows, table, columns, file, options.reading))
    if unclear:
        return CsvFile(problems=[*problems, *unclear], refused=True)
    return found


def _check_header(header: list[str], file: str, line: int, delimiter: str) -> None:
    """Refuse a first line that is no header: it would be told column by column otherwise."""
    whole = delimiter.join(header)
    if _SEPARATOR_LINE.fullmatch(whole):
        message = "the line says what parts the cells, it is no header"
        hint = f"take the line `{whole}` out"
        raise refusal("no-header", message, file=file, line=line, hint=hint)
    others = [each for each in _DELIMITERS if each != delimiter and each in whole]
    if len(header) == 1 and others:
        shown = _SHOWN.get(delimiter, delimiter)
        message = f"parted by `{shown}` the header has one cell"
        hint = f"give `--delimiter {_quoted(others[0])}`, or leave `--delimiter` out"
        raise refusal("wrong-delimiter", message, file=file, line=line, hint=hint)


def _check_names(
    header: list[str], file: str, line: int, table: RowTable, mapping: Mapping[str, str]
) -> None:
    """Refuse a first line in which nothing is a column: it may be a row, and name a person."""
    known = {table.owner, *table.fields, *mapping.values()}
    if table.has_facts or any(name in known or fact_name(name) in known for name in header):
        return
    hint = "write the names of the columns above it"
    message = f"the first line names no column of `{table.name}`"
    raise refusal("no-header", message, file=file, line=line, hint=hint)


def _quoted(delimiter: str) -> str:
    """Write a delimiter as a shell takes it."""
    return "';'" if delimiter == ";" else _SHOWN[delimiter]


def _at_line(problem: Problem, line: int) -> Place | None:
    return None if problem.place is None else attrs.evolve(problem.place, line=line)


def records(text: str, file: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it starts on; its cells lose the spaces around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(str(error), file, line) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _broken(error: str, file: str, line: int) -> LedgerError:
    if "field larger" in error:
        message, hint = "a cell is far too long", "look for a quote that is never closed"
    elif "unexpected end" in error:
        message, hint = "a quote is never closed", "the record starts on this line"
    else:
        message = "a quoted cell goes on after its quote"
        hint = 'write a quote inside a quoted cell twice, as `""`'
    return refusal("bad-csv", message, file=file, line=line, hint=hint)


def _delimiter(text: str, file: str, table: RowTable, options: CsvOptions) -> str:
    """Find what stands between the cells: from the header only, and only if one fits."""
    found = [each for each in _DELIMITERS if len(_header(text, file, each)) > 1]
    if len(found) <= 1:
        return found[0] if found else ","
    wanted = {
        options.mapping.get(field, field) for field in required_of(table, options.reading.currency)
    }
    whole = [each for each in found if wanted <= set(_header(text, file, each))]
    if len(whole) == 1:
        return whole[0]
    shown = " or ".join(f"`{_SHOWN[each]}`" for each in found)
    raise refusal(
        "ambiguous-delimiter",
        f"the cells of the header may be parted by {shown}",
        file=file,
        line=1,
        hint="say which with `--delimiter`",
    )


def _header(text: str, file: str, delimiter: str) -> list[str]:
    try:
        for _, cells in records(text, file, delimiter):
            return cells
    except LedgerError:
        pass  # Whatever is wrong is told when the file is read.
    return []


def _row(
    line: int, cells: list[str], columns: Columns, file: str, mapping: Mapping[str, str]
) -> RawRow:
    found: dict[str, object] = {
        field: cell
        for field, cell in zip(columns.fields, cells, strict=True)
        if field is not None and cell
    }
    # One column may be mapped to several fields.
    for field, column in mapping.items():
        source = next((name for name, each in columns.names.items() if each == column), None)
        if source is not None and source in found:
            found[field] = found[source]
    return RawRow(cells=found, origin=Origin(file=file, line=line, columns=columns.names))


def _wrong_length(file: str, line: int, cells: int, wanted: int) -> Problem:
    few = cells < wanted
    return Problem(
        code="wrong-cell-count",
        message=f"the row has {cells} cells, the header {wanted}",
        hint="was the file cut off?" if few else "put a cell that holds a delimiter in quotes",
        place=Place(file=file, line=line),
    )


def _unclear_dates(
    rows: list[RawRow], table: RowTable, columns: Columns, file: str, reading: Reading
) -> Iterator[Problem]:
    """Find columns of dates such as 2/4/2026: the day or the month may come first."""
    if reading.date is not read_iso_date:
        return
    for field in table.fields.values():
        if field.reader is not read_date or field.name not in columns.names:
            continue
        cells = [
            (row.origin.line or 0, str(row.cells[field.name]))
            for row in rows
            if field.name in row.cells
        ]
        unclear = candidates(cells)
        if unclear is not None:
            message, hint = unclear
            place = Place(file=file, line=cells[0][0], field=columns.names[field.name])
            yield Problem(code="ambiguous-date", message=message, hint=hint, place=place)
