"""What the scenarios `fr-b2b` and `fr-public` say of themselves in words, as it really happens."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import pytest
from played import on, owed, play

from dunnix.engine import decide
from dunnix.model import AnyRow, Dispute, Invoice, Payment, PromiseToPay, Reply
from dunnix.money import Money
from dunnix.scenario import load_scenario

Told: TypeAlias = Mapping[int, Sequence[AnyRow]]
FRENCH: Final = ("fr-b2b", "fr-public")
WHOLE: Final = Money("1200.00", "EUR")
PAID: Final = Payment(id="M1", date=on(24), amount=WHOLE, invoice="F-1")


def met(
    name: str, told: Told, days: range, *more: Invoice, amount: str = "1200"
) -> list[tuple[int, str]]:
    """Give what an invoice meets, by day and step or task; `more` are invoices beside it."""
    scenario = load_scenario(name)
    taken, _, _ = play(scenario, owed(scenario, amount).record(*more), days, told)
    return [(each.day, each.action.step or each.action.reason) for each in taken]


def beside(due: int) -> Invoice:
    return Invoice(
        id="F-2", issue_date=on(due - 30), due_date=on(due), amount=Money("300.00", "EUR")
    )


def refused(day: int, invoice: str | None = "F-1") -> Told:
    return {day: [Reply(id="R1", date=on(day), reason="refusal", invoice=invoice)]}


def disputed(day: int, *, resolved: int | None = None) -> Dispute:
    return Dispute(
        id="X1",
        opened_on=on(day),
        reason="quality",
        invoice="F-1",
        resolved_on=None if resolved is None else on(resolved),
        recorded_on=on(day if resolved is None else resolved),
    )


def credited(day: int) -> Invoice:
    return Invoice(
        id="N-1", issue_date=on(day), due_date=on(day), amount=Money("-1200.00", "EUR"),
        credits="F-1",
    )  # fmt: skip


def promises(first: int, count: int) -> Told:
    """Give promises made a fortnight apart, each for the next day, by the day they are made."""
    days = range(first, first + 14 * count, 14)
    return {
        day: [PromiseToPay(id=f"P{day}", made_on=on(day), due_by=on(day + 1), amount=WHOLE)]
        for day in days
    }


def test_a_refusal_before_the_due_date_brings_no_formal_notice_forward() -> None:
    taken = met("fr-b2b", refused(-6), range(-6, 31))

    assert taken == [
        (-6, "refusal"),
        (-5, "courtesy"),
        (1, "call"),
        (10, "reminder"),
        (21, "firm-reminder"),
        (30, "formal-notice"),
    ]


def test_a_refusal_about_all_there_is_brings_no_notice_for_what_is_not_due() -> None:
    scenario = load_scenario("fr-b2b")
    account = owed(scenario).record(beside(40))

    taken, _, _ = play(scenario, account, range(12, 41), refused(12, None))

    notices = [each.action for each in taken if each.action.step == "formal-notice"]
    assert [[line.id for line in each.receivables] for each in notices] == [["F-1"]]


def test_after_a_refusal_the_credit_manager_may_bring_the_formal_notice_forward() -> None:
    scenario = load_scenario("fr-b2b")
    account = owed(scenario).record(*refused(15)[15])

    taken, _, _ = play(scenario, account, range(15, 18))
    owners = [(each.action.step, each.action.owner) for each in taken]

    assert owners[:2] == [("refusal", None), ("notice-at-once", "credit-manager")]
    assert met("fr-b2b", refused(15), range(15, 20)) == [
        (15, "refusal"),
        (16, "notice-at-once"),
        (17, "formal-notice"),
    ]


def test_a_refusal_that_turns_out_a_dispute_brings_no_formal_notice_forward() -> None:
    told = {**refused(12), 13: [disputed(13)], 25: [disputed(13, resolved=25)]}

    taken = met("fr-b2b", told, range(12, 40))

    assert {"notice-at-once", "formal-notice"}.isdisjoint(step for _, step in taken)


@pytest.mark.parametrize("name", FRENCH)
def test_a_new_promise_is_asked_for_only_while_it_would_make_us_wait(name: str) -> None:
    scenario = load_scenario(name)
    borne = scenario.promise.at_most_broken
    told = promises(0, borne + 3)

    taken, last, _ = play(scenario, owed(scenario), range(14 * (borne + 3)), told)

    asked = [
        "promise" in each.action.goal for each in taken if (each.action.answers or "")[:1] == "P"
    ]
    waited = [any(str(held.reason) == "promise" for held in last[day].held) for day in sorted(told)]
    assert waited == [True] * (borne + 1) + [False, False]
    # The answer to each broken promise asks for another just where the next one makes us wait.
    assert asked[: borne + 2] == waited[1:]


@pytest.mark.parametrize("name", FRENCH)
def test_after_a_dispute_that_ended_in_a_full_credit_nothing_is_asked_for(name: str) -> None:
    told: Told = {12: [disputed(12)], 25: [disputed(12, resolved=25), credited(25)]}

    taken = met(name, told, range(12, 60))

    assert [step for _, step in taken] == ["look-into-the-dispute"]


def test_thanks_come_once_a_week_after_the_last_contact_for_all_that_was_settled() -> None:
    other = Payment(id="M2", date=on(24), amount=Money("300.00", "EUR"), invoice="F-2")

    taken = met("fr-b2b", {24: [PAID, other]}, range(60), beside(2))

    assert [day for day, step in taken if step == "thanks"] == [28]


def test_nobody_is_thanked_while_something_else_is_overdue() -> None:
    taken = met("fr-b2b", {24: [PAID]}, range(60), beside(2))

    assert "thanks" not in {step for _, step in taken}


@pytest.mark.parametrize(("name", "paid"), [("fr-b2b", 34), ("fr-public", 45), ("fr-public", 66)])
def test_nobody_is_thanked_after_interest_was_claimed(name: str, paid: int) -> None:
    late = Payment(id="M1", date=on(paid), amount=WHOLE, invoice="F-1")

    taken = met(name, {paid: [late]}, range(-15, 100))

    assert "thanks" not in {step for _, step in taken}


@pytest.mark.parametrize("name", FRENCH)
def test_nobody_is_thanked_for_paying_in_time(name: str) -> None:
    early = Payment(id="M1", date=on(-1), amount=WHOLE, invoice="F-1")

    taken = met(name, {-1: [early]}, range(-15, 30))

    assert [step for _, step in taken] == ["courtesy" if name == "fr-b2b" else "call-ahead"]


@pytest.mark.parametrize("name", FRENCH)
def test_what_a_registered_letter_would_cost_is_left_alone(name: str) -> None:
    assert met(name, {}, range(-15, 121), amount="19.99") == []
    assert met(name, {}, range(-15, 121), amount="20.00") != []


def test_two_failed_calls_on_two_days_give_way_to_a_mail() -> None:
    scenario, account, channels = load_scenario("fr-b2b"), owed(load_scenario("fr-b2b")), []

    for day in (1, 1, 2, 2, 3):
        for action in decide(scenario, account, as_of=on(day)).next_actions:
            channels.append((day, action.channel))
            account = account.record(action.failed(on=on(day)))

    assert channels == [(1, "phone"), (2, "phone"), (3, "email")]


def test_a_call_its_summary_and_the_invoice_again_may_fall_on_one_day() -> None:
    scenario, day = load_scenario("fr-b2b"), on(1)
    (call,) = decide(scenario, owed(scenario), as_of=day).next_actions
    reply = Reply(id="R1", date=day, reason="not-received", invoice="F-1")

    account = owed(scenario).record(call.done(on=day, outcome="reached"), reply)
    taken, _, _ = play(scenario, account, range(1, 11), calls="no-answer")

    steps = [(each.day, each.action.step) for each in taken]
    assert sorted(steps[:2]) == [(1, "call-summary"), (1, "invoice-again")]
    assert steps[2:] == [(7, "has-it-arrived"), (10, "reminder")]


def test_an_invoice_first_seen_at_forty_days_begins_with_the_formal_notice_or_the_first_call() -> (
    None
):
    firsts = [met(name, {}, range(40, 44))[0][1] for name in FRENCH]

    assert firsts == ["formal-notice", "call"]


def test_only_what_had_the_notice_itself_goes_to_the_agency() -> None:
    scenario = load_scenario("fr-b2b")

    taken, _, _ = play(scenario, owed(scenario).record(beside(10)), range(-15, 41))

    notice, agency = (each.action for each in taken[-2:])
    assert [(line.id, line.step) for line in notice.receivables] == [
        ("F-1", "formal-notice"),
        ("F-2", "firm-reminder"),
    ]
    assert [line.id for line in agency.receivables] == ["F-1"]


def test_when_the_oldest_is_paid_the_next_sets_the_dates_and_no_step_is_done_twice() -> None:
    taken = met("fr-b2b", {24: [PAID]}, range(15, 50), beside(2))

    assert taken == [
        (15, "reminder"),
        (21, "firm-reminder"),
        (24, "firm-reminder"),
        (32, "formal-notice"),
        (42, "agency"),
    ]


def test_a_step_moved_past_the_end_of_its_phase_is_lost_and_silence_is_noticed_on_day_fifteen() -> (
    None
):
    told = {12: [disputed(12)], 46: [disputed(12, resolved=46)]}

    taken = met("fr-b2b", told, range(12, 67))

    assert taken == [
        (12, "look-into-the-dispute"),
        (46, "after-the-dispute"),
        (61, "keep-in-touch"),
        (64, "formal-notice"),
    ]


def test_a_returned_payment_of_a_public_body_is_looked_into_before_anybody_calls() -> None:
    came = Payment(id="M1", date=on(9), amount=WHOLE, invoice="F-1")
    back = Payment(
        id="M1", date=on(9), amount=WHOLE, invoice="F-1", reversed_on=on(15), recorded_on=on(15)
    )
    scenario = load_scenario("fr-public")

    taken, _, _ = play(scenario, owed(scenario), range(8, 20), {9: [came], 15: [back]})

    steps = [(each.day, each.action.step, str(each.action.tone)) for each in taken]
    assert steps[1:] == [
        (15, "check-our-bank-details", "neutral"),
        (16, "payment-came-back", "neutral"),
    ]


def test_a_public_body_is_first_called_once_a_transfer_in_time_has_arrived() -> None:
    scenario = load_scenario("fr-public")
    last = scenario.promise.tolerance

    assert str(last) == "5bd"
    assert str(next(each.at for each in scenario.steps if each.id == "call")) == "due + 6bd"


def test_the_letter_claiming_interest_waits_for_no_salesperson() -> None:
    scenario = load_scenario("fr-public")
    account = owed(scenario)
    done: list[str] = []

    for day in range(-15, 50):
        for action in decide(scenario, account, as_of=on(day)).next_actions:
            if action.step != "salesperson":
                done.append(str(action.step))
                account = account.record(action.done(on=on(day)))

    assert done[-1] == "interest-claim"
