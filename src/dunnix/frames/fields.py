"""The fields of a ledger's frames, and which column holds each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Final, TypeAlias

import attrs

from dunnix.errors import Place, Problem, did_you_mean
from dunnix.model.rows import column_like, shown

ColumnMap: TypeAlias = Mapping[str, str | Mapping[str, str]]
"""Column by field of an invoice; under `payments`, `debtors` or `promises`, by their fields."""

_OTHER_WAYS: Final = {
    "currency": ', or currency="EUR" if all rows have one',
    "due_date": ', or give the days of its terms as terms={"N030": 30}',
    "amount": ", or map `amount_minor` if it is in minor units",
}


class FieldKind(Enum):
    """How the cells of a field are read."""

    IDENTITY = auto()
    TEXT = auto()
    DAY = auto()
    AMOUNT = auto()


@attrs.frozen(kw_only=True, order=False)
class FrameFields:
    """The fields of one of a ledger's frames; `required` are those no row can be without."""

    name: str
    kinds: Mapping[str, FieldKind]
    required: tuple[str, ...]

    @property
    def has_amount(self) -> bool:
        """Whether its rows have an amount, and so a currency."""
        return "amount" in self.kinds


_OWNED: Final = {
    "id": FieldKind.IDENTITY,
    "debtor": FieldKind.IDENTITY,
    "currency": FieldKind.TEXT,
    "amount": FieldKind.AMOUNT,
}
INVOICES: Final = FrameFields(
    name="invoices",
    kinds={
        **_OWNED,
        "issue_date": FieldKind.DAY,
        "due_date": FieldKind.DAY,
        "creditor": FieldKind.IDENTITY,
        "credits": FieldKind.IDENTITY,
        "paid_on": FieldKind.DAY,
        "terms": FieldKind.TEXT,
    },
    required=("id", "debtor", "amount"),
)
PAYMENTS: Final = FrameFields(
    name="payments",
    kinds={
        **_OWNED,
        "date": FieldKind.DAY,
        "invoice": FieldKind.IDENTITY,
        "creditor": FieldKind.IDENTITY,
        "cleared_on": FieldKind.DAY,
        "reversed_on": FieldKind.DAY,
    },
    required=("id", "debtor", "amount", "date"),
)
DEBTORS: Final = FrameFields(
    name="debtors",
    kinds={
        "id": FieldKind.IDENTITY,
        **dict.fromkeys(
            ("name", "party", "country", "language", "timezone", "owner"), FieldKind.TEXT
        ),
    },
    required=("id",),
)
PROMISES: Final = FrameFields(
    name="promises",
    kinds={
        **_OWNED,
        "made_on": FieldKind.DAY,
        "due_by": FieldKind.DAY,
        "invoices": FieldKind.TEXT,
        "withdrawn_on": FieldKind.DAY,
    },
    required=("id", "debtor", "amount", "made_on", "due_by"),
)
ALL_FIELDS: Final = {each.name: each for each in (INVOICES, PAYMENTS, DEBTORS, PROMISES)}


def maps_by_frame(columns: ColumnMap | None) -> dict[str, dict[str, str]]:
    """Part a mapping of columns by frame; raises `ValueError` for a field that there isn't."""
    parted: dict[str, dict[str, str]] = {name: {} for name in ALL_FIELDS}
    for key, value in (columns or {}).items():
        if isinstance(value, str):
            parted["invoices"][key] = value
        elif key in parted:
            parted[key].update(value)
        else:
            hint = did_you_mean(key, parted)
            raise ValueError(f"`columns` maps the fields of `{shown(key)}`; {hint}")
    return parted


@attrs.frozen(kw_only=True, order=False)
class Picked:
    """Which column of a frame holds each field, facts included."""

    fields: FrameFields
    columns: Mapping[str, str]
    facts: tuple[str, ...]
    in_minor_units: bool

    def column(self, field: str) -> str:
        """Give the name a field has in the frame that came in."""
        return self.columns.get(field, field)

    def kind(self, field: str) -> FieldKind:
        """Give how a field is read; a fact is text."""
        return self.fields.kinds.get(field, FieldKind.TEXT)

    def of_kind(self, *kinds: FieldKind) -> list[str]:
        """Give the fields there are of some kinds."""
        return [field for field in self.columns if self.kind(field) in kinds]

    def problem(
        self, code: str, message: str, *, field: str | None = None, hint: str | None = None
    ) -> Problem:
        """Give what is wrong with the frame, or with one of its columns."""
        name = shown(self.column(field)) if field else None
        place = Place(file=self.fields.name, field=name)
        return Problem(code=code, message=message, hint=hint, place=place)


def picked(
    fields: FrameFields,
    header: Sequence[str],
    mapping: Mapping[str, str],
    facts: Iterable[str],
    required: Iterable[str],
) -> tuple[Picked, list[Problem]]:
    """Find the column of each field; gives all that is wrong with the header as well.

    `required` are fields needed beside those that always are. An amount may come as `amount`, in
    major units, or as `amount_minor`. Raises `ValueError` where the mapping names a field that
    there isn't.
    """
    _check_mapping(fields, mapping, facts)
    wanted = {name: name for name in (*fields.kinds, *facts) if name in header} | dict(mapping)
    in_minor_units = fields.has_amount and (
        "amount_minor" in mapping or ("amount" not in wanted and "amount_minor" in header)
    )
    if in_minor_units:
        wanted["amount"] = wanted.pop("amount_minor", "amount_minor")
    found = Picked(
        fields=fields,
        columns={field: column for field, column in wanted.items() if column in header},
        facts=tuple(name for name in facts if wanted.get(name) in header),
        in_minor_units=in_minor_units,
    )
    problems = [
        found.problem(
            "missing-column",
            f"there is no column `{shown(column)}`, which `{field}` is mapped to",
            hint=did_you_mean(column[:60], header),
        )
        for field, column in mapping.items()
        if column not in header
    ]
    needed = (*fields.required, *required)
    return found, [*problems, *_missing(found, header, mapping, needed)]


def _check_mapping(fields: FrameFields, mapping: Mapping[str, str], facts: Iterable[str]) -> None:
    known = {*fields.kinds, *facts, *(("amount_minor",) if fields.has_amount else ())}
    for field in mapping:
        if field not in known:
            hint = did_you_mean(field, known) or "a fact is named in `facts` as well"
            raise ValueError(f"`{fields.name}` has no field `{shown(field)}`; {hint}")
    if {"amount", "amount_minor"} <= set(mapping):
        raise ValueError("`columns` maps `amount` and `amount_minor`: keep one of the two")


def _missing(
    found: Picked, header: Sequence[str], mapping: Mapping[str, str], needed: Sequence[str]
) -> Iterator[Problem]:
    """Give the fields that no column holds and no ledger can be without."""
    free = {name.lower(): name for name in header if name not in found.columns.values()}
    for field in needed:
        if field not in found.columns and field not in mapping:
            near = column_like(field, free)
            hint = _way_out(found.fields.name, field, shown(free[near]) if near else "COLUMN")
            yield found.problem("missing-column", f"there is no column `{field}`", hint=hint)


def _way_out(frame: str, field: str, column: str) -> str:
    mapping = f'{{"{field}": "{column}"}}'
    if frame != "invoices":
        mapping = f'{{"{frame}": {mapping}}}'
    other = _OTHER_WAYS.get(field, "")
    return f"say which it is with columns={mapping}{other}"
