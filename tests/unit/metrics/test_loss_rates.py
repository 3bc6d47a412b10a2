import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import LossRates, loss_rates
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

TODAY = dt.date(2026, 6, 30)
DUE = dt.date(2025, 3, 31)
EDGES = (0, 30, 60, 90)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def invoice(name: str, amount: str, *, due: dt.date = DUE, terms: int = 30) -> Invoice:
    issued = due - dt.timedelta(terms)
    return Invoice(id=name, issue_date=issued, due_date=due, amount=euros(amount))


def paid(name: str, amount: str, *, late: int) -> Payment:
    day = DUE + dt.timedelta(late)
    return Payment(id=f"P-{name}-{late}", date=day, invoice=name, amount=euros(amount))


def account(*rows: Invoice | Payment, name: str = "D1", **facts: str) -> Account:
    return Account(
        debtor=Debtor(id=name, facts=facts),
        invoices=[each for each in rows if isinstance(each, Invoice)],
        payments=[each for each in rows if isinstance(each, Payment)],
    )


def reckoned(*rows: Invoice | Payment, **options: Any) -> LossRates:
    return loss_rates(account(*rows), as_of=TODAY, **{"edges": EDGES, **options})


def told(rates: LossRates, *group: str) -> str:
    """Give the rates of a group, youngest bucket first, a dash where there is none."""
    return " ".join("-" if each is None else str(each) for each in rates.of("EUR", *group))


def test_the_published_rates_are_what_was_never_paid_over_what_reached_each_bucket() -> None:
    # https://ifrscommunity.com/knowledge-base/ifrs-9-impairment: of sales of 100,000 a half was
    # paid on time, 27,000 within 30 days, 15,000 within 60, 6,000 within 90, 2,000 never.
    history: list[Invoice | Payment] = [
        invoice("F-1", "100000.00"),
        paid("F-1", "50000.00", late=0),
        paid("F-1", "27000.00", late=30),
        paid("F-1", "15000.00", late=31),
        paid("F-1", "6000.00", late=90),
    ]

    rates = reckoned(*history)

    assert [each.reached_minor // 100 for each in rates.rates] == [100000, 50000, 23000, 8000, 2000]
    assert {each.lost_minor for each in rates.rates} == {200_000}
    assert told(rates) == "1/50 1/25 2/23 1/4 1"


def test_what_is_paid_after_it_was_lost_is_lost_all_the_same() -> None:
    late_by_a_year = [paid("F-1", "10.00", late=365), paid("F-1", "30.00", late=366)]

    rates = reckoned(invoice("F-1", "100.00"), *late_by_a_year, edges=(0,))

    assert told(rates) == "9/10 9/10"
    assert told(
        reckoned(invoice("F-1", "100.00"), *late_by_a_year, edges=(0,), lost_after=366)
    ) == ("3/5 3/5")


def test_only_what_was_due_long_enough_ago_is_looked_at() -> None:
    last = TODAY - dt.timedelta(365)
    rows = [invoice(f"F-{days}", "1.00", due=last + dt.timedelta(days)) for days in (-10, -9, 0, 1)]

    whole, since = reckoned(*rows), reckoned(*rows, first=last - dt.timedelta(9))

    assert (whole.first, whole.last, whole.rates[0].reached_minor) == (None, last, 300)
    assert since.rates[0].reached_minor == 200


def test_credit_notes_are_out_of_what_was_lost_and_of_what_reached_a_bucket() -> None:
    note = Invoice(id="N-1", issue_date=TODAY, amount=euros("-60.00"), credits="F-1")

    rates = reckoned(invoice("F-1", "100.00"), note, paid("F-1", "30.00", late=1), edges=(0,))

    assert (rates.rates[0].reached_minor, told(rates)) == (4000, "1/4 1/4")


def test_an_invoice_issued_after_its_due_date_never_was_in_the_buckets_before() -> None:
    rows: list[Invoice | Payment] = [
        invoice("F-1", "10.00", terms=-31),
        paid("F-1", "5.00", late=45),
    ]

    rates = reckoned(*rows)

    assert [each.reached_minor for each in rates.rates] == [0, 0, 1000, 500, 500]
    assert told(rates) == "- - 1/2 1 1"


def test_money_that_came_before_its_invoice_reached_the_bucket_it_was_issued_in() -> None:
    rows: list[Invoice | Payment] = [
        invoice("F-1", "10.00", terms=-31),
        paid("F-1", "5.00", late=-20),
    ]

    assert [each.reached_minor for each in reckoned(*rows).rates] == [0, 0, 1000, 500, 500]


def test_money_given_back_after_a_year_is_no_loss_below_nothing() -> None:
    rows = [paid("F-1", "150.00", late=1), paid("F-1", "-50.00", late=400)]

    rates = reckoned(invoice("F-1", "100.00"), *rows, edges=(0,))

    assert [(each.lost_minor, str(each.rate)) for each in rates.rates] == [(0, "0"), (0, "0")]


def test_the_factor_for_what_is_ahead_raises_a_rate_to_one_at_most() -> None:
    rows: list[Invoice | Payment] = [invoice("F-1", "100.00"), paid("F-1", "80.00", late=31)]

    for factor in ("1.5", Decimal("1.5"), Fraction(3, 2)):
        assert told(reckoned(*rows, forward_looking=factor)) == "3/10 3/10 3/10 1 1"
    assert reckoned(*rows).forward_looking == 1


def test_groups_have_rates_of_their_own_and_no_group_has_none() -> None:
    ledger = [
        account(invoice("F-1", "1.00"), segment="key"),
        account(invoice("F-2", "1.00"), paid("F-2", "1.00", late=5), name="D2", segment="spot"),
    ]

    rates = loss_rates(ledger, as_of=TODAY, edges=(0,), by="segment")

    assert told(rates, "key") == "1 1"
    assert told(rates, "spot") == "0 0"
    assert told(rates, "none") == "- -"
    assert rates.table().dicts()[0] == {
        "currency": "EUR",
        "segment": "key",
        "bucket": "not due",
        "reached_minor": 100,
        "lost_minor": 100,
        "loss_ratio": 1.0,
    }


def test_a_young_ledger_has_no_rates() -> None:
    assert reckoned(invoice("F-1", "1.00", due=TODAY)).rates == ()
    assert told(reckoned(invoice("F-1", "1.00", due=TODAY))) == "- - - - -"


def test_what_is_lost_must_have_reached_the_last_bucket() -> None:
    assert reckoned(lost_after=90).lost_after == 90
    with pytest.raises(ValueError, match="`lost_after` is 89, before the last bucket begins"):
        reckoned(lost_after=89)


def test_a_first_day_nothing_since_which_is_old_enough_is_refused() -> None:
    with pytest.raises(
        ValueError, match="`first` is 2025-07-01; what is due after 2025-06-30 can't be"
    ):
        reckoned(first=dt.date(2025, 7, 1))
    with pytest.raises(TypeError, match="`first` must be a date, not a datetime"):
        reckoned(first=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("factor", "error", "says"),
    [
        (1.1, TypeError, "is text, a Decimal or a Fraction, not a float"),
        ("-0.1", ValueError, "is `-0.1`, which is below zero"),
        ("much", ValueError, "is `much`, which is no number"),
        (Decimal("NaN"), ValueError, "is `NaN`, which is no number"),
    ],
)
def test_a_factor_is_exact_and_not_below_zero(
    factor: Any, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=f"`forward_looking` {says}"):
        reckoned(forward_looking=factor)


def test_loss_rates_pickle() -> None:
    rates = reckoned(invoice("F-1", "1.00"))

    assert pickle.loads(pickle.dumps(rates)) == rates  # noqa: S301  # our own bytes
