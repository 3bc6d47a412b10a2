"""Lateness: how many days after its due date, and after its issue, money comes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter

import attrs

from dunnix.metrics.books import Receipt, Source, books_as_of, doubts
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.options import true_or_false
from dunnix.metrics.received import money_received, since, weighted_average_days


@attrs.define(eq=False, order=False)
class _Weights:
    """What the average of one group is made of: (amount, days), and the sums told beside it."""

    pairs: list[tuple[int, int]] = attrs.field(factory=list[tuple[int, int]])
    paid: int = 0
    payments: int = 0
    past_due: int = 0
    undated: int = 0

    def receive(self, receipt: Receipt, days: int) -> None:
        """Take in a receipt."""
        self.pairs.append((receipt.amount, days))
        self.paid += receipt.amount
        self.payments += receipt.payments

    @property
    def inputs(self) -> tuple[tuple[str, int], ...]:
        """What it is made of, in a fixed order; what is apart only where there is any."""
        apart = (("past_due_minor", self.past_due), ("undated_minor", self.undated))
        told = (("paid_minor", self.paid), ("payments", self.payments))
        return (*told, *(each for each in apart if each[1]))


def average_days_late(
    receivables: Source,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    clipped: bool = False,
    include_open: bool = False,
    by: By = (),
) -> Figures:
    """Average the days late of the money received, weighted by its amounts.

    The days late of a receipt are the day paid less the due date; the average is the sum of
    amount times days over the sum of amounts. Money received from `first` to `as_of` counts, both
    days included, and all of it without `first`; instalments are late each by its own due date,
    and money given back is left out. Signed by default: what comes early is below 0 and makes up
    for what comes late. `clipped` takes early money as 0 days; both are published under this
    name, and differ much. `include_open` adds what is past due and still open on `as_of`, at its
    days past due so far.

    It misleads without `include_open`, for only those who paid are in it: a debtor who never pays
    looks good, and one who pays an old debt looks worse than while it owed. A group of which
    nothing is in it has no figure. Raises `ValueError` for a period that ends before it begins,
    `TypeError` for a choice that is neither True nor False.

    Source: signed as in JD Edwards (P03B16A) and at fitsmallbusiness.com/days-beyond-terms,
    clipped as `DaysLate` in IBM's receivables data; the weight is that of each receipt, where
    Oracle Fusion takes the invoice's amount and closed items only.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> euros = Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=euros)
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 14), amount=euros, invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> print(average_days_late(account, as_of=dt.date(2026, 3, 16)))
    10.00 days
    """
    books, today = books_as_of(receivables, as_of), as_of.toordinal()
    is_clipped = true_or_false("clipped", clipped)
    has_open = true_or_false("include_open", include_open)
    weights: defaultdict[Key, _Weights] = defaultdict(_Weights)
    for each in money_received(books, first=first, as_of=as_of, by=by):
        days = each.paid - each.due
        weights[each.key].receive(each, max(days, 0) if is_clipped else days)
    if has_open:
        for item in books.open_items(as_of, known=as_of, by=by):
            if item.due < today:
                weights[item.key].pairs.append((item.amount, today - item.due))
                weights[item.key].past_due += item.amount
    sign = ("sign", "clipped" if is_clipped else "signed")
    population = ("population", "paid-and-past-due" if has_open else "paid")
    return Figures(
        metric="average_days_late",
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(sign, population, *since(first)),
        figures=_averages(weights, doubts(books, as_of)),
    )


def average_days_to_pay(
    receivables: Source, *, as_of: dt.date, first: dt.date | None = None, by: By = ()
) -> Figures:
    """Average the days from issue to payment of the money received, weighted by its amounts.

    The sum of amount times days over the sum of amounts, of money received from `first` to
    `as_of`. Money on a receivable without an issue date can't be in it: it is told beside as
    `undated_minor` and flagged `without-issue-date`. Where there is none,
    `average_terms` + `average_days_late` gives the same days exactly.

    It misleads as all averages of what was paid: who never pays isn't in it, and in a ledger that
    grows the slow payments of the latest invoices are still to come. Raises `ValueError` for a
    period that ends before it begins.

    Source: weighted average days paid as in Oracle Fusion Receivables.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> issued, due, euros = dt.date(2026, 1, 5), dt.date(2026, 2, 4), Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", issue_date=issued, due_date=due, amount=euros)
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 14), amount=euros, invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> print(average_days_to_pay(account, as_of=dt.date(2026, 3, 16)))
    40.00 days
    """
    until = attrgetter("paid")
    return _since_issue("average_days_to_pay", receivables, until, as_of=as_of, first=first, by=by)


def average_terms(
    receivables: Source, *, as_of: dt.date, first: dt.date | None = None, by: By = ()
) -> Figures:
    """Average the terms granted, in days from issue to due date, of the money received.

    Weighted by the amounts received from `first` to `as_of`, so that it can be compared with
    `average_days_to_pay` of the same money; what has no issue date is left out and flagged in the
    same way.

    It misleads as the terms in force: what is granted now and not paid yet isn't in it. Raises
    `ValueError` for a period that ends before it begins.

    Source: weighted average terms as in Oracle Fusion Receivables.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> issued, due, euros = dt.date(2026, 1, 5), dt.date(2026, 2, 4), Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", issue_date=issued, due_date=due, amount=euros)
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 14), amount=euros, invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> print(average_terms(account, as_of=dt.date(2026, 3, 16)))
    30.00 days
    """
    until = attrgetter("due")
    return _since_issue("average_terms", receivables, until, as_of=as_of, first=first, by=by)


def _since_issue(
    metric: str,
    receivables: Source,
    until: Callable[[Receipt], int],
    *,
    as_of: dt.date,
    first: dt.date | None,
    by: By,
) -> Figures:
    books = books_as_of(receivables, as_of)
    weights: defaultdict[Key, _Weights] = defaultdict(_Weights)
    for each in money_received(books, first=first, as_of=as_of, by=by):
        if each.issued is None:
            weights[each.key].undated += each.amount
        else:
            weights[each.key].receive(each, until(each) - each.issued)
    return Figures(
        metric=metric,
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("population", "paid"), *since(first)),
        figures=_averages(weights, ()),
    )


def _averages(weights: Mapping[Key, _Weights], doubted: Sequence[str]) -> tuple[Figure, ...]:
    return figures_in_order(
        {
            key: Figure(
                currency=key[0] or "",
                group=key[1:],
                value=weighted_average_days(each.pairs),
                inputs=each.inputs,
                flags=("without-issue-date",) if each.undated else (),
            )
            for key, each in weights.items()
        },
        doubted,
    )
