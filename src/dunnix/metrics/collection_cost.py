"""What a day of sales outstanding costs to finance."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from dunnix.metrics.books import Source, books_as_of, doubts
from dunnix.metrics.figure import Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, split_names
from dunnix.metrics.options import exact_number, whole_number
from dunnix.metrics.period import window_start
from dunnix.metrics.sales_window import sales_between


def cost_of_dso_day(
    receivables: Source,
    *,
    as_of: dt.date,
    annual_rate: Decimal | str | Fraction,
    days: int = 90,
    by: By = (),
) -> Figures:
    """Give what one more day of sales outstanding costs a year, in minor units.

    Sales of the last `days` / `days` x `annual_rate`: a day of sales more is owed all year round
    and has to be financed. The rate is a share of one: 8 % is `"0.08"`. None where more was
    credited than sold (`negative-sales`), or the ledger begins within the window
    (`short-history`). Nothing sold costs nothing.

    It misleads where the money would lie idle anyway: it is worth the rate that it saves, that of
    the overdraft rather than that of the balance sheet. Raises `TypeError` for a rate that is a
    float, `ValueError` for one that is no number or below zero, and as `days_sales_outstanding`
    does.

    Source: the cost of carrying receivables, balance x annual rate, for a balance of a day's sales.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = Invoice(id="F-1", issue_date=dt.date(2026, 1, 1), due_date=dt.date(2026, 4, 1),
    ...                amount=Money("9000.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[sold])
    >>> print(cost_of_dso_day(account, as_of=dt.date(2026, 3, 31), annual_rate="0.08"))
    800 minor units
    """
    books, window = books_as_of(receivables, as_of), whole_number("days", days)
    rate = exact_number("annual_rate", annual_rate)
    if rate < 0:
        raise ValueError(f"`annual_rate` is `{annual_rate}`, which is below zero")
    sold = sales_between(books, window_start(as_of, window), as_of, known=as_of, by=by)
    figures = {
        key: sold.figure(key, Fraction(sales, window) * rate if sales > 0 else None, inputs={})
        for key, sales in sold.sums.items()
        if sales
    }
    return Figures(
        metric="cost_of_dso_day",
        unit=Unit.MONEY,
        as_of=as_of,
        by=split_names(by),
        convention=(("annual-rate", str(annual_rate)), ("days", str(window))),
        figures=figures_in_order(figures, doubts(books, as_of)),
    )
