"""The money that promises are judged by, found by what it names and when it came.

A large account has thousands of promises and of payments: what is used up, or names something else,
isn't looked at again.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from dunnix.model.balance import strike_balance
from dunnix.model.payment import Payment

if TYPE_CHECKING:
    from dunnix.model.account import Account


@attrs.define(eq=False, order=False)
class Cents:
    """Money of one payment on one receivable, or unapplied, and what of it is still free."""

    day: int
    currency: str
    receivable: str | None
    free: int


def cents_of(payment: Payment) -> Iterable[Cents]:
    """Part a payment by what it names; what names nothing comes last."""
    ordinal, currency = payment.date.toordinal(), payment.amount.currency
    rest = payment.amount.minor_units
    for name, amount in payment.shares():
        rest -= amount
        yield Cents(ordinal, currency, name, amount)
    if rest:
        yield Cents(ordinal, currency, None, rest)


class Purse:
    """Cents of one currency, in the order in which they count: by day, what names nothing first."""

    def __init__(self, cents: Iterable[Cents]) -> None:
        self.cents = sorted(cents, key=lambda each: (each.day, each.receivable or "", each.free))
        self._days = [each.day for each in self.cents]
        self._next = list(range(1, len(self.cents) + 1))
        self._named = defaultdict[str | None, list[int]](list)
        for place, each in enumerate(self.cents):
            self._named[each.receivable].append(place)

    def free(self, first: int, last: int) -> Iterator[Cents]:
        """Give what is free of the money of some days, both included."""
        place = self._first_free(bisect_left(self._days, first))
        while place < len(self.cents) and self._days[place] <= last:
            yield self.cents[place]
            place = self._first_free(place + 1)

    def free_of(self, names: Iterable[str | None], first: int, last: int) -> Iterator[Cents]:
        """Give what is free of the money of some days that names any of some receivables."""
        places = (place for name in names for place in self._within(name, first, last))
        return (self.cents[place] for place in sorted(places) if self.cents[place].free > 0)

    def _within(self, name: str | None, first: int, last: int) -> Sequence[int]:
        places = self._named.get(name, [])
        start = bisect_left(places, first, key=self._days.__getitem__)
        return places[start : bisect_right(places, last, key=self._days.__getitem__)]

    def _first_free(self, place: int) -> int:
        """Give the first place from one on where anything is free; shorten the way for the next."""
        passed: list[int] = []
        while place < len(self.cents) and self.cents[place].free <= 0:
            passed.append(place)
            place = self._next[place]
        for each in passed:
            self._next[each] = place
        return place


class Netted:
    """What netting placed on receivables day by day, each day struck once.

    Judged on that day, so that a promise kept stays kept when later facts net otherwise.
    """

    def __init__(self, account: "Account", known: dt.date) -> None:
        self._account = account
        self._known = known
        self._placed: dict[int, Mapping[str, int]] = {0: {}}
        self._claims = defaultdict[str, set[str]](set)

    def on(self, ordinal: int, names: Iterable[str]) -> int:
        """Give what was placed on a day on the receivables that names mean."""
        placed, before = self._on(ordinal), self._on(ordinal - 1)
        claims = {claim for name in names for claim in self._claims.get(name, ())}
        return sum(placed.get(each, 0) - before.get(each, 0) for each in claims)

    def _on(self, ordinal: int) -> Mapping[str, int]:
        if ordinal not in self._placed:
            day = dt.date.fromordinal(ordinal)
            balance = strike_balance(self._account, day, known=self._known)
            for name in balance.netted:
                for meant in (name, balance.by_id[name].invoice.id):
                    self._claims[meant].add(name)
            self._placed[ordinal] = balance.netted
        return self._placed[ordinal]
