"""How things stand: what waits, what is held and what is to be done, for people."""

import datetime as dt
import textwrap
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select

from nightly.tables import DEBTORS, OUTBOX, RECORDS


def status(engine: Engine) -> Iterator[str]:
    """Give the lines that tell how things stand."""
    with engine.begin() as connection:
        served = select(DEBTORS.c.review_on).where(DEBTORS.c.held.is_(None))
        days = [dt.date.min if day is None else day for day in connection.scalars(served)]
        first = min(days, default=dt.date.max)
        when = {dt.date.min: "at the next run", dt.date.max: "none"}.get(first, str(first))
        yield f"debtors: {connection.scalar(select(func.count()).select_from(DEBTORS))}"
        yield f"next review: {when}"
        yield from _listed("to go out", _outbox(connection, waits=False))
        yield from _listed("to approve", _outbox(connection, waits=True))
        yield from _listed("tasks", _tasks(connection))
        held = select(DEBTORS.c.id, DEBTORS.c.held).where(DEBTORS.c.held.is_not(None))
        yield from _listed("held", [f"{name}: {why}" for name, why in connection.execute(held)])


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    yield f"{title}: {len(lines)}"
    yield from (textwrap.indent(line, "  ") for line in sorted(lines))


def _outbox(connection: Connection, *, waits: bool) -> list[str]:
    return list(connection.scalars(select(OUTBOX.c.key).where(OUTBOX.c.waits == waits)))


def _tasks(connection: Connection) -> list[str]:
    """Give the tasks of ours that nobody has done yet."""
    done = select(RECORDS.c.key).where(RECORDS.c.list == "tasks", RECORDS.c.status == "done")
    question = select(RECORDS.c.key).where(RECORDS.c.list == "tasks", RECORDS.c.key.not_in(done))
    return list(connection.scalars(question))
