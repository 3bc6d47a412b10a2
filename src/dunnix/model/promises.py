"""What became of each promise: derived from the money, cent by cent.

Each cent counts for one promise, the earliest `due_by` first, and only money dated inside the
promise's window, from the day it was made to the end of its tolerance.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.invoice import Invoice
from dunnix.model.names import Netting, PromiseStanding
from dunnix.model.payment import Payment
from dunnix.model.promise_money import Cents, Netted, Purse, cents_of
from dunnix.model.versions import known_rows

if TYPE_CHECKING:
    from dunnix.model.account import Account


@attrs.define(eq=False, order=False)
class Promised:
    """A promise as judged on a day: ordinals and minor units."""

    promise: PromiseToPay
    window_end: int
    standing: PromiseStanding
    paid: int = 0
    counts_until: int = 0
    replaced_on: int | None = None
    netted: dict[int, int] = attrs.field(factory=dict[int, int])
    kept_on: int | None = None
    ended_on: int | None = None
    pauses: bool = True

    @property
    def made_on(self) -> int:
        """The ordinal of the day it was made."""
        return self.promise.made_on.toordinal()

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its amount."""
        return self.promise.amount.currency

    @property
    def rest(self) -> int:
        """What is still to come of it, in minor units."""
        return max(self.promise.amount.minor_units - self.paid, 0)


def judge_promises(
    account: "Account",
    day: dt.date,
    money: Iterable[Payment],
    *,
    window_end: Callable[[int], int],
    at_most_broken: int,
    netting: Netting = Netting.OLDEST_FIRST,
) -> list[Promised]:
    """Judge every promise made by a day, in the order they were made.

    `money` is the final money that counts, as a balance lists it; `window_end` gives the last day
    on which money still keeps a promise, from its `due_by`.
    """
    today = day.toordinal()
    judged = [
        Promised(promise, window_end(promise.due_by.toordinal()), PromiseStanding.OPEN)
        for promise in known_rows(account.promises, day)
        if promise.made_on <= day
    ]
    if not judged:
        return judged
    if len(judged) > 1:
        judged.sort(key=lambda each: (each.promise.due_by, each.promise.id))
        _replace(judged)
    for each in judged:
        each.counts_until = _last_day(each, day)
    _count_money(account, day, judged, money, netting)
    if len(judged) > 1:
        judged.sort(key=_made)
    for each in judged:
        _stand(each, today, day)
    broken = sorted(each.window_end for each in judged if each.standing is PromiseStanding.BROKEN)
    for each in judged:
        made = bisect_left(broken, each.made_on)
        each.pauses = account.history.promises_broken + made <= at_most_broken
    return judged


def _replace(judged: Iterable[Promised]) -> None:
    """Say when a later promise took over: the first that speaks of all an earlier one spoke of."""
    of_all: dict[str, int] = {}
    by_name: defaultdict[tuple[str, str], list[Promised]] = defaultdict(list)
    for promised in sorted(judged, key=_made, reverse=True):
        names, currency = promised.promise.invoices, promised.currency
        days = [of_all[currency]] if currency in of_all else []
        if names:
            later = min((by_name[currency, name] for name in names), key=len)
            days += (each.made_on for each in reversed(later) if _covers(each, names))
            for name in {*names}:
                by_name[currency, name].append(promised)
        else:
            of_all[currency] = promised.made_on
        promised.replaced_on = min(days, default=None)


def _covers(later: Promised, names: Iterable[str]) -> bool:
    return {*names} <= {*later.promise.invoices}


def _last_day(promised: Promised, day: dt.date) -> int:
    """Give the last day money counts: not once it was withdrawn or a later one took over."""
    ends = [promised.window_end]
    withdrawn = promised.promise.withdrawn_on
    if withdrawn is not None and withdrawn <= day:
        ends.append(withdrawn.toordinal() - 1)
    if promised.replaced_on is not None:
        ends.append(promised.replaced_on - 1)
    return min(ends)


def _made(promised: Promised) -> tuple[int, str]:
    return promised.made_on, promised.promise.id


def _stand(promised: Promised, today: int, day: dt.date) -> None:
    """Settle what a promise is: kept first, then whatever ended it first."""
    if promised.kept_on is not None:
        promised.standing = PromiseStanding.KEPT
        promised.ended_on = promised.kept_on
        return
    end, standing = promised.window_end + 1, PromiseStanding.BROKEN
    if promised.paid:
        standing = PromiseStanding.PARTLY_KEPT
    withdrawn = promised.promise.withdrawn_on
    if withdrawn is not None and withdrawn <= day and withdrawn.toordinal() < end:
        end, standing = withdrawn.toordinal(), PromiseStanding.WITHDRAWN
    if promised.replaced_on is not None and promised.replaced_on < end:
        end, standing = promised.replaced_on, PromiseStanding.SUPERSEDED
    if end <= today:
        promised.standing, promised.ended_on = standing, end


def _count_money(
    account: "Account",
    day: dt.date,
    judged: Sequence[Promised],
    money: Iterable[Payment],
    netting: Netting,
) -> None:
    first = min(each.made_on for each in judged)
    last = max(each.window_end for each in judged)
    cents: defaultdict[str, list[Cents]] = defaultdict(list)
    for payment in money:
        if first <= payment.date.toordinal() <= last or payment.amount.minor_units < 0:
            cents[payment.amount.currency] += cents_of(payment)
    if not cents:
        return
    purses = {currency: Purse(found) for currency, found in cents.items()}
    netted = None if netting is Netting.NONE else Netted(account, day)
    meant = _Meant(account, day)
    for promised in judged:
        if promised.currency in purses:
            names = meant.by(promised.promise.invoices)
            _count_for(promised, purses[promised.currency], names, netted)
    for currency, found in cents.items():
        refunds = -sum(each.free for each in found if each.free < 0 and each.day >= first)
        if refunds:
            _take_back([each for each in judged if each.currency == currency], refunds)


def _count_for(
    promised: Promised, purse: Purse, names: frozenset[str], netted: Netted | None
) -> None:
    days = promised.made_on, promised.counts_until
    if names:
        unnamed = () if netted is None else (None,)
        cents = purse.free_of((*names, *unnamed), *days)
    else:
        cents = purse.free(*days)
    for each in cents:
        free = each.free
        if names and each.receivable is None and netted is not None:
            counted = promised.netted.get(each.day, 0)
            free = min(free, max(netted.on(each.day, names) - counted, 0))
            promised.netted[each.day] = counted + min(free, promised.rest)
        used = min(free, promised.rest)
        each.free -= used
        promised.paid += used
        if not promised.rest:
            promised.kept_on = each.day
            return


class _Meant:
    """What names of receivables mean beside themselves: a whole all its parts, and they it."""

    def __init__(self, account: "Account", day: dt.date) -> None:
        self._parts: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._wholes: dict[str, str] = {}
        if not account.plans and not any(invoice.instalments for invoice in account.invoices):
            return
        wholes: tuple[Invoice | PaymentPlan, ...] = (
            *known_rows(account.invoices, day),
            *known_rows(account.plans, day),
        )
        for whole in wholes:
            parts = frozenset(f"{whole.id}#{part.number}" for part in whole.instalments)
            self._parts[whole.id].append(parts)
            self._wholes |= dict.fromkeys(parts, whole.id)

    def by(self, names: Iterable[str]) -> frozenset[str]:
        """Give all names that mean the same; none of none."""
        given = frozenset(names)
        found = set(given)
        for whole in given | {self._wholes[name] for name in given if name in self._wholes}:
            for parts in self._parts.get(whole, ()):
                if whole in given:
                    found |= parts
                elif parts <= given:
                    found.add(whole)
        return frozenset(found)


def _take_back(judged: Iterable[Promised], refunds: int) -> None:
    """Refunded money keeps no promise: taken off the latest first."""
    for promised in sorted(judged, key=lambda each: each.promise.due_by, reverse=True):
        back = min(refunds, promised.paid)
        if back:
            refunds -= back
            promised.paid -= back
            promised.kept_on = None
