"""Fees of steps: once, capped, waived, credited back, and none where party or insolvency forbid."""

from typing import Any

import pytest
from interest_cases import date, euros, invoice, owing, paid

from dunnix.interest import (
    Circumstances,
    FeeSchedule,
    FeeStatement,
    NoFee,
    StepFee,
    Waiver,
    fees_due,
)
from dunnix.model import Account, Action, Insolvency, InvalidValueError
from dunnix.money import Money

SCHEDULE = FeeSchedule(
    fees=[
        StepFee(step="reminder", amount=euros("5.00"), once=False),
        StepFee(step="notice", amount=euros("15.00")),
    ]
)


def done(on: str, step: str, *invoices: str, status: str = "done") -> Action:
    return Action(id=f"{step}-{on}", step=step, date=date(on), status=status, invoices=invoices)


def fees(account: Account, as_of: str = "2024-06-30", **how: Any) -> FeeStatement:
    schedule = how.pop("schedule", SCHEDULE)
    return fees_due(account, schedule, as_of=date(as_of), **how)


def shown(found: FeeStatement) -> list[tuple[str, str, NoFee | None]]:
    return [(each.action, each.due.amount_text(), each.reason) for each in found]


def test_a_step_done_costs_its_fee_and_one_that_failed_nothing() -> None:
    account = owing(
        invoice("2024-01-31"),
        done("2024-02-10", "reminder", "F-1"),
        done("2024-02-20", "reminder", "F-1"),
        done("2024-03-01", "notice", "F-1", status="failed"),
        done("2024-03-02", "call", "F-1"),
    )

    found = fees(account)

    assert shown(found) == [
        ("reminder-2024-02-10", "5.00", None),
        ("reminder-2024-02-20", "5.00", None),
    ]
    assert found.total == euros("10.00")


def test_a_fee_of_once_is_named_once_a_receivable() -> None:
    account = owing(
        invoice("2024-01-31", name="F-1"),
        invoice("2024-01-31", name="F-2"),
        done("2024-02-10", "notice", "F-1"),
        done("2024-02-20", "notice", "F-1"),
        done("2024-03-01", "notice", "F-1", "F-2"),
    )

    assert shown(fees(account)) == [
        ("notice-2024-02-10", "15.00", None),
        ("notice-2024-02-20", "0.00", NoFee.CHARGED_ALREADY),
        ("notice-2024-03-01", "15.00", None),
    ]


def test_fees_stop_at_the_most_agreed() -> None:
    schedule = FeeSchedule(fees=SCHEDULE.fees, at_most=euros("22.00"))
    account = owing(
        invoice("2024-01-31"),
        done("2024-02-10", "reminder", "F-1"),
        done("2024-02-20", "notice", "F-1"),
        done("2024-03-01", "reminder", "F-1"),
        done("2024-03-10", "reminder", "F-1"),
    )

    assert shown(fees(account, schedule=schedule)) == [
        ("reminder-2024-02-10", "5.00", None),
        ("notice-2024-02-20", "15.00", None),
        ("reminder-2024-03-01", "2.00", NoFee.CAPPED),
        ("reminder-2024-03-10", "0.00", NoFee.CAPPED),
    ]


@pytest.mark.parametrize(("on", "reason"), [("2024-02-20", NoFee.CREDITED), ("2024-02-21", None)])
def test_a_fee_is_credited_back_where_all_is_paid_within_the_days(
    on: str, reason: NoFee | None
) -> None:
    schedule = FeeSchedule(fees=SCHEDULE.fees, credited_if_paid_within=10)
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"), paid(on, "1000.00"))

    assert [each.reason for each in fees(account, schedule=schedule)] == [reason]


def test_a_fee_is_not_credited_back_for_a_part_paid() -> None:
    schedule = FeeSchedule(fees=SCHEDULE.fees, credited_if_paid_within=10)
    account = owing(
        invoice("2024-01-31"),
        done("2024-02-10", "notice", "F-1"),
        paid("2024-02-12", "999.99"),
    )

    assert fees(account, schedule=schedule).total == euros("15.00")


def test_a_consumer_is_charged_none_unless_the_schedule_names_consumers() -> None:
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"), party="consumer")
    named = FeeSchedule(fees=SCHEDULE.fees, parties=["consumer"])

    assert shown(fees(account)) == [("notice-2024-02-10", "0.00", NoFee.PARTY)]
    assert fees(account, schedule=named).total == euros("15.00")


def test_a_debtor_of_no_known_kind_is_charged_none() -> None:
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"), party=None)

    assert shown(fees(account)) == [("notice-2024-02-10", "0.00", NoFee.PARTY)]


def test_no_fee_arises_since_an_insolvency() -> None:
    account = owing(
        invoice("2024-01-31"),
        done("2024-02-10", "reminder", "F-1"),
        Insolvency(id="I", date=date("2024-02-15")),
        done("2024-02-20", "notice", "F-1"),
    )

    assert shown(fees(account)) == [
        ("reminder-2024-02-10", "5.00", None),
        ("notice-2024-02-20", "0.00", NoFee.INSOLVENT),
    ]


@pytest.mark.requirement("M84")
def test_fees_may_be_waived_and_leave_room_below_the_cap() -> None:
    schedule = FeeSchedule(fees=SCHEDULE.fees, at_most=euros("15.00"))
    account = owing(
        invoice("2024-01-31"),
        done("2024-02-10", "reminder", "F-1"),
        done("2024-02-20", "notice", "F-1"),
    )
    waiver = Waiver(id="W", granted_on=date("2024-02-12"), of="fees", invoice="F-1", percent="100")
    asked = Circumstances(waivers=[waiver])

    assert shown(fees(account, schedule=schedule, circumstances=asked)) == [
        ("reminder-2024-02-10", "0.00", NoFee.WAIVED),
        ("notice-2024-02-20", "15.00", None),
    ]


def test_an_amount_of_fees_may_be_waived() -> None:
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"))
    waiver = Waiver(id="W", granted_on=date("2024-03-01"), of="fees", amount=euros("4.00"))

    found = fees(account, circumstances=Circumstances(waivers=[waiver]))

    assert found.total == euros("11.00")


def test_an_action_that_names_nothing_is_for_all_that_was_open_on_its_day() -> None:
    account = owing(
        invoice("2024-01-31", name="F-1"),
        invoice("2024-01-31", name="F-2"),
        paid("2024-02-01", "1000.00", name="F-2"),
        done("2024-02-10", "notice"),
    )

    (found,) = fees(account)

    assert found.receivables == ("F-1",)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"fees": []}, "a schedule has no fees"),
        (
            {"fees": [StepFee(step="a", amount=euros("1")), StepFee(step="a", amount=euros("2"))]},
            "a step has two fees",
        ),
        (
            {"fees": SCHEDULE.fees, "at_most": Money("1", "USD")},
            "a schedule has several currencies",
        ),
    ],
)
def test_a_schedule_that_cant_be_is_refused(how: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        FeeSchedule(**how)


def test_fees_are_plain_data() -> None:
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"))

    found = fees(account)

    assert len(found) == 1
    assert found.to_dict() == {
        "as_of": "2024-06-30",
        "currency": "EUR",
        "total": "15.00",
        "fees": [
            {
                "action": "notice-2024-02-10",
                "step": "notice",
                "charged_on": "2024-02-10",
                "receivables": ["F-1"],
                "named": "15.00",
                "due": "15.00",
                "reason": None,
            }
        ],
    }


def test_a_waiver_in_another_currency_or_of_another_invoice_leaves_a_fee_as_it_is() -> None:
    account = owing(invoice("2024-01-31"), done("2024-02-10", "notice", "F-1"))
    waivers = [
        Waiver(id="A", granted_on=date("2024-03-01"), of="fees", amount=Money("4", "USD")),
        Waiver(id="B", granted_on=date("2024-03-01"), of="fees", percent="100", invoice="F-2"),
        Waiver(id="C", granted_on=date("2024-02-01"), of="fees", percent="100"),
    ]

    assert fees(account, circumstances=Circumstances(waivers=waivers)).total == euros("15.00")


@pytest.mark.parametrize("named", [(), ("F-1",)])
def test_an_action_about_what_was_paid_already_costs_nothing(named: tuple[str, ...]) -> None:
    account = owing(
        invoice("2024-01-31"), paid("2024-02-09", "1000.00"), done("2024-02-10", "notice", *named)
    )

    assert shown(fees(account)) == [("notice-2024-02-10", "0.00", NoFee.NOTHING_OPEN)]


def test_an_action_about_another_currency_costs_nothing() -> None:
    account = owing(invoice("2024-01-31", currency="USD"), done("2024-02-10", "notice", "F-1"))

    assert shown(fees(account)) == [("notice-2024-02-10", "0.00", NoFee.NOTHING_OPEN)]
