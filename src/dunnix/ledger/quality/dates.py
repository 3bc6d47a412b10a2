"""Dates that are missing, or lie years away from all others."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.kinds import FAR_DATE, MISSING_ISSUE_DATE, Seen
from dunnix.model import Invoice, Payment

_FIRST_YEAR, _LAST_YEAR = 1980, 2100
_GAP_BEFORE: Final = 5 * 365
_GAP_AFTER: Final = 366
_ENOUGH: Final = 10
_FEW: Final = 50  # one in 50 dates may be far


class _Range(NamedTuple):
    """The days among which dates are believed, both included."""

    first: dt.date
    last: dt.date


def missing_issue_dates(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices and credit notes that no sale can be counted of."""
    for each in accounts:
        for invoice in each.invoices:
            if invoice.issue_date is None:
                yield each.seen(MISSING_ISSUE_DATE, invoice)


def far_dates(accounts: Sequence[Current], as_of: dt.date | None) -> Iterator[Seen]:
    """Find dates of invoices and payments over 5 years before or a year after all others.

    Only a few can be far from the many: one, or one in 50. Under ten dates aren't many, and years
    before 1980 and after 2100 are never believed. With `as_of`, a few dates over a year later are
    far as well; where there are more, it is a look back.
    """
    rows = [(each, *dated) for each in accounts for dated in _dated(each)]
    range_ = _believed(sorted(day for _, _, _, day in rows), as_of)
    for account, row, noun, day in rows:
        if not range_.first <= day <= range_.last:
            yield account.seen(FAR_DATE, row, detail=f"{noun} on {day}")


def _dated(each: Current) -> Iterator[tuple[Invoice | Payment, str, dt.date]]:
    for invoice in each.invoices:
        if invoice.issue_date is not None:
            yield invoice, "issued", invoice.issue_date
        else:
            yield invoice, "due", invoice.due_date
    for payment in each.payments:
        yield payment, "paid", payment.date


def _believed(days: Sequence[dt.date], as_of: dt.date | None) -> _Range:
    first, last = dt.date(_FIRST_YEAR, 1, 1), dt.date(_LAST_YEAR, 12, 31)
    few = max(len(days) // _FEW, 1)
    if as_of is not None:
        sooner = [day for day in days if (day - as_of).days <= _GAP_AFTER]
        if sooner and len(days) - len(sooner) <= few:
            last = min(last, sooner[-1])
    if len(days) >= _ENOUGH:
        for place in range(1, few + 1):
            if (days[place] - days[place - 1]).days > _GAP_BEFORE:
                first = max(first, days[place])
            if (days[-place] - days[-place - 1]).days > _GAP_AFTER:
                last = min(last, days[-place - 1])
    return _Range(first, last)
