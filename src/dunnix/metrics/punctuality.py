"""Punctuality: how much of what fell due was paid by its due date."""

import datetime as dt
from collections import Counter
from fractions import Fraction

from dunnix.metrics.books import Source, books_as_of, doubts
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.received import money_kept, period_start, since


def paid_on_time(
    receivables: Source, *, as_of: dt.date, first: dt.date | None = None, by: By = ()
) -> Figures:
    """Give the share of what fell due that was paid by its due date, by amount, from 0 to 1.

    What fell due from `first` to `as_of`, both days included, is what was received for it, early,
    in time or late, and what of it is still open: who doesn't pay counts as who pays late. What
    credit notes settled fell due to nobody. Instalments fall due each by its own. Money given
    back never came: of several payments the last one is taken back first, so that an invoice
    paid twice and refunded fell due once.

    It is that of the close of `as_of`: what is due that day and not paid counts as not in time,
    so ask for yesterday while today isn't over. It misleads where money comes in that nobody
    allocates, where due dates were put off, and while an invoice is paid beyond its amount: that
    counts as having fallen due. A group of which nothing fell due has no figure.
    Raises `ValueError` for a period that ends before it begins.

    Source: the goal of the trade, an invoice paid on its contractual due date; by amount, as the
    share of prompt payments of payment studies, but of all that fell due and not of what was paid.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> euros = Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=euros)
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 4), amount=Money("30.00", "EUR"),
    ...                invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> print(paid_on_time(account, as_of=dt.date(2026, 3, 16)))
    0.3333
    """
    books, today = books_as_of(receivables, as_of), as_of.toordinal()
    start = period_start(first, as_of).toordinal()
    fell_due: Counter[Key] = Counter()
    on_time: Counter[Key] = Counter()
    for each in money_kept(books, as_of=as_of, by=by):
        if start <= each.due <= today:
            fell_due[each.key] += each.amount
            on_time[each.key] += each.amount if each.paid <= each.due else 0
    for item in books.open_items(as_of, known=as_of, by=by):
        if start <= item.due <= today:
            fell_due[item.key] += item.amount
    figures = {
        key: Figure(
            currency=key[0] or "",
            group=key[1:],
            value=Fraction(on_time[key], amount),
            inputs=(("on_time_minor", on_time[key]), ("fell_due_minor", amount)),
        )
        for key, amount in fell_due.items()
        if amount
    }
    return Figures(
        metric="paid_on_time",
        unit=Unit.RATIO,
        as_of=as_of,
        by=split_names(by),
        convention=(("measure", "value"), ("population", "fell-due"), *since(first)),
        figures=figures_in_order(figures, doubts(books, as_of)),
    )
