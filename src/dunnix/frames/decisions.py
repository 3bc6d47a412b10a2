"""Decisions over dataframes: the frame finds who owes anything, and those accounts are decided."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.calendars import Calendar
from dunnix.engine import Decision, decide_many
from dunnix.frames.ledger import Ledger
from dunnix.metrics.books import checked_day
from dunnix.scenario import Scenario

# So many accounts are made at a time: memory stays the same however many debtors there are.
_BATCH: Final = 5_000


def decide(
    scenario: Scenario,
    ledger: Ledger,
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Iterator[Decision]:
    """Decide for each debtor of a ledger that owes anything: a stream, by debtor.

    The frame only drops debtors whose every invoice is settled by money that names it, or isn't
    issued yet; it nets nothing and decides nothing. The rest become accounts, as
    `Ledger.accounts` gives them, and are decided as `decide_many` does. Frames hold no actions
    and no disputes: a host that has those makes its accounts itself.

    Raises what `dunnix.decide` raises.

    >>> import dunnix
    >>> import polars
    >>> rows = polars.DataFrame({"id": ["F-1"], "debtor": ["D1"], "amount": ["1200.00"],
    ...                          "issue_date": ["2026-01-05"], "due_date": ["2026-02-04"]})
    >>> ledger = dunnix.frames.ledger(invoices=rows, currency="EUR")
    >>> found = decide(dunnix.load_scenario("fr-b2b"), ledger, as_of=dt.date(2026, 2, 5))
    >>> [(each.debtor, each.next_actions[0].step) for each in found]
    [('D1', 'call')]
    """
    owed = ledger.books.owed(checked_day("as_of", as_of), known=as_of, by="debtor")
    debtors = sorted({debtor for (_, debtor), _ in owed.open if debtor is not None})
    for start in range(0, len(debtors), _BATCH):
        accounts = ledger.accounts(debtors[start : start + _BATCH])
        yield from decide_many(scenario, accounts, as_of=as_of, calendar=calendar)
