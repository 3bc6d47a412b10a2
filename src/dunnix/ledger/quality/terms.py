"""Terms that can't be, or that nobody else has."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from dunnix.ledger.quality.current import Current, days_to_pay_allowed
from dunnix.ledger.quality.kinds import DUE_BEFORE_ISSUE, UNUSUAL_TERMS, Seen

_LONGEST: Final = 365
_ENOUGH_OTHERS: Final = 6
_TIMES_LONGER, _DAYS_LONGER = 3, 60


def unusual_terms(
    accounts: Sequence[Current], swapped: Collection[tuple[str | None, str]]
) -> Iterator[Seen]:
    """Find due dates before the issue, over a year after it, or far beyond the debtor's others.

    Invoices whose dates are `swapped` are left out: that is told already.
    """
    for each in accounts:
        terms = [
            (invoice, days)
            for invoice in each.billed
            if (each.debtor, invoice.id) not in swapped
            if (days := days_to_pay_allowed(invoice)) is not None
        ]
        longest = _longest_usual([days for _, days in terms])
        for invoice, days in terms:
            if days < 0:
                detail = f"due on {invoice.due_date}, issued on {invoice.issue_date}"
                yield each.seen(DUE_BEFORE_ISSUE, invoice, detail=detail)
            elif days > longest:
                yield each.seen(UNUSUAL_TERMS, invoice, detail=f"terms of {days} days")


def _longest_usual(terms: Sequence[int]) -> int:
    """Give the longest terms that are no outlier of a debtor.

    A step up to 3 times as long and 60 days longer than everything shorter is one, where it
    concerns one invoice only and six others say what is usual.
    """
    counts = defaultdict[int, int](int)
    for days in terms:
        counts[max(days, 0)] += 1
    if len(terms) <= _ENOUGH_OTHERS:
        return _LONGEST
    *shorter, longest = sorted(counts)
    usual = shorter[-1] if shorter else longest
    limit = max(usual * _TIMES_LONGER, usual + _DAYS_LONGER)
    return usual if counts[longest] == 1 and longest > limit else _LONGEST
