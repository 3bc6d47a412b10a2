"""Accounts for property tests: any mix of rows that don't contradict each other."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from dunnix.model import (
    Account,
    Acknowledgment,
    Action,
    ActionStatus,
    Allocation,
    Block,
    CallBack,
    CausedBy,
    Contact,
    ContactOutcome,
    Debtor,
    Dispute,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    Instalment,
    Invoice,
    PaidInvoices,
    Party,
    PastContact,
    Payment,
    PaymentHistory,
    PaymentPlan,
    Penalty,
    PlanStatus,
    PromiseToPay,
    Reply,
    ReplyReason,
    Role,
    Task,
    Waiver,
)
from dunnix.money import Money

START = dt.date(2026, 1, 1)
DAYS = 120
CURRENCY = "EUR"

days = st.integers(0, DAYS).map(lambda number: START + dt.timedelta(days=number))
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
words = st.text("abcäß -_/09", min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
cents = st.sampled_from([1, 99, 5_000, 10_000])
READ = ("30 days net", "30 jours fin de mois", "50 % at 30 days, 50 % at 60 days")
NOTES = ("45 jours fin de mois", "as agreed", "")


def euros(minor_units: int) -> Money:
    return Money.minor(minor_units, CURRENCY)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def recorded(draw: st.DrawFn, day: dt.date | None) -> dt.date | None:
    """Draw when a row became known: mostly the day it took effect, sometimes later."""
    if day is None or draw(st.integers(0, 3)):
        return None
    return day + dt.timedelta(days=draw(st.integers(0, 40)))


@st.composite
def invoices(draw: st.DrawFn) -> tuple[Invoice, ...]:
    found: list[Invoice] = []
    for number in range(draw(st.integers(1, 4))):
        issued = draw(days)
        due = issued + dt.timedelta(days=draw(st.integers(0, 40)))
        units = draw(cents)
        parts: tuple[Instalment, ...] = ()
        if units > 99 and not draw(st.integers(0, 3)):
            first = Instalment(number=1, due_date=due, amount=euros(units // 4))
            second = Instalment(
                number=2, due_date=due + dt.timedelta(days=20), amount=euros(units - units // 4)
            )
            parts = (first, second)
        undated = not draw(st.integers(0, 5))
        terms = draw(st.sampled_from([None, None, *READ, *NOTES]))
        by_terms = terms in READ and not undated and not parts and draw(st.booleans())
        dated: dict[str, Any] = {} if by_terms else {"due_date": due}
        found.append(
            Invoice(
                id=f"F-{number}",
                issue_date=None if undated else issued,
                **dated,
                amount=euros(units),
                terms=terms,
                instalments=parts,
                creditor=draw(st.sampled_from([None, None, None, "C2"])),
                recorded_on=draw(recorded(None if undated else issued)),
            )
        )
    return tuple(found)


@st.composite
def credit_notes(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Invoice, ...]:
    if draw(st.integers(0, 3)):
        return ()
    target = draw(st.sampled_from(owed))
    day = draw(days)
    units = target.amount.minor_units
    return (
        Invoice(
            id="CN-0",
            issue_date=day,
            amount=euros(-draw(st.sampled_from([units, max(units // 2, 1)]))),
            credits=draw(st.sampled_from([None, target.id])),
            recorded_on=draw(recorded(day)),
        ),
    )


def _receivables(owed: tuple[Invoice, ...]) -> list[str]:
    parts = [f"{each.id}#{part.number}" for each in owed for part in each.instalments]
    return [*(each.id for each in owed), *parts]


@st.composite
def payments(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Payment, ...]:
    found: list[Payment] = []
    for number in range(draw(st.integers(0, 5))):
        target = draw(st.sampled_from(owed))
        units = target.amount.minor_units
        kind = draw(st.sampled_from(["exact"] * 5 + ["part", "unapplied", "spread", "refund"]))
        day = draw(days)
        fields: dict[str, Any] = {"amount": euros(units), "invoice": target.id}
        if kind == "part":
            fields["amount"] = euros(max(units // 2, 1))
        elif kind == "unapplied":
            fields["invoice"] = None
        elif kind == "refund":
            fields |= {"amount": euros(-1), "invoice": draw(st.sampled_from([None, target.id]))}
        elif kind == "spread":
            other = draw(st.sampled_from(owed))
            parts = [
                Allocation(invoice=target.id, amount=target.amount),
                Allocation(invoice=other.id, amount=other.amount),
            ]
            more = draw(st.sampled_from([0, 50]))
            whole = euros(units + other.amount.minor_units + more)
            fields = {"amount": whole, "allocations": parts}
        if not draw(st.integers(0, 5)):
            fields["cleared_on"] = day + dt.timedelta(days=draw(st.integers(0, 10)))
        elif not draw(st.integers(0, 7)):
            fields["pending"] = True
        if not draw(st.integers(0, 7)):
            fields["reversed_on"] = day + dt.timedelta(days=draw(st.integers(0, 10)))
        recorded_on = draw(recorded(day))
        found.append(Payment(id=f"P-{number}", date=day, recorded_on=recorded_on, **fields))
    return tuple(found)


@st.composite
def promises(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[PromiseToPay, ...]:
    found: list[PromiseToPay] = []
    for number in range(draw(st.integers(0, 3))):
        made = draw(days)
        names = draw(st.lists(st.sampled_from(_receivables(owed)), max_size=2, unique=True))
        found.append(
            PromiseToPay(
                id=f"Q-{number}",
                made_on=made,
                due_by=made + dt.timedelta(days=draw(st.integers(0, 20))),
                amount=draw(st.sampled_from(owed)).amount,
                invoices=names,
                withdrawn_on=draw(maybe(st.just(made + dt.timedelta(days=3)))),
                recorded_on=draw(recorded(made)),
            )
        )
    return tuple(found)


@st.composite
def plans(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[PaymentPlan, ...]:
    if draw(st.integers(0, 4)):
        return ()
    agreed = draw(days)
    units = draw(cents)
    due = agreed + dt.timedelta(days=10)
    parts = [
        Instalment(number=1, due_date=due, amount=euros(units)),
        Instalment(number=2, due_date=due, amount=euros(units)),
    ]
    names = draw(st.lists(st.sampled_from([each.id for each in owed]), max_size=2, unique=True))
    return (
        PaymentPlan(
            id="PL-0",
            agreed_on=agreed,
            instalments=parts,
            invoices=names,
            status=draw(st.sampled_from(PlanStatus)),
            recorded_on=draw(recorded(agreed)),
        ),
    )


@st.composite
def obstacles(
    draw: st.DrawFn, owed: tuple[Invoice, ...]
) -> tuple[tuple[Dispute, ...], tuple[Block, ...]]:
    names = maybe(st.sampled_from(_receivables(owed)))
    disputes: list[Dispute] = []
    blocks: list[Block] = []
    for number in range(draw(st.integers(0, 2))):
        day, name = draw(days), draw(names)
        more = draw(maybe(st.integers(0, 30)))
        end = None if more is None else day + dt.timedelta(days=more)
        reason = draw(words)
        disputes.append(
            Dispute(
                id=f"X-{number}",
                opened_on=day,
                reason=reason,
                invoice=name,
                amount=None if name is None else draw(maybe(cents.map(euros))),
                resolved_on=end,
                caused_by=draw(maybe(st.sampled_from(CausedBy))),
                recorded_on=draw(recorded(day)),
            )
        )
        blocked = Block(id=f"B-{number}", since=day, reason=reason, invoice=draw(names), until=end)
        blocks.extend([blocked] * draw(st.integers(0, 1)))
    return tuple(disputes), tuple(blocks)


@st.composite
def happening(draw: st.DrawFn, common: dict[str, Any], until: dt.date) -> Happening:
    kinds: list[Happening] = [
        Reply(reason=draw(st.sampled_from(ReplyReason)), **common),
        Extension(until=until, **common),
        CallBack(until=until, time=draw(maybe(st.times())), **common),
        Acknowledgment(**common),
        Insolvency(**common),
        HandOver(given_to=draw(maybe(words)), **common),
        draw(waiver(common, until)),
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def waiver(draw: st.DrawFn, common: dict[str, Any], until: dt.date) -> Waiver:
    """Draw a waiver of a share; one of an amount would have to know its currency."""
    percent = st.sampled_from(["0.5", "33.333333", "50", "100"])
    kind, last = draw(st.sampled_from(Penalty)), draw(maybe(st.just(until)))
    return Waiver(of=kind, percent=draw(percent), until=last, **common)


@st.composite
def happenings(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Happening, ...]:
    found: list[Happening] = []
    for number in range(draw(st.integers(0, 3))):
        day = draw(days)
        common: dict[str, Any] = {
            "id": f"H-{number}",
            "date": day,
            "invoice": draw(maybe(st.sampled_from(_receivables(owed)))),
            "note": draw(maybe(texts)),
            "recorded_on": draw(recorded(day)),
        }
        until = day + dt.timedelta(days=draw(st.integers(0, 30)))
        found.append(draw(happening(common, until)))
    return tuple(found)


@st.composite
def actions(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Action, ...]:
    found: list[Action] = []
    named = st.sampled_from(_receivables(owed)).flatmap(
        lambda name: st.sampled_from([name, f"{name}=call", f"{name}="])
    )
    for number in range(draw(st.integers(0, 3))):
        day = draw(days)
        found.append(
            Action(
                id=f"A-{number}",
                step=draw(st.sampled_from(["reminder", "call"])),
                date=day,
                status=draw(st.sampled_from(ActionStatus)),
                key=draw(st.sampled_from([None, f"first:F-0:{number}"])),
                invoices=draw(st.lists(named, max_size=2, unique=True)),
                channel=draw(st.sampled_from([None, "email"])),
                time=draw(maybe(st.times())),
                note=draw(maybe(texts)),
                minutes=draw(maybe(st.integers(0, 90))),
                recorded_on=draw(recorded(day)),
            )
        )
    return tuple(found)


@st.composite
def tasks(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Task, ...]:
    if draw(st.booleans()):
        return ()
    names = draw(st.lists(st.sampled_from(_receivables(owed)), max_size=2, unique=True))
    return (
        Task(
            id="T-0",
            due_on=draw(days),
            kind="disputes",
            invoices=names,
            done_on=draw(maybe(days)),
            note=draw(maybe(texts)),
        ),
    )


facts = st.dictionaries(
    st.sampled_from(["segment", "amount", "facts", "debtor", "id", "Größe"]),
    texts | st.integers(1 - 2**63, 2**63 - 1) | st.booleans() | cents.map(euros),
    max_size=3,
)


@st.composite
def debtors(draw: st.DrawFn, recorded_on: dt.date | None = None) -> Debtor:
    contacts = [
        Contact(
            id=draw(maybe(st.just(f"K{number}"))),
            role=draw(st.sampled_from(Role)),
            name=draw(maybe(texts)),
            email=draw(maybe(texts)),
            opted_out=draw(st.lists(words, max_size=2)),
            direct=draw(st.booleans()),
            invalid_since=draw(maybe(days)),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    return Debtor(
        id="D42",
        name=draw(texts),
        party=draw(maybe(st.sampled_from(Party))),
        country=draw(maybe(st.just("FR"))),
        account_manager=draw(maybe(texts)),
        credit_limit=draw(maybe(cents.map(euros))),
        payment_days=draw(st.lists(st.integers(1, 31), max_size=2)),
        portal=draw(maybe(texts)),
        purchase_order_required=draw(maybe(st.booleans())),
        contacts=contacts,
        facts=draw(facts),
        recorded_on=recorded_on,
    )


past_contacts = st.builds(
    PastContact,
    date=days,
    channel=st.sampled_from([None, "phone", "letter"]),
    outcome=st.sampled_from([None, *ContactOutcome]),
)


@st.composite
def histories(draw: st.DrawFn) -> PaymentHistory:
    paid = [PaidInvoices(amount=euros(draw(cents)), invoices=3, late=1, amount_days_late=70)]
    return PaymentHistory(
        paid=draw(st.sampled_from([[], paid])),
        promises_kept=draw(st.integers(0, 2)),
        promises_broken=draw(st.integers(0, 2)),
        contacts=draw(st.lists(days | past_contacts, max_size=2)),
        refusals=draw(st.lists(days, max_size=2)),
        last_reason=draw(st.sampled_from([None, "difficulty"])),
    )


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    owed = draw(invoices())
    disputes, blocks = draw(obstacles(owed))
    return Account(
        debtor=draw(debtors(dt.date(2026, 2, 1))),
        former=[draw(debtors())] if draw(st.booleans()) else [],
        invoices=(*owed, *draw(credit_notes(owed))),
        payments=draw(payments(owed)),
        promises=draw(promises(owed)),
        plans=draw(plans(owed)),
        disputes=disputes,
        blocks=blocks,
        tasks=draw(tasks(owed)),
        actions=draw(actions(owed)),
        happenings=draw(happenings(owed)),
        history=draw(histories()),
    )


@st.composite
def paid_exactly(draw: st.DrawFn, owed: tuple[Invoice, ...]) -> tuple[Payment, ...]:
    """Draw payments that settle most invoices: whole, in halves, or several at once."""
    found: list[Payment] = []
    closed = [each for each in owed if draw(st.integers(0, 4))]
    together = closed[:2] if draw(st.integers(0, 3)) == 0 and len(closed) > 1 else []
    if together:
        shares = [Allocation(invoice=each.id, amount=each.amount) for each in together]
        total = sum(each.amount.minor_units for each in together)
        found.append(Payment(id="P-both", date=draw(days), amount=euros(total), allocations=shares))
    for each in closed[len(together) :]:
        units = each.amount.minor_units
        parts = [units] if units == 1 or draw(st.booleans()) else [1, units - 1]
        for number, part in enumerate(parts):
            day = draw(days)
            found.append(
                Payment(
                    id=f"P-{each.id}-{number}",
                    date=day,
                    amount=euros(part),
                    invoice=each.id,
                    recorded_on=draw(recorded(day)),
                )
            )
    if not draw(st.integers(0, 4)):
        found.append(Payment(id="P-more", date=draw(days), amount=euros(150)))
    return tuple(found)


@st.composite
def settled_accounts(draw: st.DrawFn) -> Account:
    """Draw an account of which most is closed, so that leaving out has something to do."""
    owed = draw(invoices())
    disputes, blocks = draw(obstacles(owed)) if draw(st.booleans()) else ((), ())
    named = [Reply, Extension, CallBack, Waiver]
    return Account(
        debtor=Debtor(id="D42"),
        invoices=owed,
        payments=draw(paid_exactly(owed)),
        promises=draw(promises(owed)),
        plans=draw(plans(owed)) if not draw(st.integers(0, 2)) else (),
        disputes=[each for each in disputes if each.invoice],
        blocks=[each for each in blocks if each.invoice],
        tasks=draw(tasks(owed)),
        actions=[each for each in draw(actions(owed)) if each.channel],
        happenings=[each for each in draw(happenings(owed)) if type(each) in named],
        history=draw(histories()),
    )
