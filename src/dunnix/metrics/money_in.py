"""Money as it came in: what it was allocated to, and what is still unapplied, by day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dunnix.model import (
    Account,
    Balance,
    Claim,
    Invoice,
    Payment,
    known_rows,
    strike_balance,
)
from dunnix.model.balance import counts, is_final


class Allocated(NamedTuple):
    """An amount of one payment that went to one receivable, in minor units."""

    claim: Claim
    paid: int
    amount: int


class Loose(NamedTuple):
    """Money that pays no receivable: unapplied, paid ahead of its invoice, or a free credit."""

    currency: str
    creditor: str | None
    day: int
    amount: int


def allocated_money(account: Account, day: dt.date, known: dt.date) -> Iterator[Allocated]:
    """Give what payments up to a day were allocated to, in the order they came.

    Money on an invoice in instalments pays them oldest first, the last takes what is over. Money
    on an invoice that isn't issued by `day` is left out.
    """
    if not account.payments:
        return
    balance = strike_balance(account, day, known=known)
    parts = _parts_by_name(balance.claims)
    room = {claim.id: claim.amount for claim in balance.claims}
    for payment in _in_order(known_rows(account.payments, known), day, known):
        for name, amount in payment.shares():
            for claim, share in _split(_meant(parts, name), amount, room):
                room[claim.id] -= share
                yield Allocated(claim, payment.date.toordinal(), share)


def _in_order(payments: Iterable[Payment], day: dt.date, known: dt.date) -> list[Payment]:
    """Sort the payments that count and are there for good on the day they are judged."""
    final = [each for each in payments if each.date <= day and counts(each, known)]
    return sorted(
        (each for each in final if is_final(each, known)), key=lambda each: (each.date, each.id)
    )


def _parts_by_name(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Index claims, oldest first, by what names them: their own id, their invoice, their plan."""
    named: dict[str, list[Claim]] = {}
    for claim in claims:
        for name in claim.names:
            named.setdefault(name, []).append(claim)
    return named


def _meant(parts: Mapping[str, list[Claim]], name: str) -> Sequence[Claim]:
    """Give the claims a name means; an instalment of a plan means all that the plan covers."""
    return parts.get(name) or parts.get(name.rpartition("#")[0]) or ()


def _split(
    claims: Sequence[Claim], amount: int, room: Mapping[str, int]
) -> Iterator[tuple[Claim, int]]:
    for claim in claims[:-1]:
        share = min(amount, max(room[claim.id], 0)) if amount > 0 else 0
        if share:
            yield claim, share
        amount -= share
    if claims and amount:
        yield claims[-1], amount


def loose_money(account: Account, balance: Balance, day: dt.date, known: dt.date) -> list[Loose]:
    """Give what a balance leaves unapplied, dated: by the payment, or a credit note's due date.

    What came beyond a receivable's amount is dated by the last that came for it. `balance` must
    be struck without netting. Money on an invoice that isn't issued yet is in it: the ledger's
    balance counts it too.
    """
    parts = _parts_by_name(balance.claims)
    notes = [
        each
        for each in known_rows(account.invoices, known)
        if each.amount.minor_units < 0 and (each.issue_date or day) <= day
    ]
    loose = [
        *_unallocated(balance.money),
        *_paid_ahead(balance.money, parts),
        *_free_credits(notes, parts),
    ]
    if balance.beyond:
        last = _last_days(balance.money, notes, parts)
        for name, amount in balance.beyond.items():
            claim = balance.by_id[name]
            loose.append(Loose(claim.currency, claim.invoice.creditor, last[name], amount))
    return loose


def left_after_netting(balance: Balance) -> Iterator[Loose]:
    """Give what netting left unapplied, without its days, and what was paid ahead."""
    for (currency, creditor), amount in balance.unapplied.items():
        if amount:
            yield Loose(currency, creditor, 0, amount)
    yield from _paid_ahead(balance.money, _parts_by_name(balance.claims))


def _unallocated(money: Iterable[Payment]) -> Iterator[Loose]:
    for payment in money:
        rest = payment.amount.minor_units - sum(amount for _, amount in payment.shares())
        if rest:
            day = payment.date.toordinal()
            yield Loose(payment.amount.currency, payment.creditor, day, rest)


def _paid_ahead(money: Iterable[Payment], parts: Mapping[str, list[Claim]]) -> Iterator[Loose]:
    for payment in money:
        for name, amount in payment.shares():
            if not _meant(parts, name):
                day = payment.date.toordinal()
                yield Loose(payment.amount.currency, payment.creditor, day, amount)


def _free_credits(notes: Iterable[Invoice], parts: Mapping[str, list[Claim]]) -> Iterator[Loose]:
    for note in notes:
        if note.credits is None or note.credits not in parts:
            due = note.due_date.toordinal()
            yield Loose(note.currency, note.creditor, due, -note.amount.minor_units)


def _last_days(
    money: Iterable[Payment], notes: Iterable[Invoice], parts: Mapping[str, list[Claim]]
) -> dict[str, int]:
    """Give for each claim the last day money or a credit came for it, or went back."""
    named = [(name, payment.date) for payment in money for name, _ in payment.shares()]
    named += [(note.credits, note.issue_date or note.due_date) for note in notes if note.credits]
    last: dict[str, int] = {}
    for name, day in named:
        for claim in _meant(parts, name):
            last[claim.id] = max(last.get(claim.id, 0), day.toordinal())
    return last
