"""Payment terms as plain data, and back."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from dunnix.terms.checks import option
from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import Anchor, DueRule
from dunnix.terms.errors import TermsError
from dunnix.terms.operations import OPERATIONS, Operation, Shift, Unit
from dunnix.terms.shares import Fixed, Percent, PercentOfRemainder, Remainder, Share, plain_number

if TYPE_CHECKING:
    from dunnix.terms.payment_terms import PaymentTerms

_Value = TypeVar("_Value")


def _kebab(kind: type) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("-")


_STEPS: Final = {_kebab(kind): kind for kind in OPERATIONS}
_SHARES: Final[dict[str, type[Share]]] = {
    _kebab(kind): kind for kind in (Percent, PercentOfRemainder, Fixed, Remainder)
}
_CHOICES: Final[dict[str, type[StrEnum]]] = {
    "unit": Unit,
    "shift": Shift,
    "anchor": Anchor,
    "base": DiscountBase,
}


def written_terms(terms: "PaymentTerms") -> dict[str, Any]:
    """Give payment terms as dicts, lists, texts and whole numbers."""
    row: dict[str, Any] = {}
    if terms.instalments:
        row["instalments"] = [
            {"share": _written(each.share), "due": _written_rule(each.due)}
            for each in terms.instalments
        ]
    if terms.discounts:
        row["discounts"] = [_written_discount(each) for each in terms.discounts]
    if terms.no_discount:
        row["no_discount"] = True
    return row


def read_terms(row: object) -> dict[str, Any]:
    """Read the fields of payment terms; `TermsError` with the path of what is wrong."""
    from dunnix.terms.payment_terms import Instalment

    table = _table(row, "terms", ("instalments", "discounts", "no_discount"))
    found: dict[str, Any] = {}
    for name, kind, read in (
        ("instalments", Instalment, _instalment),
        ("discounts", Discount, _discount),
    ):
        if name in table:
            rows = _list(table[name], f"terms.{name}")
            found[name] = [
                _made(kind, read(each, f"terms.{name}[{at}]"), f"terms.{name}[{at}]")
                for at, each in enumerate(rows)
            ]
    if "no_discount" in table:
        if type(table["no_discount"]) is not bool:
            raise TermsError("terms.no_discount: true or false is wanted")
        found["no_discount"] = table["no_discount"]
    return found


def _written(value: Operation | Share) -> dict[str, Any]:
    fields = {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    return {"kind": _kebab(type(value)), **fields}


def _written_rule(rule: DueRule) -> dict[str, Any]:
    return {"anchor": str(rule.anchor), "steps": [_written(each) for each in rule.steps]}


def _written_discount(discount: Discount) -> dict[str, Any]:
    row = {
        "percent": _plain(discount.percent),
        "due": _written_rule(discount.due),
        "base": str(discount.base),
    }
    if discount.base_amount is not None:
        row["base_amount"] = _plain(discount.base_amount)
    return row


def _plain(value: object) -> Any:  # noqa: ANN401  # whatever JSON has for it
    match value:
        case StrEnum():
            return str(value)
        case Fraction():
            return plain_number(value)
        case Decimal():
            return format(value, "f")
        case dt.date():
            return value.isoformat()
        case tuple():
            return list(cast("tuple[int, ...]", value))
        case _:
            return value


def _instalment(row: object, path: str) -> dict[str, Any]:
    table = _table(row, path, ("share", "due"), required=("share", "due"))
    return {
        "share": _kind(table["share"], _SHARES, "share", f"{path}.share"),
        "due": _rule(table["due"], f"{path}.due"),
    }


def _discount(row: object, path: str) -> dict[str, Any]:
    names = ("percent", "due", "base", "base_amount")
    table = _table(row, path, names, required=("percent", "due"))
    read = {name: _field(name, table[name], path) for name in names if name in table}
    return {**read, "due": _rule(table["due"], f"{path}.due")}


def _rule(row: object, path: str) -> DueRule:
    table = _table(row, path, ("anchor", "steps"), required=("steps",))
    steps = [
        _kind(each, _STEPS, "operation", f"{path}.steps[{at}]")
        for at, each in enumerate(_list(table["steps"], f"{path}.steps"))
    ]
    anchor = {"anchor": _field("anchor", table["anchor"], path)} if "anchor" in table else {}
    return _made(DueRule, {"steps": steps, **anchor}, path)


def _kind(row: object, kinds: Mapping[str, type[_Value]], what: str, path: str) -> _Value:
    if not isinstance(row, Mapping) or "kind" not in row:
        raise TermsError(f"{path}: a table with the key `kind` is wanted")
    named = cast("Mapping[str, object]", row)["kind"]
    kind = kinds[_located(lambda: option(kinds, named, what), path)]
    known = attrs.fields(cast("type[attrs.AttrsInstance]", kind))
    names = [field.name for field in known]
    required = [field.name for field in known if field.default is attrs.NOTHING]
    table = _table(cast("object", row), path, ("kind", *names), required=required)
    fields = {name: _field(name, table[name], path) for name in names if name in table}
    return _made(kind, fields, path)


def _field(name: str, value: object, path: str) -> object:
    if name in _CHOICES:
        known = {str(each): each for each in _CHOICES[name]}
        return known[_located(lambda: option(known, value, name), f"{path}.{name}")]
    if name == "date":
        return _date(value, f"{path}.{name}")
    return value


def _date(value: object, path: str) -> dt.date:
    try:
        if isinstance(value, str):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise TermsError(f"{path}: a date such as `2026-03-15` is wanted")


def _made(kind: Callable[..., _Value], fields: Mapping[str, Any], path: str) -> _Value:
    return _located(lambda: kind(**fields), path)


def _located(make: Callable[[], _Value], path: str) -> _Value:
    try:
        return make()
    except TermsError as error:
        raise TermsError(f"{path}: {error}") from None
    except TypeError as error:
        raise TermsError(f"{path}: {error}") from None


def _table(
    row: object, path: str, known: Sequence[str], *, required: Sequence[str] = ()
) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise TermsError(f"{path}: a table is wanted, found a {type(row).__name__}")
    table, names = cast("Mapping[str, object]", row), dict.fromkeys(known)
    for key in table:
        _located(partial(option, names, key, "key"), path)
    for name in required:
        if name not in table:
            raise TermsError(f"{path}: the key `{name}` is missing")
    return table


def _list(value: object, path: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise TermsError(f"{path}: a list is wanted, found a {type(value).__name__}")
    return cast("Sequence[object]", value)
