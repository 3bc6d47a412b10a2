"""Loss rates: what part of the receivables that got so late was never paid."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import attrs

from dunnix.metrics.ageing import checked_edges
from dunnix.metrics.books import Books, Source, books_as_of, checked_day, doubts
from dunnix.metrics.buckets import bucket_labels
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.options import Number, exact_number, whole_number
from dunnix.metrics.period import LONG_AGO
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured


@attrs.frozen(kw_only=True, order=False)
class LossRate:
    """How much of what reached one bucket was lost, in minor units, and the rate for the future.

    `rate` is exact; None where nothing reached the bucket.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    bucket: str
    reached_minor: int
    lost_minor: int
    rate: Fraction | None


@attrs.frozen(kw_only=True, order=False)
class LossRates(Tabular):
    """The loss rates of a ledger's past, one a currency, group and bucket.

    What they were reckoned by is in it: `first` and `last` due date, the day after which what is
    open is lost, and the factor for what is ahead. `flags` says what to know before they are
    relied on.
    """

    as_of: dt.date
    first: dt.date | None
    last: dt.date
    lost_after: int
    forward_looking: Fraction
    edges: tuple[int, ...]
    by: tuple[str, ...] = ()
    rates: tuple[LossRate, ...]
    flags: tuple[str, ...] = ()

    def of(self, currency: str, *group: str | None) -> tuple[Fraction | None, ...]:
        """Give the rates of a currency and group, youngest bucket first; None where none is."""
        unknown = (None,) * (len(self.edges) + 1)
        return rates_by_group(self).get((currency, *group), unknown)

    def table(self) -> Table:
        """Give one row a bucket: group, bucket, what reached it, what was lost of it, the rate."""
        columns = (
            *group_columns(self.by),
            Column("bucket", ColumnKind.TEXT),
            *map(measured, ("reached_minor", "lost_minor", "loss_ratio")),
        )
        return Table(columns, tuple(map(_row, self.rates)))


def loss_rates(
    receivables: Source,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    lost_after: int = 365,
    edges: Sequence[int] | None = None,
    forward_looking: Number = 1,
    by: By = (),
) -> LossRates:
    """Reckon from the past what part of each bucket is lost: lost over what reached the bucket.

    Looked at are receivables due from `first` on (all without it) and long enough ago: at least
    `lost_after` days before `as_of`. What was not paid by that many days past due is lost, even
    if it was paid later. A bucket is reached by what was not paid by the last day of the bucket
    before it; the first one by all. What an invoice issued after its due date never was in
    doesn't count there. Credit notes are out of both: what was credited counts as never billed.
    The rate is their quotient times `forward_looking`, the factor by which losses ahead are
    expected to differ, and at most one; it is not rounded. It is None where nothing reached the
    bucket.

    It misleads for a young ledger, where few receivables are old enough and one large loss makes
    the rate; where bad debts are written off by credit notes, which hides them; and wherever the
    present isn't the past, which is what `forward_looking` is for.

    Raises `ValueError` where `lost_after` ends before the last bucket begins, for a negative
    factor and for a `first` after which nothing is due long enough; `TypeError` for a factor
    that is a float; and what `age_receivables` raises. Source: IFRS 9, B5.5.35 and B5.5.52; the
    worked example at https://ifrscommunity.com/knowledge-base/ifrs-9-impairment

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> lost, late = (
    ...     Invoice(id=name, due_date=dt.date(2024, 5, 1), amount=Money(amount, "EUR"))
    ...     for name, amount in (("F-1", "20.00"), ("F-2", "80.00")))
    >>> paid = Payment(id="P-1", date=dt.date(2024, 5, 9), amount=late.amount, invoice="F-2")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[lost, late], payments=[paid])
    >>> rates = loss_rates(account, as_of=dt.date(2026, 1, 1), edges=(0, 30))
    >>> list(zip(bucket_labels(rates.edges), map(str, rates.of("EUR"))))
    [('not due', '1/5'), ('1-30', '1/5'), ('over 30', '1')]
    """
    books, limits = books_as_of(receivables, as_of), checked_edges(edges)
    if whole_number("lost_after", lost_after) < limits[-1]:
        raise ValueError(f"`lost_after` is {lost_after}, before the last bucket begins")
    factor = _factor(forward_looking)
    last = as_of - dt.timedelta(lost_after)
    dues = _days_due(first, last)
    found: dict[Key, _Sums] = {}
    for each in _ends(books, as_of, by):
        if each.due in dues:
            sums = found.setdefault(each.key, _Sums.of(len(limits) + 1))
            sums.add(each, limits, lost_after)
    labels = bucket_labels(limits)
    rates = (rate for key in in_order(found) for rate in found[key].rates(key, labels, factor))
    return LossRates(
        as_of=as_of,
        first=first,
        last=last,
        lost_after=lost_after,
        forward_looking=factor,
        edges=limits,
        by=split_names(by),
        rates=tuple(rates),
        flags=doubts(books, as_of),
    )


def rates_by_group(rates: LossRates) -> dict[Key, tuple[Fraction | None, ...]]:
    """Give the rates of each currency and group, youngest bucket first."""
    found: defaultdict[Key, dict[str, Fraction | None]] = defaultdict(dict)
    for each in rates.rates:
        found[each.currency, *each.group][each.bucket] = each.rate
    labels = bucket_labels(rates.edges)
    return {key: tuple(map(known.get, labels)) for key, known in found.items()}


def _days_due(first: dt.date | None, last: dt.date) -> range:
    """Give the ordinals of the due dates that are looked at."""
    if first is not None and checked_day("first", first) > last:
        raise ValueError(f"`first` is {first}; what is due after {last} can't be lost yet")
    return range((first or LONG_AGO).toordinal(), last.toordinal() + 1)


def _factor(forward_looking: Number) -> Fraction:
    factor = exact_number("forward_looking", forward_looking)
    if factor < 0:
        raise ValueError(f"`forward_looking` is `{forward_looking}`, which is below zero")
    return factor


class _End(NamedTuple):
    """An amount of receivables due on a day, and when it was paid; None while it is open."""

    key: Key
    issued: int | None
    due: int
    paid: int | None
    amount: int


def _ends(books: Books, as_of: dt.date, by: By) -> Iterator[_End]:
    for each in books.receipts(LONG_AGO, as_of, known=as_of, by=by):
        yield _End(each.key, each.issued, each.due, each.paid, each.amount)
    for item in books.open_items(as_of, known=as_of, by=by):
        yield _End(item.key, item.issued, item.due, None, item.amount)


@attrs.define(eq=False, order=False)
class _Sums:
    """What reached each bucket of one group, and what was lost of that."""

    reached: list[int]
    lost: list[int]

    @classmethod
    def of(cls, buckets: int) -> "_Sums":
        return cls([0] * buckets, [0] * buckets)

    def add(self, end: _End, edges: Sequence[int], lost_after: int) -> None:
        """Let an amount reach the buckets from the one it was issued in to the one it was paid in.

        Paid before it was issued, it reaches the one it was issued in.
        """
        issued = None if end.issued is None else end.issued - end.due
        start = 0 if issued is None else bisect_left(edges, issued)
        is_lost = end.paid is None or end.paid - end.due > lost_after
        stop = len(edges)
        if end.paid is not None and not is_lost:
            stop = max(bisect_left(edges, end.paid - end.due), start)
        for place in range(start, stop + 1):
            self.reached[place] += end.amount
            self.lost[place] += end.amount if is_lost else 0

    def rates(self, key: Key, labels: Sequence[str], factor: Fraction) -> Iterator[LossRate]:
        for label, reached, lost in zip(labels, self.reached, self.lost, strict=True):
            # An overpayment given back after years is no loss below nothing.
            share = Fraction(max(lost, 0), reached) if reached > 0 else None
            yield LossRate(
                currency=key[0] or "",
                group=key[1:],
                bucket=label,
                reached_minor=reached,
                lost_minor=max(lost, 0),
                rate=None if share is None else min(share * factor, Fraction(1)),
            )


def _row(rate: LossRate) -> tuple[Cell, ...]:
    loss = None if rate.rate is None else float(rate.rate)
    return (rate.currency, *rate.group, rate.bucket, rate.reached_minor, rate.lost_minor, loss)
