"""The rhythm of contacts: the days between one contact and the next about the same receivable."""

import datetime as dt
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise

import attrs

from dunnix.metrics.activity import contacted
from dunnix.metrics.grouping import By, Key, grouping, in_order, split_names
from dunnix.metrics.middle import median
from dunnix.metrics.options import whole_number
from dunnix.metrics.received import period_start
from dunnix.metrics.recorded import Accounts, accounts_as_of
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, measured


@attrs.frozen(kw_only=True, order=False)
class ContactRhythm:
    """The gaps between contacts of one group, in days.

    `gaps` holds (days, how often), sorted. `silent_days` is how long nothing has been heard of
    what is past due and was contacted about before, the longest of it; None where there is none.
    """

    group: tuple[str | None, ...] = ()
    gaps: tuple[tuple[int, int], ...]
    silent_days: int | None
    is_irregular: bool

    @property
    def median_days(self) -> Fraction | None:
        """The middle gap; None where there is none."""
        return median(dict(self.gaps))

    @property
    def shortest_days(self) -> int | None:
        """The shortest gap; None where there is none."""
        return self.gaps[0][0] if self.gaps else None

    @property
    def longest_days(self) -> int | None:
        """The longest gap; None where there is none."""
        return self.gaps[-1][0] if self.gaps else None


@attrs.frozen(kw_only=True, order=False)
class ContactGaps(Tabular):
    """The rhythm of contacts in a period, one a group, in their order.

    A group is irregular where a gap, or the silence since, is more than `at_most` times its
    median gap.
    """

    as_of: dt.date
    first: dt.date | None
    at_most: int
    by: tuple[str, ...] = ()
    rhythms: tuple[ContactRhythm, ...]

    def table(self) -> Table:
        """Give one row a group: gaps, their median and ends, the silence since, flags."""
        names = ("gaps", "median_days", "shortest_days", "longest_days", "silent_days")
        groups = (Column(name, ColumnKind.TEXT) for name in self.by)
        columns = (*groups, *map(measured, names), Column("flags", ColumnKind.TEXT))
        return Table(columns, tuple(map(_row, self.rhythms)))


def contact_gaps(
    accounts: Accounts,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    at_most: int = 3,
    by: By = "debtor",
) -> ContactGaps:
    """Measure the days between one contact and the next, and tell where they are irregular.

    A gap runs between two contacts about the same receivable, the later of them from `first` to
    `as_of`; contacts of one day are one, and a gap that several receivables of a debtor share
    counts once. What is past due and was contacted about before adds its silence up to `as_of`.
    Irregular is a group of which a gap or the silence is more than `at_most` times the median gap.
    Contacts are those of `contact_delay`, those before the due date included.

    It misleads where a dispute, a promise or a plan was the reason to keep silent, and with few
    gaps. Raises `TypeError` for books that aren't those of accounts, `ValueError` for a period
    that ends before it begins.

    Source: the rhythm of dunning ("cadencement des relances") that the trade asks to watch; the
    bound of three times the median is our own, wide enough for ladders that slow down.

    >>> from dunnix.model import Account, Action, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> due = dt.date(2026, 2, 4)
    >>> invoice = Invoice(id="F-1", due_date=due, amount=Money("90.00", "EUR"))
    >>> calls = [Action(id=f"A{day}", step="call", channel="phone", status="done",
    ...                 date=dt.date(2026, 2, day), invoices=["F-1"]) for day in (5, 12, 19)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], actions=calls)
    >>> [rhythm] = contact_gaps(account, as_of=dt.date(2026, 3, 16)).rhythms
    >>> rhythm.gaps, rhythm.silent_days, rhythm.is_irregular
    (((7, 2),), 25, True)
    """
    whole_number("at_most", at_most)
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of).toordinal()
    groups, today = grouping(by, held), as_of.toordinal()
    gaps: defaultdict[Key, Counter[int]] = defaultdict(Counter)
    silence: dict[Key, int] = {}
    for account in held:
        debtor = account.debtor_on(as_of)
        pairs: defaultdict[Key, set[tuple[int, int]]] = defaultdict(set)
        for claim, days in contacted(account, as_of):
            group = groups.of_claim(debtor, claim)[1:]
            pairs[group].update(pair for pair in pairwise(days) if pair[1] >= start)
            if days and claim.open and claim.due < today:
                silence[group] = max(silence.get(group, 0), today - days[-1])
        for group, found in pairs.items():
            gaps[group].update(later - sooner for sooner, later in found)
    rhythms = {
        group: _rhythm(group, gaps[group], silence.get(group), at_most)
        for group in {*gaps, *silence}
        if gaps[group] or group in silence
    }
    return ContactGaps(
        as_of=as_of,
        first=first,
        at_most=at_most,
        by=split_names(by),
        rhythms=tuple(rhythms[group] for group in in_order(rhythms)),
    )


def _rhythm(group: Key, gaps: Counter[int], silent: int | None, at_most: int) -> ContactRhythm:
    middle = median(gaps)
    longest = max((*gaps, silent or 0))
    return ContactRhythm(
        group=group,
        gaps=tuple(sorted(gaps.items())),
        silent_days=silent,
        is_irregular=middle is not None and longest > at_most * middle,
    )


def _row(rhythm: ContactRhythm) -> tuple[Cell, ...]:
    days = (
        rhythm.median_days,
        rhythm.shortest_days,
        rhythm.longest_days,
        rhythm.silent_days,
    )
    numbers = (None if each is None else float(each) for each in days)
    flags = "irregular" if rhythm.is_irregular else None
    return (*rhythm.group, sum(times for _, times in rhythm.gaps), *numbers, flags)
