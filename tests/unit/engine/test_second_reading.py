"""What a second reading of the engine found: each a sentence of the specification it broke."""

import datetime as dt
from typing import Any

import pytest
from engine_cases import (
    AGENCY,
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
)

from dunnix.engine import Decision, decide
from dunnix.errors import Problem
from dunnix.model import (
    Account,
    Action,
    Block,
    Contact,
    Debtor,
    InvalidValueError,
    Invoice,
    Payment,
    PromiseToPay,
    Role,
    Task,
)
from dunnix.money import Money
from dunnix.scenario import Scenario, load_scenario

FIRST, LAST = dt.date.min, dt.date.max
EARLY = step("early", "due - 10d")
REPEATED = step("mail", "due + 1d", repeat={"every": "5d"}, effects=["late-interest"])
STEEP = ladder(
    EARLY,
    step("month", "due - 2m eom", until="due - 1m"),
    step("later", "due + 3m eom", repeat={"every": "3m"}),
    step("notice", "issue + 1m", mandatory=True, deadline="3m"),
    step("claim", after="notice + 2m", do="court"),
    gap="2m",
    promise={"tolerance": "3m"},
)
LARGEST = Money.minor(2**63 - 1, "EUR")


def speaks(decision: Decision) -> bool:
    """Ask a decision all that can be asked of it."""
    said = [decision.explain("en"), decision.explain("fr"), decision.to_json()]
    for name in decision.rules.step_ids:
        said += [answer.say() for answer in decision.why_not(name)]
    for action in decision.next_actions:
        said += [each.say() for each in decision.what_would_stop(action)]
    return all(said)


@pytest.mark.parametrize("scenario", [ladder(EARLY, MAIL, NOTICE, AGENCY), STEEP])
@pytest.mark.parametrize("due", [FIRST, dt.date(1, 1, 5), dt.date(9999, 12, 20), LAST])
@pytest.mark.parametrize("today", [FIRST, dt.date(1, 1, 5), dt.date(9999, 12, 5), LAST])
def test_every_day_of_the_calendar_can_be_asked_about(
    scenario: Scenario, due: dt.date, today: dt.date
) -> None:
    debt = Invoice(id="F-1", issue_date=today, due_date=due, amount=eur("100.00"))
    money = Payment(id="P-1", date=today, amount=eur("5.00"))
    word = PromiseToPay(
        id="W-1", made_on=today, due_by=today, amount=eur("50.00"), invoices=["F-1"]
    )
    plain = Account(debtor=Debtor(id="D1"), invoices=[debt])

    assert speaks(decide(scenario, plain, as_of=today))
    assert speaks(decide(scenario, plain.record(money, word), as_of=today))


def test_an_account_with_a_bad_row_is_held_to_the_last_day_there_is() -> None:
    bad = Account(
        debtor=Debtor(id="D1"),
        invoices=[invoice("F-1")],
        problems=[Problem(code="bad-row", message="a row can't be read")],
    )

    decision = decide(FOUR, bad, as_of=LAST)

    assert held(decision) == {"F-1": "data-problem"}
    assert decision.next_review is None


def test_invoices_that_cannot_be_summed_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="sum to more than 64 bits"):
        Account(
            debtor=Debtor(id="D1"),
            invoices=[
                invoice("F-1", amount="0.01"),
                Invoice(id="F-2", due_date=on(0), amount=LARGEST),
            ],
        )


def test_the_largest_amount_is_dunned_and_no_refund_makes_it_larger() -> None:
    debt = Invoice(id="F-1", due_date=on(0), amount=LARGEST)
    refund = Payment(id="P-1", date=on(1), amount=-LARGEST, invoice="F-1")

    assert only(ask(FOUR, account(debt, refund), 2)).amount_due == LARGEST


@pytest.mark.parametrize(
    "keys", [{"channel": ["email"]}, {"key": 5}, {"contact": 5}, {"outcome": True}]
)
def test_an_action_says_its_words_in_text(keys: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="text is wanted"):
        acted("mail", 1, "A", status="failed", **keys)


@pytest.mark.parametrize("keys", [{"name": 5}, {"email": b"a@b"}, {"opted_out": [5]}])
def test_a_contact_says_its_words_in_text(keys: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="text is wanted"):
        Contact(role=Role.MANAGER, **keys)


def test_a_late_report_of_delivery_moves_neither_the_repeats_nor_the_effects() -> None:
    reported = account(
        invoice("A"),
        acted("mail", 1, "A", status="sent", key="first"),
        acted("mail", 6, "A", status="sent", key="second"),
        acted("mail", 8, "A", status="delivered", key="first", id="report"),
    )

    decision = ask(ladder(REPEATED, NOTICE), reported, 9)

    assert decision.next_actions == ()
    assert decision.held[0].until == on(11)
    assert [effect.since for effect in decision.effects] == [on(1)]


def test_the_day_of_a_report_of_delivery_is_no_day_of_a_step() -> None:
    reported = account(
        invoice("A"),
        acted("mail", 1, "A", status="sent", key="first"),
        acted("mail", 10, "A", status="delivered", key="first", id="report"),
    )

    assert only(ask(FOUR, reported, 10)).step == "call"


def test_a_pause_after_a_restart_moves_the_steps_too() -> None:
    scenario = ladder(step("mail", "due + 5d"), on_part_payment="restart")
    block = Block(id="B", since=on(12), until=on(20), reason="goodwill")
    paused = account(invoice("A"), paid("A", 10, "10.00"), block)

    assert ask(scenario, paused, 23).next_actions == ()
    assert only(ask(scenario, paused, 24)).step == "mail"


def test_a_step_counted_from_the_issue_date_moves_by_the_days_paused_since() -> None:
    scenario = ladder(step("mail", "issue + 40d"))
    block = Block(id="B", since=on(-20), until=on(-11), reason="goodwill")
    paused = account(invoice("A"), block)

    assert ask(scenario, paused, 19).next_actions == ()
    assert only(ask(scenario, paused, 20)).step == "mail"


@pytest.mark.parametrize(
    ("condition", "keys"),
    [("amount_due >= 150.00", {"travels": "all"}), ("amount_due < 150.00", {"per": "invoice"})],
)
def test_what_is_under_way_is_judged_by_what_it_covers(
    condition: str, keys: dict[str, str]
) -> None:
    scenario = ladder(step("mail", "due + 1d", when=condition), **keys)
    debts = account(invoice("A"), invoice("B", 0 if "per" in keys else 30))
    action = only(ask(scenario, debts, 2))

    again = ask(scenario, debts.record(action.queued(on=on(2))), 2)

    assert again.withdraw == ()


@pytest.mark.parametrize(
    ("condition", "keys"),
    [("amount_due >= 150.00", {"travels": "all"}), ("amount_due < 150.00", {"per": "invoice"})],
)
def test_why_not_judges_a_step_by_what_its_action_would_cover(
    condition: str, keys: dict[str, str]
) -> None:
    scenario = ladder(step("mail", "due + 1d", when=condition), **keys)
    debts = account(invoice("A"), invoice("B", 0 if "per" in keys else 30))

    answer = ask(scenario, debts, 2).why_not("mail")[0]

    assert answer.code == "eligible"


def test_a_repeat_under_way_is_judged_as_a_repeat() -> None:
    scenario = ladder(MAIL, step("call", "due + 10d", repeat={"every": "2d"}))
    imported = account(invoice("A"), acted("call", 2, "A"))
    action = only(ask(scenario, imported, 5))

    again = ask(scenario, imported.record(action.queued(on=on(5))), 5)

    assert (action.step, again.withdraw) == ("call", ())


def test_why_not_says_when_a_step_comes_again() -> None:
    done = account(invoice("A"), acted("mail", 1, "A"))

    (answer,) = ask(ladder(REPEATED), done, 3).why_not("mail")

    assert (answer.code, answer.becomes_true_on) == ("not-reached", on(6))


def test_what_is_under_way_is_withdrawn_once_too_little_is_left() -> None:
    scenario = ladder(MAIL, ignore_below="5.00")
    left = account(invoice("A"), acted("mail", 1, "A", status="queued"), paid("A", 2, "97.00"))

    assert [each.reason for each in ask(scenario, left, 3).withdraw] == ["below-minimum"]


def test_a_step_of_an_earlier_version_under_way_is_withdrawn_once_all_is_paid() -> None:
    queued = account(invoice("A"), acted("old", 1, "A", status="queued"))

    assert ask(FOUR, queued, 3).withdraw == ()
    assert [each.reason for each in ask(FOUR, queued.record(paid("A", 2)), 3).withdraw] == [
        "settled"
    ]


def test_one_that_has_not_reached_a_step_waits_for_its_own() -> None:
    scenario = ladder(step("mail", "due + 10d"), travels="reached")

    (waiting,) = ask(scenario, account(invoice("A"), invoice("B", 5)), 11).held

    assert (waiting.reason, waiting.step, waiting.until) == ("waiting", "mail", on(15))


def test_a_contact_planned_for_a_day_to_come_leaves_the_days_before_it_free() -> None:
    planned = acted("mail", 20, "A", status="planned", recorded_on=on(1))
    debts = account(invoice("A"), invoice("B"), planned)
    scenario = ladder(MAIL, gap="3d")

    assert only(ask(scenario, debts, 17)).step == "mail"
    assert ask(scenario, debts, 17).next_review == on(18)
    assert ask(scenario, debts, 18).next_actions == ()


def test_a_repeat_whose_condition_may_turn_is_waited_for() -> None:
    often = step("mail", "due + 1d", repeat={"every": "3d"}, when="debtor.contacts_30d < 2")
    done = account(invoice("A"), acted("mail", 1, "A"), acted("mail", 4, "A"))

    (waiting,) = ask(ladder(often), done, 8).held

    assert (waiting.reason, waiting.step, waiting.until) == ("waiting", "mail", on(31))


def test_a_repeat_whose_condition_is_unknown_is_held_for_the_fact() -> None:
    asked = step("mail", "due + 1d", repeat={"every": "3d"}, when="debtor.vip")
    scenario = ladder(asked, facts={"debtor": {"vip": {"type": "bool"}}})

    (missing,) = ask(scenario, account(invoice("A"), acted("mail", 1, "A")), 8).held

    assert (missing.reason, missing.step) == ("fact-missing", "mail")


def test_a_task_that_is_late_gives_no_day_that_has_passed() -> None:
    late = Task(id="T-1", due_on=on(3), kind="find-contact", invoices=["A"], recorded_on=on(1))
    debt = account(invoice("A"), late)
    gone = Account(
        debtor=Debtor(id="D1", contacts=[Contact(role="legal", email="l@d.example")]),
        invoices=debt.invoices,
        tasks=debt.tasks,
    )

    assert [each.until for each in ask(FOUR, gone, 3).held] == [on(3)]
    assert [each.until for each in ask(FOUR, gone, 4).held] == [None]


@pytest.mark.parametrize(
    "condition",
    [
        "debtor.contacts_30d < 1",
        "known(debtor.days_since_contact) and debtor.days_since_contact >= 4",
    ],
)
def test_what_is_under_way_is_no_contact_that_speaks_against_itself(condition: str) -> None:
    past = () if "30d" in condition else (acted("old", -40, "A"),)
    debts = account(invoice("A"), *past)
    scenario = ladder(step("mail", "due + 1d", when=condition))
    action = only(ask(scenario, debts, 2))

    assert ask(scenario, debts.record(action.queued(on=on(2))), 2).withdraw == ()


def test_contact_rules_end_with_the_calendar() -> None:
    contact = Contact(role="accounts-payable", id="ap", email="ap@d.example")
    reminders = [
        Action(
            id=f"A{day}",
            step="reminder",
            date=dt.date(9999, 12, day),
            key=f"A{day}",
            status="done",
            invoices=("F-1",),
            channel="email",
        )
        for day in (28, 29, 30)
    ]
    owing = Account(
        debtor=Debtor(id="D1", contacts=[contact]),
        invoices=[Invoice(id="F-1", due_date=dt.date(9999, 11, 1), amount=Money("100.00", "EUR"))],
        actions=reminders,
    )

    decision = decide(load_scenario("fr-b2b"), owing, as_of=LAST)

    assert held(decision) == {"F-1": "contact-rules"}
    assert decision.next_review is None
