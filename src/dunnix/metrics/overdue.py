"""How much of what is owed is late, and how much of it a few owe."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from dunnix.metrics.balances import receivables_on
from dunnix.metrics.books import Source, books_as_of
from dunnix.metrics.figure import Figure, Figures, Unit, figure_of, figures_in_order
from dunnix.metrics.grouping import By, Key, split_names
from dunnix.metrics.options import whole_number


def overdue_ratio(receivables: Source, *, as_of: dt.date, beyond: int = 0, by: By = ()) -> Figures:
    """Give the share of what is open that is past due for more than so many days.

    Open and past due for more than `beyond` days / all that is open, both gross: unapplied money
    and free credit notes are in neither. With `beyond=90` it is the share over 90 days. None where
    nothing is open.

    It misleads where sales jump: new invoices are never late, so that it falls though nobody pays
    sooner. Raises `ValueError` for `beyond` below 0 and a day before the first invoice,
    `TypeError` where `as_of` isn't a plain date.

    Source: the overdue percentage of My DSO Manager; the share over 91 days of the Credit
    Research Foundation's quarterly survey.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> owed = [Invoice(id=f"F-{day}", due_date=dt.date(2026, 3, day), amount=Money("50", "EUR"))
    ...         for day in (15, 16)]
    >>> account = Account(debtor=Debtor(id="D1"), invoices=owed)
    >>> print(overdue_ratio(account, as_of=dt.date(2026, 3, 16)))
    0.5000
    """
    books = books_as_of(receivables, as_of)
    limit = whole_number("beyond", beyond, least=0)
    owing = receivables_on(books, as_of, known=as_of, by=by, beyond=limit)
    return Figures(
        metric="overdue_ratio",
        unit=Unit.RATIO,
        as_of=as_of,
        by=split_names(by),
        convention=(("beyond-days", str(limit)), ("credits", "left-out")),
        figures=figures_in_order(
            {
                key: _share(key, each.overdue, each.open, overdue_minor=each.overdue)
                for key, each in owing.items()
            }
        ),
    )


def concentration(
    receivables: Source, *, as_of: dt.date, top: int = 10, of: str = "debtor", by: By = ()
) -> Figures:
    """Give the share of what is open that the largest few owe.

    Open of the `top` largest / all that is open, both gross. `of` says what they are: debtors, or
    whatever figures can be split by. What has no value of it (no owner, no country) counts in the
    whole only. None where nothing is open.

    It misleads where debtors belong together: a group of companies that pays as one counts as
    many, unless `of` names the group. Raises `ValueError` for `top` below 1, for names that nothing
    has, and for a day before the first invoice; `TypeError` where `as_of` isn't a plain date.

    Source: concentration as in borrowing-base certificates, the share of the largest accounts.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> due = dt.date(2026, 3, 16)
    >>> owed = [Account(debtor=Debtor(id=name), invoices=[
    ...             Invoice(id=f"F-{name}", due_date=due, amount=Money(amount, "EUR"))])
    ...         for name, amount in (("D1", "75"), ("D2", "25"))]
    >>> print(concentration(owed, as_of=due, top=1))
    0.7500
    """
    books, largest = books_as_of(receivables, as_of), whole_number("top", top)
    names = split_names(by)
    if of in names:
        raise ValueError(f"`of` is `{of}`, which figures are split by; leave it out of `by`")
    owing = receivables_on(books, as_of, known=as_of, by=(*names, of))
    members: defaultdict[Key, dict[str | None, int]] = defaultdict(dict)
    for (*group, member), each in owing.items():
        members[tuple(group)][member] = each.open
    return Figures(
        metric="concentration",
        unit=Unit.RATIO,
        as_of=as_of,
        by=names,
        convention=(("top", str(largest)), ("of", of), ("credits", "left-out")),
        figures=figures_in_order(
            {key: _largest(key, open_, largest) for key, open_ in members.items()}
        ),
    )


def _largest(key: Key, open_: Mapping[str | None, int], top: int) -> Figure:
    named = [amount for name, amount in open_.items() if name is not None and amount]
    largest = sum(sorted(named, reverse=True)[:top])
    whole = sum(open_.values())
    return _share(key, largest, whole, largest_minor=largest, members=len(named))


def _share(key: Key, part: int, whole: int, **inputs: int) -> Figure:
    ratio = Fraction(part, whole) if whole else None
    return figure_of(key, ratio, inputs={**inputs, "open_minor": whole})
