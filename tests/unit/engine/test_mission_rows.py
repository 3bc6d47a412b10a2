"""What a collector's craft asks of the ladder, row by row, on whole runs of days."""

import datetime as dt

import pytest
from engine_cases import DUE, account, ask, eur, invoice, ladder, on, only, run, step

from dunnix.calendars import OnClosedDay
from dunnix.engine import decide
from dunnix.model import Account, Contact, Debtor, Invoice, Reply, ReplyReason
from dunnix.scenario import load_scenario


@pytest.mark.requirement("M7")
@pytest.mark.requirement("M9")
def test_the_french_ladder_calls_the_day_after_and_gives_notice_at_thirty_days() -> None:
    owed = Account(debtor=Debtor(id="D1"), invoices=[invoice("F-1", amount="200.00")])

    sent, _ = run(load_scenario("fr-b2b@2026.0"), owed, range(-10, 100))

    assert {name: day for day, name in sent} == {
        "courtesy": -7,
        "call": 1,
        "reminder": 10,
        "firm-reminder": 21,  # day 20 is a Sunday
        "formal-notice": 30,
        "agency": 63,  # day 60 is the first of May, a Friday
    }


@pytest.mark.requirement("M12")
@pytest.mark.requirement("M15")
def test_steps_come_before_and_after_the_due_date_at_regular_intervals() -> None:
    scenario = ladder(
        step("courtesy", "due - 5d"),
        step("reminder", "due + 1d", repeat={"every": "7d", "until": "due + 28d"}),
    )

    sent, _ = run(scenario, account(invoice("F-1")), range(-10, 60))

    assert sent == [
        (-5, "courtesy"),
        (1, "reminder"),
        (8, "reminder"),
        (15, "reminder"),
        (22, "reminder"),
    ]


@pytest.mark.requirement("M23")
@pytest.mark.parametrize(
    ("rule", "day"),
    [("keep", 5), ("next", 7), ("previous", 4), ("nearest", 4)],
)
def test_moving_a_step_off_a_closed_day_is_a_choice(rule: str, day: int) -> None:
    # Day 5 after a due Monday is a Saturday.
    scenario = ladder(step("call", "due + 5d", on_closed_day=OnClosedDay(rule)))

    sent, _ = run(scenario, account(invoice("F-1")), range(20))

    assert sent == [(day, "call")]


@pytest.mark.requirement("M41")
def test_without_a_reply_a_registered_letter_follows_within_eight_days() -> None:
    letter = step("letter", after="mail + 8d", channel="registered-letter", when="not answered")
    scenario = ladder(step("mail", "due + 1d"), letter)
    owed = account(invoice("F-1"))
    reply = Reply(id="R1", date=on(4), invoice="F-1", reason=ReplyReason.VAGUE)

    silent, _ = run(scenario, owed, range(30))
    answered, _ = run(scenario, owed.record(reply), range(30))

    assert silent == [(1, "mail"), (9, "letter")]
    assert answered == [(1, "mail")]


@pytest.mark.requirement("M45")
@pytest.mark.parametrize(
    "channel",
    ["email", "phone", "sms", "letter", "registered-letter", "fax", "visit", "portal"],
)
def test_a_step_may_use_any_channel_of_the_trade(channel: str) -> None:
    scenario = ladder(step("contact", "due + 1d", channel=channel))

    assert only(ask(scenario, account(invoice("F-1")), 1)).channel == channel


@pytest.mark.requirement("M49")
@pytest.mark.parametrize("mode", ["auto", "manual", "confirm:credit-manager"])
def test_an_action_says_whether_it_goes_by_itself(mode: str) -> None:
    scenario = ladder(step("mail", "due + 1d", mode=mode))

    assert str(only(ask(scenario, account(invoice("F-1")), 1)).mode) == mode


@pytest.mark.requirement("M95")
def test_a_step_names_the_role_it_speaks_to() -> None:
    contacts = [
        Contact(role="accounts-payable", email="ap@x.example"),
        Contact(role="executive", email="head@x.example"),
    ]
    owed = Account(debtor=Debtor(id="D1", contacts=contacts), invoices=[invoice("F-1")])
    scenario = ladder(step("mail", "due + 1d", to=["executive", "accounts-payable"]))

    contact = only(ask(scenario, owed, 1)).contact

    assert contact is not None
    assert contact.email == "head@x.example"


@pytest.mark.requirement("M120")
@pytest.mark.requirement("M121")
@pytest.mark.requirement("M125")
def test_what_a_step_put_in_force_holds_while_its_receivable_is_open() -> None:
    effects = ["stop-deliveries", "stop-credit", "stop-work"]
    scenario = ladder(step("warning", "due + 10d", effects=effects))
    owed = account(invoice("F-1"))

    _, warned = run(scenario, owed, range(11))

    assert not ask(scenario, owed, 9).effects
    in_force = ask(scenario, warned, 20).effects
    assert sorted(each.name for each in in_force) == sorted(effects)
    assert {each.since for each in in_force} == {on(10)}


@pytest.mark.requirement("M134")
@pytest.mark.requirement("M135")
@pytest.mark.parametrize(("amount", "path"), [("4999.99", "agency"), ("5000.00", "payment-order")])
def test_the_court_comes_only_after_the_notice_and_above_a_threshold(
    amount: str, path: str
) -> None:
    scenario = load_scenario("fr-b2b@2026.0")
    owed = Account(
        debtor=Debtor(id="D1"),
        invoices=[Invoice(id="F-1", due_date=DUE, amount=eur(amount))],
    )

    late = DUE + dt.timedelta(days=90)
    unwarned = decide(scenario, owed, as_of=late)
    _, warned = run(scenario, owed, range(59))

    assert [action.step for action in unwarned.next_actions] == ["formal-notice"]
    assert [action.step for action in ask(scenario, warned, 63).next_actions] == [path]
