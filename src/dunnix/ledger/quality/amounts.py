"""Amounts that say nothing, or too much."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from dunnix.ledger.quality.current import Current
from dunnix.ledger.quality.kinds import OUT_OF_SCALE, SEVERAL_CURRENCIES, ZERO_AMOUNT, Seen
from dunnix.model import Invoice
from dunnix.money import currency_digits

_ENOUGH_OTHERS: Final = 5
_TIMES: Final = 50
_ONE_IN: Final = 20
_MOST_DIGITS: Final = 4  # CLF and UYW have four decimals


class _Sized(NamedTuple):
    """An invoice by the number its amount is written with."""

    size: int
    id: str
    invoice: Invoice


def zero_amounts(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices and payments of nothing."""
    for each in accounts:
        for noun, rows in (("invoice", each.invoices), ("payment", each.payments)):
            for row in rows:
                if row.amount.minor_units == 0:
                    yield each.seen(ZERO_AMOUNT, row, detail=noun)


def several_currencies(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find debtors with invoices in more than one currency."""
    for each in accounts:
        currencies = sorted({invoice.currency for invoice in each.invoices})
        if len(currencies) > 1:
            yield each.seen(SEVERAL_CURRENCIES, detail=", ".join(currencies))


def out_of_scale(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find amounts over 50 times the debtor's five or more others, or under a 50th of them.

    A large one must be among the largest twentieth of the ledger too: a debtor of small fees may
    order once. A small one is told of only where it is of the size the debtor has in another
    currency, for small invoices are common.
    """
    large = _large(accounts)
    for each in accounts:
        sizes = defaultdict[str, list[_Sized]](list)
        for invoice in each.billed:
            sizes[invoice.currency].append(_Sized(_size(invoice), invoice.id, invoice))
        for currency, found in sizes.items():
            found.sort()
            elsewhere = [row.size for other in sizes if other != currency for row in sizes[other]]
            for invoice in _too_large(found, large[currency]):
                detail = f"over {_TIMES} times the others in {currency}"
                yield each.seen(OUT_OF_SCALE, invoice, detail=detail)
            for invoice in _too_small(found, elsewhere):
                detail = f"under a {_TIMES}th of the others in {currency}"
                yield each.seen(OUT_OF_SCALE, invoice, detail=detail)


def _too_large(found: Sequence[_Sized], large: int) -> Iterable[Invoice]:
    for place in range(_few(found), 0, -1):
        size, usual = found[-place].size, found[-place - 1].size
        if size > usual * _TIMES and size >= large:
            return (each.invoice for each in found[-place:])
    return ()


def _too_small(found: Sequence[_Sized], elsewhere: Sequence[int]) -> Iterable[Invoice]:
    for place in range(_few(found), 0, -1):
        size, usual = found[place - 1].size, found[place].size
        if size * _TIMES < usual and elsewhere and min(elsewhere) <= size <= max(elsewhere):
            return (each.invoice for each in found[:place])
    return ()


def _few(found: Sequence[_Sized]) -> int:
    """Give how many may be out of scale before it is the scale: one, or one in twenty."""
    return max(1, len(found) // _ONE_IN) if len(found) > _ENOUGH_OTHERS else 0


def _large(accounts: Sequence[Current]) -> dict[str, int]:
    """Give by currency where the largest twentieth of the invoices begins."""
    sizes = defaultdict[str, list[int]](list)
    for each in accounts:
        for invoice in each.billed:
            sizes[invoice.currency].append(_size(invoice))
    return {
        currency: sorted(found)[len(found) * (_ONE_IN - 1) // _ONE_IN]
        for currency, found in sizes.items()
    }


def _size(invoice: Invoice) -> int:
    """Give the number an amount is written with, whatever its currency, in ten-thousandths."""
    scale: int = 10 ** (_MOST_DIGITS - currency_digits(invoice.currency))
    return invoice.amount.minor_units * scale
