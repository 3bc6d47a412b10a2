import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import (
    Figure,
    Figures,
    Unit,
    average_days_delinquent,
    best_possible_dso,
    days_sales_outstanding,
    trend,
)
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DAY = dt.date(2026, 3, 31)


def sold(
    name: str,
    amount: str = "100.00",
    *,
    on: dt.date,
    terms: int = 30,
    currency: str = "EUR",
    **fields: Any,
) -> Invoice:
    due = on + dt.timedelta(days=terms)
    money = Money(amount, currency)
    return Invoice(id=name, issue_date=on, due_date=due, amount=money, **fields)


def paid(name: str, amount: str, *, on: dt.date, invoice: str | None = None) -> Payment:
    return Payment(id=name, date=on, amount=Money(amount, "EUR"), invoice=invoice)


def account(
    *invoices: Invoice, payments: Sequence[Payment] = (), debtor: str = "D1", **facts: str
) -> Account:
    return Account(debtor=Debtor(id=debtor, facts=facts), invoices=invoices, payments=payments)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def quarter(*payments: Payment) -> Account:
    """Give 900.00 sold in the 90 days up to DAY, and 300.00 before."""
    return account(
        sold("F-0", "300.00", on=dt.date(2025, 12, 1)),
        sold("F-1", "200.00", on=day(1, 10)),
        sold("F-2", "400.00", on=day(2, 10)),
        sold("F-3", "300.00", on=day(3, 10)),
        payments=[paid("P-0", "300.00", on=day(1, 5), invoice="F-0"), *payments],
    )


def only(figures: Figures) -> tuple[Fraction | None, dict[str, int], tuple[str, ...]]:
    return figures.only.value, dict(figures.only.inputs), figures.only.flags


def test_simple_dso_divides_what_is_owed_by_the_sales_of_the_window() -> None:
    some = quarter(paid("P-1", "200.00", on=day(2, 1), invoice="F-1"))

    assert days_sales_outstanding(some, as_of=DAY) == Figures(
        metric="days_sales_outstanding",
        unit=Unit.DAYS,
        as_of=DAY,
        convention=(("method", "simple"), ("days", "90")),
        figures=[
            Figure(
                currency="EUR",
                value=Fraction(70),
                inputs=(("receivables_minor", 70000), ("sales_minor", 90000)),
            )
        ],
    )


@pytest.mark.parametrize(("days", "sales"), [(90, 90000), (81, 90000), (80, 70000), (22, 30000)])
def test_a_window_holds_its_first_day_and_its_last(days: int, sales: int) -> None:
    _, inputs, _ = only(days_sales_outstanding(quarter(), as_of=DAY, days=days))

    assert inputs["sales_minor"] == sales


def test_unapplied_money_and_free_credits_are_taken_off_what_is_owed() -> None:
    some = quarter(paid("P-1", "450.00", on=day(3, 1)))

    value, inputs, flags = only(days_sales_outstanding(some, as_of=DAY))

    assert (value, inputs["receivables_minor"], flags) == (Fraction(45), 45000, ())


def test_a_balance_in_credit_gives_days_below_zero_and_says_so() -> None:
    some = quarter(paid("P-1", "990.00", on=day(3, 1)))

    value, _, flags = only(days_sales_outstanding(some, as_of=DAY))
    counted, _, said = only(days_sales_outstanding(some, as_of=DAY, method="count-back"))

    assert (value, flags) == (Fraction(-9), ("negative-receivables",))
    assert (counted, said) == (Fraction(0), ("negative-receivables",))


def test_without_sales_in_the_window_dso_is_undefined_and_not_zero() -> None:
    some = account(sold("F-0", on=dt.date(2025, 6, 1)))

    value, inputs, flags = only(days_sales_outstanding(some, as_of=DAY))

    assert (value, flags) == (None, ("no-sales",))
    assert inputs == {"receivables_minor": 10000, "sales_minor": 0}


def test_more_credited_than_sold_leaves_dso_undefined() -> None:
    note = Invoice(id="N-1", issue_date=day(2, 1), amount=Money("-150.00", "EUR"), credits="F-0")
    some = account(sold("F-0", "200.00", on=dt.date(2025, 6, 1)), sold("F-1", on=day(2, 2)), note)

    value, inputs, flags = only(days_sales_outstanding(some, as_of=DAY))

    assert (value, flags) == (None, ("negative-sales",))
    assert inputs["sales_minor"] == -5000


def test_a_ledger_that_begins_within_the_window_gives_no_days() -> None:
    young = account(sold("F-1", on=day(1, 2)))

    short, _, flags = only(days_sales_outstanding(young, as_of=DAY))
    long_enough, _, none = only(days_sales_outstanding(young, as_of=DAY, days=89))

    assert (short, flags) == (None, ("short-history",))
    assert (long_enough, none) == (Fraction(89), ())


def test_the_history_of_one_debtor_is_that_of_the_whole_ledger() -> None:
    old = account(sold("F-0", on=dt.date(2025, 6, 1)), debtor="D1")
    young = account(sold("F-1", on=day(3, 1)), debtor="D2")

    by_debtor = days_sales_outstanding([old, young], as_of=DAY, by="debtor")

    assert [(each.group, each.value, each.flags) for each in by_debtor] == [
        (("D1",), None, ("no-sales",)),
        (("D2",), Fraction(90), ()),
    ]


def test_currencies_and_segments_each_have_their_own_days() -> None:
    some = [
        account(
            sold("F-1", on=day(1, 1)),
            sold("F-2", on=day(1, 1), currency="GBP"),
            segment="key",
        ),
        account(sold("F-1", "300.00", on=day(1, 1)), debtor="D2", segment="spot"),
    ]

    by_segment = days_sales_outstanding(some, as_of=DAY, by="segment")

    assert by_segment.by == ("segment",)
    assert [(each.currency, each.group, each.value) for each in by_segment] == [
        ("EUR", ("key",), Fraction(90)),
        ("EUR", ("spot",), Fraction(90)),
        ("GBP", ("key",), Fraction(90)),
    ]


def test_a_debtor_to_whom_is_sold_and_who_owes_nothing_has_no_days_outstanding() -> None:
    some = account(
        sold("F-1", on=day(1, 1)), payments=[paid("P-1", "100.00", on=day(1, 1), invoice="F-1")]
    )

    assert only(days_sales_outstanding(some, as_of=DAY))[0] == 0
    assert only(days_sales_outstanding(some, as_of=DAY, method="count-back"))[0] == 0


def test_an_empty_ledger_gives_no_figure() -> None:
    for method in ("simple", "average-balance", "count-back", "rolling", "sales-weighted"):
        assert days_sales_outstanding([], as_of=DAY, method=method).figures == ()
    assert days_sales_outstanding([], as_of=DAY, method="since-first-invoice").figures == ()


def test_the_average_balance_is_of_the_close_before_the_window_and_its_end() -> None:
    value, inputs, flags = only(
        days_sales_outstanding(quarter(), as_of=DAY, method="average-balance")
    )

    # 300.00 was owed on 31 December, 900.00 is owed now.
    assert inputs == {"opening_minor": 30000, "closing_minor": 90000, "sales_minor": 90000}
    assert (value, flags) == (Fraction(60), ())


def test_the_rolling_form_averages_month_ends_and_monthly_sales() -> None:
    value, inputs, flags = only(
        days_sales_outstanding(quarter(), as_of=DAY, method="rolling", periods=3)
    )

    # Owed at the ends of January, February and March: 200.00, 600.00 and 900.00.
    assert inputs == {"balances_minor": 170000, "sales_minor": 90000}
    assert (value, flags) == (Fraction(170, 3), ())


def test_the_rolling_form_wants_something_sold_in_its_first_month_or_before() -> None:
    four = days_sales_outstanding(quarter(), as_of=DAY, method="rolling", periods=4)
    five = days_sales_outstanding(quarter(), as_of=DAY, method="rolling", periods=5)

    assert only(four)[2] == ()
    assert (only(five)[0], only(five)[2]) == (None, ("short-history",))


def test_part_payments_count_in_the_rolling_form() -> None:
    some = quarter(paid("P-1", "100.00", on=day(3, 15), invoice="F-2"))

    _, inputs, _ = only(days_sales_outstanding(some, as_of=DAY, method="rolling", periods=1))

    assert inputs["balances_minor"] == 80000


def test_the_sales_weighted_form_divides_each_age_by_the_sales_of_its_month() -> None:
    some = quarter(paid("P-1", "100.00", on=day(3, 15), invoice="F-2"))

    value, inputs, flags = only(days_sales_outstanding(some, as_of=DAY, method="sales-weighted"))

    # Not due 300 of March's 300; 1-30 days late 300 of February's 400; 31-60 200 of January's 200.
    assert value == (1 + Fraction(3, 4) + 1) * 30
    assert inputs == {"receivables_minor": 80000, "sales_minor": 120000}
    assert flags == ()


@pytest.mark.parametrize(
    ("as_of", "value", "flags"),
    [
        # 59 days late, and sold in the month two back, from 10 January on.
        (day(4, 9), Fraction(30), ()),
        # 60 days late, and the month two back begins on 11 January.
        (day(4, 10), None, ("no-sales",)),
    ],
)
def test_an_age_without_sales_leaves_the_sales_weighted_form_undefined(
    as_of: dt.date, value: Fraction | None, flags: tuple[str, ...]
) -> None:
    some = account(sold("F-1", on=day(1, 10)))

    found = only(days_sales_outstanding(some, as_of=as_of, method="sales-weighted"))

    assert (found[0], found[2]) == (value, flags)


def test_credits_are_taken_off_their_own_age_in_the_sales_weighted_form() -> None:
    some = quarter(paid("P-1", "150.00", on=day(3, 1)))

    value, _, _ = only(days_sales_outstanding(some, as_of=DAY, method="sales-weighted"))

    # The money is 30 days old: it stands against what is 1-30 days late.
    assert value == (1 + Fraction(250, 400) + 1) * 30


def test_since_the_first_invoice_each_group_counts_from_its_own() -> None:
    some = [
        account(
            sold("F-1", "200.00", on=DAY - dt.timedelta(days=500)),
            sold("F-2", "100.00", on=DAY - dt.timedelta(days=499)),
            payments=[paid("P-1", "200.00", on=DAY, invoice="F-1")],
        ),
        account(sold("F-1", on=DAY - dt.timedelta(days=150)), debtor="D2"),
        account(sold("F-1", on=DAY), debtor="D3"),
    ]

    found = days_sales_outstanding(some, as_of=DAY, method="since-first-invoice", by="debtor")

    assert [(each.value, dict(each.inputs)["days_since_first_invoice"]) for each in found] == [
        (Fraction(500, 3), 500),
        (Fraction(150), 150),
        (Fraction(0), 0),
    ]


def test_where_nothing_was_ever_billed_days_since_the_first_invoice_are_undefined() -> None:
    some = account(payments=[paid("P-1", "50.00", on=DAY)])

    found = days_sales_outstanding(some, as_of=DAY, method="since-first-invoice")

    assert only(found)[0] is None
    assert only(found)[2] == ("negative-receivables", "no-sales")


@pytest.mark.parametrize("method", ["simple", "sales-weighted", "since-first-invoice"])
def test_credit_notes_that_outweigh_all_sales_are_told_from_no_sales(method: str) -> None:
    some = account(
        sold("F-1", "90.00", on=day(1, 1)),
        sold("F-2", "-100.00", on=day(3, 1)),
    )

    found = days_sales_outstanding(some, as_of=DAY, method=method, days=90)

    assert only(found)[0] is None
    assert "negative-sales" in only(found)[2]
    assert "no-sales" not in only(found)[2]


def test_best_possible_and_delinquent_days_split_the_simple_dso() -> None:
    some = quarter()

    best = best_possible_dso(some, as_of=DAY)
    late = average_days_delinquent(some, as_of=DAY)

    assert only(best) == (Fraction(30), {"current_minor": 30000, "sales_minor": 90000}, ())
    assert only(late) == (
        Fraction(60),
        {"overdue_less_credits_minor": 60000, "sales_minor": 90000},
        (),
    )
    assert only(days_sales_outstanding(some, as_of=DAY))[0] == 90


def test_what_is_due_today_is_not_delinquent() -> None:
    some = account(sold("F-1", on=day(1, 1), terms=89), sold("F-2", on=day(1, 1), terms=88))

    assert only(best_possible_dso(some, as_of=DAY))[0] == 45
    assert only(average_days_delinquent(some, as_of=DAY))[0] == 45


def test_credits_beyond_what_is_late_give_delinquent_days_below_zero_and_say_so() -> None:
    some = quarter(paid("P-1", "700.00", on=day(3, 1)))

    best = best_possible_dso(some, as_of=DAY)
    late = average_days_delinquent(some, as_of=DAY)

    assert only(best)[0] == 30
    assert (only(late)[0], only(late)[2]) == (Fraction(-10), ("credits-exceed-overdue",))


def test_a_split_dso_is_undefined_where_the_whole_is() -> None:
    young = account(sold("F-1", on=day(1, 2)))

    for part in (best_possible_dso, average_days_delinquent):
        value, _, flags = only(part(young, as_of=DAY))
        assert (value, flags) == (None, ("short-history",))


def test_a_trend_of_dso_knows_on_each_day_what_was_known_then() -> None:
    late_file = Payment(
        id="P-1",
        date=day(1, 20),
        amount=Money("100.00", "EUR"),
        invoice="F-1",
        recorded_on=day(3, 1),
    )
    some = account(
        sold("F-0", on=dt.date(2025, 9, 1)), sold("F-1", on=day(1, 1)), payments=[late_file]
    )

    followed = trend(days_sales_outstanding, some, [DAY, day(2, 1)], days=60)

    assert [only(each)[1]["receivables_minor"] for each in followed.days] == [20000, 10000]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"method": "count"},
            ValueError,
            "`method` can't be `count`; it is one of `simple`, `average-",
        ),
        (
            {"zero_sales": "halt"},
            ValueError,
            "`zero_sales` can't be `halt`; it is one of `count`, `skip`, `stop`",
        ),
        ({"days": 0}, ValueError, "`days` must be from 1 to 36525, not 0"),
        ({"days": 90.0}, TypeError, "`days` must be a whole number, not a float"),
        ({"periods": 0}, ValueError, "`periods` must be from 1 to 1200, not 0"),
        ({"by": "segment"}, ValueError, "nothing to split by is called `segment`"),
        ({"as_of": dt.date(2025, 1, 1)}, ValueError, "`as_of` is 2025-01-01, before the first"),
    ],
)
def test_a_wrong_option_is_refused_with_the_right_ones(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match="^" + re.escape(message)):
        days_sales_outstanding(quarter(), **{"as_of": DAY, **options})
