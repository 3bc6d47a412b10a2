"""Roll rates: how much of each bucket of an ageing is in which bucket on a later day."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs

from dunnix.metrics.ageing import checked_edges
from dunnix.metrics.books import Place, Source, books_as_of, checked_day, doubts
from dunnix.metrics.buckets import bucket_column, bucket_labels
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured

PAID: Final = "paid"


@attrs.frozen(kw_only=True, order=False)
class RollRate:
    """Where what was open in one bucket went, in minor units.

    `rolled_minor` has one amount a bucket, youngest first, and last what is no longer open.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    bucket: str
    rolled_minor: tuple[int, ...]

    @property
    def open_minor(self) -> int:
        """What was open in the bucket on the earlier day."""
        return sum(self.rolled_minor)

    @property
    def shares(self) -> tuple[Fraction | None, ...]:
        """What part of it is where on the later day; they sum to one, None if it was empty."""
        whole = self.open_minor
        return tuple(Fraction(each, whole) if whole else None for each in self.rolled_minor)


@attrs.frozen(kw_only=True, order=False)
class RollRates(Tabular):
    """The matrix of roll rates between two days: one row a currency, group and bucket.

    `buckets` names its columns: the buckets, youngest first, then `paid`; `flags` says what to
    know before they are relied on.
    """

    since: dt.date
    as_of: dt.date
    edges: tuple[int, ...]
    by: tuple[str, ...] = ()
    rows: tuple[RollRate, ...]
    flags: tuple[str, ...] = ()

    @property
    def buckets(self) -> tuple[str, ...]:
        """The names of what is rolled into, in the order of the shares."""
        return (*bucket_labels(self.edges), PAID)

    def table(self) -> Table:
        """Give one row a bucket: group, bucket, what was open, the share in each later bucket."""
        columns = (
            *group_columns(self.by),
            Column("bucket", ColumnKind.TEXT),
            measured("open_minor"),
            *(measured(bucket_column(each, "ratio")) for each in self.buckets),
        )
        return Table(columns, tuple(map(_row, self.rows)))


def roll_rates(
    receivables: Source,
    *,
    since: dt.date,
    as_of: dt.date,
    edges: Sequence[int] | None = None,
    by: By = (),
) -> RollRates:
    """Follow what was open on one day to a later one: the share of each bucket that is in which.

    Each receivable is followed by itself: the share is what was open in a bucket at the close of
    `since` and is open in another at the close of `as_of`, over all that was open in the first.
    `paid` is what is no longer open, credit notes included; so each row sums to one. What was
    billed after `since` is in no row, and a payment taken back later makes no receivable larger
    than it was on `since`. Both days are seen as known on `as_of`. `edges` and `by` are those of
    `age_receivables`. The shares of a bucket that was empty are None.

    It misleads where a few large receivables make a bucket, and over other spans than the one it
    is read for: the usual matrix is from one month's end to the next. The shortcut that divides a
    bucket by the younger one of a month before gives the same only if all that leaves a bucket
    goes to the next or is paid, with buckets as long as the months.

    Raises `ValueError` where `since` isn't before `as_of`, and what `age_receivables` raises.
    Source: the migration matrix of credit risk; the formula of one cell as in
    https://costcalculator.calculator.city/how-to-calculate-roll-rates

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 1, 10), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> rates = roll_rates(account, since=dt.date(2026, 1, 31), as_of=dt.date(2026, 2, 28))
    >>> [dict(zip(rates.buckets, map(str, row.shares)))["31-60"] for row in rates.rows]
    ['None', '1', 'None', 'None', 'None']
    """
    books, limits = books_as_of(receivables, as_of), checked_edges(edges)
    if checked_day("since", since) >= as_of:
        raise ValueError(f"`since` is {since}, which isn't before `as_of`, {as_of}")
    rolled = books.rolled(since, as_of, known=as_of, by=by, edges=limits)
    keys = in_order({key for key, _, _ in rolled})
    labels = bucket_labels(limits)
    later: tuple[Place | None, ...] = (*range(len(labels)), None)
    rows = (
        _rate(key, label, tuple(rolled.get((key, place, after), 0) for after in later))
        for key in keys
        for place, label in enumerate(labels)
    )
    return RollRates(
        since=since,
        as_of=as_of,
        edges=limits,
        by=split_names(by),
        rows=tuple(rows),
        flags=doubts(books, as_of),
    )


def _rate(key: Key, label: str, rolled: tuple[int, ...]) -> RollRate:
    return RollRate(currency=key[0] or "", group=key[1:], bucket=label, rolled_minor=rolled)


def _row(rate: RollRate) -> tuple[Cell, ...]:
    shares = (None if each is None else float(each) for each in rate.shares)
    return (rate.currency, *rate.group, rate.bucket, rate.open_minor, *shares)
