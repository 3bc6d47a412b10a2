"""What happens in a test, day by day: short ways of writing rows of a ledger."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Final, cast

import attrs

from dunnix.errors import did_you_mean
from dunnix.forms import Form, forms
from dunnix.model.rows import TABLES
from dunnix.scenario.faults import Fault, Faulty, Path
from dunnix.scenario.readers import as_table, kind_of, shown, wrong_type
from dunnix.testing.asked import DAY, read_day
from dunnix.testing.expectation import Report
from dunnix.testing.outcomes import REPORTED, taken_by
from dunnix.testing.sheet import Row, Sheet, Table

_STEP_HINT: Final = 'write such as "formal-notice"'
_PLAN_HINT: Final = 'write such as [ { due_date = 2026-03-01, amount = "90.00" } ]'
_DEBTOR_HINT: Final = "write such as debtor = { credit_rating = 3 }"
_ONE_DAY: Final = dt.timedelta(1)


@attrs.frozen(kw_only=True, order=False)
class Kind:
    """How one kind is written: the list its rows go to, what its value and its day fill.

    `fills` is None where the value is only `true`; `takes` says what the value is.
    """

    rows: str
    day: str
    fills: str | None
    takes: str
    fixed: Mapping[str, object] = attrs.field(factory=dict[str, object])


def _happening(kind: str, fills: str | None, takes: str = "`true`") -> Kind:
    return Kind(rows="happenings", day="date", fills=fills, takes=takes, fixed={"kind": kind})


KINDS: Final[Mapping[str, Kind]] = {
    "payment": Kind(rows="payments", day="date", fills="amount", takes="its amount"),
    "promise": Kind(rows="promises", day="made_on", fills="amount", takes="its amount"),
    "plan": Kind(
        rows="plans",
        day="agreed_on",
        fills=None,
        takes="a list of instalments, each with `due_date` and `amount`",
        fixed={"status": "written"},
    ),
    "dispute": Kind(rows="disputes", day="opened_on", fills="reason", takes="its reason"),
    "block": Kind(rows="blocks", day="since", fills="reason", takes="its reason"),
    "task": Kind(rows="tasks", day="due_on", fills="kind", takes="its kind"),
    "reply": _happening("reply", "reason", "its reason"),
    "extension": _happening("extension", "until", "its last day"),
    "call-back": _happening("call-back", "until", "the day agreed on"),
    "acknowledgment": _happening("acknowledgment", None),
    "insolvency": _happening("insolvency", None),
    "hand-over": _happening("hand-over", "given_to", "to whom, or `true`"),
    "waiver": _happening("waiver", "of", "of what"),
}
# What happens to a row recorded before: its list, and the cell that tells it.
AGAIN: Final[Mapping[str, tuple[str, str]]] = {
    "resolved": ("disputes", "resolved_on"),
    "lifted": ("blocks", "until"),
    "withdrawn": ("promises", "withdrawn_on"),
    "cleared": ("payments", "cleared_on"),
    "reversed": ("payments", "reversed_on"),
    "ended": ("plans", "status"),
}
_WORDS: Final = (*KINDS, *AGAIN, *REPORTED)
_LISTS: Final = tuple(name for name in TABLES if name not in {"debtors", "contacts"})


def happens_form() -> Form:
    """Give the form of an entry: its day, the word that says what happens, and cells of its row."""
    lists = {name: f"rows of `{name}`" for name in _LISTS}
    again = {name: f"the `id` of one of the `{rows}`" for name, (rows, _) in AGAIN.items()}
    done = {status: taken_by(status) for status in REPORTED}
    told = {**{name: kind.takes for name, kind in KINDS.items()}, **again, **done, **lists}
    said = {name: forms.told(forms.ANY, description=takes) for name, takes in told.items()}
    on = forms.told(DAY, description="the day it happens and becomes known")
    return {"type": "object", "properties": {"on": on, **said}, "required": ["on"]}


class Happens:
    """The entries of one test, read one after the other into its account."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._counts = Counter[str]()
        self.faults: list[Fault] = []
        self.reports: list[tuple[Report, Path]] = []
        self.days: list[tuple[dt.date, Path]] = []

    def read(self, entry: Table, path: Path) -> None:
        """Read one entry; what is wrong with it is collected."""
        try:
            self._read(entry, path)
        except Faulty as error:
            self.faults += [fault.under(*path) for fault in error.faults]

    def _read(self, entry: Table, path: Path) -> None:
        day = _day(entry)
        self.days.append((day, (*path, "on")))
        rest = {name: value for name, value in entry.items() if name != "on"}
        word = _word(rest)
        if word is None:
            self._lay(rest, day, path)
            return
        value = rest.pop(word)
        if word == "plan":
            self._plan(value, rest, day, path)
        elif word in KINDS:
            self._add(word, value, rest, day, path)
        elif rest:
            raise Faulty(*(_not_beside(word, name) for name in rest))
        elif word in AGAIN:
            self._change(word, value, day, path)
        else:
            self._report(word, value, day, path)

    def _row(self, word: str, rest: Table, day: dt.date, path: Path) -> Row:
        kind, row = KINDS[word], Row.read(rest, path)
        self._counts[word] += 1
        name = f"{word}-{self._counts[word]}"
        given = {"id": name, kind.day: day, "recorded_on": day, **kind.fixed}
        for cell, value in given.items():
            if cell not in row.cells:
                row.put(cell, value, (*path, "on"))
        return row

    def _add(self, word: str, value: object, rest: Table, day: dt.date, path: Path) -> None:
        kind, row = KINDS[word], self._row(word, rest, day, path)
        if kind.fills is not None and value is not True:
            row.put(kind.fills, value, (*path, word))
        elif value is not True:
            raise _at(wrong_type(value, "true", f"write `{word} = true`"), word)
        if kind.rows == "promises" and "invoice" in row.cells:
            row.put("invoices", [row.cells.pop("invoice")], row.homes.pop("invoice"))
        self._sheet.add(kind.rows, row)

    def _plan(self, value: object, rest: Table, day: dt.date, path: Path) -> None:
        parts = cast("list[object]", value) if isinstance(value, list) else [value]
        whole = self._row("plan", rest, day, path)
        for number, part in enumerate(parts, 1):
            row = whole.copy()
            row.put("number", number, (*path, "plan"))
            table = _table(part, "an instalment", _PLAN_HINT, "plan")
            row.lay(Row.read(table, (*path, "plan", number - 1)))
            self._sheet.add("plans", row)

    def _change(self, word: str, value: object, day: dt.date, path: Path) -> None:
        """Record a row once more, with what became of it."""
        name, cell = AGAIN[word]
        rows = [row for row in self._sheet.lists.get(name, ()) if row.cells.get("id") == value]
        if not rows:
            raise Faulty(_unknown_row(word, value, name, self._sheet))
        latest = max(str(row.cells.get("recorded_on", "")) for row in rows)
        for row in [each for each in rows if str(each.cells.get("recorded_on", "")) == latest]:
            again = row.copy()
            told: object = {"status": "ended", "until": day - _ONE_DAY}.get(cell, day)
            again.put(cell, told, (*path, word))
            again.put("recorded_on", day, (*path, "on"))
            self._sheet.add(name, again)

    def _report(self, status: str, value: object, day: dt.date, path: Path) -> None:
        if not isinstance(value, str):
            raise _at(wrong_type(value, taken_by(status), _STEP_HINT), status)
        self.reports.append((Report(on=day, what=value, status=status), (*path, status)))

    def _lay(self, rest: Table, day: dt.date, path: Path) -> None:
        """Add rows to the ledger's lists by their names, and give keys of the debtor new values."""
        for name, value in rest.items():
            if name == "debtor":
                table = _table(value, "a table of the debtor's keys", _DEBTOR_HINT, name)
                self._change_debtor(table, day, path)
                continue
            for place, each in enumerate(_rows(name, value)):
                table = _table(each, "a row", "write it in braces", name, place)
                row = Row.read(table, (*path, name, place))
                if "recorded_on" not in row.cells:
                    row.put("recorded_on", day, (*path, "on"))
                self._sheet.add(name, row)

    def _change_debtor(self, table: Table, day: dt.date, path: Path) -> None:
        if self._sheet.debtor is not None:
            self._sheet.add("former", self._sheet.debtor.copy())
        self._sheet.change_debtor({**table, "recorded_on": day}, (*path, "debtor"))


def _day(table: Table) -> dt.date:
    if "on" not in table:
        message = "what happens needs `on`"
        hint = "add `on`: the day it happens and becomes known"
        raise Faulty(Fault(code="missing-key", message=message, hint=hint))
    try:
        return read_day(table["on"])
    except Faulty as error:
        raise _at(error, "on") from None


def _word(rest: Table) -> str | None:
    """Give the word that says what happens; None where rows are given by their list."""
    words = [name for name in rest if name in _WORDS]
    if len(words) == 1:
        return words[0]
    if words:
        message = f"`{words[0]}` and `{words[1]}` in one entry"
        hint = "write an entry for each thing that happens"
        raise Faulty(Fault(code="contradiction", message=message, hint=hint, path=(words[1],)))
    for name in rest:
        if name not in {"debtor", *_LISTS}:
            raise Faulty(_no_key(name))
    if not rest:
        hint = 'add what happens: such as `payment = "90.00"` or `reply = "not-received"`'
        raise Faulty(Fault(code="missing-key", message="nothing happens here", hint=hint))
    return None


def _rows(name: str, value: object) -> list[object]:
    if not isinstance(value, list):
        hint = f"write such as {name} = [ {{ ... }} ], with a pair of braces a row"
        raise _at(wrong_type(value, "a list of rows", hint), name)
    return cast("list[object]", value)


def _table(value: object, wanted: str, hint: str, *path: str | int) -> Table:
    try:
        return as_table(value, wanted, hint)
    except Faulty as error:
        raise _at(error, *path) from None


def _at(error: Faulty, *path: str | int) -> Faulty:
    """Give what is wrong with the place in the entry at which it is."""
    return Faulty(*(fault.under(*path) for fault in error.faults))


def _not_beside(word: str, name: str) -> Fault:
    message = f"`{word}` takes no `{shown(name)}`"
    hint = "leave it out: only `on` stands beside it"
    return Fault(code="unknown-key", message=message, hint=hint, path=(name,), at_key=True)


def _no_key(name: str) -> Fault:
    hint = did_you_mean(name, _WORDS) or "see what can happen in the reference of test files"
    message = f"nothing that happens is written `{shown(name)}`"
    return Fault(code="unknown-key", message=message, hint=hint, path=(name,), at_key=True)


def _unknown_row(word: str, value: object, name: str, sheet: Sheet) -> Fault:
    known = [str(row.cells.get("id")) for row in sheet.lists.get(name, ())]
    found = f"`{shown(value)}`" if isinstance(value, str) else kind_of(value)
    message = f"{found} is the id of none of the {name} so far"
    hint = did_you_mean(str(value), known) or f"give one of the {name} an `id` before"
    return Fault(code="unknown-id", message=message, hint=hint, path=(word,))
