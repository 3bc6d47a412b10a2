"""Terms that can't be, that nobody else has, or that the due date or a reader disagrees with."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from dunnix.ledger.quality.current import Current, days_to_pay_allowed
from dunnix.ledger.quality.kinds import (
    DUE_BEFORE_ISSUE,
    DUE_DATE_AGAINST_TERMS,
    UNREADABLE_TERMS,
    UNUSUAL_TERMS,
    Seen,
)
from dunnix.model.agreed_terms import Unread, read_agreed

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


def contradicted_terms(
    accounts: Sequence[Current], swapped: Collection[tuple[str | None, str]]
) -> Iterator[Seen]:
    """Find due dates that aren't what the terms of their invoice give, the last of several.

    Invoices whose dates are `swapped` are left out, as above.
    """
    for each in accounts:
        for invoice in each.billed:
            if invoice.terms is None or (each.debtor, invoice.id) in swapped:
                continue
            by_terms = invoice.due_date_by_terms
            if by_terms is not None and by_terms != invoice.due_date:
                detail = f"due on {invoice.due_date}, by its terms on {by_terms}"
                yield each.seen(DUE_DATE_AGAINST_TERMS, invoice, detail=detail)


def unreadable_terms(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices whose terms are a text that says nothing, or may say several things."""
    for each in accounts:
        for invoice in each.billed:
            found = read_agreed(invoice.terms)
            if isinstance(found, Unread):
                yield each.seen(UNREADABLE_TERMS, invoice, detail=f"its terms {found.reason}")


def _longest_usual(terms: Sequence[int]) -> int:
    """Give the longest terms of a debtor that are believed, a year at most.

    One invoice is no longer believed whose terms are over three times as long, and over 60 days
    longer, than those of all others, at least six.
    """
    if len(terms) <= _ENOUGH_OTHERS:
        return _LONGEST
    *_, usual, longest = sorted(terms)
    limit = max(usual * _TIMES_LONGER, usual + _DAYS_LONGER)
    return usual if limit < longest <= _LONGEST else _LONGEST
