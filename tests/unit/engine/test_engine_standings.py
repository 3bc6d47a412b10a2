"""What keeps an amount out of play: money on its way, promises, disputes, blocks, plans."""

import pytest
from engine_cases import (
    CALL,
    FOUR,
    MAIL,
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
    step,
    steps,
)

from dunnix.engine import Decision
from dunnix.model import (
    Block,
    Dispute,
    HandOver,
    Insolvency,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
)
from dunnix.money import Money


def amounts(decision: Decision) -> dict[str, Money]:
    return {str(each.reason): each.amount for each in decision.held}


def dispute(amount: str | None = None) -> Dispute:
    part = None if amount is None else eur(amount)
    return Dispute(id="D", opened_on=on(0), reason="quality", invoice="A", amount=part)


@pytest.mark.requirement("M6")
def test_a_dispute_of_a_part_leaves_the_rest_and_a_promise_of_the_rest() -> None:
    contested = account(invoice("A"), dispute("40.00"))
    promised = contested.record(promise("W", 1, 9, "60.00", invoices=["A"]))

    assert only(ask(FOUR, contested, 1)).amount_due == eur("60.00")
    assert amounts(ask(FOUR, contested, 1)) == {"dispute": eur("40.00")}
    assert amounts(ask(FOUR, promised, 1)) == {"dispute": eur("40.00"), "promise": eur("60.00")}


def test_a_promise_on_a_disputed_receivable_pauses_nothing() -> None:
    owed = account(invoice("A"), dispute(), promise("W", 1, 9, invoices=["A"]))

    assert amounts(ask(FOUR, owed, 2)) == {"dispute": eur("100.00")}


@pytest.mark.requirement("M74")
def test_a_promise_pauses_what_it_speaks_of_until_its_tolerance_has_passed() -> None:
    owed = account(invoice("A"), promise("W", 1, 4, "70.00", invoices=["A"]))

    friday, monday, tuesday = (ask(FOUR, owed, day) for day in (4, 7, 8))

    assert on(4).isoweekday() == 5
    assert amounts(friday) == amounts(monday) == {"promise": eur("70.00")}
    assert only(monday).amount_due == eur("30.00")
    assert (only(tuesday).amount_due, tuesday.held) == (eur("100.00"), ())


def test_what_was_paid_of_a_promise_no_longer_pauses_the_rest() -> None:
    owed = account(invoice("A"), promise("W", 1, 9, "70.00", invoices=["A"]), paid("A", 2, "50.00"))

    decision = ask(FOUR, owed, 3)

    assert amounts(decision) == {"promise": eur("20.00")}
    assert only(decision).amount_due == eur("30.00")


def test_a_later_promise_takes_the_place_of_an_open_one() -> None:
    owed = account(
        invoice("A"),
        promise("W1", 1, 20, invoices=["A"]),
        promise("W2", 3, 5, "30.00", invoices=["A"]),
    )

    assert amounts(ask(FOUR, owed, 4)) == {"promise": eur("30.00")}


@pytest.mark.requirement("M67")
def test_promises_stop_pausing_after_too_many_broken_ones() -> None:
    broken = [promise(f"W{each}", each, each) for each in (1, 4, 8)]
    owed = account(invoice("A"), *broken, promise("W9", 12, 30))

    assert held(ask(ladder(MAIL, promise={"at_most_broken": 3}), owed, 13)) == {"A": "promise"}
    assert only(ask(ladder(MAIL, promise={"at_most_broken": 2}), owed, 13)).step == "mail"


def test_a_refund_undoes_a_kept_promise() -> None:
    kept = account(
        invoice("A"),
        promise("W", 1, 5, invoices=["A"]),
        Payment(id="P", date=on(3), amount=eur("100.00"), invoice="A"),
    )
    refund = Payment(id="R", date=on(4), amount=-eur("100.00"), invoice="A")

    assert ask(FOUR, kept, 4).held == ()
    assert amounts(ask(FOUR, kept.record(refund), 4)) == {"promise": eur("100.00")}


@pytest.mark.requirement("M148")
def test_what_is_paid_gives_no_action_and_nothing_to_ask_again() -> None:
    decision = ask(FOUR, account(invoice("A"), paid("A", 1)), 40)

    assert (decision.next_actions, decision.held, decision.next_review) == ((), (), None)


def test_unapplied_money_pays_the_oldest_overdue_first() -> None:
    owed = account(
        invoice("A"), invoice("B", due=5), Payment(id="P", date=on(6), amount=eur("100.00"))
    )

    assert steps(ask(ladder(MAIL), owed, 7)) == [("mail", {"B": "mail"})]


def test_without_netting_unapplied_money_pays_nothing() -> None:
    owed = account(invoice("A"), Payment(id="P", date=on(0), amount=eur("100.00")))

    assert only(ask(ladder(MAIL, netting="none"), owed, 1)).amount_due == eur("100.00")


def test_a_credit_note_corrects_the_invoice_it_names_or_any() -> None:
    note = Invoice(id="N", issue_date=on(0), amount=-eur("30.00"), credits="B")
    free = Invoice(id="N", issue_date=on(0), amount=-eur("30.00"))
    owed = account(invoice("A"), invoice("B"))

    due = [
        {line.id: line.amount_due for line in only(ask(FOUR, each, 1)).receivables}
        for each in (owed.record(note), owed.record(free))
    ]

    assert due == [
        {"A": eur("100.00"), "B": eur("70.00")},
        {"A": eur("70.00"), "B": eur("100.00")},
    ]


@pytest.mark.requirement("M150")
def test_an_uncleared_cheque_pauses_and_a_bounced_one_reopens_where_it_was() -> None:
    cheque = Payment(id="P", date=on(5), amount=eur("100.00"), invoice="A", pending=True)
    bounced = Payment(
        id="P",
        date=on(5),
        amount=eur("100.00"),
        invoice="A",
        pending=True,
        reversed_on=on(12),
        recorded_on=on(12),
    )
    owed = account(invoice("A"), acted("mail", 1, "A"), cheque, bounced)

    assert amounts(ask(FOUR, owed, 11)) == {"uncleared-payment": eur("100.00")}
    # Seven paused days have moved the call from day 10 to day 17.
    assert [bool(ask(FOUR, owed, day).next_actions) for day in (12, 16, 17)] == [
        False,
        False,
        True,
    ]
    assert only(ask(FOUR, owed, 17)).step == "call"


def test_a_cleared_payment_that_bounces_reopens_with_its_true_age() -> None:
    cleared = Payment(id="P", date=on(5), amount=eur("100.00"), invoice="A")
    reversed_ = Payment(
        id="P",
        date=on(5),
        amount=eur("100.00"),
        invoice="A",
        reversed_on=on(20),
        recorded_on=on(20),
    )
    owed = account(invoice("A"), acted("mail", 1, "A"), cleared, reversed_)

    assert ask(FOUR, owed, 19).held == ()
    assert only(ask(FOUR, owed, 20)).step == "call"


def test_a_block_holds_to_its_last_day() -> None:
    block = Block(id="B", since=on(1), until=on(3), reason="goodwill", invoice="A")

    decision = ask(FOUR, account(invoice("A"), block), 3)

    assert (held(decision), decision.next_review) == ({"A": "block"}, on(4))
    assert (decision.held[0].since, decision.held[0].until) == (on(1), on(3))


def test_insolvency_stays_everything_and_a_hand_over_what_was_there() -> None:
    owed = account(invoice("A"), invoice("B", due=40))
    handed = owed.record(HandOver(id="H", date=on(2)))

    assert held(ask(FOUR, owed.record(Insolvency(id="I", date=on(2))), 41)) == {
        "A": "insolvency",
        "B": "insolvency",
    }
    assert held(ask(FOUR, handed, 9)) == {"A": "handed-over"}
    assert steps(ask(FOUR, handed, 41)) == [("mail", {"B": "mail"})]


@pytest.mark.requirement("M128")
def test_a_hand_over_step_ends_our_own_contacts() -> None:
    scenario = ladder(step("agency", "due + 1d", do="hand-over"), step("firm", "due + 5d"))
    owed = account(invoice("A"), acted("agency", 1, "A"))

    assert held(ask(scenario, owed, 10)) == {"A": "handed-over"}


def plan(status: str, **keys: object) -> PaymentPlan:
    parts = [
        Instalment(number=1, due_date=on(10), amount=eur("60.00")),
        Instalment(number=2, due_date=on(40), amount=eur("40.00")),
    ]
    return PaymentPlan(
        id="L",
        agreed_on=on(2),
        instalments=parts,
        invoices=["A"],
        status=status,
        **keys,  # type: ignore[arg-type]
    )


@pytest.mark.requirement("M81")
@pytest.mark.requirement("M82")
def test_only_a_written_plan_replaces_what_it_covers() -> None:
    owed = account(invoice("A"))

    assert steps(ask(FOUR, owed.record(plan("proposed")), 3)) == [("mail", {"A": "mail"})]
    assert held(ask(FOUR, owed.record(plan("written")), 3)) == {"L#1": "plan", "L#2": "plan"}


def test_a_missed_instalment_of_a_plan_is_dunned_by_itself() -> None:
    decision = ask(FOUR, account(invoice("A"), plan("signed")), 11)

    assert [(line.id, line.amount_due) for line in only(decision).receivables] == [
        ("L#1", eur("60.00"))
    ]
    assert amounts(decision) == {"plan": eur("40.00")}


def test_what_a_plan_leaves_out_stays_in_play() -> None:
    decision = ask(FOUR, account(invoice("A", amount="130.00"), plan("signed")), 3)

    assert [(line.id, line.amount_due) for line in only(decision).receivables] == [
        ("A", eur("30.00"))
    ]


def test_the_minimum_is_compared_with_the_whole_unit_and_strictly() -> None:
    scenario = ladder(MAIL, ignore_below="5.00")

    below = ask(scenario, account(invoice("A", amount="4.99")), 1)
    exact = ask(scenario, account(invoice("A", amount="5.00")), 1)
    summed = ask(scenario, account(invoice("A", amount="3.00"), invoice("B", amount="2.00")), 1)

    assert held(below) == {"A": "below-minimum"}
    assert only(exact).amount_due == only(summed).amount_due == eur("5.00")


def test_a_currency_the_amounts_leave_out_is_held() -> None:
    pounds = Invoice(id="A", due_date=on(0), amount=Money("9.00", "GBP"))

    speaks = ladder(step("mail", "due + 1d", when="amount_due >= 5.00"))

    assert held(ask(speaks, account(pounds), 1)) == {"A": "amount-missing"}
    assert only(ask(ladder(MAIL, CALL), account(pounds), 1)).step == "mail"
