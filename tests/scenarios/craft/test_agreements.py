"""What is agreed with the debtor: promises, plans, other ways to pay, and a softer way."""

from typing import Any, Final

import attrs
import pytest
from craft_cases import day, euros, ladder
from diary import keep

from dunnix import (
    Account,
    Action,
    Agenda,
    Debtor,
    HandOver,
    Instalment,
    InvalidValueError,
    Invoice,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Reply,
    agenda,
    decide,
    load_scenario,
)
from dunnix.case import case_file


def owing(amount: str, *, by: str = "MARTIN", **facts: Any) -> Account:
    """Give a debtor with one invoice, due on 2 March 2026."""
    invoice = Invoice(id="F-101", due_date=day("2026-03-02"), amount=euros(amount))
    return Account(debtor=Debtor(id=by, facts=facts), invoices=[invoice])


# ------------------------------------------------------------------ promises


@pytest.mark.requirement("M75")
def test_a_promise_in_a_ledger_needs_a_date_and_an_amount() -> None:
    promises = [
        {"id": "P1", "made_on": "2026-03-05", "due_by": "2026-03-12", "currency": "EUR"},
        {"id": "P2", "made_on": "2026-03-05", "amount": "900.00", "currency": "EUR"},
        {"id": "P3", "made_on": "2026-03-05", "due_by": "soon", "amount": "9", "currency": "EUR"},
    ]
    account = Account.from_dict(owing("900.00").to_dict() | {"promises": promises})

    assert [f"{each.code}: {each.message}" for each in account.problems] == [
        "missing-field: a promise has no `amount`",
        "missing-field: a promise has no `due_by`",
        "bad-date: the text is no date as YYYY-MM-DD",
    ]
    (held,) = decide(load_scenario("fr-b2b"), account, as_of=day("2026-03-10")).held
    assert (held.receivable, str(held.reason)) == ("F-101", "data-problem")


@pytest.mark.requirement("M75")
def test_a_promise_of_nothing_or_of_no_day_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="`amount` must be above zero"):
        PromiseToPay(
            id="P1", made_on=day("2026-03-05"), due_by=day("2026-03-12"), amount=euros("0.00")
        )
    with pytest.raises(InvalidValueError, match="`due_by` is missing"):
        PromiseToPay(
            id="P1",
            made_on=day("2026-03-05"),
            due_by=None,  # type: ignore[arg-type]
            amount=euros("900.00"),
        )


# ------------------------------------------------------------------ plans

PLAIN: Final = ladder(
    "plain",
    """\
on_closed_day = "keep"

[[step]]
id      = "reminder"
at      = "due + 5d"
channel = "email"

[[step]]
id      = "call"
at      = "due + 20d"
channel = "phone"
""",
)


def paid(receivable: str, text: str, amount: str) -> Payment:
    return Payment(id=f"P-{receivable}", date=day(text), amount=euros(amount), invoice=receivable)


def plan(*parts: tuple[str, str]) -> PaymentPlan:
    """Give a signed plan of 9 March over invoice F-101: (day, amount) of each instalment."""
    return PaymentPlan(
        id="PLAN",
        agreed_on=day("2026-03-09"),
        invoices=["F-101"],
        status="signed",
        instalments=[
            Instalment(number=number, due_date=day(text), amount=euros(amount))
            for number, (text, amount) in enumerate(parts, start=1)
        ],
    )


def instalments(found: Agenda) -> list[tuple[str, str, str]]:
    """Give each instalment to come: its day, its name, and what is open of it."""
    return [
        (str(each.on), each.receivables[0], str(each.amount))
        for each in found.entries
        if each.kind == "instalment"
    ]


@pytest.mark.requirement("M79")
def test_a_plan_has_a_part_at_once_and_dated_instalments_that_add_up_to_the_debt() -> None:
    agreed = plan(
        ("2026-03-09", "400.00"),
        ("2026-04-10", "250.00"),
        ("2026-05-10", "250.00"),
    )
    account = owing("900.00").record(agreed)

    coming = agenda(PLAIN, account, as_of=day("2026-03-09"), days=90)
    held = decide(PLAIN, account, as_of=day("2026-03-09")).held

    assert instalments(coming) == [
        ("2026-03-09", "PLAN#1", "400.00 EUR"),
        ("2026-04-10", "PLAN#2", "250.00 EUR"),
        ("2026-05-10", "PLAN#3", "250.00 EUR"),
    ]
    assert {str(each.reason) for each in held} == {"plan"}
    assert sum((each.amount for each in held), euros("0.00")) == euros("900.00")


@pytest.mark.requirement("M79")
def test_what_the_instalments_of_a_plan_leave_out_is_asked_for_all_the_same() -> None:
    short = plan(("2026-03-09", "400.00"), ("2026-04-10", "250.00"))

    decision = decide(PLAIN, owing("900.00").record(short), as_of=day("2026-03-09"))

    (reminder,) = decision.next_actions
    assert (reminder.step, reminder.amount_due) == ("reminder", euros("250.00"))
    assert [(each.receivable, each.amount) for each in decision.held] == [
        ("PLAN#1", euros("400.00")),
        ("PLAN#2", euros("250.00")),
    ]


# ------------------------------------------------------------------ what follows from breaking one

WRITTEN: Final = ladder(
    "written-plan",
    """\
on_closed_day = "keep"

[[step]]
id      = "reminder"
at      = "due + 5d"
channel = "email"

[[step]]                            # the plan in writing, and what follows if it is broken
id        = "plan-to-sign"
at        = "go-to"
channel   = "letter"
template  = "plan"
deadline  = "8d"                    # to sign it
announces = ["formal-notice"]

[[step]]
id        = "formal-notice"
at        = "due + 90d"
channel   = "registered-letter"
mandatory = true
effects   = ["stop-deliveries"]

[[reaction]]
id      = "agree-on-a-plan"
on      = "reply:difficulty"
channel = "phone"
goal    = ["plan"]
concede = ["plan"]
then    = "go-to:plan-to-sign"
""",
)


SAID: Final = Reply(id="R1", date=day("2026-03-08"), reason="difficulty", invoice="F-101")
SIGNED: Final = plan(("2026-03-16", "400.00"), ("2026-04-10", "500.00"))


@pytest.mark.requirement("M86")
def test_the_plan_says_in_writing_what_follows_from_breaking_it() -> None:
    lines, agreed = keep(WRITTEN, owing("900.00").record(SAID), "2026-03-08", "2026-03-09")

    case = case_file(agreed.record(SIGNED), as_of=day("2026-03-10"), scenario=WRITTEN)

    assert lines == ["2026-03-08 agree-on-a-plan", "2026-03-09 plan-to-sign"]
    (told,) = case.announcements
    assert (told.on, told.step) == (day("2026-03-09"), "plan-to-sign")
    assert told.announces == ("formal-notice",)


@pytest.mark.requirement("M86")
def test_what_a_plan_said_follows_once_it_is_broken_and_not_while_it_is_kept() -> None:
    _, agreed = keep(WRITTEN, owing("900.00").record(SAID), "2026-03-08", "2026-03-09")
    broken = agreed.record(SIGNED, paid("PLAN#1", "2026-03-16", "400.00"))
    kept = broken.record(paid("PLAN#2", "2026-04-10", "500.00"))

    # Due on Friday 10 April; the tolerance of a business day ends on Monday.
    assert keep(WRITTEN, broken, "2026-03-16", "2026-04-14")[0] == ["2026-04-14 formal-notice"]
    assert keep(WRITTEN, kept, "2026-03-16", "2026-06-30")[0] == []


# ------------------------------------------------------------------ other ways to pay

SETTLING: Final = ladder(
    "settling",
    """\
on_closed_day = "keep"

[[step]]
id      = "settlement-call"
at      = "due + 10d"
channel = "phone"
goal    = ["full-payment", "plan"]
concede = ["plan", "in-kind", "assignment"]

[[step]]
id        = "formal-notice"
at        = "due + 30d"
channel   = "registered-letter"
mandatory = true

[[reaction]]
id      = "still-to-pay"
on      = "part-payment"
channel = "email"

[[reaction]]
id      = "assigned-claim-failed"
on      = "payment-reversed"
channel = "phone"

[[reaction]]
id      = "thanks"
on      = "settled"
channel = "email"
""",
)


@pytest.mark.requirement("M85")
def test_goods_or_services_in_place_of_money_settle_what_they_are_worth() -> None:
    account = owing("900.00")

    (call,) = decide(SETTLING, account, as_of=day("2026-03-12")).next_actions
    account = account.record(call.done(on=day("2026-03-12"), outcome="promise"))
    returned = Invoice(
        id="CREDIT-7",
        issue_date=day("2026-03-16"),
        amount=euros("-650.00"),
        credits="F-101",
        facts={"for": "goods taken back"},
    )
    repairs = Payment(
        id="THEIR-BILL-31", date=day("2026-03-18"), amount=euros("250.00"), invoice="F-101"
    )

    assert call.concede == ("plan", "in-kind", "assignment")
    (line,) = decide(SETTLING, account.record(returned), as_of=day("2026-03-16")).held
    assert line.amount == euros("250.00")
    (thanks,) = decide(
        SETTLING, account.record(returned, repairs), as_of=day("2026-03-18")
    ).next_actions
    assert (thanks.step, thanks.amount_due) == ("thanks", euros("0.00"))


@pytest.mark.requirement("M85")
def test_a_claim_the_debtor_assigns_pays_once_its_money_has_come() -> None:
    _, called = keep(SETTLING, owing("900.00"), "2026-03-02", "2026-03-12")
    assigned = Payment(
        id="CLAIM",
        date=day("2026-03-16"),
        amount=euros("900.00"),
        invoice="F-101",
        pending=True,
        recorded_on=day("2026-03-16"),
    )
    known: dict[str, Any] = {"pending": False, "recorded_on": day("2026-04-20")}
    collected = attrs.evolve(assigned, cleared_on=day("2026-04-20"), **known)
    failed = attrs.evolve(assigned, reversed_on=day("2026-04-20"), **known)
    account = called.record(assigned)

    (waiting,) = decide(SETTLING, account, as_of=day("2026-04-15")).held
    assert (str(waiting.reason), waiting.amount) == ("uncleared-payment", euros("900.00"))
    (thanks,) = decide(SETTLING, account.record(collected), as_of=day("2026-04-20")).next_actions
    assert (thanks.step, thanks.amount_due) == ("thanks", euros("0.00"))
    (call,) = decide(SETTLING, account.record(failed), as_of=day("2026-04-20")).next_actions
    assert (call.step, call.amount_due) == ("assigned-claim-failed", euros("900.00"))


@pytest.mark.requirement("M85")
def test_a_claim_we_assign_to_somebody_is_no_longer_ours_to_chase() -> None:
    other = Invoice(id="F-102", due_date=day("2026-03-02"), amount=euros("150.00"))
    sold = HandOver(id="H1", date=day("2026-03-10"), invoice="F-101", given_to="factor")

    decision = decide(SETTLING, owing("900.00").record(other, sold), as_of=day("2026-03-12"))

    (call,) = decision.next_actions
    assert [(line.id, line.amount_due) for line in call.receivables] == [("F-102", euros("150.00"))]
    assert [(each.receivable, str(each.reason), each.since) for each in decision.held] == [
        ("F-101", "handed-over", day("2026-03-10"))
    ]


# ------------------------------------------------------------------ a softer way

SOFTER: Final = ladder(
    "softer",
    """\
on_closed_day = "keep"

[facts.debtor]
difficulty_passes = { type = "bool", if_missing = false }

[tone]
softer = "answered or debtor.difficulty_passes"

[[step]]
id      = "reminder"
at      = "due + 5d"
channel = "email"
tone    = "neutral"

[[step]]
id      = "last-reminder"
at      = "due + 20d"
channel = "letter"
tone    = "firm"

[[reaction]]
id      = "offer-a-plan"
on      = "reply:difficulty"
channel = "phone"
tone    = "friendly"
goal    = ["plan"]
concede = ["date", "plan"]
""",
)


def last_reminder(account: Account) -> tuple[str | None, str]:
    """Give the step of 22 March to whoever was reminded on the 7th, and its tone."""
    reminded = Action(
        id="A1", step="reminder", date=day("2026-03-07"), status="done", channel="email"
    )
    (letter,) = decide(SOFTER, account.record(reminded), as_of=day("2026-03-22")).next_actions
    return letter.step, str(letter.tone)


@pytest.mark.requirement("M91")
def test_who_talks_openly_or_has_trouble_that_passes_is_met_more_softly() -> None:
    silent = owing("900.00", by="SILENT")
    passing = owing("900.00", by="PASSING", difficulty_passes=True)
    said = Reply(id="R1", date=day("2026-03-10"), reason="difficulty")
    talking = owing("900.00", by="TALKING").record(said)

    (offer,) = decide(SOFTER, talking, as_of=day("2026-03-10")).next_actions
    talked = talking.record(offer.done(on=day("2026-03-10"), outcome="reason"))

    assert (offer.step, str(offer.tone)) == ("offer-a-plan", "friendly")
    assert (offer.goal, offer.concede) == (("plan",), ("date", "plan"))
    assert last_reminder(silent) == ("last-reminder", "firm")
    assert last_reminder(passing) == ("last-reminder", "neutral")
    assert last_reminder(talked) == ("last-reminder", "neutral")
