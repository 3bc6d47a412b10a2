"""What is open on a day: amounts less allocated money and credits, then netting.

Everything here works on ordinals and minor units: it runs for every account of every decision.
Claims are mutable while a balance is struck and never leave the library.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.names import Netting
from dunnix.model.obstacle import Dispute
from dunnix.model.payment import Payment
from dunnix.model.versions import known_rows

if TYPE_CHECKING:
    from dunnix.model.account import Account

Pool: TypeAlias = dict[tuple[str, str | None], int]


@attrs.define(eq=False, order=False)
class Claim:
    """A receivable as it stands on a day, in minor units of its invoice's currency.

    `agreed_on` is the day an instalment of a plan was agreed on; None for what was invoiced.
    """

    id: str
    names: tuple[str, ...]
    invoice: Invoice
    currency: str
    due: int
    amount: int
    open: int
    disputed: int = 0
    uncleared: int = 0
    uncleared_until: int | None = None
    pending_since: int | None = None
    planned: int = 0
    agreed_on: int | None = None

    @property
    def is_of_plan(self) -> bool:
        """Whether it is an instalment of a plan, which stands in for what the plan replaced."""
        return self.invoice.id not in self.names


OLDEST_FIRST: Final = attrgetter("due", "id")


@attrs.define(eq=False, order=False)
class Balance:
    """The claims of an account on a day, oldest first, and the money that found none.

    `money` lists the final payments that count; `beyond` what came for each claim beyond its
    amount (below zero: was refunded beyond what came); `netted` what netting gave each claim.
    `netting` says how it was struck.
    """

    claims: list[Claim]
    by_id: dict[str, Claim]
    unapplied: Pool
    beyond: dict[str, int]
    netted: dict[str, int]
    money: list[Payment]
    netting: Netting


def strike_balance(
    account: "Account",
    day: dt.date,
    *,
    netting: Netting = Netting.OLDEST_FIRST,
    known: dt.date | None = None,
) -> Balance:
    """Strike the balance of a day with what is known then, or on a later day."""
    known = known or day
    invoices = known_rows(account.invoices, known)
    claims = [claim for invoice in invoices for claim in _claims(invoice, day)]
    claims.sort(key=OLDEST_FIRST)
    by_id = {claim.id: claim for claim in claims}
    balance = Balance(claims, by_id, {}, {}, {}, [], netting)
    parts = (
        _parts_of(account, invoices, by_id, known)
        if account.plans or any(invoice.instalments for invoice in invoices)
        else {}
    )
    payments = known_rows(account.payments, known) if account.payments else ()
    pending = _settle(balance, payments, parts, day)
    notes = [invoice for invoice in invoices if invoice.amount.minor_units < 0]
    if notes:
        _credit(balance, notes, parts, day)
    if payments or notes:
        _release_overpaid(balance)
    if account.disputes:
        _contest(balance, account, day, known)
    if netting is Netting.OLDEST_FIRST and balance.unapplied:
        _net(balance, day.toordinal())
    for payment in pending:
        _hold_uncleared(balance, payment, parts, netting, day.toordinal())
    return balance


def _claims(invoice: Invoice, day: dt.date) -> Sequence[Claim]:
    if invoice.issue_date is not None and invoice.issue_date > day:
        return ()
    amount, currency = invoice.amount.minor_units, invoice.amount.currency
    if amount <= 0:
        return ()
    if not invoice.instalments:
        due, names = invoice.due_date.toordinal(), (invoice.id,)
        return (Claim(invoice.id, names, invoice, currency, due, amount, amount),)
    return [_part(invoice, part) for part in invoice.instalments]


def _part(invoice: Invoice, part: Instalment) -> Claim:
    name, amount = f"{invoice.id}#{part.number}", part.amount.minor_units
    due = part.due_date.toordinal()
    return Claim(name, (name, invoice.id), invoice, part.amount.currency, due, amount, amount)


def _parts_of(
    account: "Account", invoices: Sequence[Invoice], by_id: dict[str, Claim], known: dt.date
) -> dict[str, list[Claim]]:
    """List what a name stands for besides one claim: an invoice in instalments, or a plan."""
    parts: dict[str, list[Claim]] = {}
    for invoice in invoices:
        if invoice.instalments:
            claims = [by_id.get(f"{invoice.id}#{part.number}") for part in invoice.instalments]
            parts[invoice.id] = sorted(filter(None, claims), key=OLDEST_FIRST)
    for plan in known_rows(account.plans, known) if account.plans else ():
        covered = covered_claims(plan.invoices, plan.currency, by_id.values(), parts)
        parts[plan.id] = covered
        for claim in covered:
            claim.names = (*claim.names, plan.id)
        for part in plan.instalments:
            parts[f"{plan.id}#{part.number}"] = covered
    return parts


def covered_claims(
    names: Sequence[str],
    currency: str,
    claims: Iterable[Claim],
    parts: dict[str, list[Claim]],
) -> list[Claim]:
    """Give the claims a list of names speaks of, oldest first; no names mean all."""
    if not names:
        found = {claim.id: claim for claim in claims if claim.currency == currency}
    else:
        by_id = {claim.id: claim for claim in claims}
        found = {
            claim.id: claim
            for name in names
            for claim in ([by_id[name]] if name in by_id else parts.get(name, ()))
        }
    return sorted(found.values(), key=OLDEST_FIRST)


def is_final(payment: Payment, day: dt.date) -> bool:
    """Whether the money is there for good on a day, so that it may close something."""
    return not payment.pending and (payment.cleared_on is None or payment.cleared_on <= day)


def counts(payment: Payment, day: dt.date) -> bool:
    """Whether a payment has come by a day and wasn't reversed by it."""
    if payment.date > day:
        return False
    return payment.reversed_on is None or payment.reversed_on > day


def _settle(
    balance: Balance, payments: Iterable[Payment], parts: dict[str, list[Claim]], day: dt.date
) -> list[Payment]:
    """Take final money off the claims; give the payments that are still uncleared."""
    if parts:
        # What pays several claims is placed on what the money before it has left open.
        payments = sorted(payments, key=attrgetter("date", "id"))
    pending: list[Payment] = []
    for payment in payments:
        if not counts(payment, day):
            continue
        if not is_final(payment, day):
            pending.append(payment)
            continue
        balance.money.append(payment)
        rest = payment.amount.minor_units
        for name, amount in payment.shares():
            rest -= amount
            _pay(balance.by_id.get(name), parts.get(name), amount)
        if rest:
            pool = (payment.amount.currency, payment.creditor)
            balance.unapplied[pool] = balance.unapplied.get(pool, 0) + rest
    return pending


def _pay(claim: Claim | None, parts: list[Claim] | None, amount: int) -> None:
    """Take an amount off a claim, or off several oldest first; the last takes what is over."""
    if claim is not None:
        claim.open -= amount
        return
    if not parts:
        return
    for part in parts[:-1]:
        paid = min(amount, max(part.open, 0)) if amount > 0 else 0
        part.open -= paid
        amount -= paid
    parts[-1].open -= amount


def _credit(
    balance: Balance, notes: Iterable[Invoice], parts: dict[str, list[Claim]], day: dt.date
) -> None:
    for note in notes:
        if note.issue_date is not None and note.issue_date > day:
            continue
        amount = -note.amount.minor_units
        target = note.credits
        if target is not None and (target in balance.by_id or target in parts):
            _pay(balance.by_id.get(target), parts.get(target), amount)
        else:
            pool = (note.currency, note.creditor)
            balance.unapplied[pool] = balance.unapplied.get(pool, 0) + amount


def _release_overpaid(balance: Balance) -> None:
    """Turn what was paid beyond a receivable into unapplied money.

    What was refunded beyond all that was paid on it takes unapplied money away: an invoice is never
    open for more than its amount.
    """
    for claim in balance.claims:
        if 0 <= claim.open <= claim.amount:
            continue
        beyond = -claim.open if claim.open < 0 else claim.amount - claim.open
        pool = (claim.currency, claim.invoice.creditor)
        balance.unapplied[pool] = balance.unapplied.get(pool, 0) + beyond
        balance.beyond[claim.id] = beyond
        claim.open += beyond


def is_contesting(dispute: Dispute, day: dt.date) -> bool:
    """Whether a dispute is open on a day."""
    is_over = dispute.resolved_on is not None and dispute.resolved_on <= day
    return dispute.opened_on <= day and not is_over


def _contest(balance: Balance, account: "Account", day: dt.date, known: dt.date) -> None:
    named: dict[str, list[Claim]] = {}
    for claim in reversed(balance.claims):
        for name in claim.names:
            named.setdefault(name, []).append(claim)
    for dispute in known_rows(account.disputes, known):
        if not is_contesting(dispute, day):
            continue
        if dispute.invoice is None:
            # All is contested: there is nothing left for another dispute.
            for claim in balance.claims:
                claim.disputed = claim.open
            return
        rest = dispute.amount.minor_units if dispute.amount else None
        for claim in named.get(dispute.invoice, ()):
            free = claim.open - claim.disputed
            contested = free if rest is None else min(free, rest)
            claim.disputed += contested
            rest = None if rest is None else rest - contested


def netting_order(claims: Iterable[Claim], today: int) -> Iterable[tuple[Claim, bool]]:
    """Overdue undisputed first, oldest first, then not due, the disputed part last."""
    claims = list(claims)
    for claim in claims:
        if claim.due < today:
            yield claim, False
    for claim in claims:
        if claim.due >= today:
            yield claim, False
    for claim in claims:
        yield claim, True


def _net(balance: Balance, today: int) -> None:
    """Let unapplied money pay: each creditor's own first, then what names no creditor."""
    for pool in sorted(balance.unapplied, key=lambda key: (key[0], key[1] is None, key[1] or "")):
        currency, creditor = pool
        money = balance.unapplied[pool]
        suits = _suiting(balance.claims, currency, creditor)
        for claim, contested in netting_order(suits, today):
            if money <= 0:
                break
            payable = claim.disputed if contested else claim.open - claim.disputed
            paid = min(money, payable)
            money -= paid
            claim.open -= paid
            claim.disputed -= paid if contested else 0
            balance.netted[claim.id] = balance.netted.get(claim.id, 0) + paid
        balance.unapplied[pool] = money


def _suiting(claims: Iterable[Claim], currency: str, creditor: str | None) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.currency == currency and creditor in (None, claim.invoice.creditor)
    ]


def _hold_uncleared(
    balance: Balance,
    payment: Payment,
    parts: dict[str, list[Claim]],
    netting: Netting,
    today: int,
) -> None:
    """Uncleared money pauses what it would pay."""
    rest = payment.amount.minor_units
    for name, amount in payment.shares():
        rest -= amount
        targets = [balance.by_id[name]] if name in balance.by_id else parts.get(name, [])
        _hold(targets, amount, payment)
    if netting is Netting.OLDEST_FIRST and rest > 0:
        suits = _suiting(balance.claims, payment.amount.currency, payment.creditor)
        _hold(
            [claim for claim, contested in netting_order(suits, today) if not contested],
            rest,
            payment,
        )


def _hold(targets: Iterable[Claim], amount: int, payment: Payment) -> None:
    """Hold what a payment on its way would pay; until when, if that is known, else since when."""
    since = payment.date.toordinal()
    until = None if payment.cleared_on is None else payment.cleared_on.toordinal()
    for claim in targets:
        held = max(min(amount, claim.open - claim.disputed - claim.uncleared), 0)
        if held <= 0:
            continue
        amount -= held
        claim.uncleared += held
        known = claim.uncleared_until
        claim.uncleared_until = until if known is None else min(known, until or known)
        if until is None:
            claim.pending_since = min(since, claim.pending_since or since)
