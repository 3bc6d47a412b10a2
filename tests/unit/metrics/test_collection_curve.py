import datetime as dt
import pickle
from fractions import Fraction

import pytest

from dunnix.metrics import CollectionCurve, CollectionCurves, collection_curves
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

TODAY = dt.date(2026, 6, 30)
POINTS = (0, 30, 60, 90)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def invoice(name: str, amount: str, issued: dt.date, currency: str = "EUR") -> Invoice:
    due = issued + dt.timedelta(30)
    return Invoice(id=name, issue_date=issued, due_date=due, amount=Money(amount, currency))


def paid(name: str, amount: str, day: dt.date, number: int = 1) -> Payment:
    return Payment(id=f"P-{name}-{number}", date=day, invoice=name, amount=euros(amount))


def account(*rows: Invoice | Payment, name: str = "D1") -> Account:
    return Account(
        debtor=Debtor(id=name),
        invoices=[each for each in rows if isinstance(each, Invoice)],
        payments=[each for each in rows if isinstance(each, Payment)],
    )


def curves(*accounts: Account, **options: object) -> CollectionCurves:
    return collection_curves(accounts, as_of=TODAY, points=POINTS, **options)  # type: ignore[arg-type]


def told(curve: CollectionCurve) -> str:
    """Give the shares of a curve, a dash where it isn't old enough."""
    return " ".join("-" if each is None else str(each) for each in curve.shares)


def test_money_counts_up_to_its_days_after_issue() -> None:
    issued = dt.date(2026, 2, 10)
    owed = account(
        invoice("F-1", "100.00", issued),
        paid("F-1", "10.00", issued),
        paid("F-1", "20.00", issued + dt.timedelta(30), 2),
        paid("F-1", "40.00", issued + dt.timedelta(31), 3),
    )

    [curve] = curves(owed).curves

    assert curve == CollectionCurve(
        currency="EUR",
        month=dt.date(2026, 2, 1),
        billed_minor=10_000,
        shares=(Fraction(1, 10), Fraction(3, 10), Fraction(7, 10), Fraction(7, 10)),
    )


def test_a_point_is_shown_once_the_youngest_invoice_of_the_month_has_its_age() -> None:
    old = invoice("F-1", "100.00", TODAY - dt.timedelta(60))
    young = invoice("F-2", "100.00", TODAY - dt.timedelta(59))

    [alone], [together] = (curves(account(*rows)).curves for rows in ((old,), (old, young)))

    assert alone.month == together.month == dt.date(2026, 5, 1)
    assert told(alone) == "0 0 0 -"
    assert told(together) == "0 0 - -"


def test_a_curve_whose_receivables_are_paid_ends_at_one_although_part_was_credited() -> None:
    issued = dt.date(2026, 1, 5)
    note = Invoice(id="N-1", issue_date=TODAY, amount=euros("-40.00"), credits="F-1")
    owed = account(
        invoice("F-1", "100.00", issued), note, paid("F-1", "60.00", issued + dt.timedelta(80))
    )

    [curve] = curves(owed).curves

    assert (curve.billed_minor, told(curve)) == (6000, "0 0 0 1")


def test_an_overpayment_is_no_more_than_all() -> None:
    issued = dt.date(2026, 1, 5)
    owed = account(invoice("F-1", "100.00", issued), paid("F-1", "130.00", issued))

    assert told(curves(owed).curves[0]) == "1 1 1 1"


def test_money_that_came_before_its_invoice_counts_from_day_0() -> None:
    issued = dt.date(2026, 1, 5)
    owed = account(
        invoice("F-1", "100.00", issued), paid("F-1", "25.00", issued - dt.timedelta(400))
    )

    assert told(curves(owed).curves[0]) == "1/4 1/4 1/4 1/4"


def test_money_given_back_bends_the_curve_down() -> None:
    issued = dt.date(2026, 1, 5)
    owed = account(
        invoice("F-1", "100.00", issued),
        paid("F-1", "100.00", issued + dt.timedelta(10)),
        paid("F-1", "-50.00", issued + dt.timedelta(40), 2),
    )

    assert told(curves(owed).curves[0]) == "0 1 1/2 1/2"


def test_the_last_months_count_back_from_that_of_the_day() -> None:
    owed = account(
        *(
            invoice(f"F-{issued}", "1.00", issued)
            for issued in (
                dt.date(2025, 11, 30),
                dt.date(2025, 12, 1),
                dt.date(2026, 2, 28),
                TODAY,
            )
        )
    )

    months = [curve.month for curve in curves(owed, cohorts=7).curves]

    assert months == [dt.date(2025, 12, 1), dt.date(2026, 2, 1), dt.date(2026, 6, 1)]
    assert [curve.month for curve in curves(owed, cohorts=1).curves] == [dt.date(2026, 6, 1)]


def test_receivables_without_an_issue_date_are_in_no_month() -> None:
    undated = Invoice(id="F-1", due_date=TODAY, amount=euros("1.00"))

    assert curves(account(undated, paid("F-1", "0.50", TODAY))).curves == ()


def test_curves_are_told_apart_by_currency_and_group_oldest_first() -> None:
    january, may = dt.date(2026, 1, 5), dt.date(2026, 5, 5)
    ledger = [
        account(invoice("F-2", "1.00", may), invoice("F-1", "2.00", january), name="D2"),
        account(invoice("F-3", "3.00", may, currency="GBP"), name="D1"),
    ]

    found = curves(*ledger, by="debtor").curves

    assert [(each.currency, each.group, each.month.month) for each in found] == [
        ("EUR", ("D2",), 1),
        ("EUR", ("D2",), 5),
        ("GBP", ("D1",), 5),
    ]


def test_tables_are_wide_for_reading_and_long_for_charts() -> None:
    issued = TODAY - dt.timedelta(40)
    owed = account(invoice("F-1", "4.00", issued), paid("F-1", "1.00", TODAY))

    result = collection_curves(owed, as_of=TODAY, points=(0, 40, 41))

    assert result.table().dicts() == [
        {
            "currency": "EUR",
            "month": dt.date(2026, 5, 1),
            "billed_minor": 400,
            "within_0_days_ratio": 0.0,
            "within_40_days_ratio": 0.25,
            "within_41_days_ratio": None,
        }
    ]
    assert result.long_table().rows == (
        ("EUR", dt.date(2026, 5, 1), 0, 0.0),
        ("EUR", dt.date(2026, 5, 1), 40, 0.25),
    )


def test_a_later_payment_changes_no_earlier_curve() -> None:
    issued = dt.date(2026, 2, 10)
    owed = account(invoice("F-1", "4.00", issued))
    later = account(invoice("F-1", "4.00", issued), paid("F-1", "4.00", TODAY + dt.timedelta(1)))

    assert curves(later) == curves(owed)
    assert pickle.loads(pickle.dumps(curves(owed))) == curves(owed)  # noqa: S301  # our own bytes


@pytest.mark.parametrize("points", [(), (30, 30), (60, 30), (-1, 30), (0, 30.5)])
def test_points_rise_from_day_0(points: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="`points` must be whole numbers of days that rise"):
        collection_curves([], as_of=TODAY, points=points)


def test_at_least_one_month_is_asked_for() -> None:
    with pytest.raises(ValueError, match="`cohorts` must be from 1 to 1200, not 0"):
        curves(cohorts=0)
