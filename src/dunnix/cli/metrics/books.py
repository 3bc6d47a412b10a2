"""Books that reckon each sum once: the figures of a report ask for the same ones many times."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from dunnix.metrics import Basis, By, Credits, books_of
from dunnix.metrics.books import OpenItems, Owed, Place, Receipt
from dunnix.metrics.grouping import Key, split_names
from dunnix.model import Account

_Sum = TypeVar("_Sum")


class RememberedBooks:
    """The books of accounts, each sum kept after it was first asked for."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.accounts = tuple(accounts)
        self._books = books_of(self.accounts)
        self._found: dict[tuple[object, ...], Any] = {}

    def first_issued(self) -> dt.date | None:
        """Give the issue date of the oldest invoice; None where any invoice has no such date."""
        return self._once(("first issued",), self._books.first_issued)

    def has_billed(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether anything was billed by the close of a day."""
        return self._once(
            ("has billed", day, known), lambda: self._books.has_billed(day, known=known)
        )

    def has_open_items_only(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether much fell due by the close of a day and no money names any invoice."""
        return self._once(
            ("open items only", day, known),
            lambda: self._books.has_open_items_only(day, known=known),
        )

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
        """Give what is owed at the close of a day by group, less what is unapplied."""
        return self._once(
            ("balance", day, known, split_names(by)),
            lambda: self.owed(day, known=known, by=by).balance(),
        )

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
        """Sum what is open at the close of a day by group and age, and what is unapplied."""
        return self._once(
            ("owed", day, known, split_names(by), tuple(edges), basis, credit),
            lambda: self._books.owed(
                day, known=known, by=by, edges=edges, basis=basis, credit=credit
            ),
        )

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        """Sum what was billed, credit notes taken off, by group and period."""
        return self._once(
            ("sales", tuple(starts), last, known, split_names(by)),
            lambda: self._books.sales(starts, last, known=known, by=by),
        )

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> Iterable[Receipt]:
        """Give what was allocated of payments dated within two days, by group and dates."""
        return self._once(
            ("receipts", first, last, known, split_names(by)),
            lambda: tuple(self._books.receipts(first, last, known=known, by=by)),
        )

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> Iterable[OpenItems]:
        """Give what is open at the close of a day by group, issue date and due date."""
        return self._once(
            ("open items", day, known, split_names(by)),
            lambda: tuple(self._books.open_items(day, known=known, by=by)),
        )

    def rolled(
        self,
        sooner: dt.date,
        later: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
    ) -> dict[tuple[Key, Place, Place | None], int]:
        """Follow what was open on a day into the buckets of a later day."""
        return self._once(
            ("rolled", sooner, later, known, split_names(by), tuple(edges)),
            lambda: self._books.rolled(sooner, later, known=known, by=by, edges=edges),
        )

    def _once(self, question: tuple[object, ...], reckon: Callable[[], _Sum]) -> _Sum:
        if question not in self._found:
            self._found[question] = reckon()
        found: _Sum = self._found[question]
        return found
