"""Books converted into one currency, so that figures can be asked of all currencies at once."""

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dunnix.metrics.books import (
    Basis,
    Books,
    Credits,
    OpenItems,
    OpenSum,
    Owed,
    Place,
    Receipt,
    Source,
    books_of,
)
from dunnix.metrics.exchange import ExchangeRates
from dunnix.metrics.grouping import By, Key
from dunnix.money import currency_digits


class ConvertedBooks:
    """Books in one currency: what other books hold, converted row by row."""

    def __init__(self, books: Books, to: str, rates: ExchangeRates) -> None:
        self.books = books
        self.to = to
        self.rates = rates

    def first_issued(self) -> dt.date | None:
        """Give the issue date of the oldest invoice; None where there is none."""
        return self.books.first_issued()

    def has_billed(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether anything was billed by the close of a day."""
        return self.books.has_billed(day, known=known)

    def has_open_items_only(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether much fell due by the close of a day and no money names any invoice."""
        return self.books.has_open_items_only(day, known=known)

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
        """Give what is owed at the close of a day by group, less what is unapplied."""
        return self.owed(day, known=known, by=by).balance()

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
        """Sum what is open at the close of a day by group and age, at the rates of that day."""
        owed = self.books.owed(day, known=known, by=by, edges=edges, basis=basis, credit=credit)
        open_: defaultdict[tuple[Key, Place], OpenSum] = defaultdict(lambda: OpenSum(0, 0))
        for (key, place), found in owed.open.items():
            before, amount = open_[self._key(key), place], self._minor(found.amount, key, day)
            open_[self._key(key), place] = OpenSum(
                before.amount + amount, before.receivables + found.receivables
            )
        unapplied: Counter[tuple[Key, Place]] = Counter()
        for (key, place), amount in owed.unapplied.items():
            unapplied[self._key(key), place] += self._minor(amount, key, day)
        return Owed(dict(open_), {each: amount for each, amount in unapplied.items() if amount})

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        """Sum what was billed by group and period, each day's at the rates of that day."""
        days = [starts[0] + dt.timedelta(n) for n in range((last - starts[0]).days + 1)]
        sums: Counter[tuple[Key, int]] = Counter()
        for (key, place), amount in self.books.sales(days, last, known=known, by=by).items():
            period = bisect_right(starts, days[place]) - 1
            sums[self._key(key), period] += self._minor(amount, key, days[place])
        return dict(sums)

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> Iterator[Receipt]:
        """Give what was received, at the rates of the day it was paid."""
        for each in self.books.receipts(first, last, known=known, by=by):
            amount = self._minor(each.amount, each.key, dt.date.fromordinal(each.paid))
            yield each._replace(key=self._key(each.key), amount=amount)

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> Iterator[OpenItems]:
        """Give what is open at the close of a day, at the rates of that day."""
        for each in self.books.open_items(day, known=known, by=by):
            amount = self._minor(each.amount, each.key, day)
            yield each._replace(key=self._key(each.key), amount=amount)

    def rolled(
        self,
        sooner: dt.date,
        later: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
    ) -> dict[tuple[Key, Place, Place | None], int]:
        """Follow what was open on a day, at the rates of that day: no rate looks like a payment."""
        sums: Counter[tuple[Key, Place, Place | None]] = Counter()
        rolled = self.books.rolled(sooner, later, known=known, by=by, edges=edges)
        for (key, before, after), amount in rolled.items():
            sums[self._key(key), before, after] += self._minor(amount, key, sooner)
        return dict(sums)

    def _key(self, key: Key) -> Key:
        return (self.to, *key[1:])

    def _minor(self, amount: int, key: Key, day: dt.date) -> int:
        return self.rates.convert(amount, key[0] or "", day, self.to)


def converted(receivables: Source, *, rates: ExchangeRates, to: str | None = None) -> Books:
    """Give books in which all currencies are converted into one, for any figure.

    What is open on a day is worth the closing rate of that day, what was billed the rate of its
    issue date, what was received that of the day it came; each sum of a currency, group and day
    is rounded by itself. `to` is the currency the rates are into, or another one in their table.

    It misleads where rates move: a debt that nobody paid on changes its worth from day to day, so
    that figures that set what is open against what was billed or received (DSO, collection
    effectiveness, curves) move with the rates as well. The split of a figure can differ from the
    whole by the rounding of its parts.

    A figure that needs the rate of a day or currency that isn't in the table raises `ValueError`
    saying which; the last rate is never used beyond the day the table is known until. Source: IAS
    21, 21-23: transactions at the rate of their day, monetary items at the closing rate.

    >>> from dunnix.metrics import age_receivables
    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> today = dt.date(2026, 3, 31)
    >>> rates = ExchangeRates(to_currency="EUR", known_until=today, rates=[("USD", today, "0.8")])
    >>> invoice = Invoice(id="F-1", due_date=today, amount=Money("90.00", "USD"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> [line] = age_receivables(converted(account, rates=rates), as_of=today).lines
    >>> print(line.open)
    72.00 EUR
    """
    currency_digits(to or rates.to_currency)
    return ConvertedBooks(books_of(receivables), to or rates.to_currency, rates)
