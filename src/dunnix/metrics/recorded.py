"""What is recorded of accounts and kept by no books: which group it belongs to."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from dunnix.metrics.account_books import AccountBooks
from dunnix.metrics.books import books_as_of
from dunnix.metrics.grouping import Grouping, Key
from dunnix.model import Account, Claim, Invoice, known_rows

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


def claim_key(groups: Grouping, account: Account, claim: Claim) -> Key:
    """Give the group of a receivable."""
    return groups.key(account.debtor, claim.currency, claim.invoice.creditor, claim.invoice)


def shared_key(
    groups: Grouping, account: Account, currency: str, invoices: Iterable[Invoice]
) -> Key:
    """Give the group that the invoices in a currency share; where they differ, the debtor's."""
    same = (each for each in invoices if each.currency == currency)
    return (currency, *shared_group(groups, account, same))


def shared_group(groups: Grouping, account: Account, invoices: Iterable[Invoice]) -> Key:
    """Give the group that invoices share, without a currency; where they differ, the debtor's."""
    keys = {groups.key(account.debtor, "", each.creditor, each)[1:] for each in invoices}
    return keys.pop() if len(keys) == 1 else groups.key(account.debtor, "", None, None)[1:]


def named_invoices(account: Account, names: Sequence[str], known: dt.date) -> list[Invoice]:
    """Give the invoices that names mean: their own, an instalment's, a plan's; none means all."""
    invoices = known_rows(account.invoices, known)
    wanted = _wholes(names)
    for plan in known_rows(account.plans, known):
        if plan.id in wanted:
            wanted |= _wholes(plan.invoices) or {each.id for each in invoices}
    return [each for each in invoices if not names or each.id in wanted]


def _wholes(names: Iterable[str]) -> set[str]:
    """Give names, and those of the invoices or plans of which they name an instalment."""
    given = set(names)
    return given | {name.rpartition("#")[0] for name in given if "#" in name}
