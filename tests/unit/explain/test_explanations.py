"""Why a decision is what it is, in codes and in words."""

import datetime as dt

import attrs
import pytest

from dunnix.engine import Decision, Guard, HeldReason, decide
from dunnix.engine.explain import WhyNot
from dunnix.errors import ExplanationError, Problem
from dunnix.model import (
    Account,
    Contact,
    Debtor,
    Dispute,
    Invoice,
    Payment,
    PromiseToPay,
)
from dunnix.money import Money
from dunnix.scenario import Scenario, parse_scenario

DUE = dt.date(2026, 2, 4)
SCENARIO = """
dunnix = 1
id = "house"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"
ignore_below = "20.00"

[amounts]
court = "5000.00"

[facts.debtor]
insured = { type = "bool", nullable = true }

[[step]]
id = "courtesy"
at = "due - 7d"
channel = "email"

[[step]]
id = "call"
at = "due + 1d"
channel = "phone"

[[step]]
id = "letter"
at = "due + 10d"
channel = "letter"
when = "known(debtor.insured) and not debtor.insured"

[[step]]
id = "formal-notice"
at = "due + 30d"
channel = "registered-letter"
mandatory = true
deadline = "8d"
effects = ["late-interest"]

[[step]]
id = "agency"
after = "formal-notice"
do = "hand-over"
when = "amount_due < court"

[[step]]
id = "claim"
after = "formal-notice"
do = "court"
when = "amount_due >= court"
"""


def house() -> Scenario:
    return parse_scenario(SCENARIO, name="house.toml")


def account(*invoices: Invoice, insured: bool | None = None) -> Account:
    facts = {} if insured is None else {"insured": insured}
    contact = Contact(role="accounts-payable", name="A. Martin", email="ap@x.example", phone="1")
    return Account(
        debtor=Debtor(id="D42", contacts=[contact], facts=facts),
        invoices=invoices or [invoice("F-1", DUE, "1200.00")],
    )


def invoice(name: str, due: dt.date, amount: str) -> Invoice:
    return Invoice(id=name, due_date=due, amount=Money(amount, "EUR"))


def on(day: int, of: Account | None = None) -> Decision:
    return decide(house(), of or account(), as_of=DUE + dt.timedelta(days=day))


def the_reason(decision: Decision, step: str) -> WhyNot:
    (reason,) = decision.why_not(step)
    return reason


def acted(of: Account, day: int) -> Account:
    decision = on(day, of)
    return of.record(*(action.done(on=decision.as_of) for action in decision.next_actions))


def test_a_decision_is_told_in_english() -> None:
    decision = on(1, account(invoice("F-1", DUE, "1200.00"), invoice("F-2", DUE, "80.00")))

    told = decision.explain()

    assert told == (
        "D42 on 5 February 2026, by house@1\n"
        "\n"
        "To do now\n"
        "  - call, by phone to A. Martin (accounts payable): €1,280.00\n"
        "    F-1 leads: due on 4 February 2026, 1 day past due.\n"
        "    Planned for today.\n"
        "\n"
        "Ask again on 16 February 2026."
    )


def test_a_step_not_reached_says_when_it_will_be() -> None:
    reason = the_reason(on(1), "formal-notice")

    assert reason.code == Guard.NOT_REACHED
    assert reason.becomes_true_on == dt.date(2026, 3, 6)
    assert str(reason) == "F-1: `formal-notice` is not reached; becomes true on 6 March 2026"


def test_a_step_that_has_expired_says_its_last_day() -> None:
    assert str(the_reason(on(1), "courtesy")) == (
        "F-1: `courtesy` could be taken until 4 February 2026"
    )


def test_a_condition_that_fails_says_what_would_turn_it() -> None:
    noticed = acted(account(insured=False), 30)

    reason = the_reason(on(40, noticed), "claim")

    assert reason.code == Guard.CONDITION
    assert reason.found == "`amount_due` = 1200.00 EUR"
    assert reason.change == "`amount_due` >= 5000.00 EUR"


def test_an_unknown_fact_is_named() -> None:
    reason = the_reason(on(12), "letter")

    assert reason.code == Guard.FACT_MISSING
    assert reason.wanted == "`debtor.insured`"


def test_a_step_that_waits_for_a_fact_another_step_wants_is_said_to_be_held() -> None:
    climbing = SCENARIO.replace("skip-to-latest", "one-at-a-time")
    ladder = parse_scenario(climbing, name="house.toml")

    decision = decide(ladder, acted(account(), 1), as_of=DUE + dt.timedelta(days=31))

    assert str(the_reason(decision, "letter")) == (
        "F-1: `letter` reads `debtor.insured`, which is unknown"
    )
    assert str(the_reason(decision, "formal-notice")) == (
        "F-1: `formal-notice` waits: a fact is missing that a condition reads"
    )


def test_a_deadline_still_running_says_when_it_has_passed() -> None:
    reason = the_reason(on(31, acted(account(), 30)), "agency")

    assert reason.code == Guard.TOO_SOON
    assert reason.becomes_true_on == dt.date(2026, 3, 16)  # the 15th is a Sunday


def test_what_was_done_and_what_was_passed_are_told_apart() -> None:
    called = acted(acted(account(insured=False), 1), 12)
    passed = acted(account(insured=False), 12)

    assert the_reason(on(13, called), "letter").code == Guard.DONE
    assert the_reason(on(13, called), "call").code == Guard.DONE
    assert the_reason(on(13, passed), "call").code == Guard.PASSED


def test_a_mandatory_step_in_the_way_is_named() -> None:
    reason = the_reason(on(45), "agency")

    assert reason.code == Guard.MANDATORY_FIRST
    assert reason.wanted == "`formal-notice`"


def test_a_paused_receivable_says_its_pause() -> None:
    promise = PromiseToPay(
        id="P1", made_on=DUE, due_by=dt.date(2026, 2, 10), amount=Money("1200.00", "EUR")
    )

    reason = the_reason(on(1, account().record(promise)), "call")

    assert reason.code == HeldReason.PROMISE
    assert reason.becomes_true_on == dt.date(2026, 2, 12)


def test_a_step_that_gives_way_names_the_other() -> None:
    reason = the_reason(on(35), "call")

    assert (reason.code, reason.found) == ("other-step", "`formal-notice`")


def test_a_step_taken_today_is_allowed() -> None:
    assert the_reason(on(1), "call").code == Guard.ELIGIBLE


def test_an_unknown_step_is_refused_with_a_hint() -> None:
    with pytest.raises(ValueError, match="has no step `cal`; did you mean `call`"):
        on(1).why_not("cal")


def test_each_thing_that_would_stop_an_action_does_stop_it() -> None:
    decision = on(1)
    (call,) = decision.next_actions

    found = decision.what_would_stop(call)

    assert [each.kind for each in found] == [
        "payment",
        "part-payment",
        "promise",
        "dispute",
        "block",
        "extension",
        "insolvency",
        "done",
    ]
    for each in found:
        again = decide(house(), account().record(*each.rows), as_of=decision.as_of)
        assert call.key not in [action.key for action in again.next_actions]


def test_the_smallest_payment_that_stops_an_action_leaves_less_than_the_scenario_chases() -> None:
    decision = on(1)

    part = decision.what_would_stop(decision.next_actions[0])[1]

    assert part.amount == Money("1180.01", "EUR")
    assert str(part) == ("a part payment of €1,180.01, which leaves less than the scenario chases")


def test_only_an_action_of_the_decision_can_be_asked_about() -> None:
    other = on(35).next_actions[0]

    with pytest.raises(ValueError, match="is no action of the decision of 2026-02-05"):
        on(1).what_would_stop(other)


def test_a_decision_changed_by_hand_is_never_explained() -> None:
    forged = attrs.evolve(on(1), next_actions=())

    with pytest.raises(ExplanationError, match="no longer give the same answer"):
        forged.explain()


def test_an_account_with_a_bad_row_is_held_whole_and_says_so() -> None:
    bad = attrs.evolve(account(), problems=[Problem(code="bad-date", message="no date")])

    decision = on(1, bad)

    assert [held.reason for held in decision.held] == [HeldReason.DATA_PROBLEM]
    assert "F-1, €1,200.00: a row of its account can't be read" in decision.explain()
    assert "Rows that can't be read: 1. Nothing is decided" in decision.explain()
    assert decision.to_dict()["problems"] == [
        {"code": "bad-date", "where": None, "message": "no date"}
    ]
    assert the_reason(decision, "call").code == HeldReason.DATA_PROBLEM


def test_a_call_with_the_wrong_values_says_so() -> None:
    with pytest.raises(TypeError, match="`scenario` must be a Scenario, not a str"):
        decide("fr-b2b", account(), as_of=DUE)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="`account` must be one Account, not a list"):
        decide(house(), [account()], as_of=DUE)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="`as_of` must be a date, not a datetime"):
        decide(house(), account(), as_of=dt.datetime(2026, 2, 4))  # noqa: DTZ001
    with pytest.raises(ValueError, match="`debtor` is of type str, a Debtor is wanted"):
        Account(debtor="D1")  # type: ignore[arg-type]


def test_what_is_called_off_and_what_is_in_force_is_told() -> None:
    noticed = acted(account(insured=False), 30)
    (agency,) = on(40, noticed).next_actions
    flying = noticed.record(agency.queued(on=dt.date(2026, 3, 16)))
    paid = flying.record(
        Payment(id="Z", date=dt.date(2026, 3, 16), amount=Money("1200.00", "EUR"), invoice="F-1")
    )
    disputed = flying.record(
        Dispute(id="X", opened_on=dt.date(2026, 3, 16), reason="quality", invoice="F-1")
    )

    assert "nothing is open any more" in on(41, paid).explain()
    assert "`agency` (house:F-1:agency:1): disputed" in on(41, disputed).explain()
    assert "F-1: late interest since 6 March 2026" in on(41, disputed).explain()
