import datetime as dt

import pytest
from law_cases import eur, invoice, noticed, owing, verdicts

from dunnix.errors import CurrencyMismatchError
from dunnix.law import (
    AgencyCost,
    AgencyTerms,
    CommissionBracket,
    Cost,
    CostRow,
    LegalBasis,
)
from dunnix.law.percent import read_percent
from dunnix.model import InvalidValueError
from dunnix.money import Money

BASIS = LegalBasis(law="a law", source="a page", certainty="source")
SLICES = [
    CommissionBracket(up_to=eur("1000.00"), percent="15"),
    CommissionBracket(up_to=eur("5000.00"), percent="10"),
    CommissionBracket(percent="7.25"),
]


def cost(*rows: CostRow) -> Cost:
    return Cost(id="fee", title={"en": "fee"}, currency="EUR", basis=BASIS, table=rows)


def costs_of(day: dt.date, party: str, amount: str) -> dict[str, tuple[Money | None, Money | None]]:
    account = owing(invoice("F-1", amount), party=party, actions=noticed("F-1"))
    found = verdicts(account, day)["fr-assignation"]
    return {each.id: (each.least, each.most) for each in found.costs}


def test_costs_follow_the_debtor_the_amount_and_the_day() -> None:
    summons = (eur("36.18"), eur("36.18"))
    stamp = (eur("50.00"), eur("50.00"))
    free = (None, None)

    assert costs_of(dt.date(2026, 4, 15), "consumer", "2000.00") == {
        "summons": summons,
        "legal-aid-contribution": stamp,
        "lawyer": free,
    }
    assert costs_of(dt.date(2026, 2, 28), "consumer", "2000.00") == {
        "summons": summons,
        "lawyer": free,
    }
    assert costs_of(dt.date(2026, 4, 15), "company", "50000.01") == {
        "summons": summons,
        "economic-justice-contribution": free,
        "lawyer": free,
    }


def test_a_tariff_that_differs_from_court_to_court_is_a_range() -> None:
    found = verdicts(owing(actions=noticed("F-1")))["fr-injonction-de-payer"]

    registry = next(each for each in found.costs if each.id == "registry")
    assert (registry.least, registry.most) == (eur("35.21"), eur("38.40"))
    assert registry.title_in("fr") == "greffe du tribunal de commerce, TTC"


def test_a_share_of_the_amount_is_added_to_what_is_fixed_and_rounded_half_up() -> None:
    fee = cost(CostRow(fixed=eur("20.00"), percent="1.5"))

    assert fee.of(eur("100.33")).least == eur("21.50")
    assert fee.of(eur("101.00")).least == eur("21.52")


def test_an_amount_beyond_the_table_costs_nobody_knows_what() -> None:
    fee = cost(CostRow(up_to=eur("100.00"), fixed=eur("5.00")))

    assert fee.of(eur("100.00")).least == eur("5.00")
    assert fee.of(eur("100.01")).least is None


def test_an_amount_in_another_currency_costs_only_what_is_fixed() -> None:
    dollars = Money("10.00", "USD")

    assert cost(CostRow(fixed=eur("5.00"))).of(dollars).least == eur("5.00")
    assert cost(CostRow(percent="5")).of(dollars).least is None
    assert cost(CostRow(up_to=eur("9.00"), fixed=eur("5.00"))).of(dollars).least is None


@pytest.mark.parametrize(
    "rows",
    [
        [CostRow(fixed=eur("1.00")), CostRow(up_to=eur("9.00"))],
        [CostRow(up_to=eur("9.00")), CostRow(up_to=eur("9.00"))],
    ],
)
def test_a_table_of_costs_rises_to_an_end(rows: list[CostRow]) -> None:
    with pytest.raises(InvalidValueError):
        cost(*rows)


@pytest.mark.requirement("M136")
@pytest.mark.parametrize(
    ("recovered", "slices", "whole"),
    [
        ("0.00", "0.00", "0.00"),
        ("1000.00", "150.00", "150.00"),
        ("1000.01", "150.00", "100.00"),
        ("5000.00", "550.00", "500.00"),
        ("8000.00", "767.50", "580.00"),
    ],
)
def test_an_agency_takes_its_commission_by_slice_or_of_the_whole(
    recovered: str, slices: str, whole: str
) -> None:
    by_slice = AgencyTerms(fee=eur("25.00"), commission="slice", brackets=SLICES)
    by_whole = AgencyTerms(fee=eur("25.00"), commission="whole", brackets=SLICES)

    assert by_slice.cost(eur(recovered)).commission == eur(slices)
    assert by_whole.cost(eur(recovered)).commission == eur(whole)


def test_what_is_left_is_less_the_fee_and_the_commission() -> None:
    terms = AgencyTerms(fee=eur("25.00"), commission="slice", brackets=SLICES)

    assert terms.cost(eur("10.00")) == AgencyCost(
        fee=eur("25.00"), commission=eur("1.50"), total=eur("26.50"), left=eur("-16.50")
    )


def test_a_commission_is_rounded_once_and_half_up() -> None:
    brackets = [
        CommissionBracket(up_to=eur("0.05"), percent="10"),
        CommissionBracket(percent="10"),
    ]
    terms = AgencyTerms(fee=eur("0.00"), commission="slice", brackets=brackets)

    assert [terms.cost(eur(each)).commission for each in ("0.04", "0.05", "0.14", "0.15")] == [
        eur("0.00"),
        eur("0.01"),
        eur("0.01"),
        eur("0.02"),
    ]


def test_an_agency_works_in_one_currency_and_not_below_zero() -> None:
    terms = AgencyTerms(fee=eur("25.00"), commission="slice", brackets=SLICES)

    with pytest.raises(CurrencyMismatchError):
        terms.cost(Money("5.00", "USD"))
    with pytest.raises(ValueError, match="below zero"):
        terms.cost(eur("-1.00"))


@pytest.mark.parametrize(
    "brackets",
    [
        [],
        SLICES[:2],
        [SLICES[2], SLICES[2]],
        [SLICES[1], SLICES[0], SLICES[2]],
        [CommissionBracket(up_to=eur("0.00"), percent="1"), SLICES[2]],
    ],
)
def test_brackets_rise_and_the_last_has_no_end(brackets: list[CommissionBracket]) -> None:
    with pytest.raises(InvalidValueError):
        AgencyTerms(fee=eur("25.00"), commission="slice", brackets=brackets)


@pytest.mark.parametrize("text", ["100.01", "1.234", "-1", "", "5,5", "101"])
def test_a_percentage_is_a_text_up_to_a_hundred(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is no percentage"):
        read_percent(text)
