import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pytest

from dunnix.metrics import Figures, ZeroSales, days_sales_outstanding
from dunnix.metrics.count_back import CountBack, count_back_days
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DAY = dt.date(2026, 3, 16)


def sold(name: str, cents: int, on: dt.date) -> Invoice:
    due = on + dt.timedelta(days=30)
    return Invoice(id=name, issue_date=on, due_date=due, amount=Money.minor(cents, "EUR"))


def ledger(*sales: tuple[int, dt.date], paid: Sequence[int] = (), debtor: str = "D1") -> Account:
    """Give an account with these sales; the numbered ones were paid at once."""
    invoices = [sold(f"F-{place}", cents, on) for place, (cents, on) in enumerate(sales)]
    payments = [
        Payment(
            id=f"P-{place}",
            date=sales[place][1],
            amount=Money.minor(sales[place][0], "EUR"),
            invoice=f"F-{place}",
        )
        for place in paid
    ]
    return Account(debtor=Debtor(id=debtor), invoices=invoices, payments=payments)


def counted(account: Account, zero_sales: str = "count") -> Figures:
    return days_sales_outstanding(account, as_of=DAY, method="count-back", zero_sales=zero_sales)


@pytest.mark.parametrize(
    ("receivables", "found"),
    [
        (0, CountBack(Fraction(0), 0)),
        (-500, CountBack(Fraction(0), 0)),
        (300, CountBack(Fraction(9), 1)),
        (1000, CountBack(Fraction(30), 1)),
        (1001, CountBack(Fraction(30) + Fraction(28, 2000), 2)),
        (3000, CountBack(Fraction(58), 2)),
        (3001, CountBack(None, 2, ("history-exhausted",))),
    ],
)
def test_months_are_used_up_whole_and_the_last_in_part(receivables: int, found: CountBack) -> None:
    assert count_back_days(receivables, [(1000, 30), (2000, 28)]) == found


@pytest.mark.parametrize(
    ("zero_sales", "found"),
    [
        (ZeroSales.COUNT, CountBack(Fraction(75), 3)),
        (ZeroSales.SKIP, CountBack(Fraction(45), 3)),
        (ZeroSales.STOP, CountBack(None, 2, ("zero-sales",))),
    ],
)
def test_a_month_without_sales_counts_is_skipped_or_ends_the_count(
    zero_sales: ZeroSales, found: CountBack
) -> None:
    assert count_back_days(1500, [(1000, 30), (0, 30), (1000, 30)], zero_sales) == found


def test_a_month_of_net_credits_ends_the_count() -> None:
    found = count_back_days(1500, [(1000, 30), (-10, 30), (1000, 30)])

    assert found == CountBack(None, 2, ("negative-sales",))


def test_what_is_used_up_exactly_looks_at_no_earlier_month() -> None:
    found = count_back_days(1000, [(1000, 30), (-10, 30)], ZeroSales.STOP)

    assert found == CountBack(Fraction(30), 1)


def test_the_month_of_the_day_counts_up_to_that_day() -> None:
    account = ledger((800, dt.date(2026, 2, 3)), (400, dt.date(2026, 3, 2)))

    figures = counted(account)

    # 16 days of March and the 28 of February.
    assert figures.value == 44
    assert figures.only.inputs == (("receivables_minor", 1200), ("months", 2))
    assert figures.convention == (
        ("method", "count-back"),
        ("months", "calendar"),
        ("zero-sales", "count"),
    )


def test_money_for_one_month_lets_less_be_counted_back() -> None:
    account = ledger((800, dt.date(2026, 2, 3)), (400, dt.date(2026, 3, 2)), paid=[1])

    # 800 are owed: 400 sold in March, and half of February.
    assert counted(account).value == 16 + 14


@pytest.mark.parametrize(
    ("zero_sales", "days", "flags"),
    [("count", 16 + 28 + 31, ()), ("skip", 16 + 31, ()), ("stop", None, ("zero-sales",))],
)
def test_the_choice_of_months_without_sales_is_named_in_the_result(
    zero_sales: str, days: int | None, flags: tuple[str, ...]
) -> None:
    account = ledger((400, dt.date(2026, 3, 2)), (600, dt.date(2026, 1, 2)))

    figures = counted(account, zero_sales=zero_sales)

    assert (figures.value, figures.only.flags) == (days, flags)
    assert dict(figures.convention)["zero-sales"] == zero_sales


def test_old_months_are_looked_at_as_far_back_as_they_are_needed() -> None:
    account = ledger((900, dt.date(2023, 3, 1)), (100, dt.date(2026, 3, 2)))

    # From 1 March 2023 to 16 March 2026.
    assert counted(account).value == (DAY - dt.date(2023, 3, 1)).days + 1


def test_credited_sales_leave_a_rest_that_no_month_explains() -> None:
    note = sold("N-1", -500, dt.date(2026, 1, 5))
    account = Account(
        debtor=Debtor(id="D1"),
        invoices=[
            Invoice(id="F-0", due_date=dt.date(2026, 1, 1), amount=Money.minor(900, "EUR")),
            sold("F-1", 700, dt.date(2026, 1, 2)),
            note,
        ],
    )

    figures = counted(account)

    # 1100 are owed, 200 net were billed on a day that is known.
    assert (figures.value, figures.only.flags) == (None, ("history-exhausted",))


def test_each_debtor_is_counted_back_by_its_own_sales() -> None:
    quick = ledger((400, dt.date(2026, 3, 2)), debtor="D1")
    slow = ledger((400, dt.date(2024, 3, 2)), debtor="D2")
    gone = ledger((400, dt.date(2024, 1, 2)), paid=[0], debtor="D3")

    figures = days_sales_outstanding(
        [quick, slow, gone], as_of=DAY, method="count-back", by="debtor"
    )

    assert [(each.group, each.value) for each in figures] == [
        (("D1",), Fraction(16)),
        (("D2",), Fraction((DAY - dt.date(2024, 3, 1)).days + 1)),
    ]
