"""What of each receivable was open on every day, as known on one day.

Most accounts are plain: invoices in one piece, credit notes and money. For those the days are read
off the rows. For all others the balance is struck by the model, on each day on which it can
change; both ways give the same.
"""

import datetime as dt
from bisect import insort
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

import attrs

from dunnix.interest.netted import Loose, net_over_time
from dunnix.interest.running import Running
from dunnix.model import Account, Invoice, Netting, Payment, known_rows, strike_balance
from dunnix.model.plans import IN_FORCE

Moves: TypeAlias = dict[str, list[tuple[int, int]]]


@attrs.frozen(order=False)
class Stops:
    """What keeps a part from bearing interest: that it is disputed, that it is on a plan."""

    disputed: bool = False
    planned: bool = False


NOTHING_STOPS: Final = Stops()


def running(
    account: Account, as_of: dt.date, netting: Netting, stops: Stops = NOTHING_STOPS
) -> list[Running]:
    """Give the receivables seen by a day, oldest first, settled ones included."""
    if not (stops.disputed and account.disputes) and not account.plans:
        found = read_off(account, as_of, netting)
        if found is not None:
            return found
    return struck(account, as_of, netting, stops)


def read_off(account: Account, as_of: dt.date, netting: Netting) -> list[Running] | None:
    """Read the balances off the rows; None where an account isn't as plain as that."""
    today = as_of.toordinal()
    invoices = known_rows(account.invoices, as_of)
    for invoice in invoices:
        if invoice.instalments:
            return None
    claims, notes = _seen(invoices, today)
    if not account.payments and not notes:
        return claims
    moves: Moves = {}
    loose: list[Loose] = []
    for payment in known_rows(account.payments, as_of):
        _moved_by(payment, moves, loose, today)
    if notes and not _moved_by_notes(notes, claims, moves, loose, today):
        return None
    firsts = [claim.steps[0] for claim in claims]
    fits = _move_all(claims, moves)
    if (fits and not loose) or netting is not Netting.OLDEST_FIRST:
        return claims
    if account.disputes:
        return None
    # Money that finds no claim pays others.
    for claim, first in zip(claims, firsts, strict=True):
        claim.steps = [first]
    net_over_time(claims, moves, loose)
    return claims


def _seen(invoices: Iterable[Invoice], today: int) -> tuple[list[Running], list[Invoice]]:
    """Give the receivables seen by a day, oldest first, and the credit notes."""
    claims: list[Running] = []
    notes: list[Invoice] = []
    for invoice in invoices:
        amount, issued = invoice.amount.minor_units, invoice.issue_date
        if amount <= 0:
            notes.append(invoice)
            continue
        first = 0 if issued is None else issued.toordinal() + 1
        if first <= today + 1:
            name, due = invoice.id, invoice.due_date.toordinal()
            claims.append(Running(name, (name,), invoice, due, [(first, amount)]))
    claims.sort(key=_oldest_first)
    return claims, notes


def _oldest_first(claim: Running) -> tuple[int, str]:
    return claim.due, claim.id


def _moved_by(payment: Payment, moves: Moves, loose: list[Loose], today: int) -> None:
    """Note what a payment takes off by name, and what of it names nothing."""
    day = (payment.cleared_on or payment.date).toordinal() + 1
    if day > today + 1 or payment.pending:
        return
    reversed_on, name = payment.reversed_on, payment.invoice
    if reversed_on is None and name is not None:
        moves.setdefault(name, []).append((day, -payment.amount.minor_units))
        return
    back = None if reversed_on is None else reversed_on.toordinal() + 1
    if back is not None and back <= day:
        return
    rest = payment.amount.minor_units
    for named, share in payment.shares():
        rest -= share
        _note(named, share, moves, day, back)
    if rest:
        pool = (payment.amount.currency, payment.creditor)
        loose.append((day, pool, rest))
        if back is not None:
            loose.append((back, pool, -rest))


def _note(name: str, share: int, moves: Moves, day: int, back: int | None) -> None:
    noted = moves.setdefault(name, [])
    noted.append((day, -share))
    if back is not None:
        noted.append((back, share))


def _moved_by_notes(
    notes: Iterable[Invoice],
    claims: Iterable[Running],
    moves: Moves,
    loose: list[Loose],
    today: int,
) -> bool:
    """Note what credit notes take off what they name; false where one comes before that."""
    by_id = {claim.id: claim for claim in claims}
    for note in notes:
        day = 0 if note.issue_date is None else note.issue_date.toordinal() + 1
        if day > today + 1 or note.amount.minor_units == 0:
            continue
        target = None if note.credits is None else by_id.get(note.credits)
        if target is None:
            loose.append((day, (note.currency, note.creditor), -note.amount.minor_units))
        elif day < target.steps[0][0]:
            return False
        else:
            moves.setdefault(target.id, []).append((day, note.amount.minor_units))
    return True


def _move_all(claims: Iterable[Running], moves: Moves) -> bool:
    fits = True
    for claim in claims:
        if claim.id in moves:
            fits = _move(claim, moves[claim.id]) and fits
    return fits


def _move(claim: Running, moves: list[tuple[int, int]]) -> bool:
    """Lay the moves of a receivable out; false where it was paid beyond its amount, or refunded."""
    steps = claim.steps
    first, amount = steps[0]
    if len(moves) > 1:
        moves.sort()
    raw, fits, final = amount, True, len(moves) - 1
    for place, (day, delta) in enumerate(moves):
        raw += delta
        if place < final and moves[place + 1][0] == day:
            continue
        open_ = raw
        if not 0 <= raw <= amount:
            open_, fits = min(max(raw, 0), amount), False
        if day <= first:
            steps[0] = (first, open_)
        else:
            steps.append((day, open_))
    return fits


def struck(account: Account, as_of: dt.date, netting: Netting, stops: Stops) -> list[Running]:
    """Strike the balance on each day it can change, as known on the day asked about."""
    planned = _plans_in_force(account, as_of) if stops.planned else {}
    found: dict[str, Running] = {}
    for day in _days(account, as_of, netting):
        balance = strike_balance(account, dt.date.fromordinal(day), netting=netting, known=as_of)
        for claim in balance.claims:
            open_ = claim.open
            if stops.disputed:
                open_ -= claim.disputed
            if any(planned.get(name, day + 1) <= day for name in claim.names):
                open_ = 0
            paused = claim.open > open_
            held = found.get(claim.id)
            if held is None:
                steps = [(0 if claim.invoice.issue_date is None else day + 1, open_)]
                held = Running(claim.id, claim.names, claim.invoice, claim.due, steps)
                found[claim.id] = held
            elif held.steps[-1][1] != open_:
                held.steps.append((day + 1, open_))
            held.paused = held.paused or paused
    return sorted(found.values(), key=_oldest_first)


def _plans_in_force(account: Account, as_of: dt.date) -> dict[str, int]:
    """Give the day each plan was agreed; one that has ended since stopped nothing."""
    return {
        plan.id: plan.agreed_on.toordinal()
        for plan in known_rows(account.plans, as_of)
        if plan.status in IN_FORCE
    }


def _days(account: Account, as_of: dt.date, netting: Netting) -> list[int]:
    """List the days, up to the day asked about, on which a balance may become another one."""
    today = as_of.toordinal()
    days = {day.toordinal() for day in _dates(account, as_of) if day is not None}
    if netting is Netting.OLDEST_FIRST:
        days |= {day + 1 for day in _due(account, as_of)}
    kept = sorted(day for day in days if day <= today)
    # The balance that the first of these days finds: everything that has no day took effect.
    insort(kept, max((kept[0] if kept else today) - 1, 1))
    return kept


def _dates(account: Account, as_of: dt.date) -> Iterator[dt.date | None]:
    for invoice in known_rows(account.invoices, as_of):
        yield invoice.issue_date
    for payment in known_rows(account.payments, as_of):
        yield from (payment.date, payment.cleared_on, payment.reversed_on)
    for dispute in known_rows(account.disputes, as_of):
        yield from (dispute.opened_on, dispute.resolved_on)
    for plan in known_rows(account.plans, as_of):
        yield plan.agreed_on


def _due(account: Account, as_of: dt.date) -> Iterator[int]:
    for invoice in known_rows(account.invoices, as_of):
        if invoice.instalments:
            yield from (part.due_date.toordinal() for part in invoice.instalments)
        else:
            yield invoice.due_date.toordinal()


def credited(account: Account, as_of: dt.date, claim: Running) -> dict[int, int]:
    """Give by interest day what credit notes that name a receivable take off it."""
    found: dict[int, int] = {}
    for note in known_rows(account.invoices, as_of):
        if note.amount.minor_units < 0 and note.credits in claim.names:
            day = 0 if note.issue_date is None else note.issue_date.toordinal() + 1
            found[day] = found.get(day, 0) - note.amount.minor_units
    return found
