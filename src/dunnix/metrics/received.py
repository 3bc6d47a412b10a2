"""Money received in a period, and averages of days weighted by it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from dunnix.metrics.books import Books, Receipt
from dunnix.metrics.grouping import By, Key
from dunnix.metrics.period import LONG_AGO, checked_first


def period_start(first: dt.date | None, as_of: dt.date) -> dt.date:
    """Give the first day of a period that ends on `as_of`; None is long before all payments."""
    return LONG_AGO if first is None else checked_first(first, as_of)


def since(first: dt.date | None) -> tuple[tuple[str, str], ...]:
    """Give the part of a convention that tells where the period began; nothing for the whole."""
    return () if first is None else (("first", first.isoformat()),)


def money_received(
    books: Books, *, first: dt.date | None, as_of: dt.date, by: By
) -> Iterator[Receipt]:
    """Give the receipts of a period; money given back came on no day, so it is left out."""
    receipts = books.receipts(period_start(first, as_of), as_of, known=as_of, by=by)
    return (receipt for receipt in receipts if receipt.amount > 0)


def money_kept(books: Books, *, as_of: dt.date, by: By) -> Iterator[Receipt]:
    """Give all receipts less what was given back: a refund takes what came last."""
    refunded: defaultdict[tuple[Key, int, str], list[Receipt]] = defaultdict(list)
    for each in books.receipts(LONG_AGO, as_of, known=as_of, by=by):
        if each.refunded is None:
            yield each
        else:
            refunded[each.key, each.due, each.refunded].append(each)
    for receipts in refunded.values():
        yield from _less_refunds(sorted(receipts, key=lambda each: each.paid))


def _less_refunds(receipts: Iterable[Receipt]) -> list[Receipt]:
    kept: list[Receipt] = []
    back = 0
    for each in receipts:
        if each.amount > 0:
            kept.append(each)
        else:
            back -= each.amount
        while back and kept:
            last = kept.pop()
            taken = min(back, last.amount)
            back -= taken
            if last.amount > taken:
                kept.append(last._replace(amount=last.amount - taken))
    return kept


def weighted_average_days(weighted: Iterable[tuple[int, int]]) -> Fraction | None:
    """Average days weighted by amounts: sum of amount times days over the sum of amounts.

    Takes (amount in minor units, days); None where the amounts sum to nothing.

    >>> weighted_average_days([(10, 5), (100, 10)])
    Fraction(105, 11)
    """
    amounts = products = 0
    for amount, days in weighted:
        amounts += amount
        products += amount * days
    return Fraction(products, amounts) if amounts else None
