"""Ledgers read: from JSON, JSON lines, a folder of CSV files, or one list of invoices."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from dunnix.errors import LedgerError, Place, Problem, Severity
from dunnix.ledger.csv_file import CsvOptions
from dunnix.ledger.csv_folder import read_csv_folder, read_csv_invoices
from dunnix.ledger.json_text import read_json, read_json_lines
from dunnix.ledger.ledger import Ledger
from dunnix.ledger.text import read_text_file, refusal
from dunnix.model import Account, Invoice, PaymentPlan
from dunnix.model.rows import (
    Origin,
    RawAccount,
    ReadAccount,
    Reading,
    build_account,
    date_reader,
    shown,
)
from dunnix.money import currency_digits

_JSON_LINES: Final = {".jsonl", ".ndjson"}
_SPREADSHEETS: Final = {".xlsx", ".xlsm", ".xls", ".ods", ".numbers"}
_DELIMITERS: Final = {",", ";", "\t", "|"}


def load_ledger(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    currency: str | None = None,
    dates: str | None = None,
    strict: bool = False,
    delimiter: str | None = None,
) -> Ledger:
    r"""Read a ledger: `.json`, `.jsonl`, a folder of CSV files, or a `.csv` list of invoices.

    `columns` maps fields of an invoice to columns (`{"due_date": "DueDate"}`) and `delimiter` says
    what parts the cells, both in CSV; `currency` is that of rows which name none; `dates` is how
    dates are written, `M/D/YYYY` or `%m/%d/%Y`, ISO if not given. A bad row holds its account;
    with `strict`, or where it can't be said which account to hold, `LedgerError` lists all that
    is wrong. An argument that can't be raises ValueError.

    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "ledger.csv")
    >>> _ = path.write_text("id,debtor,due_date,amount\nF-101,D42,2/4/2026,1200.00\n")
    >>> load_ledger(path, currency="EUR", dates="M/D/YYYY").accounts[0].invoices[0].due_date
    datetime.date(2026, 2, 4)
    >>> folder.cleanup()
    """
    file = Path(path)
    if currency is not None:
        currency_digits(currency)
    reading = Reading(date=date_reader(dates), currency=currency)
    options = CsvOptions(reading=reading, mapping=dict(columns or {}), delimiter=delimiter)
    raw, problems = _read(file, options)
    read = [build_account(each, reading) for each in raw]
    accounts = _with_collisions(read)
    found = [*problems, *_problems(read, accounts)]
    name = file.as_posix()
    if not read and not found:
        found.append(_empty(name))
    orphans = any(each.severity is Severity.ERROR for each in problems) or not read
    nameless = any(not each.is_known for each in read)
    if orphans or nameless or (strict and any(account.problems for account in accounts)):
        raise LedgerError(found)
    accounts.sort(key=lambda account: account.debtor.id)
    return Ledger(accounts=accounts, problems=found, source=name, origins=dict(_origins(read)))


def _read(path: Path, options: CsvOptions) -> tuple[list[RawAccount], list[Problem]]:
    suffix = path.suffix.lower()
    is_there, is_folder = _found(path)
    if suffix == ".csv" or is_folder:
        if options.delimiter is not None and options.delimiter not in _DELIMITERS:
            raise ValueError("`delimiter` must be one of `,`, `;`, `|` and the tab")
        return read_csv_folder(path, options) if is_folder else read_csv_invoices(path, options)
    if is_there and suffix not in {".json", *_JSON_LINES}:
        raise _unknown_format(path)
    if options.mapping or options.delimiter:
        raise ValueError("`columns` and `delimiter` are for CSV files: leave them out")
    read = read_json_lines if suffix in _JSON_LINES else read_json
    return read(read_text_file(path), path.as_posix())


def _found(path: Path) -> tuple[bool, bool]:
    """Tell whether a path is there, and whether it is a folder; a name no file can have is not."""
    try:
        return path.exists(), path.is_dir()
    except OSError:
        return False, False


def _unknown_format(path: Path) -> LedgerError:
    message = f"a ledger isn't read from `{shown(path.suffix)}` files"
    if not path.suffix:
        message = "the name doesn't say what the file holds"
    hint = "name it .json, .jsonl or .csv, or give a folder of CSV files"
    if path.suffix.lower() in _SPREADSHEETS:
        hint = "save its sheet as `CSV UTF-8`"
    return refusal("unknown-format", message, file=path.as_posix(), hint=hint)


def _empty(name: str) -> Problem:
    return Problem(
        code="empty-ledger",
        message="the ledger holds no account",
        hint="an export may have failed half-way",
        place=Place(file=name),
    )


def _problems(read: Iterable[ReadAccount], accounts: Iterable[Account]) -> Iterator[Problem]:
    for each, account in zip(read, accounts, strict=True):
        found = [*account.problems, *each.warnings]
        yield from sorted(found, key=_place_order)


def _origins(read: Iterable[ReadAccount]) -> Iterator[tuple[tuple[str, str, str], Origin]]:
    for each in read:
        debtor = each.account.debtor.id
        for invoice in each.account.invoices:
            yield (debtor, "invoice", invoice.id), each.origin_of(invoice)
        for payment in each.account.payments:
            yield (debtor, "payment", payment.id), each.origin_of(payment)


def _place_order(problem: Problem) -> tuple[str, int]:
    place = problem.place
    return ("", 0) if place is None else (place.file, place.line or 0)


def _with_collisions(read: list[ReadAccount]) -> list[Account]:
    """Hold the accounts that share a debtor or an invoice: a key must mean one receivable."""
    problems: dict[int, list[Problem]] = {}
    seen: dict[tuple[str, str], int] = {}
    for place, each in enumerate(read):
        for kind, name, value in _names(each.account):
            other = seen.setdefault((kind, name), place)
            if other != place:
                for one, two in ((place, other), (other, place)):
                    found = problems.setdefault(one, [])
                    clash = _collision(read[one], read[two], kind, name, value)
                    if clash not in found:
                        found.append(clash)
    return [
        attrs.evolve(each.account, problems=(*each.account.problems, *problems[place]))
        if place in problems
        else each.account
        for place, each in enumerate(read)
    ]


def _names(account: Account) -> Iterator[tuple[str, str, object]]:
    yield "debtor", account.debtor.id, account.debtor
    wholes: tuple[Invoice | PaymentPlan, ...] = (*account.invoices, *account.plans)
    for whole in wholes:
        yield "invoice", whole.id, whole
        for part in whole.instalments:
            yield "invoice", f"{whole.id}#{part.number}", whole


def _collision(
    mine: ReadAccount, other: ReadAccount, kind: str, name: str, value: object
) -> Problem:
    own = next((each for k, n, each in _names(mine.account) if (k, n) == (kind, name)), value)
    if kind == "debtor":
        message = f"debtor `{name}` has two accounts"
        hint = "put all of a debtor's rows in one account"
    else:
        message = f"`{name}` is in the account of `{other.account.debtor.id}` as well"
        hint = "an invoice's id must be one debtor's only"
    place = mine.origin_of(own).place("id")
    return Problem(code="duplicate-id", message=message, hint=hint, place=place)
