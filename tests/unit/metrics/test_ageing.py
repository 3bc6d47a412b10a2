import datetime as dt
import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.metrics import Ageing, age_receivables
from dunnix.model import (
    Account,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    Netting,
    Payment,
    PaymentPlan,
)
from dunnix.money import Money

DAY = dt.date(2026, 6, 30)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def invoice(name: str, amount: str = "100.00", *, late: int = 10, currency: str = "EUR") -> Invoice:
    due = DAY - dt.timedelta(days=late)
    return Invoice(id=name, due_date=due, amount=Money(amount, currency))


def instalment(number: int, amount: str, *, late: int) -> Instalment:
    due = DAY - dt.timedelta(days=late)
    return Instalment(number=number, due_date=due, amount=euros(amount))


def account(*invoices: Invoice, **lists: Sequence[object]) -> Account:
    return Account(debtor=Debtor(id="D1"), invoices=invoices, **lists)  # type: ignore[arg-type]


def amounts(ageing: Ageing, currency: str = "EUR") -> dict[str, str]:
    part = ageing.in_currency(currency)
    assert part is not None
    return {each.label: each.amount.amount_text() for each in part.buckets if each.receivables}


@pytest.mark.parametrize(
    ("days_past_due", "label"),
    [
        (-400, "not due"),
        (-1, "not due"),
        (0, "not due"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "over 90"),
        (4000, "over 90"),
    ],
)
def test_what_is_due_today_is_not_late_and_overdue_begins_the_day_after(
    days_past_due: int, label: str
) -> None:
    owed = account(invoice("F-1", late=days_past_due))

    assert amounts(age_receivables(owed, as_of=DAY)) == {label: "100.00"}


def test_money_counts_from_the_day_it_came_and_not_before() -> None:
    paid = Payment(id="P1", date=DAY, amount=euros("60.00"), invoice="F-1")
    owed = account(invoice("F-1", late=31), payments=[paid])

    the_day_before = age_receivables(owed, as_of=DAY - dt.timedelta(days=1))

    assert amounts(the_day_before) == {"1-30": "100.00"}
    assert amounts(age_receivables(owed, as_of=DAY)) == {"31-60": "40.00"}


def test_a_bounced_cheque_makes_the_debt_as_old_as_it_is() -> None:
    cheque = Payment(
        id="P1",
        date=DAY - dt.timedelta(days=20),
        amount=euros("100.00"),
        invoice="F-1",
        reversed_on=DAY,
    )
    owed = account(invoice("F-1", late=45), payments=[cheque])

    assert age_receivables(owed, as_of=DAY - dt.timedelta(days=1)).currencies == ()
    assert amounts(age_receivables(owed, as_of=DAY)) == {"31-60": "100.00"}


def test_unapplied_money_stands_apart_unless_it_is_netted() -> None:
    on_account = Payment(id="P1", date=DAY, amount=euros("150.00"))
    owed = account(invoice("F-1", late=70), invoice("F-2", late=5), payments=[on_account])

    [apart] = age_receivables(owed, as_of=DAY).currencies
    [netted] = age_receivables(owed, as_of=DAY, netting=Netting.OLDEST_FIRST).currencies

    assert (apart.open, apart.unapplied, apart.net) == (
        euros("200.00"),
        euros("150.00"),
        euros("50.00"),
    )
    assert (netted.open, netted.unapplied, netted.net) == (
        euros("50.00"),
        euros("0.00"),
        euros("50.00"),
    )
    assert amounts(age_receivables(owed, as_of=DAY, netting=Netting.OLDEST_FIRST)) == {
        "1-30": "50.00"
    }


def test_currencies_are_never_added_up() -> None:
    owed = [account(invoice("F-1", "10.00"), invoice("F-2", "20.00", currency="GBP", late=0))]

    ageing = age_receivables(owed, as_of=DAY)

    assert [each.currency for each in ageing.currencies] == ["EUR", "GBP"]
    assert amounts(ageing, "GBP") == {"not due": "20.00"}
    assert ageing.currencies[0].overdue == euros("10.00")
    assert ageing.in_currency("USD") is None


def test_instalments_age_each_by_its_own_due_date() -> None:
    split = Invoice(
        id="F-1",
        amount=euros("90.00"),
        instalments=[
            instalment(1, "30.00", late=40),
            instalment(2, "60.00", late=0),
        ],
    )

    assert amounts(age_receivables(account(split), as_of=DAY)) == {
        "not due": "60.00",
        "31-60": "30.00",
    }


def test_neither_a_plan_nor_a_dispute_makes_a_debt_younger() -> None:
    plan = PaymentPlan(
        id="PLAN",
        agreed_on=DAY - dt.timedelta(days=2),
        instalments=[instalment(1, "100.00", late=-30)],
        status="signed",
    )
    dispute = Dispute(id="L1", opened_on=DAY - dt.timedelta(days=5), reason="quality")
    owed = account(invoice("F-1", late=95), plans=[plan], disputes=[dispute])

    assert amounts(age_receivables(owed, as_of=DAY)) == {"over 90": "100.00"}


def test_future_buckets_can_be_asked_for() -> None:
    owed = account(*(invoice(f"F{late}", late=late) for late in (-31, -30, -29, 0, 1, 8)))

    ageing = age_receivables(owed, as_of=DAY, edges=(-30, 0, 7))

    assert amounts(ageing) == {
        "due in 30 or more": "200.00",
        "due in 0-29": "200.00",
        "1-7": "100.00",
        "over 7": "100.00",
    }


@pytest.mark.parametrize("edges", [(), (30, 60), (0, 0), (30, 0), (1, 30)])
def test_edges_that_mix_what_is_late_with_what_is_not_are_refused(edges: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="must rise and hold 0"):
        age_receivables([], as_of=DAY, edges=edges)


def test_a_moment_is_no_day_and_a_fraction_no_edge() -> None:
    with pytest.raises(TypeError, match="must be a date"):
        age_receivables([], as_of=dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC))
    with pytest.raises(TypeError, match="whole numbers"):
        age_receivables([], as_of=DAY, edges=(0, 30.5))  # type: ignore[arg-type]


def test_an_ageing_pickles() -> None:
    ageing = age_receivables(account(invoice("F-1")), as_of=DAY)

    assert pickle.loads(pickle.dumps(ageing)) == ageing  # noqa: S301  # our own bytes


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(-200, 200)), max_size=8))
def test_the_buckets_hold_every_cent_once(owed: list[tuple[int, int]]) -> None:
    invoices = [
        Invoice(
            id=f"F-{place}",
            due_date=DAY - dt.timedelta(days=late),
            amount=Money.minor(cents, "EUR"),
        )
        for place, (cents, late) in enumerate(owed)
    ]

    ageing = age_receivables(account(*invoices), as_of=DAY)

    part = ageing.in_currency("EUR")
    found = Money.minor(0, "EUR") if part is None else part.open
    assert found.minor_units == sum(cents for cents, _ in owed)
