"""Disputes: how much of what is owed is contested, and how long it takes to settle."""

import datetime as dt
from collections import Counter, defaultdict
from fractions import Fraction

from dunnix.metrics.figure import Figure, Figures, Unit, figures_in_order
from dunnix.metrics.grouping import By, Key, grouping, split_names
from dunnix.metrics.options import chosen
from dunnix.metrics.received import period_start, since
from dunnix.metrics.recorded import (
    Accounts,
    Measure,
    NamedGroups,
    accounts_as_of,
)
from dunnix.model import Netting, known_rows, strike_balance


def dispute_rate(
    accounts: Accounts,
    *,
    as_of: dt.date,
    measure: Measure | str = Measure.COUNT,
    by: By = (),
) -> Figures:
    """Give the share of what is open that is in dispute on a day, from 0 to 1.

    By `count` the receivables of which anything is contested over those that are open, by `value`
    what is contested of them over what is open. What was paid in the meantime isn't contested any
    more; unapplied money isn't taken off.

    It misleads where disputes are recorded late or only by some, and says nothing of who is
    right. A group that owes nothing has no figure. Raises `TypeError` for books that aren't those
    of accounts, `ValueError` for a measure that doesn't exist.

    Source: the dispute rate of the trade, disputed receivables over total receivables.

    >>> from dunnix.model import Account, Debtor, Dispute, Invoice
    >>> from dunnix.money import Money
    >>> day, euros = dt.date(2026, 2, 4), Money("90.00", "EUR")
    >>> invoices = [Invoice(id=name, due_date=day, amount=euros) for name in ("F-1", "F-2")]
    >>> dispute = Dispute(id="L", opened_on=day, reason="quality", invoice="F-1",
    ...                   amount=Money("45.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=invoices, disputes=[dispute])
    >>> print(dispute_rate(account, as_of=day), dispute_rate(account, as_of=day, measure="value"))
    0.5000 0.2500
    """
    wanted, held = chosen(Measure, "measure", measure), accounts_as_of(accounts, as_of)
    groups = grouping(by, held)
    sums: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for account in held:
        debtor = account.debtor_on(as_of)
        for claim in strike_balance(account, as_of, netting=Netting.NONE).claims:
            if claim.open:
                found = sums[groups.of_claim(debtor, claim)]
                found["disputed"] += claim.disputed > 0
                found["receivables"] += 1
                found["disputed_minor"] += claim.disputed
                found["open_minor"] += claim.open
    is_value = wanted is Measure.VALUE
    part, whole = ("disputed_minor", "open_minor") if is_value else ("disputed", "receivables")
    figures = {
        key: Figure(
            currency=key[0] or "",
            group=key[1:],
            value=Fraction(found[part], found[whole]),
            inputs=tuple(found.items()),
        )
        for key, found in sums.items()
    }
    return Figures(
        metric="dispute_rate",
        unit=Unit.RATIO,
        as_of=as_of,
        by=split_names(by),
        convention=(("measure", wanted),),
        figures=figures_in_order(figures),
    )


def days_to_resolve(
    accounts: Accounts, *, as_of: dt.date, first: dt.date | None = None, by: By = ()
) -> Figures:
    """Average the days from the opening to the resolution of disputes, each counting alike.

    Disputes resolved from `first` to `as_of` count, both days included; what is still open on
    `as_of` is told beside, as `open_disputes`. A dispute of all a debtor owes counts once in each
    currency it is billed in.

    It misleads while old disputes stay open: resolving one of them makes the average worse, and
    leaving it open makes it better. A group without a dispute has no figure, one in which none
    was resolved an undefined one. Raises `TypeError` for books that aren't those of accounts,
    `ValueError` for a period that ends before it begins.

    Source: the trade's average dispute resolution time.

    >>> from dunnix.model import Account, Debtor, Dispute, Invoice
    >>> from dunnix.money import Money
    >>> day = dt.date(2026, 2, 4)
    >>> invoice = Invoice(id="F-1", due_date=day, amount=Money("90.00", "EUR"))
    >>> dispute = Dispute(id="L", opened_on=day, reason="quality", invoice="F-1",
    ...                   resolved_on=dt.date(2026, 2, 18))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], disputes=[dispute])
    >>> print(days_to_resolve(account, as_of=dt.date(2026, 3, 16)))
    14.00 days
    """
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of)
    groups = grouping(by, held)
    days: defaultdict[Key, list[int]] = defaultdict(list)
    still_open: Counter[Key] = Counter()
    for account in held:
        named = NamedGroups(groups, account, as_of)
        for dispute in known_rows(account.disputes, as_of):
            resolved = dispute.resolved_on
            contested = () if dispute.invoice is None else (dispute.invoice,)
            for key in named.keys(contested):
                if resolved is None or resolved > as_of:
                    still_open[key] += dispute.opened_on <= as_of
                elif resolved >= start:
                    days[key].append((resolved - dispute.opened_on).days)
    figures = {
        key: _average(key, days[key], still_open[key])
        for key in {*days, *still_open}
        if days[key] or still_open[key]
    }
    return Figures(
        metric="days_to_resolve",
        unit=Unit.DAYS,
        as_of=as_of,
        by=split_names(by),
        convention=(("population", "resolved"), *since(first)),
        figures=figures_in_order(figures),
    )


def _average(key: Key, days: list[int], still_open: int) -> Figure:
    return Figure(
        currency=key[0] or "",
        group=key[1:],
        value=Fraction(sum(days), len(days)) if days else None,
        inputs=(("disputes", len(days)), ("open_disputes", still_open)),
    )
