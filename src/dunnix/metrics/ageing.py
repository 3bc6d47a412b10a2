"""Ageing: what is owed on a day, by how many days it is past due or how old it is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from dunnix.metrics.books import (
    NO_DATE,
    Basis,
    Credits,
    OpenSum,
    Owed,
    Place,
    Source,
    books_as_of,
)
from dunnix.metrics.buckets import bucket_column, bucket_label
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.options import chosen
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured
from dunnix.money import Money, total

TRADE_EDGES: Final = (0, 30, 60, 90)
ISSUE_EDGES: Final = (30, 60, 90, 120)


@attrs.frozen(kw_only=True, order=False)
class AgeBucket:
    """What is open between two ages in days, both included; None where it has no end.

    Counted from the due date, up to 0 days is not late: what is due today can still be paid in
    time. A bucket without either end holds what has no date to age by.
    """

    from_days: int | None
    to_days: int | None
    amount: Money
    receivables: int

    @property
    def is_overdue(self) -> bool:
        """Whether all in it is past due, where ages are counted from the due date."""
        return self.from_days is not None and self.from_days > 0

    @property
    def label(self) -> str:
        """Its name in the trade: `not due`, `1-30`, `over 90`.

        >>> AgeBucket(from_days=91, to_days=None, amount=Money("0", "EUR"), receivables=0).label
        'over 90'
        """
        return bucket_label(self.from_days, self.to_days)

    @property
    def column(self) -> str:
        """The name of its column in a table, amounts in minor units.

        >>> AgeBucket(from_days=1, to_days=30, amount=Money("0", "EUR"), receivables=0).column
        'days_1_30_minor'
        """
        return bucket_column(self.label, "minor")


@attrs.frozen(kw_only=True, order=False)
class AgeingLine:
    """The ageing of one currency, and of one group of it where the ageing is split.

    `group` holds the values it is split by; amounts of two currencies are never added up.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    buckets: tuple[AgeBucket, ...]
    unapplied: Money

    @property
    def open(self) -> Money:
        """All that is owed, before credits that stand apart."""
        return total((each.amount for each in self.buckets), self.currency)

    @property
    def overdue(self) -> Money:
        """What is past due of it, where ages are counted from the due date."""
        return total((each.amount for each in self.buckets if each.is_overdue), self.currency)

    @property
    def net(self) -> Money:
        """What is owed less unapplied money and free credit notes: the ledger's balance."""
        return self.open - self.unapplied


@attrs.frozen(kw_only=True, order=False)
class Ageing(Tabular):
    """What was owed on a day by age, one line a currency and group, in their order."""

    as_of: dt.date
    edges: tuple[int, ...]
    basis: Basis = Basis.DUE
    credit: Credits = Credits.SEPARATE
    by: tuple[str, ...] = ()
    lines: tuple[AgeingLine, ...]

    def of(self, currency: str, *group: str | None) -> AgeingLine | None:
        """Give the line of a currency and group, or None where nothing is owed or unapplied."""
        wanted = (currency, *group)
        return next((each for each in self.lines if (each.currency, *each.group) == wanted), None)

    def table(self) -> Table:
        """Give one row a line: group, open, one column a bucket, unapplied, net, receivables."""
        shape = self.lines[0].buckets if self.lines else _buckets("EUR", self, {})
        columns = (
            *group_columns(self.by),
            *(measured(name) for name in ("open_minor", *(each.column for each in shape))),
            *(measured(name) for name in ("unapplied_minor", "net_minor", "receivables")),
        )
        return Table(columns, tuple(map(_wide_row, self.lines)))

    def long_table(self) -> Table:
        """Give one row a line and bucket, as charts want it."""
        columns = (
            *group_columns(self.by),
            Column("bucket", ColumnKind.TEXT),
            Column("from_days", ColumnKind.COUNT),
            Column("to_days", ColumnKind.COUNT),
            measured("amount_minor"),
            measured("receivables"),
        )
        return Table(columns, tuple(row for line in self.lines for row in _long_rows(line)))


def age_receivables(
    receivables: Source,
    *,
    as_of: dt.date,
    edges: Sequence[int] | None = None,
    basis: Basis | str = Basis.DUE,
    credit: Credits | str = Credits.SEPARATE,
    by: By = (),
) -> Ageing:
    """Age what is owed on a day: the sum of what is open, by age in days, a currency at a time.

    An open amount is the amount less what was applied to it by the end of that day, as known
    then. The age is the day less the due date, or less the issue date where `basis` is `issue`.
    `edges` are the last days of the buckets: by default not due, 1-30, 31-60, 61-90 and over 90,
    and up to 30, 60, 90 and 120 days from issue. Instalments age each by its own due date; a
    payment plan or an extension doesn't make a debt younger. Disputed amounts are in it.
    `credit` says what becomes of unapplied money and free credit notes: `separate` (they stand
    apart), `aged` (in the bucket of their own day, as negatives) or `netted` (they pay first what
    is oldest and overdue, and only the rest stands apart). `by` splits it: by `debtor`,
    `creditor`, `country`, `owner`, or any fact.

    It misleads where money comes in that nobody allocates (debts look older than they are), and
    says nothing of how fast anybody pays: a new customer and one who always pays on day 29 look
    alike. Raises `ValueError` for edges that don't rise, or leave out 0 while counting from the
    due date (a bucket of 0-30 mixes what is late with what isn't), and for a day before the first
    invoice; `TypeError` where `as_of` isn't a plain date.

    Source: the buckets of the trade as in Oracle's and Intacct's ageing reports, with the rule
    that overdue begins at 1 day; IFRS 9, B5.5.35, uses the same ages for its provision matrix.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> [euro] = age_receivables(account, as_of=dt.date(2026, 3, 16)).lines
    >>> [(bucket.label, str(bucket.amount)) for bucket in euro.buckets if bucket.receivables]
    [('31-60', '90.00 EUR')]
    """
    books, counted = books_as_of(receivables, as_of), chosen(Basis, "basis", basis)
    limits, treated = checked_edges(edges, counted), chosen(Credits, "credit", credit)
    owed = books.owed(as_of, known=as_of, by=by, edges=limits, basis=counted, credit=treated)
    ageing = Ageing(
        as_of=as_of, edges=limits, basis=counted, credit=treated, by=split_names(by), lines=()
    )
    return attrs.evolve(ageing, lines=lines_of(owed, ageing))


def checked_edges(edges: Sequence[int] | None, basis: Basis = Basis.DUE) -> tuple[int, ...]:
    """Give the last days of the buckets, or the default ones; they leave no gap and no overlap."""
    if edges is None:
        return TRADE_EDGES if basis is Basis.DUE else ISSUE_EDGES
    limits = tuple(edges)
    if any(type(each) is not int for each in limits):
        raise TypeError("`edges` are whole numbers of days")
    rises = bool(limits) and all(sooner < later for sooner, later in pairwise(limits))
    if basis is Basis.DUE and not (rises and 0 in limits):
        raise ValueError("`edges` must rise and hold 0, the last day on which nothing is late")
    if basis is Basis.ISSUE and not (rises and limits[0] >= 0):
        raise ValueError("`edges` counted from issue must rise, from 0 on")
    return limits


def lines_of(owed: Owed, shape: Ageing) -> tuple[AgeingLine, ...]:
    """Put sums by group and bucket into lines, with the edges and conventions of an ageing."""
    open_: defaultdict[Key, dict[Place, OpenSum]] = defaultdict(dict)
    apart: defaultdict[Key, int] = defaultdict(int)
    for (key, place), found in owed.open.items():
        open_[key][place] = found
    for (key, place), amount in owed.unapplied.items():
        if shape.credit is Credits.AGED:
            before = open_[key].get(place, OpenSum(0, 0))
            open_[key][place] = OpenSum(before.amount - amount, before.receivables)
        else:
            apart[key] += amount
    return tuple(
        AgeingLine(
            currency=key[0] or "",
            group=key[1:],
            buckets=_buckets(key[0] or "", shape, open_.get(key, {})),
            unapplied=Money.minor(apart.get(key, 0), key[0] or ""),
        )
        for key in in_order({*open_, *apart})
    )


def _buckets(currency: str, shape: Ageing, found: dict[Place, OpenSum]) -> tuple[AgeBucket, ...]:
    start = None if shape.basis is Basis.DUE else 0
    firsts = (start, *(edge + 1 for edge in shape.edges))
    ends = enumerate(zip(firsts, (*shape.edges, None), strict=True))
    places: list[tuple[Place, int | None, int | None]] = [(n, *both) for n, both in ends]
    if shape.basis is Basis.ISSUE:
        places.append((NO_DATE, None, None))
    return tuple(
        AgeBucket(
            from_days=first,
            to_days=last,
            amount=Money.minor(found[place].amount if place in found else 0, currency),
            receivables=found[place].receivables if place in found else 0,
        )
        for place, first, last in places
    )


def _wide_row(line: AgeingLine) -> tuple[Cell, ...]:
    amounts = (line.open, *(each.amount for each in line.buckets), line.unapplied, line.net)
    count = sum(each.receivables for each in line.buckets)
    return (line.currency, *line.group, *(each.minor_units for each in amounts), count)


def _long_rows(line: AgeingLine) -> Iterable[tuple[Cell, ...]]:
    for each in line.buckets:
        ages = (each.from_days, each.to_days)
        amount = each.amount.minor_units
        yield (line.currency, *line.group, each.label, *ages, amount, each.receivables)
