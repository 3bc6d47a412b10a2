"""No error text tells of a person, wherever in a ledger or a value the person stands."""

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

from dunnix import model
from dunnix.errors import DunnixError, LedgerError
from dunnix.ledger import load_ledger
from dunnix.model import Account, Contact
from dunnix.model.rows import TABLES

CASES = sorted(
    path for path in (Path(__file__).parents[2] / "scenarios" / "ledger").iterdir() if path.is_dir()
)
# A name, a surname alone, an address, a number and a note, each somewhere it doesn't belong.
PEOPLE = (
    "Zoé Quillfeather",
    "quillfeather",
    "zoe@quillfeather.example",
    "+33 6 98 76 54 32",
    "06 98 76 54 32",
    "0698765432",
    "2026-02-04 10:00 called Quillfeather",
    "5 Quill 2026",
    "her son is ill",
)
MARKED = "Zoé Quillfeather, zoe@quillfeather.example, 06 98 76 54 32"
PERSONAL = ("name", "owner", "email", "phone", "note", "by", "given_to", "contact")
HOLDERS = ("debtor", "former", "contacts", "tasks", "happenings", "actions", "blocks")
# Ids are quoted, and so are the names of what isn't an id of anything: they are looked for.
QUOTED = frozenset(
    {"id", "debtor", "invoice", "invoices", "payment", "creditor", "credits", "answers", "key"}
)


def told(error: BaseException) -> str:
    """Give all that a log would show of an error."""
    shown = [str(error), repr(error), repr(error.args)]
    if isinstance(error, LedgerError):
        shown += [repr(each) for each in error.problems]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*shown, *([told(cause)] if cause else [])])


def of_ledger(path: Path, options: Mapping[str, Any]) -> str:
    """Give all that reading a ledger says: its error, or the problems of what was read."""
    try:
        ledger = load_ledger(path, **options)
    except DunnixError as error:
        return told(error)
    problems = (each for account in ledger.accounts for each in account.problems)
    return "\n".join(map(repr, (*ledger.problems, *problems)))


def with_people(value: object, holder: str = "") -> object:
    """Put a person into every field of a ledger that may hold one."""
    if isinstance(value, list):
        return [with_people(each, holder) for each in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    row = cast("dict[str, object]", value)
    fields = {name: with_people(each, name) for name, each in row.items()}
    if holder not in HOLDERS:
        return fields
    table = {"debtor": "debtors", "former": "debtors"}.get(holder, holder)
    known = TABLES[table].fields if table in TABLES else {}
    return {name: MARKED for name in PERSONAL if name in known} | fields


def mark(file: Path) -> bool:
    """Put people into a file of a ledger; False where it can't be read at all."""
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".json":
            file.write_text(json.dumps(with_people(json.loads(text))), encoding="utf-8")
        elif file.suffix == ".csv" and text.strip() and "\0" not in text:
            file.write_text(with_people_in_columns(text, file.stem), encoding="utf-8")
    except (ValueError, csv.Error):
        return False
    return True


def with_people_in_columns(text: str, table: str) -> str:
    """Add the columns of people a table has, or a fact of the host's own where it has none."""
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    known = TABLES[table].fields if table in TABLES else {}
    columns = [name for name in PERSONAL if name in known] or ["buyer"]
    if table in TABLES and not TABLES[table].has_facts and columns == ["buyer"]:
        return text
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    fresh = [name for name in columns if name not in rows[0]]
    for place, row in enumerate(rows):
        writer.writerow([*row, *(fresh if place == 0 else [MARKED] * len(fresh))])
    return out.getvalue()


@pytest.mark.requirement("M109")
@pytest.mark.parametrize("folder", CASES, ids=[path.name for path in CASES])
def test_no_faulty_ledger_tells_whose_it_is(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "case"))
    files = [each for each in copy.rglob("*") if each.name not in {"case.json", "expected.txt"}]
    for file in files:
        if file.is_file():
            mark(file)
    case = copy / "case.json"
    found: dict[str, Any] = json.loads(case.read_text(encoding="utf-8")) if case.exists() else {}
    names = ("ledger.json", "ledger.jsonl", "ledger.csv", "ledger")
    path = next((copy / each for each in names if (copy / each).exists()), copy / "ledger.json")

    shown = of_ledger(path, found.get("options", {}))

    # A key given twice is once there after the marking.
    assert shown or folder.name == "repeated-key"
    for part in ("Zoé", "uillfeather", "98 76"):
        assert part not in shown


CELLS = [
    (table.name, name) for table in TABLES.values() for name in table.fields if name not in QUOTED
]


def account_with(table: str, field: str, text: str) -> dict[str, object]:
    """Give an account with one row of a table, in which a text stands where it doesn't belong."""
    debtor: dict[str, object] = {"id": "D1"}
    row: dict[str, object] = {"id": "X1", field: text}
    match table:
        case "debtors":
            return {"debtor": debtor | {field: text}}
        case "contacts":
            return {"debtor": debtor | {"contacts": [{"role": "manager", field: text}]}}
        case "happenings":
            kinds = ("reply", "extension", "call-back", "hand-over")
            rows = [{"kind": kind, "date": "2026-02-04"} | row for kind in kinds]
            return {"debtor": debtor, "happenings": rows}
        case _:
            return {"debtor": debtor, table: [row]}


@pytest.mark.requirement("M109")
@pytest.mark.parametrize(("table", "field"), CELLS)
def test_a_person_in_the_wrong_cell_is_not_told_again(table: str, field: str) -> None:
    for person in PEOPLE:
        account = Account.from_dict(account_with(table, field, person))

        assert person not in repr(account.problems)


def test_a_date_format_of_the_ledger_tells_nobody_either(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    for dates in ("DD/MM/YYYY", "D MMM YYYY"):
        for person in PEOPLE:
            row = f'F-1,D1,"{person}",90.00,EUR'
            ledger.write_text(f"id,debtor,due_date,amount,currency\n{row}\n", encoding="utf-8")

            shown = of_ledger(ledger, {"dates": dates})

            assert "bad-date" in shown
            assert person not in shown


def test_a_file_without_a_header_does_not_tell_its_first_row(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "invoices.csv").write_text("id,debtor,due_date,amount\n", encoding="utf-8")
    (folder / "contacts.csv").write_text(f"D1,manager,{PEOPLE[0]}\n", encoding="utf-8")

    shown = of_ledger(folder, {"currency": "EUR"})

    assert "the first line names no column of `contacts`" in shown
    assert "Quillfeather" not in shown


def rows() -> list[type]:
    found = [getattr(model, name) for name in model.__all__]
    named = [each for each in found if isinstance(each, type) and attrs.has(each)]
    inner = {"Balance", "Claim", "Part", "Place", "Position", "Promised"}
    return [each for each in named if each.__name__ not in inner]


@pytest.mark.requirement("M109")
@pytest.mark.parametrize("kind", rows(), ids=lambda kind: str(kind.__name__))
def test_no_value_refused_tells_what_it_was_made_of(kind: type) -> None:
    person = Contact(role="manager", name=PEOPLE[0], email=PEOPLE[2], phone=PEOPLE[3])
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(kind)
    for field in fields:
        if not field.init:
            continue
        for wrong in (*PEOPLE, person, [person], {PEOPLE[0]: person}):
            given: dict[str, Any] = {each.name: None for each in fields if each.init}
            given[field.name.lstrip("_")] = wrong
            try:
                kind(**given)
            except (DunnixError, TypeError, ValueError, AttributeError) as error:
                shown = told(error)
                assert "uillfeather" not in shown
                assert "98 76" not in shown
                assert PEOPLE[8] not in shown
