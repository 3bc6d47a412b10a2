"""What is recorded of accounts and kept by no books: which group it belongs to."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from dunnix.metrics.account_books import AccountBooks
from dunnix.metrics.books import books_as_of
from dunnix.metrics.grouping import Grouping, Key
from dunnix.model import Account, Debtor, Invoice, known_rows

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


def shared_key(groups: Grouping, debtor: Debtor, currency: str, invoices: Iterable[Invoice]) -> Key:
    """Give the group that the invoices in a currency share; where they differ, the debtor's."""
    same = (each for each in invoices if each.currency == currency)
    return (currency, *shared_group(groups, debtor, same))


def shared_group(groups: Grouping, debtor: Debtor, invoices: Iterable[Invoice]) -> Key:
    """Give the group that invoices share, without a currency; where they differ, the debtor's."""
    if not groups.names:
        return ()
    keys = {groups.key(debtor, "", each.creditor, each)[1:] for each in invoices}
    return keys.pop() if len(keys) == 1 else groups.key(debtor, "", None, None)[1:]


class NamedInvoices:
    """The invoices of an account as known on a day, found by the names that rows give them."""

    def __init__(self, account: Account, known: dt.date) -> None:
        self._invoices = {each.id: each for each in known_rows(account.invoices, known)}
        self._plans = {each.id: each for each in known_rows(account.plans, known)}

    def of(self, names: Sequence[str]) -> list[Invoice]:
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
