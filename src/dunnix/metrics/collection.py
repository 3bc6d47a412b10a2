"""How well is collected: effectiveness, the share of what fell due, and turnover."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from dunnix.metrics.balances import NOTHING_OWED, Receivables, groups_of, receivables_on
from dunnix.metrics.books import Books, Source, books_as_of, doubts
from dunnix.metrics.collection_formulas import (
    collected_ratio,
    effectiveness_percent,
    turnover_times,
)
from dunnix.metrics.figure import Figure, Figures, Unit, figure_of, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.options import chosen
from dunnix.metrics.period import ONE_DAY, checked_first, months_in
from dunnix.metrics.sales_window import SalesWindow, sales_between


class CeiForm(StrEnum):
    """Whether the sales of a period count by the month, as published for quarters, or whole."""

    PER_MONTH = "per-month"
    PERIOD = "period"


class TurnoverBalance(StrEnum):
    """Whether sales are divided by the mean of opening and closing receivables, or the closing."""

    AVERAGE = "average"
    CLOSING = "closing"


def collection_effectiveness(
    receivables: Source,
    *,
    as_of: dt.date,
    first: dt.date,
    form: CeiForm | str = CeiForm.PER_MONTH,
    by: By = (),
) -> Figures:
    """Give the collection effectiveness index (CEI) from `first` to `as_of`, in percent.

    (Beginning + sales / months - ending total) / (beginning + sales / months - ending current) x
    100. Beginning is what was owed at the close of the day before `first`, current what isn't past
    due on `as_of`; beginning and total are net of unapplied money and free credit notes, current
    isn't, for credits pay first what is late. `form` `period` leaves the sales undivided: the two
    differ widely and don't compare. Parts of months count by their days.

    100 says that nothing late is left. Above it, credits surpass what is late
    (`credits-exceed-overdue`). None where nothing was to be collected; `short-history` says that
    the ledger begins after `first`, so that beginning and sales may lack something.

    It misleads by the month where much was billed and collected within the period: that part isn't
    seen. Raises `ValueError` for a form that isn't there, `first` after `as_of`, and a day before
    the first invoice; `TypeError` where either isn't a plain date.

    Source: Credit Research Foundation (divided by the months of the period); creditguru.com uses
    the annual form, undivided.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = [Invoice(id=f"F-{month}", issue_date=dt.date(2026, month, 1),
    ...                 due_date=dt.date(2026, month + 1, 15), amount=Money("60.00", "EUR"))
    ...         for month in (1, 2, 3)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=sold)
    >>> cei = collection_effectiveness(account, as_of=dt.date(2026, 3, 31),
    ...                                first=dt.date(2026, 1, 1), form="period")
    >>> print(cei)
    0.00 %
    """
    way = chosen(CeiForm, "form", form)
    books, start = books_as_of(receivables, as_of), checked_first(first, as_of)
    months = months_in(start, as_of) if way is CeiForm.PER_MONTH else Fraction(1)
    found = {each.key: _effectiveness(each, months) for each in _periods(books, start, as_of, by)}
    return Figures(
        metric="collection_effectiveness",
        unit=Unit.PERCENT,
        as_of=as_of,
        by=split_names(by),
        convention=(("form", way.value), ("first", start.isoformat())),
        figures=figures_in_order(found, doubts(books, as_of)),
    )


def receivables_turnover(
    receivables: Source,
    *,
    as_of: dt.date,
    first: dt.date,
    balance: TurnoverBalance | str = TurnoverBalance.AVERAGE,
    by: By = (),
) -> Figures:
    """Give how many times a year receivables are turned into money.

    Sales from `first` to `as_of` / receivables x 12 / the months of the period (parts of months by
    their days). Receivables are net: the mean of those at the close of the day before `first` and
    of `as_of`, or with `closing` the latter alone. 365 / turnover is a DSO of the average balance.

    None where nothing is owed, or more was credited than sold (`negative-sales`); `short-history`
    says that the ledger begins after `first`. It misleads where the days chosen aren't typical:
    receivables at a low after the season make it look fast. Raises as `collection_effectiveness`.

    Source: credit sales / average receivables as in textbooks of accounting; some divide by the
    balance at the end of the year.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = Invoice(id="F-1", issue_date=dt.date(2026, 1, 1), due_date=dt.date(2026, 4, 1),
    ...                amount=Money("60.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[sold])
    >>> print(receivables_turnover(account, as_of=dt.date(2026, 3, 31), first=dt.date(2026, 1, 1)))
    8.00 times
    """
    way = chosen(TurnoverBalance, "balance", balance)
    books, start = books_as_of(receivables, as_of), checked_first(first, as_of)
    year = 12 / months_in(start, as_of)
    average = way is TurnoverBalance.AVERAGE
    found = {
        each.key: _turnover(each, year, average=average)
        for each in _periods(books, start, as_of, by)
    }
    return Figures(
        metric="receivables_turnover",
        unit=Unit.TIMES,
        as_of=as_of,
        by=split_names(by),
        convention=(("balance", way.value), ("first", start.isoformat())),
        figures=figures_in_order(found, doubts(books, as_of)),
    )


def collection_rate(receivables: Source, *, as_of: dt.date, first: dt.date, by: By = ()) -> Figures:
    """Give the share collected from `first` to `as_of` of what was late before or fell due in it.

    Collected / (collected + still open), of receivables due by `as_of`: what was received for them
    within the period, and what is left of them at its end. So credit notes are neither collected
    nor to be collected, and a payment that bounced is still open. Money that isn't allocated to a
    receivable collects nothing. None where nothing was to be collected.

    It misleads where old debts that nobody hopes for stay on the books: they are in every period.
    Raises `ValueError` for `first` after `as_of` and a day before the first invoice, `TypeError`
    where either isn't a plain date.

    Source: the collection rate of a period, (to collect - still to collect) / to collect, where to
    collect is what was late at its start and what fell due in it.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> due = dt.date(2026, 3, 16)
    >>> invoice = Invoice(id="F-1", due_date=due, amount=Money("80.00", "EUR"))
    >>> paid = Payment(id="P-1", date=due, amount=Money("60.00", "EUR"), invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> print(collection_rate(account, as_of=dt.date(2026, 3, 31), first=dt.date(2026, 3, 1)))
    0.7500
    """
    books, start = books_as_of(receivables, as_of), checked_first(first, as_of)
    # Due today has an age of 0: it fell due, though it isn't late.
    owing = receivables_on(books, as_of, known=as_of, by=by, beyond=-1)
    collected: defaultdict[Key, int] = defaultdict(int)
    for receipt in books.receipts(start, as_of, known=as_of, by=by):
        if receipt.due <= as_of.toordinal():
            collected[receipt.key] += receipt.amount
    found = {
        key: _collected(key, collected.get(key, 0), owing.get(key, NOTHING_OWED).overdue)
        for key in groups_of(owing, collected)
    }
    return Figures(
        metric="collection_rate",
        unit=Unit.RATIO,
        as_of=as_of,
        by=split_names(by),
        convention=(("first", start.isoformat()), ("credits", "left-out")),
        figures=figures_in_order(found, doubts(books, as_of)),
    )


class _Period(NamedTuple):
    """What a group owed before a period and at its end, and what was billed to it in between."""

    key: Key
    before: Receivables
    after: Receivables
    sold: SalesWindow

    @property
    def sales(self) -> int:
        return self.sold.sums.get(self.key, 0)


def _periods(books: Books, first: dt.date, as_of: dt.date, by: By) -> Iterator[_Period]:
    before = receivables_on(books, first - ONE_DAY, known=as_of, by=by)
    after = receivables_on(books, as_of, known=as_of, by=by)
    sold = sales_between(books, first, as_of, known=as_of, by=by)
    for key in groups_of(before | after, sold.sums):
        yield _Period(key, before.get(key, NOTHING_OWED), after.get(key, NOTHING_OWED), sold)


def _effectiveness(period: _Period, months: Fraction) -> Figure:
    before, after = period.before, period.after
    value = effectiveness_percent(before.net, period.sales, after.net, after.current, months=months)
    beyond = after.unapplied > after.overdue
    return figure_of(
        period.key,
        value,
        inputs={
            "beginning_minor": before.net,
            "ending_minor": after.net,
            "ending_current_minor": after.current,
            "sales_minor": period.sales,
        },
        flags=(*(["credits-exceed-overdue"] if beyond else []), *period.sold.too_short),
    )


def _turnover(period: _Period, a_year: Fraction, *, average: bool) -> Figure:
    opening, closing, sales = period.before.net, period.after.net, period.sales
    owed = Fraction(opening + closing, 2) if average else Fraction(closing)
    return figure_of(
        period.key,
        turnover_times(sales * a_year, owed),
        inputs={"beginning_minor": opening, "ending_minor": closing, "sales_minor": sales},
        flags=(*(["negative-sales"] if sales < 0 else []), *period.sold.too_short),
    )


def _collected(key: Key, collected: int, still_open: int) -> Figure:
    inputs = {"collected_minor": collected, "still_open_minor": still_open}
    return figure_of(key, collected_ratio(collected, still_open), inputs=inputs)
