import datetime as dt
import pickle
import re
from collections.abc import Sequence
from typing import Any

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
    part = ageing.of(currency)
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

    assert age_receivables(owed, as_of=DAY - dt.timedelta(days=1)).lines == ()
    assert amounts(age_receivables(owed, as_of=DAY)) == {"31-60": "100.00"}


def test_unapplied_money_stands_apart_unless_it_is_netted() -> None:
    on_account = Payment(id="P1", date=DAY, amount=euros("150.00"))
    owed = account(invoice("F-1", late=70), invoice("F-2", late=5), payments=[on_account])

    [apart] = age_receivables(owed, as_of=DAY).lines
    [netted] = age_receivables(owed, as_of=DAY, credit="netted").lines

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
    assert amounts(age_receivables(owed, as_of=DAY, credit="netted")) == {"1-30": "50.00"}


def test_currencies_are_never_added_up() -> None:
    owed = [account(invoice("F-1", "10.00"), invoice("F-2", "20.00", currency="GBP", late=0))]

    ageing = age_receivables(owed, as_of=DAY)

    assert [each.currency for each in ageing.lines] == ["EUR", "GBP"]
    assert amounts(ageing, "GBP") == {"not due": "20.00"}
    assert ageing.lines[0].overdue == euros("10.00")
    assert ageing.of("USD") is None


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


@pytest.mark.parametrize("by", [None, {"debtor", "creditor"}, [1], [["debtor"]]])
def test_what_figures_are_split_by_is_a_name_or_a_list_of_names(by: Any) -> None:
    with pytest.raises(TypeError, match=r"^`by` "):
        age_receivables([], as_of=DAY, by=by)


def test_a_choice_that_is_not_there_is_refused_with_the_right_ones() -> None:
    with pytest.raises(ValueError, match=r"^`basis` can't be `issued`; it is one of `due`, "):
        age_receivables([], as_of=DAY, basis="issued")
    with pytest.raises(ValueError, match=r"^`credit` can't be `fifo`; it is one of `separate`"):
        age_receivables([], as_of=DAY, credit="fifo")


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

    part = ageing.of("EUR")
    found = Money.minor(0, "EUR") if part is None else part.open
    assert found.minor_units == sum(cents for cents, _ in owed)


def test_ages_from_issue_have_no_bucket_that_is_not_due() -> None:
    issued = [
        Invoice(
            id=f"F-{age}",
            issue_date=DAY - dt.timedelta(days=age),
            due_date=DAY,
            amount=euros("10.00"),
        )
        for age in (0, 30, 31, 121)
    ]
    undated = Invoice(id="F-X", due_date=DAY, amount=euros("5.00"))

    ageing = age_receivables(account(*issued, undated), as_of=DAY, basis="issue")

    assert amounts(ageing) == {
        "0-30": "20.00",
        "31-60": "10.00",
        "over 120": "10.00",
        "no date": "5.00",
    }


def test_aged_credits_stand_in_the_bucket_of_their_own_day() -> None:
    owed = account(
        invoice("F-1", "100.00", late=40),
        Invoice(
            id="C-1",
            issue_date=DAY - dt.timedelta(days=70),
            amount=euros("-30.00"),
        ),
        payments=[
            Payment(id="P-1", date=DAY - dt.timedelta(days=5), amount=euros("20.00")),
            Payment(
                id="P-2",
                date=DAY - dt.timedelta(days=3),
                invoice="F-1",
                amount=euros("110.00"),
            ),
        ],
    )

    aged = age_receivables(owed, as_of=DAY, credit="aged").of("EUR")
    apart = age_receivables(owed, as_of=DAY).of("EUR")

    assert aged is not None
    assert apart is not None
    assert [each.amount.minor_units for each in aged.buckets] == [0, -3000, 0, -3000, 0]
    assert aged.unapplied == euros("0.00")
    assert (apart.open, apart.unapplied) == (euros("0.00"), euros("60.00"))
    assert aged.net == apart.net == euros("-60.00")


def test_money_paid_ahead_of_its_invoice_is_in_the_ledgers_balance() -> None:
    later = Invoice(
        id="F-2", issue_date=DAY + dt.timedelta(days=1), due_date=DAY, amount=euros("50.00")
    )
    deposit = Payment(id="P-1", date=DAY, invoice="F-2", amount=euros("50.00"))
    owed = account(invoice("F-1"), later, payments=[deposit])

    separate = age_receivables(owed, as_of=DAY).of("EUR")
    netted = age_receivables(owed, as_of=DAY, credit="netted").of("EUR")

    assert separate is not None
    assert netted is not None
    assert (separate.open, separate.net) == (euros("100.00"), euros("50.00"))
    assert (netted.open, netted.net) == (euros("100.00"), euros("50.00"))


def test_an_ageing_is_split_by_debtor_creditor_and_facts() -> None:
    one = Account(
        debtor=Debtor(id="D1", facts={"segment": "key"}),
        invoices=[
            Invoice(id="F-1", due_date=DAY, creditor="north", amount=euros("1.00")),
            Invoice(id="F-2", due_date=DAY, amount=euros("2.00"), facts={"segment": "spot"}),
        ],
    )
    other = Account(
        debtor=Debtor(id="D2"),
        invoices=[Invoice(id="F-1", due_date=DAY, amount=euros("4.00"))],
    )

    ageing = age_receivables([other, one], as_of=DAY, by=("segment", "creditor"))

    assert [(line.group, line.open.amount_text()) for line in ageing.lines] == [
        (("key", "north"), "1.00"),
        (("spot", None), "2.00"),
        ((None, None), "4.00"),
    ]
    assert ageing.by == ("segment", "creditor")


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("segmnt", "nothing to split by is called `segmnt`; did you mean `segment`?"),
        (("debtor", "debtor"), "a name stands twice in `by`"),
        ("currency", "figures are split by currency always; leave `currency` out of `by`"),
    ],
)
def test_what_cannot_be_split_by_is_refused(by: str | tuple[str, ...], message: str) -> None:
    owed = Account(debtor=Debtor(id="D1", facts={"segment": "key"}))

    with pytest.raises(ValueError, match="^" + re.escape(message)):
        age_receivables(owed, as_of=DAY, by=by)


def test_a_day_before_the_first_invoice_is_refused() -> None:
    issued = Invoice(id="F-1", issue_date=DAY, due_date=DAY, amount=euros("1.00"))

    with pytest.raises(ValueError, match="before the first invoice, which is of 2026-06-30"):
        age_receivables(account(issued), as_of=DAY - dt.timedelta(days=1))


def test_an_account_with_rows_that_cannot_be_read_gives_no_figures() -> None:
    broken = Account.from_dict({"debtor": {"id": "D7"}, "invoices": [{"id": "F-1"}]})

    with pytest.raises(ValueError, match="account `D7` holds rows that can't be read"):
        age_receivables(broken, as_of=DAY)


def test_a_table_has_one_row_a_line_and_one_column_a_bucket() -> None:
    ageing = age_receivables(account(invoice("F-1", late=31)), as_of=DAY, by="debtor")

    assert ageing.table().dicts() == [
        {
            "currency": "EUR",
            "debtor": "D1",
            "open_minor": 10000,
            "not_due_minor": 0,
            "days_1_30_minor": 0,
            "days_31_60_minor": 10000,
            "days_61_90_minor": 0,
            "over_90_minor": 0,
            "unapplied_minor": 0,
            "net_minor": 10000,
            "receivables": 1,
        }
    ]
    assert [row["amount_minor"] for row in ageing.long_table().dicts()] == [0, 0, 10000, 0, 0]


def test_the_table_of_an_empty_ageing_has_the_same_columns() -> None:
    empty = age_receivables([], as_of=DAY).table()

    assert [column.name for column in empty.columns][:3] == [
        "currency",
        "open_minor",
        "not_due_minor",
    ]
    assert empty.rows == ()
