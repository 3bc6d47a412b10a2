"""A small host: it asks, sends each action once, records it, and asks again when told to.

Run it: `python examples/host/host.py`. It keeps everything in one SQLite file, so that a run that
dies may simply be started again.
"""

import datetime as dt
import json
import sqlite3
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

import dunnix
from dunnix import (
    Account,
    Action,
    ActionStatus,
    Contact,
    Debtor,
    Decision,
    Invoice,
    LedgerError,
    Money,
    NextAction,
    Scenario,
)

Send: TypeAlias = Callable[[Action], None]
"""Hands an action to the postman, the mail server or a colleague; may raise, may even die."""

_SCHEMA: Final = """
create table if not exists accounts (
    debtor      text primary key,
    account     text not null,
    next_review text,               -- null: something is new, ask today
    rules_hash  text
);
create table if not exists keys (
    key    text primary key,        -- what makes sending twice impossible
    action text not null            -- the key of the action it went with
);
"""


class Host:
    """Everything a billing system must do around the decision, and nothing more."""

    def __init__(self, path: Path, scenario: Scenario, send: Send) -> None:
        self.scenario, self.send = scenario, send
        # Another worker may hold the lock for as long as it decides about one debtor.
        self.database = sqlite3.connect(path, timeout=30, isolation_level=None)
        self.database.executescript(_SCHEMA)

    def close(self) -> None:
        self.database.close()

    def add(self, account: Account) -> None:
        """Take an account over; one that is known is left as it is."""
        row = (account.debtor.id, _written(account))
        self.database.execute("insert or ignore into accounts (debtor, account) values (?, ?)", row)

    def account(self, debtor: str) -> Account:
        question = "select account from accounts where debtor = ?"
        (text,) = self.database.execute(question, (debtor,)).fetchone()
        account = Account.from_dict(json.loads(text), source=debtor)
        if account.problems:
            # Nothing would be dunned on it, and nobody would know: a damaged row stops the run.
            raise LedgerError(account.problems)
        return account

    def record(self, debtor: str, *rows: Any) -> None:  # noqa: ANN401 - any row of an account
        """Add what has become known, and ask again at the next run."""
        with self._lock():
            self._store(self.account(debtor).record(*rows), review=None, rules_hash=None)

    def run(self, today: dt.date) -> int:
        """Ask for every debtor whose day has come; give how many actions went out."""
        rules_hash = _rules_hash(self.scenario, today)
        due = self.database.execute(
            "select debtor from accounts where next_review is null or next_review <= ?"
            " or rules_hash is not ? order by debtor",
            (today.isoformat(), rules_hash),
        ).fetchall()
        return sum(self._serve(debtor, today) for (debtor,) in due)

    def waiting(self, debtor: str) -> tuple[Action, ...]:
        """Give what somebody must confirm first."""
        return _waiting(self.account(debtor))

    def approve(self, debtor: str, key: str, today: dt.date, *, by: str) -> bool:
        """Let a waiting action go, unless it is no longer called for."""
        with self._lock():
            account = self.account(debtor)
            action = next((each for each in _waiting(account) if each.key == key), None)
            if action is None:
                return False
            decision = dunnix.decide(self.scenario, account, as_of=today)
            stale = any(each.key == key for each in decision.withdraw)
            status = ActionStatus.CANCELLED if stale else ActionStatus.QUEUED
            self._move(account, action, status, today, by=by)
        if not stale:
            self._hand_out(debtor, [moved(action, ActionStatus.QUEUED, today, by=by)], today)
        return not stale

    def _serve(self, debtor: str, today: dt.date) -> int:
        with self._lock():
            # Read inside the lock: another worker may have decided since the list was made.
            account = self.account(debtor)
            decision = dunnix.decide(self.scenario, account, as_of=today)
            account = _withdrawn(account, decision, today)
            rows = [row for each in decision.next_actions for row in self._claim(each, today)]
            self._store(
                account.record(*rows), review=decision.next_review, rules_hash=decision.rules_hash
            )
        # From here on a crash leaves them queued: nothing is proposed in their place, and after
        # `stale_after` a task asks a person whether they went out.
        ready = [row for row in rows if getattr(row, "status", None) is ActionStatus.QUEUED]
        return self._hand_out(debtor, ready, today)

    def _claim(self, action: NextAction, today: dt.date) -> Iterator[Any]:
        """Enter the keys of an action; yield the row to record if none was sent before."""
        if action.step is None:
            yield action.as_task(due_on=today + dt.timedelta(days=1))
            return
        marks = ", ".join("?" * len(action.keys))
        # Only question marks are put in, one for each key.
        question = f"select count(*) from keys where key in ({marks})"  # noqa: S608
        (used,) = self.database.execute(question, action.keys).fetchone()
        if used:
            # The account forgot what the keys remember, as after a restored backup: not again.
            return
        rows = [(key, action.key) for key in action.keys]
        self.database.executemany("insert into keys (key, action) values (?, ?)", rows)
        if str(action.mode) == "auto":
            yield action.queued(on=today)
        else:
            yield action.awaiting_approval(on=today)

    def _hand_out(self, debtor: str, actions: list[Action], today: dt.date) -> int:
        for action in actions:
            self.send(action)
            with self._lock():
                self._move(self.account(debtor), action, ActionStatus.SENT, today)
        return len(actions)

    def _move(
        self,
        account: Account,
        action: Action,
        status: ActionStatus,
        today: dt.date,
        by: str | None = None,
    ) -> None:
        row = moved(action, status, today, by=by)
        self._store(account.record(row), review=None, rules_hash=None)

    def _store(self, account: Account, *, review: dt.date | None, rules_hash: str | None) -> None:
        day = None if review is None else review.isoformat()
        self.database.execute(
            "update accounts set account = ?, next_review = ?, rules_hash = ? where debtor = ?",
            (_written(account), day, rules_hash, account.debtor.id),
        )

    @contextmanager
    def _lock(self) -> Generator[None, None, None]:
        """Hold everybody else off from reading to recording, in one transaction.

        SQLite locks the file; a larger database would lock the debtor's row alone, with
        `select ... for update`.
        """
        self.database.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.database.execute("rollback")
            raise
        self.database.execute("commit")


def _written(account: Account) -> str:
    return json.dumps(account.to_dict(), ensure_ascii=False)


def _rules_hash(scenario: Scenario, today: dt.date) -> str:
    """Stored review days hold only while this is the same: any decision carries it."""
    nobody = Account(debtor=Debtor(id="nobody"))
    return dunnix.decide(scenario, nobody, as_of=today).rules_hash


def moved(action: Action, status: ActionStatus, day: dt.date, by: str | None) -> Action:
    return attrs.evolve(action, status=status, date=day, by=by or action.by, recorded_on=None)


def _withdrawn(account: Account, decision: Decision, today: dt.date) -> Account:
    """Call off what waits for approval and is no longer called for; what is queued may be gone."""
    keys = {each.key for each in decision.withdraw}
    rows = [
        moved(action, ActionStatus.CANCELLED, today, by=None)
        for action in _waiting(account)
        if action.key in keys
    ]
    return account.record(*rows)


def _waiting(account: Account) -> tuple[Action, ...]:
    """Give the actions whose last row says that they wait: rows are kept in the order recorded."""
    last = {action.identity: action for action in account.actions}
    return tuple(a for a in last.values() if a.status is ActionStatus.AWAITING_APPROVAL)


def main() -> None:
    due = dt.date(2026, 2, 4)
    contact = Contact(role="manager", email="manager@martin.example", phone="+33 1 00 00 00 00")
    account = Account(
        debtor=Debtor(id="D42", name="Martin SARL", country="FR", contacts=[contact]),
        invoices=[
            Invoice(
                id="F-101",
                issue_date=dt.date(2026, 1, 5),
                due_date=due,
                amount=Money("1200.00", "EUR"),
            )
        ],
    )
    with tempfile.TemporaryDirectory() as folder:
        day = due

        def send(action: Action) -> None:
            print(f"{day}  {action.channel:<18} {action.key}")

        host = Host(Path(folder) / "host.db", dunnix.load_scenario("fr-b2b@2026.0"), send)
        host.add(account)
        for after in range(35):
            day = due + dt.timedelta(days=after)
            host.run(day)
            host.run(day)  # twice a day does no harm
        for action in host.waiting("D42"):
            print(f"{day}  waits for approval {action.key}")
            host.approve("D42", str(action.key), day, by="lea")
        host.close()


if __name__ == "__main__":
    main()
