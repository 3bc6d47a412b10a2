"""The methods of days sales outstanding over books, all but count-back."""

import datetime as dt
from collections import defaultdict
from fractions import Fraction
from typing import Final

from dunnix.metrics.ageing import TRADE_EDGES
from dunnix.metrics.balances import groups_of
from dunnix.metrics.books import Books, Credits
from dunnix.metrics.figure import Figure, figure_of
from dunnix.metrics.grouping import By, Key
from dunnix.metrics.period import ONE_DAY, month_ends, window_start
from dunnix.metrics.sales_history import all_sales
from dunnix.metrics.sales_outstanding_formulas import (
    average_balance_dso_days,
    rolling_dso_days,
    sales_weighted_dso_days,
    simple_dso_days,
    since_first_invoice_days,
)
from dunnix.metrics.sales_window import sales_between

WEIGHTED_AGES: Final = ",".join(map(str, TRADE_EDGES))


def simple_figures(books: Books, as_of: dt.date, days: int, by: By) -> dict[Key, Figure]:
    """Divide the receivables of a day by the sales of the days up to it."""
    owing = books.balance(as_of, known=as_of, by=by)
    sold = sales_between(books, window_start(as_of, days), as_of, known=as_of, by=by)
    found: dict[Key, Figure] = {}
    for key in groups_of(owing, sold.sums):
        net = owing.get(key, 0)
        value = simple_dso_days(net, sold.sums.get(key, 0), days)
        inputs = {"receivables_minor": net}
        found[key] = sold.figure(key, value, inputs=inputs, flags=_in_credit(net))
    return found


def average_balance_figures(books: Books, as_of: dt.date, days: int, by: By) -> dict[Key, Figure]:
    """Divide the mean of the receivables before a window and at its end by its sales."""
    start = window_start(as_of, days)
    before = books.balance(start - ONE_DAY, known=as_of, by=by)
    after = books.balance(as_of, known=as_of, by=by)
    sold = sales_between(books, start, as_of, known=as_of, by=by)
    found: dict[Key, Figure] = {}
    for key in groups_of(before | after, sold.sums):
        opening, closing = (each.get(key, 0) for each in (before, after))
        value = average_balance_dso_days([opening, closing], sold.sums.get(key, 0), days)
        inputs = {"opening_minor": opening, "closing_minor": closing}
        found[key] = sold.figure(key, value, inputs=inputs, flags=_in_credit(opening + closing))
    return found


def rolling_figures(books: Books, as_of: dt.date, months: int, by: By) -> dict[Key, Figure]:
    """Divide the mean of month-end receivables by the mean of the months' sales."""
    *ends, before = month_ends(as_of, months + 1)
    owing = [books.balance(end, known=as_of, by=by) for end in ends]
    start, oldest = before + ONE_DAY, ends[-1]
    sold = sales_between(books, start, as_of, known=as_of, by=by, begun_by=oldest)
    found: dict[Key, Figure] = {}
    everybody = {key: each for balances in owing for key, each in balances.items()}
    for key in groups_of(everybody, sold.sums):
        nets = [each.get(key, 0) for each in owing]
        value = rolling_dso_days(nets, sold.sums.get(key, 0), months)
        inputs = {"balances_minor": sum(nets)}
        found[key] = sold.figure(key, value, inputs=inputs, flags=_in_credit(sum(nets)))
    return found


def sales_weighted_figures(books: Books, as_of: dt.date, by: By) -> dict[Key, Figure]:
    """Divide what is open of each age by the sales of the month it stems from."""
    ends = month_ends(as_of, len(TRADE_EDGES) + 2)
    starts = [end + ONE_DAY for end in reversed(ends[1:])]
    ages = range(len(starts))
    open_ = _net_by_age(books, as_of, by)
    sales = books.sales(starts, as_of, known=as_of, by=by)
    found: dict[Key, Figure] = {}
    for key in {key for key, _ in (*open_, *sales)}:
        owed = [open_.get((key, age), 0) for age in ages]
        sold = [sales.get((key, len(starts) - 1 - age), 0) for age in ages]
        if any((*owed, *sold)):
            value = sales_weighted_dso_days(owed, sold)
            found[key] = _figure(key, value, sum(owed), sum(sold))
    return found


def since_first_invoice_figures(books: Books, as_of: dt.date, by: By) -> dict[Key, Figure]:
    """Divide what is owed by all that was ever billed, by the days since the first invoice."""
    owing = books.balance(as_of, known=as_of, by=by)
    history = all_sales(books, as_of, by)
    found: dict[Key, Figure] = {}
    for key in groups_of(owing, {key: billed for key, (_, billed) in history.items()}):
        first, sales = history.get(key, (as_of, 0))
        net, days = owing.get(key, 0), (as_of - first).days
        value = since_first_invoice_days(net, sales, days) if sales > 0 else None
        found[key] = _figure(key, value, net, sales, days_since_first_invoice=days)
    return found


def _net_by_age(books: Books, as_of: dt.date, by: By) -> dict[tuple[Key, int], int]:
    owed = books.owed(as_of, known=as_of, by=by, edges=TRADE_EDGES, credit=Credits.AGED)
    sums: defaultdict[tuple[Key, int], int] = defaultdict(int)
    for place, found in owed.open.items():
        sums[place] += found.amount
    for place, amount in owed.unapplied.items():
        sums[place] -= amount
    return dict(sums)


def _figure(key: Key, value: Fraction | None, net: int, sales: int, **more: int) -> Figure:
    unsold = "negative-sales" if sales < 0 else "no-sales"
    flags = (*_in_credit(net), *([unsold] if value is None else []))
    inputs = {"receivables_minor": net, "sales_minor": sales, **more}
    return figure_of(key, value, inputs=inputs, flags=flags)


def _in_credit(net: int) -> tuple[str, ...]:
    return ("negative-receivables",) if net < 0 else ()
