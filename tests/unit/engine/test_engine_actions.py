"""Actions: who leads and who goes along, attempts and channels, what is under way, what is kept."""

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
    step,
    steps,
)

from dunnix.model import Account, Contact, Debtor, Dispute, Instalment, PaymentPlan
from dunnix.scenario import Scenario


@pytest.mark.parametrize(
    ("travels", "lines"),
    [
        ("overdue", {"A": "call"}),
        ("reached", {"A": "call", "B": "hint"}),
        ("all", {"A": "call", "B": "hint", "C": None}),
    ],
)
def test_the_scenario_says_which_go_along(travels: str, lines: dict[str, str | None]) -> None:
    scenario = ladder(step("hint", "due - 7d"), MAIL, CALL, travels=travels)
    owed = account(invoice("A"), invoice("B", due=15), invoice("C", due=38))

    assert steps(ask(scenario, owed, 10)) == [("call", lines)]


@pytest.mark.requirement("M100")
def test_the_items_of_a_debtor_are_grouped_into_one_action_a_day() -> None:
    owed = account(*(invoice(f"F-{number}", due=-number) for number in range(5)))

    action = only(ask(FOUR, owed, 12))

    assert len(action.receivables) == 5
    assert action.amount_due == eur("500.00")


def test_the_oldest_leads_then_the_larger_then_the_id() -> None:
    owed = account(invoice("A"), invoice("B"), invoice("C", amount="200.00"), invoice("D", due=1))

    assert only(ask(FOUR, owed, 9)).key == "case:C:mail:1"


def test_per_invoice_each_decides_and_one_communication_goes_out() -> None:
    scenario = ladder(MAIL, CALL, per="invoice")
    owed = account(invoice("A"), invoice("B", due=9), acted("mail", 1, "A"))

    decision = ask(scenario, owed, 10)

    assert steps(decision) == [("call", {"A": "call", "B": "mail"})]
    assert only(decision).keys == ("case:A:call:1", "case:B:mail:1")


def test_per_invoice_a_waiting_one_never_holds_a_later_one_back() -> None:
    owed = account(invoice("A"), acted("call", 10, "A"), invoice("B", due=11))

    assert steps(ask(ladder(MAIL, CALL, NOTICE), owed, 12)) == []
    assert steps(ask(ladder(MAIL, CALL, NOTICE, per="invoice"), owed, 12)) == [
        ("mail", {"B": "mail"})
    ]


def test_hand_over_is_judged_receivable_by_receivable() -> None:
    owed = account(invoice("A"), invoice("B", due=5), acted("notice", 30, "A"))

    decision = ask(FOUR, owed, 39)

    assert steps(decision) == [("agency", {"A": "agency"}), ("notice", {"B": "notice"})]


def test_one_that_lacks_its_notice_is_held_for_that_when_its_day_has_not_come() -> None:
    owed = account(
        invoice("A"),
        invoice("B", due=20),
        acted("notice", 30, "A"),
        acted("call", 30, "B"),
    )

    decision = ask(FOUR, owed, 39)

    assert steps(decision) == [("agency", {"A": "agency"})]
    assert held(decision) == {"B": "notice-missing"}


PHONED = step("call", "due + 1d", channel="phone", fallback=["email"], attempts=2)
REACHABLE = Contact(role="accounts-payable", email="ap@d.example", phone="1")


def failed(day: int, channel: str) -> object:
    return acted("call", day, "A", status="failed", channel=channel)


@pytest.mark.requirement("M10")
@pytest.mark.requirement("M96")
def test_attempts_then_the_fallback_then_somebody_finds_a_contact() -> None:
    scenario, owed = ladder(PHONED), account(invoice("A"))
    found: list[tuple[str | None, str]] = []

    for day in range(1, 6):
        action = only(ask(scenario, owed, day))
        found.append((action.channel, action.reason))
        if action.step:
            owed = owed.record(action.failed(on=on(day)))

    assert found == [
        ("phone", "step"),
        ("phone", "step"),
        ("email", "step"),
        ("email", "step"),
        (None, "find-contact"),
    ]
    done = owed.record(only(ask(scenario, owed, 5)).as_task(due_on=on(9), done_on=on(5)))
    # The row says it is done and is known from that day on.
    again = done.as_of(on(6))
    assert only(ask(scenario, again, 6)).key == "case:A:call:5"


def test_a_step_nobody_can_be_reached_by_asks_for_a_contact() -> None:
    phone_only = Debtor(id="D1", contacts=[Contact(role="manager", phone="1")])
    owed = attrs.evolve(account(invoice("A")), debtor=phone_only)

    task = only(ask(FOUR, owed, 1))

    assert (task.reason, task.key) == ("find-contact", "task:A:find-contact:1")
    waiting = owed.record(task.as_task(due_on=on(4)))
    assert held(ask(FOUR, waiting, 2)) == {"A": "task"}


def test_whom_one_finds_one_writes_to_the_same_day() -> None:
    phone_only = Contact(role="manager", phone="1")
    owed = attrs.evolve(account(invoice("A")), debtor=Debtor(id="D1", contacts=[phone_only]))
    task = only(ask(FOUR, owed, 1))
    desk = Contact(role="accounts-payable", email="desk@debtor.example")

    found = owed.record(task.as_task(due_on=on(1), done_on=on(1)))
    found = attrs.evolve(found, debtor=Debtor(id="D1", contacts=[phone_only, desk]))

    assert only(ask(FOUR, found, 1)).contact == desk


def test_contacts_that_opted_out_or_are_gone_are_passed_over() -> None:
    contacts = [
        Contact(role="accounts-payable", id="a", email="a@d.example", opted_out=["email"]),
        Contact(role="manager", id="b", email="b@d.example", invalid_since=on(0)),
        Contact(role="executive", id="c", email="c@d.example"),
    ]
    owed = attrs.evolve(account(invoice("A")), debtor=Debtor(id="D1", contacts=contacts))

    contact = only(ask(FOUR, owed, 1)).contact

    assert contact is not None
    assert contact.id == "c"


def test_what_is_under_way_waits_and_then_somebody_looks_into_it() -> None:
    owed = account(invoice("A"), acted("call", 10, "A", status="queued"))

    assert held(ask(FOUR, owed, 16)) == {"A": "in-flight"}
    assert ask(FOUR, owed, 11).next_review == on(17)
    task = only(ask(FOUR, owed, 17))
    assert (task.step, task.reason) == (None, "check-in-flight")
    looked = owed.record(
        attrs.evolve(task.as_task(due_on=on(18), done_on=on(18)), recorded_on=on(18))
    )
    assert held(ask(FOUR, looked, 24)) == {"A": "in-flight"}
    assert only(ask(FOUR, looked, 25)).key == "task:A:check-in-flight:2"


def test_what_is_under_way_for_the_leader_lets_the_next_one_lead() -> None:
    owed = account(
        invoice("A"), invoice("B", due=8), acted("call", 10, "A", status="awaiting-approval")
    )

    decision = ask(FOUR, owed, 11)

    assert steps(decision) == [("mail", {"B": "mail"})]
    assert held(decision) == {"A": "in-flight"}


def test_an_action_planned_for_a_day_to_come_covers_what_is_open_today() -> None:
    planned = acted("call", 14, status="planned", recorded_on=on(11))
    owed = account(invoice("A"), planned)
    later = owed.record(paid("A", 13))

    assert ask(FOUR, later, 12) == ask(FOUR, owed, 12)
    assert held(ask(FOUR, owed, 12)) == {"A": "in-flight"}


def test_an_action_that_names_nothing_covers_the_instalments_of_a_plan() -> None:
    plan = PaymentPlan(
        id="L",
        agreed_on=on(2),
        instalments=[Instalment(number=1, due_date=on(10), amount=eur("100.00"))],
        invoices=["A"],
        status="signed",
    )
    owed = account(invoice("A"), plan, acted("mail", 11))
    patient = attrs.evolve(FOUR, promise={"tolerance": "20d"})

    assert only(ask(patient, owed, 20)).key == "case:L#1:call:1"
    assert ask(patient, owed, 19).next_actions == ()


WITH_EFFECTS = ladder(MAIL, step("call", "due + 10d", effects=["stop-credit"]), NOTICE, AGENCY)


def test_effects_follow_what_was_done_for_what_is_still_open() -> None:
    called = account(invoice("A"), invoice("B"), acted("call", 12, "A"))

    (effect,) = ask(WITH_EFFECTS, called, 20).effects

    assert (effect.name, effect.receivable, effect.step) == ("stop-credit", "A", "call")
    assert effect.since == on(12)
    assert ask(WITH_EFFECTS, called.record(paid("A", 19)), 20).effects == ()


def test_what_is_called_for_forgets_history_and_pauses() -> None:
    done = account(invoice("A"), acted("mail", 1, "A"), acted("call", 10, "A"))
    disputed = done.record(Dispute(id="D", opened_on=on(5), reason="quality", invoice="A"))

    found = {ask(FOUR, each, 31).called_for for each in (account(invoice("A")), done, disputed)}

    (called,) = found.pop()
    assert not found
    assert (called.receivable, called.step) == ("A", "notice")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (paid("A", 11), "settled"),
        (
            PaymentPlan(
                id="L",
                agreed_on=on(11),
                instalments=[Instalment(number=1, due_date=on(20), amount=eur("100.00"))],
                status="signed",
            ),
            "plan",
        ),
        (Dispute(id="D", opened_on=on(11), reason="quality", invoice="A"), "dispute"),
        (acted("call", 11, "A"), "done"),
        (acted("notice", 11, "A"), "passed"),
    ],
)
def test_what_is_under_way_and_no_longer_called_for_is_withdrawn(row: object, reason: str) -> None:
    queued = account(invoice("A"), acted("call", 10, "A", status="queued", key="K"))

    before = ask(FOUR, queued, 11).withdraw
    (after,) = ask(FOUR, queued.record(row), 12).withdraw  # type: ignore[arg-type]

    assert before == ()
    assert (after.key, after.step, after.reason) == ("K", "call", reason)


def test_what_is_under_way_for_all_is_withdrawn_when_nothing_is_left() -> None:
    queued = account(invoice("A"), acted("call", 10, status="queued", key="K"))

    (after,) = ask(FOUR, queued.record(paid("A", 11)), 12).withdraw

    assert (after.key, after.reason, after.receivables) == ("K", "settled", ("A",))


@pytest.mark.parametrize("scenario", [FOUR, ladder(MAIL, CALL)])
@pytest.mark.requirement("M19")
def test_the_next_action_is_worked_out_anew_after_every_event(scenario: Scenario) -> None:
    owed: Account = account(invoice("A"))

    before = only(ask(scenario, owed, 10))
    after = ask(scenario, owed.record(paid("A", 10)), 10)

    assert before.step == "call"
    assert after.next_actions == ()
