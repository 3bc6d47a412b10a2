"""When a step comes: calendars, waits, ends, repeats, what is behind, and what is mandatory."""

import attrs
import pytest
from engine_cases import (
    AGENCY,
    CALL,
    FOUR,
    MAIL,
    NOTICE,
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
    steps,
)

from dunnix.engine import Held, HeldReason
from dunnix.model import AnyRow, Contact, Debtor, Dispute, Extension, Reply, Task
from dunnix.scenario import Scenario


@pytest.mark.requirement("M1")
@pytest.mark.requirement("M14")
def test_the_first_step_after_the_due_date_may_fall_on_the_first_day_late() -> None:
    owed = account(invoice("A"))

    assert ask(FOUR, owed, 0).next_actions == ()
    assert steps(ask(FOUR, owed, 1)) == [("mail", {"A": "mail"})]


@pytest.mark.requirement("M18")
def test_a_step_before_the_due_date_comes_before_it_and_ends_on_it() -> None:
    scenario = ladder(step("hint", "due - 5d"))

    action = only(ask(scenario, account(invoice("A")), -5))

    assert (action.phase, action.days_late) == ("pre-due", 0)
    assert (action.window.opens_on, action.window.closes_on) == (on(-5), on(0))


@pytest.mark.requirement("M3")
def test_an_action_says_how_late_it_is_against_its_day() -> None:
    action = only(ask(FOUR, account(invoice("A")), 14))

    assert (action.step, action.planned_on, action.days_late) == ("call", on(10), 4)


@pytest.mark.parametrize(
    ("if_behind", "expected"), [("one-at-a-time", "mail"), ("skip-to-latest", "call")]
)
def test_the_scenario_says_whether_to_climb_or_to_jump(if_behind: str, expected: str) -> None:
    scenario = ladder(MAIL, CALL, NOTICE, AGENCY, if_behind=if_behind)

    assert only(ask(scenario, account(invoice("A")), 12)).step == expected


def test_jumping_stops_at_the_first_mandatory_step() -> None:
    scenario = ladder(MAIL, NOTICE, step("last", "due + 60d"))

    assert only(ask(scenario, account(invoice("A")), 90)).step == "notice"


def test_a_deadline_of_eight_days_from_day_30_has_passed_on_day_39() -> None:
    noticed = account(invoice("A"), acted("notice", 30, "A"))

    assert ask(FOUR, noticed, 38).next_actions == ()
    assert ask(FOUR, noticed, 30).next_review == on(31)
    assert steps(ask(FOUR, noticed, 39)) == [("agency", {"A": "agency"})]
    assert only(ask(FOUR, account(invoice("A")), 30)).deadline_on == on(38)


def test_a_deadline_from_delivery_runs_once_delivery_is_reported() -> None:
    notice = step("notice", "due + 30d", mandatory=True, deadline="8d", deadline_from="delivered")
    scenario = ladder(notice, AGENCY)
    sent = account(invoice("A"), acted("notice", 30, "A", status="sent", key="K"))
    delivered = sent.record(acted("notice", 33, "A", status="delivered", key="K"))

    assert ask(scenario, sent, 60).next_actions == ()
    assert ask(scenario, delivered, 41).next_actions == ()
    assert steps(ask(scenario, delivered, 42)) == [("agency", {"A": "agency"})]


def test_what_runs_from_a_delivery_waits_for_the_report_of_it() -> None:
    notice = step("notice", "due + 30d", mandatory=True, deadline="8d", deadline_from="delivered")
    sent = account(invoice("A"), acted("notice", 30, "A", status="sent"))

    decision = ask(ladder(notice, AGENCY), sent, 60)

    assert decision.held == (
        Held(receivable="A", amount=eur("100.00"), reason=HeldReason.WAITING, step="agency"),
    )
    assert decision.next_review == on(90)
    assert "step `agency`, the delivery of `notice` isn't reported" in decision.explain()
    assert "étape `agency`, la remise de `notice` n'est pas signalée" in decision.explain("fr")
    (why,) = decision.why_not("agency")
    assert why.say() == "A: `agency` comes after `notice`; the delivery of `notice` isn't reported"


def test_a_mandatory_step_that_runs_from_a_delivery_nobody_reports_gives_a_task() -> None:
    notice = step("notice", "due + 30d", mandatory=True, deadline="8d", deadline_from="delivered")
    claim = step("claim", after="notice", do="court", mandatory=True)
    sent = account(invoice("A"), acted("notice", 30, "A", status="sent"))

    assert only(ask(ladder(notice, claim), sent, 60)).reason == "mandatory-missing"


def test_any_step_of_a_list_will_do_to_come_after() -> None:
    scenario = ladder(MAIL, CALL, step("firm", after=["mail + 20d", "call + 2d"]))
    called = account(invoice("A"), acted("call", 10, "A"))

    assert ask(scenario, called, 11).next_actions == ()
    assert only(ask(scenario, called, 12)).step == "firm"


def test_after_the_previous_step_counts_from_the_last_one_done() -> None:
    scenario = ladder(MAIL, CALL, step("firm", after="previous + 5d"))
    climbed = account(invoice("A"), acted("mail", 1, "A"), acted("call", 13, "A"))

    assert ask(scenario, climbed, 17).next_actions == ()
    assert only(ask(scenario, climbed, 18)).step == "firm"


def test_repeats_go_on_until_their_last_day_included() -> None:
    call = step("call", "due + 1d", repeat={"every": "9d", "until": "due + 28d"})

    sent, after = run(ladder(call), account(invoice("A")), range(60))

    assert [day for day, _ in sent] == [1, 10, 19, 28]
    assert held(ask(ladder(call), after, 60)) == {"A": "finished"}


def test_a_number_of_repeats_counts_those_after_the_first() -> None:
    sent, _ = run(
        ladder(step("call", "due", repeat={"every": "2d", "times": 2})),
        account(invoice("A")),
        range(20),
    )

    assert [day for day, _ in sent] == [0, 2, 4]


def test_a_gap_in_business_days_skips_the_weekend() -> None:
    scenario = ladder(MAIL, step("call", "due + 3d"), gap="2bd")
    mailed = account(invoice("A"), acted("mail", 4, "A"))

    assert on(4).isoweekday() == 5
    assert held(ask(scenario, mailed, 7)) == {"A": "contact-rules"}
    assert only(ask(scenario, mailed, 8)).step == "call"


def test_a_pause_moves_the_steps_by_the_days_it_lasted() -> None:
    dispute = Dispute(id="D", opened_on=on(2), resolved_on=on(12), reason="quality", invoice="A")
    owed = account(invoice("A"), acted("mail", 1, "A"), dispute)

    assert ask(FOUR, owed, 19).next_actions == ()
    assert only(ask(FOUR, owed, 20)).step == "call"


PART_OF_A: list[tuple[str, AnyRow]] = [
    (
        "dispute",
        Dispute(
            id="D",
            opened_on=on(2),
            resolved_on=on(12),
            reason="quality",
            invoice="A",
            amount=eur("40.00"),
        ),
    ),
    ("promise", promise("W", 2, 10, "40.00", invoices=["A"])),
    ("cheque", paid("A", 2, "40.00", cleared_on=on(12), reversed_on=on(12))),
]


@pytest.mark.parametrize("row", [row for _, row in PART_OF_A], ids=[name for name, _ in PART_OF_A])
def test_money_that_comes_later_makes_no_pause_of_what_was_a_part(row: AnyRow) -> None:
    owed = account(invoice("A"), acted("mail", 1, "A"), row, paid("A", 15, "60.00"))

    call = only(ask(FOUR, owed, 16))

    assert (call.step, call.days_late) == ("call", 6)


@pytest.mark.parametrize("name", ["dispute", "cheque"])
def test_what_was_a_part_pauses_from_the_day_the_rest_is_paid(name: str) -> None:
    row = dict(PART_OF_A)[name]
    owed = account(invoice("A"), acted("mail", 1, "A"), row, paid("A", 8, "60.00"))

    assert ask(FOUR, owed, 13).next_actions == ()
    assert only(ask(FOUR, owed, 14)).step == "call"


@pytest.mark.parametrize("row", [row for _, row in PART_OF_A], ids=[name for name, _ in PART_OF_A])
def test_what_was_a_whole_pauses_though_money_bounces_later(row: AnyRow) -> None:
    bounced = paid("A", 0, "60.00", reversed_on=on(15))
    owed = account(invoice("A"), acted("mail", 1, "A"), row, bounced)

    assert ask(FOUR, owed, 19).next_actions == ()
    assert only(ask(FOUR, owed, 20)).step == "call"


@pytest.mark.requirement("M81")
@pytest.mark.requirement("M78")
def test_an_extension_pauses_to_its_last_day_and_keeps_the_due_date() -> None:
    owed = account(invoice("A"), Extension(id="E", date=on(0), until=on(9), invoice="A"))

    assert held(ask(FOUR, owed, 9)) == {"A": "extension"}
    assert ask(FOUR, owed, 9).next_review == on(10)
    action = only(ask(FOUR, owed, 10))
    assert (action.step, action.days_late) == ("mail", 0)


@pytest.fixture
def confirmed() -> Scenario:
    return ladder(step("notice", "due + 30d", mandatory=True, mode="confirm:boss"))


def test_a_refused_confirmation_comes_back_after_seven_days(confirmed: Scenario) -> None:
    refused = account(invoice("A"), acted("notice", 30, "A", status="refused"))

    assert held(ask(confirmed, refused, 36)) == {"A": "refused"}
    assert ask(confirmed, refused, 31).next_review == on(37)
    assert only(ask(confirmed, refused, 37)).step == "notice"


def test_a_refused_confirmation_comes_back_with_a_new_fact(confirmed: Scenario) -> None:
    refused = account(invoice("A"), acted("notice", 30, "A", status="refused"))
    news = refused.record(Reply(id="R", date=on(32), reason="refusal", invoice="A"))

    assert held(ask(confirmed, news, 31)) == {"A": "refused"}
    assert only(ask(confirmed, news, 32)).key == "case:A:notice:2"


def test_a_mandatory_step_that_cannot_come_is_put_to_a_person() -> None:
    scenario = ladder(
        step("hint", "due + 1d", until="due + 5d"),
        step("notice", after="hint + 5d", mandatory=True),
        step("firm", "due + 20d"),
    )
    missed = account(invoice("A"))

    task = only(ask(scenario, missed, 30))

    assert (task.step, task.do, task.reason) == (None, "task", "mandatory-missing")
    waiting = missed.record(task.as_task(due_on=on(33)))
    assert held(ask(scenario, waiting, 30)) == {"A": "task"}
    seen_to = waiting.record(acted("notice", 31, "A"))
    assert only(ask(scenario, seen_to, 32)).step == "firm"


def test_on_part_payment_keep_goes_on_where_it_was() -> None:
    part = account(invoice("A"), acted("call", 10, "A"), paid("A", 12, "40.00"))

    assert ask(FOUR, part, 13).next_actions == ()
    assert held(ask(FOUR, part, 13)) == {"A": "waiting"}


def test_on_part_payment_restart_starts_again_from_the_payment() -> None:
    scenario = ladder(MAIL, CALL, on_part_payment="restart")
    part = account(invoice("A"), acted("call", 10, "A"), paid("A", 12, "40.00"))

    assert ask(scenario, part, 12).next_actions == ()
    assert steps(ask(scenario, part, 13)) == [("mail", {"A": "mail"})]


def test_on_part_payment_restart_moves_the_first_step_too() -> None:
    scenario = ladder(MAIL, on_part_payment="restart")
    part = account(invoice("A"), paid("A", 12, "40.00"))

    assert ask(scenario, part, 12).next_actions == ()
    assert only(ask(scenario, part, 13)).planned_on == on(13)


def test_on_part_payment_restart_waits_for_the_money_to_clear() -> None:
    scenario = ladder(MAIL, CALL, on_part_payment="restart")
    cheque = paid("A", 12, "40.00", pending=True)
    part = account(invoice("A"), acted("call", 10, "A"), cheque)

    assert ask(scenario, part, 13).next_actions == ()
    assert {each.reason for each in ask(scenario, part, 13).held} == {
        "uncleared-payment",
        "finished",
    }


def test_a_task_done_today_is_followed_by_another_tomorrow_at_the_earliest() -> None:
    opened = Task(id="T", due_on=on(5), kind="find-contact", invoices=["A"], recorded_on=on(3))
    done = attrs.evolve(opened, done_on=on(4), recorded_on=on(4))
    phone_only = Debtor(id="D1", contacts=[Contact(role="manager", phone="1")])
    owed = attrs.evolve(account(invoice("A"), opened, done), debtor=phone_only)

    assert held(ask(ladder(MAIL), owed, 3)) == held(ask(ladder(MAIL), owed, 4)) == {"A": "task"}
    assert ask(ladder(MAIL), owed, 4).next_review == on(5)
    assert only(ask(ladder(MAIL), owed, 5)).key == "task:A:find-contact:2"
