"""What may come from a debtor: each event a reaction can be on, as rows on their days."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

import attrs

from dunnix.inspection.family import Family
from dunnix.inspection.told import Told
from dunnix.model import (
    Account,
    Acknowledgment,
    AnyRow,
    Block,
    CallBack,
    Dispute,
    Extension,
    HandOver,
    Insolvency,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PlanStatus,
    PromiseToPay,
    Reply,
    ReplyReason,
    Task,
)
from dunnix.money import Money
from dunnix.scenario import Event

Rows: TypeAlias = Iterator[tuple[int, AnyRow]]


@attrs.frozen(order=False, eq=False)
class _About:
    """What happens is about: the first invoice of an account, from a day on."""

    family: Family
    invoice: Invoice
    day: int
    detail: str | None
    turn: int

    def on(self, later: int = 0) -> dt.date:
        return self.family.on(self.day + later)

    def called(self, letter: str) -> str:
        return f"{letter}-{self.turn}"

    def part(self, of: int) -> Money:
        minor = max(self.invoice.amount.minor_units // of, 1)
        return Money.minor(minor, self.invoice.currency)


def told(
    family: Family,
    account: Account,
    event: Event,
    detail: str | None,
    *,
    day: int,
    times: int = 1,
    every: int = 20,
) -> Told:
    """Give what makes an event happen on a day counted from the due date, several times over.

    What happens is about the first invoice; money and plans are about it alone.
    """
    by_day: dict[dt.date, list[AnyRow]] = {}
    for turn in range(times):
        about = _About(family, account.invoices[0], day + turn * every, detail, turn + 1)
        for later, row in _ROWS[event](about):
            by_day.setdefault(about.on(later), []).append(row)
    return Told({each: tuple(rows) for each, rows in by_day.items()})


def _fields(about: _About, letter: str) -> dict[str, Any]:
    return {"id": about.called(letter), "date": about.on(), "invoice": about.invoice.id}


def _reply(about: _About) -> Rows:
    yield 0, Reply(reason=about.detail or ReplyReason.OTHER, **_fields(about, "R"))


def _acknowledged(about: _About) -> Rows:
    yield 0, Acknowledgment(**_fields(about, "A"))


def _extended(about: _About) -> Rows:
    yield 0, Extension(until=about.on(14), **_fields(about, "E"))


def _call_back(about: _About) -> Rows:
    yield 0, CallBack(until=about.on(3), **_fields(about, "C"))


def _insolvent(about: _About) -> Rows:
    fields = _fields(about, "I")
    yield 0, Insolvency(id=fields["id"], date=fields["date"])


def _handed_over(about: _About) -> Rows:
    yield 0, HandOver(given_to="an agency", **_fields(about, "H"))


def _promised(about: _About) -> Rows:
    """Give a promise that nobody keeps."""
    yield (
        0,
        PromiseToPay(
            id=about.called("P"),
            made_on=about.on(),
            due_by=about.on(5),
            amount=about.part(1),
            invoices=[about.invoice.id],
        ),
    )


def _planned(about: _About) -> Rows:
    """Give a signed plan of two instalments that nobody pays."""
    half = about.part(2)
    rest = about.invoice.amount.minor_units - half.minor_units
    parts = [(7, half), *([(37, Money.minor(rest, half.currency))] if rest else [])]
    yield (
        0,
        PaymentPlan(
            id=about.called("L"),
            agreed_on=about.on(),
            status=PlanStatus.SIGNED,
            invoices=[about.invoice.id],
            instalments=[
                Instalment(number=number, due_date=about.on(later), amount=amount)
                for number, (later, amount) in enumerate(parts, start=1)
            ],
        ),
    )


def _dispute(about: _About) -> Dispute:
    return Dispute(
        id=about.called("Q"),
        opened_on=about.on(),
        reason=about.detail or "quality",
        invoice=about.invoice.id,
    )


def _disputed(about: _About) -> Rows:
    yield 0, _dispute(about)


def _resolved(about: _About) -> Rows:
    opened = _dispute(about)
    yield 0, opened
    yield 10, attrs.evolve(opened, resolved_on=about.on(10), recorded_on=about.on(10))


def _payment(about: _About, amount: Money) -> Payment:
    return Payment(id=about.called("M"), date=about.on(), amount=amount, invoice=about.invoice.id)


def _paid_in_part(about: _About) -> Rows:
    yield 0, _payment(about, about.part(2))


def _paid(about: _About) -> Rows:
    yield 0, _payment(about, about.part(1))


def _came_back(about: _About) -> Rows:
    money = _payment(about, about.part(1))
    yield 0, money
    yield 6, attrs.evolve(money, reversed_on=about.on(6), recorded_on=about.on(6))


def _blocked(about: _About) -> Rows:
    yield (
        0,
        Block(
            id=about.called("B"),
            since=about.on(),
            until=about.on(7),
            reason="goodwill",
            invoice=about.invoice.id,
        ),
    )


def _task_done(about: _About) -> Rows:
    task = Task(
        id=about.called("T"),
        due_on=about.on(),
        kind=about.detail or "find-contact",
        invoices=[about.invoice.id],
        recorded_on=about.on(),
    )
    yield 0, task
    yield 1, attrs.evolve(task, done_on=about.on(1), recorded_on=about.on(1))


def _nothing(about: _About) -> Rows:
    del about
    return iter(())


_ROWS: Final[dict[Event, Callable[[_About], Iterable[tuple[int, AnyRow]]]]] = {
    Event.SETTLED: _paid,
    Event.PART_PAYMENT: _paid_in_part,
    Event.PAYMENT_REVERSED: _came_back,
    Event.PROMISE_MADE: _promised,
    Event.PROMISE_BROKEN: _promised,
    Event.PLAN_BROKEN: _planned,
    Event.DISPUTE: _disputed,
    Event.DISPUTE_RESOLVED: _resolved,
    Event.REPLY: _reply,
    Event.ACKNOWLEDGMENT: _acknowledged,
    Event.EXTENSION: _extended,
    Event.CALL_BACK: _call_back,
    Event.INSOLVENCY: _insolvent,
    Event.HAND_OVER: _handed_over,
    Event.BLOCK_LIFTED: _blocked,
    Event.TASK_DONE: _task_done,
    Event.NO_REPLY: _nothing,
}


def pending_cheque(family: Family, account: Account, *, day: int) -> Told:
    """Give a cheque for the first invoice that never clears."""
    about = _About(family, account.invoices[0], day, None, 1)
    cheque = attrs.evolve(_payment(about, about.part(1)), pending=True)
    return Told({about.on(): (cheque,)})


def endless_block(family: Family, account: Account, *, day: int) -> Told:
    """Give a block of the first invoice that nobody lifts."""
    about = _About(family, account.invoices[0], day, None, 1)
    block = Block(id="B-1", since=about.on(), reason="goodwill", invoice=about.invoice.id)
    return Told({about.on(): (block,)})
