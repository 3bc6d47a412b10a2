"""Days sales outstanding: how many days of sales are owed, in six published forms."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple, assert_never

from dunnix.metrics.books import Books, Source, books_as_of, doubts
from dunnix.metrics.count_back import ZeroSales, count_back_figures
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.options import chosen, number_of_months, whole_number
from dunnix.metrics.sales_outstanding_methods import (
    WEIGHTED_AGES,
    average_balance_figures,
    rolling_figures,
    sales_weighted_figures,
    simple_figures,
    since_first_invoice_figures,
)


class DsoMethod(StrEnum):
    """How days sales outstanding are reckoned; results of two methods don't compare."""

    SIMPLE = "simple"
    AVERAGE_BALANCE = "average-balance"
    COUNT_BACK = "count-back"
    ROLLING = "rolling"
    SALES_WEIGHTED = "sales-weighted"
    SINCE_FIRST_INVOICE = "since-first-invoice"


def days_sales_outstanding(
    receivables: Source,
    *,
    as_of: dt.date,
    method: DsoMethod | str = DsoMethod.SIMPLE,
    days: int = 90,
    periods: int = 12,
    zero_sales: ZeroSales | str = ZeroSales.COUNT,
    by: By = (),
) -> Figures:
    """Give the days of sales that are owed at the close of a day (DSO).

    Receivables are net: what is open less unapplied money and free credit notes. Sales are what
    was billed, by issue date, less credit notes; both with tax, or both without.

    - `simple`: receivables / sales of the last `days` x `days`, `as_of` the last of them.
    - `average-balance`: the same with the mean of the receivables before the window and on `as_of`.
    - `count-back`: calendar months of sales, newest first, are taken off the receivables; each
      counts its days, the last one in part. A month without sales counts its days (`zero_sales`
      `count`, as JD Edwards has it), none (`skip`) or leaves no answer (`stop`, Oracle HFM).
    - `rolling`: mean receivables at the end of the last `periods` months x 30 / mean monthly
      sales of the same, months ending on the day of `as_of`. SAP leaves part payments out of
      account until an item is cleared; here they count.
    - `sales-weighted`: what is not due, 1-30, 31-60, 61-90 and over 90 days late, each / the sales
      of its month (the latest, the one before, ...), summed, x 30. Credits in their own age.
    - `since-first-invoice`: receivables / all ever billed x days since the first invoice, as in
      Odoo; nothing ever billed is None here, 0 there.

    An option that a method doesn't name has no say in it. None where there are no sales to
    divide by (`no-sales`, `negative-sales`), the ledger begins within the window
    (`short-history`; ask for fewer `days` or `periods`) or all sales are counted back and
    something is left (`history-exhausted`). Net credit balances are flagged
    `negative-receivables`; counted back they are 0. Invoices without an issue date are owed, but
    in no sales: DSO is then too high.

    It misleads where sales rise, fall or have seasons: the simple form then moves though nobody
    pays otherwise, count-back less so. Raises `ValueError` for a method that isn't there, a
    number of days or months below 1, and a day before the first invoice; `TypeError` where
    `as_of` isn't a plain date.

    Source: JD Edwards EnterpriseOne, "Days Sales Outstanding" and table F03B16; SAP Smart
    Financials, "Days Sales Outstanding - Calculation for a Specific Period"; Credit Research
    Foundation (sales-weighted); Odoo, `res.partner.days_sales_outstanding`.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = [Invoice(id=f"F-{month}", issue_date=dt.date(2026, month, 1),
    ...                 due_date=dt.date(2026, month, 28), amount=Money("90.00", "EUR"))
    ...         for month in (1, 2, 3)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=sold)
    >>> print(days_sales_outstanding(account, as_of=dt.date(2026, 3, 31), method="count-back"))
    90.00 days
    """
    books, way = books_as_of(receivables, as_of), chosen(DsoMethod, "method", method)
    options = _Options(
        days=whole_number("days", days),
        periods=number_of_months("periods", periods),
        zero_sales=chosen(ZeroSales, "zero_sales", zero_sales),
    )
    return Figures(
        metric="days_sales_outstanding",
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("method", way.value), *_convention(way, options)),
        figures=figures_in_order(_reckoned(books, as_of, by, way, options), doubts(books, as_of)),
    )


class _Options(NamedTuple):
    days: int
    periods: int
    zero_sales: ZeroSales


def _reckoned(
    books: Books, as_of: dt.date, by: By, way: DsoMethod, options: _Options
) -> dict[Key, Figure]:
    match way:
        case DsoMethod.SIMPLE:
            return simple_figures(books, as_of, options.days, by)
        case DsoMethod.AVERAGE_BALANCE:
            return average_balance_figures(books, as_of, options.days, by)
        case DsoMethod.COUNT_BACK:
            return count_back_figures(books, as_of, zero_sales=options.zero_sales, by=by)
        case DsoMethod.ROLLING:
            return rolling_figures(books, as_of, options.periods, by)
        case DsoMethod.SALES_WEIGHTED:
            return sales_weighted_figures(books, as_of, by)
        case DsoMethod.SINCE_FIRST_INVOICE:
            return since_first_invoice_figures(books, as_of, by)
        case _:
            assert_never(way)


def _convention(way: DsoMethod, options: _Options) -> tuple[tuple[str, str], ...]:
    match way:
        case DsoMethod.SIMPLE:
            return (("days", str(options.days)),)
        case DsoMethod.AVERAGE_BALANCE:
            return (("days", str(options.days)), ("balance", "opening-and-closing"))
        case DsoMethod.COUNT_BACK:
            return (("months", "calendar"), ("zero-sales", options.zero_sales.value))
        case DsoMethod.ROLLING:
            return (("periods", str(options.periods)),)
        case DsoMethod.SALES_WEIGHTED:
            return (("ages", WEIGHTED_AGES),)
        case DsoMethod.SINCE_FIRST_INVOICE:
            return ()
        case _:
            assert_never(way)
