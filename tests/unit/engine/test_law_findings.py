"""What drawn accounts found of the laws of decisions, each with the rows that showed it."""

from typing import Any

import attrs
import pytest
from engine_cases import account, acted, ask, held, invoice, ladder, on, only, paid, step

from dunnix.model import Account, Block, CallBack, Contact, Debtor, HandOver, Reply
from dunnix.money import Money
from dunnix.scenario import Channel, ContactRules, Duration, Reaction, Statement, Trigger

MAIL = step("mail", "due + 1d")
COURT = step("court", "due + 5d", do="court")


def reaction(name: str, event: str, **keys: Any) -> Reaction:
    return Reaction(id=name, on=Trigger.parse(event), do="task", **keys)


def test_a_second_reply_waits_for_the_day_after_the_first_was_answered() -> None:
    scenario = ladder(MAIL, reactions=[reaction("answer", "reply")])
    owed = account(
        invoice("A"),
        Reply(id="R1", date=on(2), reason="refusal"),
        Reply(id="R2", date=on(3), reason="vague"),
    )
    (first,) = ask(scenario, owed, 4).next_actions

    recorded = owed.record(first.done(on=on(4)))

    assert first.answers == "R1"
    assert not ask(scenario, recorded, 4).next_actions
    (second,) = ask(scenario, recorded, 5).next_actions
    assert second.answers == "R2"


def test_a_call_agreed_on_is_made_on_its_day_whatever_was_answered_before() -> None:
    scenario = ladder(MAIL, reactions=[reaction("answer", "reply"), reaction("ring", "call-back")])
    owed = account(
        invoice("A"),
        Reply(id="R1", date=on(4), reason="refusal"),
        acted("answer", 4, "A", answers="R1"),
        CallBack(id="C1", date=on(4), until=on(4)),
    )

    (action,) = ask(scenario, owed, 4).next_actions

    assert action.answers == "C1"


@pytest.mark.parametrize("name", ["A", None])
def test_what_was_handed_over_and_is_blocked_takes_no_step_in_court(name: str | None) -> None:
    scenario = ladder(MAIL, COURT)
    owed = account(
        invoice("A"),
        HandOver(id="H", date=on(4), invoice="A"),
        Block(id="B", since=on(6), reason="goodwill", invoice=name, until=on(8)),
    )

    assert [each.step for each in ask(scenario, owed, 5).next_actions] == ["court"]
    blocked = ask(scenario, owed, 6)
    assert not blocked.next_actions
    assert [(each.reason, each.until) for each in blocked.held] == [("block", on(8))]
    assert blocked.next_review is not None
    assert blocked.next_review <= on(9)
    assert [each.step for each in ask(scenario, owed, 9).next_actions] == ["court"]


def test_the_step_reached_before_a_hand_over_is_not_repeated_after_it() -> None:
    late = step("court", "due + 50d", do="court")
    mail = step("mail", "due + 1d", repeat={"every": "3d"})
    owed = account(invoice("A"), acted("mail", 1, "A"), HandOver(id="H", date=on(2), invoice="A"))

    decision = ask(ladder(mail, late), owed, 9)

    assert not decision.next_actions
    assert [(each.receivable, each.reason) for each in decision.held] == [("A", "handed-over")]


@pytest.mark.parametrize("until", ["due + 16d", "due + 40d"])
def test_a_task_done_in_place_of_a_step_is_the_step_of_the_day(until: str) -> None:
    call = step("call", "due + 7d", deadline="8d", announces=["court"])
    heard = "known(debtor.days_since_contact) and debtor.days_since_contact < 3"
    court = step("court", "due + 10d", do="court", until=until, when=heard)
    scenario = ladder(call, court, per="invoice")
    owed = account(invoice("A"), acted("call", 7, "A"))
    asked = only(ask(scenario, owed, 16))

    # What was seen to makes nothing else due that day, though a contact since would allow it.
    seen_to = attrs.evolve(asked.as_task(due_on=on(16)), done_on=on(16))
    known = owed.record(seen_to, acted("old", 16, "B"))

    assert asked.reason == "announced"
    assert not ask(scenario, known, 16).next_actions
    assert held(ask(scenario, known, 16)) == {"A": "task"}
    assert ask(scenario, known, 16).next_review == on(17)
    assert only(ask(scenario, known, 17)).step == "court"


def test_what_was_recorded_is_answered_before_what_follows_from_it_whatever_ids_are() -> None:
    call = step("call", "due + 1d", channel="phone", summary={"channel": "email"})
    scenario = ladder(call, reactions=[reaction("ring-again", "no-reply:1")])
    owed = account(invoice("F"), acted("call", 1, "F", channel="phone", outcome="reached"))

    # Ids of actions that sort before and after that of the event, `no-reply:1:2026-03-03`.
    first = ask(scenario, owed, 1)
    redacted = ask(scenario, owed.redact(salt="s"), 1)

    assert only(first).step == only(redacted).step == "call-summary"


@pytest.mark.parametrize("event", ["no-reply:1", "settled", "hand-over"])
def test_what_was_answered_stays_so_without_the_names_in_it(event: str) -> None:
    agency = step("agency", "due + 1d", do="hand-over")
    given = agency if event == "hand-over" else MAIL
    scenario = ladder(given, reactions=[reaction("look", event)])
    rows = [paid("F", 2)] if event == "settled" else []
    owed = account(invoice("F"), acted(str(given.id), 1, "F"), *rows)
    asked = only(ask(scenario, owed, 2))

    answered = owed.record(asked.done(on=on(2)))

    assert asked.step == "look"
    assert not ask(scenario, answered, 3).next_actions
    assert not ask(scenario, answered.redact(salt="s"), 3).next_actions


def test_nobody_is_looked_for_to_be_thanked_for_what_is_settled() -> None:
    thanks = Reaction(id="thanks", on=Trigger.parse("settled"), channel="email")
    scenario = ladder(MAIL, reactions=[thanks])
    by_phone = Debtor(id="D1", contacts=[Contact(role="manager", phone="1")])
    by_mail = Debtor(id="D1", contacts=[Contact(role="manager", email="m@d.example")])
    closed = account(invoice("A"), paid("A", 0))

    nobody, found = (
        ask(scenario, attrs.evolve(closed, debtor=who), 0) for who in (by_phone, by_mail)
    )

    assert not nobody.next_actions
    assert only(found).step == "thanks"
    still_owed = attrs.evolve(account(invoice("A")), debtor=by_phone)
    assert only(ask(scenario, still_owed, 1)).reason == "find-contact"


def test_what_had_its_step_today_names_no_step_that_would_go_out_tomorrow() -> None:
    scenario = ladder(MAIL, step("call", "due + 3d", channel="phone"), gap="5d")
    owed = account(invoice("A", -2), invoice("B"), acted("mail", 4, "B"))

    decision = ask(scenario, owed, 4)

    # The call is for both, and waits for the gap; of B only the day is known to be over tomorrow.
    assert not decision.next_actions
    assert [(each.receivable, each.step, each.until) for each in decision.held] == [
        ("A", "call", on(9)),
        ("B", None, on(5)),
    ]


@pytest.mark.parametrize("day", [8, 12])
def test_somebody_who_has_it_on_the_list_to_keep_in_touch_has_it_in_hand(day: int) -> None:
    scenario = ladder(MAIL, contact=ContactRules(silence_at_most=Duration.parse("6d")))
    owed = account(invoice("A"), acted("mail", 1, "A"))
    asked = only(ask(scenario, owed, 8))

    listed = ask(scenario, owed.record(asked.as_task(due_on=on(10))), day)

    assert asked.reason == "keep-in-touch"
    assert not listed.next_actions
    assert [(each.reason, each.until) for each in listed.held] == [
        ("task", on(10) if day <= 10 else None)
    ]


@pytest.mark.parametrize("name", ["A-reply", "z-reply"])
@pytest.mark.parametrize("at", ["event", "event + 2d"])
def test_a_call_is_summed_up_on_its_day_beside_what_answers_a_reply_of_that_day(
    name: str, at: str
) -> None:
    call = step("call", "due + 1d", channel="phone", summary={"channel": "email"})
    scenario = ladder(call, reactions=[reaction("answer", "reply", at=at)])
    owed = account(
        invoice("A"),
        invoice("B"),
        acted("call", 1, "A", "B", channel="phone", outcome="reached"),
        Reply(id=name, date=on(1), reason="vague", invoice="A"),
    )

    decision = ask(scenario, owed, 1)

    amounts = {
        action.step: {line.id: str(line.amount_due) for line in action.receivables}
        for action in decision.next_actions
    }
    summary = amounts.pop("call-summary")
    assert summary == {"A": "0.00 EUR", "B": "100.00 EUR"}
    if at == "event":
        assert (amounts, decision.held) == ({"answer": {"A": "100.00 EUR"}}, ())
    else:
        assert (amounts, held(decision)) == ({}, {"A": "reaction"})


def test_a_summary_nobody_can_be_sent_asks_once_for_somebody_to_write_to() -> None:
    call = step("call", "due + 1d", channel="phone", summary={"channel": "email"})
    answer = Reaction(id="answer", on=Trigger.parse("reply"), channel="email")
    owed = account(
        invoice("A"),
        acted("call", 1, "A", channel="phone", outcome="reached"),
        Reply(id="R", date=on(1), reason="vague"),
    )
    by_phone = Debtor(id="D1", contacts=[Contact(role="manager", phone="1")])

    decision = ask(ladder(call, reactions=[answer]), attrs.evolve(owed, debtor=by_phone), 1)

    assert only(decision).key == "task:A:find-contact:1"
    assert not decision.held


def test_nothing_is_stated_in_a_currency_the_scenario_gives_no_amounts_in() -> None:
    statement = Statement(id="statement", every=Duration.parse("5d"), channel=Channel("email"))
    dear = step("dear", "due + 50d", when="amount_due >= small")
    amounts = {"small": {"EUR": "50.00"}}
    contact = Contact(role="accounts-payable", email="ap@d.example")
    owed = Account(
        debtor=Debtor(id="D1", contacts=[contact]),
        invoices=[attrs.evolve(invoice("A"), amount=Money("100.00", "GBP"))],
    )

    decision = ask(ladder(dear, amounts=amounts, statements=[statement]), owed, 3)

    assert not decision.next_actions
    assert held(decision) == {"A": "amount-missing"}


def test_why_not_tells_of_what_goes_on_in_court() -> None:
    scenario = ladder(step("mail", "due + 1d"), step("court", "due + 5d", do="court"))
    handed_over = account(invoice("A"), HandOver(id="H", date=on(4), invoice="A"))

    decision = ask(scenario, handed_over, 9)

    assert [each.code for each in decision.why_not("mail")] == ["handed-over"]
    assert [each.code for each in decision.why_not("court")] == ["eligible"]
