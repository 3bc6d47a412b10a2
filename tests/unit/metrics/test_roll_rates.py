import datetime as dt
import pickle
from fractions import Fraction

import pytest

from dunnix.metrics import RollRate, roll_rates
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

SINCE = dt.date(2026, 5, 31)
TODAY = dt.date(2026, 6, 30)
EDGES = (0, 30, 60)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def invoice(name: str, amount: str, *, late: int, debt: str = "EUR") -> Invoice:
    """Owe an amount that was so many days late on the earlier day."""
    due = SINCE - dt.timedelta(late)
    issued = due - dt.timedelta(60)
    return Invoice(id=name, issue_date=issued, due_date=due, amount=Money(amount, debt))


def paid(name: str, amount: str, *, days_after: int, **rest: object) -> Payment:
    day = SINCE + dt.timedelta(days_after)
    return Payment(id=f"P-{name}", date=day, invoice=name, amount=euros(amount), **rest)  # type: ignore[arg-type]


def account(*rows: Invoice | Payment, name: str = "D1") -> Account:
    return Account(
        debtor=Debtor(id=name),
        invoices=[each for each in rows if isinstance(each, Invoice)],
        payments=[each for each in rows if isinstance(each, Payment)],
    )


def test_each_receivable_is_followed_into_its_later_bucket_or_to_what_is_paid() -> None:
    owed = account(
        invoice("F-1", "100.00", late=0),
        invoice("F-2", "300.00", late=-10),
        invoice("F-3", "50.00", late=31),
        paid("F-2", "200.00", days_after=7),
    )

    rates = roll_rates(owed, since=SINCE, as_of=TODAY, edges=EDGES)

    assert rates.buckets == ("not due", "1-30", "31-60", "over 60", "paid")
    assert [(row.bucket, row.rolled_minor) for row in rates.rows] == [
        ("not due", (0, 20000, 0, 0, 20000)),
        ("1-30", (0, 0, 0, 0, 0)),
        ("31-60", (0, 0, 0, 5000, 0)),
        ("over 60", (0, 0, 0, 0, 0)),
    ]
    assert [str(each) for each in rates.rows[0].shares] == ["0", "1/2", "0", "0", "1/2"]
    assert set(rates.rows[1].shares) == {None}


def test_the_published_rate_of_one_bucket_into_the_next() -> None:
    # https://costcalculator.calculator.city/how-to-calculate-roll-rates: 20 %
    owed = account(
        invoice("F-1", "1000000.00", late=5),
        paid("F-1", "800000.00", days_after=20),
    )

    rates = roll_rates(owed, since=SINCE, as_of=TODAY)

    assert rates.rows[1].open_minor == 100_000_000
    assert dict(zip(rates.buckets, rates.rows[1].shares, strict=True))["31-60"] == Fraction(20, 100)


def test_what_was_billed_since_is_in_no_row() -> None:
    later = Invoice(
        id="F-2",
        issue_date=SINCE + dt.timedelta(1),
        due_date=SINCE + dt.timedelta(2),
        amount=euros("70.00"),
    )

    rates = roll_rates(account(invoice("F-1", "10.00", late=1), later), since=SINCE, as_of=TODAY)

    assert sum(row.open_minor for row in rates.rows) == 1000


def test_a_credit_note_leaves_its_bucket_as_money_does() -> None:
    note = Invoice(id="N-1", issue_date=TODAY, amount=euros("-4.00"), credits="F-1")

    rates = roll_rates(account(invoice("F-1", "10.00", late=1), note), since=SINCE, as_of=TODAY)

    assert rates.rows[1].rolled_minor == (0, 0, 600, 0, 0, 400)


def test_a_payment_that_bounces_makes_no_receivable_larger_than_it_was() -> None:
    owed = account(
        invoice("F-1", "10.00", late=1),
        paid("F-1", "6.00", days_after=-3, reversed_on=TODAY),
    )

    rates = roll_rates(owed, since=SINCE, as_of=TODAY)

    assert rates.rows[1].rolled_minor == (0, 0, 400, 0, 0, 0)


def test_currencies_and_groups_have_rows_of_their_own() -> None:
    ledger = [
        account(invoice("F-1", "1.00", late=1), invoice("F-2", "2.00", late=1, debt="GBP")),
        account(invoice("F-3", "3.00", late=1), name="D2"),
    ]

    rates = roll_rates(ledger, since=SINCE, as_of=TODAY, edges=(0,), by="debtor")

    assert [(row.currency, row.group, row.bucket, row.open_minor) for row in rates.rows] == [
        ("EUR", ("D1",), "not due", 0),
        ("EUR", ("D1",), "over 0", 100),
        ("EUR", ("D2",), "not due", 0),
        ("EUR", ("D2",), "over 0", 300),
        ("GBP", ("D1",), "not due", 0),
        ("GBP", ("D1",), "over 0", 200),
    ]


def test_the_table_has_a_column_for_each_later_bucket() -> None:
    owed = account(invoice("F-1", "8.00", late=1), paid("F-1", "2.00", days_after=1))

    table = roll_rates(owed, since=SINCE, as_of=TODAY, edges=(0, 30)).table()

    assert table.dicts()[1] == {
        "currency": "EUR",
        "bucket": "1-30",
        "open_minor": 800,
        "not_due_ratio": 0.0,
        "days_1_30_ratio": 0.0,
        "over_30_ratio": 0.75,
        "paid_ratio": 0.25,
    }
    assert table.dicts()[0]["paid_ratio"] is None


def test_the_earlier_day_lies_before_the_later_one() -> None:
    for wrong in (TODAY, TODAY + dt.timedelta(1)):
        with pytest.raises(ValueError, match=f"`since` is {wrong}, which isn't before `as_of`"):
            roll_rates([], since=wrong, as_of=TODAY)
    with pytest.raises(TypeError, match="`since` must be a date, not a datetime"):
        roll_rates([], since=dt.datetime(2026, 5, 31, tzinfo=dt.UTC), as_of=TODAY)


def test_nothing_owed_has_no_rates() -> None:
    assert roll_rates([], since=SINCE, as_of=TODAY).rows == ()


def test_roll_rates_pickle() -> None:
    rates = roll_rates(account(invoice("F-1", "8.00", late=1)), since=SINCE, as_of=TODAY)

    assert pickle.loads(pickle.dumps(rates)) == rates  # noqa: S301  # our own bytes
    assert rates.rows[0] == RollRate(currency="EUR", bucket="not due", rolled_minor=(0,) * 6)
