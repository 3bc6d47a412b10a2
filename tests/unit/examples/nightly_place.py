"""A place where the nightly example is run: a database and a folder of letters."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from nightly.__main__ import main
from nightly.night import Night
from nightly.post import Post, PostFolder
from nightly.tables import METADATA
from sqlalchemy import Engine, NullPool, create_engine

from dunnix import load_scenario

SCENARIO: Final = "fr-b2b@2026.0"
RULES: Final = load_scenario(SCENARIO)


def account(debtor: str, *days: int, paid_on: str = "") -> dict[str, Any]:
    """Give an account with one invoice for each day of February 2026 on which it falls due."""
    contact = {"role": "manager", "phone": "+33 1 00 00 00 00", "email": "m@example.org"}
    return {
        "debtor": {"id": debtor, "contacts": [contact]},
        "invoices": [
            {
                "id": f"{debtor}-{day}",
                "issue_date": "2026-01-05",
                "due_date": f"2026-02-{day:02}",
                "amount": "1200.00",
                "currency": "EUR",
                **({"paid_on": paid_on} if paid_on else {}),
            }
            for day in days
        ],
    }


@attrs.frozen
class Place:
    """Commands of the example on one database, and what they leave behind."""

    url: str
    folder: Path

    @property
    def post(self) -> Path:
        return self.folder / "post"

    def command(self, *arguments: object) -> int:
        return main(["--database", self.url, *map(str, arguments)])

    def load(self, *accounts: Mapping[str, Any]) -> int:
        file = self.folder / "ledger.json"
        file.write_text(json.dumps({"accounts": accounts}), encoding="utf-8")
        return self.command("load", file)

    def run(self, day: str, scenario: object = SCENARIO) -> int:
        return self.command("run", "--scenario", scenario, "--post", self.post, "--as-of", day)

    def night(self, engine: Engine, day: str | dt.date, post: Post | None = None) -> Night:
        return Night(
            engine=engine,
            scenario=RULES,
            post=post or PostFolder(self.post),
            day=dt.date.fromisoformat(str(day)),
        )

    def outcomes(self, day: str, *lines: str, columns: str = "key,status,date") -> int:
        """Read a file of these lines on a day."""
        file = self.folder / "outcomes.csv"
        file.write_text("\n".join([columns, *lines]), encoding="utf-8")
        return self.command("outcomes", file, "--as-of", day)

    def letters(self) -> list[dict[str, Any]]:
        found = (json.loads(path.read_text(encoding="utf-8")) for path in self.post.glob("*.json"))
        return sorted(found, key=lambda letter: (letter["accepted_on"], letter["key"]))

    def sent(self) -> list[str]:
        """Give the day and the key of each letter, without the scenario's name."""
        return [
            f"{letter['accepted_on'][5:]} {letter['key'].partition(':')[2]}"
            for letter in self.letters()
        ]

    def statuses(self, key: str) -> list[str]:
        """Give what was recorded under a key: status, day, day it was known."""
        return sorted(
            " ".join(filter(None, (row["status"], row["date"][5:], row.get("recorded_on"))))
            for row in map(json.loads, self.column("records", "row"))
            if row.get("key") == f"fr-b2b:{key}"
        )

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.tables()[table]]

    def tables(self) -> dict[str, list[Mapping[str, Any]]]:
        engine = create_engine(self.url, poolclass=NullPool)
        with engine.begin() as connection:
            return {
                table.name: sorted(
                    (dict(row) for row in connection.execute(table.select()).mappings()), key=str
                )
                for table in METADATA.sorted_tables
            }

    def execute(self, statement: str) -> None:
        """Do what nobody should do to the tables of the example."""
        with create_engine(self.url, poolclass=NullPool).begin() as connection:
            connection.exec_driver_sql(statement)
