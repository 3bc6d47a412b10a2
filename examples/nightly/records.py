"""What we did: a row for each time an action or a task of ours got further, never changed."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from dunnix import Account, Action, Debtor, LedgerError, Problem, Task
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
    rows = _recorded_under(connection, key)
    if not rows:
        return False
    before = [decoded(each.row, each.debtor) for each in rows]
    # Of two rows the one known later counts: this one is known after those there are.
    known = max(today.isoformat(), *(row.get("recorded_on") or row["date"] for row in before))
    row = {name: each for name, each in before[0].items() if name not in _OF_ONE_ROW}
    row |= {"status": status, "date": day.isoformat(), **more}
    if known != row["date"]:
        row["recorded_on"] = known
    return _add(connection, rows[0].debtor, rows[0].list, status, row)


def finish(connection: Connection, key: str, day: dt.date, *, today: dt.date) -> bool:
    """Record that a task of ours was done on a day, as known today; tell whether that is new."""
    first = _recorded_under(connection, key)[0]
    done = {"done_on": day.isoformat(), "recorded_on": today.isoformat()}
    row = {**decoded(first.row, first.debtor), **done}
    return _add(connection, first.debtor, first.list, "done", row)


def find(connection: Connection, key: str) -> Row[Any] | None:
    """Give a row recorded under a key, whichever; None where nothing was."""
    return next(iter(_recorded_under(connection, key)), None)


def statuses(connection: Connection, key: str) -> set[str]:
    """Give all that was recorded under a key: queued, sent and so on."""
    return set(connection.scalars(select(RECORDS.c.status).where(RECORDS.c.key == key)))


def recorded(connection: Connection, debtor: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what we did for a debtor: the name of its list in an account, and the row."""
    question = select(RECORDS.c.list, RECORDS.c.row).where(RECORDS.c.debtor == debtor)
    for name, row in connection.execute(question.order_by(RECORDS.c.key, RECORDS.c.status)):
        yield name, decoded(row, debtor)


def decoded(text: str, debtor: str) -> dict[str, Any]:
    """Read a stored row of a debtor; `LedgerError` for one that is damaged."""
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if isinstance(content, dict):
        return content
    message = f"a stored row of debtor `{debtor}` is no JSON object"
    hint = "load the ledger again; if that doesn't mend it, restore the database"
    raise LedgerError([Problem(code="bad-json", message=message, hint=hint)])


def _recorded_under(connection: Connection, key: str) -> Sequence[Row[Any]]:
    question = select(RECORDS).where(RECORDS.c.key == key).order_by(RECORDS.c.status)
    return connection.execute(question).all()


def _add(connection: Connection, debtor: str, name: str, status: str, row: dict[str, Any]) -> bool:
    key = row.get("key") or row["id"]
    text = json.dumps(row)
    return enter(connection, RECORDS, key=key, status=status, debtor=debtor, list=name, row=text)
