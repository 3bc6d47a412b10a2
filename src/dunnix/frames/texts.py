"""Ids and other texts of a frame, and the currencies of its rows."""

from collections.abc import Iterator
from typing import Any, Final

import narwhals.stable.v2 as nw

from dunnix.errors import Problem, UnknownCurrencyError
from dunnix.frames.faults import Fault, found_faults
from dunnix.frames.fields import FieldKind, Picked
from dunnix.frames.tables import Frame, Schema, nulls_like
from dunnix.model import Party
from dunnix.money import currency_digits

_BAD_ID: Final = r"^\s|\s$|[=;]|[\x00-\x1f\x7f]"
_MANY: Final = 5
_TEXTS: Final = (nw.String, nw.Categorical, nw.Enum, nw.Unknown)


def unreadable_texts(schema: Schema, of: Picked) -> Iterator[Problem]:
    """Give the columns of ids and texts that hold something else."""
    for field in of.of_kind(FieldKind.IDENTITY, FieldKind.TEXT):
        dtype, is_id = schema[field], of.kind(field) is FieldKind.IDENTITY
        if dtype.is_integer() or isinstance(dtype, _TEXTS):
            continue
        if not is_id and isinstance(dtype, nw.Boolean | nw.Date):
            continue
        hint = "read the column as text, or its leading zeros are lost" if is_id else None
        if dtype.is_float():
            hint = "read the column as text: as floats its numbers end in `.0`"
        yield of.problem(
            "wrong-type", f"the column is {dtype}, text is wanted", field=field, hint=hint
        )


def with_texts(frame: Frame, of: Picked, currency: str | None) -> Frame:
    """Give all ids and texts as String, an empty one as null; a missing currency is the usual."""
    schema = frame.collect_schema()
    texts = {
        field: _text(nw.col(field), schema[field])
        for field in of.of_kind(FieldKind.IDENTITY, FieldKind.TEXT)
    }
    read = frame.with_columns(**texts)
    if not of.fields.has_amount:
        return read
    given = nw.col("currency") if "currency" in of.columns else nulls_like("id")
    return read.with_columns(currency=given if currency is None else given.fill_null(currency))


def _text(column: nw.Expr, dtype: Any) -> nw.Expr:  # noqa: ANN401
    if isinstance(dtype, nw.Boolean):
        no = nw.when(~column).then(nw.lit("False"))
        return nw.when(column).then(nw.lit("True")).otherwise(no)
    text = column.cast(nw.String)
    return nw.when(text != "").then(text)


def digits_found(frame: Frame, of: Picked) -> tuple[dict[int, list[str]], list[Problem]]:
    """Give the currencies of the rows by how many decimals they have, and unknown ones."""
    found = frame.select("currency").unique().sort("currency").collect()["currency"].to_list()
    digits: dict[int, list[str]] = {}
    problems: list[Problem] = []
    for code in (each for each in found if isinstance(each, str)):
        try:
            digits.setdefault(currency_digits(code), []).append(code)
        except UnknownCurrencyError as error:
            if len(problems) < _MANY:
                rows = nw.col("currency") == code
                fault = Fault(
                    code="unknown-currency", message=str(error), field="currency", rows=rows
                )
                problems += found_faults(frame, of, [fault])
    return digits, problems


def faults_of_texts(of: Picked) -> Iterator[Fault]:
    """Give what ids and texts can't be."""
    for field in of.of_kind(FieldKind.IDENTITY):
        yield Fault(
            code="bad-id",
            field=field,
            message="an id is padded with spaces or holds `=`, `;` or signs that don't print",
            rows=nw.col(field).str.contains(_BAD_ID),
        )
    required = [field for field in of.fields.required if of.kind(field) is FieldKind.IDENTITY]
    for field in (*required, *(("currency",) if of.fields.has_amount else ())):
        yield missing(field)
    if "party" in of.columns:
        yield Fault(
            code="unknown-value",
            field="party",
            message="the kind of party is none of " + ", ".join(f"`{each}`" for each in Party),
            rows=~nw.col("party").is_in([str(each) for each in Party]),
        )


def missing(field: str) -> Fault:
    """Give the fault of a cell that must not be empty."""
    return Fault(
        code="missing-field",
        field=field,
        message=f"`{field}` is missing",
        rows=nw.col(field).is_null(),
    )
