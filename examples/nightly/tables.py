"""The tables of the host, in SQLite or PostgreSQL, and the lock of a debtor."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

METADATA: Final = MetaData()

DEBTORS: Final = Table(
    "debtors",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("head", Text, nullable=False),  # all of the account that is no list, as JSON
    Column("review_on", Date),  # null: something is new, ask at the next run
    Column("rules_hash", Text),  # of the rules that gave `review_on`
    Column("held", Text),  # why nothing is decided or sent; null: nothing is wrong
)
# What the billing system knows, a row of each list of the account; a new ledger replaces them.
FACTS: Final = Table(
    "facts",
    METADATA,
    Column("debtor", Text, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("row", Text, nullable=False),
)
# What we did: a row each time an action or a task of ours gets further. Never changed.
RECORDS: Final = Table(
    "records",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("status", Text, primary_key=True),
    Column("debtor", Text, nullable=False, index=True),
    Column("list", Text, nullable=False),
    Column("row", Text, nullable=False),
)
# That a key can stand here only once is what makes deciding the same twice harmless.
KEYS: Final = Table(
    "keys",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("debtor", Text, nullable=False),
)
# What was decided and has not gone out yet.
OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("debtor", Text, nullable=False, index=True),
    Column("waits", Boolean, nullable=False),  # for a person to approve it
    Column("letter", Text, nullable=False),
)

_INSERT: Final[dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
_MAKING_TABLES: Final = 6_207_431  # any number that nobody else locks


class NotReadyError(Exception):
    """The database can't serve as it is; the text says what to do."""


def open_database(url: str, *, create: bool = False) -> Engine:
    """Open a database by its URL; the tables are made only where `create` says so.

    A run that made them would find nothing to do in a mistyped file, night after night.
    """
    dialect = make_url(url).get_backend_name()
    if dialect not in _INSERT:
        raise NotReadyError(f"a {dialect} database isn't known here: use sqlite or postgresql")
    # Another worker may hold the lock of SQLite for as long as it decides about one debtor.
    engine = create_engine(url, connect_args={"timeout": 30} if dialect == "sqlite" else {})
    if dialect == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_at_once)
    try:
        _make_tables(engine) if create else _insist_on_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def lock(connection: Connection, debtor: str) -> Row[Any] | None:
    """Hold a debtor until the transaction ends, and give its row; None for one not known.

    PostgreSQL locks the row. SQLite has locked the whole file when the transaction began.
    """
    question = select(DEBTORS).where(DEBTORS.c.id == debtor).with_for_update()
    return connection.execute(question).one_or_none()


def enter(connection: Connection, table: Table, **values: object) -> bool:
    """Insert a row unless its primary key is there; tell whether it was new."""
    insert = _INSERT[connection.dialect.name]
    statement = insert(table).values(values).on_conflict_do_nothing()
    # Not `rowcount`: what it says of an insert depends on the driver.
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # two at once would make a table twice
            connection.execute(text(f"select pg_advisory_xact_lock({_MAKING_TABLES})"))
        METADATA.create_all(connection)


def _insist_on_tables(engine: Engine) -> None:
    if not inspect(engine).has_table(DEBTORS.name):
        raise NotReadyError(f"the database {engine.url} has no tables yet: load a ledger first")


def _leave_transactions_to_us(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's
    connection.isolation_level = None  # sqlite3 would begin at the first write, without a lock


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("begin immediate")
