"""Promises kept: how many promises to pay, and how much of them, came true."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, grouping, split_names
from dunnix.metrics.options import chosen, whole_number
from dunnix.metrics.received import period_start, since
from dunnix.metrics.recorded import (
    Accounts,
    Measure,
    NamedGroups,
    accounts_as_of,
)
from dunnix.model import (
    Account,
    Promised,
    PromiseStanding,
    judge_promises,
    strike_balance,
)

_FOR_OR_AGAINST: Final = frozenset(
    {PromiseStanding.KEPT, PromiseStanding.PARTLY_KEPT, PromiseStanding.BROKEN}
)


def promises_kept(
    accounts: Accounts,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    measure: Measure | str = Measure.COUNT,
    grace_days: int = 0,
    by: By = (),
) -> Figures:
    """Give the share of promises to pay that were kept, from 0 to 1, by number or by value.

    A promise is judged as everywhere: each cent counts for one promise, the earliest due first,
    and only money dated from the day it was made to its last day, which is `grace_days` after
    `due_by`; unapplied money pays what is oldest first. It counts on the day after its last day,
    when it can no longer be kept, where that is from `first` to `as_of`: one that is still open
    isn't in it, nor one kept already whose last day is to come (good news would count sooner than
    bad), and never one that was superseded or withdrawn. By `count` a promise kept in part wasn't
    kept; by `value` what came of it is taken over what was promised.

    It misleads where promises are taken for what was about to be paid anyway, and by number where
    one large promise is broken among many small ones. What the `history` of an account sums up
    has no days, so it isn't in it. A group without such a promise has no
    figure. Raises `TypeError` for books that aren't those of accounts, `ValueError` for a period
    that ends before it begins and for options that don't exist.

    Source: the promise-to-pay kept ratio of the trade; that open promises are left out, grace is
    explicit and parts count by value is our choice, for no published source says.

    >>> from dunnix.model import Debtor, Invoice, Payment, PromiseToPay
    >>> from dunnix.money import Money
    >>> euros, day = Money("90.00", "EUR"), dt.date(2026, 2, 4)
    >>> invoice = Invoice(id="F-1", due_date=day, amount=euros)
    >>> promise = PromiseToPay(id="P", made_on=day, due_by=dt.date(2026, 2, 20), amount=euros)
    >>> part = Payment(id="B", date=day, amount=Money("30.00", "EUR"), invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], promises=[promise],
    ...                   payments=[part])
    >>> print(promises_kept(account, as_of=dt.date(2026, 3, 16), measure="value"))
    0.3333
    """
    wanted = chosen(Measure, "measure", measure)
    grace = whole_number("grace_days", grace_days, least=0)
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of).toordinal()
    groups = grouping(by, held)
    sums: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for account in held:
        named = NamedGroups(groups, account, as_of)
        for each in _judged(account, as_of, grace):
            if start <= each.window_end + 1 <= as_of.toordinal():
                _count(sums[named.key(each.promise.invoices, each.currency)], each)
    return Figures(
        metric="promises_kept",
        unit=Unit.RATIO,
        as_of=as_of,
        by=split_names(by),
        convention=(("measure", wanted), ("grace-days", str(grace)), *since(first)),
        figures=figures_in_order({key: _figure(key, sums[key], wanted) for key in sums}),
    )


def _judged(account: Account, day: dt.date, grace: int) -> Iterator[Promised]:
    """Judge the promises of an account; give those that were kept, in part too, or broken."""
    if not account.promises:
        return
    judged = judge_promises(
        account,
        day,
        strike_balance(account, day).money,
        window_end=lambda due_by: due_by + grace,
        at_most_broken=0,
    )
    yield from (each for each in judged if each.standing in _FOR_OR_AGAINST)


def _count(sums: Counter[str], promised: Promised) -> None:
    sums["promises"] += 1
    sums["kept"] += promised.standing is PromiseStanding.KEPT
    sums["partly_kept"] += promised.standing is PromiseStanding.PARTLY_KEPT
    sums["promised_minor"] += promised.promise.amount.minor_units
    sums["kept_minor"] += promised.paid


def _figure(key: Key, sums: Counter[str], measure: Measure) -> Figure:
    if measure is Measure.COUNT:
        value = Fraction(sums["kept"], sums["promises"])
    else:
        value = Fraction(sums["kept_minor"], sums["promised_minor"])
    return Figure(currency=key[0] or "", group=key[1:], value=value, inputs=tuple(sums.items()))
