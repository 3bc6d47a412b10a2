"""An account without what is closed for good, summed into its history."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from dunnix.model.action import Action
from dunnix.model.agreement import PromiseToPay
from dunnix.model.balance import strike_balance
from dunnix.model.closed import (
    LINKED,
    Group,
    Node,
    closed_groups,
    first_unapplied,
    last_in_time,
    node_of,
    standings,
)
from dunnix.model.happening import Reply
from dunnix.model.history import PastContact, PaymentHistory, add_paid
from dunnix.model.invoice import Invoice
from dunnix.model.names import COUNTED, ContactOutcome, Netting, PromiseStanding, ReplyReason
from dunnix.model.payment import Payment
from dunnix.model.versions import identity_of, version_order

if TYPE_CHECKING:
    from dunnix.model.account import Account

_OUTCOMES: Final = {str(each): each for each in ContactOutcome}


def compacted(account: "Account", *, before: dt.date) -> "Account":
    """Leave out what was closed before a day, and add its counts and sums to the history.

    Left out are invoices paid exactly by final money that names them, with that money, their
    credit notes and plans, and the promises, disputes, blocks, happenings, tasks and actions that
    name nothing else and are over. Decisions from `before` on stay the same as long as no later
    row names what was left out; whatever could change one stays. An account with problems is
    given back as it is.

    >>> from dunnix.model import Account, Debtor
    >>> from dunnix.money import Money
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2025, 2, 4), amount=Money("90.00", "EUR"))
    >>> payment = Payment(
    ...     id="P-1", date=dt.date(2025, 2, 6), amount=Money("90.00", "EUR"), invoice="F-1"
    ... )
    >>> account = Account(debtor=Debtor(id="D42"), invoices=[invoice], payments=[payment])
    >>> account.compact(before=dt.date(2026, 1, 1)).history.paid[0].late
    1
    """
    if account.problems or before == dt.date.min:
        return account
    groups = _closed_alone(account, closed_groups(account, before))
    if not groups:
        return account
    nodes = {node for group in groups for node in group.rows}
    actions = _actions_left_out(account, nodes)
    lists: dict[str, Any] = {
        name: tuple(row for row in getattr(account, name) if (name, identity_of(row)) not in nodes)
        for name in LINKED
    }
    lists["actions"] = tuple(each for each in account.actions if each.identity not in actions)
    history = _history(account, groups, before)
    contacts = sorted((*history.contacts, *_contacts(actions.values())), key=_contact_order)
    history = attrs.evolve(history, contacts=contacts)
    return attrs.evolve(account, history=history, **lists)


def _closed_alone(account: "Account", groups: list[Group]) -> list[Group]:
    """Keep only the groups that had no influence on what stays, until that no longer changes."""
    unapplied = first_unapplied(account)
    while True:
        nodes = {node for group in groups for node in group.rows}
        staying = _Staying.of(account, nodes)
        alone = [group for group in groups if not staying.depends_on(group, unapplied)]
        if len(alone) == len(groups):
            return groups
        groups = alone


@attrs.frozen(kw_only=True, order=False)
class _Staying:
    """What stays of an account, as far as closed rows may have had influence on it."""

    invoices: list[Invoice]
    promises: list[PromiseToPay]
    replies: list[dt.date]

    @classmethod
    def of(cls, account: "Account", nodes: set[Node]) -> "_Staying":
        replies = [
            each.date
            for each in account.happenings
            if isinstance(each, Reply) and ("happenings", each.id) not in nodes
        ]
        return cls(
            invoices=[each for each in account.invoices if ("invoices", each.id) not in nodes],
            promises=[each for each in account.promises if ("promises", each.id) not in nodes],
            replies=replies,
        )

    def depends_on(self, group: Group, unapplied: dict[str, dt.date]) -> bool:
        return (
            any(self._was_netted_beside(group, code, day) for code, day in unapplied.items())
            or any(self._overlaps(promise) for promise in group.latest(PromiseToPay))
            or self._was_promised_beside(group)
            # Which reply was the last must not change: the history's comes after those that stay.
            or any(day <= reply.date for reply in group.latest(Reply) for day in self.replies)
        )

    def _was_netted_beside(self, group: Group, currency: str, day: dt.date) -> bool:
        """Whether money was netted on a past day when both were open: it would go elsewhere."""
        last = group.last_day
        if day > last or all(each.currency != currency for each in group.latest(Invoice)):
            return False
        return any(
            each.currency == currency and (each.effective_on or dt.date.min) <= last
            for each in self.invoices
        )

    def _was_promised_beside(self, group: Group) -> bool:
        """Whether one promise spoke of both: what it paused of one hangs on the other."""
        owed, last = group.latest(Invoice), group.last_day
        return any(_spoke_of(each, self.invoices) for each in group.latest(PromiseToPay)) or any(
            each.made_on <= last and _spoke_of(each, owed) for each in self.promises
        )

    def _overlaps(self, promise: PromiseToPay) -> bool:
        """Whether a promise shared its time with one that stays: money, or a count of broken."""
        return any(
            each.made_on <= last_in_time(promise) and promise.made_on <= last_in_time(each)
            for each in self.promises
        )


def _spoke_of(promise: PromiseToPay, invoices: Iterable[Invoice]) -> bool:
    """Whether a promise that names nothing may have spoken of any of some invoices."""
    return not promise.invoices and any(
        each.currency == promise.amount.currency
        and (each.effective_on or dt.date.min) <= promise.made_on
        for each in invoices
    )


def _names_only(action: Action, nodes: set[Node]) -> bool:
    versions = dict.fromkeys(nodes)
    return all(node_of(name, versions) is not None for name, _ in action.pairs())


def _actions_left_out(account: "Account", nodes: set[Node]) -> dict[str, list[Action]]:
    """Give the versions of each action that names only what is left out.

    One that was done by no known channel stays: whether it was a contact only the scenario knows.
    """
    rows: dict[str, list[Action]] = {}
    for action in account.actions:
        rows.setdefault(action.identity, []).append(action)
    return {
        name: versions
        for name, versions in rows.items()
        if all(each.invoices and _names_only(each, nodes) for each in versions)
        and all(each.channel or each.status not in COUNTED for each in versions)
    }


def _contacts(actions: Iterable[list[Action]]) -> Iterator[PastContact]:
    """Give what contact rules read of each action, from the first day it counted.

    One that failed in the end was no contact.
    """
    for versions in actions:
        last = max(versions, key=version_order)
        if last.status in COUNTED:
            yield PastContact(
                date=min(each.date for each in versions if each.status in COUNTED),
                channel=last.channel,
                outcome=_OUTCOMES.get(last.outcome or ""),
            )


def _contact_order(contact: PastContact) -> tuple[dt.date, str, str]:
    return contact.date, contact.channel or "", contact.outcome or ""


def _history(account: "Account", groups: Sequence[Group], before: dt.date) -> PaymentHistory:
    history = account.history
    balance = strike_balance(account, before - dt.timedelta(days=1), netting=Netting.NONE)
    closed = {node for group in groups for node in group.rows}
    settled = (each for each in balance.claims if ("invoices", each.invoice.id) in closed)
    payments = (each for group in groups for each in group.latest(Payment))
    judged = standings(account, before, tolerance=0) if account.promises else {}
    ended = [judged[each.id] for group in groups for each in group.latest(PromiseToPay)]
    replies = [each for group in groups for each in group.latest(Reply)]
    last = max(replies, key=lambda each: (each.date, each.id), default=None)
    refused = {each.date for each in replies if each.reason is ReplyReason.REFUSAL}
    return attrs.evolve(
        history,
        paid=add_paid(history.paid, settled, payments),
        promises_kept=history.promises_kept + ended.count(PromiseStanding.KEPT),
        promises_broken=history.promises_broken + ended.count(PromiseStanding.BROKEN),
        refusals=sorted(refused.union(history.refusals)),
        last_reason=history.last_reason if last is None else last.reason.value,
    )
