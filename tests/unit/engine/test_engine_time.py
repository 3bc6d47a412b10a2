"""Days read again later: what was known, what is named before it is seen, when to ask next."""

from typing import Any, Final

import attrs
import pytest
from engine_cases import (
    FOUR,
    MAIL,
    account,
    acted,
    ask,
    held,
    invoice,
    ladder,
    on,
    only,
    paid,
    promise,
    step,
)

from dunnix.model import Action, Block, Contact, Debtor, Instalment, PaymentPlan
from dunnix.scenario import EscalationStep, Scenario


def test_a_deposit_is_known_before_the_invoice_it_names_is_seen() -> None:
    owed = account(invoice("A", due=30), invoice("B", due=-20), paid("A", -10))

    then = owed.as_of(on(-5))

    assert ask(FOUR, then, -5) == ask(FOUR, owed, -5)
    assert ask(FOUR, then, -5).next_actions == ask(FOUR, owed, -5).next_actions != ()
    # What is named exists, and nothing is seen of it on any day.
    assert {each.receivable for each in ask(FOUR, then, 40).called_for} == {"B"}


def test_a_plan_that_ended_today_was_in_force_when_the_mail_of_yesterday_was_sent() -> None:
    agreed = PaymentPlan(
        id="L",
        agreed_on=on(5),
        instalments=[Instalment(number=1, due_date=on(10), amount=invoice("A").amount)],
        status="written",
    )
    ended = attrs.evolve(agreed, status="ended", recorded_on=on(12))
    mailed = acted("mail", 11)
    owed = account(invoice("A"), invoice("B"), agreed, ended, mailed)

    then = owed.as_of(on(12))

    # All that was open was mailed, and what the plan stood for wasn't.
    mail = ladder(MAIL)
    assert only(ask(mail, owed, 12)).step == "mail"
    assert ask(mail, then, 12) == ask(mail, owed, 12)


def test_the_day_an_action_first_counted_stays_known() -> None:
    sent = acted("notice", 30, "A", status="sent", key="K")
    delivered = acted("notice", 33, "A", status="delivered", key="K")
    owed = account(invoice("A"), sent, delivered)

    assert ask(FOUR, owed.as_of(on(35)), 39) == ask(FOUR, owed, 39)
    assert only(ask(FOUR, owed.as_of(on(35)), 39)).step == "agency"


def test_what_is_called_for_is_a_reason_to_ask_again_while_all_is_blocked() -> None:
    blocked = account(invoice("A"), Block(id="B", since=on(0), reason="goodwill"))

    assert ask(FOUR, blocked, 2).next_review == on(10)


def test_a_contact_that_ends_is_a_reason_to_ask_again() -> None:
    leaving = Contact(role="accounts-payable", email="ap@d.example", invalid_since=on(4))
    owed = attrs.evolve(account(invoice("A")), debtor=Debtor(id="D1", contacts=[leaving]))

    assert only(ask(FOUR, owed, 2)).step == "mail"
    assert ask(FOUR, owed, 2).next_review == on(4)
    assert only(ask(FOUR, owed, 4)).reason == "find-contact"


def test_what_the_gap_has_held_so_far_may_be_lost_tomorrow() -> None:
    courtesy = step("courtesy", "due + 2d", until="due + 2d")
    scenario: Scenario = ladder(MAIL, courtesy, gap="2d")
    mailed = account(invoice("A"), acted("mail", 1, "A"))

    free = ask(scenario, mailed, 3)

    assert (only(free).step, free.next_review) == ("courtesy", on(4))
    assert ask(scenario, mailed, 4).next_actions == ()


def test_what_a_promise_took_first_stays_while_the_promise_does() -> None:
    scenario = ladder(step("late", "due + 100d"))
    broken = promise("W", 2, 10)
    owed = account(invoice("A"), invoice("B", due=1), broken, paid("A", 80))

    compact = owed.compact(before=on(90))

    assert only(ask(scenario, owed, 101)).step == "late"
    assert ask(scenario, compact, 101).next_actions == ask(scenario, owed, 101).next_actions


def test_a_promise_stays_while_something_it_paused_does() -> None:
    scenario = ladder(step("late", "due + 100d"))
    kept = promise("W", 2, 10, "200.00")
    owed = account(
        invoice("A"),
        invoice("B", due=1),
        invoice("C", due=33),
        kept,
        paid("A", 5),
        paid("C", 6),
    )

    compact = owed.compact(before=on(90))

    assert ask(scenario, owed, 104).next_actions == ()
    assert only(ask(scenario, owed, 105)).step == "late"
    assert ask(scenario, compact, 104).next_actions == ()


LAST_CALL = step("last-call", "due + 1d", until="due + 5d")


def failed(name: str, day: int) -> Action:
    return acted(name, day, "A", status="failed")


@pytest.mark.parametrize(
    "last", [LAST_CALL, step("agency", "due + 1d", do="hand-over", until="due + 5d")]
)
def test_a_try_that_fails_on_the_last_day_is_made_again_once_the_gap_is_over(
    last: EscalationStep,
) -> None:
    tried = account(invoice("A"), failed(last.id, 5))

    over, again, late = (ask(ladder(last), tried, day) for day in (5, 6, 7))

    assert (held(over), over.next_review) == ({"A": "contact-rules"}, on(6))
    assert (only(again).step, again.next_review) == (last.id, on(7))
    assert held(late) == {"A": "finished"}


def test_a_try_that_fails_after_the_last_day_is_not_made_again() -> None:
    tried = account(invoice("A"), failed("last-call", 5), failed("last-call", 6))

    assert held(ask(ladder(LAST_CALL), tried, 7)) == {"A": "finished"}


def test_without_a_gap_nothing_held_a_try_that_failed_on_the_last_day() -> None:
    tried = account(invoice("A"), failed("last-call", 5))

    assert held(ask(ladder(LAST_CALL, gap="0d"), tried, 6)) == {"A": "finished"}


def test_a_contact_on_the_day_after_a_failed_try_holds_it_one_day_more() -> None:
    other = acted("unknown", 6, "B")
    tried = account(invoice("A"), invoice("B", due=30), failed("last-call", 5), other)

    assert only(ask(ladder(LAST_CALL), tried, 7)).step == "last-call"
    assert ask(ladder(LAST_CALL), tried, 8).next_actions == ()


def test_a_try_again_that_is_under_way_is_called_off_only_when_it_is_late() -> None:
    tried = account(invoice("A"), failed("last-call", 5))
    queued = tried.record(only(ask(ladder(LAST_CALL), tried, 6)).queued(on=on(6)))

    assert ask(ladder(LAST_CALL), queued, 6).withdraw == ()
    assert [each.reason for each in ask(ladder(LAST_CALL), queued, 7).withdraw] == ["expired"]


def test_what_is_under_way_does_not_put_off_its_own_end() -> None:
    queued = account(invoice("A"), acted("last-call", 5, "A", status="queued"))

    assert [each.reason for each in ask(ladder(LAST_CALL), queued, 6).withdraw] == ["expired"]


SAID: Final = step(
    "notice", "due + 30d", mandatory=True, deadline="8d", channel="registered-letter"
)


def planned_after_notice(done: int, **keys: Any) -> int | None:
    """Give the first day on which a step that comes `after` the notice is proposed."""
    scenario = ladder(SAID, step("next", **keys), on_closed_day="next")
    owed = account(invoice("A"), acted("notice", done, "A", channel="registered-letter"))
    proposed = (
        day
        for day in range(done + 1, done + 30)
        if any(each.step == "next" for each in ask(scenario, owed, day).next_actions)
    )
    return next(proposed, None)


@pytest.mark.parametrize("do", ["hand-over", "court", "task", "send"])
def test_a_step_that_only_comes_after_another_is_moved_off_a_closed_day(do: str) -> None:
    # Where the notice went out on day 31 its deadline ends with day 39, a Friday.
    assert planned_after_notice(31, after="notice", do=do) == 42
    assert planned_after_notice(30, after="notice", do=do) == 39


@pytest.mark.parametrize(
    ("rule", "day"), [("next", 42), ("previous", 42), ("nearest", 42), ("keep", 40)]
)
def test_a_step_that_comes_after_another_is_never_moved_before_its_time(
    rule: str, day: int
) -> None:
    assert planned_after_notice(31, after="notice", do="court", on_closed_day=rule) == day
    assert planned_after_notice(30, after="notice + 10d", do="court", on_closed_day=rule) == day


def test_a_step_moved_off_a_closed_day_says_when_it_comes() -> None:
    scenario = ladder(SAID, step("next", after="notice", do="court"), on_closed_day="next")
    owed = account(invoice("A"), acted("notice", 31, "A", channel="registered-letter"))

    decision = ask(scenario, owed, 40)

    (why,) = decision.why_not("next")
    assert (held(decision), decision.next_review) == ({"A": "waiting"}, on(42))
    assert why.becomes_true_on == on(42)


def test_what_was_announced_comes_on_an_open_day() -> None:
    notice = attrs.evolve(SAID, announces=("agency",))
    agency = step("agency", "due + 90d", do="hand-over", after="notice")
    owed = account(invoice("A"), acted("notice", 31, "A", channel="registered-letter"))

    moved, kept = (ladder(notice, agency, on_closed_day=rule) for rule in ("next", "keep"))

    assert [each.step for each in ask(kept, owed, 40).next_actions] == ["agency"]
    assert ask(moved, owed, 40).next_actions == ()
    assert [each.step for each in ask(moved, owed, 42).next_actions] == ["agency"]
