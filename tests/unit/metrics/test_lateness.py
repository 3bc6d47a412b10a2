import datetime as dt
import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from dunnix.ledger import load_ledger
from dunnix.metrics import (
    average_days_late,
    average_days_to_pay,
    average_terms,
    days_beyond_terms,
    paid_on_time,
    trend,
)
from dunnix.metrics.beyond_terms import bucket_middles
from dunnix.metrics.received import weighted_average_days
from dunnix.model import Account, Allocation, Debtor, Instalment, Invoice, Payment
from dunnix.money import Money

IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER",
        Path(__file__).resolve().parents[4] / "shared" / "data" / "ibm_receivables.csv",
    )
)
DUE = dt.date(2026, 3, 31)
DAY = dt.date(2026, 6, 30)


def after_due(days: int) -> dt.date:
    return DUE + dt.timedelta(days=days)


def invoice(
    name: str, amount: str = "100.00", *, issued: dt.date | None = None, due: dt.date = DUE
) -> Invoice:
    return Invoice(id=name, due_date=due, amount=Money(amount, "EUR"), issue_date=issued)


def paid(name: str, days_late: int, amount: str = "100.00", *, number: int = 1) -> Payment:
    return Payment(
        id=f"P-{name}-{number}",
        date=after_due(days_late),
        amount=Money(amount, "EUR"),
        invoice=name,
    )


def account(
    invoices: Sequence[Invoice], payments: Sequence[Payment] = (), debtor: str = "D1", **facts: str
) -> Account:
    return Account(debtor=Debtor(id=debtor, facts=facts), invoices=invoices, payments=payments)


# https://scshubfrpdev.powerappsportals.com/ideas/idea/?ideaid=4191bf6f-f5ab-ea11-8b71-0003ff68c1c4
# and https://fitsmallbusiness.com/days-beyond-terms/, where early payments count negative.
@pytest.mark.parametrize(
    ("weighted", "published"),
    [
        ([(10, 5), (100, 10)], 9.55),
        ([(100, -10), (200, -5), (300, 0), (400, 5), (500, 10)], 3.33),
    ],
    ids=["W40", "W44"],
)
def test_weighted_days_are_those_published(
    weighted: list[tuple[int, int]], published: float
) -> None:
    assert float(weighted_average_days(weighted) or 0) == pytest.approx(published, abs=0.005)


def test_weighted_days_of_nothing_are_undefined() -> None:
    assert weighted_average_days([]) is None


def test_early_money_makes_up_for_late_money_unless_it_is_clipped() -> None:
    owed = account(
        [invoice("F-1"), invoice("F-2", "300.00")], [paid("F-1", -20), paid("F-2", 40, "300.00")]
    )

    signed = average_days_late(owed, as_of=DAY)
    clipped = average_days_late(owed, as_of=DAY, clipped=True)

    assert [signed.value, clipped.value] == [25, 30]
    assert signed.only.inputs == (("paid_minor", 40000), ("payments", 2))
    assert signed.convention == (("sign", "signed"), ("population", "paid"))
    assert clipped.convention == (("sign", "clipped"), ("population", "paid"))


def test_money_of_the_first_and_the_last_day_of_a_period_is_in_it() -> None:
    invoices = [invoice(f"F-{days}") for days in (-1, 0, 9, 10)]
    owed = account(invoices, [paid(f"F-{days}", days) for days in (-1, 0, 9, 10)])

    late = average_days_late(owed, first=DUE, as_of=after_due(9))

    assert late.value == Fraction(9, 2)
    assert late.convention[-1] == ("first", "2026-03-31")


def test_open_items_are_in_it_from_the_day_after_their_due_date_where_asked_for() -> None:
    owed = account([invoice("F-1"), invoice("F-2"), invoice("F-3", due=DAY)], [paid("F-1", 1)])

    with_open = average_days_late(owed, as_of=DAY, include_open=True)

    assert with_open.value == Fraction(1 + (DAY - DUE).days, 2)
    assert with_open.only.inputs == (
        ("paid_minor", 10000),
        ("payments", 1),
        ("past_due_minor", 10000),
    )
    assert average_days_late(owed, as_of=DAY).value == 1


def test_a_part_payment_weighs_what_it_brought() -> None:
    owed = account([invoice("F-1")], [paid("F-1", 0, "75.00"), paid("F-1", 20, "25.00", number=2)])

    assert average_days_late(owed, as_of=DAY).value == 5


def test_instalments_are_late_each_by_its_own_due_date() -> None:
    parts = [
        Instalment(number=1, due_date=DUE, amount=Money("40.00", "EUR")),
        Instalment(number=2, due_date=after_due(30), amount=Money("60.00", "EUR")),
    ]
    split = Invoice(id="F-1", amount=Money("100.00", "EUR"), instalments=parts)

    late = average_days_late(account([split], [paid("F-1", 30)]), as_of=DAY)

    assert late.value == Fraction(40 * 30, 100)


def test_money_given_back_came_on_no_day() -> None:
    refund = paid("F-1", 80, "-50.00", number=2)
    owed = account([invoice("F-1")], [paid("F-1", 10), refund])

    assert average_days_late(owed, as_of=DAY).value == 10


def test_a_bounced_payment_never_came() -> None:
    bounced = Payment(
        id="P1",
        date=DUE,
        amount=Money("100.00", "EUR"),
        invoice="F-1",
        reversed_on=after_due(5),
    )
    owed = account([invoice("F-1")], [bounced])

    assert average_days_late(owed, as_of=after_due(4)).value == 0
    assert len(average_days_late(owed, as_of=after_due(5))) == 0


def test_what_became_known_later_changes_no_past_figure() -> None:
    late_file = Payment(
        id="P2",
        date=after_due(2),
        amount=Money("100.00", "EUR"),
        invoice="F-2",
        recorded_on=after_due(40),
    )
    owed = account([invoice("F-1"), invoice("F-2")], [paid("F-1", 10), late_file])

    followed = trend(average_days_late, owed, [after_due(39), after_due(40)])

    assert [each.value for each in followed.days] == [10, 6]


@pytest.mark.requirement("M155")
def test_the_debtors_of_two_collectors_are_compared() -> None:
    accounts = [
        Account(
            debtor=Debtor(id=owner, owner=owner),
            invoices=[invoice(f"F-{owner}")],
            payments=[paid(f"F-{owner}", days)],
        )
        for owner, days in (("lea", 3), ("max", 21))
    ]

    late = average_days_late(accounts, as_of=DAY, by="owner")

    assert [(each.group, each.value) for each in late] == [
        (("lea",), Fraction(3)),
        (("max",), Fraction(21)),
    ]


def test_terms_and_days_late_sum_to_days_to_pay() -> None:
    first = invoice("F-1", issued=after_due(-30))
    second = invoice("F-2", "300.00", issued=after_due(-60))
    owed = account([first, second], [paid("F-1", 10), paid("F-2", -2, "300.00")])

    figures = [each(owed, as_of=DAY) for each in (average_terms, average_days_late)]
    to_pay = average_days_to_pay(owed, as_of=DAY)

    assert [each.value for each in figures] == [Fraction(105, 2), 1]
    assert to_pay.value == Fraction(107, 2)
    assert (to_pay.metric, figures[0].metric) == ("average_days_to_pay", "average_terms")


def test_money_on_an_invoice_without_issue_date_is_told_beside() -> None:
    owed = account(
        [invoice("F-1", issued=after_due(-30)), invoice("F-2")], [paid("F-1", 0), paid("F-2", 9)]
    )

    [terms] = average_terms(owed, as_of=DAY)
    [undated] = average_terms(account([invoice("F-2")], [paid("F-2", 9)]), as_of=DAY)

    assert terms.value == 30
    assert dict(terms.inputs) == {"paid_minor": 10000, "payments": 1, "undated_minor": 10000}
    assert terms.flags == ("without-issue-date",)
    assert undated.value is None


def test_a_period_ends_no_earlier_than_it_begins() -> None:
    with pytest.raises(ValueError, match="`first` is 2026-07-01, after `as_of`"):
        average_days_late([], as_of=DAY, first=dt.date(2026, 7, 1))


def test_buckets_count_at_their_middles_and_what_is_not_late_at_none() -> None:
    owed = account(
        [
            invoice(f"F-{days}", due=DAY - dt.timedelta(days=days))
            for days in (-40, 0, 1, 30, 31, 90, 91, 900)
        ]
    )

    beyond = days_beyond_terms(owed, as_of=DAY)

    assert beyond.value == Fraction(0 + 0 + 15 + 15 + 45 + 75 + 105 + 105, 8)
    assert beyond.only.inputs == (("open_minor", 80000),)


def test_buckets_of_what_is_due_later_count_nothing() -> None:
    assert list(bucket_middles((-30, 0, 10))) == [0, 0, 5, 15]


def test_edges_without_a_bucket_of_what_is_late_are_refused() -> None:
    with pytest.raises(ValueError, match="need one above 0"):
        days_beyond_terms([], as_of=DAY, edges=(-30, 0))


@pytest.mark.requirement("M16")
def test_money_of_the_due_date_is_in_time_and_of_the_day_after_is_not() -> None:
    names = ("F-early", "F-due", "F-late", "F-open")
    payments = [paid("F-early", -9), paid("F-due", 0), paid("F-late", 1)]
    owed = account([invoice(name) for name in names], payments)

    share = paid_on_time(owed, as_of=DAY)

    assert share.value == Fraction(1, 2)
    assert share.only.inputs == (("on_time_minor", 20000), ("fell_due_minor", 40000))


def test_what_fell_due_outside_the_period_is_not_asked_about() -> None:
    dues = [DUE - dt.timedelta(days=1), DUE, DAY, DAY + dt.timedelta(days=1)]
    invoices = [invoice(f"F-{due}", due=due) for due in dues]
    invoices += [invoice(f"F-open-{due}", due=due) for due in dues[:2]]
    payments = [
        Payment(id=f"P-{due}", date=DUE, amount=Money("100.00", "EUR"), invoice=f"F-{due}")
        for due in dues[:2] + dues[3:]
    ]

    share = paid_on_time(account(invoices, payments), first=DUE, as_of=DAY)

    assert dict(share.only.inputs) == {"on_time_minor": 10000, "fell_due_minor": 30000}


def test_money_counts_by_what_it_was_allocated_to() -> None:
    transfer = Payment(
        id="P1",
        date=after_due(5),
        amount=Money("200.00", "EUR"),
        allocations=[
            Allocation(invoice="F-1", amount=Money("100.00", "EUR")),
            Allocation(invoice="F-2", amount=Money("50.00", "EUR")),
        ],
    )
    owed = account([invoice("F-1"), invoice("F-2", due=after_due(5))], [transfer])

    assert average_days_late(owed, as_of=DAY).value == Fraction(10, 3)
    assert paid_on_time(owed, as_of=DAY).value == Fraction(1, 4)


@pytest.mark.skipif(not IBM.exists(), reason="the IBM ledger isn't here")
@pytest.mark.long
def test_the_ledger_of_ibm_was_paid_early_by_as_much_as_was_reckoned_by_hand() -> None:
    columns = {
        "id": "invoiceNumber",
        "debtor": "customerID",
        "amount": "InvoiceAmount",
        "issue_date": "InvoiceDate",
        "due_date": "DueDate",
        "paid_on": "SettledDate",
    }
    accounts = load_ledger(IBM, columns=columns, currency="USD", dates="M/D/YYYY").accounts
    day, first = dt.date(2012, 12, 31), dt.date(2012, 10, 3)

    quarter = [
        average_days_late(accounts, as_of=day, first=first, clipped=clipped)
        for clipped in (False, True)
    ]
    whole = [
        average_days_late(accounts, as_of=day),
        average_days_late(accounts, as_of=day, clipped=True),
        average_days_to_pay(accounts, as_of=day),
        average_terms(accounts, as_of=day),
    ]

    # Reckoned from the file's rows by the csv module alone; the first two are those of the last
    # ninety days.
    assert [round(float(each.only), 4) for each in quarter] == [-3.0746, 3.0990]
    assert [round(float(each.only), 4) for each in whole] == [-2.2084, 3.8082, 27.7916, 30.0]


@pytest.mark.parametrize("option", ["clipped", "include_open"])
def test_a_choice_that_is_neither_true_nor_false_is_refused(option: str) -> None:
    with pytest.raises(TypeError, match=f"`{option}` is True or False, not a str"):
        average_days_late([], as_of=DAY, **{option: "no"})  # type: ignore[arg-type]


def test_an_invoice_paid_twice_and_refunded_fell_due_once() -> None:
    came = [paid("F-1", 0), paid("F-1", 20, number=2)]
    back = Payment(id="P-3", date=after_due(30), amount=Money("-100.00", "EUR"), invoice="F-1")

    [share] = paid_on_time(account([invoice("F-1")], [*came, back]), as_of=DAY)

    assert share.value == 1
    assert share.inputs == (("on_time_minor", 10000), ("fell_due_minor", 10000))


def test_a_refund_takes_back_what_came_last_before_it() -> None:
    came = [paid("F-1", 0), paid("F-1", 40, number=2)]
    back = Payment(id="P-3", date=after_due(10), amount=Money("-100.00", "EUR"), invoice="F-1")

    [share] = paid_on_time(account([invoice("F-1")], [*came, back]), as_of=DAY)

    assert share.inputs == (("on_time_minor", 0), ("fell_due_minor", 10000))


def test_a_refund_in_part_leaves_the_rest_of_the_payment() -> None:
    back = Payment(id="P-3", date=after_due(10), amount=Money("-30.00", "EUR"), invoice="F-1")

    [share] = paid_on_time(account([invoice("F-1")], [paid("F-1", 0), back]), as_of=DAY)

    assert share.inputs == (("on_time_minor", 7000), ("fell_due_minor", 10000))
