"""The columns of a CSV file, and which field each of them holds."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from dunnix.errors import Place, Problem, did_you_mean
from dunnix.model.rows import RowTable, column_like, shown, warning

_FACT_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORD_ENDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NEAR: Final = 0.6
# What gives invoices their due dates where no column does.
_HAVE_TERMS: Final = frozenset({"issue_date", "terms"})


@attrs.frozen(kw_only=True, order=False)
class Columns:
    """Which field each column holds (None: left out), and the column's name of each field."""

    fields: tuple[str | None, ...]
    names: Mapping[str, str]


def match_columns(
    header: Sequence[str],
    table: RowTable,
    file: str,
    *,
    mapping: Mapping[str, str],
    currency: str | None,
) -> tuple[Columns, list[Problem]]:
    """Find the field of each column; gives all that is wrong with the header, and warnings."""
    problems = [*_faulty_names(header, file)]
    given: dict[str, list[str]] = {}
    for field, column in mapping.items():
        given.setdefault(column, []).append(field)
        if column not in header:
            problems.append(_no_column(field, column, header, table, file))
    required = required_of(table, currency)
    fields: list[str | None] = []
    names: dict[str, str] = {}
    for column in header:
        found = _field_of(column, table, given, names)
        if found is None and column and not _is_meant(column, required, mapping):
            problems.append(_left_out(column, table, file, names))
        fields.append(found)
        if found is not None:
            names[found] = column
    problems.extend(_missing(header, table, file, names, mapping, currency))
    return Columns(fields=tuple(fields), names=names), problems


def fact_name(column: str) -> str:
    """Give the name of a fact as a column has it: `PaperlessBill` is `paperless_bill`.

    >>> fact_name("PaperlessBill")
    'paperless_bill'
    """
    words = re.sub(r"[^0-9A-Za-z]+", "_", _WORD_ENDS.sub("_", column))
    return words.strip("_").lower()


def required_of(table: RowTable, currency: str | None) -> list[str]:
    """Give the columns a file can't do without."""
    required = [field.name for field in table.fields.values() if field.required]
    if table.name == "invoices":
        required.append("due_date")
    needs_currency = table.name in {"invoices", "payments", "promises", "plans"}
    if needs_currency and currency is None:
        required.append("currency")
    return list(dict.fromkeys([*required, table.owner]))


def _field_of(
    column: str, table: RowTable, given: Mapping[str, list[str]], names: Mapping[str, str]
) -> str | None:
    if column in given:
        return given[column][0]
    mapped = {field for fields in given.values() for field in fields}
    if (column in table.fields or column == table.owner) and column not in mapped:
        return column
    name = fact_name(column)
    taken = {*names, *mapped, *table.fields, table.owner, "facts"}
    if table.has_facts and _FACT_NAME.fullmatch(name) and name not in taken:
        return name
    return None


def _is_meant(column: str, required: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether a column is a required field under another spelling: told once, as missing."""
    return fact_name(column) in required and fact_name(column) not in mapping


def _faulty_names(header: Sequence[str], file: str) -> Iterator[Problem]:
    for place, column in enumerate(header):
        if not column:
            yield Problem(
                code="unnamed-column",
                message=f"column {place + 1} has no name",
                hint="name it, or take it out",
                place=Place(file=file, line=1),
            )
        elif column in header[:place]:
            yield Problem(
                code="duplicate-column",
                message=f"the column `{shown(column)}` is there twice",
                hint="take one of the two out",
                place=Place(file=file, line=1),
            )


def _no_column(
    field: str, column: str, header: Sequence[str], table: RowTable, file: str
) -> Problem:
    hint = did_you_mean(column[:60], [shown(each) for each in header if each])
    if field in header and column in (table.owner, *table.fields):
        hint = f"the field comes first, then its column: `--map {shown(column)}={shown(field)}`"
    return Problem(
        code="missing-column",
        message=f"there is no column `{shown(column)}`, which `{shown(field)}` is mapped to",
        hint=hint,
        place=Place(file=file, line=1),
    )


def _left_out(column: str, table: RowTable, file: str, names: Mapping[str, str]) -> Problem:
    place = Place(file=file, line=1)
    if not table.has_facts:
        known = [name for name in (table.owner, *table.fields) if name not in names]
        return Problem(
            code="unknown-column",
            message=f"`{table.name}` has no column `{shown(column)}`",
            hint=did_you_mean(column[:60], known),
            place=place,
        )
    hint = "map it to a name that no other column has"
    meant = fact_name(column)
    if meant in table.fields and meant not in names and meant != column:
        hint = f"is it the field `{meant}`? then {_way_out(meant, column, table)}"
    message = f"the column `{shown(column)}` is left out"
    return warning("column-left-out", message, place=place, hint=hint)


def _missing(
    header: Sequence[str],
    table: RowTable,
    file: str,
    names: Mapping[str, str],
    mapping: Mapping[str, str],
    currency: str | None,
) -> Iterator[Problem]:
    by_name = {fact_name(column): column for column in header if column}
    for field in required_of(table, currency):
        if field in names or field in mapping:
            continue
        free = {name: column for name, column in by_name.items() if column not in names}
        near = column_like(field, free)
        if field == "due_date" and _terms_stand_in(header, table, names, mapping):
            continue
        yield Problem(
            code="missing-column",
            message=f"there is no column `{field}`",
            hint=_misnamed(field, table, mapping)
            or _way_out(field, free[near] if near else None, table),
            place=Place(file=file, line=1),
        )


def _terms_stand_in(
    header: Sequence[str], table: RowTable, names: Mapping[str, str], mapping: Mapping[str, str]
) -> bool:
    """Whether terms give the due dates: they are there, and no other column may hold one."""
    taken = {column for field, column in names.items() if field in table.fields}
    others = [fact_name(column) for column in header if column and column not in taken]
    has_terms = names.keys() | mapping.keys() >= _HAVE_TERMS
    return has_terms and column_like("due_date", others) is None


def _misnamed(field: str, table: RowTable, mapping: Mapping[str, str]) -> str | None:
    """Tell of a field misspelt in the mapping: it is kept as a fact, and the field is missing."""
    others = [name for name in mapping if name not in table.fields and name != table.owner]
    near = difflib.get_close_matches(field, others, n=1, cutoff=_NEAR)
    return f"`{shown(near[0])}` is mapped: did you mean `{field}`?" if near else None


def _way_out(field: str, near: str | None, table: RowTable) -> str:
    if table.name == "invoices":
        column = "COLUMN" if near is None else shown(near)
        usual = ", or `--currency` if all rows have one" if field == "currency" else ""
        return f"say which it is with `--map {field}={column}`{usual}"
    return f"add a column `{field}`" if near is None else f"rename the column `{shown(near)}`"
