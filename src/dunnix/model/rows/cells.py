"""One row's cells, read by its table; everything wrong with the row is collected."""

import difflib
import functools
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeVar, cast

import attrs

from dunnix.errors import Problem, did_you_mean
from dunnix.model.checks import InvalidValueError
from dunnix.model.frozen_map import FactValue
from dunnix.model.rows.origin import Origin, RawRow, problem_of, shown, warning
from dunnix.model.rows.readers import Reading, kind_of, read_fact, read_money
from dunnix.model.rows.tables import TABLES, Field, RowTable
from dunnix.money import Money

_Value = TypeVar("_Value")
_NEAR: Final = 0.85
_NO_CURRENCY: Final = InvalidValueError(
    "an amount has no `currency`",
    code="missing-currency",
    field="currency",
    hint="write an ISO 4217 code such as `EUR` beside it",
)

Cells = dict[str, object]


@attrs.frozen(kw_only=True, order=False)
class Findings:
    """What reading one account finds: problems, warnings, where each value came from.

    `rejected` holds the ids of rows that could not be read, so that a row naming one of them is
    not called wrong as well.
    """

    reading: Reading
    problems: list[Problem] = attrs.field(factory=list[Problem])
    warnings: list[Problem] = attrs.field(factory=list[Problem])
    origins: dict[int, Origin] = attrs.field(factory=dict[int, Origin])
    rejected: set[str] = attrs.field(factory=set[str])

    def refuse(self, error: InvalidValueError, origin: Origin, field: str | None = None) -> None:
        """Note what is wrong with a row, at the field to blame."""
        self.problems.append(problem_of(error, origin.place(field or error.field)))

    def made(self, make: Callable[..., _Value], raw: RawRow, **fields: object) -> _Value | None:
        """Make a value of its fields and remember where it came from."""
        try:
            value = make(**fields)
        except InvalidValueError as error:
            self.refuse(error, raw.origin)
            return None
        self.origins[id(value)] = raw.origin
        return value

    def reject(self, raw: RawRow, by: str = "id") -> None:
        """Remember that a row could not be read."""
        name = raw.cells.get(by)
        if isinstance(name, str):
            self.rejected.add(name)


def read_cells(table: RowTable, raw: RawRow, findings: Findings) -> tuple[Cells, bool]:
    """Read the cells of a row; gives those that are good, and whether all of them are."""
    found: Cells = {}
    facts: dict[str, FactValue] = {}
    good = True
    for name, value in raw.cells.items():
        field = table.fields.get(name)
        try:
            if field is None:
                _read_other(table, name, value, raw, findings, facts)
            elif value is not None:
                found[field.fills or name] = field.read(value, field, findings.reading)
        except InvalidValueError as error:
            good = False
            findings.refuse(error, raw.origin, name)
    for field in table.fields.values():
        if field.required and raw.cells.get(field.name) is None:
            good = False
            message = f"{table.noun} has no `{field.name}`"
            findings.refuse(
                InvalidValueError(message, code="missing-field"), raw.origin, field.name
            )
    if table.has_facts:
        found["facts"] = facts
    return found, good


def _read_other(
    table: RowTable,
    name: str,
    value: object,
    raw: RawRow,
    findings: Findings,
    facts: dict[str, FactValue],
) -> None:
    """Read a key the table doesn't know: a declared fact, or a mistake."""
    if not table.has_facts:
        hint = did_you_mean(name[:60], table.fields)
        message = f"{table.noun} has no field `{shown(name)}`"
        raise InvalidValueError(message, code="unknown-field", hint=hint)
    if name == "facts":
        facts.update(_fact_object(value, findings.reading))
    elif value is not None:
        facts[name] = read_fact(value, Field(name, read_fact), findings.reading)
        _warn_if_near(table, name, raw, findings)


def _fact_object(value: object, reading: Reading) -> Mapping[str, FactValue]:
    if not isinstance(value, Mapping):
        raise InvalidValueError(
            f"{kind_of(value)} where an object of facts is wanted", code="wrong-type"
        )
    items = cast("Mapping[object, object]", value).items()
    return {
        str(name): read_fact(each, Field(str(name), read_fact), reading)
        for name, each in items
        if each is not None
    }


def _warn_if_near(table: RowTable, name: str, raw: RawRow, findings: Findings) -> None:
    """Tell of a fact that looks like a field misspelt: `due_dat` would change a decision."""
    near = _near_field(table.name, name)
    if near is not None:
        message = f"`{shown(name)}` is kept as a fact of the host's own"
        hint = f"did you mean the field `{near}`?"
        place = raw.origin.place(name)
        findings.warnings.append(warning("near-field", message, place=place, hint=hint))


@functools.lru_cache(1000)
def _near_field(table: str, name: str) -> str | None:
    near = difflib.get_close_matches(name[:60], TABLES[table].fields, n=1, cutoff=_NEAR)
    return near[0] if near else None


def take_money(
    cells: Cells, raw: RawRow, findings: Findings, *, currency: str | None, field: str = "amount"
) -> Money | None:
    """Make an amount of a row's cells; its own currency comes before the usual one."""
    amount = cells.pop(field, None)
    is_bad = raw.cells.get("currency") is not None and "currency" not in cells
    code = cells.pop("currency", None) or currency or findings.reading.currency
    if is_bad or not isinstance(amount, str | Decimal):
        return None
    if not isinstance(code, str):
        findings.refuse(_NO_CURRENCY, raw.origin)
        return None
    try:
        return read_money(amount, code)
    except InvalidValueError as error:
        findings.refuse(error, raw.origin, field if error.field == "amount" else error.field)
        return None
