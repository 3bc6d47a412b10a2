import datetime as dt
import pickle
from collections.abc import Iterable
from typing import Any

import pytest

from dunnix.metrics import CashSource, ExchangeRates, ExpectedCash, converted, expected_cash
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
    PromiseToPay,
)
from dunnix.money import Money

TODAY = dt.date(2026, 6, 30)  # a Tuesday
MONDAY = dt.date(2026, 6, 29)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def on(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


def invoice(name: str, amount: str, *, due_in: int, currency: str = "EUR") -> Invoice:
    issued = min(on(due_in - 30), TODAY)
    return Invoice(id=name, issue_date=issued, due_date=on(due_in), amount=Money(amount, currency))


def promise(amount: str, *, due_in: int, made: int = -1, **rest: Any) -> PromiseToPay:
    name = f"S-{due_in}"
    return PromiseToPay(id=name, made_on=on(made), due_by=on(due_in), amount=euros(amount), **rest)


def habit(*days_late: int, debtor: str = "D1") -> tuple[list[Invoice], list[Payment]]:
    """Give invoices of the past, each paid so many days late."""
    invoices = [invoice(f"{debtor}-H{n}", "1.00", due_in=-300) for n in range(len(days_late))]
    payments = [
        Payment(id=f"{debtor}-HP{n}", date=on(-300 + late), amount=euros("1.00"), invoice=each.id)
        for n, (late, each) in enumerate(zip(days_late, invoices, strict=True))
    ]
    return invoices, payments


def account(
    *invoices: Invoice, late: Iterable[int] = (), name: str = "D1", **lists: Any
) -> Account:
    past, paid = habit(*late, debtor=name)
    payments = [*paid, *lists.pop("payments", ())]
    return Account(debtor=Debtor(id=name), invoices=[*past, *invoices], payments=payments, **lists)


def rows(cash: ExpectedCash) -> list[tuple[Any, ...]]:
    """Give each row as week (days from the first Monday), source, amount and flags."""
    return [
        (
            None if each.week is None else (each.week - MONDAY).days,
            str(each.source),
            each.amount_minor,
            *each.flags,
        )
        for each in cash.rows
    ]


def told(*accounts: Account, **options: Any) -> list[tuple[Any, ...]]:
    return rows(expected_cash(accounts, as_of=TODAY, **options))


@pytest.mark.requirement("M156")
def test_each_kind_of_money_stands_in_the_week_it_should_come() -> None:
    owed = account(
        invoice("F-1", "100.00", due_in=-10),
        invoice("F-2", "50.00", due_in=4),
        invoice("F-3", "30.00", due_in=-40),
        late=[10] * 5,
        promises=[promise("60.00", due_in=6, invoices=["F-1"])],
        plans=[
            PaymentPlan(
                id="L-1",
                agreed_on=on(-5),
                invoices=["F-3"],
                status="signed",
                instalments=[
                    Instalment(number=1, due_date=on(13), amount=euros("10.00")),
                    Instalment(number=2, due_date=on(43), amount=euros("20.00")),
                ],
            )
        ],
    )

    cash = expected_cash(owed, as_of=TODAY)

    assert (cash.first_week, cash.weeks) == (MONDAY, 13)
    assert rows(cash) == [
        (0, "behaviour", 4000),
        (7, "promise", 6000),
        (14, "plan", 1000),
        (14, "behaviour", 5000),
        (42, "plan", 2000),
    ]


def test_a_debtor_pays_its_median_of_days_late_after_the_due_date() -> None:
    owed = invoice("F-1", "5.00", due_in=0)

    assert told(account(owed, late=[0, 0, 6, 90, 90])) == [(7, "behaviour", 500)]
    assert told(account(owed, late=[0, 0, 5, 6, 90, 90])) == [(7, "behaviour", 500)]
    assert told(account(owed, late=[-3, -3, 5, 5, 5])) == [(0, "behaviour", 500)]


def test_a_debtor_who_paid_too_seldom_is_taken_to_pay_as_all_do() -> None:
    usual = account(late=[14] * 5)
    new = account(invoice("F-1", "5.00", due_in=0), late=[0] * 4, name="D2")

    assert told(usual, new) == [(14, "behaviour", 500, "of-all-debtors")]
    assert told(usual, new, thin=4) == [(0, "behaviour", 500)]


def test_where_nobody_paid_yet_the_due_date_stands() -> None:
    pounds = account(invoice("F-1", "5.00", due_in=7, currency="GBP"), late=[14] * 5)

    assert told(pounds) == [(7, "behaviour", 500, "no-history")]


def test_payments_before_the_first_day_make_no_habit() -> None:
    owed = account(invoice("F-1", "5.00", due_in=0), late=[14] * 5)

    assert told(owed, first=on(-286)) == [(14, "behaviour", 500)]
    assert told(owed, first=on(-285)) == [(0, "behaviour", 500, "no-history")]


def test_what_should_have_come_before_stands_in_the_first_week_flagged() -> None:
    owed = account(
        invoice("F-1", "1.00", due_in=-6),
        invoice("F-2", "2.00", due_in=-5),
        invoice("F-3", "4.00", due_in=-200),
        late=[5] * 5,
    )

    assert told(owed) == [
        (0, "behaviour", 200),
        (0, "behaviour", 500, "expected-earlier"),
    ]


def test_what_comes_after_the_last_week_is_beyond_the_horizon() -> None:
    owed = account(
        invoice("F-1", "1.00", due_in=12), invoice("F-2", "2.00", due_in=13), late=[0] * 5
    )

    assert told(owed, weeks=2) == [
        (7, "behaviour", 100),
        (None, "behaviour", 200, "beyond-horizon"),
    ]


def test_only_the_rest_of_a_promise_is_expected_on_its_day() -> None:
    owed = account(
        invoice("F-1", "100.00", due_in=-10),
        payments=[Payment(id="P-1", date=TODAY, amount=euros("20.00"), invoice="F-1")],
        promises=[promise("60.00", due_in=7)],
    )

    assert told(owed)[-1] == (7, "promise", 4000)
    assert sum(row[2] for row in told(owed)) == 8000


def test_a_promise_is_believed_on_its_day_and_no_longer_the_day_after() -> None:
    owed = invoice("F-1", "100.00", due_in=-10)

    today = told(account(owed, promises=[promise("100.00", due_in=0)]))
    yesterday = told(account(owed, promises=[promise("100.00", due_in=-1)]))

    assert today == [(0, "promise", 10000)]
    assert yesterday == [(0, "behaviour", 10000, "expected-earlier", "no-history")]


def test_a_promise_after_three_broken_ones_counts_for_nothing() -> None:
    broken = [promise("100.00", due_in=-n, made=-n - 1) for n in (20, 15, 10)]
    owed = account(
        invoice("F-1", "100.00", due_in=-30),
        promises=[*broken, promise("100.00", due_in=7)],
    )

    assert [row[1] for row in told(owed)] == ["behaviour"]


def test_a_plan_is_believed_until_an_instalment_is_missed() -> None:
    def planned(due: int) -> Account:
        part = Instalment(number=1, due_date=on(due), amount=euros("10.00"))
        plan = PaymentPlan(id="L-1", agreed_on=on(-9), status="written", instalments=[part])
        return account(invoice("F-1", "10.00", due_in=-30), plans=[plan])

    assert told(planned(0)) == [(0, "plan", 1000)]
    assert told(planned(-1)) == [(0, "behaviour", 1000, "expected-earlier", "no-history")]


def test_what_is_disputed_blocked_handed_over_or_stayed_is_not_expected() -> None:
    owed = account(
        *(invoice(f"F-{n}", f"{n}.00", due_in=-9) for n in (1, 2, 3, 4)),
        disputes=[
            Dispute(id="X", opened_on=on(-3), reason="q", invoice="F-1", amount=euros("0.60"))
        ],
        blocks=[Block(id="B", since=on(-3), reason="internal", invoice="F-2")],
        happenings=[
            HandOver(id="H", date=on(-3), invoice="F-3", given_to="agency"),
            Insolvency(id="I", date=on(-3), invoice="F-4"),
        ],
    )

    assert told(owed) == [
        (0, "behaviour", 40, "expected-earlier", "no-history"),
        (None, "disputed", 60),
        (None, "blocked", 200),
        (None, "handed-over", 300),
        (None, "stayed", 400),
    ]
    assert [each for each in CashSource if not each.is_expected] == [
        "disputed",
        "blocked",
        "handed-over",
        "stayed",
    ]


def test_money_that_is_not_cleared_is_expected_on_the_day_it_clears() -> None:
    owed = account(
        invoice("F-1", "1.00", due_in=-9),
        invoice("F-2", "2.00", due_in=-9),
        payments=[
            Payment(id="P-1", date=TODAY, amount=euros("1.00"), invoice="F-1", cleared_on=on(6)),
            Payment(id="P-2", date=TODAY, amount=euros("2.00"), invoice="F-2", pending=True),
        ],
    )

    assert told(owed) == [(0, "uncleared", 200), (7, "uncleared", 100)]


def test_an_extension_moves_the_due_date_the_habit_is_counted_from() -> None:
    extended = Extension(id="E", date=on(-1), until=on(6), invoice="F-1")

    owed = account(invoice("F-1", "1.00", due_in=-9), late=[7] * 5, happenings=[extended])

    assert told(owed) == [(14, "behaviour", 100)]


def test_money_that_came_already_is_not_expected_again() -> None:
    on_account = Payment(id="P-1", date=TODAY, amount=euros("12.00"))
    owed = account(
        invoice("F-1", "10.00", due_in=-9),
        invoice("F-2", "10.00", due_in=7),
        payments=[on_account],
    )

    assert told(owed) == [(7, "behaviour", 800, "no-history")]


def test_books_without_promises_expect_all_as_debtors_pay() -> None:
    rates = ExchangeRates(to_currency="EUR", known_until=TODAY, rates=[("GBP", TODAY, "1.5")])
    owed = account(
        invoice("F-1", "10.00", due_in=-9),
        invoice("F-2", "10.00", due_in=7, currency="GBP"),
        promises=[promise("10.00", due_in=7)],
        payments=[Payment(id="P-1", date=TODAY, amount=euros("4.00"))],
    )

    cash = expected_cash(converted(owed, rates=rates), as_of=TODAY)

    assert rows(cash) == [
        (0, "behaviour", 600, "expected-earlier", "no-history"),
        (7, "behaviour", 1500, "no-history"),
    ]


def test_the_table_is_split_as_asked_and_sorted() -> None:
    ledger = [
        account(invoice("F-2", "2.00", due_in=0), name="D2"),
        account(invoice("F-1", "1.00", due_in=0), name="D1"),
    ]

    cash = expected_cash(ledger, as_of=TODAY, by="debtor")

    assert cash.table().dicts() == [
        {
            "currency": "EUR",
            "debtor": name,
            "week": MONDAY,
            "source": "behaviour",
            "amount_minor": amount,
            "flags": "no-history",
        }
        for name, amount in (("D1", 100), ("D2", 200))
    ]
    assert pickle.loads(pickle.dumps(cash)) == cash  # noqa: S301  # our own bytes


def test_a_week_begins_on_monday_and_ends_on_sunday() -> None:
    owed = account(invoice("F-1", "1.00", due_in=5), invoice("F-2", "2.00", due_in=6))

    [sunday, monday] = expected_cash(owed, as_of=TODAY).rows

    assert (sunday.week, monday.week) == (MONDAY, MONDAY + dt.timedelta(7))
    assert expected_cash(owed, as_of=dt.date(2026, 7, 5)).first_week == MONDAY


def test_a_later_fact_changes_nothing_expected_before() -> None:
    owed = invoice("F-1", "1.00", due_in=5)
    later = Payment(id="P-1", date=on(1), amount=euros("1.00"), invoice="F-1")

    assert told(account(owed, payments=[later])) == told(account(owed))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"weeks": 0}, "`weeks` must be from 1 to 36525, not 0"),
        ({"thin": 0}, "`thin` must be from 1 to 36525, not 0"),
        ({"first": on(1)}, "`first` is 2026-07-01, after `as_of`"),
        ({"by": "segment"}, "nothing to split by is called `segment`"),
    ],
)
def test_options_that_mean_nothing_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        told(account(), **options)
