"""Everything dated of a case, in the order it happened."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.case.audience import Item
from dunnix.case.happenings import happening_entries
from dunnix.case.values import EntryKind, TimelineEntry
from dunnix.case.view import View
from dunnix.model import (
    Action,
    Block,
    Dispute,
    Invoice,
    Payment,
    PaymentPlan,
    Stage,
)
from dunnix.money import Money

_ORDER: Final = {kind: place for place, kind in enumerate(EntryKind)}
_CODE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def timeline_of(view: View) -> tuple[TimelineEntry, ...]:
    """Give every dated fact up to the day, by day, kind and what it is about.

    An action and a plan have a line for each day their status changed, so that a letter sent,
    delivered or sent back reads as it went.
    """
    found = [
        *_invoices(view),
        *_due(view),
        *_payments(view),
        *_promises(view),
        *_plans(view),
        *_broken_plans(view),
        *_disputes(view),
        *_blocks(view),
        *_tasks(view),
        *_actions(view),
        *happening_entries(view),
    ]
    past = [each for each in found if each.on <= view.as_of]
    return tuple(sorted(past, key=lambda each: (each.on, _ORDER[each.kind], each.receivables)))


def _invoices(view: View) -> Iterator[TimelineEntry]:
    invoice: Invoice
    for invoice in view.known("invoices"):
        credit = invoice.amount.minor_units < 0
        about = view.of([invoice.credits if credit else invoice.id])
        if invoice.issue_date is not None and about is not None:
            yield TimelineEntry(
                on=invoice.issue_date,
                kind=EntryKind.CREDITED if credit else EntryKind.ISSUED,
                receivables=about,
                amount=invoice.amount,
            )


def _due(view: View) -> Iterator[TimelineEntry]:
    for place in view.shown:
        claim = place.claim
        yield TimelineEntry(
            on=dt.date.fromordinal(claim.due),
            kind=EntryKind.DUE,
            receivables=(claim.id,),
            amount=Money.minor(claim.amount, claim.currency),
        )


def _payments(view: View) -> Iterator[TimelineEntry]:
    """Give a line for each part of a payment that went somewhere, and one for what is left."""
    payment: Payment
    for payment in view.known("payments"):
        rest, currency = payment.amount.minor_units, payment.amount.currency
        for name, amount in payment.shares():
            rest -= amount
            about = view.of([name])
            if about is not None:
                yield from _payment(payment, about, Money.minor(amount, currency))
        if rest and view.concerns(payment.creditor):
            yield from _payment(payment, (), Money.minor(rest, currency))


def _payment(payment: Payment, about: tuple[str, ...], amount: Money) -> Iterator[TimelineEntry]:
    came = TimelineEntry(
        on=payment.date,
        kind=EntryKind.PAYMENT,
        receivables=about,
        amount=amount,
        status=None if about else "unapplied",
    )
    yield came
    for day, kind in (
        (payment.cleared_on, EntryKind.CLEARED),
        (payment.reversed_on, EntryKind.REVERSED),
    ):
        if day is not None:
            yield attrs.evolve(came, on=day, kind=kind)


def _with_end(
    entry: TimelineEntry, on: dt.date | None, kind: EntryKind, *, status: str | None = None
) -> Iterator[TimelineEntry]:
    """Give an entry, and once more for the day it ended, where it did."""
    yield entry
    if on is not None:
        yield attrs.evolve(entry, on=on, kind=kind, status=status, until=None)


def _promises(view: View) -> Iterator[TimelineEntry]:
    for judged in view.position.promises:
        promise = judged.promise
        about = view.of(promise.invoices)
        if about is None:
            continue
        made = TimelineEntry(
            on=promise.made_on,
            kind=EntryKind.PROMISE,
            receivables=about,
            amount=promise.amount,
            until=promise.due_by,
        )
        ended = None if judged.ended_on is None else dt.date.fromordinal(judged.ended_on)
        yield from _with_end(made, ended, EntryKind.PROMISE_ENDED, status=judged.standing)


def _plans(view: View) -> Iterator[TimelineEntry]:
    plan: PaymentPlan
    for plan in view.versions("plans"):
        about = view.of(plan.invoices)
        if about is not None:
            parts = plan.instalments
            whole = sum(part.amount.minor_units for part in parts)
            yield TimelineEntry(
                on=max(plan.agreed_on, plan.recorded_on or plan.agreed_on),
                kind=EntryKind.PLAN,
                receivables=about,
                amount=Money.minor(whole, plan.currency),
                until=max(part.due_date for part in parts),
                status=plan.status,
                note=plan.document if view.may_see(Item.RECORDS) else None,
            )


def _broken_plans(view: View) -> Iterator[TimelineEntry]:
    for plan, broken_on in view.position.broken_plans:
        about = view.of(plan.invoices)
        if about is not None:
            day = dt.date.fromordinal(broken_on)
            yield TimelineEntry(on=day, kind=EntryKind.PLAN_BROKEN, receivables=about)


def _disputes(view: View) -> Iterator[TimelineEntry]:
    dispute: Dispute
    for dispute in view.known("disputes"):
        about = view.of([dispute.invoice])
        if about is None:
            continue
        side = dispute.caused_by if view.may_see(Item.CAUSES) else None
        opened = TimelineEntry(
            on=dispute.opened_on,
            kind=EntryKind.DISPUTE,
            receivables=about,
            amount=dispute.amount,
            reason=dispute.reason,
            side=side,
        )
        yield from _with_end(opened, dispute.resolved_on, EntryKind.DISPUTE_RESOLVED)


def _blocks(view: View) -> Iterator[TimelineEntry]:
    block: Block
    for block in view.known("blocks") if view.may_see(Item.BLOCKS) else ():
        about = view.of([block.invoice])
        if about is None:
            continue
        since = TimelineEntry(
            on=block.since,
            kind=EntryKind.BLOCK,
            receivables=about,
            until=block.until,
            reason=block.reason,
            by=block.by,
        )
        last = dt.date.max if block.until is None else block.until
        over = None if last == dt.date.max else last + dt.timedelta(days=1)
        yield from _with_end(since, over, EntryKind.BLOCK_LIFTED)


def _tasks(view: View) -> Iterator[TimelineEntry]:
    for task in view.known("tasks") if view.may_see(Item.TASKS) else ():
        about = view.of(task.invoices)
        if task.done_on is not None and about is not None:
            yield TimelineEntry(
                on=task.done_on,
                kind=EntryKind.TASK_DONE,
                receivables=about,
                reason=task.kind,
                by=task.owner,
                note=task.note,
            )


def _actions(view: View) -> Iterator[TimelineEntry]:
    contacts = {each.id: each.name for each in view.account.debtor.contacts if each.id}
    action: Action
    for action in view.versions("actions"):
        about = view.of(name for name, _ in action.pairs())
        finished = action.stage is Stage.COUNTED or action.status == "failed"
        if about is None or not (finished or view.may_see(Item.UNFINISHED)):
            continue
        yield TimelineEntry(
            on=action.date,
            kind=EntryKind.ACTION,
            receivables=about,
            time=action.time,
            step=action.step,
            title=view.title(action.step),
            channel=action.channel,
            contact=contacts.get(action.contact or "") or action.contact,
            status=action.status,
            reason=_outcome(view, action.outcome),
            by=action.by if view.may_see(Item.OUR_PEOPLE) else None,
            note=action.note if view.may_see(Item.NOTES) else None,
        )


def _outcome(view: View, outcome: str | None) -> str | None:
    """Give the outcome of a contact; one that isn't a code is a note."""
    is_shared = outcome is not None and (
        _CODE.fullmatch(outcome) is not None or view.may_see(Item.NOTES)
    )
    return outcome if is_shared else None
