"""Where each receivable stands on a day, the first reason that applies."""

import datetime as dt
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from model_accounts import DAYS, START, accounts

from dunnix.model import (
    Account,
    Block,
    Debtor,
    Dispute,
    Extension,
    HandOver,
    Insolvency,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PlanStatus,
    Position,
    PromiseToPay,
    take_position,
)
from dunnix.money import Money

TODAY = dt.date(2026, 2, 20)
EURO = Money("100.00", "EUR")
HALF = Money("50.00", "EUR")
INVOICE = Invoice(
    id="F-1", issue_date=dt.date(2026, 1, 5), due_date=dt.date(2026, 2, 4), amount=EURO
)
STARTED = dt.date(2026, 2, 10)
PAID = Payment(id="P-1", date=STARTED, amount=EURO, invoice="F-1")
STAYED = Insolvency(id="H-1", date=STARTED)
GIVEN = HandOver(id="H-2", date=STARTED)
BLOCKED = Block(id="B-1", since=STARTED, reason="goodwill", until=TODAY)
CONTESTED = Dispute(id="X-1", opened_on=STARTED, reason="quality", invoice="F-1")
PLAN = PaymentPlan(
    id="PL-1",
    agreed_on=STARTED,
    instalments=[Instalment(number=1, due_date=dt.date(2026, 3, 4), amount=EURO)],
    invoices=["F-1"],
    status="signed",
)
CHEQUE = attrs.evolve(PAID, pending=True)
PROMISED = PromiseToPay(id="Q-1", made_on=STARTED, due_by=TODAY, amount=EURO, invoices=["F-1"])
EXTENDED = Extension(id="H-3", date=STARTED, until=TODAY)


def position(account: Account, day: dt.date = TODAY) -> Position:
    return take_position(account, day, window_end=lambda due_by: due_by + 1)


def standing(*rows: object, day: dt.date = TODAY) -> dict[str, str]:
    account = Account(debtor=Debtor(id="D42"), invoices=[INVOICE]).record(*rows)  # type: ignore[arg-type]
    return {place.claim.id: place.standing.value for place in position(account, day).places}


def test_the_first_reason_that_applies_is_the_standing() -> None:
    reasons = [
        (PAID, "settled"),
        (STAYED, "stayed"),
        (GIVEN, "handed-over"),
        (BLOCKED, "blocked"),
        (CONTESTED, "disputed"),
        (CHEQUE, "uncleared"),
        (PROMISED, "promised"),
        (EXTENDED, "extended"),
    ]

    for number, (_, name) in enumerate(reasons):
        # A cheque and its payment are one row, so the settled case leaves the cheque out.
        rows = [row for row, _ in reasons[number:] if row is not CHEQUE or number]
        assert standing(*rows)["F-1"] == name


def test_only_its_due_date_counts_when_nothing_is_in_the_way() -> None:
    found = [standing(day=dt.date(2026, 2, day))["F-1"] for day in (4, 5)]

    assert found == ["not-due", "overdue"]


def test_blocks_extensions_and_disputes_end_on_their_days() -> None:
    after = TODAY + dt.timedelta(days=1)
    resolved = attrs.evolve(CONTESTED, resolved_on=after)

    for row, name in ((BLOCKED, "blocked"), (EXTENDED, "extended"), (resolved, "disputed")):
        assert standing(row)["F-1"] == name
        assert standing(row, day=after)["F-1"] == "overdue"


def test_a_plan_in_force_replaces_what_it_covers() -> None:
    assert standing(PLAN) == {"F-1": "on-plan", "PL-1#1": "not-due"}


def test_a_dispute_of_a_plans_instalment_contests_it_and_no_other() -> None:
    parts = [
        Instalment(number=number, due_date=dt.date(2026, 3, 4), amount=HALF) for number in (1, 2)
    ]
    plan = attrs.evolve(PLAN, instalments=parts)
    dispute = attrs.evolve(CONTESTED, invoice="PL-1#2")
    resolved = attrs.evolve(dispute, resolved_on=TODAY, recorded_on=TODAY)

    assert standing(plan, dispute) == {"F-1": "on-plan", "PL-1#1": "not-due", "PL-1#2": "disputed"}
    assert standing(plan, dispute, resolved)["PL-1#2"] == "not-due"


def test_a_part_of_a_plans_instalment_may_be_contested() -> None:
    some = attrs.evolve(CONTESTED, invoice="PL-1#1", amount=Money("30.00", "EUR"))
    more = attrs.evolve(some, id="X-2", amount=Money("90.00", "EUR"))
    account = Account(debtor=Debtor(id="D42"), invoices=[INVOICE], plans=[PLAN])

    parts = [
        [
            (each.standing.value, part.amount)
            for each in position(account.record(*rows)).places
            for part in each.parts
        ]
        for rows in ([some], [some, more])
    ]

    assert parts == [[("not-due", 3000)], [("disputed", 10_000)]]


def test_what_names_a_plans_instalment_takes_it_out_of_play() -> None:
    for row, reason in (
        (attrs.evolve(BLOCKED, invoice="PL-1#1"), "blocked"),
        (attrs.evolve(CONTESTED, invoice="PL-1#1"), "disputed"),
        (attrs.evolve(PROMISED, invoices=["PL-1#1"]), "promised"),
        (attrs.evolve(EXTENDED, invoice="PL-1#1"), "extended"),
        (attrs.evolve(GIVEN, invoice="PL-1#1"), "handed-over"),
        (attrs.evolve(STAYED, invoice="PL-1#1"), "stayed"),
    ):
        assert standing(PLAN, row) == {"F-1": "on-plan", "PL-1#1": reason}


def test_a_plan_only_proposed_or_ended_replaces_nothing() -> None:
    for status in (PlanStatus.PROPOSED, PlanStatus.ENDED):
        assert standing(attrs.evolve(PLAN, status=status)) == {"F-1": "overdue"}


def test_a_dispute_or_promise_of_a_part_leaves_the_rest_in_play() -> None:
    for row in (attrs.evolve(CONTESTED, amount=HALF), attrs.evolve(PROMISED, amount=HALF)):
        account = Account(debtor=Debtor(id="D42"), invoices=[INVOICE]).record(row)

        place = position(account).places[0]

        assert (place.standing.value, place.in_play) == ("overdue", 5_000)
        assert [part.amount for part in place.parts] == [5_000]


def test_a_hand_over_of_everything_leaves_later_invoices_to_us() -> None:
    later = attrs.evolve(INVOICE, id="F-2", issue_date=TODAY, due_date=TODAY)

    assert standing(GIVEN, later) == {"F-1": "handed-over", "F-2": "not-due"}


@given(account=accounts(), number=st.integers(0, DAYS + 60))
def test_each_open_cent_is_in_play_or_in_one_part(account: Account, number: int) -> None:
    found = position(account, START + dt.timedelta(days=number))

    for place in found.places:
        assert place.in_play >= 0
        assert place.in_play + sum(part.amount for part in place.parts) == place.claim.open


@given(account=accounts(), number=st.integers(0, DAYS + 60))
def test_the_order_of_rows_never_changes_a_position(account: Account, number: int) -> None:
    day = START + dt.timedelta(days=number)
    lists = ("invoices", "payments", "promises", "plans", "disputes", "blocks", "happenings")
    changes: dict[str, Any] = {name: tuple(reversed(getattr(account, name))) for name in lists}
    turned = attrs.evolve(account, **changes)

    shown = [
        [(place.claim.id, place.standing, place.in_play) for place in position(each, day).places]
        for each in (account, turned)
    ]

    assert shown[0] == shown[1]
