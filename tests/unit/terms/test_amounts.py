import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest

from dunnix.money import Money, currency_digits
from dunnix.terms import (
    Add,
    Discount,
    DiscountBase,
    DueRule,
    Fixed,
    Instalment,
    PaymentTerms,
    Percent,
    PercentOfRemainder,
    Remainder,
    Share,
    TermsError,
    parse_terms,
)

DAY = dt.date(2026, 1, 15)
# What a caller without a type checker may pass.
WRONG, NUMBER, TEXT, DECIMAL = (cast("Any", each) for each in (True, 978, "30 %", Decimal(5)))


def split(amount: int, *shares: Share, currency: str = "EUR", digits: int = 2) -> list[int]:
    terms = PaymentTerms(instalments=[Instalment(share=each) for each in shares])
    return [each.minor_units for each in terms.schedule(amount, currency, DAY, digits=digits)]


def test_a_deposit_on_order_and_the_rest_thirty_days_after_the_invoice() -> None:
    terms = parse_terms("30 % à la commande, 70 % à 30 jours", "fr")

    lines = terms.schedule(100_01, "EUR", DAY, digits=2, ordered=dt.date(2026, 1, 2))

    found = [(line.due_date.isoformat(), line.minor_units, line.currency) for line in lines]
    assert found == [("2026-01-02", 3000, "EUR"), ("2026-02-14", 7001, "EUR")]
    assert terms.due_date(DAY, ordered=DAY) == dt.date(2026, 2, 14)


def test_three_monthly_instalments_are_thirty_days_apart_and_the_last_takes_the_cents() -> None:
    lines = parse_terms("3 échéances mensuelles", "fr").schedule(10_000, "EUR", DAY, digits=2)

    found = [(line.due_date.isoformat(), line.minor_units) for line in lines]
    assert found == [("2026-02-14", 3333), ("2026-03-16", 3333), ("2026-04-15", 3334)]


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (10_000, [Remainder()], [10_000]),
        (0, [Percent(50), Remainder()], [0, 0]),
        (1, [Percent(50), Remainder()], [1, 0]),
        (-1, [Percent(50), Remainder()], [-1, 0]),
        (3, [Percent(Fraction(100, 6))] * 6, [1, 1, 1, 0, 0, 0]),
        (-3, [Percent(Fraction(100, 6))] * 6, [-1, -1, -1, 0, 0, 0]),
        (10_000, [Percent(30), PercentOfRemainder(50), Remainder()], [3000, 3500, 3500]),
        (10_000, [Fixed("25.00", "EUR"), Percent(50), Remainder()], [2500, 5000, 2500]),
        (10_000, [Fixed("25.00", "EUR"), Fixed("75", "EUR")], [2500, 7500]),
        (10_000, [Percent("33.3"), Remainder()], [3330, 6670]),
        (-10_001, [Percent(30), Remainder()], [-3000, -7001]),
    ],
)
def test_an_amount_is_split_to_the_cent(amount: int, shares: list[Share], parts: list[int]) -> None:
    assert split(amount, *shares) == parts


@pytest.mark.parametrize(("currency", "parts"), [("JPY", [500, 500]), ("BHD", [500_000, 500])])
def test_a_fixed_instalment_has_the_decimals_of_its_currency(
    currency: str, parts: list[int]
) -> None:
    digits = currency_digits(currency)

    found = split(sum(parts), Fixed("500", currency), Remainder(), currency=currency, digits=digits)

    assert found == parts


def test_amounts_go_with_money() -> None:
    owed = Money("1200.00", "EUR")
    terms = parse_terms("1/3 at 30 days, 1/3 at 60 days, 1/3 at 90 days")

    lines = terms.schedule(
        owed.minor_units, owed.currency, DAY, digits=currency_digits(owed.currency)
    )

    assert [str(Money.minor(each.minor_units, each.currency)) for each in lines] == [
        "400.00 EUR"
    ] * 3


@pytest.mark.requirement("M5")
@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("2/10 net 30", [("2026-01-25", "2", 2400)]),
        ("2/10 EOM", [("2026-02-10", "2", 2400)]),
        ("3/7, 2/14, net 30", [("2026-01-22", "3", 3600), ("2026-01-29", "2", 2400)]),
        ("2/10 net 5", [("2026-01-20", "2", 2400)]),
        ("2.5 % discount on the amount of 1000.00 within 10 days", [("2026-01-25", "2.5", 2500)]),
        ("2 % discount on the net amount within 10 days", [("2026-01-25", "2", 2000)]),
        ("net 30", []),
    ],
)
def test_discounts_name_their_last_day_and_amount(
    text: str, offers: list[tuple[str, str, int]]
) -> None:
    found = parse_terms(text, "en").discount_offers(120_000, "EUR", DAY, digits=2, net=100_000)

    assert [(str(each.last_day), each.percent, each.minor_units) for each in found] == offers


def test_an_offer_tells_its_base() -> None:
    terms = PaymentTerms.single(
        Add(30),
        discounts=[
            Discount(percent="2", due=DueRule(steps=[Add(10)]), base="net"),
            Discount(percent="1", due=DueRule(), base="stated", base_amount="-500.00"),
        ],
    )

    first, second = terms.discount_offers(-120_000, "EUR", DAY, digits=2, net=-100_000)

    assert (first.base, first.base_minor_units) == (DiscountBase.NET, -100_000)
    assert (second.base, second.base_minor_units) == (DiscountBase.STATED, -50_000)
    assert (first.minor_units, second.minor_units) == (-2000, -500)


def offers(text: str, **keys: Any) -> object:
    return parse_terms(text, "en").discount_offers(1000, "EUR", DAY, **({"digits": 2} | keys))


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: split(100, Percent(30), Percent(60)),
            "the percentages of the instalments sum to 90, not to 100",
        ),
        (
            lambda: split(100, Percent(60), Percent(60)),
            "the percentages of the instalments sum to 120, not to 100",
        ),
        (
            lambda: split(100, Percent("100/3"), Percent("100/3")),
            "the percentages of the instalments sum to 200/3, not to 100",
        ),
        (
            lambda: split(100, Percent(50), Percent(50), Remainder()),
            "the percentages sum to 100, which leaves no remainder",
        ),
        (
            lambda: split(100, Remainder(), Percent(50)),
            "the remainder is the last instalment: nothing is left after it",
        ),
        (
            lambda: split(100, Fixed("1", "EUR"), Percent(50)),
            "the instalments leave something: make the last one the remainder",
        ),
        (
            lambda: split(100, Fixed("1.01", "EUR"), Remainder()),
            "the fixed instalments come to more than the amount",
        ),
        (
            lambda: split(-100, Fixed("1.00", "EUR"), Remainder()),
            "the fixed instalments come to more than the amount",
        ),
        (
            lambda: split(100, Fixed("0.99", "EUR")),
            "the fixed instalments come to less than the amount",
        ),
        (
            lambda: split(100, Fixed("1.00", "USD"), Remainder()),
            "a fixed instalment is in USD, the amount in EUR",
        ),
        (
            lambda: split(100, Fixed("0.001", "EUR"), Remainder()),
            "a fixed instalment has more decimals than the 2 of EUR",
        ),
        (lambda: Fixed("-1", "EUR"), "`amount` is more than nothing, found -1"),
        (
            lambda: Fixed("1", "euro"),
            "`currency` is an ISO 4217 code such as `EUR`, found `euro`",
        ),
        (lambda: Percent(100), "`percent` is more than 0 and less than 100, found 100"),
        (lambda: Percent(0), "`percent` is more than 0 and less than 100, found 0"),
        (lambda: Percent("1/0"), "`1/0` is no fraction: write it as `100/3`"),
        (
            lambda: Percent(f"1/{'9' * 5000}"),
            f"`1/{'9' * 58}` is no fraction: write it as `100/3`",
        ),
        (lambda: Percent("ten"), "`ten` is no number: write digits with at most one point"),
        (lambda: Percent(Decimal("NaN")), "a number is finite, found NaN or infinity"),
        (
            lambda: Percent(Decimal("1e-999999")),
            "a number has at most 30 digits before or after its point",
        ),
        (
            lambda: parse_terms("2/10 EOM").due_date(DAY),
            "the terms name no due date: add when the net amount is due",
        ),
        (
            lambda: parse_terms("2/10 EOM").schedule(100, "EUR", DAY, digits=2),
            "the terms name no due date: add when the net amount is due",
        ),
        (
            lambda: offers("2 % discount on the net amount within 10 days"),
            "the discount is on the amount without tax: pass `net=`",
        ),
        (
            lambda: offers("2 % discount on the amount of 1.50 within 10 days", digits=0),
            "the stated base has more decimals than the 0 of its currency",
        ),
        (lambda: offers("net 30", digits=9), "`digits` are the decimals of a currency, found 9"),
        (
            lambda: Discount(percent="2", due=DueRule(), base="net", base_amount="5"),
            "`base_amount` is given with the base `stated`, and with no other",
        ),
        (
            lambda: Discount(percent="2", due=DueRule(), base="stated"),
            "`base_amount` is given with the base `stated`, and with no other",
        ),
        (PaymentTerms, "payment terms say nothing: name a due date or a discount"),
        (
            lambda: PaymentTerms(discounts=[Discount(percent=2, due=DueRule())], no_discount=True),
            "terms with discounts can't say that there are none",
        ),
        (
            lambda: PaymentTerms(instalments=[Instalment(share=Percent(Fraction(100, 121)))] * 121),
            "payment terms hold at most 120 lines",
        ),
    ],
)
def test_what_does_not_add_up_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(TermsError) as caught:
        ask()

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Percent(2.5),
        lambda: Fixed(WRONG, "EUR"),
        lambda: Fixed("1", NUMBER),
        lambda: Instalment(share=TEXT),
        lambda: PaymentTerms(instalments=[TEXT]),
        lambda: PaymentTerms(discounts=[NUMBER]),
        lambda: PaymentTerms(no_discount=NUMBER),
        lambda: Discount(percent=2, due=TEXT),
        lambda: parse_terms("net 30").schedule(DECIMAL, "EUR", DAY, digits=2),
    ],
)
def test_a_wrong_type_is_told_as_such(ask: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        ask()


def test_a_last_percentage_that_makes_the_hundred_is_the_remainder() -> None:
    lines = [Instalment(share=Percent(30)), Instalment(share=Percent(70))]

    assert [each.share for each in PaymentTerms(instalments=lines).instalments] == [
        Percent(30),
        Remainder(),
    ]
