"""What would stop an action: facts that might come, each tried on the account."""

import datetime as dt
from collections.abc import Iterator

import attrs

from dunnix.engine.decide import decide
from dunnix.engine.decision import ActionLine, Decision, NextAction
from dunnix.engine.explain import sentences
from dunnix.engine.explain.replay import replay
from dunnix.model import (
    Allocation,
    AnyRow,
    Block,
    Dispute,
    Extension,
    Insolvency,
    Payment,
    PromiseToPay,
)
from dunnix.money import Money
from dunnix.words import words

_WEEK = dt.timedelta(days=7)


@attrs.frozen(kw_only=True, order=False)
class Stopper:
    """A fact that would stop an action: the rows to record, tried and found to work."""

    kind: str
    rows: tuple[AnyRow, ...]
    amount: Money
    receivables: tuple[str, ...]
    day: dt.date | None = None

    def say(self, language: str = "en") -> str:
        """Say it in words."""
        say = words(language, "dunnix.engine")
        return say.say(
            sentences.STOP[self.kind],
            amount=say.money(self.amount),
            receivables=", ".join(self.receivables),
            day="" if self.day is None else say.day(self.day),
        )

    def __str__(self) -> str:
        return self.say()


def what_would_stop(decision: Decision, action: NextAction) -> tuple[Stopper, ...]:
    """Give the facts that would stop an action, each tried by deciding again with it."""
    if action not in decision.next_actions:
        raise ValueError(f"`{action.key}` is no action of the decision of {decision.as_of}")
    replay(decision)
    return tuple(each for each in _candidates(decision, action) if _stops(decision, action, each))


def _stops(decision: Decision, action: NextAction, candidate: Stopper) -> bool:
    account = decision.account.record(*candidate.rows)
    rules = decision.strategy or decision.rules
    again = decide(rules, account, as_of=decision.as_of, calendar=decision.calendar)
    proposed = {key for other in again.next_actions for key in other.keys}
    return not proposed & set(action.keys)


def _candidates(decision: Decision, action: NextAction) -> Iterator[Stopper]:
    day, name = decision.as_of, f"what-if:{action.key}"
    later = day + min(_WEEK, dt.date.max - day)
    names = tuple(line.id for line in action.receivables)
    amount = action.amount_due
    if amount.minor_units:
        yield from _money(decision, action, name, later)
    disputes = tuple(
        Dispute(id=f"{name}:{receivable}", opened_on=day, reason="what-if", invoice=receivable)
        for receivable in names
    )
    yield Stopper(kind="dispute", rows=disputes, amount=amount, receivables=names)
    block = Block(id=name, since=day, reason="what-if")
    yield Stopper(kind="block", rows=(block,), amount=amount, receivables=names)
    extension = Extension(id=name, date=day, until=later)
    yield Stopper(kind="extension", rows=(extension,), amount=amount, receivables=names, day=later)
    insolvency = Insolvency(id=name, date=day)
    yield Stopper(kind="insolvency", rows=(insolvency,), amount=amount, receivables=names)
    done = action.as_task(due_on=day, done_on=day) if action.step is None else action.done(on=day)
    yield Stopper(kind="done", rows=(done,), amount=amount, receivables=names)


def _money(decision: Decision, action: NextAction, name: str, later: dt.date) -> Iterator[Stopper]:
    """Give a payment, a smaller one, and a promise of what an action asks for."""
    day, amount = decision.as_of, action.amount_due
    names = tuple(line.id for line in action.receivables)
    payment = _payment(name, day, action, amount)
    yield Stopper(kind="payment", rows=(payment,), amount=amount, receivables=names)
    yield from _part_payment(decision, action, name)
    promise = PromiseToPay(id=name, made_on=day, due_by=later, amount=amount, invoices=names)
    yield Stopper(kind="promise", rows=(promise,), amount=amount, receivables=names, day=later)


def _part_payment(decision: Decision, action: NextAction, name: str) -> Iterator[Stopper]:
    """Give the smallest payment that leaves less than the scenario chases."""
    currency = action.amount_due.currency
    minimum = decision.rules.minimum(currency)
    if minimum is None or action.amount_due < minimum:
        return
    units = action.amount_due.minor_units - minimum.minor_units + 1
    amount = Money.minor(units, currency)
    if amount < action.amount_due:
        yield Stopper(
            kind="part-payment",
            rows=(_payment(name, decision.as_of, action, amount),),
            amount=amount,
            receivables=tuple(line.id for line in action.receivables),
        )


def _payment(name: str, day: dt.date, action: NextAction, amount: Money) -> Payment:
    return Payment(
        id=name, date=day, amount=amount, allocations=list(_shares(action.receivables, amount))
    )


def _shares(lines: tuple[ActionLine, ...], amount: Money) -> Iterator[Allocation]:
    rest = amount
    for line in lines:
        share = min(rest.minor_units, line.amount_due.minor_units)
        if share:
            part = Money.minor(share, amount.currency)
            rest -= part
            yield Allocation(invoice=line.id, amount=part)
