"""An account as JSON has it, taken apart into rows that know where they stand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, TypeVar, cast

from dunnix.errors import Place, Problem, Severity, did_you_mean
from dunnix.model.checks import InvalidValueError
from dunnix.model.rows.origin import Origin, RawAccount, RawRow, problem_of, shown
from dunnix.model.rows.readers import kind_of
from dunnix.model.rows.tables import TABLES

JsonObject: TypeAlias = Mapping[str, object]

# Lists an account holds; debtors and contacts lie in `debtor` and `former`.
LISTS: Final = tuple(name for name in TABLES if name not in {"debtors", "contacts"})
_KEYS: Final = ("debtor", "former", *LISTS, "history", "problems")
PARTS: Final = {"debtors": "contacts", "invoices": "instalments", "payments": "allocations"}
_PROBLEM_TEXTS: Final = ("code", "message", "hint", "severity")
_PLACE_KEYS: Final = ("file", "line", "column", "field", "excerpt", "width")
_DEBTOR: Final = 'write `"debtor": {"id": ...}`'
_ACCOUNT: Final = (
    'write `{"debtor": {"id": ...}, "invoices": [...]}` for each debtor, or give the rows as CSV'
)
_Wanted = TypeVar("_Wanted")


class RepeatedKeys(dict[str, object]):
    """A JSON object in which a key stands twice: the last one would win in silence."""

    def __init__(self, pairs: Iterable[tuple[str, object]], repeated: str) -> None:
        super().__init__(pairs)
        self.repeated = repeated

    def problem(self, origin: Origin) -> Problem:
        """Give the problem of the object that stands at `origin`."""
        name = shown(self.repeated)
        message, hint = f"the key `{name}` stands twice", "keep one of the two"
        return Problem(code="repeated-key", message=message, hint=hint, place=origin.place(name))


def gather_account(row: JsonObject, origin: Origin) -> RawAccount:
    """Take an account apart into rows; what has the wrong shape becomes a problem."""
    raw = RawAccount(origin=origin)
    cells = dict(_cells(row, raw, origin))
    if "due_date" in cells or "amount" in cells:
        message = "a row of a list where an account is wanted"
        _refuse(raw, origin.place(), message, code="wrong-type", hint=_ACCOUNT)
        return raw
    for name in cells:
        if name not in _KEYS:
            _refuse(
                raw,
                origin.place(shown(name)),
                f"an account has no list `{shown(name)}`",
                code="unknown-field",
                hint=did_you_mean(name[:60], _KEYS),
            )
    _gather_debtors(raw, cells)
    owner = _owner_of(raw)
    for name in LISTS:
        if cells.get(name) is not None:
            rows = _rows_of(raw, name, cells[name], origin.under(name))
            raw.list_of(name).extend(_owned(each, owner, raw) for each in rows)
    if cells.get("history") is not None:
        history = _object(raw, cells["history"], origin.place("history"))
        if history is not None:
            at = origin.under("history")
            raw.list_of("history").append(_row(raw, "history", history, at))
    if cells.get("problems") is not None:
        raw.kept.extend(_kept_problems(raw, cells["problems"], origin.under("problems")))
    return raw


def _gather_debtors(raw: RawAccount, cells: JsonObject) -> None:
    origin = raw.origin
    if cells.get("former") is not None:
        raw.list_of("debtors").extend(
            _rows_of(raw, "debtors", cells["former"], origin.under("former"))
        )
    debtor = cells.get("debtor")
    if debtor is None:
        _refuse(raw, origin.place("debtor"), "an account has no `debtor`", "missing-field", _DEBTOR)
        return
    found = _object(raw, debtor, origin.place("debtor"), _DEBTOR)
    if found is not None:
        raw.list_of("debtors").append(_row(raw, "debtors", found, origin.under("debtor")))


def _owner_of(raw: RawAccount) -> object:
    debtors = raw.rows.get("debtors")
    return debtors[-1].cells.get("id") if debtors else None


def _rows_of(raw: RawAccount, name: str, value: object, origin: Origin) -> Iterator[RawRow]:
    items = _list(raw, value, origin.place())
    for place, item in enumerate(items):
        at = Origin(file=origin.file, path=f"{origin.path}[{place}]", line=origin.line)
        found = _object(raw, item, at.place())
        if found is not None:
            yield _row(raw, name, found, at)


def _row(raw: RawAccount, name: str, value: JsonObject, origin: Origin) -> RawRow:
    """Give one row; the list of its parts, if it has one inside, becomes rows as well."""
    cells = dict(_cells(value, raw, origin))
    part = PARTS.get(name)
    parts: list[RawRow] = []
    if part is not None and cells.get(part) is not None:
        parts.extend(_rows_of(raw, part, cells.pop(part), origin.under(part)))
    return RawRow(cells=cells, origin=origin, parts=parts)


def _owned(row: RawRow, owner: object, raw: RawAccount) -> RawRow:
    """Leave out the debtor where a row repeats it; another one's row is a problem."""
    if "debtor" not in row.cells:
        return row
    if row.cells["debtor"] != owner:
        _refuse(
            raw,
            row.origin.place("debtor"),
            "the row names another debtor than its account",
            code="wrong-debtor",
            hint="inside an account `debtor` is left out",
        )
    cells = {name: value for name, value in row.cells.items() if name != "debtor"}
    return RawRow(cells=cells, origin=row.origin, parts=row.parts)


def _cells(value: JsonObject, raw: RawAccount, origin: Origin) -> Iterator[tuple[str, object]]:
    if isinstance(value, RepeatedKeys):
        raw.problems.append(value.problem(origin))
    for name, cell in cast("Mapping[object, object]", value).items():
        if isinstance(name, str):
            yield name, cell
        else:
            _refuse(raw, origin.place(), f"{kind_of(name)} as a key", "wrong-type")


def _object(
    raw: RawAccount, value: object, place: Place, hint: str | None = None
) -> JsonObject | None:
    if isinstance(value, Mapping):
        return cast("JsonObject", value)
    _refuse(raw, place, f"{kind_of(value)} where an object is wanted", "wrong-type", hint)
    return None


def _list(raw: RawAccount, value: object, place: Place) -> list[object] | tuple[object, ...]:
    if isinstance(value, list | tuple):
        return cast("list[object] | tuple[object, ...]", value)
    _refuse(raw, place, f"{kind_of(value)} where a list of objects is wanted", "wrong-type")
    return []


def _refuse(
    raw: RawAccount, place: Place, message: str, code: str, hint: str | None = None
) -> None:
    raw.problems.append(problem_of(InvalidValueError(message, code=code, hint=hint), place))


def _kept_problems(raw: RawAccount, value: object, origin: Origin) -> Iterator[Problem]:
    """Give the problems an earlier reading wrote down, so that the account stays held."""
    for place, item in enumerate(_list(raw, value, origin.place())):
        at = Origin(file=origin.file, path=f"{origin.path}[{place}]", line=origin.line).place()
        found = _object(raw, item, at)
        if found is None:
            continue
        problem = _problem(found)
        if problem is None:
            _refuse(
                raw,
                at,
                "no problem as dunnix writes them",
                code="wrong-type",
                hint="leave `problems` out: reading finds them again",
            )
        else:
            yield problem


def _problem(row: JsonObject) -> Problem | None:
    code, message, hint, severity = (row.get(name) for name in _PROBLEM_TEXTS)
    if not isinstance(code, str) or not isinstance(message, str):
        return None
    if severity not in (None, *Severity) or not set(row) <= {*_PROBLEM_TEXTS, "place"}:
        return None
    place = row.get("place")
    found = _place(cast("JsonObject", place)) if isinstance(place, Mapping) else None
    if place is not None and found is None:
        return None
    return Problem(
        code=code,
        message=message,
        hint=hint if isinstance(hint, str) else None,
        severity=Severity(severity) if isinstance(severity, str) else Severity.ERROR,
        place=found,
    )


def _place(row: JsonObject) -> Place | None:
    file = row.get("file")
    if not isinstance(file, str) or not set(row) <= set(_PLACE_KEYS):
        return None
    width = _typed(row.get("width"), int)
    return Place(
        file=file,
        line=_typed(row.get("line"), int),
        column=_typed(row.get("column"), int),
        field=_typed(row.get("field"), str),
        excerpt=_typed(row.get("excerpt"), str),
        width=1 if width is None else width,
    )


def _typed(value: object, kind: type[_Wanted]) -> _Wanted | None:
    return value if isinstance(value, kind) else None
