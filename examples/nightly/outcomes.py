"""What became of what went out, read back from a file of the post, the callers or the approvers."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from sqlalchemy import Connection, Engine, delete, update

from dunnix import LedgerError
from nightly.records import find, finish, move, statuses
from nightly.tables import DEBTORS, OUTBOX, lock

COLUMNS: Final = ("key", "status", "date")
OPTIONAL: Final = ("by", "outcome")
_WAITING: Final = {"approved", "refused"}  # said of what waits for somebody
_GONE: Final = {"delivered", "failed"}  # said of what went out
STATUSES: Final = sorted({*_WAITING, *_GONE, "done"})


@attrs.frozen(kw_only=True)
class Line:
    """One line: what became of the action or task with a key, on a day."""

    key: str
    status: str
    date: dt.date
    by: str = ""
    outcome: str = ""

    @property
    def more(self) -> dict[str, str]:
        """What else a row of an action says."""
        told = {"by": self.by, "outcome": self.outcome}
        return {name: value for name, value in told.items() if value}


class BadLineError(ValueError):
    """A line that can't be taken; the text says why."""


def read_outcomes(engine: Engine, path: Path, *, today: dt.date) -> tuple[int, list[str]]:
    """Record what a file tells; give how much of it was new, and what is wrong with the rest.

    A line is recorded or refused by itself. Reading a file again, today or later, changes nothing.
    """
    new, problems = 0, list[str]()
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        for place, row in _rows(file):
            try:
                new += record_outcome(engine, _line(row), today=today)
            except (BadLineError, LedgerError) as error:
                problems.append(f"{path}:{place}: {error}")
    return new, problems


def _rows(file: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    """Give the place and the cells of each row, and, in words, what is wrong with the file."""
    reader = csv.DictReader(file, strict=True)  # a quote that is never closed would hide the rest
    read = 0
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            yield 1, f"there is no column `{missing[0]}`"
            return
        read = reader.line_num
        for row in reader:
            read = reader.line_num
            yield read, row
    except csv.Error as error:
        yield read + 1, f"from here on it can't be read: {error}"


def _line(row: Mapping[str, Any] | str) -> Line:
    if isinstance(row, str):
        raise BadLineError(row)
    missing = [name for name in COLUMNS if not row.get(name)]
    if missing:
        raise BadLineError(f"there is no `{missing[0]}`")
    if row["status"] not in STATUSES:
        raise BadLineError(f"`{row['status']}` is none of {', '.join(STATUSES)}")
    try:
        day = dt.date.fromisoformat(row["date"])
    except ValueError:
        raise BadLineError(f"`{row['date']}` is no date such as 2026-02-05") from None
    more = {name: row.get(name) or "" for name in OPTIONAL}
    return Line(key=row["key"], status=row["status"], date=day, **more)


def record_outcome(engine: Engine, line: Line, *, today: dt.date) -> bool:
    """Record a line and have its debtor asked about again, unless it was recorded before.

    It is known from today on, whatever day it tells of: what was decided before stays as it was.
    Raises `BadLineError` for what can't have become of it. A provider that calls us back is
    answered by this as well.
    """
    if line.date > today:
        raise BadLineError(f"`{line.date}` is later than the day it is read, {today}")
    with engine.begin() as connection:
        found = find(connection, line.key)
        if found is None:
            raise BadLineError(f"nothing was decided under the key `{line.key}`")
        lock(connection, found.debtor)
        is_new = (_finish if found.list == "tasks" else _move)(connection, line, today)
        if is_new:
            debtor = update(DEBTORS).where(DEBTORS.c.id == found.debtor)
            connection.execute(debtor.values(review_on=None))
        return is_new


def _finish(connection: Connection, line: Line, today: dt.date) -> bool:
    if line.status != "done":
        raise BadLineError(f"`{line.key}` is a task: it can only be `done`")
    return finish(connection, line.key, line.date, today=today)


def _move(connection: Connection, line: Line, today: dt.date) -> bool:
    status = "queued" if line.status == "approved" else line.status
    before = statuses(connection, line.key)
    if status in before:
        return False
    waits = before == {"awaiting-approval"}
    if line.status in _WAITING and not waits:
        raise BadLineError(f"`{line.key}` isn't waiting for approval")
    if line.status in _GONE and waits:
        raise BadLineError(f"`{line.key}` hasn't gone out yet")
    if not waits and before & {"cancelled", "refused"}:
        raise BadLineError(f"`{line.key}` never went out")
    ours = OUTBOX.c.key == line.key
    if line.status == "approved":
        connection.execute(update(OUTBOX).where(ours).values(waits=False))
    elif connection.execute(delete(OUTBOX).where(ours)).rowcount and not waits:
        # It went out just before a run died, and who took it tells us before we asked.
        move(connection, line.key, "sent", line.date, today=today)
    return move(connection, line.key, status, line.date, today=today, **line.more)
