"""Expected cash: what should come in which week, from promises, plans and how debtors pay."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from math import ceil
from typing import Final, NamedTuple, TypeAlias

import attrs

from dunnix.metrics.account_books import AccountBooks
from dunnix.metrics.books import Books, Source, books_as_of
from dunnix.metrics.coming import CashSource, Coming, coming_by_standing, coming_open
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.options import whole_number
from dunnix.metrics.payment_profile import payment_profile
from dunnix.metrics.table import Column, ColumnKind, Table, Tabular, group_columns, measured

_WEEK: Final = 7
_Habits: TypeAlias = Callable[[str, str | None], tuple[int, tuple[str, ...]]]


class _Slot(NamedTuple):
    week: dt.date | None
    source: CashSource
    flags: tuple[str, ...]


@attrs.frozen(kw_only=True, order=False)
class ExpectedAmount:
    """What is expected of one currency and group in one week from one source, in minor units.

    `week` is its Monday; None beyond the horizon (flag `beyond-horizon`), and for what isn't
    expected. Other flags: `expected-earlier` (it should have come before), `of-all-debtors` (the
    debtor paid too seldom, so all of its currency stand in), `no-history` (nobody paid yet: the
    due date stands).
    """

    currency: str
    group: tuple[str | None, ...] = ()
    source: CashSource
    week: dt.date | None
    amount_minor: int
    flags: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, order=False)
class ExpectedCash(Tabular):
    """What is expected week by week of what is open on a day: each cent in one row.

    `first_week` is the Monday of the week of `as_of`, `weeks` how many are looked at.
    """

    as_of: dt.date
    first_week: dt.date
    weeks: int
    by: tuple[str, ...] = ()
    rows: tuple[ExpectedAmount, ...]

    def table(self) -> Table:
        """Give one row an amount: group, the Monday of its week, source, amount, flags."""
        columns = (
            *group_columns(self.by),
            Column("week", ColumnKind.DATE),
            Column("source", ColumnKind.TEXT),
            measured("amount_minor"),
            Column("flags", ColumnKind.TEXT),
        )
        rows = (
            (
                each.currency,
                *each.group,
                each.week,
                each.source.value,
                each.amount_minor,
                ";".join(each.flags) or None,
            )
            for each in self.rows
        )
        return Table(columns, tuple(rows))


def expected_cash(
    receivables: Source,
    *,
    as_of: dt.date,
    weeks: int = 13,
    first: dt.date | None = None,
    thin: int = 5,
    by: By = (),
) -> ExpectedCash:
    """Say which money should come in which week, of what is open after unapplied money has paid.

    Each cent is in one row. What stands in an open promise is expected on its day; an instalment
    of a plan in force on its due date; money not cleared yet on the day it clears. All else that
    is in play is expected as the debtor pays: its due date, or the end of an extension, and the
    median of its days late (halves rounded up) over the payments since `first`, all without it.
    A debtor with fewer than `thin` payments is taken to pay as all debtors of the currency do.
    What should have come before `as_of` stands in the first week, flagged `expected-earlier`.
    What is disputed, blocked, handed over or stayed by an insolvency isn't expected and stands
    apart. Weeks are those of ISO 8601, from Monday; the first is that of `as_of`.

    Books that don't come from accounts (dataframes, converted currencies) know of no promise,
    plan, dispute or block: all in them is expected as the debtor pays. A promise made after
    the third broken one counts for nothing.

    It misleads about old debts: what is overdue by more than the debtor ever took stands in the
    first week, and most of it won't come then. A median says when money comes, not whether.

    Raises `ValueError` for fewer than one week or `thin` below 1, and what `age_receivables`
    and `payment_profile` raise. Source: the direct method of a treasurer's forecast of receipts;
    the order of promise, plan and habit is this library's own.

    >>> from dunnix.model import Account, Debtor, Invoice, PromiseToPay
    >>> from dunnix.money import Money
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> promise = PromiseToPay(id="P-1", made_on=dt.date(2026, 2, 9), due_by=dt.date(2026, 2, 20),
    ...                        amount=Money("60.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], promises=[promise])
    >>> for row in expected_cash(account, as_of=dt.date(2026, 2, 10)).rows:
    ...     print(row.week, row.source, row.amount_minor, *row.flags)
    2026-02-09 behaviour 3000 expected-earlier no-history
    2026-02-16 promise 6000
    """
    books, names = books_as_of(receivables, as_of), split_names(by)
    whole_number("weeks", weeks)
    coming = (
        coming_by_standing(books.accounts, as_of, names)
        if isinstance(books, AccountBooks)
        else coming_open(books, as_of, names)
    )
    habits = _habits(books, as_of, first, thin)
    sums: defaultdict[Key, Counter[_Slot]] = defaultdict(Counter)
    for each in coming:
        sums[each.key][_slot(each, habits, as_of, weeks)] += each.amount
    rows = (
        _row(key, slot, sums[key][slot]) for key in in_order(sums) for slot in _sorted(sums[key])
    )
    return ExpectedCash(
        as_of=as_of,
        first_week=_monday(as_of.toordinal()),
        weeks=weeks,
        by=names,
        rows=tuple(rows),
    )


def _habits(books: Books, as_of: dt.date, first: dt.date | None, thin: int) -> _Habits:
    """Give how late a debtor pays in a currency, in whole days, with flags."""
    own = payment_profile(books, as_of=as_of, first=first, by="debtor", thin=thin)
    every = payment_profile(books, as_of=as_of, first=first, by=(), thin=thin)
    days = {
        (each.currency, each.group[0]): ceil(each.median_days_late)
        for each in own
        if not each.is_thin
    }
    usual = {each.currency: ceil(each.median_days_late) for each in every}

    def habits(currency: str, debtor: str | None) -> tuple[int, tuple[str, ...]]:
        if (currency, debtor) in days:
            return days[currency, debtor], ()
        return (usual[currency], ("of-all-debtors",)) if currency in usual else (0, ("no-history",))

    return habits


def _slot(coming: Coming, habits: _Habits, as_of: dt.date, weeks: int) -> _Slot:
    """Give the Monday of the week in which an amount is expected, and what to know of it."""
    day, source, today = coming.day, coming.source, as_of.toordinal()
    if day is None:
        return _Slot(None, source, ())
    flags: tuple[str, ...] = ()
    if source is CashSource.BEHAVIOUR:
        late, flags = habits(coming.key[0] or "", coming.debtor)
        day += late
    if day < today:
        return _Slot(_monday(today), source, ("expected-earlier", *flags))
    if day >= _monday(today).toordinal() + _WEEK * weeks:
        return _Slot(None, source, ("beyond-horizon", *flags))
    return _Slot(_monday(day), source, flags)


def _monday(day: int) -> dt.date:
    return dt.date.fromordinal(day - (day - 1) % _WEEK)


def _sorted(slots: Iterable[_Slot]) -> list[_Slot]:
    """Sort by week, what has none last, then by source and flags."""
    sources = list(CashSource)
    return sorted(
        slots,
        key=lambda each: (each.week or dt.date.max, sources.index(each.source), each.flags),
    )


def _row(key: Key, slot: _Slot, amount: int) -> ExpectedAmount:
    return ExpectedAmount(
        currency=key[0] or "",
        group=key[1:],
        source=slot.source,
        week=slot.week,
        amount_minor=amount,
        flags=slot.flags,
    )
