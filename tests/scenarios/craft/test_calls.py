"""Calls: what is checked before one, and what is kept of it afterwards."""

from typing import Final

import pytest
from craft_cases import DESK, billed, day, ladder, only
from diary import keep

from dunnix import (
    Account,
    Debtor,
    Dispute,
    Instalment,
    Money,
    PaymentPlan,
    Reply,
    decide,
    parse_scenario,
)
from dunnix.case import case_file

ALL_CHECKED: Final = {"references": "complete", "sent_to": "accounts-payable", "arrived": "read"}


def owing(**facts: str) -> Account:
    """Give a debtor with one invoice, of which everything was checked unless it is said."""
    debtor = Debtor(id="MARTIN", owner="lea", contacts=[DESK])
    return Account(debtor=debtor, invoices=[billed(facts=ALL_CHECKED | facts)])


# ---------------------------------------------------------------------------- before the call

CHECKED_FIRST: Final = parse_scenario(
    """\
id        = "checked-first"
version   = "1"
currency  = "EUR"
if_behind = "one-at-a-time"       # no call before what comes ahead of it was done

[facts.invoice]
references = ["complete", "order-number-missing", "delivery-note-missing"]
sent_to    = ["accounts-payable", "buyer", "switchboard"]
arrived    = ["read", "delivered", "unknown"]

[contact]
gap = "0d"                        # all of it may be done on one day

[[step]]
id    = "complete-the-references"
title = { en = "Complete the references", fr = "Compléter les références" }
at    = "due"
do    = "task"
when  = "invoice.references != 'complete'"

[[step]]
id    = "find-the-right-addressee"
title = { en = "Send it to the right service", fr = "Adresser au bon service" }
at    = "due"
do    = "task"
when  = "invoice.sent_to != 'accounts-payable'"

[[step]]
id    = "make-sure-it-arrived"
title = { en = "Make sure it arrived", fr = "S'assurer de la réception" }
at    = "due"
do    = "task"
when  = "invoice.arrived == 'unknown'"

[[step]]
id      = "call"
at      = "due + 1d"
channel = "phone"
goal    = ["reason", "promise"]
""",
    name="checked-first.toml",
)


@pytest.mark.requirement("M61")
def test_references_that_are_missing_are_completed_before_the_call() -> None:
    lacking = owing(references="order-number-missing")

    check = only(decide(CHECKED_FIRST, lacking, as_of=day("2026-03-03")).next_actions)
    done, _ = keep(CHECKED_FIRST, lacking, "2026-03-02", "2026-03-31")
    complete, _ = keep(CHECKED_FIRST, owing(), "2026-03-02", "2026-03-31")

    assert (check.do, check.step, check.owner) == ("task", "complete-the-references", "lea")
    assert done == ["2026-03-02 complete-the-references", "2026-03-03 call"]
    assert complete == ["2026-03-03 call"]


@pytest.mark.requirement("M62")
def test_an_invoice_that_went_to_the_buyer_goes_to_the_right_service_before_the_call() -> None:
    misdirected = owing(sent_to="buyer")

    check = only(decide(CHECKED_FIRST, misdirected, as_of=day("2026-03-03")).next_actions)
    redirected = misdirected.record(
        check.done(on=day("2026-03-03"), note="sent to A. Petit, accounts payable"),
        billed(facts=ALL_CHECKED, recorded_on=day("2026-03-03")),
    )
    call = only(decide(CHECKED_FIRST, redirected, as_of=day("2026-03-03")).next_actions)

    assert (check.do, check.step) == ("task", "find-the-right-addressee")
    assert (call.step, call.contact) == ("call", DESK)


@pytest.mark.requirement("M63")
def test_whether_an_invoice_arrived_is_found_out_before_the_call() -> None:
    unproven = owing(arrived="unknown")

    check = only(decide(CHECKED_FIRST, unproven, as_of=day("2026-03-03")).next_actions)
    why = decide(CHECKED_FIRST, unproven, as_of=day("2026-03-03")).why_not("call")
    done, _ = keep(CHECKED_FIRST, unproven, "2026-03-02", "2026-03-31")
    proven, _ = keep(CHECKED_FIRST, owing(arrived="delivered"), "2026-03-02", "2026-03-31")

    assert (check.do, check.step) == ("task", "make-sure-it-arrived")
    assert [(each.receivable, each.code) for each in why] == [("F-101", "other-step")]
    assert done == ["2026-03-02 make-sure-it-arrived", "2026-03-03 call"]
    assert proven == ["2026-03-03 call"]


@pytest.mark.requirement("M61")
@pytest.mark.requirement("M62")
@pytest.mark.requirement("M63")
def test_nobody_is_called_about_an_invoice_of_which_nothing_was_checked() -> None:
    debtor = Debtor(id="MARTIN", contacts=[DESK])

    asked = decide(
        CHECKED_FIRST, Account(debtor=debtor, invoices=[billed()]), as_of=day("2026-03-05")
    )

    assert asked.next_actions == ()
    assert [(held.receivable, held.reason) for held in asked.held] == [("F-101", "fact-missing")]


# ----------------------------------------------------------------------------- after the call

CALLED: Final = ladder(
    "called",
    """\
[[step]]
id      = "call"
title   = { en = "Phone call", fr = "Appel téléphonique" }
at      = "due + 1d"
channel = "phone"
goal    = ["reason", "promise"]
summary = { channel = "email", template = "call-summary" }
""",
)
RESTATED: Final = (
    "You pay late because a client of yours does; you want to pay in three parts; two boxes were "
    "wet. We replace them, and send you a plan today."
)


@pytest.mark.requirement("M70")
def test_what_was_restated_to_the_debtor_is_kept_with_the_call_and_sent_the_same_day() -> None:
    on = day("2026-03-03")
    call = only(decide(CALLED, owing(), as_of=on).next_actions)
    called = owing().record(call.done(on=on, by="lea", outcome="reason", note=RESTATED, minutes=9))

    summary = only(decide(CALLED, called, as_of=on).next_actions)
    stored = Account.from_dict(called.to_dict())

    assert [(each.step, each.by, each.note, each.minutes) for each in stored.actions] == [
        ("call", "lea", RESTATED, 9)
    ]
    assert (summary.step, summary.channel, summary.template) == (
        "call-summary",
        "email",
        "call-summary",
    )
    assert [
        (each.title, each.note)
        for each in case_file(called, as_of=on, scenario=CALLED).timeline
        if each.kind == "action"
    ] == [("Phone call", RESTATED)]


@pytest.mark.requirement("M69")
def test_reason_difficulty_expectation_and_complaint_stand_in_the_file_of_the_case() -> None:
    on = day("2026-03-03")
    call = only(decide(CALLED, owing(), as_of=on).next_actions)
    listened = owing().record(
        call.done(on=on, by="lea", outcome="reason"),
        Reply(id="R1", date=on, reason="difficulty", note="a client of theirs pays late"),
        PaymentPlan(
            id="L1",
            agreed_on=on,
            status="proposed",
            instalments=[
                Instalment(number=number, due_date=day(due), amount=Money("400.00", "EUR"))
                for number, due in ((1, "2026-03-16"), (2, "2026-04-15"), (3, "2026-05-15"))
            ],
        ),
        Dispute(
            id="Q1",
            opened_on=on,
            invoice="F-101",
            amount=Money("80.00", "EUR"),
            reason="two boxes were wet",
            caused_by="us",
        ),
    )

    told = case_file(listened, as_of=day("2026-03-04"), scenario=CALLED).to_text().splitlines()

    assert [" ".join(line.split()) for line in told[-4:]] == [
        "3 Mar 2026 action F-101 Phone call, A. Petit, phone, done, outcome: reason, by lea",
        "3 Mar 2026 reply the whole account financial difficulty, “a client of theirs pays late”",
        "3 Mar 2026 dispute opened F-101 80.00 EUR, two boxes were wet, caused by us",
        "3 Mar 2026 payment plan the whole account 1,200.00 EUR, proposed, until 15 May 2026",
    ]
