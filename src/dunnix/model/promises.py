"""What became of each promise: derived from the money, cent by cent.

Each cent counts for one promise, the earliest `due_by` first, and only money dated inside the
promise's window, from the day it was made to the end of its tolerance.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import attrs

from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.balance import strike_balance
from dunnix.model.invoice import Invoice
from dunnix.model.names import Netting, PromiseStanding
from dunnix.model.payment import Payment
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


@attrs.define(eq=False, order=False)
class _Cents:
    """Money of one payment on one receivable, or unapplied, and what of it is still free."""

    day: int
    currency: str
    receivable: str | None
    free: int


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
    _end_early(judged, day)
    _count_money(account, day, judged, money, netting)
    if len(judged) > 1:
        judged.sort(key=lambda each: (each.promise.made_on, each.promise.id))
    for place, each in enumerate(judged):
        _stand(each, judged[place + 1 :], today, day)
    before = account.history.promises_broken
    broken = [other for other in judged if other.standing is PromiseStanding.BROKEN]
    for each in judged:
        made = sum(1 for other in broken if other.window_end < each.made_on)
        each.pauses = before + made <= at_most_broken
    return judged


def _end_early(judged: Sequence[Promised], day: dt.date) -> None:
    """Say until when money counts: not once a promise was withdrawn or a later one took over."""
    for promised in judged:
        ends = [promised.window_end]
        withdrawn = promised.promise.withdrawn_on
        if withdrawn is not None and withdrawn <= day:
            ends.append(withdrawn.toordinal() - 1)
        ends += [
            other.made_on - 1
            for other in judged
            if other is not promised
            and _made(promised) < _made(other)
            and _replaces(other.promise, promised.promise)
        ]
        promised.counts_until = min(ends)


def _made(promised: Promised) -> tuple[int, str]:
    return promised.made_on, promised.promise.id


def _stand(promised: Promised, later: Sequence[Promised], today: int, day: dt.date) -> None:
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
    for other in later:
        if _replaces(other.promise, promised.promise) and other.made_on < end:
            end, standing = other.made_on, PromiseStanding.SUPERSEDED
    if end <= today:
        promised.standing, promised.ended_on = standing, end


def _replaces(later: PromiseToPay, earlier: PromiseToPay) -> bool:
    """Whether a later promise speaks of all the earlier one spoke of."""
    if later.amount.currency != earlier.amount.currency:
        return False
    if not later.invoices:
        return True
    return bool(earlier.invoices) and set(earlier.invoices) <= set(later.invoices)


def _count_money(
    account: "Account",
    day: dt.date,
    judged: Sequence[Promised],
    money: Iterable[Payment],
    netting: Netting,
) -> None:
    first = min(each.made_on for each in judged)
    last = max(each.window_end for each in judged)
    cents = [
        each
        for payment in money
        if first <= payment.date.toordinal() <= last or payment.amount.minor_units < 0
        for each in _cents_of(payment)
    ]
    if not cents:
        return
    cents.sort(key=lambda each: (each.day, each.receivable or "", each.free))
    for promised in judged:
        _count_for(promised, account, day, cents, netting)
    refunds: dict[str, int] = {}
    for each in cents:
        if each.free < 0 and each.day >= first:
            refunds[each.currency] = refunds.get(each.currency, 0) - each.free
    for currency, refunded in refunds.items():
        _take_back([each for each in judged if each.currency == currency], refunded)


def _cents_of(payment: Payment) -> Iterable[_Cents]:
    ordinal, currency = payment.date.toordinal(), payment.amount.currency
    rest = payment.amount.minor_units
    for name, amount in payment.shares():
        rest -= amount
        yield _Cents(ordinal, currency, name, amount)
    if rest:
        yield _Cents(ordinal, currency, None, rest)


def _count_for(
    promised: Promised, account: "Account", day: dt.date, cents: list[_Cents], netting: Netting
) -> None:
    promise = promised.promise
    wanted = promise.amount.minor_units
    names = _names(account, day, promise) if promise.invoices else None
    for each in cents:
        if each.free <= 0 or each.currency != promise.amount.currency:
            continue
        if not promised.made_on <= each.day <= promised.counts_until:
            continue
        if names is not None and each.receivable not in names:
            if each.receivable is not None or netting is Netting.NONE:
                continue
            free = min(each.free, _netted(account, each.day, day, names, promised))
            used = min(free, wanted - promised.paid)
            promised.netted[each.day] = promised.netted.get(each.day, 0) + used
        else:
            used = min(each.free, wanted - promised.paid)
        each.free -= used
        promised.paid += used
        if promised.paid == wanted and promised.kept_on is None:
            promised.kept_on = max(each.day, promised.made_on)


def _names(account: "Account", day: dt.date, promise: PromiseToPay) -> frozenset[str]:
    """List the promised receivables, and the invoices and parts that mean the same."""
    if not account.plans and not any(invoice.instalments for invoice in account.invoices):
        return frozenset(promise.invoices)
    names = set(promise.invoices)
    wholes: tuple[Invoice | PaymentPlan, ...] = (
        *known_rows(account.invoices, day),
        *known_rows(account.plans, day),
    )
    for whole in wholes:
        parts = {f"{whole.id}#{part.number}" for part in whole.instalments}
        if whole.id in names:
            names |= parts
        elif parts and parts <= names:
            names.add(whole.id)
    return frozenset(names)


def _netted(
    account: "Account", ordinal: int, known: dt.date, names: frozenset[str], promised: Promised
) -> int:
    """Tell what netting placed on the promised receivables that day, not yet counted.

    Judged on that day, so that a promise kept stays kept when later facts net otherwise.
    """
    before = _placed(account, ordinal - 1, known, names) if ordinal > 1 else 0
    placed = _placed(account, ordinal, known, names) - before
    return max(placed - promised.netted.get(ordinal, 0), 0)


def _placed(account: "Account", ordinal: int, known: dt.date, names: frozenset[str]) -> int:
    balance = strike_balance(account, dt.date.fromordinal(ordinal), known=known)
    return sum(
        amount
        for name, amount in balance.netted.items()
        if name in names or balance.by_id[name].invoice.id in names
    )


def _take_back(judged: Iterable[Promised], refunds: int) -> None:
    """Refunded money keeps no promise: taken off the latest first."""
    for promised in sorted(judged, key=lambda each: each.promise.due_by, reverse=True):
        back = min(refunds, promised.paid)
        if back:
            refunds -= back
            promised.paid -= back
            promised.kept_on = None
