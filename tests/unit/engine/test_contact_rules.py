"""Each rule of contact on calendars worked out by hand. Day 0 is Monday 2 March 2026."""

import datetime as dt
from typing import Any

import attrs
import pytest
from engine_cases import account, acted, ask, held, invoice, ladder, on, only, run, step

from dunnix.engine import ContactRule, Decision, NextAction
from dunnix.engine.compiled import compile_scenario
from dunnix.model import Account, Contact, Debtor, Reply, Task
from dunnix.scenario import (
    Cap,
    ContactRules,
    DayHours,
    Duration,
    Quiet,
    Reaction,
    Scenario,
    TimeSpan,
    UnknownRulePackError,
    load_rule_pack,
)

DAILY = {"every": "1d"}
CALLS = step("call", "due + 1d", channel="phone", repeat=DAILY)
MORNING = TimeSpan.parse("09:00-12:00")
OWED = account(invoice("A"))


def ruled(*steps: Any, gap: str = "1d", **rules: Any) -> Scenario:
    return ladder(*(steps or (CALLS,)), gap=gap, contact=ContactRules(**rules))


def caps(*texts: str) -> tuple[Cap, ...]:
    return tuple(Cap.parse(text) for text in texts)


def stopped(decision: Decision) -> tuple[ContactRule | None, dt.date | None]:
    """Give the rule that holds the one receivable, and until when."""
    assert not decision.next_actions
    (each,) = decision.held
    return each.rule, each.until


def days_sent(scenario: Scenario, days: range, what: Account = OWED) -> list[int]:
    return [day for day, _ in run(scenario, what, days)[0]]


@pytest.mark.requirement("M106")
def test_a_contact_counts_for_a_cap_until_its_days_have_passed() -> None:
    scenario = ruled(at_most=caps("2 per 7d"))

    assert days_sent(scenario, range(1, 18)) == [1, 2, 8, 9, 15, 16]


def test_what_a_cap_holds_says_so_and_when_it_goes_out() -> None:
    decision = ask(ruled(at_most=caps("1 per 7d")), OWED.record(acted("call", 1, "A")), 3)

    assert stopped(decision) == (ContactRule.CAP, on(8))
    assert decision.next_review == on(8)
    assert decision.to_dict()["held"] == [
        {
            "receivable": "A",
            "amount": "100.00",
            "currency": "EUR",
            "reason": "contact-rules",
            "since": None,
            "until": "2026-03-10",
            "step": "call",
            "rule": "cap",
        }
    ]


def test_the_gap_is_named_before_a_cap() -> None:
    decision = ask(ruled(gap="3d", at_most=caps("1 per 7d")), OWED.record(acted("call", 1, "A")), 2)

    assert stopped(decision) == (ContactRule.GAP, on(8))


def test_business_days_weeks_and_months_are_lengths_of_a_cap_too() -> None:
    # From Tuesday the 3rd: five business days end on Tuesday the 10th, a month on 3 April.
    assert days_sent(ruled(at_most=caps("1 per 5bd")), range(1, 10)) == [1, 8]
    assert days_sent(ruled(at_most=caps("1 per 2w")), range(1, 20)) == [1, 15]
    assert days_sent(ruled(at_most=caps("1 per 1m")), range(1, 40)) == [1, 32]


def test_a_cap_counts_contacts_across_creditors() -> None:
    scenario = ruled(step("mail", "due + 1d"), gap="0d", at_most=caps("1 per 7d"))
    owed = account(invoice("A", creditor="C1"), invoice("B", due=-1, creditor="C2"))

    decision = ask(scenario, owed, 1)

    assert only(decision).receivables[0].id == "B"  # the longest due
    (other,) = decision.held
    assert (other.receivable, other.rule, other.until) == ("A", ContactRule.CAP, on(8))


def test_a_failed_try_is_no_contact_for_a_cap_and_one_under_way_is() -> None:
    scenario = ruled(step("mail", "due + 1d"), gap="0d", at_most=caps("1 per 7d"))
    owed = account(invoice("A"), invoice("B", creditor="C2"))

    failed = owed.record(acted("mail", 1, "B", status="failed"))
    queued = owed.record(acted("mail", 1, "B", status="queued"))

    assert len(ask(scenario, failed, 1).next_actions) == 1
    assert held(ask(scenario, queued, 1)) == {"A": "contact-rules", "B": "in-flight"}


def test_a_contact_planned_for_later_leaves_no_room_for_one_too_many_before_it() -> None:
    scenario = ruled(step("mail", "due + 1d"), at_most=caps("1 per 7d"))
    owed = account(invoice("A"), invoice("B", creditor="C2"))
    planned = owed.record(
        attrs.evolve(acted("mail", 5, "B", status="planned"), recorded_on=on(1)),
    )

    (each,) = (each for each in ask(scenario, planned, 2).held if each.receivable == "A")

    assert (each.rule, each.until) == (ContactRule.CAP, on(12))


def test_a_step_whose_channel_is_capped_goes_by_its_fallback() -> None:
    calls = step("call", "due + 1d", channel="phone", fallback=["email"], repeat=DAILY)
    scenario = ruled(calls, at_most=caps("1 phone per 7d"))

    sent = OWED
    channels: list[str | None] = []
    for day in (1, 2, 3, 8):
        action = only(ask(scenario, sent, day))
        channels.append(action.channel)
        sent = sent.record(action.done(on=on(day)))

    assert channels == ["phone", "email", "email", "phone"]


def test_the_day_the_first_channel_is_free_again_is_one_to_ask_again() -> None:
    call = step("call", "due + 1d", channel="phone", fallback=["email"])
    scenario = ruled(call, at_most=caps("1 phone per 7d"))
    called = account(invoice("A"), acted("old", 0, "Z", channel="phone"))

    decision = ask(scenario, called, 2)

    assert only(decision).channel == "email"
    assert decision.next_review == on(7)


def test_a_cap_of_each_receivable_lets_the_others_go() -> None:
    scenario = ruled(
        step("mail", "due + 1d", repeat=DAILY), at_most=caps("1 per 7d, each receivable")
    )
    owed = account(invoice("A"), invoice("B", due=-1), acted("mail", 1, "A"))

    decision = ask(scenario, owed, 2)

    assert [line.id for line in only(decision).receivables] == ["B"]
    assert held(decision) == {"A": "contact-rules"}
    assert only(ask(scenario, owed, 8)).keys == ("case:B:mail:1", "case:A:mail:2")


def test_hours_open_a_window_and_a_weekday_without_any_is_another_day() -> None:
    week = tuple(DayHours(weekday=day, spans=(MORNING,)) for day in (0, 3))
    scenario = ruled(hours=week)

    assert stopped(ask(scenario, OWED, 1)) == (ContactRule.HOURS, on(3))
    action = only(ask(scenario, OWED, 3))
    assert action.window.hours == (MORNING,)
    window: Any = ask(scenario, OWED, 3).to_dict()["next_actions"]
    assert window[0]["window"]["hours"] == ["09:00-12:00"]
    assert ask(scenario, OWED, 3).next_review == on(4)


def test_contacts_go_out_on_run_days_only() -> None:
    assert days_sent(ruled(run_on=(1, 4)), range(1, 13)) == [1, 4, 8, 11]
    assert stopped(ask(ruled(run_on=(1, 4)), OWED, 2)) == (ContactRule.RUN_DAY, on(4))


def test_nothing_goes_out_on_a_day_the_calendar_closes() -> None:
    # Good Friday isn't closed in France, Easter Monday, day 35, is.
    scenario = attrs.evolve(ruled(closed_days=False), calendar="FR")

    assert stopped(ask(scenario, OWED, 33)) == (ContactRule.CLOSED_DAY, on(36))
    assert days_sent(scenario, range(32, 38)) == [32, 36, 37]


def test_rules_that_leave_no_day_hold_for_ever_and_say_so() -> None:
    saturday = (DayHours(weekday=5, spans=(MORNING,)),)

    decision = ask(ruled(hours=saturday, closed_days=False), OWED, 1)

    assert stopped(decision) == (ContactRule.HOURS, None)
    assert decision.next_review is not None


def quiet(after: str, time: str, *channels: str) -> tuple[Quiet, ...]:
    given: Any = {"after": after, "channels": channels}
    return (Quiet(time=Duration.parse(time), **given),)


def test_a_talk_on_monday_lets_the_next_call_go_on_the_next_monday() -> None:
    scenario = ruled(quiet=quiet("conversation", "7d", "phone"))
    talked = OWED.record(acted("call", 7, "A", channel="phone", outcome="reached"))

    assert stopped(ask(scenario, talked, 8)) == (ContactRule.QUIET, on(14))
    assert only(ask(scenario, talked, 14)).step == "call"


@pytest.mark.parametrize("outcome", ["no-answer", "wrong-contact", None])
def test_a_call_nobody_answered_is_no_conversation(outcome: str | None) -> None:
    scenario = ruled(quiet=quiet("conversation", "7d"))
    called = OWED.record(acted("call", 7, "A", channel="phone", outcome=outcome))

    assert only(ask(scenario, called, 8)).step == "call"


def test_a_conversation_by_e_mail_is_none() -> None:
    scenario = ruled(quiet=quiet("conversation", "7d"))

    assert (
        only(ask(scenario, OWED.record(acted("call", 7, "A", outcome="reached")), 8)).step == "call"
    )


def test_a_refusal_said_or_written_brings_quiet() -> None:
    scenario = ruled(quiet=quiet("refusal", "5d"))
    said = OWED.record(acted("call", 1, "A", channel="phone", outcome="refusal"))
    written = OWED.record(Reply(id="R", date=on(1), reason="refusal"))

    assert stopped(ask(scenario, said, 2)) == (ContactRule.QUIET, on(6))
    assert stopped(ask(scenario, written, 2)) == (ContactRule.QUIET, on(6))


def test_quiet_of_the_phone_leaves_letters_alone() -> None:
    letter = step("letter", "due + 2d", channel="letter")
    scenario = ruled(CALLS, letter, quiet=quiet("conversation", "7d", "phone"))
    talked = OWED.record(acted("call", 1, "A", channel="phone", outcome="reached"))

    assert only(ask(scenario, talked, 2)).step == "letter"


def test_after_the_first_letter_of_a_claim_there_is_silence_about_it() -> None:
    letter = step("letter", "due + 1d", channel="letter")
    mail = step("mail", "due + 5d")
    scenario = ruled(letter, mail, waiting=Duration(14, "d"))
    written = OWED.record(acted("letter", 1, "A", channel="letter"))

    assert stopped(ask(scenario, written, 5)) == (ContactRule.WAITING, on(15))
    # A second letter begins no second silence.
    again = written.record(acted("mail", 15, "A", channel="letter"))
    assert held(ask(scenario, again, 16)) == {"A": "finished"}


def test_a_new_claim_that_waits_stays_behind_and_the_older_one_goes_on() -> None:
    letter = step("letter", "due + 1d", channel="letter")
    mail = step("mail", "due + 20d")
    scenario = ruled(letter, mail, waiting=Duration(14, "d"))
    owed = account(
        invoice("A"),
        invoice("B", due=15),
        acted("letter", 1, "A", channel="letter"),
        acted("letter", 16, "B", channel="letter"),
    )

    decision = ask(scenario, owed, 20)

    assert [line.id for line in only(decision).receivables] == ["A"]
    (other,) = decision.held
    assert (other.receivable, other.rule, other.until) == ("B", ContactRule.WAITING, on(30))


def test_an_answer_to_the_debtor_waits_for_days_and_hours_only() -> None:
    answer = Reaction(id="explain", on="reply:information-missing", channel="email")
    scenario = attrs.evolve(
        ruled(gap="5d", at_most=caps("1 per 9d"), run_on=(1, 4)), reactions=(answer,)
    )
    asked = OWED.record(
        acted("call", 1, "A", channel="phone"),
        Reply(id="R", date=on(3), reason="information-missing"),
    )

    assert stopped(ask(scenario, asked, 3)) == (ContactRule.RUN_DAY, on(4))
    assert only(ask(scenario, asked, 4)).step == "explain"


@pytest.mark.requirement("M107")
def test_a_place_that_is_forbidden_is_not_contacted() -> None:
    work = Contact(role="manager", id="work", phone="1", place="work")
    home = Contact(role="manager", id="zz-home", phone="2", place="home")
    owed = Account(debtor=Debtor(id="D1", contacts=[work, home]), invoices=[invoice("A")])

    free = only(ask(ruled(), owed, 1)).contact
    forbidden = only(ask(ruled(forbidden_places=("work",)), owed, 1)).contact

    assert (free, forbidden) == (work, home)


@pytest.mark.requirement("M107")
def test_a_letter_does_not_go_to_the_seat_of_who_wants_no_letters() -> None:
    boss = Contact(role="manager", email="boss@d.example", opted_out=["letter"])
    owed = Account(debtor=Debtor(id="D1", contacts=[boss]), invoices=[invoice("A")])
    letter = step("letter", "due + 1d", channel="letter", fallback=["email"])

    assert only(ask(ruled(letter), owed, 1)).channel == "email"


def test_an_end_is_judged_on_the_day_rules_began_to_hold_the_step() -> None:
    # Saturday, day 5, is the last day; rules hold the step from that day to Monday.
    mail = step("mail", "due + 5d", until="due + 5d")
    scenario = ruled(mail, closed_days=False)

    assert stopped(ask(scenario, OWED, 5)) == (ContactRule.CLOSED_DAY, on(7))
    assert stopped(ask(scenario, OWED, 6)) == (ContactRule.CLOSED_DAY, on(7))
    assert only(ask(scenario, OWED, 7)).step == "mail"
    assert ask(scenario, OWED, 7).next_review == on(8)
    assert held(ask(scenario, OWED, 8)) == {"A": "finished"}


def test_a_step_whose_end_passed_before_rules_held_it_is_lost() -> None:
    mail = step("mail", "due + 3d", until="due + 4d")

    assert held(ask(ruled(mail, closed_days=False), OWED, 5)) == {"A": "finished"}


def silent(day: int, what: Account = OWED) -> NextAction | None:
    scenario = ruled(step("mail", "due + 1d"), silence_at_most=Duration(14, "d"))
    actions = ask(scenario, what, day).next_actions
    return actions[0] if actions else None


@pytest.mark.requirement("M43")
def test_too_long_a_silence_is_a_task_once_until_it_is_done() -> None:
    mailed = OWED.record(acted("mail", 1, "A"))

    assert silent(15, mailed) is None
    task = silent(16, mailed)
    assert task is not None
    assert (task.step, task.reason, task.key) == (None, "keep-in-touch", "task:A:keep-in-touch:1")
    opened = mailed.record(attrs.evolve(task.as_task(due_on=on(20)), recorded_on=on(16)))
    assert silent(17, opened) is None
    done = opened.record(
        Task(
            id=task.key,
            kind="keep-in-touch",
            invoices=["A"],
            due_on=on(20),
            done_on=on(18),
            recorded_on=on(18),
        )
    )
    assert silent(32, done) is None
    again = silent(33, done)
    assert again is not None
    assert again.key == "task:A:keep-in-touch:2"


def test_the_day_a_silence_gets_too_long_is_one_to_ask_again() -> None:
    scenario = ruled(step("mail", "due + 1d"), silence_at_most=Duration(5, "d"))

    assert ask(scenario, OWED.record(acted("mail", 1, "A")), 2).next_review == on(7)


def test_a_debtor_of_a_country_with_several_zones_has_all_of_them() -> None:
    scenario = ladder(CALLS, timezone="Europe/Paris")

    def zones(**keys: Any) -> tuple[str, ...]:
        owed = Account(debtor=Debtor(id="D1", **keys), invoices=[invoice("A")])
        return only(ask(scenario, owed, 1)).window.timezones

    assert zones(timezone="Asia/Tokyo", country="PT") == ("Asia/Tokyo",)
    assert zones(country="PT") == ("Atlantic/Azores", "Europe/Lisbon")
    assert zones() == ("Europe/Paris",)


@pytest.mark.requirement("M110")
def test_the_rules_of_packs_hold_together_with_the_scenarios_own() -> None:
    afternoon = TimeSpan.parse("12:00-20:30")
    own = (DayHours(weekday=1, spans=(afternoon,)), DayHours(weekday=5, spans=(afternoon,)))
    scenario = ruled(rules=("us-reg-f", "fr-b2c"), hours=own, at_most=caps("9 per 9d"))

    rules = compile_scenario(scenario).rules

    spans = TimeSpan.parse("12:00-13:00"), TimeSpan.parse("14:00-20:00")
    assert rules.hours == ((), spans, (), (), (), (), ())
    assert [str(cap) for cap in rules.caps] == [
        "9 per 9d",
        "7 phone per 7d, each receivable",
        "4 phone per 30d",
    ]
    assert not rules.closed_days
    assert rules.forbidden_places == {"work"}


def test_seven_calls_in_seven_days_are_the_most_about_each_debt() -> None:
    calls = days_sent(ruled(rules=("us-reg-f",), gap="1d"), range(1, 12))

    assert calls == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    twice = OWED.record(*(acted("call", day, "A", channel="phone") for day in range(1, 7)))
    again = attrs.evolve(acted("call", 6, "A", channel="phone"), id="again")
    seventh = twice.record(again)
    assert stopped(ask(ruled(rules=("us-reg-f",)), seventh, 7)) == (ContactRule.CAP, on(8))


def test_of_two_silences_after_a_letter_the_longer_holds() -> None:
    letter, mail = step("letter", "due + 1d", channel="letter"), step("mail", "due + 5d")
    written = OWED.record(acted("letter", 1, "A", channel="letter"))

    decision = ask(ruled(letter, mail, rules=("be-b2c",)), written, 5)

    # 14 days by law, a day more by practice; which is named first is the law's.
    assert decision.held[0].rule is ContactRule.WAITING
    assert only(ask(ruled(letter, mail, rules=("be-b2c",)), written, 16)).step == "mail"
    assert not ask(ruled(letter, mail, rules=("be-b2c",)), written, 15).next_actions


def test_a_pack_out_of_its_dates_holds_every_contact() -> None:
    scenario = ruled(rules=("be-b2c",))
    pack = load_rule_pack("be-b2c")
    last = (pack.known_until - on(0)).days
    early = account(invoice("A", due=-1000))
    late = account(invoice("A", due=last))

    assert stopped(ask(scenario, early, -950)) == (ContactRule.RULES_UNKNOWN, pack.valid_from)
    assert stopped(ask(scenario, late, last + 1)) == (ContactRule.RULES_UNKNOWN, None)
    assert ask(scenario, late, last).next_review == on(last + 1)


def test_another_pack_is_another_hash_of_the_rules() -> None:
    with_pack = compile_scenario(ruled(rules=("be-b2c",)))

    assert with_pack.rules_hash != compile_scenario(ruled()).rules_hash


def test_a_pack_that_does_not_ship_is_refused_with_what_is_meant() -> None:
    with pytest.raises(UnknownRulePackError, match="did you mean `us-reg-f`"):
        load_rule_pack("us-regf")
