"""Contacts: how soon after the due date a debtor hears of it."""

import datetime as dt
from collections import Counter, defaultdict
from fractions import Fraction

from dunnix.metrics.activity import contacted
from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, grouping, split_names
from dunnix.metrics.received import period_start, since
from dunnix.metrics.recorded import Accounts, accounts_as_of


def contact_delay(
    accounts: Accounts, *, as_of: dt.date, first: dt.date | None = None, by: By = ()
) -> Figures:
    """Average the days from the due date of a receivable to the first contact about it.

    Each receivable counts once, by the first contact after its due date where that is from
    `first` to `as_of`; what went out before or on the due date was a reminder and answers no
    delay. `waiting` counts beside it what is past due on `as_of` and was never contacted about
    since. A contact is an action that was sent or done, by any channel; one without a channel
    that carries a decision's key is work of our own. An action that names no receivable is about
    all that were open that day.

    It misleads while much is still waiting: only what was contacted about has a delay. A group
    with neither has no figure, one where all is waiting an undefined one. Raises `TypeError` for
    books that aren't those of accounts, `ValueError` for a period that ends before it begins.

    Source: the trade's reasoning that a first call two weeks late teaches the buyer that he can
    wait two weeks more.

    >>> from dunnix.model import Account, Action, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> due = dt.date(2026, 2, 4)
    >>> invoice = Invoice(id="F-1", due_date=due, amount=Money("90.00", "EUR"))
    >>> call = Action(id="A1", step="call", channel="phone", date=dt.date(2026, 2, 18),
    ...               status="done", invoices=["F-1"])
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], actions=[call])
    >>> print(contact_delay(account, as_of=dt.date(2026, 3, 16)))
    14.00 days
    """
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of).toordinal()
    groups, today = grouping(by, held), as_of.toordinal()
    delays: defaultdict[Key, list[int]] = defaultdict(list)
    waiting: Counter[Key] = Counter()
    for account in held:
        debtor = account.debtor_on(as_of)
        for claim, contacts in contacted(account, as_of):
            since_due = [day for day in contacts if day > claim.due]
            if since_due and since_due[0] >= start:
                delays[groups.of_claim(debtor, claim)].append(since_due[0] - claim.due)
            elif not since_due and claim.open and claim.due < today:
                waiting[groups.of_claim(debtor, claim)] += 1
    figures = {key: _mean_delay(key, delays[key], waiting[key]) for key in {*delays, *waiting}}
    return Figures(
        metric="contact_delay",
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("from", "due-date"), ("to", "first-contact"), *since(first)),
        figures=figures_in_order(figures),
    )


def _mean_delay(key: Key, delays: list[int], waiting: int) -> Figure:
    return Figure(
        currency=key[0] or "",
        group=key[1:],
        value=Fraction(sum(delays), len(delays)) if delays else None,
        inputs=(("receivables", len(delays)), ("waiting", waiting)),
    )
