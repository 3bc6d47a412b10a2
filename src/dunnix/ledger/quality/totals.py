"""Control totals: what the books of account say is owed."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from dunnix.ledger.quality.finding import Sighting
from dunnix.ledger.quality.kinds import TOTALS_DIFFER, Seen
from dunnix.model import Account
from dunnix.money import Money


def checked_totals(
    totals: Mapping[str, Money] | None, as_of: dt.date | None
) -> Mapping[str, Money]:
    """Give the totals, and refuse what can't be compared."""
    from dunnix.metrics.books import checked_day  # costs all who only read a ledger

    if as_of is not None:
        checked_day("as_of", as_of)
    for currency, total in (totals or {}).items():
        if total.currency != currency:
            raise ValueError(f"the total of `{currency}` is in {total.currency}")
    if totals and as_of is None:
        raise ValueError("`totals` are those of a day; give it as `as_of`")
    return totals or {}


def differing_totals(
    accounts: Sequence[Account], totals: Mapping[str, Money], as_of: dt.date | None
) -> Iterator[Seen]:
    """Find currencies whose open amounts less unapplied money aren't the total given.

    A currency that is owed but has no total given differs too, for a list of totals is complete.
    """
    if not totals or as_of is None:
        return
    from dunnix.metrics import age_receivables  # costs all who only read a ledger

    net = {line.currency: line.net for line in age_receivables(accounts, as_of=as_of).lines}
    for currency in sorted({*totals, *net}):
        nothing = Money.minor(0, currency)
        owed, wanted = net.get(currency, nothing), totals.get(currency)
        if wanted is None and owed != nothing:
            detail = f"{currency} on {as_of}: the totals don't name it"
        elif wanted is not None and owed != wanted:
            side = "more" if owed > wanted else "less"
            detail = f"{currency} on {as_of}: the ledger holds {side}"
        else:
            continue
        yield Seen(TOTALS_DIFFER, Sighting(detail=detail))
