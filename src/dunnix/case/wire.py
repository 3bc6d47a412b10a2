"""A case file as plain data: names that other programs read, in a fixed order."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, cast

import attrs

from dunnix.case.values import CaseFile
from dunnix.money import Money


def case_to_dict(case: CaseFile) -> dict[str, object]:
    """Give a case file as plain data: its fields, and in them those of the values it holds.

    An amount is `{"amount": "90.00", "currency": "EUR"}`, a day ISO 8601, a share a number.
    """
    return _fields(case)


def _fields(value: Any) -> dict[str, object]:  # noqa: ANN401  # any value of the case
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(value.__class__)
    return {each.name: _plain(getattr(value, each.name)) for each in fields if each.init}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in cast("tuple[object, ...]", value)]
    if isinstance(value, Mapping):
        items = cast("Mapping[str, object]", value).items()
        return {name: _plain(each) for name, each in items}
    if isinstance(value, Money):
        return {"amount": value.amount_text(), "currency": value.currency}
    return _fields(value) if attrs.has(type(value)) else _word(value)


def _word(value: object) -> object:
    match value:
        case dt.date() | dt.time():
            return value.isoformat()
        case Fraction():
            return float(value)
        case str():
            return str(value)  # of a choice, its word
        case _:
            return value
