"""Days beyond terms: lateness told from an ageing alone, each bucket at its middle."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from dunnix.metrics.ageing import checked_edges
from dunnix.metrics.books import Source, books_as_of
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names


def days_beyond_terms(
    receivables: Source,
    *,
    as_of: dt.date,
    edges: Sequence[int] | None = None,
    by: By = (),
) -> Figures:
    """Estimate how many days beyond terms the balance is, from its ageing alone.

    Each bucket counts at its middle, what isn't late at 0: with the default edges the sum of 15,
    45, 75 and 105 times what is 1-30, 31-60, 61-90 and over 90 days late, over all that is open.
    The last bucket has no middle, so it counts as far beyond its edge as the one before it.

    It misleads where much is very late (all beyond the last edge counts alike), and says nothing
    of what was paid: use `average_days_late` where the days themselves are known. Unapplied money
    isn't taken off. A group that owes nothing has no figure. Raises `ValueError` for edges that
    don't rise, leave out 0, or hold nothing above 0.

    Source: Experian's days beyond terms.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> euros = Money("90.00", "EUR")
    >>> late = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=euros)
    >>> due_later = Invoice(id="F-2", due_date=dt.date(2026, 3, 31), amount=euros)
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[late, due_later])
    >>> print(days_beyond_terms(account, as_of=dt.date(2026, 3, 16)))
    22.50 days
    """
    limits = checked_edges(edges)
    middles = bucket_middles(limits)
    owed = books_as_of(receivables, as_of).owed(as_of, known=as_of, by=by, edges=limits)
    open_: Counter[Key] = Counter()
    weighted: defaultdict[Key, Fraction] = defaultdict(Fraction)
    for (key, place), found in owed.open.items():
        open_[key] += found.amount
        weighted[key] += found.amount * middles[place]
    figures = {
        key: Figure(
            currency=key[0] or "",
            group=key[1:],
            value=weighted[key] / amount if amount else None,
            inputs=(("open_minor", amount),),
        )
        for key, amount in open_.items()
    }
    return Figures(
        metric="days_beyond_terms",
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("method", "bucket-middles"), ("edges", " ".join(map(str, limits)))),
        figures=figures_in_order(figures),
    )


def bucket_middles(edges: Sequence[int]) -> tuple[Fraction, ...]:
    """Give the days late that each bucket counts at, the one beyond the last edge included.

    >>> [str(days) for days in bucket_middles((0, 30, 60, 90))]
    ['0', '15', '45', '75', '105']
    """
    if edges[-1] <= 0:
        raise ValueError("`edges` need one above 0, the last day of a bucket of what is late")
    ends = (*edges, 2 * edges[-1] - edges[-2])
    late = (
        Fraction(sooner + later, 2) if later > 0 else Fraction(0)
        for sooner, later in pairwise(ends)
    )
    return (Fraction(0), *late)
