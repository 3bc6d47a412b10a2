"""The run of one night: who is asked about, what is written down, what goes out."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs
from sqlalchemy import Connection, Engine, Row, delete, insert, or_, select, update

import dunnix
from dunnix import Account, Debtor, Decision, LedgerError, NextAction, Scenario, Strategy
from nightly.accounts import hold, read
from nightly.post import Post
from nightly.records import move, record
from nightly.tables import DEBTORS, KEYS, OUTBOX, lock

DAY = dt.timedelta(days=1)
# The lists of an account: all but the debtor.
LISTS: Final = (
    "invoices",
    "payments",
    "promises",
    "plans",
    "disputes",
    "blocks",
    "tasks",
    "actions",
    "happenings",
)


@attrs.frozen(kw_only=True)
class Outcome:
    """What a run did, counted by a word each, and what people should look at."""

    counts: Counter[str] = attrs.field(factory=Counter)
    problems: list[str] = attrs.field(factory=list)


@attrs.frozen(kw_only=True)
class Night:
    """A run for one day; started again after it died, it goes on where it was.

    Several may run at once: each debtor is held in turn, from reading it to recording.
    """

    engine: Engine
    scenario: Scenario | Strategy
    post: Post
    day: dt.date
    rules_hash: str = attrs.field(init=False)
    outcome: Outcome = attrs.field(init=False, factory=Outcome)

    @rules_hash.default
    def _hash_of_rules(self) -> str:
        # Stored days of review hold only while this is the same: any decision carries it.
        nobody = Account(debtor=Debtor(id="nobody"))
        return dunnix.decide(self.scenario, nobody, as_of=self.day).rules_hash

    def run(self) -> Outcome:
        """Serve every debtor there is something to do for."""
        for debtor in self.debtors():
            self.serve(debtor)
        return self.outcome

    def debtors(self) -> list[str]:
        """Give whose day has come, of whom something is new, or for whom something waits to go."""
        is_due = or_(
            DEBTORS.c.review_on.is_(None),
            DEBTORS.c.review_on <= self.day,
            DEBTORS.c.rules_hash.is_distinct_from(self.rules_hash),
            DEBTORS.c.id.in_(select(OUTBOX.c.debtor).where(~OUTBOX.c.waits)),
        )
        question = select(DEBTORS.c.id).where(DEBTORS.c.held.is_(None), is_due)
        with self.engine.begin() as connection:
            return sorted(connection.scalars(question))

    def serve(self, debtor: str) -> None:
        """Ask about a debtor if its day has come, and hand over what is to go out.

        All that is decided is written down before any of it goes out. Who can't be read is held.
        """
        try:
            self._serve(debtor)
        except LedgerError as error:
            with self.engine.begin() as connection:
                lock(connection, debtor)
                hold(connection, debtor, str(error))
            self.outcome.counts["held"] += 1
            self.outcome.problems.append(str(error))

    def _serve(self, debtor: str) -> None:
        with self.engine.begin() as connection:
            row = lock(connection, debtor)
            if row is not None and self._is_due(row):
                self._ask(connection, row)
        with self.engine.begin() as connection:
            ready = select(OUTBOX.c.key).where(OUTBOX.c.debtor == debtor, ~OUTBOX.c.waits)
            keys = sorted(connection.scalars(ready))
        for key in keys:
            self._hand_over(debtor, key)

    def _is_due(self, debtor: Row[Any]) -> bool:
        if debtor.held is not None:
            return False
        is_day = debtor.review_on is None or debtor.review_on <= self.day
        return is_day or debtor.rules_hash != self.rules_hash

    def _ask(self, connection: Connection, debtor: Row[Any]) -> None:
        """Decide, and write down all that follows from it: in one transaction, or not at all."""
        self._settle_doubts(connection, debtor.id)
        account = read(connection, debtor)
        self.outcome.counts["asked"] += 1
        decision = dunnix.decide(self.scenario, account, as_of=self.day)
        new = [self._call_off(connection, each.key) for each in decision.withdraw]
        new += [self._claim(connection, *each) for each in _letters(decision)]
        # What was written down just now changes the answer: ask again tomorrow.
        review = self.day + DAY if any(new) else decision.next_review or dt.date.max
        self._store_review(connection, debtor.id, min(review, *_known_later(account, self.day)))

    def _settle_doubts(self, connection: Connection, debtor: str) -> None:
        """Record what went out just before a run died: the post knows its keys."""
        ready = select(OUTBOX.c.key).where(OUTBOX.c.debtor == debtor, ~OUTBOX.c.waits)
        for key in connection.scalars(ready).all():
            day = self.post.accepted_on(key)
            if day is not None:
                self._record_gone(connection, key, day)

    def _call_off(self, connection: Connection, key: str) -> bool:
        """Cancel what is no longer called for, if it is ours and has not gone out."""
        if not connection.execute(delete(OUTBOX).where(OUTBOX.c.key == key)).rowcount:
            return False
        self.outcome.counts["called off"] += 1
        return move(connection, key, "cancelled", self.day, today=self.day)

    def _claim(self, connection: Connection, action: NextAction, letter: dict[str, Any]) -> bool:
        """Write an action down under its keys; one that had any of them before is left alone."""
        debtor = action.debtor
        used = connection.execute(select(KEYS).where(KEYS.c.key.in_(action.keys))).first()
        if used is not None:
            told = (
                f"{debtor}: `{used.key}` was decided before, for `{used.debtor}`: nothing is sent"
            )
            self.outcome.problems.append(told)
            return False
        for key in action.keys:
            connection.execute(insert(KEYS).values(key=key, debtor=debtor))
        if action.step is None:
            record(connection, debtor, action.as_task(due_on=self.day + DAY))
            self.outcome.counts["tasks"] += 1
            return True
        waits = str(action.mode) != "auto"
        state = action.awaiting_approval if waits else action.queued
        record(connection, debtor, state(on=self.day))
        content = json.dumps(letter)
        row = {"key": action.key, "debtor": debtor, "waits": waits, "letter": content}
        connection.execute(insert(OUTBOX).values(row))
        self.outcome.counts["to approve" if waits else "queued"] += 1
        return True

    def _hand_over(self, debtor: str, key: str) -> None:
        """Give a letter to the post and record it, holding the debtor meanwhile.

        If we die in between, the letter stays in the outbox, and the post knows its key.
        """
        with self.engine.begin() as connection:
            row = lock(connection, debtor)
            ready = select(OUTBOX.c.letter).where(OUTBOX.c.key == key, ~OUTBOX.c.waits)
            letter = connection.scalar(ready)
            if row is None or row.held is not None or letter is None or self._is_due(row):
                return  # something became known just now: it is asked about first
            day = self.post.accept(key, json.loads(letter), self.day)
            self._record_gone(connection, key, day)
            self._store_review(connection, debtor, self.day + DAY)

    def _record_gone(self, connection: Connection, key: str, day: dt.date) -> None:
        connection.execute(delete(OUTBOX).where(OUTBOX.c.key == key))
        move(connection, key, "sent", day, today=self.day)
        self.outcome.counts["sent"] += 1

    def _store_review(self, connection: Connection, debtor: str, review: dt.date) -> None:
        values = {"review_on": review, "rules_hash": self.rules_hash}
        connection.execute(update(DEBTORS).where(DEBTORS.c.id == debtor).values(values))


def _known_later(account: Account, day: dt.date) -> Iterator[dt.date]:
    """Give the days to come on which what is there becomes known: a past night may be run again."""
    yield dt.date.max
    known = [
        row.recorded_on or row.effective_on for name in LISTS for row in getattr(account, name)
    ]
    known += [account.debtor.recorded_on, *(each.recorded_on for each in account.debtor.contacts)]
    yield from (each for each in known if each is not None and each > day)


def _letters(decision: Decision) -> Iterator[tuple[NextAction, dict[str, Any]]]:
    """Give each action with what the post gets of it: the action in plain data."""
    content: dict[str, Any] = decision.to_dict()
    for action, row in zip(decision.next_actions, content["next_actions"], strict=True):
        yield action, {"debtor": decision.debtor, "decided_on": content["as_of"], **row}
