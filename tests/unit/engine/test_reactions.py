"""What is done when something happens, before the ladder goes on, and how it goes on after."""

import datetime as dt
from typing import Any

import pytest
from engine_cases import (
    account,
    acted,
    ask,
    eur,
    held,
    invoice,
    ladder,
    on,
    only,
    paid,
    promise,
    run,
    step,
)

from dunnix.engine import Decision
from dunnix.model import (
    Acknowledgment,
    Block,
    CallBack,
    Dispute,
    Extension,
    HandOver,
    Insolvency,
    Instalment,
    Payment,
    PaymentPlan,
    Reply,
    Task,
)
from dunnix.scenario import ContactRules, Reaction, Scenario, Trigger

MAIL = step("mail", "due + 1d")
LETTER = step("letter", "due + 20d")
NOTICE = step("notice", "due + 30d", mandatory=True, deadline="8d")
LATE = "known(debtor.paid_late_percent) and debtor.paid_late_percent"
AGENCY = step("agency", "due + 60d", after="notice", do="hand-over")


def reaction(name: str, event: str, **keys: Any) -> Reaction:
    given: dict[str, Any] = {"id": name, "on": Trigger.parse(event)}
    if keys.get("do", "send") == "send":
        given["channel"] = "email"
    return Reaction(**(given | keys))


def with_reactions(*reactions: Reaction, **keys: Any) -> Scenario:
    return ladder(MAIL, LETTER, NOTICE, AGENCY, reactions=reactions, **keys)


def replied(day: int, reason: str, *, name: str = "H1", about: str | None = None) -> Reply:
    return Reply(id=name, date=on(day), reason=reason, invoice=about)


def done(decision: Decision) -> list[tuple[str | None, str | None]]:
    return [(action.step, action.answers) for action in decision.next_actions]


@pytest.mark.requirement("M54")
def test_an_invoice_not_received_is_sent_again_at_once_and_the_clock_has_not_restarted() -> None:
    scenario = with_reactions(reaction("duplicate", "reply:not-received", template="duplicate"))
    before = account(invoice("F-1"), acted("mail", 1, "F-1"))

    sent, _ = run(scenario, before.record(replied(18, "not-received")), range(18, 35))

    assert sent == [(18, "duplicate"), (20, "letter"), (30, "notice")]


@pytest.mark.requirement("M54")
def test_receipt_is_confirmed_days_later_without_holding_the_ladder_meanwhile() -> None:
    scenario = with_reactions(
        reaction("duplicate", "reply:not-received"),
        reaction("confirm", "reply:not-received", at="event + 4d", channel="phone"),
    )
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), replied(18, "not-received"))

    sent, _ = run(scenario, before, range(18, 35))

    assert sent == [(18, "duplicate"), (20, "letter"), (22, "confirm"), (30, "notice")]


def test_a_reaction_is_done_so_often_and_no_more() -> None:
    scenario = with_reactions(reaction("duplicate", "reply:not-received", times=2))
    rows = [replied(day, "not-received", name=f"H{day}") for day in (3, 6, 9)]

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), *rows), range(3, 15))

    assert sent == [(3, "duplicate"), (6, "duplicate")]


def test_of_several_events_of_one_kind_the_newest_is_answered() -> None:
    scenario = with_reactions(reaction("duplicate", "reply:not-received"))
    rows = [replied(day, "not-received", name=f"H{day}") for day in (3, 6)]

    decision = ask(scenario, account(invoice("F-1"), *rows), 8)

    assert done(decision) == [("duplicate", "H6")]


@pytest.mark.requirement("M55")
def test_the_most_specific_reaction_wins_whatever_its_place() -> None:
    scenario = with_reactions(
        reaction("any", "reply"),
        reaction("lost", "reply:information-missing", do="task"),
    )
    owed = account(invoice("F-1"))

    answers = {
        reason: done(ask(scenario, owed.record(replied(3, reason)), 3))
        for reason in ("information-missing", "vague")
    }

    assert answers == {"information-missing": [("lost", "H1")], "vague": [("any", "H1")]}


def test_a_reaction_whose_condition_is_false_leaves_the_event_to_the_next_one() -> None:
    scenario = with_reactions(
        reaction("large", "reply:vague", when="amount_due >= 1000.00", do="task"),
        reaction("small", "reply:vague"),
    )

    decision = ask(scenario, account(invoice("F-1"), replied(3, "vague")), 3)

    assert done(decision) == [("small", "H1")]


def test_a_reaction_whose_condition_is_open_holds_what_it_is_about() -> None:
    scenario = with_reactions(
        reaction("softer", "reply:vague", when="debtor.segment == 'key'"),
        facts={"debtor": {"segment": ["key", "sme"]}},
    )

    decision = ask(scenario, account(invoice("F-1"), replied(3, "vague")), 3)

    assert (decision.next_actions, held(decision)) == ((), {"F-1": "fact-missing"})


@pytest.mark.requirement("M71")
def test_a_refusal_passes_over_the_rest_of_the_amicable_phase() -> None:
    scenario = with_reactions(
        reaction("refused", "reply:refusal", do="task", then="go-to:notice"),
    )
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), replied(5, "refusal"))

    sent, _ = run(scenario, before, range(5, 35))

    assert sent == [(5, "refused"), (6, "notice")]


def test_going_to_a_step_passes_no_notice_that_was_not_done() -> None:
    scenario = with_reactions(
        reaction("refused", "reply:refusal", do="task", then="go-to:agency"),
    )
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), replied(5, "refusal"))

    sent, _ = run(scenario, before, range(5, 45))

    assert sent == [(5, "refused"), (30, "notice"), (39, "agency")]


def test_a_step_only_a_reaction_reaches_comes_so_long_after_it() -> None:
    scenario = ladder(
        MAIL,
        step("advice", "go-to + 3d", do="task"),
        LETTER,
        reactions=[reaction("hard", "reply:difficulty", do="task", then="go-to:advice")],
    )
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"))

    assert run(scenario, owed, range(2, 25))[0] == [(20, "letter")]
    assert run(scenario, owed.record(replied(5, "difficulty")), range(5, 25))[0] == [
        (5, "hard"),
        (8, "advice"),
        (20, "letter"),
    ]


def test_a_ladder_that_was_stopped_goes_on_after_a_later_answer() -> None:
    scenario = with_reactions(
        reaction("stop", "acknowledgment", do="task", then="stop"),
        reaction("resume", "payment-reversed", do="task"),
    )
    bounced = paid("F-1", 3, "10.00", reversed_on=on(40))
    rows = (Acknowledgment(id="A1", date=on(5)), bounced)
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), *rows)

    sent, after = run(scenario, before, range(5, 39))

    assert sent == [(5, "stop")]
    assert held(ask(scenario, after, 39)) == {"F-1": "stopped"}
    assert run(scenario, after, range(40, 43))[0] == [(40, "resume"), (41, "notice")]


@pytest.mark.requirement("M76")
def test_a_broken_promise_is_followed_up_after_the_bank_has_had_its_time() -> None:
    scenario = with_reactions(reaction("remind", "promise-broken", channel="phone"))
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), promise("P1", 2, 9))

    sent, _ = run(scenario, before, range(2, 19))

    assert sent == [(11, "remind")]  # due on day 9, one business day for the bank


def test_a_promise_broken_again_is_told_from_the_first() -> None:
    scenario = with_reactions(
        reaction("again", "promise-broken", when="debtor.broken_promises >= 2", do="task"),
        reaction("first", "promise-broken"),
    )
    rows = (promise("P1", 1, 2), promise("P2", 7, 9))
    before = account(invoice("F-1"), acted("mail", 1, "F-1"), *rows)

    sent, _ = run(scenario, before, range(2, 19))

    assert sent == [(4, "first"), (11, "again")]


@pytest.mark.requirement("M20")
def test_days_granted_are_followed_up_when_they_are_over() -> None:
    scenario = with_reactions(reaction("follow", "extension", at="event + 4d", channel="phone"))
    granted = Extension(id="E1", date=on(3), until=on(6))

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), granted), range(3, 15))

    assert sent == [(7, "follow")]


@pytest.mark.requirement("M21")
@pytest.mark.requirement("M22")
def test_a_call_agreed_on_outranks_the_ladder_and_a_missed_one_is_told() -> None:
    call = CallBack(id="C1", date=on(18), until=on(21), time=dt.time(14, 30))
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"), call)
    scenario = with_reactions()

    before, that_day, late = (ask(scenario, owed, day) for day in (20, 21, 24))

    assert held(before) == {"F-1": "call-back"}
    action = only(that_day)
    assert (action.reason, action.time, action.days_late) == ("call-back", dt.time(14, 30), 0)
    assert (only(late).days_late, only(late).planned_on) == (3, on(21))


def test_a_call_agreed_on_follows_its_own_reaction_where_there_is_one() -> None:
    call = CallBack(id="C1", date=on(18), until=on(21), time=dt.time(9))
    scenario = with_reactions(reaction("call", "call-back", channel="phone"))
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"), call)

    sent, after = run(scenario, owed, range(18, 24))

    assert sent == [(21, "call"), (22, "letter")]
    assert after.actions[1].answers == "C1"


def test_a_call_is_made_once_it_was_made_as_a_task_or_as_a_contact() -> None:
    call = CallBack(id="C1", date=on(5), until=on(8))
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"), call)
    scenario = with_reactions()
    task = only(ask(scenario, owed, 8))

    called = owed.record(acted("mail", 8, "F-1", channel="phone"))
    seen_to = owed.record(task.as_task(due_on=on(8), done_on=on(8)))

    assert [held(ask(scenario, each, 9)) for each in (called, seen_to)] == [{"F-1": "waiting"}] * 2


@pytest.mark.requirement("M147")
@pytest.mark.requirement("M149")
def test_thanks_suit_the_history_and_go_out_once_for_what_was_paid() -> None:
    scenario = with_reactions(
        reaction(
            "thanks",
            "settled",
            when="known(debtor.paid_late_percent) and debtor.paid_late_percent < 50",
            tone="friendly",
        ),
        reaction(
            "receipt",
            "settled",
            when="known(debtor.paid_late_percent) and debtor.paid_late_percent >= 50",
        ),
    )
    punctual, late = (account(invoice("F-1"), paid("F-1", day)) for day in (0, 25))

    assert run(scenario, punctual, range(40))[0] == [(0, "thanks")]
    assert run(scenario, late, range(2, 60))[0] == [(2, "mail"), (20, "letter"), (25, "receipt")]
    thanks = only(ask(scenario, punctual, 0))
    assert (thanks.amount_due, [line.id for line in thanks.receivables]) == (eur("0.00"), ["F-1"])


@pytest.mark.requirement("M151")
@pytest.mark.requirement("M152")
def test_after_closing_an_opinion_is_asked_for_and_a_watch_is_kept() -> None:
    scenario = with_reactions(
        reaction("thanks", "settled"),
        reaction("opinion", "settled", at="event + 7d"),
        reaction("watch", "settled", at="event + 60d", until="event + 90d", do="task"),
    )
    closed = account(invoice("F-1"), paid("F-1", 0))

    sent, after = run(scenario, closed, range(120))

    assert sent == [(0, "thanks"), (7, "opinion"), (60, "watch")]
    assert ask(scenario, closed, 0).next_review == on(1)
    assert ask(scenario, after, 121).next_review is None


def test_an_answer_about_what_is_closed_that_waits_for_an_open_day_is_asked_for_on_it() -> None:
    scenario = with_reactions(
        reaction("thanks", "settled", until="event + 7d"),
        timezone="Europe/Paris",
        contact=ContactRules(closed_days=False),
    )
    closed = account(invoice("F-1"), paid("F-1", 5))  # a Saturday

    assert ask(scenario, closed, 5).next_actions == ()
    assert ask(scenario, closed, 6).next_review == on(7)
    assert only(ask(scenario, closed, 7)).step == "thanks"


def test_an_answer_about_what_is_closed_that_was_refused_is_asked_for_again_a_week_later() -> None:
    scenario = with_reactions(
        reaction("thanks", "settled", until="event + 30d", mode="confirm:collector")
    )
    closed = account(invoice("F-1"), paid("F-1", 5))
    refused = only(ask(scenario, closed, 5)).refused(on=on(6), by="anna")

    after = closed.record(refused)

    assert ask(scenario, after, 7).next_review == on(13)
    assert only(ask(scenario, after, 13)).step == "thanks"


@pytest.mark.requirement("M150")
def test_a_cheque_is_thanked_for_once_it_has_cleared() -> None:
    scenario = with_reactions(reaction("thanks", "settled"))
    cheque = paid("F-1", 5, cleared_on=on(9))

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), cheque), range(5, 15))

    assert sent == [(9, "thanks")]


def test_money_taken_back_is_answered_before_the_ladder_goes_on() -> None:
    scenario = with_reactions(reaction("bounced", "payment-reversed", channel="phone"))
    bounced = paid("F-1", 3, reversed_on=on(22))

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), bounced), range(3, 26))

    assert sent == [(22, "bounced"), (23, "letter")]


def test_a_part_payment_is_acknowledged_with_what_is_left() -> None:
    scenario = with_reactions(reaction("rest", "part-payment"))
    some = paid("F-1", 3, "40.00")

    decision = ask(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), some), 3)

    assert (done(decision), only(decision).amount_due) == ([("rest", some.id)], eur("60.00"))


def test_money_that_names_no_invoice_is_a_part_payment_of_what_it_was_netted_on() -> None:
    scenario = with_reactions(reaction("rest", "part-payment"))
    some = Payment(id="P1", date=on(3), amount=eur("130.00"))
    owed = account(invoice("F-1"), invoice("F-2", due=1), some)

    decision = ask(scenario, owed, 3)

    assert [line.id for line in only(decision).receivables] == ["F-2"]


@pytest.mark.requirement("M52")
def test_a_dispute_goes_to_its_resolver_and_its_money_stays_held() -> None:
    scenario = with_reactions(
        reaction("resolve", "dispute", do="task"),
        reaction("price", "dispute:price", do="task"),
    )
    contested = Dispute(
        id="D1", opened_on=on(3), reason="price", invoice="F-1", amount=eur("30.00")
    )

    decision = ask(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), contested), 3)

    assert done(decision) == [("price", "D1")]
    assert only(decision).amount_due == eur("70.00")
    assert [(each.amount, str(each.reason)) for each in decision.held] == [
        (eur("30.00"), "dispute")
    ]


def test_a_dispute_that_was_resolved_and_a_block_that_was_lifted_are_told() -> None:
    scenario = with_reactions(
        reaction("resolved", "dispute-resolved"), reaction("lifted", "block-lifted")
    )
    contested = Dispute(id="D1", opened_on=on(3), reason="price", invoice="F-1", resolved_on=on(6))
    stopped = Block(id="B1", since=on(8), until=on(11), reason="talks")

    sent, _ = run(scenario, account(invoice("F-1"), contested, stopped), range(3, 16))

    assert sent == [(6, "resolved"), (7, "mail"), (12, "lifted")]


@pytest.mark.requirement("M83")
def test_a_plan_of_which_an_instalment_is_missed_is_answered() -> None:
    scenario = with_reactions(
        reaction("broken", "plan-broken", do="task", then="go-to:notice"),
    )
    parts = [
        Instalment(number=number, due_date=on(day), amount=eur("50.00"))
        for number, day in ((1, 10), (2, 40))
    ]
    plan = PaymentPlan(id="L1", agreed_on=on(3), instalments=parts, status="signed")

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), plan), range(3, 14))

    # Due on day 10, with a business day of tolerance: on day 11 it is only reminded.
    assert sent[:2] == [(11, "mail"), (12, "broken")]


@pytest.mark.requirement("M72")
def test_so_many_contacts_without_a_word_count_as_refusal() -> None:
    scenario = ladder(
        step("mail", "due + 1d", repeat={"every": "2d"}),
        NOTICE,
        reactions=[reaction("silent", "no-reply:3", do="task", then="go-to:notice")],
    )
    owed = account(invoice("F-1"))

    assert run(scenario, owed, range(10))[0] == [
        (1, "mail"),
        (3, "mail"),
        (5, "mail"),
        (6, "silent"),
        (7, "notice"),
    ]
    spoken = owed.record(replied(4, "vague"))
    assert run(scenario, spoken, range(10))[0] == [(day, "mail") for day in (1, 3, 5, 7, 9)]


def test_insolvency_stops_everything_and_asks_for_the_claim_to_be_filed() -> None:
    scenario = with_reactions(
        reaction("file", "insolvency", do="task", deadline="60d", until="event + 60d")
    )
    broke = Insolvency(id="I1", date=on(3))

    decision = ask(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), broke), 3)

    assert (only(decision).step, only(decision).deadline_on) == ("file", on(63))
    assert held(decision) == {"F-1": "insolvency"}


@pytest.mark.requirement("M112")
def test_a_call_is_summed_up_in_writing_on_the_same_day() -> None:
    call = step(
        "call", "due + 1d", channel="phone", summary={"channel": "email", "template": "sum"}
    )

    called = account(invoice("F-1"), acted("call", 1, "F-1", channel="phone"))
    summary = only(ask(ladder(call, LETTER), called, 1))

    assert (summary.step, summary.reason, summary.template) == ("call-summary", "summary", "sum")
    assert run(ladder(call, LETTER), called, range(1, 25))[0] == [
        (1, "call-summary"),
        (20, "letter"),
    ]


@pytest.mark.parametrize(("channel", "outcome"), [("phone", "no-answer"), ("email", None)])
def test_a_call_nobody_answered_and_a_mail_instead_of_one_are_not_summed_up(
    channel: str, outcome: str | None
) -> None:
    call = step(
        "call", "due + 1d", channel="phone", fallback=["email"], summary={"channel": "email"}
    )
    tried = acted("call", 1, "F-1", channel=channel, outcome=outcome)

    sent, _ = run(ladder(call, LETTER), account(invoice("F-1"), tried), range(1, 25))

    assert sent == [(20, "letter")]


@pytest.mark.requirement("M88")
def test_what_was_announced_is_proposed_once_the_time_given_has_passed() -> None:
    notice = step("notice", "due + 30d", mandatory=True, deadline="8d", announces=("agency",))
    owed = account(invoice("F-1"), acted("notice", 30, "F-1"))

    said, unsaid = (run(ladder(each, AGENCY), owed, range(31, 70))[0] for each in (notice, NOTICE))

    assert (said, unsaid) == ([(39, "agency")], [(60, "agency")])


def test_an_announcement_nothing_can_follow_is_somebodys_task() -> None:
    notice = step("notice", "due + 30d", mandatory=True, deadline="8d", announces=("agency",))
    agency = step(
        "agency", "due + 60d", after="notice", do="hand-over", when="amount_due >= 500.00"
    )
    owed = account(invoice("F-1"), acted("notice", 30, "F-1"))

    sent, _ = run(ladder(notice, agency), owed, range(31, 60))

    assert sent == [(39, "announced")]


@pytest.mark.requirement("M128")
def test_court_goes_on_after_a_hand_over_and_no_contact_does() -> None:
    court = step("court", "hand-over + 30d", do="court")
    late = step("late", "due + 70d")
    given = account(invoice("F-1"), acted("notice", 30, "F-1"), acted("agency", 60, "F-1"))

    sent, _ = run(ladder(NOTICE, AGENCY, late, court), given, range(61, 100))

    assert sent == [(90, "court")]


def test_a_step_in_court_that_waits_for_approval_is_not_proposed_again() -> None:
    court = step("court", "hand-over + 10d", do="court")
    scenario = ladder(NOTICE, court, stale_after="7d")
    told = HandOver(id="H1", date=on(40), invoice="F-1")
    given = account(invoice("F-1"), acted("notice", 30, "F-1"), told)
    waiting = given.record(acted("court", 50, "F-1", status="awaiting-approval"))

    assert only(ask(scenario, given, 50)).step == "court"
    assert held(ask(scenario, waiting, 50)) == {"F-1": "in-flight"}
    assert only(ask(scenario, waiting, 57)).reason == "check-in-flight"


def test_a_hand_over_recorded_from_outside_starts_the_steps_after_it() -> None:
    court = step("court", "hand-over + 10d", do="court")
    told = HandOver(id="H1", date=on(40), given_to="lawyer")
    given = account(invoice("F-1"), acted("notice", 30, "F-1"), told)

    sent, _ = run(ladder(NOTICE, AGENCY, court), given, range(40, 60))

    assert sent == [(50, "court")]


def test_a_task_that_was_done_can_be_answered() -> None:
    scenario = with_reactions(reaction("tell", "task-done:check", channel="email"))
    task = Task(id="T1", due_on=on(5), kind="check", invoices=["F-1"], done_on=on(4))

    sent, _ = run(scenario, account(invoice("F-1"), acted("mail", 1, "F-1"), task), range(2, 10))

    assert sent == [(4, "tell")]


def test_an_event_is_forgotten_when_its_reaction_has_ended() -> None:
    scenario = with_reactions(reaction("answer", "reply:vague", until="event + 5d"))
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"), replied(3, "vague"))

    assert done(ask(scenario, owed, 8)) == [("answer", "H1")]
    assert held(ask(scenario, owed, 9)) == {"F-1": "waiting"}


def test_an_event_is_answered_for_what_there_was_on_its_day() -> None:
    scenario = with_reactions(reaction("answer", "reply:vague"))
    owed = account(invoice("F-1"), replied(3, "vague"), invoice("F-2", due=35))

    decision = ask(scenario, owed, 6)

    assert [line.id for line in only(decision).receivables] == ["F-1"]


def test_a_failed_answer_is_tried_again_under_the_next_key() -> None:
    scenario = with_reactions(reaction("answer", "reply:vague"))
    owed = account(invoice("F-1"), acted("mail", 1, "F-1"), replied(3, "vague"))
    first = only(ask(scenario, owed, 3))

    again = only(ask(scenario, owed.record(first.failed(on=on(3))), 4))

    assert (first.key, again.key) == ("case:F-1:answer:1", "case:F-1:answer:2")


def test_an_answer_on_its_way_is_withdrawn_when_its_reason_is_gone() -> None:
    scenario = with_reactions(reaction("remind", "promise-broken"))
    broken = account(invoice("F-1"), acted("mail", 1, "F-1"), promise("P1", 2, 9))
    queued = broken.record(only(ask(scenario, broken, 11)).queued(on=on(11)))
    in_time = paid("F-1", 9, recorded_on=on(12))

    before, after = (ask(scenario, each, 12) for each in (queued, queued.record(in_time)))

    assert (before.withdraw, [each.step for each in after.withdraw]) == ((), ["remind"])


def test_under_one_ladder_an_invoice_answers_stay_apart_from_reminders() -> None:
    scenario = with_reactions(reaction("answer", "reply:vague"), per="invoice", gap="0d")
    owed = account(
        invoice("F-1"), invoice("F-2"), replied(3, "vague", about="F-1"), acted("mail", 1, "F-1")
    )

    actions = {
        action.step: [line.id for line in action.receivables]
        for action in ask(scenario, owed, 3).next_actions
    }

    assert actions == {"answer": ["F-1"], "mail": ["F-2"]}
