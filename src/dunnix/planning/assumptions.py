"""What is taken to come from a debtor while days are played forward: an assumption a function.

An assumption is asked once a day, with the account as it stands that morning, and gives the rows
that come in. It is pure, so that a projection says the same whenever it is made.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from dunnix.model import (
    Account,
    Allocation,
    AnyRow,
    Claim,
    Payment,
    Position,
    PromiseStanding,
    take_position,
)
from dunnix.money import Money

Assumption: TypeAlias = Callable[[Account, dt.date], Iterable[AnyRow]]


def silence(account: Account, day: dt.date) -> tuple[AnyRow, ...]:
    """Assume that nothing comes: no money, no word."""
    del account, day
    return ()


def breaks_promises(account: Account, day: dt.date) -> tuple[AnyRow, ...]:
    """Assume that no promise is kept: no money comes for any, and each breaks on its day.

    It brings what `silence` brings, and says why one asks.
    """
    return silence(account, day)


def keeps_promises(account: Account, day: dt.date) -> tuple[Payment, ...]:
    """Assume that what is still to come of each open promise comes on its last day."""
    return tuple(_kept(account, day))


def pays_on_due(account: Account, day: dt.date) -> tuple[Payment, ...]:
    """Assume that each receivable and plan instalment is paid on its due date.

    What was overdue before stays unpaid.
    """
    due = [claim for claim in _open(account, day) if claim.due == day.toordinal()]
    return tuple(_paid(f"pays-on-due:{day}", day, due))


@attrs.frozen(order=False)
class PaysOn:
    """Money that comes on a day: all that is open then, or so much of it, the oldest first."""

    day: dt.date
    amount: Money | None = None

    def __call__(self, account: Account, day: dt.date) -> tuple[Payment, ...]:
        """Give the payment on its day, one a currency."""
        if day != self.day:
            return ()
        name, claims = f"pays-on:{day}", _open(account, day)
        if self.amount is None:
            return tuple(_paid(name, day, claims))
        return (_part_paid(name, day, claims, self.amount),)

    def __str__(self) -> str:
        return f"pays-on:{self.day}"


@attrs.frozen(order=False)
class Together:
    """Several assumptions at once, each on the account as the one before left it."""

    parts: tuple[Assumption, ...]

    def __call__(self, account: Account, day: dt.date) -> tuple[AnyRow, ...]:
        """Give what each part brings."""
        came: list[AnyRow] = []
        for part in self.parts:
            rows = tuple(part(account, day))
            account = account.record(*rows) if rows else account
            came += rows
        return tuple(came)

    def __str__(self) -> str:
        return " + ".join(map(name_of, self.parts))


def pays_on(day: dt.date, amount: Money | None = None) -> PaysOn:
    """Assume that money comes on a day: all that is open then, or an amount, the oldest first.

    >>> str(pays_on(dt.date(2026, 3, 1)))
    'pays-on:2026-03-01'
    """
    return PaysOn(day, amount)


def together(*assumptions: Assumption) -> Together:
    """Assume several things at once, in their order.

    >>> str(together(keeps_promises, pays_on(dt.date(2026, 3, 1))))
    'keeps-promises + pays-on:2026-03-01'
    """
    return Together(assumptions)


def name_of(assumption: Assumption) -> str:
    """Give what an assumption is called: its function's name, or what it says of itself."""
    name: str | None = getattr(assumption, "__name__", None)
    return str(assumption) if name is None else name.replace("_", "-")


def _position(account: Account, day: dt.date) -> Position:
    return take_position(account, day, window_end=lambda due_by: due_by)


def _open(account: Account, day: dt.date) -> list[Claim]:
    return [place.claim for place in _position(account, day).places if place.claim.open > 0]


def _kept(account: Account, day: dt.date) -> Iterator[Payment]:
    position = _position(account, day)
    for promised in position.promises:
        promise = promised.promise
        if promised.standing is PromiseStanding.OPEN and promise.due_by == day and promised.rest:
            meant = [
                place.claim
                for place in position.places
                if not promise.invoices or set(promise.invoices) & set(place.claim.names)
            ]
            amount = Money.minor(promised.rest, promised.currency)
            yield _part_paid(f"keeps-promises:{promise.id}", day, meant, amount)


def _paid(name: str, day: dt.date, claims: Sequence[Claim]) -> Iterator[Payment]:
    """Pay claims in full, one payment a currency."""
    for currency in sorted({claim.currency for claim in claims}):
        whole = sum(claim.open for claim in claims if claim.currency == currency)
        yield _part_paid(f"{name}:{currency}", day, claims, Money.minor(whole, currency))


def _part_paid(name: str, day: dt.date, claims: Iterable[Claim], amount: Money) -> Payment:
    """Pay claims as far as an amount goes, the oldest first; the rest stays unapplied."""
    rest, parts = amount.minor_units, list[Allocation]()
    for claim in claims:
        share = min(rest, claim.open) if claim.currency == amount.currency else 0
        if share > 0:
            parts.append(Allocation(invoice=claim.id, amount=Money.minor(share, claim.currency)))
            rest -= share
    return Payment(id=name, date=day, amount=amount, allocations=parts)
