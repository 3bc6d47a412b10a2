import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import (
    Books,
    ExchangeRates,
    age_receivables,
    collection_curves,
    converted,
    days_sales_outstanding,
    roll_rates,
)
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

FIRST = dt.date(2026, 5, 1)
TODAY = dt.date(2026, 6, 30)


def table(*rates: tuple[str, dt.date, Any], to: str = "EUR") -> ExchangeRates:
    return ExchangeRates(to_currency=to, known_until=TODAY, rates=rates)


RATES = table(
    ("USD", FIRST, "0.8"),
    ("USD", dt.date(2026, 6, 1), "0.9"),
    ("JPY", FIRST, "0.006"),
    ("TND", FIRST, "0.3"),
)


def invoice(name: str, amount: str, currency: str, issued: dt.date = FIRST) -> Invoice:
    due = issued + dt.timedelta(30)
    return Invoice(id=name, issue_date=issued, due_date=due, amount=Money(amount, currency))


def account(*rows: Invoice | Payment) -> Account:
    return Account(
        debtor=Debtor(id="D1"),
        invoices=[each for each in rows if isinstance(each, Invoice)],
        payments=[each for each in rows if isinstance(each, Payment)],
    )


def test_a_rate_holds_from_its_day_until_the_next_one() -> None:
    days = (FIRST, dt.date(2026, 5, 31), dt.date(2026, 6, 1), TODAY)

    held = [RATES.rate("USD", day) for day in days]

    assert held == [Fraction(4, 5), Fraction(4, 5), Fraction(9, 10), Fraction(9, 10)]
    assert RATES.rate("EUR", FIRST) == 1


def test_amounts_are_converted_between_currencies_of_other_digits_and_rounded_once() -> None:
    assert RATES.convert(1, "USD", TODAY) == 1
    assert RATES.convert(1000, "JPY", TODAY) == 600
    assert RATES.convert(12345, "TND", TODAY) == 370
    assert RATES.convert(5, "TND", TODAY) == 0
    assert RATES.convert(15, "TND", TODAY, "JPY") == 1


@pytest.mark.parametrize(("cents", "wanted"), [(1, 0), (3, 2), (5, 2), (-1, 0), (-3, -2), (-5, -2)])
def test_halves_are_rounded_to_even(cents: int, wanted: int) -> None:
    assert table(("USD", FIRST, "0.5")).convert(cents, "USD", TODAY) == wanted


def test_a_currency_of_the_table_is_reached_by_crossing_rates_exactly() -> None:
    assert RATES.convert(300, "USD", FIRST, "JPY") == 400
    assert RATES.convert(900, "EUR", TODAY, "USD") == 1000
    assert RATES.convert(7, "GBP", TODAY, "GBP") == 7


def test_rates_quoted_the_other_way_are_turned_exactly() -> None:
    quoted: list[tuple[str, dt.date, str | Decimal]]
    quoted = [("USD", FIRST, "1.1"), ("JPY", FIRST, Decimal(160))]

    rates = ExchangeRates.bought_by_one("EUR", quoted, known_until=TODAY)

    assert rates == table(("USD", FIRST, Fraction(10, 11)), ("JPY", FIRST, Fraction(1, 160)))


def test_rates_are_one_value_in_any_order_and_pickle() -> None:
    rows = [("USD", FIRST, "0.8"), ("JPY", FIRST, "0.006"), ("USD", TODAY, "0.9")]

    assert table(*rows) == table(*reversed(rows))
    assert pickle.loads(pickle.dumps(RATES)) == RATES  # noqa: S301  # our own bytes


@pytest.mark.parametrize(
    ("currency", "day", "says"),
    [
        ("USD", dt.date(2026, 7, 1), "on 2026-07-01: the rates are known until 2026-06-30"),
        ("USD", dt.date(2026, 4, 30), "on 2026-04-30: give one of that day or before"),
        ("GBP", TODAY, "on 2026-06-30: give one of that day or before"),
        ("ZAR", TODAY, "on 2026-06-30: give one of that day or before"),
    ],
)
def test_a_day_or_currency_without_a_rate_is_refused(
    currency: str, day: dt.date, says: str
) -> None:
    with pytest.raises(ValueError, match=f"no rate of `{currency}` into `EUR` {says}"):
        RATES.convert(100, currency, day)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("USD", FIRST, "0.8"), ("USD", FIRST, "0.9")], "`USD` has two rates of 2026-05-01"),
        ([("EUR", FIRST, "1")], "`EUR` has a rate, but all rates are into it"),
        (
            [("USD", dt.date(2026, 7, 1), "1")],
            "`USD` has a rate of 2026-07-01, after `known_until`",
        ),
        ([("USD", FIRST, "0")], "the rate of `USD` on 2026-05-01 is `0`, which isn't above zero"),
        ([("USD", FIRST, "-1")], "the rate of `USD` on 2026-05-01 is `-1`"),
        ([("USD", FIRST, "0,8")], "`rate of USD on 2026-05-01` is `0,8`, which is no number"),
        (
            [("USD", FIRST, Decimal("Infinity"))],
            "`rate of USD on 2026-05-01` is `Infinity`, which is no number",
        ),
        ([("US", FIRST, "1")], "ISO 4217 has no currency `US`"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        table(*rows)


def test_a_rate_is_no_float_and_its_day_no_moment() -> None:
    with pytest.raises(
        TypeError, match="`rate of USD on 2026-05-01` is text, a Decimal or a Fraction, not a float"
    ):
        table(("USD", FIRST, 0.8))
    with pytest.raises(TypeError, match="`day` must be a date, not a datetime"):
        table(("USD", dt.datetime(2026, 5, 1, tzinfo=dt.UTC), "0.8"))
    with pytest.raises(TypeError, match="`known_until` must be a date, not a str"):
        ExchangeRates(to_currency="EUR", known_until="2026", rates=())  # type: ignore[arg-type]


def test_what_is_open_is_worth_the_closing_rate_of_the_day_in_one_line() -> None:
    books = converted(
        account(
            invoice("F-1", "100.00", "USD"),
            invoice("F-2", "1000", "JPY"),
            invoice("F-3", "1.00", "EUR"),
            Payment(id="P-1", date=TODAY, amount=Money("10.00", "USD")),
        ),
        rates=RATES,
    )

    sooner = age_receivables(books, as_of=dt.date(2026, 5, 31)).lines
    [line] = age_receivables(books, as_of=TODAY).lines

    assert [str(each.open) for each in sooner] == ["87.00 EUR"]
    assert (line.open, line.unapplied) == (Money("97.00", "EUR"), Money("9.00", "EUR"))
    assert [each.receivables for each in line.buckets] == [0, 3, 0, 0, 0]
    assert isinstance(books, Books)


def test_what_cancels_out_leaves_no_unapplied_money() -> None:
    books = converted(
        account(
            invoice("F-1", "1.00", "EUR"),
            Payment(id="P-1", date=TODAY, amount=Money("10.00", "USD")),
            Payment(id="P-2", date=TODAY, amount=Money("-9.00", "EUR")),
        ),
        rates=RATES,
    )

    assert books.owed(TODAY, known=TODAY).unapplied == {}


def test_sales_are_worth_the_rate_of_their_issue_date() -> None:
    books = converted(
        account(
            invoice("F-1", "100.00", "USD"),
            invoice("F-2", "100.00", "USD", dt.date(2026, 5, 31)),
            invoice("F-3", "100.00", "USD", dt.date(2026, 6, 1)),
            invoice("F-4", "1.00", "EUR", TODAY),
        ),
        rates=RATES,
    )

    sales = books.sales([FIRST, dt.date(2026, 5, 31)], TODAY, known=TODAY, by="debtor")

    assert sales == {(("EUR", "D1"), 0): 8000, (("EUR", "D1"), 1): 17100}


def test_receipts_are_worth_the_rate_of_the_day_they_came() -> None:
    half = Money("50.00", "USD")
    books = converted(
        account(
            invoice("F-1", "100.00", "USD"),
            Payment(id="P-1", date=dt.date(2026, 5, 20), amount=half, invoice="F-1"),
        ),
        rates=RATES,
    )

    [receipt] = books.receipts(FIRST, TODAY, known=TODAY)
    [curve] = collection_curves(books, as_of=TODAY, points=(30,)).curves

    assert (receipt.key, receipt.amount, receipt.payments) == (("EUR",), 4000, 1)
    assert (curve.currency, curve.billed_minor, curve.shares) == ("EUR", 8500, (Fraction(8, 17),))


def test_a_rate_that_moves_looks_like_no_payment_in_roll_rates() -> None:
    books = converted(account(invoice("F-1", "100.00", "USD")), rates=RATES)

    rates = roll_rates(books, since=FIRST, as_of=TODAY, edges=(0,))

    assert rates.rows[0].rolled_minor == (0, 8000, 0)


def test_books_are_converted_into_another_currency_of_the_table() -> None:
    books = converted(account(invoice("F-1", "9.00", "EUR")), rates=RATES, to="USD")

    [line] = age_receivables(books, as_of=TODAY).lines

    assert line.open == Money("10.00", "USD")


def test_a_figure_beyond_the_table_is_refused_and_not_guessed() -> None:
    books = converted(account(invoice("F-1", "9.00", "USD")), rates=RATES)

    with pytest.raises(ValueError, match="no rate of `USD` into `EUR` on 2026-07-01"):
        age_receivables(books, as_of=dt.date(2026, 7, 1))


def test_books_are_converted_into_currencies_that_exist() -> None:
    with pytest.raises(ValueError, match="ISO 4217 has no currency `EURO`"):
        converted([], rates=RATES, to="EURO")


@pytest.mark.parametrize("method", ["simple", "average-balance", "count-back"])
def test_days_sales_outstanding_need_no_rates_from_before_their_window(method: str) -> None:
    sold = [invoice(f"F-{year}", "90.00", "USD", dt.date(year, 6, 1)) for year in (2023, 2026)]
    paid = Payment(id="P", date=dt.date(2023, 7, 1), amount=Money("90.00", "USD"), invoice="F-2023")
    books = converted(account(*sold, paid), rates=table(("USD", FIRST, "0.8")))

    dso = days_sales_outstanding(books, as_of=TODAY, method=method, days=30)

    assert dso.value is not None
    assert dso.only.currency == "EUR"
