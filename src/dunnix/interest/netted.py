"""Balances where some money names no receivable: each day it pays the oldest that are open.

The model strikes the same for one day at a time. Here the days follow one another, and only what
changes is looked at; disputes, plans and instalments are left to the model.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from dunnix.interest.accrual import Step
from dunnix.interest.running import Running

Pool: TypeAlias = tuple[str, str | None]
"""A currency, and the creditor whose money it is, where that is said."""

Loose: TypeAlias = tuple[int, Pool, int]
"""From an interest day on, money in a pool, in minor units."""


def net_over_time(
    claims: Sequence[Running], moves: Mapping[str, Iterable[Step]], loose: Iterable[Loose]
) -> None:
    """Lay out the steps of receivables, oldest first, that share what names none of them."""
    days = _Days(claims)
    by_day: dict[int, list[tuple[str, int]]] = {}
    for name in days.places:
        for day, delta in moves.get(name, ()):
            by_day.setdefault(day, []).append((name, delta))
    loose_by_day: dict[int, list[tuple[Pool, int]]] = {}
    for day, pool, amount in loose:
        loose_by_day.setdefault(day, []).append((pool, amount))
    for day in sorted({*by_day, *loose_by_day, *(claim.steps[0][0] for claim in claims)}):
        days.reach(day, by_day.get(day, ()), loose_by_day.get(day, ()))


class _Days:
    """The balances of receivables as the days go by."""

    def __init__(self, claims: Sequence[Running]) -> None:
        self.claims = claims
        self.places = {claim.id: place for place, claim in enumerate(claims)}
        self.firsts = [claim.steps[0][0] for claim in claims]
        self.amounts = [claim.steps[0][1] for claim in claims]
        self.pools = [(claim.invoice.amount.currency, claim.invoice.creditor) for claim in claims]
        self.raw = list(self.amounts)
        self.unnamed: dict[Pool, int] = {}
        self.netted: dict[int, int] = {}

    def reach(
        self,
        day: int,
        moves: Iterable[tuple[str, int]],
        loose: Iterable[tuple[Pool, int]],
    ) -> None:
        """Take what a day changes, and note the balances from it on."""
        changed = {place for place, first in enumerate(self.firsts) if first == day}
        for name, delta in moves:
            self.raw[self.places[name]] += delta
            changed.add(self.places[name])
        for pool, amount in loose:
            self.unnamed[pool] = self.unnamed.get(pool, 0) + amount
        before = self.netted
        self.netted = self._net(day)
        for place in sorted(changed | before.keys() | self.netted.keys()):
            if self.firsts[place] <= day:
                self._note(place, day)

    def _note(self, place: int, day: int) -> None:
        steps = self.claims[place].steps
        open_ = self._open(place) - self.netted.get(place, 0)
        if day == self.firsts[place]:
            steps[0] = (day, open_)
        elif steps[-1][1] != open_:
            steps.append((day, open_))

    def _open(self, place: int) -> int:
        return min(max(self.raw[place], 0), self.amounts[place])

    def _net(self, day: int) -> dict[int, int]:
        """Let what names nothing, and what was paid beyond, pay the oldest that are open."""
        pools = dict(self.unnamed)
        for place, raw in enumerate(self.raw):
            if not 0 <= raw <= self.amounts[place] and self.firsts[place] <= day:
                beyond = -raw if raw < 0 else self.amounts[place] - raw
                pools[self.pools[place]] = pools.get(self.pools[place], 0) + beyond
        netted: dict[int, int] = {}
        for pool in sorted(pools, key=lambda key: (key[0], key[1] is None, key[1] or "")):
            money = pools[pool]
            for place, (currency, creditor) in enumerate(self.pools):
                if money <= 0:
                    break
                suits = currency == pool[0] and pool[1] in (None, creditor)
                if suits and self.firsts[place] <= day:
                    paid = min(money, self._open(place) - netted.get(place, 0))
                    if paid > 0:
                        money -= paid
                        netted[place] = netted.get(place, 0) + paid
        return netted
