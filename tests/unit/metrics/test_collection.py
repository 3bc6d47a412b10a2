import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import (
    Figure,
    Figures,
    Unit,
    collection_effectiveness,
    collection_rate,
    cost_of_dso_day,
    receivables_turnover,
)
from dunnix.metrics.collection_formulas import (
    collected_ratio,
    effectiveness_percent,
    turnover_times,
)
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

FIRST = dt.date(2026, 1, 1)
DAY = dt.date(2026, 3, 31)
BEFORE = dt.date(2025, 12, 1)


def sold(name: str, cents: int, on: dt.date, *, due: dt.date | None = None) -> Invoice:
    due = due or on + dt.timedelta(days=30)
    return Invoice(id=name, issue_date=on, due_date=due, amount=Money.minor(cents, "EUR"))


def paid(name: str, cents: int, on: dt.date, invoice: str | None = None, **more: Any) -> Payment:
    return Payment(id=name, date=on, amount=Money.minor(cents, "EUR"), invoice=invoice, **more)


def account(*invoices: Invoice, payments: Sequence[Payment] = (), debtor: str = "D1") -> Account:
    return Account(debtor=Debtor(id=debtor), invoices=invoices, payments=payments)


def quarter(*payments: Payment) -> Account:
    """Give 1000 owed before, 600 sold within: 100 late and 500 not due at the end."""
    return account(
        sold("F-0", 1000, BEFORE),
        sold("F-1", 100, dt.date(2026, 2, 1)),
        sold("F-2", 500, dt.date(2026, 3, 20)),
        payments=payments or [paid("P-0", 1000, dt.date(2026, 1, 10), "F-0")],
    )


def test_the_index_divides_the_sales_by_the_months_of_the_period() -> None:
    assert collection_effectiveness(quarter(), as_of=DAY, first=FIRST) == Figures(
        metric="collection_effectiveness",
        unit=Unit.PERCENT,
        as_of=DAY,
        convention=(("form", "per-month"), ("first", "2026-01-01")),
        figures=[
            Figure(
                currency="EUR",
                value=Fraction(600, 7),  # (1000 + 200 - 600) / (1000 + 200 - 500)
                inputs=(
                    ("beginning_minor", 1000),
                    ("ending_minor", 600),
                    ("ending_current_minor", 500),
                    ("sales_minor", 600),
                ),
            )
        ],
    )


def test_the_index_of_the_whole_period_takes_the_sales_undivided() -> None:
    found = collection_effectiveness(quarter(), as_of=DAY, first=FIRST, form="period")

    assert found.value == Fraction(1000, 11)  # (1000 + 600 - 600) / (1000 + 600 - 500)


def test_parts_of_months_count_by_their_days() -> None:
    some = quarter(paid("P-0", 1, dt.date(2026, 1, 10), "F-0"))

    found = collection_effectiveness(some, as_of=DAY, first=dt.date(2026, 2, 15))

    # Half of February and March: 500 sold / 1.5; 1099 owed before, 1599 after, 500 of it not due.
    beginning = 1099 + Fraction(1000, 3)
    assert found.value == (beginning - 1599) * 100 / (beginning - 500)


def test_credits_beyond_what_is_late_lift_the_index_over_100_and_are_named() -> None:
    some = quarter(
        paid("P-0", 1000, dt.date(2026, 1, 10), "F-0"), paid("P-1", 150, dt.date(2026, 3, 1))
    )

    found = collection_effectiveness(some, as_of=DAY, first=FIRST).only

    assert found.value == Fraction(750, 7)
    assert found.flags == ("credits-exceed-overdue",)


def test_where_nothing_was_to_be_collected_the_index_is_undefined() -> None:
    some = account(sold("F-1", 500, dt.date(2026, 3, 20)))

    assert collection_effectiveness(some, as_of=DAY, first=FIRST, form="period").value is None


def test_an_index_of_a_period_before_the_ledger_began_says_so() -> None:
    some = account(sold("F-1", 500, dt.date(2026, 1, 20)))

    found = collection_effectiveness(some, as_of=DAY, first=FIRST, form="period").only

    assert (found.value, found.flags) == (Fraction(0), ("short-history",))


def test_turnover_is_by_the_year_and_by_the_mean_of_two_balances() -> None:
    found = receivables_turnover(quarter(), as_of=DAY, first=FIRST)

    assert found.only == Figure(
        currency="EUR",
        value=Fraction(600, 800) * 4,
        inputs=(("beginning_minor", 1000), ("ending_minor", 600), ("sales_minor", 600)),
    )
    assert found.convention == (("balance", "average"), ("first", "2026-01-01"))


def test_turnover_may_be_of_the_closing_balance() -> None:
    found = receivables_turnover(quarter(), as_of=DAY, first=FIRST, balance="closing")

    assert found.value == 4


@pytest.mark.parametrize("year", [2023, 2024])
def test_turnover_of_a_calendar_year_is_sales_by_balance_in_leap_years_too(year: int) -> None:
    some = account(sold("F-1", 500, dt.date(year, 1, 1)))

    found = receivables_turnover(
        some, as_of=dt.date(year, 12, 31), first=dt.date(year, 1, 1), balance="closing"
    )

    assert found.value == 1


def test_turnover_is_undefined_where_nothing_is_owed_or_more_credited_than_sold() -> None:
    settled = account(
        sold("F-1", 500, FIRST), payments=[paid("P-1", 500, FIRST, "F-1")], debtor="D1"
    )
    note = Invoice(id="N-1", issue_date=FIRST, amount=Money.minor(-500, "EUR"))
    credited = account(sold("F-1", 900, BEFORE), note, debtor="D2")

    found = receivables_turnover([settled, credited], as_of=DAY, first=FIRST, by="debtor")

    assert [(each.value, each.flags) for each in found] == [
        (None, ()),
        (None, ("negative-sales",)),
    ]


def test_the_collection_rate_is_of_what_was_late_before_or_fell_due_within() -> None:
    some = account(
        sold("late", 1000, BEFORE, due=dt.date(2025, 12, 31)),
        sold("due-first", 100, BEFORE, due=FIRST),
        sold("due-last", 20, BEFORE, due=DAY),
        sold("due-later", 4000, BEFORE, due=DAY + dt.timedelta(days=1)),
        payments=[
            paid("P-1", 300, FIRST, "late"),
            paid("P-2", 100, DAY, "due-first"),
            paid("P-3", 4000, DAY, "due-later"),
        ],
    )

    assert collection_rate(some, as_of=DAY, first=FIRST) == Figures(
        metric="collection_rate",
        unit=Unit.RATIO,
        as_of=DAY,
        convention=(("first", "2026-01-01"), ("credits", "left-out")),
        figures=[
            Figure(
                currency="EUR",
                value=Fraction(400, 1120),
                inputs=(("collected_minor", 400), ("still_open_minor", 720)),
            )
        ],
    )


def test_money_before_the_period_is_not_collected_in_it() -> None:
    some = account(
        sold("F-1", 1000, BEFORE),
        payments=[paid("P-1", 400, dt.date(2025, 12, 31), "F-1"), paid("P-2", 60, FIRST, "F-1")],
    )

    assert collection_rate(some, as_of=DAY, first=FIRST).value == Fraction(60, 600)


def test_a_payment_that_bounces_collects_nothing() -> None:
    bounced = paid("P-1", 1000, FIRST, "F-1", reversed_on=DAY)
    some = account(sold("F-1", 1000, BEFORE), payments=[bounced])

    before = collection_rate(some, as_of=DAY - dt.timedelta(days=1), first=FIRST)
    after = collection_rate(some, as_of=DAY, first=FIRST)

    assert (before.value, after.value) == (Fraction(1), Fraction(0))


def test_what_is_credited_is_neither_collected_nor_to_be_collected() -> None:
    note = Invoice(id="N-1", issue_date=FIRST, amount=Money.minor(-500, "EUR"), credits="F-1")
    some = account(sold("F-1", 1000, BEFORE), note, payments=[paid("P-1", 250, FIRST, "F-1")])

    assert collection_rate(some, as_of=DAY, first=FIRST).value == Fraction(1, 2)


def test_where_nothing_fell_due_the_collection_rate_is_undefined() -> None:
    some = account(sold("F-1", 1000, DAY))

    assert collection_rate(some, as_of=DAY, first=FIRST).value is None


@pytest.mark.parametrize("rate", ["0.08", Decimal("0.08"), Fraction(2, 25)])
def test_a_day_of_dso_costs_the_yearly_interest_on_a_day_of_sales(
    rate: str | Decimal | Fraction,
) -> None:
    found = cost_of_dso_day(quarter(), as_of=DAY, annual_rate=rate)

    assert (found.unit, found.value) == (Unit.MONEY, Fraction(600, 90) * Fraction(8, 100))
    assert found.only.inputs == (("sales_minor", 600),)
    assert found.convention == (("annual-rate", str(rate)), ("days", "90"))


def test_the_cost_of_a_day_is_undefined_where_the_ledger_is_too_young() -> None:
    found = cost_of_dso_day(quarter(), as_of=DAY, annual_rate="0.08", days=365)

    assert (found.value, found.only.flags) == (None, ("short-history",))


@pytest.mark.parametrize(
    ("rate", "error", "message"),
    [
        (0.08, TypeError, "`annual_rate` is text, a Decimal or a Fraction, not a float"),
        ("8 %", ValueError, "`annual_rate` is `8 %`, which is no number; write 8 % as `0.08`"),
        (Decimal("NaN"), ValueError, "`annual_rate` is `NaN`, which is no number"),
        ("-0.01", ValueError, "`annual_rate` is `-0.01`, which is below zero"),
    ],
)
def test_a_rate_that_is_not_exact_is_refused(
    rate: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match="^" + re.escape(message)):
        cost_of_dso_day(quarter(), as_of=DAY, annual_rate=rate)


@pytest.mark.parametrize(
    "metric", [collection_effectiveness, collection_rate, receivables_turnover]
)
@pytest.mark.parametrize(
    ("first", "error", "message"),
    [
        (DAY + dt.timedelta(days=1), ValueError, "`first` is 2026-04-01, after `as_of`"),
        (dt.date(1, 1, 1), ValueError, "`first` is 0001-01-01, before 1800-01-01"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), TypeError, "`first` must be a date"),
    ],
)
def test_a_period_that_cannot_be_is_refused(
    metric: Callable[..., Figures], first: dt.date, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match="^" + re.escape(message)):
        metric(quarter(), as_of=DAY, first=first)


def test_forms_and_balances_that_are_not_there_are_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^`form` can't be `monthly`; it is one of `per-month`, `period`$"
    ):
        collection_effectiveness(quarter(), as_of=DAY, first=FIRST, form="monthly")
    with pytest.raises(ValueError, match=r"^`balance` can't be `opening`; it is one of `average`"):
        receivables_turnover(quarter(), as_of=DAY, first=FIRST, balance="opening")


def test_formulas_without_a_divisor_have_no_answer() -> None:
    assert effectiveness_percent(0, 300, 300, 300) is None
    assert effectiveness_percent(0, 300, 300, 400) is None
    assert collected_ratio(0, 0) is None
    assert turnover_times(100, 0) is None
    assert turnover_times(-1, 100) is None
