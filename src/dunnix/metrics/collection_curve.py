"""Collection curves: how much of what was billed in a month came in within how many days."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from dunnix.metrics.books import Books, Source, books_as_of, doubts
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.options import number_of_months
from dunnix.metrics.period import LONG_AGO, month_starts
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured

POINTS: Final = (0, 15, 30, 45, 60, 90, 120, 180)


@attrs.frozen(kw_only=True, order=False)
class CollectionCurve:
    """What came in of the invoices of one month, as shares of what is to be paid of them.

    `month` is its first day, `billed_minor` what was billed net of credits, in minor units;
    `shares` has one share a point, None where an invoice of the month is younger than that.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    month: dt.date
    billed_minor: int
    shares: tuple[Fraction | None, ...]


@attrs.frozen(kw_only=True, order=False)
class CollectionCurves(Tabular):
    """The collection curves of the last months, oldest first in each currency and group.

    `points` are the days since issue at which the shares are taken, `flags` says what to know
    before they are relied on.
    """

    as_of: dt.date
    points: tuple[int, ...]
    by: tuple[str, ...] = ()
    curves: tuple[CollectionCurve, ...]
    flags: tuple[str, ...] = ()

    def table(self) -> Table:
        """Give one row a curve: group, month, what was billed, the share within each point."""
        columns = (
            *group_columns(self.by),
            Column("month", ColumnKind.DATE),
            measured("billed_minor"),
            *(measured(f"within_{point}_days_ratio") for point in self.points),
        )
        return Table(columns, tuple(map(_wide_row, self.curves)))

    def long_table(self) -> Table:
        """Give one row a curve and point, as charts want it; points not reached yet are out."""
        columns = (
            *group_columns(self.by),
            Column("month", ColumnKind.DATE),
            Column("within_days", ColumnKind.COUNT),
            measured("collected_ratio"),
        )
        rows = (
            (curve.currency, *curve.group, curve.month, point, float(share))
            for curve in self.curves
            for point, share in zip(self.points, curve.shares, strict=True)
            if share is not None
        )
        return Table(columns, tuple(rows))


def collection_curves(
    receivables: Source,
    *,
    as_of: dt.date,
    cohorts: int = 12,
    points: Sequence[int] = POINTS,
    by: By = (),
) -> CollectionCurves:
    """Tell how fast what was billed in each of the last months came in: a curve a month.

    The share within k days is the money received up to k days after each invoice's issue date,
    over what there is to receive of the month: all it received up to `as_of` and what is still
    open of it. So credit notes are out of it, and a curve that has all in ends at one. Money that
    came before its invoice counts from day 0; money given back counts against the day it went,
    so that a refund can bend a curve down. A share is None where any invoice of the month was
    younger than k days on `as_of`: the money of the rest would look like all there is.

    `cohorts` is the number of months, the last one that of `as_of`; a month without receivables
    has no curve. Receivables without an issue date are in none.

    It misleads where terms differ: curves of 30 and 60 days mixed move with the mix, which `by`
    tells apart. Old cohorts look perfect where what was never paid was credited.

    Raises `ValueError` for fewer than one cohort and for points that don't rise from 0 on, and
    what `age_receivables` raises. Source: the vintage curve of credit portfolios, its young
    cohorts right-censored.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> invoice = Invoice(id="F-1", issue_date=dt.date(2026, 1, 5), due_date=dt.date(2026, 2, 4),
    ...                   amount=Money("80.00", "EUR"))
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 9), amount=Money("60.00", "EUR"),
    ...                invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> [curve] = collection_curves(account, as_of=dt.date(2026, 3, 1), points=(30, 45, 60)).curves
    >>> curve.shares
    (Fraction(0, 1), Fraction(3, 4), None)
    """
    books, days = books_as_of(receivables, as_of), _checked_points(points)
    start = month_starts(as_of, number_of_months("cohorts", cohorts))[0]
    found = _cohorts(books, start, as_of, by)
    curves = (
        _curve(key, month, cohort, days, as_of)
        for key in in_order(found)
        for month, cohort in sorted(found[key].items(), key=_month)
    )
    return CollectionCurves(
        as_of=as_of,
        points=days,
        by=split_names(by),
        curves=tuple(curves),
        flags=doubts(books, as_of),
    )


@attrs.define(eq=False, order=False)
class _Cohort:
    """What is known of one month: what came in at which age, what is open, its newest invoice."""

    received: Counter[int] = attrs.field(factory=Counter[int])
    open: int = 0
    newest: int = 0


_Cohorts: TypeAlias = dict[Key, dict[dt.date, _Cohort]]


def _cohorts(books: Books, start: dt.date, as_of: dt.date, by: By) -> _Cohorts:
    found: _Cohorts = {}
    for key, issued, age, amount in _amounts(books, as_of, by):
        month = dt.date.fromordinal(issued).replace(day=1)
        if month < start:
            continue
        cohort = found.setdefault(key, {}).setdefault(month, _Cohort())
        cohort.newest = max(cohort.newest, issued)
        if age is None:
            cohort.open += amount
        else:
            cohort.received[age] += amount
    return found


def _month(cohort: tuple[dt.date, _Cohort]) -> dt.date:
    return cohort[0]


def _amounts(books: Books, as_of: dt.date, by: By) -> Iterator[tuple[Key, int, int | None, int]]:
    """Give group, issue day, age when received (None for what is open) and amount."""
    for receipt in books.receipts(LONG_AGO, as_of, known=as_of, by=by):
        if receipt.issued is not None:
            yield receipt.key, receipt.issued, receipt.paid - receipt.issued, receipt.amount
    for item in books.open_items(as_of, known=as_of, by=by):
        if item.issued is not None:
            yield item.key, item.issued, None, item.amount


def _curve(
    key: Key, month: dt.date, cohort: _Cohort, points: tuple[int, ...], as_of: dt.date
) -> CollectionCurve:
    base = cohort.received.total() + cohort.open
    age = as_of.toordinal() - cohort.newest
    return CollectionCurve(
        currency=key[0] or "",
        group=key[1:],
        month=month,
        billed_minor=base,
        shares=tuple(
            _share(cohort, point, base) if point <= age and base > 0 else None for point in points
        ),
    )


def _share(cohort: _Cohort, point: int, base: int) -> Fraction:
    received = sum(amount for age, amount in cohort.received.items() if age <= point)
    return Fraction(received, base)


def _checked_points(points: Sequence[int]) -> tuple[int, ...]:
    days = tuple(points)
    rises = all(sooner < later for sooner, later in pairwise(days))
    if not days or any(type(each) is not int for each in days) or days[0] < 0 or not rises:
        raise ValueError("`points` must be whole numbers of days that rise, from 0 on")
    return days


def _wide_row(curve: CollectionCurve) -> tuple[Cell, ...]:
    shares = (None if each is None else float(each) for each in curve.shares)
    return (curve.currency, *curve.group, curve.month, curve.billed_minor, *shares)
