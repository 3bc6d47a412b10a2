"""Rate tables from CSV: those that ship, and users' own, each fault with its line."""

import csv
import datetime as dt
import functools
import io
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from dunnix.errors import DunnixError, Place, Problem, did_you_mean
from dunnix.interest.choices import Certainty
from dunnix.interest.rate_table import RatePeriod, RateTable, check_period
from dunnix.interest.sources import TableError, shipped_files, text_of
from dunnix.model.checks import InvalidValueError, chosen

_NEGATIVE: Final = frozenset({"de-base"})
_WANTED: Final = ("valid_from", "valid_until", "percent")
_KNOWN: Final = (*_WANTED, "source", "certainty")


class UnknownRateTableError(DunnixError, LookupError):
    """No rate table of that id ships with dunnix, or was given."""


@functools.cache
def rate_table_names() -> tuple[str, ...]:
    """Give the ids of the rate tables that ship, sorted.

    >>> "eu-reference" in rate_table_names()
    True
    """
    return tuple(sorted(shipped_files("rates", ".csv")))


@functools.cache
def rate_table(name: str) -> RateTable:
    """Give a rate table that ships; `UnknownRateTableError` for another id.

    >>> rate_table("eu-reference").rate_on(dt.date(2024, 3, 1)).percent
    Fraction(9, 2)
    """
    texts = shipped_files("rates", ".csv")
    if name not in texts:
        hint = did_you_mean(name, texts)
        raise UnknownRateTableError(f"no rate table `{name}` ships with dunnix; {hint}")
    return parse_rate_table(texts[name], name=name, may_be_negative=name in _NEGATIVE)


def load_rate_table(
    source: str | os.PathLike[str], *, name: str | None = None, may_be_negative: bool = False
) -> RateTable:
    """Read a rate table from a CSV file; its id is the file's name unless one is given.

    The columns are `valid_from`, `valid_until`, `percent`, and if wanted `source` and `certainty`.
    Raises `TableError` with every fault and its line, `OSError` where the file can't be read.
    """
    path = Path(source)
    return parse_rate_table(
        text_of(path), name=name or path.stem, file=path.name, may_be_negative=may_be_negative
    )


def parse_rate_table(
    text: str, *, name: str, file: str | None = None, may_be_negative: bool = False
) -> RateTable:
    r"""Read a rate table from the text of a CSV file.

    >>> parse_rate_table("valid_from,valid_until,percent\n2026-01-01,2026-06-30,4.5\n",
    ...                  name="house").known_until
    datetime.date(2026, 6, 30)
    """
    file = file or f"{name}.csv"
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    problems = _header_problems(reader.fieldnames or (), file)
    periods: list[RatePeriod] = []
    line = 1
    try:
        for row in reader if not problems else ():
            line = reader.line_num
            try:
                periods.append(_period(row))
                check_period(periods, len(periods) - 1, may_be_negative=may_be_negative)
            except InvalidValueError as error:
                problems.append(_problem(error, Place(file=file, line=line), row))
    except csv.Error as error:
        place = Place(file=file, line=line + 1)
        problems.append(Problem(code="bad-csv", message=f"no CSV: {error}", place=place))
    if not problems and not periods:
        place = Place(file=file, line=1)
        problems.append(
            Problem(code="missing-field", message="a rate table has no rates", place=place)
        )
    if problems:
        raise TableError(problems)
    return RateTable(id=name, periods=periods, may_be_negative=may_be_negative)


def _header_problems(found: Collection[str], file: str) -> list[Problem]:
    place = Place(file=file, line=1)
    missing = [each for each in _WANTED if each not in found]
    strange = [each for each in found if each not in _KNOWN]
    return [
        *(
            Problem(
                code="missing-column",
                message=f"the column `{each}` is missing",
                hint=f"the columns are {', '.join(_KNOWN)}",
                place=place,
            )
            for each in missing
        ),
        *(
            Problem(
                code="unknown-column",
                message=f"a rate table has no column `{each}`",
                hint=did_you_mean(each, missing or _KNOWN),
                place=place,
            )
            for each in strange
        ),
    ]


def _period(row: Mapping[str | None, str | None]) -> RatePeriod:
    if None in row or None in row.values():
        raise InvalidValueError(
            "the line hasn't as many cells as there are columns",
            code="bad-csv",
            hint="write a text with a comma in it between quotation marks",
        )
    cells = {str(name): (cell or "").strip() for name, cell in row.items()}
    return RatePeriod(
        valid_from=_day(cells["valid_from"], "valid_from"),
        valid_until=_day(cells["valid_until"], "valid_until"),
        percent=cells["percent"],
        source=cells.get("source") or "the user's own table",
        certainty=chosen(Certainty, cells.get("certainty") or "source"),
    )


def _day(cell: str, field: str) -> dt.date:
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise InvalidValueError(
            f"`{cell[:40]}` is no date",
            code="bad-date",
            field=field,
            hint="write it as 2026-01-31",
        ) from None


def _problem(error: InvalidValueError, place: Place, row: Mapping[str | None, object]) -> Problem:
    field = error.field if error.field in row else None
    return Problem(
        code=error.code,
        message=error.message,
        hint=error.hint,
        place=Place(file=place.file, line=place.line, field=field),
    )
