"""The demo as files to play with: the ledger in both its forms, and the scenario."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, cast

from dunnix.cli.usage import UsageError
from dunnix.ledger import Ledger, dump_ledger
from dunnix.model import Account
from dunnix.model.rows import TABLES, RowTable


def write_demo(ledger: Ledger, folder: Path, scenario: str, day: dt.date) -> None:
    """Write a ledger and a scenario into a folder that isn't there yet, or is empty."""
    if folder.is_file():
        raise UsageError(f"`{folder}` is a file", hint="name a folder that isn't there yet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"`{folder}` isn't empty, and nothing in it is overwritten",
                hint="name a folder that isn't there yet",
            )
        (folder / "ledger.json").write_text(dump_ledger(ledger), encoding="utf-8")
        text = resources.files("dunnix.scenario").joinpath(f"library/{scenario}.toml").read_bytes()
        (folder / "scenario.toml").write_bytes(text)
        write_csv_folder(ledger.accounts, folder / "ledger")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(
            f"`{folder}` can't be written: {reason}", hint="name a folder where you may write"
        ) from None
    ask = f"--scenario {folder / 'scenario.toml'} --as-of {day}"
    print(f"{folder / 'ledger.json'}     the ledger as JSON")
    print(f"{folder / 'ledger'}          the same as CSV files")
    print(f"{folder / 'scenario.toml'}   the scenario: change it and see")
    print(f"\ntry  dunnix plan {folder / 'ledger'} {ask}")
    print(f"     dunnix metrics {folder / 'ledger'} --as-of {day}")


def write_csv_folder(accounts: Iterable[Account], folder: Path) -> None:
    """Write accounts as a folder of CSV files, without loss; lists that are empty give no file."""
    rows: dict[str, list[Mapping[str, object]]] = {}
    for account in accounts:
        for name, found in _tables_of(account):
            rows.setdefault(name, []).extend(found)
    folder.mkdir(exist_ok=True)
    for name, found in rows.items():
        if found:
            _write(folder / f"{name}.csv", TABLES[name], found)


def _tables_of(account: Account) -> Iterable[tuple[str, list[Mapping[str, object]]]]:
    lists: dict[str, Any] = account.to_dict()
    debtor = dict(lists.pop("debtor"))
    yield "contacts", [{"debtor": debtor["id"], **each} for each in debtor.pop("contacts", ())]
    yield "debtors", [*lists.pop("former", ()), debtor]
    for name, table in TABLES.items():
        owner = {"debtor": debtor["id"]} if table.owner == "debtor" else {}
        yield name, [owner | each for each in lists.get(name, ())]


def _write(path: Path, table: RowTable, rows: list[Mapping[str, object]]) -> None:
    used = {name for row in rows for name in row}
    order = ["id", table.owner, *table.fields, *sorted(used)]
    fields = [name for name in dict.fromkeys(order) if name in used]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: object) -> object:
    if isinstance(value, list):
        return ";".join(map(str, cast("list[object]", value)))
    return str(value).lower() if isinstance(value, bool) else value
