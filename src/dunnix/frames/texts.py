"""Ids and other texts of a frame, and the currencies of its rows."""

from collections.abc import Iterator, Sequence
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.errors import Problem, UnknownCurrencyError
from dunnix.frames.faults import Fault, found_faults
from dunnix.frames.fields import FieldKind, Picked
from dunnix.frames.libraries import Native
from dunnix.frames.reduced import plain_rows
from dunnix.frames.tables import Frame, Schema, nulls_like
from dunnix.model import Party
from dunnix.model.rows import shown
from dunnix.money import currency_digits, currency_hint

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
    fields = of.of_kind(FieldKind.IDENTITY, FieldKind.TEXT)
    full = _without_blanks(frame, [each for each in fields if isinstance(schema[each], nw.String)])
    read = frame.with_columns(
        **{
            each: _text(nw.col(each), schema[each], may_be_blank=each not in full)
            for each in fields
        }
    )
    if not of.fields.has_amount:
        return read
    given = nw.col("currency") if "currency" in of.columns else nulls_like("id")
    return read.with_columns(currency=given if currency is None else given.fill_null(currency))


def _without_blanks(frame: Frame, fields: Sequence[str]) -> list[str]:
    """Give the columns of texts none of which is empty: a lazy frame need not look each time."""
    if not fields:
        return []
    # Nothing comes before an empty text.
    (least,) = plain_rows(frame.select(*(nw.col(each).min() for each in fields)), *fields)
    return [field for field, text in zip(fields, least, strict=True) if text != ""]


def _text(column: nw.Expr, dtype: Native, *, may_be_blank: bool) -> nw.Expr:
    if isinstance(dtype, nw.Boolean):
        no = nw.when(~column).then(nw.lit("False"))
        return nw.when(column).then(nw.lit("True")).otherwise(no)
    text = column.cast(nw.String)
    return nw.when(text != "").then(text) if may_be_blank else text


def digits_found(frame: Frame, of: Picked) -> tuple[dict[int, list[str]], list[Problem]]:
    """Give the currencies of the rows by how many decimals they have, and unknown ones."""
    found = frame.select("currency").unique().sort("currency").collect()["currency"].to_list()
    digits: dict[int, list[str]] = {}
    problems: list[Problem] = []
    for code in (each for each in found if isinstance(each, str)):
        try:
            digits.setdefault(currency_digits(code), []).append(code)
        except UnknownCurrencyError:
            if len(problems) < _MANY:
                fault = Fault(
                    code="unknown-currency",
                    message=f"`{shown(code)}` is no currency of ISO 4217",
                    field="currency",
                    rows=nw.col("currency") == code,
                    hint=currency_hint(code),
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
