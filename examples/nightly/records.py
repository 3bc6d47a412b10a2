"""What we did: a row for each time an action or a task of ours got further, never changed."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from dunnix import Account, Action, Debtor, Task
from nightly.tables import RECORDS, enter

# They belong to one row of an action, not to the next.
_OF_ONE_ROW: Final = {"by", "outcome", "recorded_on"}


def record(connection: Connection, debtor: str, value: Action | Task) -> None:
    """Record an action or a task that was decided just now."""
    # An account writes its rows as a ledger holds them: a list of one.
    content: dict[str, Any] = Account(debtor=Debtor(id=debtor)).record(value).to_dict()
    name = "actions" if isinstance(value, Action) else "tasks"
    status = str(value.status) if isinstance(value, Action) else "open"
    row = content[name][0]
    _add(connection, debtor, name, status, row)


def move(
    connection: Connection, key: str, status: str, day: dt.date, *, today: dt.date, **more: str
) -> bool:
    """Record how an action got further on a day, as known today; tell whether that is new."""
    rows = _rows(connection, key)
    if not rows:
        return False
    # Of two rows the one known later counts: this one is known after those there are.
    known = max(today.isoformat(), *(row.get("recorded_on") or row["date"] for row in rows))
    row = {name: each for name, each in rows[0].items() if name not in _OF_ONE_ROW}
    row |= {"status": status, "date": day.isoformat(), **more}
    if known != row["date"]:
        row["recorded_on"] = known
    return _follow(connection, key, status, row)


def finish(connection: Connection, key: str, day: dt.date) -> bool:
    """Record that a task of ours was done; tell whether that is new."""
    row = _rows(connection, key)[0]
    done = {**row, "done_on": day.isoformat(), "recorded_on": day.isoformat()}
    return _follow(connection, key, "done", done)


def find(connection: Connection, key: str) -> Row[Any] | None:
    """Give a row recorded under a key, whichever; None where nothing was."""
    question = select(RECORDS).where(RECORDS.c.key == key).order_by(RECORDS.c.status)
    return connection.execute(question).first()


def statuses(connection: Connection, key: str) -> set[str]:
    """Give all that was recorded under a key: queued, sent and so on."""
    return set(connection.scalars(select(RECORDS.c.status).where(RECORDS.c.key == key)))


def recorded(connection: Connection, debtor: str) -> Iterator[tuple[str, str]]:
    """Give what we did for a debtor: the name of its list in an account, and the row as JSON."""
    question = select(RECORDS.c.list, RECORDS.c.row).where(RECORDS.c.debtor == debtor)
    for name, row in connection.execute(question.order_by(RECORDS.c.key, RECORDS.c.status)):
        yield str(name), str(row)


def _rows(connection: Connection, key: str) -> list[dict[str, Any]]:
    question = select(RECORDS.c.row).where(RECORDS.c.key == key).order_by(RECORDS.c.status)
    return [json.loads(row) for row in connection.scalars(question)]


def _follow(connection: Connection, key: str, status: str, row: dict[str, Any]) -> bool:
    found = find(connection, key)
    return found is not None and _add(connection, found.debtor, found.list, status, row)


def _add(connection: Connection, debtor: str, name: str, status: str, row: dict[str, Any]) -> bool:
    key = row.get("key") or row["id"]
    text = json.dumps(row)
    return enter(connection, RECORDS, key=key, status=status, debtor=debtor, list=name, row=text)
