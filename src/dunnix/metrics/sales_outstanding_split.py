"""Days sales outstanding split: what isn't late, and what is."""

import datetime as dt
from collections.abc import Callable

from dunnix.metrics.balances import NOTHING_OWED, Receivables, groups_of, receivables_on
from dunnix.metrics.books import Source, books_as_of, doubts
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.options import whole_number
from dunnix.metrics.period import window_start
from dunnix.metrics.sales_outstanding_formulas import simple_dso_days
from dunnix.metrics.sales_window import sales_between


def best_possible_dso(
    receivables: Source, *, as_of: dt.date, days: int = 90, by: By = ()
) -> Figures:
    """Give the days of sales that are owed and not late: DSO if everybody paid on the due date.

    Open receivables not past due / sales of the last `days` x `days`. What is due on `as_of` isn't
    late. Unapplied money and free credit notes are not taken off: they pay first what is late.
    None without sales in the window, or where the ledger begins within it (`short-history`).

    It misleads where terms were given long, or due dates moved: it says what was agreed, not what
    was wise. Raises as `days_sales_outstanding` does.

    Source: Credit Research Foundation; JD Edwards calls it days credit granted.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = [Invoice(id=f"F-{month}", issue_date=dt.date(2026, month, 1),
    ...                 due_date=dt.date(2026, month + 1, 15), amount=Money("90.00", "EUR"))
    ...         for month in (1, 2, 3)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=sold)
    >>> print(best_possible_dso(account, as_of=dt.date(2026, 3, 31)))
    30.00 days
    """
    return _split("best_possible_dso", receivables, as_of, days, by, _current)


def average_days_delinquent(
    receivables: Source, *, as_of: dt.date, days: int = 90, by: By = ()
) -> Figures:
    """Give the days of sales that are late: DSO less best possible DSO over the same window.

    (Open receivables past due, less unapplied money and free credit notes) / sales of the last
    `days` x `days`. With `best_possible_dso` it splits the simple DSO in two. Below zero where
    credits surpass what is late (`credits-exceed-overdue`). None without sales in the window, or
    where the ledger begins within it (`short-history`).

    It is no mean of days late: a small and very old debt hardly moves it, and so it misleads where
    old debts are many and small. Raises as `days_sales_outstanding` does.

    Source: Credit Research Foundation; JD Edwards calls it delinquent DSO.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> sold = [Invoice(id=f"F-{month}", issue_date=dt.date(2026, month, 1),
    ...                 due_date=dt.date(2026, month + 1, 15), amount=Money("90.00", "EUR"))
    ...         for month in (1, 2, 3)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=sold)
    >>> print(average_days_delinquent(account, as_of=dt.date(2026, 3, 31)))
    60.00 days
    """
    return _split("average_days_delinquent", receivables, as_of, days, by, _late)


def _split(
    metric: str,
    receivables: Source,
    as_of: dt.date,
    days: int,
    by: By,
    part: Callable[[Receivables], tuple[str, int]],
) -> Figures:
    books, window = books_as_of(receivables, as_of), whole_number("days", days)
    owing = receivables_on(books, as_of, known=as_of, by=by)
    sold = sales_between(books, window_start(as_of, window), as_of, known=as_of, by=by)
    found: dict[Key, Figure] = {}
    in_balance = {key: each for key, each in owing.items() if each.net}
    for key in groups_of(in_balance, sold.sums):
        name, amount = part(owing.get(key, NOTHING_OWED))
        value = simple_dso_days(amount, sold.sums.get(key, 0), window)
        flags = ("credits-exceed-overdue",) if amount < 0 else ()
        found[key] = sold.figure(key, value, inputs={name: amount}, flags=flags)
    return Figures(
        metric=metric,
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("days", str(window)), ("due-today", "not-late")),
        figures=figures_in_order(found, doubts(books, as_of)),
    )


def _current(owed: Receivables) -> tuple[str, int]:
    return "current_minor", owed.current


def _late(owed: Receivables) -> tuple[str, int]:
    return "overdue_less_credits_minor", owed.overdue - owed.unapplied
