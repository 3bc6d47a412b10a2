import datetime as dt
import pickle
from collections.abc import Sequence
from fractions import Fraction

import pytest

from dunnix.metrics import PaymentProfile, average_days_late, payment_profile
from dunnix.metrics.middle import median
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DUE = dt.date(2026, 3, 31)
DAY = dt.date(2026, 12, 31)


def payer(
    *days_late: int, amounts: Sequence[str] = (), debtor: str = "D1", segment: str = "b2b"
) -> Account:
    """Give a debtor who pays one invoice a day, each so many days late."""
    amounts = amounts or ["100.00"] * len(days_late)
    invoices, payments = [], []
    for place, (days, amount) in enumerate(zip(days_late, amounts, strict=True)):
        paid_on, money = DUE + dt.timedelta(days=place), Money(amount, "EUR")
        name, due = f"{debtor}-F{place}", paid_on - dt.timedelta(days=days)
        invoices.append(Invoice(id=name, due_date=due, amount=money))
        payments.append(Payment(id=f"{debtor}-P{place}", date=paid_on, amount=money, invoice=name))
    facts = {"segment": segment}
    return Account(debtor=Debtor(id=debtor, facts=facts), invoices=invoices, payments=payments)


def profile_of(account: Account, thin: int = 5) -> PaymentProfile:
    [profile] = payment_profile(account, as_of=DAY, thin=thin).profiles
    return profile


def test_a_profile_tells_middle_spread_shares_and_trend() -> None:
    amounts = ["10.00", "10.00", "10.00", "70.00"]

    profile = profile_of(payer(-4, 0, 2, 30, amounts=amounts))

    assert profile == PaymentProfile(
        currency="EUR",
        group=("D1",),
        payments=4,
        mean_days_late=Fraction(-40 + 20 + 2100, 100),
        median_days_late=Fraction(1),
        spread_days=Fraction(3),
        late_share=Fraction(1, 2),
        late_value_share=Fraction(4, 5),
        longest_days_late=30,
        recent_mean=None,
        earlier_mean=None,
        is_thin=True,
        delays=((-4, 1), (0, 1), (2, 1), (30, 1)),
    )


def test_the_mean_is_the_average_days_late_of_the_same_money() -> None:
    account = payer(-4, 0, 2, 30, amounts=["10.00", "25.00", "1.00", "70.00"])

    late = average_days_late(account, as_of=DAY, by="debtor")

    assert late.value == profile_of(account).mean_days_late


def test_fewer_payments_than_asked_for_are_thin() -> None:
    account = payer(1, 2, 3)

    assert [profile_of(account, thin=each).is_thin for each in (3, 4)] == [False, True]


def test_six_payments_have_a_recent_mean_and_twelve_an_earlier_one() -> None:
    six, eleven, twelve = (
        profile_of(payer(*[3] * (number - 6), *[9] * 6)) for number in (6, 11, 12)
    )

    assert (six.recent_mean, six.earlier_mean, six.trend_days) == (Fraction(9), None, None)
    assert (eleven.recent_mean, eleven.earlier_mean) == (Fraction(9), None)
    assert [twelve.recent_mean, twelve.earlier_mean, twelve.trend_days] == [9, 3, 6]


@pytest.mark.parametrize(
    ("earlier", "recent", "is_worsening"),
    [
        (0, 20, True),
        (20, 0, False),
        (5, 5, False),
        (0, 2, False),
        (0, 3, True),
        (-20, -5, False),
        (-20, 1, True),
    ],
)
def test_later_than_before_and_late_is_worsening(
    earlier: int, recent: int, *, is_worsening: bool
) -> None:
    profile = profile_of(payer(*[5] * 12, *[earlier] * 6, *[recent] * 6))

    assert profile.is_worsening is is_worsening
    assert ("worsening" in profile.flags) is is_worsening


def test_a_debtor_who_always_pays_at_random_is_not_worsening_for_a_little_more() -> None:
    scattered = [-30, 30, -20, 20, -10, 10]

    profile = profile_of(payer(*scattered, *(days + 15 for days in scattered)))

    assert [profile.trend_days, profile.spread_days] == [15, 20]
    assert not profile.is_worsening


def test_later_by_no_more_than_the_spread_is_not_worsening() -> None:
    profile = profile_of(payer(*[-10, 10] * 3, *[0, 20] * 3))

    assert [profile.trend_days, profile.spread_days] == [10, 10]
    assert not profile.is_worsening


def test_profiles_stand_in_order_by_what_they_are_split_by() -> None:
    accounts = [payer(7, debtor="D2"), payer(1, 2, debtor="D1", segment="retail")]

    by_debtor = payment_profile(accounts, as_of=DAY)
    by_segment = payment_profile(accounts, as_of=DAY, by=["segment", "debtor"])
    whole = payment_profile(accounts, as_of=DAY, by=())

    assert [each.group for each in by_debtor] == [("D1",), ("D2",)]
    assert [each.group for each in by_segment] == [("b2b", "D2"), ("retail", "D1")]
    assert [each.delays for each in whole] == [((1, 1), (2, 1), (7, 1))]
    assert by_debtor.of("EUR", "D2") == by_debtor.profiles[1]
    assert by_debtor.of("GBP", "D2") is None
    assert len(by_debtor) == 2


def test_a_debtor_who_paid_nothing_has_no_profile() -> None:
    owed = Account(
        debtor=Debtor(id="D1"),
        invoices=[Invoice(id="F-1", due_date=DUE, amount=Money("100.00", "EUR"))],
    )

    assert payment_profile(owed, as_of=DAY).profiles == ()


def test_tables_hold_one_row_a_profile_and_one_a_delay() -> None:
    profiles = payment_profile(payer(0, 0, 3), as_of=DAY)

    assert profiles.table().dicts() == [
        {
            "currency": "EUR",
            "debtor": "D1",
            "payments": 3,
            "mean_late_days": 1.0,
            "median_late_days": 0.0,
            "spread_days": 0.0,
            "late_ratio": 1 / 3,
            "late_value_ratio": 1 / 3,
            "longest_late_days": 3.0,
            "recent_late_days": None,
            "earlier_late_days": None,
            "trend_days": None,
            "flags": "thin",
        }
    ]
    assert profiles.long_table().dicts() == [
        {"currency": "EUR", "debtor": "D1", "days_late": 0, "payments": 2},
        {"currency": "EUR", "debtor": "D1", "days_late": 3, "payments": 1},
    ]


def test_profiles_pickle() -> None:
    profiles = payment_profile(payer(0, 0, 3), as_of=DAY)

    assert pickle.loads(pickle.dumps(profiles)) == profiles  # noqa: S301  # our own bytes


def test_thin_is_a_number_of_payments() -> None:
    with pytest.raises(ValueError, match="`thin` must be from 1"):
        payment_profile([], as_of=DAY, thin=0)


@pytest.mark.parametrize(
    ("counts", "middle"),
    [({}, None), ({4: 1}, 4), ({1: 1, 2: 1}, Fraction(3, 2)), ({1: 2, 9: 1}, 1), ({1: 2, 9: 2}, 5)],
)
def test_the_median_is_the_middle_one_or_between_the_two(
    counts: dict[int, int], middle: Fraction | None
) -> None:
    assert median(counts) == middle
