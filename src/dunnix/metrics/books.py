"""What every figure is made of: a few sums over what is owed, billed and received.

Two kinds of books keep these sums: those of accounts (`account_books`) and those of dataframes.
Each figure is one function over either, so that both give the same figures. Amounts are minor
units and days ordinals: all figures are exact until they are shown.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, Protocol, TypeAlias, runtime_checkable

from dunnix.metrics.grouping import By, Key
from dunnix.model import Account

Place: TypeAlias = int
"""The number of a bucket from the youngest, 0; NO_DATE where there is no date to age by."""

NO_DATE: Place = -1

OPEN_ITEMS_ONLY: Final = "open-items-only"
"""The flag of a figure that needs what was paid as well, of books that hold open items only."""

ENOUGH_DUE: Final = 10
"""So many invoices that fell due without any payment aren't chance any more."""


class Basis(StrEnum):
    """The day an age is counted from."""

    DUE = "due"
    ISSUE = "issue"


class Credits(StrEnum):
    """What becomes of unapplied money and free credit notes in an ageing.

    `separate` shows them apart, `aged` in the bucket of their own day as a negative amount, and
    `netted` lets them pay what is oldest first.
    """

    SEPARATE = "separate"
    AGED = "aged"
    NETTED = "netted"


class OpenSum(NamedTuple):
    """What is open in one bucket: minor units, and how many receivables they are."""

    amount: int
    receivables: int


class Owed(NamedTuple):
    """What is owed on a day by group and bucket, and the credit of each group by its own age."""

    open: dict[tuple[Key, Place], OpenSum]
    unapplied: dict[tuple[Key, Place], int]

    def balance(self) -> dict[Key, int]:
        """Sum it by group, what is unapplied taken off; groups where it is nothing are left out."""
        sums: defaultdict[Key, int] = defaultdict(int)
        for (key, _), found in self.open.items():
            sums[key] += found.amount
        for (key, _), amount in self.unapplied.items():
            sums[key] -= amount
        return {key: amount for key, amount in sums.items() if amount}


class Receipt(NamedTuple):
    """Money allocated to receivables of one group that share their dates.

    `issued`, `due` and `paid` are ordinals; `amount` is what was allocated, refunds taken off;
    `payments` how many times a receivable was paid on, refunds left out. A receivable on which
    money was given back stands by itself, under its id as `refunded`: what was given back on one
    is never taken off what came for another.
    """

    key: Key
    issued: int | None
    due: int
    paid: int
    amount: int
    payments: int
    refunded: str | None = None


class OpenItems(NamedTuple):
    """What is open of receivables of one group that share their dates."""

    key: Key
    issued: int | None
    due: int
    amount: int
    receivables: int


@runtime_checkable
class Books(Protocol):
    """The sums that figures are made of. `known` is the day whose knowledge counts."""

    def first_issued(self) -> dt.date | None:
        """Give the issue date of the oldest invoice; None where any invoice has no such date."""
        ...

    def has_billed(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether anything was billed by the close of a day."""
        ...

    def has_open_items_only(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether much fell due by the close of a day and no money names any invoice.

        So is an export of open items without those that were paid.
        """
        ...

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
        """Give what is owed at the close of a day by group, less what is unapplied.

        The ledger's balance: what was billed by then less credit notes and money received. Groups
        where it is nothing are left out.
        """
        ...

    def owed(
        self,
        day: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
        basis: Basis = Basis.DUE,
        credit: Credits = Credits.SEPARATE,
    ) -> Owed:
        """Sum what is open at the close of a day by group and age.

        Bucket 0 holds ages up to the first of `edges`, bucket 1 those up to the second, the last
        one those beyond the last edge. Unapplied money comes by its own age, in place 0 unless
        `credit` is `aged`.
        """
        ...

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        """Sum what was billed, credit notes taken off, by group and period.

        Period 0 begins on the first of `starts`, period 1 on the second, and so on; the last one
        ends on `last`, that day included. Periods without a sale are left out.
        """
        ...

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> Iterable[Receipt]:
        """Give what was allocated to receivables of payments dated within two days, both included.

        Only money that is there for good on `known` counts; a payment dated before its invoice is
        in it. What was allocated beyond a receivable's amount counts as it was booked.
        """
        ...

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> Iterable[OpenItems]:
        """Give what is open at the close of a day by group, issue date and due date."""
        ...

    def rolled(
        self,
        sooner: dt.date,
        later: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
    ) -> dict[tuple[Key, Place, Place | None], int]:
        """Follow what was open on a day: how much of each bucket is in which on a later day.

        The last part of the key is the later bucket, None for what is no longer open.
        """
        ...


Source: TypeAlias = Account | Iterable[Account] | Books


def books_of(source: Source) -> Books:
    """Give the books of accounts; books are given back as they are.

    Raises `TypeError` for what is neither.
    """
    if isinstance(source, Books):
        return source
    from dunnix.metrics.account_books import AccountBooks  # it keeps these books

    if isinstance(source, Account):
        return AccountBooks((source,))
    if not isinstance(source, Iterable):
        raise _no_receivables(source)
    accounts = tuple(source)
    for each in accounts:
        if not isinstance(each, Account):
            raise _no_receivables(source)
    return AccountBooks(accounts)


def _no_receivables(source: object) -> TypeError:
    return TypeError(
        f"accounts or their books are wanted, not a {type(source).__name__};"
        " give dataframes to `dunnix.frames.ledger`, or the `accounts` or `books` of a ledger"
    )


def checked_day(name: str, day: dt.date) -> dt.date:
    """Give a day back; raises `TypeError` for what isn't a plain date, a datetime included."""
    if type(day) is not dt.date:
        raise TypeError(f"`{name}` must be a date, not a {type(day).__name__}")
    return day


def books_as_of(source: Source, as_of: dt.date) -> Books:
    """Give the books for figures of a day.

    Raises `TypeError` where the day isn't a plain date, `ValueError` for a day before the first
    invoice was issued: nothing can be said of it.
    """
    checked_day("as_of", as_of)
    books = books_of(source)
    first = books.first_issued()
    if first is not None and as_of < first:
        raise ValueError(f"`as_of` is {as_of}, before the first invoice, which is of {first}")
    return books


def doubts(books: Books, as_of: dt.date) -> tuple[str, ...]:
    """Give the flags of a figure that needs what was paid as well as what is open."""
    return (OPEN_ITEMS_ONLY,) if books.has_open_items_only(as_of, known=as_of) else ()
