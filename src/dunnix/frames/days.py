"""Days of a frame as Date, whatever they came as; a text is read in the format given."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import narwhals.stable.v2 as nw

from dunnix.errors import Problem
from dunnix.frames.faults import Fault, found_faults, problem_of_rows
from dunnix.frames.fields import FieldKind, Picked
from dunnix.frames.output import beside
from dunnix.frames.tables import Frame, Schema
from dunnix.metrics import Column, ColumnKind, Table
from dunnix.model import InvalidValueError
from dunnix.model.rows import parted_date, shown

DayReader: TypeAlias = Callable[[str], dt.date]

_TEXTS: Final = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)
_MEANT: Final = "meant"


def unreadable_days(schema: Schema, of: Picked) -> Iterator[Problem]:
    """Give the columns of days that hold something else, a time zone included."""
    for field in of.of_kind(FieldKind.DAY):
        dtype = schema[field]
        if isinstance(dtype, nw.Datetime) and dtype.time_zone is not None:
            yield of.problem(
                "datetime-for-date",
                f"the column has the time zone {dtype.time_zone}, days are wanted",
                field=field,
                hint="turn it into days where the facts happened",
            )
        elif not isinstance(dtype, (nw.Date, nw.Datetime, *_TEXTS)):
            yield of.problem(
                "wrong-type",
                f"the column is {dtype}, days are wanted",
                field=field,
                hint="give dates, or text as `2026-02-04`",
            )


def with_days(
    frame: Frame, of: Picked, dates: str | None, reader: DayReader
) -> tuple[Frame, list[Problem]]:
    """Give all days as Date; what is no day is told instead."""
    schema = frame.collect_schema()
    problems: list[Problem] = []
    for field in of.of_kind(FieldKind.DAY):
        if isinstance(schema[field], nw.Datetime):
            problems += found_faults(frame, of, [_timed(field)])
            frame = frame.with_columns(nw.col(field).dt.date())
        elif isinstance(schema[field], _TEXTS):
            frame, found = _read_texts(frame, of, field, dates, reader)
            problems += found
    return frame, problems


def _timed(field: str) -> Fault:
    return Fault(
        code="datetime-for-date",
        field=field,
        message="a datetime has a time of day, a day is wanted",
        hint="turn it into days where the facts happened",
        rows=nw.col(field).dt.truncate("1d") != nw.col(field),
    )


def _read_texts(
    frame: Frame, of: Picked, field: str, dates: str | None, reader: DayReader
) -> tuple[Frame, list[Problem]]:
    """Read each different text once, in Python, and put the days beside the rows."""
    text = nw.col(field).cast(nw.String)
    frame = frame.with_columns(nw.when(text != "").then(text).alias(field))
    found = frame.select(field).filter(~nw.col(field).is_null()).unique().sort(field).collect()
    days: list[tuple[str, dt.date]] = []
    refused: dict[str, InvalidValueError] = {}
    for written in found[field].to_list():
        try:
            days.append((written, reader(written)))
        except InvalidValueError as error:
            refused[written] = error
    if not refused:
        return _with_meaning(frame, field, days), []
    strange = beside(frame, Table((Column(field, ColumnKind.TEXT),), tuple((t,) for t in refused)))
    fault = _unread(field, refused, dates, only_strange=not days)
    return frame, list(problem_of_rows(fault, of, frame.join(strange, on=field, how="semi")))


def _with_meaning(frame: Frame, field: str, days: Sequence[tuple[str, dt.date]]) -> Frame:
    columns = (Column(field, ColumnKind.TEXT), Column(_MEANT, ColumnKind.DATE))
    meanings = beside(frame, Table(columns, tuple(days)))
    read = frame.join(meanings, on=field, how="left")
    others = [name for name in frame.collect_schema().names() if name != field]
    return read.select(*others, nw.col(_MEANT).alias(field))


def _unread(
    field: str, refused: Mapping[str, InvalidValueError], dates: str | None, *, only_strange: bool
) -> Fault:
    first = next(iter(refused.values()))
    message = first.message
    hint = "`dates` holds for all columns; make dates of other texts, null of `00000000`"
    if dates is None:
        message, hint = _candidates(refused, only_strange=only_strange) or (
            first.message,
            'write ISO dates, or say with dates="M/D/YYYY" how all are written',
        )
    return Fault(code=first.code, field=field, message=message, hint=hint)


def _candidates(texts: Iterable[str], *, only_strange: bool) -> tuple[str, str] | None:
    """Say what days such as 2/4/2026 may mean, where all of a column are written so."""
    found = [(text, parted_date(text)) for text in texts]
    parted = [(text, each) for text, each in found if each is not None]
    if not only_strange or len(parted) < len(found):
        return None
    example, either = parted[0]
    day_first, month_first = either.day_first, either.month_first
    message = f"dates such as `{shown(example)}` may be {day_first} or {month_first}"
    proofs = {each.only: text for text, each in reversed(parted) if each.only}
    match list(proofs.items()):
        case [(meant, text)]:
            return message, f'give dates="{meant}": `{shown(text)}` can be nothing else'
        case []:
            return message, f'give dates="{day_first}" or dates="{month_first}": no row tells which'
        case _:
            return message, "write ISO dates: some can only be the one, some only the other"
