"""What is recorded of accounts and kept by no books: which group it belongs to."""

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from dunnix.metrics.account_books import AccountBooks
from dunnix.metrics.books import books_as_of
from dunnix.metrics.grouping import Grouping, Key
from dunnix.model import Account, Invoice, known_rows

Accounts: TypeAlias = Account | Iterable[Account]


class Measure(StrEnum):
    """What a share is a share of: how many, or how much."""

    COUNT = "count"
    VALUE = "value"


def accounts_as_of(accounts: Accounts, as_of: dt.date) -> tuple[Account, ...]:
    """Give accounts for figures of a day.

    Raises what `books_as_of` raises, and `TypeError` for books that aren't those of accounts:
    they hold no promises, disputes or actions.
    """
    books = books_as_of(accounts, as_of)
    if not isinstance(books, AccountBooks):
        raise TypeError("this figure is told from accounts; the books of frames hold too little")
    return books.accounts


class NamedGroups:
    """The groups that rows of an account belong to, by the invoices they name.

    Where those differ it is the debtor's. Each is found once: thousands of rows may name nothing,
    which means all.
    """

    def __init__(self, groups: Grouping, account: Account, known: dt.date) -> None:
        self._groups = groups
        self._debtor = account.debtor_on(known)
        self._invoices = {each.id: each for each in known_rows(account.invoices, known)}
        self._plans = {each.id: each for each in known_rows(account.plans, known)}
        self._shared = functools.cache(self._find)
        self._currencies = functools.cache(self._find_currencies)

    def group(self, names: tuple[str, ...]) -> Key:
        """Give the group of a row, without a currency."""
        return self._shared(names, None)

    def key(self, names: tuple[str, ...], currency: str) -> Key:
        """Give the group of a row in one currency."""
        return (currency, *self._shared(names, currency))

    def keys(self, names: tuple[str, ...]) -> list[Key]:
        """Give the groups of a row, one a currency that its invoices are in."""
        return [self.key(names, currency) for currency in self._currencies(names)]

    def _find(self, names: tuple[str, ...], currency: str | None) -> Key:
        if not self._groups.names:
            return ()
        found = {
            self._groups.key(self._debtor, "", each.creditor, each)[1:]
            for each in self._of(names)
            if currency in (None, each.currency)
        }
        whole = self._groups.key(self._debtor, "", None, None)[1:]
        return found.pop() if len(found) == 1 else whole

    def _find_currencies(self, names: tuple[str, ...]) -> list[str]:
        return sorted({each.currency for each in self._of(names)})

    def _of(self, names: Sequence[str]) -> list[Invoice]:
        """Give the invoices that names mean: their own, an instalment's, a plan's; none is all."""
        if not names:
            return list(self._invoices.values())
        wanted = _wholes(names)
        for plan in [self._plans[name] for name in wanted if name in self._plans]:
            wanted |= _wholes(plan.invoices) or {*self._invoices}
        return [self._invoices[name] for name in sorted(wanted) if name in self._invoices]


def _wholes(names: Iterable[str]) -> set[str]:
    """Give names, and those of the invoices or plans of which they name an instalment."""
    given = set(names)
    return given | {name.rpartition("#")[0] for name in given if "#" in name}
