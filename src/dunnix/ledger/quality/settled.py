"""Whether what was paid is in a ledger at all."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.finding import Sighting
from dunnix.ledger.quality.kinds import OPEN_ITEMS_ONLY, Seen
from dunnix.model import Netting, strike_balance

_FEW: Final = 50  # one in 50 dates may be mistaken


def open_items_only(accounts: Sequence[Current], as_of: dt.date | None) -> Iterator[Seen]:
    """Find a ledger in which much fell due by a day and nothing of it was settled.

    Without a day it is one by which nearly all was issued: a few dates may be mistaken.
    """
    from dunnix.metrics.books import ENOUGH_DUE  # costs all who only read a ledger

    issued = sorted(row.issue_date for each in accounts for row in each.billed if row.issue_date)
    if as_of is None and len(issued) < ENOUGH_DUE:
        return
    day = as_of or issued[-1 - max(len(issued) // _FEW, 1)]
    due = 0
    for each in accounts:
        for claim in strike_balance(each.account, day, netting=Netting.NONE).claims:
            if claim.due <= day.toordinal():
                due += 1
                if not claim.open:
                    return
    if due >= ENOUGH_DUE:
        detail = f"{due} receivables fell due by {day}, none of them was settled"
        yield Seen(OPEN_ITEMS_ONLY, Sighting(detail=detail))
