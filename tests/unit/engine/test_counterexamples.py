"""What refuted looser wordings of the rules: each with its exact days and amounts."""

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

from dunnix.engine import decide
from dunnix.errors import ScenarioError
from dunnix.model import (
    Account,
    Block,
    Dispute,
    Payment,
    PaymentHistory,
    PromiseStanding,
    take_position,
)
from dunnix.money import Money


def test_one_that_goes_along_takes_its_own_step_and_not_the_leaders() -> None:
    both = account(
        invoice("A", due=0), invoice("B", due=29), acted("mail", 1, "A"), acted("call", 10, "A")
    )

    notice = only(ask(FOUR, both, 30))
    later = both.record(notice.done(on=on(30)), paid("A", 33))

    assert {line.id: line.step for line in notice.receivables} == {"A": "notice", "B": "mail"}
    assert steps(ask(FOUR, later, 38)) == []
    assert steps(ask(FOUR, later, 39)) == [("call", {"B": "call"})]


def test_a_notice_for_one_never_licenses_the_hand_over_of_another() -> None:
    both = account(invoice("A"), invoice("B", due=31), acted("notice", 30, "A"), paid("A", 33))

    decision = ask(FOUR, both, 91)

    assert steps(decision) == [("notice", {"B": "notice"})]


def test_a_formal_notice_leaves_out_what_is_not_yet_due() -> None:
    both = account(invoice("A"), invoice("B", due=50, amount="200.00"))

    decision = ask(FOUR, both, 30)

    assert only(decision).amount_due == eur("100.00")
    assert held(decision) == {"B": "not-due"}


def test_a_new_invoice_a_year_later_starts_at_the_bottom() -> None:
    rows = [acted(name, day, "A") for name, day in (("mail", 1), ("call", 10), ("notice", 30))]
    later = account(invoice("A"), *rows, paid("A", 33), invoice("B", due=366))

    assert steps(ask(FOUR, later, 367)) == [("mail", {"B": "mail"})]


def test_repeats_never_starve_the_step_above_them() -> None:
    call = step("call", "due + 1d", repeat={"every": "5d"})
    scenario = ladder(call, NOTICE, gap="5d")

    sent, _ = run(scenario, account(invoice("A")), range(1, 40))

    assert sent == [*((day, "call") for day in (1, 6, 11, 16, 21, 26)), (31, "notice")]


@pytest.mark.parametrize("key", [{"when": "answered"}, {"until": "due + 40d"}])
def test_a_mandatory_step_has_no_condition_and_no_end(key: dict[str, str]) -> None:
    with pytest.raises(ScenarioError, match="mandatory step can't"):
        step("notice", "due + 30d", mandatory=True, **key)


@pytest.mark.parametrize("if_behind", ["one-at-a-time", "skip-to-latest"])
def test_a_mandatory_step_added_below_the_one_reached_comes_first(if_behind: str) -> None:
    firm = step("firm", "due + 40d")
    higher = step("higher", "due + 45d")
    scenario = ladder(MAIL, NOTICE, firm, higher, if_behind=if_behind)
    imported = account(invoice("A"), acted("firm", 40, "A"))

    decision = ask(scenario, imported, 50)

    assert steps(decision) == [("notice", {"A": "notice"})]
    after = imported.record(only(decision).done(on=on(50)))
    assert steps(ask(scenario, after, 51)) == [("higher", {"A": "higher"})]


@pytest.mark.parametrize("if_behind", ["one-at-a-time", "skip-to-latest"])
def test_no_mandatory_step_is_stepped_over_while_it_is_not_yet_possible(if_behind: str) -> None:
    notice = step("notice", after="mail + 10d", mandatory=True)
    scenario = ladder(MAIL, notice, step("agency", "due + 5d", do="hand-over"), if_behind=if_behind)
    mailed = account(invoice("A"), acted("mail", 1, "A"))

    decision = ask(scenario, mailed, 6)

    assert steps(decision) == []
    assert held(decision) == {"A": "waiting"}
    assert steps(ask(scenario, mailed, 11)) == [("notice", {"A": "notice"})]


def test_an_unknown_fact_stops_the_ladder_instead_of_opening_the_harsher_step() -> None:
    gentle = step("gentle", "due + 1d", when="known(invoice.insured) and invoice.insured")
    scenario = ladder(
        gentle,
        step("harsh", "due + 1d"),
        if_behind="one-at-a-time",
        facts={"invoice": {"insured": {"type": "bool", "nullable": True}}},
    )

    decision = ask(scenario, account(invoice("A")), 1)

    assert held(decision) == {"A": "fact-missing"}
    known = account(invoice("A", facts={"insured": False}))
    assert steps(ask(scenario, known, 1)) == [("harsh", {"A": "harsh"})]


def test_what_an_unknown_fact_holds_leaves_its_turn_to_another_creditors_step() -> None:
    scenario = ladder(
        step("mail", "due + 1d", when="debtor.segment == 'key'"),
        step("firm", "due + 10d"),
        facts={"debtor": {"segment": ["key", "sme"]}},
    )
    unknown = account(invoice("A"), invoice("B", due=-6, creditor="C2"), acted("mail", -5, "B"))
    debtor = attrs.evolve(unknown.debtor, facts={"segment": "key"})
    known = attrs.evolve(unknown, debtor=debtor)

    assert steps(ask(scenario, known, 4)) == [("mail", {"A": "mail"})]
    assert held(ask(scenario, known, 4)) == {"B": "contact-rules"}
    # So the law of unknown facts holds with contact rules aside.
    assert steps(ask(scenario, unknown, 4)) == [("firm", {"B": "firm"})]


def test_a_condition_that_would_fire_on_ignorance_is_refused() -> None:
    with pytest.raises(ScenarioError, match="known"):
        ladder(
            step("harsh", "due + 1d", when="not known(debtor.vip)"),
            facts={"debtor": {"vip": {"type": "bool", "nullable": True}}},
        )


def test_waiting_past_an_end_lowers_the_step_proposed_and_never_the_one_reached() -> None:
    scenario = ladder(MAIL, step("call", "due + 5d"), step("firm", "due + 15d", until="due + 19d"))

    proposed = [steps(ask(scenario, account(invoice("A")), day))[0][0] for day in (19, 20)]
    reached = account(invoice("A"), acted("firm", 19, "A"))

    assert proposed == ["firm", "call"]
    assert held(ask(scenario, reached, 20)) == {"A": "finished"}


def test_a_new_invoice_between_two_runs_changes_no_key() -> None:
    before = only(ask(FOUR, account(invoice("A")), 10))

    after = only(ask(FOUR, account(invoice("A"), invoice("B", due=5)), 10))

    assert after.key == before.key == "case:A:call:1"
    assert set(before.keys) <= set(after.keys)


def test_a_new_version_changes_no_key() -> None:
    newer = ladder(MAIL, CALL, NOTICE, AGENCY, version="2")

    assert only(ask(newer, account(invoice("A")), 10)).key == "case:A:call:1"


def test_a_failed_attempt_is_tried_again_under_the_next_key() -> None:
    first = only(ask(FOUR, account(invoice("A")), 10))
    failed = account(invoice("A"), first.failed(on=on(10)))

    assert steps(ask(FOUR, failed, 10)) == []
    assert only(ask(FOUR, failed, 11)).key == "case:A:call:2"


def test_a_late_bank_file_never_changes_what_was_decided_before_it() -> None:
    late = account(invoice("A"), paid("A", 3, recorded_on=on(6)))

    assert steps(ask(FOUR, late, 4)) == [("mail", {"A": "mail"})]
    assert ask(FOUR, late.as_of(on(4), known=on(6)), 4).next_actions == ()
    assert ask(FOUR, late, 6).next_actions == ()


def test_a_step_the_gap_carries_past_its_end_is_not_lost() -> None:
    scenario = ladder(MAIL, step("call", "due + 7d", when="days_past_due < 9"), gap="3d")
    mailed = account(invoice("A"), acted("mail", 6, "A"))

    waiting, free = (ask(scenario, mailed, day) for day in (8, 9))

    assert (held(waiting), waiting.next_review) == ({"A": "contact-rules"}, on(9))
    assert steps(free) == [("call", {"A": "call"})]
    # Nobody held it back on day 9 of this one: it is too late.
    assert steps(ask(scenario, account(invoice("A"), acted("mail", 2, "A")), 9)) == []


def test_two_steps_of_one_day_take_two_days() -> None:
    scenario = ladder(step("mail", "due"), step("call", "due"), if_behind="one-at-a-time")

    sent, _ = run(scenario, account(invoice("A")), range(3))

    assert sent == [(0, "mail"), (1, "call")]


def test_a_promise_is_kept_by_unapplied_money() -> None:
    owed = account(
        invoice("A", amount="1000.00"),
        promise("W", 1, 5, "1000.00", invoices=["A"]),
        Payment(id="P", date=on(4), amount=eur("1000.00")),
    )

    assert _standings(owed.as_of(on(30)), 30) == {"W": PromiseStanding.KEPT}


def _standings(what: Account, day: int) -> dict[str, PromiseStanding]:
    position = take_position(what, on(day), window_end=lambda due_by: due_by)
    return {each.promise.id: each.standing for each in position.promises}


def test_one_payment_keeps_one_promise() -> None:
    owed = account(
        invoice("A"),
        invoice("B"),
        promise("W1", 1, 5),
        promise("W2", 1, 6),
        Payment(id="P", date=on(4), amount=eur("100.00")),
    )

    standings = _standings(owed, 7)

    assert standings["W1"] != standings["W2"]


def test_a_closed_day_never_moves_a_reminder_onto_the_due_date() -> None:
    friday = invoice("A", due=4)
    scenario = ladder(step("mail", "due + 1d", on_closed_day="previous"))

    days = [day for day in range(4, 10) if ask(scenario, account(friday), day).next_actions]

    assert on(4).isoweekday() == 5
    assert days[0] == 7


def test_the_contested_part_is_held_and_the_rest_dunned() -> None:
    dispute = Dispute(id="D", opened_on=on(-5), reason="quality", invoice="A", amount=eur("40.00"))

    decision = ask(FOUR, account(invoice("A"), dispute), 1)

    assert only(decision).amount_due == eur("60.00")
    assert [(each.reason, each.amount) for each in decision.held] == [("dispute", eur("40.00"))]


def test_a_row_dated_tomorrow_is_a_reason_to_ask_tomorrow() -> None:
    block = Block(id="B", since=on(12), reason="goodwill", recorded_on=on(11))
    called = account(invoice("A"), acted("call", 10, "A"), block)

    assert ask(FOUR, called, 11).next_review == on(12)


def test_many_small_invoices_are_chased_by_what_they_sum_to() -> None:
    scenario = ladder(step("mail", "due + 1d", when="amount_due >= 50.00"))
    forty = account(*(invoice(f"F-{number:02}", amount="49.00") for number in range(40)))

    action = only(ask(scenario, forty, 1))

    assert action.amount_due == eur("1960.00")
    assert ask(scenario, account(invoice("A", amount="49.00")), 1).next_actions == ()


def test_dinars_have_cents() -> None:
    assert Money("1234.50", "RSD").minor_units == 123_450


def test_a_finished_leader_goes_along_and_no_longer_leads() -> None:
    scenario = ladder(MAIL, CALL)
    both = account(
        invoice("A"), acted("mail", 1, "A"), acted("call", 10, "A"), invoice("B", due=20)
    )

    assert steps(ask(scenario, both, 21)) == [("mail", {"A": None, "B": "mail"})]


def test_a_courtesy_that_ended_on_the_due_date_never_leaves_on_day_100() -> None:
    scenario = ladder(step("courtesy", "due - 7d", until="due"))

    assert [
        bool(ask(scenario, account(invoice("A")), day).next_actions) for day in (0, 1, 100)
    ] == [
        True,
        False,
        False,
    ]


def test_the_notice_of_one_left_behind_comes_beside_the_repeats_of_the_leader() -> None:
    firm = step("firm", "due + 31d", repeat={"every": "1d"})
    scenario = ladder(MAIL, NOTICE, firm)
    both = account(invoice("A"), invoice("B", due=2), acted("notice", 30, "A"))

    sent, _ = run(scenario, both, range(31, 37))

    assert {name for _, name in sent} >= {"notice", "firm"}
    assert [day for day, name in sent if name == "notice"] == [33]


def test_a_letter_and_a_hand_over_never_share_a_day() -> None:
    scenario = ladder(step("letter", "due", mandatory=True), step("agency", "due", do="hand-over"))

    sent, _ = run(scenario, account(invoice("A")), range(2))

    assert sent == [(0, "letter"), (1, "agency")]


def test_promises_every_five_days_pause_eight_days_of_sixty() -> None:
    scenario = ladder(
        step("call", "due", repeat={"every": "1d"}),
        promise={"tolerance": "0d", "at_most_broken": 1},
    )
    owed = account(
        invoice("A"), *(promise(f"W{each:02}", 5 * each, 5 * each + 3) for each in range(12))
    )

    paused = [day for day in range(60) if held(ask(scenario, owed, day)) == {"A": "promise"}]

    assert paused == [0, 1, 2, 3, 5, 6, 7, 8]


def test_a_promise_made_and_broken_before_the_due_date_moves_nothing() -> None:
    owed = account(invoice("A"), promise("W", -7, -2, invoices=["A"]))

    assert [bool(ask(FOUR, owed, day).next_actions) for day in (0, 1)] == [False, True]


def test_a_promise_that_netting_kept_stays_kept_when_later_facts_net_otherwise() -> None:
    opened = Dispute(id="D", opened_on=on(0), reason="quality", invoice="A")
    resolved = Dispute(
        id="D",
        opened_on=on(0),
        reason="quality",
        invoice="A",
        resolved_on=on(12),
        recorded_on=on(12),
    )
    owed = account(
        invoice("A", due=-10),
        invoice("B"),
        opened,
        promise("W", 1, 10, invoices=["B"]),
        Payment(id="P", date=on(5), amount=eur("100.00")),
        resolved,
    )

    assert _standings(owed, 11) == {"W": PromiseStanding.KEPT}
    assert _standings(owed, 13) == {"W": PromiseStanding.KEPT}


def test_contacts_summed_in_the_history_count_for_the_gap() -> None:
    history = PaymentHistory(contacts=[on(1), on(4)])
    owed = account(invoice("A"), history=history)

    decision = decide(ladder(MAIL, gap="3d"), owed, as_of=on(5))

    assert held(decision) == {"A": "contact-rules"}
    assert decision.next_review == on(7)
