"""Ledgers in CSV: a folder with a file a list, or one list of invoices."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from dunnix.errors import LedgerError, Place, Problem, did_you_mean
from dunnix.ledger.csv_file import CsvFile, CsvOptions, read_csv
from dunnix.ledger.text import read_text_file, refusal
from dunnix.model.rows import INVOICES, TABLES, Origin, RawAccount, RawRow, shown, unknown, warning

_FILES: Final = {f"{name}.csv": name for name in TABLES}
# Lists whose rows name no debtor but an invoice or payment of one.
_OWNED_BY_ROW: Final = {"instalments": "invoices", "allocations": "payments"}


@attrs.frozen(kw_only=True, order=False)
class _Folder:
    """The rows of a folder on their way into accounts."""

    accounts: dict[str, RawAccount] = attrs.field(factory=dict[str, RawAccount])
    owners: dict[tuple[str, str], str] = attrs.field(factory=dict[tuple[str, str], str])
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def account(self, debtor: str, origin: Origin) -> RawAccount:
        return self.accounts.setdefault(debtor, RawAccount(origin=origin))


def read_csv_invoices(path: Path, options: CsvOptions) -> tuple[list[RawAccount], list[Problem]]:
    """Take one list of invoices apart, by its debtors."""
    file = read_csv(read_text_file(path), path.as_posix(), INVOICES, options)
    if file.refused:
        raise LedgerError(file.problems)
    return _accounts({"invoices": file})


def read_csv_folder(path: Path, options: CsvOptions) -> tuple[list[RawAccount], list[Problem]]:
    """Take a folder of CSV files apart, by debtor.

    Raises `LedgerError` where a file can't be used: not knowing what it says, any account may be
    the wrong one to dun.
    """
    names = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith("."))
    strange = [problem for name in names if name not in _FILES for problem in _strange(path, name)]
    if "invoices.csv" not in names:
        refused = refusal(
            "no-invoices",
            "the folder holds no `invoices.csv`",
            file=path.as_posix(),
            hint="a ledger needs at least its invoices",
        )
        raise LedgerError([*refused.problems, *strange])
    files: dict[str, CsvFile] = {}
    for name, table in TABLES.items():
        if f"{name}.csv" in names:
            mapped = options if name == "invoices" else attrs.evolve(options, mapping={})
            file = path / f"{name}.csv"
            try:
                files[name] = read_csv(read_text_file(file), file.as_posix(), table, mapped)
            except LedgerError as error:
                files[name] = CsvFile(problems=list(error.problems), refused=True)
    refused_files = [file for file in files.values() if file.refused]
    if refused_files:
        raise LedgerError([*strange, *(each for file in files.values() for each in file.problems)])
    accounts, problems = _accounts(files)
    return accounts, [*strange, *problems]


def _strange(path: Path, name: str) -> Iterator[Problem]:
    """Tell of a file that isn't one of the ledger's: a CSV file may be a list misspelt."""
    place = Place(file=(path / name).as_posix())
    message = f"a ledger has no file `{shown(name)}`"
    if name.lower().endswith(".csv"):
        hint = did_you_mean(name.lower(), _FILES)
        yield Problem(code="unknown-file", message=message, hint=hint, place=place)
    else:
        yield warning("unknown-file", message, place=place, hint="it is left out")


def _accounts(files: Mapping[str, CsvFile]) -> tuple[list[RawAccount], list[Problem]]:
    folder = _Folder()
    for file in files.values():
        folder.problems.extend(file.problems)
    rows = {name: file.rows for name, file in files.items()}
    _add_debtors(folder, rows.get("debtors", []))
    _add_invoices(folder, rows["invoices"], debtors_are_listed="debtors" in files)
    _add_contacts(folder, rows.get("contacts", []))
    for name in TABLES:
        if name not in {"debtors", "invoices", "contacts", *_OWNED_BY_ROW}:
            _add_owned(folder, name, rows.get(name, []))
    for name, whole in _OWNED_BY_ROW.items():
        _add_parts(folder, name, whole, rows.get(name, []))
    for debtor, account in folder.accounts.items():
        if not account.rows.get("debtors"):
            origin = account.origin
            account.list_of("debtors").append(RawRow(cells={"id": debtor}, origin=origin))
    return list(folder.accounts.values()), folder.problems


def _add_debtors(folder: _Folder, rows: Iterable[RawRow]) -> None:
    """Add debtors and their versions, the last known one last."""
    versions: dict[str, list[RawRow]] = {}
    for row in rows:
        debtor = _owner(folder, row, "id")
        if debtor is not None:
            versions.setdefault(debtor, []).append(row)
    for debtor, found in versions.items():
        found.sort(key=lambda row: str(row.cells.get("recorded_on", "")))
        folder.account(debtor, found[-1].origin).list_of("debtors").extend(found)


def _add_invoices(folder: _Folder, rows: Iterable[RawRow], *, debtors_are_listed: bool) -> None:
    """Add invoices; one of a debtor that isn't listed holds an account of its own."""
    listed = frozenset(folder.accounts)
    for row in rows:
        debtor = _owner(folder, row, "debtor")
        if debtor is None:
            continue
        account = folder.account(debtor, row.origin)
        if debtors_are_listed and debtor not in listed:
            account.problems.append(_no_debtor(row, debtor, listed))
        _add(folder, account, "invoices", row, debtor)


def _add_contacts(folder: _Folder, rows: Iterable[RawRow]) -> None:
    """Add contacts to every version of their debtor."""
    for row in rows:
        debtor = _known_owner(folder, row)
        if debtor is None:
            continue
        account = folder.accounts[debtor]
        if not account.rows.get("debtors"):
            bare = RawRow(cells={"id": debtor}, origin=account.origin)
            account.list_of("debtors").append(bare)
        for version in account.list_of("debtors"):
            version.parts.append(_without(row, "debtor"))


def _add_owned(folder: _Folder, name: str, rows: Iterable[RawRow]) -> None:
    for row in rows:
        debtor = _known_owner(folder, row)
        if debtor is not None:
            _add(folder, folder.accounts[debtor], name, row, debtor)


def _add(folder: _Folder, account: RawAccount, name: str, row: RawRow, debtor: str) -> None:
    account.list_of(name).append(_without(row, "debtor"))
    folder.owners.setdefault((name, str(row.cells.get("id"))), debtor)


def _add_parts(folder: _Folder, name: str, whole: str, rows: Iterable[RawRow]) -> None:
    """Add instalments by their invoice, allocations by their payment or else their invoice."""
    by = TABLES[name].owner
    for row in rows:
        named = _owner(folder, row, by)
        if named is None:
            continue
        debtor = folder.owners.get((whole, named))
        if debtor is None:
            debtor = folder.owners.get(("invoices", str(row.cells.get("invoice"))))
        if debtor is None:
            known = (each for kind, each in folder.owners if kind == whole)
            folder.problems.append(unknown(row, by, named, known))
        else:
            folder.accounts[debtor].list_of(name).append(row)


def _owner(folder: _Folder, row: RawRow, column: str) -> str | None:
    """Give what says whose row it is; without it nobody knows which account to hold."""
    found = row.cells.get(column)
    if isinstance(found, str):
        return found
    folder.problems.append(
        Problem(
            code="missing-field",
            message=f"the row doesn't say whose it is: `{column}` is empty",
            hint="fill it in, or take the row out if it is a total: no account can be held for it",
            place=row.origin.place(column),
        )
    )
    return None


def _known_owner(folder: _Folder, row: RawRow) -> str | None:
    debtor = _owner(folder, row, "debtor")
    if debtor is None or debtor in folder.accounts:
        return debtor
    folder.problems.append(_no_debtor(row, debtor, folder.accounts))
    return None


def _no_debtor(row: RawRow, debtor: str, known: Iterable[object]) -> Problem:
    problem = unknown(row, "debtor", debtor, known)
    hint = problem.hint or "correct the id, or add the debtor to `debtors.csv`"
    return attrs.evolve(problem, hint=hint)


def _without(row: RawRow, name: str) -> RawRow:
    cells = {field: cell for field, cell in row.cells.items() if field != name}
    return RawRow(cells=cells, origin=row.origin, parts=row.parts)
