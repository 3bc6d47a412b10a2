"""An account without people: what is lost, what stays, and what still belongs together."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from model_accounts import accounts

from dunnix.errors import Place, Problem
from dunnix.metrics import age_receivables, average_days_late, payment_profile, promises_kept
from dunnix.model import (
    LIST_OF,
    LISTS,
    Account,
    Action,
    Allocation,
    Block,
    CallBack,
    Contact,
    Debtor,
    Dispute,
    HandOver,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Reply,
    Task,
    Waiver,
    take_position,
)
from dunnix.money import Money

DAY = dt.date(2026, 2, 4)
EURO = Money("90.00", "EUR")
MARK = "Jeanne Moreau"
CHANGED = {
    *("id", "invoice", "invoices", "creditor", "credits", "key", "answers"),
    *("name", "email", "phone", "opted_out", "preferred", "owner", "account_manager", "portal"),
    *("facts", "terms", "reason", "by", "kind", "note", "given_to", "document"),
    *("step", "scenario", "channel", "contact", "outcome"),
}
LEFT = {"country", "language", "timezone"}


def invoice(name: str, **more: Any) -> Invoice:
    return Invoice(id=name, due_date=DAY, amount=EURO, **more)


def marked() -> Account:
    """Give an account with a person in every place that can hold one."""
    contact = Contact(
        role="manager",
        id="K1",
        name=MARK,
        email="jeanne@martin.example",
        phone="+33 6 12 34 56 78",
        preferred="phone",
    )
    return Account(
        debtor=Debtor(
            id="D42",
            name=f"{MARK} SARL",
            country="FR",
            owner=MARK,
            account_manager=MARK,
            portal=f"https://{MARK}.example",
            contacts=[contact],
            facts={"segment": "key", "score": MARK},
        ),
        former=[Debtor(id="D42", name=MARK, recorded_on=DAY)],
        invoices=[
            invoice("F-1", terms=f"agreed with {MARK}", facts={"order": MARK, "insured": True})
        ],
        payments=[Payment(id="P1", date=DAY, amount=Money("10.00", "EUR"), invoice="F-1")],
        disputes=[Dispute(id="L1", opened_on=DAY, reason=f"{MARK} says so", invoice="F-1")],
        blocks=[Block(id="B1", since=DAY, reason=f"{MARK} is ill", by=MARK)],
        tasks=[Task(id="T1", due_on=DAY, kind=f"call {MARK}", owner=MARK, note=MARK)],
        actions=[
            Action(
                id="A1",
                key="fr-b2b:F-1:call:1",
                step="call",
                date=DAY,
                status="done",
                invoices=["F-1", f"F-2={MARK}"],
                channel="phone",
                contact="K1",
                by=MARK,
                scenario=MARK,
                outcome=f"{MARK} hung up",
                note=f"{MARK} is ill",
                minutes=7,
                answers="R1",
            )
        ],
        happenings=[
            Reply(id="R1", date=DAY, reason="difficulty", note=MARK),
            HandOver(id="H1", date=DAY, given_to=MARK, note=MARK),
            CallBack(id="C1", date=DAY, until=DAY, time=dt.time(14), note=MARK),
            Waiver(id="W1", date=DAY, of="interest", percent="50", invoice="F-1", note=MARK),
        ],
        problems=[
            Problem(
                code="bad-date",
                message=f"`{MARK}` is no date",
                hint=f"not {MARK}",
                place=Place(file=f"{MARK}.csv"),
            )
        ],
    )


@pytest.mark.requirement("M109")
@pytest.mark.parametrize("keep_ids", [True, False])
def test_no_person_is_left(*, keep_ids: bool) -> None:
    shown = repr(marked().redact(salt="s", keep_ids=keep_ids, facts=["segment"]))

    for lost in (MARK, "Moreau", "martin.example", "12 34", "score"):
        assert lost not in shown
    assert ("F-1" in shown, "D42" in shown, "'K1'" in shown) == (keep_ids,) * 3


def test_days_amounts_statuses_codes_and_named_facts_stay() -> None:
    redacted = marked().redact(keep_ids=True, facts=["segment", "insured"])

    assert redacted.debtor == Debtor(
        id="D42",
        country="FR",
        portal="redacted",
        contacts=[
            Contact(
                role="manager",
                id="K1",
                name="contact-0001",
                email="redacted",
                phone="redacted",
                preferred="phone",
            )
        ],
        facts={"segment": "key"},
    )
    assert redacted.invoices == (invoice("F-1", terms="redacted", facts={"insured": True}),)
    assert redacted.payments == marked().payments
    assert redacted.actions == (
        Action(
            id="A1",
            key="fr-b2b:F-1:call:1",
            step="call",
            date=DAY,
            status="done",
            invoices=["F-1", "F-2=redacted"],
            channel="phone",
            contact="K1",
            outcome="redacted",
            minutes=7,
            answers="R1",
        ),
    )
    assert redacted.happenings == (
        Reply(id="R1", date=DAY, reason="difficulty"),
        HandOver(id="H1", date=DAY),
        CallBack(id="C1", date=DAY, until=DAY, time=dt.time(14)),
        Waiver(id="W1", date=DAY, of="interest", percent="50", invoice="F-1"),
    )
    assert redacted.tasks == (Task(id="T1", due_on=DAY, kind="redacted"),)
    assert redacted.problems == (
        Problem(code="bad-date", message="a row couldn't be read; what it said was redacted"),
    )


def test_what_belongs_together_still_does() -> None:
    plan = PaymentPlan(
        id="PL",
        agreed_on=DAY,
        invoices=["F-1"],
        instalments=[Instalment(number=1, due_date=DAY, amount=EURO)],
    )
    share = Allocation(invoice="PL#1", amount=EURO)
    paid = Payment(id="P1", date=DAY, amount=EURO, allocations=[share], creditor="C1")
    action = Action(
        id="A1", step="call", date=DAY, status="done", invoices=["PL#1=notice", "old#2="]
    )
    account = Account(
        debtor=Debtor(id="D1"),
        invoices=[invoice("F-1", creditor="C1")],
        plans=[plan],
        payments=[paid],
        actions=[action],
        promises=[PromiseToPay(id="Q", made_on=DAY, due_by=DAY, amount=EURO, invoices=["F-1"])],
    )

    redacted = account.redact(salt="s")

    (owed,), (agreed,), (money,) = redacted.invoices, redacted.plans, redacted.payments
    assert agreed.invoices == redacted.promises[0].invoices == (owed.id,)
    assert money.allocations[0].invoice == f"{agreed.id}#1"
    assert money.creditor == owed.creditor
    first, second = redacted.actions[0].invoices
    assert first == f"{agreed.id}#1=notice"
    assert second.endswith("#2=")


def test_what_an_action_answered_is_named_like_what_happened_to_it() -> None:
    said = ("no-reply:2:2026-02-04", "settled:F-1", "hand-over:F-1#2", f"settled:{MARK}", "R1")
    actions = [
        Action(id=f"A{place}", step="look", date=DAY, status="done", answers=name)
        for place, name in enumerate(said)
    ]
    account = Account(debtor=Debtor(id="D1"), invoices=[invoice("F-1")], actions=actions)

    redacted = account.redact(salt="s")

    alone, settled, handed, other, reply = (each.answers for each in redacted.actions)
    name = redacted.invoices[0].id
    assert (alone, settled, handed) == (said[0], f"settled:{name}", f"hand-over:{name}#2")
    assert str(other).startswith("settled:x")
    assert str(reply).startswith("x")
    assert MARK not in repr(redacted)


def test_one_id_gives_one_pseudonym_in_every_account_with_that_salt() -> None:
    one = Account(debtor=Debtor(id="D1"), invoices=[invoice("F-1", creditor="C1")])
    other = Account(
        debtor=Debtor(id="D1"), invoices=[invoice("E-1"), invoice("F-1", creditor="C1")]
    )

    here, there = one.redact(salt="s"), other.redact(salt="s")
    elsewhere = one.redact(salt="another")

    assert here.debtor.id == there.debtor.id != elsewhere.debtor.id
    assert here.invoices[0].creditor == there.invoices[1].creditor
    assert here.invoices[0].id.partition("-")[2] == there.invoices[1].id.partition("-")[2]


def test_pseudonyms_keep_the_order_of_the_ids() -> None:
    names = ["F-9", "F-10", "A-1", "f-1", "F-1"]

    redacted = Account(debtor=Debtor(id="D1"), invoices=map(invoice, names)).redact(salt="s")

    pairs = sorted(zip(names, (each.id for each in redacted.invoices), strict=True))
    assert [pseudonym for _, pseudonym in pairs] == sorted(each.id for each in redacted.invoices)


def test_an_action_that_reached_a_contact_by_name_keeps_which_one_it_was() -> None:
    contacts = [Contact(role="manager", name="Zoé"), Contact(role="legal", name="Anne")]
    actions = [
        Action(id=f"A{place}", step="call", date=DAY, status="done", contact=name)
        for place, name in enumerate(["Zoé", "Anne", "Somebody else"])
    ]
    account = Account(debtor=Debtor(id="D1", contacts=contacts), actions=actions)

    redacted = account.redact(salt="s")

    assert [(each.role, each.name) for each in redacted.debtor.contacts] == [
        ("legal", "contact-0001"),
        ("manager", "contact-0002"),
    ]
    assert [each.contact for each in redacted.actions] == ["contact-0002", "contact-0001", None]


def test_ids_need_a_salt() -> None:
    with pytest.raises(ValueError, match="`salt` is missing"):
        marked().redact()
    with pytest.raises(TypeError, match="`facts` is a list of names"):
        marked().redact(salt="s", facts="segment")


def test_every_text_of_every_row_was_thought_of() -> None:
    rows = (Debtor, Contact, Allocation, *LIST_OF)

    texts = {
        field.name
        for row in rows
        for field in attrs.fields(row)
        if field.init and "str" in str(field.type)
    }

    # A new text may tell of a person: say here, and in `redact`, what becomes of it.
    assert texts == CHANGED | LEFT


@given(accounts())
@settings(max_examples=40)
def test_redacting_again_changes_nothing(account: Account) -> None:
    once = account.redact(salt="s", facts=["segment"])

    assert once.redact(salt="another", facts=["segment"]) == once
    assert account.redact(keep_ids=True).redact(keep_ids=True) == account.redact(keep_ids=True)


@given(accounts())
@settings(max_examples=40)
def test_figures_positions_and_the_json_of_it_stay_true(account: Account) -> None:
    day = dt.date(2026, 6, 20)
    redacted = account.redact(salt="s", facts=["segment"])

    assert Account.from_dict(redacted.to_dict()) == redacted
    assert [len(getattr(redacted, name)) for name in LISTS] == [
        len(getattr(account, name)) for name in LISTS
    ]
    for figure in (average_days_late, promises_kept):
        assert figure(redacted, as_of=day) == figure(account, as_of=day)
    assert age_receivables(redacted, as_of=day) == age_receivables(account, as_of=day)
    assert payment_profile(redacted, as_of=day, by=()) == payment_profile(account, as_of=day, by=())
    assert standings(redacted, day) == standings(account, day)
    assert redacted.history == account.history


def standings(account: Account, day: dt.date) -> list[tuple[object, ...]]:
    position = take_position(account, day, window_end=lambda due_by: due_by)
    return [
        (place.standing, place.claim.due, place.claim.open, [attrs.astuple(p) for p in place.parts])
        for place in position.places
    ]
