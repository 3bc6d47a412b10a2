"""Accounts in the tables: what is known of a debtor stored, and read together with what we did."""

import json
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from dunnix import Account, Ledger, LedgerError
from nightly.records import decoded, recorded
from nightly.tables import DEBTORS, FACTS, enter, lock

ABSENT = "the ledger loaded last doesn't hold it any more"


class Loaded(NamedTuple):
    """What loading a ledger changed: how many debtors are new or say something new, held, gone.

    `findings` tells of each that is gone since the ledger before; `status` lists those gone longer.
    """

    known: int
    changed: int
    held: int
    absent: int
    findings: list[str]


def load(engine: Engine, ledger: Ledger) -> Loaded:
    """Take a whole ledger over. A debtor that isn't in it any more is held: it may have paid."""
    changed = [store(engine, account) for account in ledger.accounts]
    names = {account.debtor.id for account in ledger.accounts}
    with engine.begin() as connection:  # all or none: who is held by then isn't told again
        stored = connection.execute(select(DEBTORS.c.id, DEBTORS.c.held)).all()
        absent = {debtor: why for debtor, why in stored if debtor not in names}
        gone = sorted(debtor for debtor, why in absent.items() if why != ABSENT)
        for debtor in gone:
            lock(connection, debtor)
            hold(connection, debtor, ABSENT)
    findings = [f"{debtor} is held: {ABSENT}" for debtor in gone]
    return Loaded(len(changed), sum(changed), len(ledger.held), len(absent), findings)


def store(engine: Engine, account: Account) -> bool:
    """Put what is known of a debtor now in place of what was; tell whether any of it is new.

    A bad row holds the account: what was known stays, and nothing is decided on it.
    """
    debtor = account.debtor.id
    head, rows = _taken_apart(account)
    with engine.begin() as connection:
        enter(connection, DEBTORS, id=debtor, head=json.dumps({"debtor": {"id": debtor}}))
        stored = lock(connection, debtor)
        if account.problems:
            hold(connection, debtor, str(account.problems[0]))
            return False
        is_same = stored is not None and stored.head == head and stored.held is None
        if is_same and _facts(connection, debtor) == rows:
            return False
        connection.execute(delete(FACTS).where(FACTS.c.debtor == debtor))
        if rows:
            names = ("debtor", "list", "place", "row")
            values = [dict(zip(names, (debtor, *row), strict=True)) for row in rows]
            connection.execute(insert(FACTS), values)
        news = update(DEBTORS).values(head=head, review_on=None, held=None)
        connection.execute(news.where(DEBTORS.c.id == debtor))
        return True


def hold(connection: Connection, debtor: str, reason: str) -> None:
    """Decide and send nothing for a debtor until its account is stored anew."""
    connection.execute(update(DEBTORS).where(DEBTORS.c.id == debtor).values(held=reason))


def read(connection: Connection, debtor: Row[Any]) -> Account:
    """Give the account of a debtor's row: what is known of it, and what we did.

    Raises `LedgerError` for a row that can't be read.
    """
    content = decoded(debtor.head, debtor.id)
    for name, _, row in _facts(connection, debtor.id):
        content.setdefault(name, []).append(decoded(row, debtor.id))
    for name, ours in recorded(connection, debtor.id):
        found = content.setdefault(name, [])
        if ours not in found:  # the billing system may tell us what we told it
            found.append(ours)
    account = Account.from_dict(content, source=debtor.id)
    if account.problems:
        raise LedgerError(account.problems)
    return account


def _taken_apart(account: Account) -> tuple[str, list[tuple[str, int, str]]]:
    content = account.to_dict()
    lists = {name: rows for name, rows in content.items() if isinstance(rows, list)}
    head = {name: value for name, value in content.items() if name not in lists}
    rows = [
        (name, place, json.dumps(row))
        for name, found in sorted(lists.items())
        for place, row in enumerate(found)
    ]
    return json.dumps(head), rows


def _facts(connection: Connection, debtor: str) -> list[tuple[str, int, str]]:
    question = select(FACTS.c.list, FACTS.c.place, FACTS.c.row).where(FACTS.c.debtor == debtor)
    return sorted((name, place, row) for name, place, row in connection.execute(question))
