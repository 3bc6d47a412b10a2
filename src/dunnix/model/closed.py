"""Which rows of an account are closed for good, as groups that can only be left out together.

A group is an invoice with all that names it: money, credit notes, plans, promises, disputes,
blocks, happenings and tasks, and what those name in turn. It is closed when none of them can
change a decision of a later day. Wherever that isn't sure it counts as open.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import attrs

from dunnix.model.action import Action, Task
from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.balance import strike_balance
from dunnix.model.happening import CallBack, Extension, Insolvency, Waiver
from dunnix.model.invoice import Invoice
from dunnix.model.names import IN_FLIGHT, Netting, PromiseStanding
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.payment import Payment
from dunnix.model.position import take_position
from dunnix.model.versions import AnyRow, identity_of, recorded_day, version_order

if TYPE_CHECKING:
    from dunnix.model.account import Account

Node: TypeAlias = tuple[str, str]
_Row = TypeVar("_Row", bound=AnyRow)

LINKED: Final = (
    "invoices",
    "payments",
    "plans",
    "promises",
    "disputes",
    "blocks",
    "happenings",
    "tasks",
)
# The tolerance of a promise is the scenario's: none surpasses this, and what depends on it within
# these days isn't closed.
_LONGEST_TOLERANCE: Final = 60
_TOLERANCE: Final = dt.timedelta(days=_LONGEST_TOLERANCE)


@attrs.define(eq=False, order=False)
class Group:
    """Rows that name each other, all versions of each, by list and identity."""

    rows: dict[Node, list[AnyRow]] = attrs.field(factory=dict[Node, list[AnyRow]])

    def latest(self, kind: type[_Row]) -> list[_Row]:
        """Give the last version of each row of one kind."""
        last = (max(versions, key=version_order) for versions in self.rows.values())
        return [row for row in last if isinstance(row, kind)]

    @property
    def last_day(self) -> dt.date:
        """The last day on which anything about its money happened or became known."""
        days = [dt.date.min]
        for versions in self.rows.values():
            for row in versions:
                if isinstance(row, Invoice | Payment):
                    days.extend(filter(None, (row.effective_on, row.recorded_on)))
                if isinstance(row, Payment) and row.cleared_on is not None:
                    days.append(row.cleared_on)
        return max(days)


def groups_of(account: "Account") -> list[Group]:
    """Give the groups of an account, those of the first invoices first."""
    versions: dict[Node, list[AnyRow]] = {}
    for name in LINKED:
        for row in getattr(account, name):
            versions.setdefault((name, identity_of(row)), []).append(row)
    leader: dict[Node, Node] = {node: node for node in versions}

    def find(node: Node) -> Node:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for node, rows in versions.items():
        for other in _named_by(rows, account, versions):
            leader[find(other)] = find(node)
    groups: dict[Node, Group] = {}
    for node, rows in versions.items():
        groups.setdefault(find(node), Group()).rows[node] = rows
    return list(groups.values())


def node_of(name: str, versions: Mapping[Node, object]) -> Node | None:
    """Give what a name stands for: an invoice or plan, whole or by one of its instalments."""
    for each in (name, name.rpartition("#")[0]):
        for kind in ("invoices", "plans"):
            if (kind, each) in versions:
                return kind, each
    return None


def names_of(row: AnyRow) -> tuple[str, ...]:
    """Give the receivables a row names."""
    match row:
        case Payment():
            return tuple(name for name, _ in row.shares())
        case PromiseToPay() | PaymentPlan() | Task():
            return row.invoices
        case Invoice():
            return () if row.credits is None else (row.credits,)
        case _:
            name = getattr(row, "invoice", None)
            return () if name is None else (name,)


def _named_by(
    rows: Iterable[AnyRow], account: "Account", versions: Mapping[Node, object]
) -> Iterator[Node]:
    for row in rows:
        for name in names_of(row):
            node = node_of(name, versions)
            if node is not None:
                yield node
        # A promise that names nothing speaks of all the money that may come in its time.
        if isinstance(row, PromiseToPay) and not row.invoices:
            for payment in account.payments:
                if payment.amount.currency == row.amount.currency and in_time(row, payment.date):
                    yield "payments", payment.id
        if isinstance(row, PaymentPlan) and not row.invoices:
            for invoice in account.invoices:
                if invoice.currency == row.currency:
                    yield "invoices", invoice.id


def in_time(promise: PromiseToPay, day: dt.date) -> bool:
    """Whether money of a day may count for a promise, whatever the tolerance."""
    return promise.made_on <= day <= last_in_time(promise)


def last_in_time(promise: PromiseToPay) -> dt.date:
    """Give the last day on which money may count for a promise, or the last of the calendar."""
    return promise.due_by + min(_TOLERANCE, dt.date.max - promise.due_by)


def closed_groups(account: "Account", before: dt.date) -> list[Group]:
    """Give the groups of which nothing is open, disputed, promised or in flight any more."""
    eve = before - dt.timedelta(days=1)
    balance = strike_balance(account, eve, netting=Netting.NONE)
    open_invoices = {claim.invoice.id for claim in balance.claims if claim.open}
    over = _promises_over(account, before)
    if _spreads_a_waiver(account):
        return []
    busy = _busy_nodes(account, before)
    return [
        group
        for group in groups_of(account)
        if any(kind == "invoices" and name not in open_invoices for kind, name in group.rows)
        and not any(name in open_invoices for kind, name in group.rows if kind == "invoices")
        and busy.isdisjoint(group.rows)
        and all(_is_past(row, before) for rows in group.rows.values() for row in rows)
        and all(promise.id in over for promise in group.latest(PromiseToPay))
        and _is_over(group, before)
        and _is_paid_exactly(group)
    ]


def _spreads_a_waiver(account: "Account") -> bool:
    """Tell whether an amount was waived for all invoices: what is left out had its part of it."""
    return any(
        isinstance(each, Waiver) and each.invoice is None and each.amount is not None
        for each in account.happenings
    )


def _is_past(row: AnyRow, before: dt.date) -> bool:
    recorded = recorded_day(row)
    return recorded is None or recorded < before


def _busy_nodes(account: "Account", before: dt.date) -> set[Node]:
    """Find what an action names that is on its way, or that a later day will know more of."""
    versions = {
        (name, identity_of(row)): None
        for name in ("invoices", "plans")
        for row in getattr(account, name)
    }
    last: dict[str, Action] = {}
    for action in sorted(account.actions, key=version_order):
        last[action.identity] = action
    busy = set[Node]()
    for action in account.actions:
        is_past = _is_past(action, before) and action.date < before
        if is_past and last[action.identity].status not in IN_FLIGHT:
            continue
        if not action.pairs():
            # It names nothing, and so meant all that was open that day.
            busy.update(versions)
        for name, _ in action.pairs():
            node = node_of(name, versions)
            if node is not None:
                busy.add(node)
    return busy


def _is_over(group: Group, before: dt.date) -> bool:
    last = (max(versions, key=version_order) for versions in group.rows.values())
    return all(_is_row_over(row, before) for row in last)


def _is_row_over(row: AnyRow, before: dt.date) -> bool:  # noqa: PLR0911  # one line a kind of row
    """Whether a row says nothing of a later day."""
    match row:
        case Invoice():
            return row.issue_date is None or row.issue_date < before
        case Payment():
            return _is_final(row, before)
        case PaymentPlan():
            # One that names nothing might still cover an invoice that is recorded later.
            return bool(row.invoices) and row.agreed_on < before
        case Dispute():
            return row.resolved_on is not None and row.resolved_on < before
        case Block() | Extension() | CallBack():
            return row.until is not None and row.until < before
        case Task():
            return row.done_on is not None and row.done_on < before
        case Insolvency():
            return False
        case _:
            return row.effective_on < before


def _is_final(payment: Payment, before: dt.date) -> bool:
    cleared = payment.cleared_on is None or payment.cleared_on < before
    named = sum(amount for _, amount in payment.shares())
    return (
        payment.date < before
        and payment.amount.minor_units > 0
        and cleared
        and not payment.pending
        and payment.reversed_on is None
        and named == payment.amount.minor_units
    )


def _is_paid_exactly(group: Group) -> bool:
    invoices = group.latest(Invoice)
    credit_notes = {each.id for each in invoices if each.amount.minor_units <= 0}
    payments = group.latest(Payment)
    if any(name in credit_notes for payment in payments for name, _ in payment.shares()):
        return False
    if any(each.amount.minor_units == 0 for each in invoices):
        return False
    # Two currencies never meet in a sum: a group holds one, for rows of two can't name each other.
    owed = sum(each.amount.minor_units for each in invoices)
    return owed == sum(payment.amount.minor_units for payment in payments)


def _promises_over(account: "Account", before: dt.date) -> set[str]:
    """Promises judged for good, and alike whatever the tolerance.

    Money that netting placed on what was promised, and refunds, may be judged otherwise once
    something is left out: such promises stay.
    """
    if not account.promises or any(each.amount.minor_units < 0 for each in account.payments):
        return set()
    strict = standings(account, before, tolerance=0)
    lenient = standings(account, before, tolerance=_LONGEST_TOLERANCE)
    return {
        promise.id
        for promise in account.promises
        if strict.get(promise.id) == lenient.get(promise.id) not in (None, PromiseStanding.OPEN)
        and last_in_time(promise) < before
        and not any(
            payment.amount.currency == promise.amount.currency
            and in_time(promise, payment.date)
            and _unapplied(payment)
            for payment in account.payments
        )
    }


def standings(account: "Account", before: dt.date, *, tolerance: int) -> dict[str, PromiseStanding]:
    """Give what became of each promise by the day before."""
    eve = before - dt.timedelta(days=1)
    position = take_position(account, eve, window_end=lambda due_by: due_by + tolerance)
    return {each.promise.id: each.standing for each in position.promises}


def _unapplied(payment: Payment) -> int:
    return payment.amount.minor_units - sum(amount for _, amount in payment.shares())


def first_unapplied(account: "Account") -> dict[str, dt.date]:
    """Give the first day by currency on which money may have had to be netted."""
    first: dict[str, dt.date] = {}

    def note(currency: str, day: dt.date | None) -> None:
        first[currency] = min(first.get(currency, dt.date.max), day or dt.date.min)

    plans = {plan.id for plan in account.plans}
    paid: dict[str, int] = {}
    for payment in account.payments:
        if _unapplied(payment) or any(_in_plan(name, plans) for name, _ in payment.shares()):
            note(payment.amount.currency, payment.date)
        for name, amount in payment.shares():
            paid[name] = paid.get(name, 0) + amount
    for invoice in account.invoices:
        credit = -invoice.amount.minor_units
        if credit > 0 and invoice.credits is None:
            note(invoice.currency, invoice.issue_date)
        elif credit > 0 and invoice.credits is not None:
            paid[invoice.credits] = paid.get(invoice.credits, 0) + credit
    for invoice in account.invoices:
        parts = {f"{invoice.id}#{each.number}": each.amount for each in invoice.instalments}
        amounts = {invoice.id: invoice.amount, **parts}
        received = sum(paid.get(name, 0) for name in amounts)
        beyond = any(paid.get(name, 0) > each.minor_units for name, each in amounts.items())
        if invoice.amount.minor_units > 0 and (beyond or received > invoice.amount.minor_units):
            note(invoice.currency, None)
    return first


def _in_plan(name: str, plans: set[str]) -> bool:
    return name in plans or name.rpartition("#")[0] in plans
