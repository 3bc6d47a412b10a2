"""Recovery indemnities, scales of collection costs, and what is credited against what."""

from typing import Any

import pytest
from interest_cases import date, euros, invoice, owing, paid

from dunnix.errors import CurrencyMismatchError, Problem
from dunnix.interest import (
    Certainty,
    Circumstances,
    Jurisdiction,
    NoCosts,
    NoFixedSum,
    NoFixedSumError,
    PointsPeriod,
    RecoveryIndemnities,
    Regime,
    Waiver,
    after_legal_costs,
    collection_costs,
    jurisdiction,
    recovery_indemnity,
)
from dunnix.model import Account, Insolvency, Instalment, InvalidValueError, Invoice, Party
from dunnix.money import Money


def indemnities(account: Account, name: str, as_of: str, **how: object) -> RecoveryIndemnities:
    return recovery_indemnity(account, name, as_of=date(as_of), **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("size", "sum_"),
    [
        ("0.01", "40.00"),
        ("999.99", "40.00"),
        ("1000.00", "70.00"),
        ("9999.99", "70.00"),
        ("10000.00", "100.00"),
    ],
)
def test_the_british_sum_goes_by_the_size_of_the_debt(size: str, sum_: str) -> None:
    found = indemnities(owing(invoice("2024-01-31", size, "GBP")), "uk", "2024-02-01")

    assert found.total("GBP") == Money(sum_, "GBP")


def test_the_size_is_that_on_the_first_day_that_bears_interest() -> None:
    account = owing(invoice("2024-01-31", "1200.00", "GBP"), paid("2024-01-31", "300.00", "GBP"))

    assert indemnities(account, "uk", "2024-03-01").total("GBP") == Money("40.00", "GBP")


def test_each_late_invoice_has_one_however_late_and_even_if_paid_since() -> None:
    account = owing(
        invoice("2024-01-31", name="F-1"),
        invoice("2024-02-10", name="F-2"),
        invoice("2024-03-31", name="F-3"),
        paid("2024-02-15", "1000.00", name="F-1"),
    )

    found = indemnities(account, "fr", "2024-03-01")

    assert [(each.invoice, each.due, each.zero) for each in found] == [
        ("F-1", euros("40.00"), None),
        ("F-2", euros("40.00"), None),
        ("F-3", euros("0.00"), NoFixedSum.NOT_LATE),
    ]
    assert found.total("EUR") == euros("80.00")
    assert found.of("F-1") == next(iter(found))
    assert next(iter(found)).law == "Code de commerce, D441-5"
    assert next(iter(found)).certainty is Certainty.SOURCE


def test_an_invoice_in_instalments_has_one_by_the_first_that_was_late() -> None:
    parts = Invoice(
        id="F-1",
        amount=euros("1000.00"),
        instalments=[
            Instalment(number=1, due_date=date("2024-01-31"), amount=euros("400.00")),
            Instalment(number=2, due_date=date("2024-02-10"), amount=euros("600.00")),
        ],
    )

    (found,) = indemnities(owing(parts), "fr", "2024-03-01")

    assert (found.due, found.arose_on) == (euros("40.00"), date("2024-02-01"))


@pytest.mark.parametrize(
    ("account", "name", "as_of", "zero"),
    [
        (owing(invoice("2024-01-31")), "fr", "2024-01-31", NoFixedSum.NOT_LATE),
        (
            owing(invoice("2024-01-31"), paid("2024-01-31", "1000.00")),
            "fr",
            "2024-03-01",
            NoFixedSum.PAID_IN_TIME,
        ),
        (
            owing(invoice("2024-01-31"), Insolvency(id="I", date=date("2024-02-20"))),
            "fr",
            "2024-03-01",
            NoFixedSum.INSOLVENT,
        ),
        (owing(invoice("2024-01-31"), party="consumer"), "fr", "2024-03-01", NoFixedSum.NOT_IN_LAW),
        (owing(invoice("2024-01-31"), party="consumer"), "de", "2024-03-01", NoFixedSum.NOT_IN_LAW),
        (
            owing(invoice("2024-01-31", currency="CHF")),
            "ch",
            "2024-03-01",
            NoFixedSum.NOT_IN_LAW,
        ),
        (owing(invoice("2012-01-31")), "fr", "2012-03-01", NoFixedSum.NOT_YET_IN_LAW),
    ],
)
def test_no_fixed_sum_says_why(account: Account, name: str, as_of: str, zero: NoFixedSum) -> None:
    (found,) = indemnities(account, name, as_of)

    assert (found.due.minor_units, found.zero) == (0, zero)


def test_the_german_sum_goes_by_the_day_the_debt_arose() -> None:
    before = invoice("2014-09-30", issue_date=date("2014-07-01"))
    since = invoice("2014-09-30", issue_date=date("2014-08-01"))

    assert indemnities(owing(before), "de", "2014-11-01").total("EUR").is_zero
    assert indemnities(owing(since), "de", "2014-11-01").total("EUR") == euros("40.00")


def test_a_currency_without_a_legal_fixed_sum_is_told() -> None:
    with pytest.raises(NoFixedSumError) as refused:
        indemnities(owing(invoice("2024-01-31", currency="USD")), "fr", "2024-03-01")

    assert str(refused.value) == (
        "the fixed sum of `fr` is in EUR, and `F-1` is in USD: ask without it (`receivables`),"
        " or give the rule a sum in USD"
    )


def test_a_receivable_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="`F-9` is no receivable of the account on that day"):
        indemnities(owing(invoice("2024-01-31")), "fr", "2024-03-01", receivables=["F-9"])


@pytest.mark.requirement("M84")
def test_a_fixed_sum_may_be_waived_in_part_or_whole() -> None:
    account = owing(invoice("2024-01-31", name="F-1"), invoice("2024-01-31", name="F-2"))
    half = Waiver(
        id="W", granted_on=date("2024-02-20"), of="fixed-sum", invoice="F-1", percent="50"
    )
    rest = Waiver(id="X", granted_on=date("2024-02-21"), of="fixed-sum", amount=euros("45.00"))
    late = Waiver(id="Z", granted_on=date("2024-03-20"), of="fixed-sum", percent="100")
    asked = Circumstances(waivers=[half, rest, late])

    found = indemnities(account, "fr", "2024-03-01", circumstances=asked)

    # 40 less 20 less 20 of the 45; 40 less the other 25.
    assert [(each.due, each.zero) for each in found] == [
        (euros("0.00"), NoFixedSum.WAIVED),
        (euros("15.00"), None),
    ]


@pytest.mark.parametrize(
    ("costs", "left"), [("0.00", "40.00"), ("25.00", "15.00"), ("300.00", "0.00")]
)
def test_the_german_sum_is_credited_against_legal_costs(costs: str, left: str) -> None:
    german = jurisdiction("de").regime("company")

    assert after_legal_costs(euros("40.00"), euros(costs), german) == euros(left)


def test_the_french_sum_stands_beside_legal_costs() -> None:
    french = jurisdiction("fr").regime("company")

    assert after_legal_costs(euros("40.00"), euros("300.00"), french) == euros("40.00")


@pytest.mark.parametrize(
    ("principal", "costs"),
    [
        ("100.00", "40.00"),  # 15 % are 15, the least is 40
        ("2500.00", "375.00"),  # 15 % of 2,500
        ("3000.00", "425.00"),  # and 10 % of 500
        ("10000.00", "875.00"),  # 375 + 250 + 5 % of 5,000
        ("200000.00", "2775.00"),  # and 1 % of 190,000
        ("1000000.00", "6775.00"),  # and 0.5 % of 800,000
        ("5000000.00", "6775.00"),  # the most
        ("333.33", "50.00"),  # 49.9995, half up
    ],
)
def test_the_dutch_scale_of_collection_costs(principal: str, costs: str) -> None:
    found = collection_costs(euros(principal), "nl", party="company", as_of=date("2024-03-01"))

    assert found.amount == euros(costs)


def scale_for_consumers(received: str | None, as_of: str) -> tuple[Money, NoCosts | None]:
    rule = Regime(
        parties=["consumer"],
        points=[PointsPeriod(points="6")],
        costs=jurisdiction("nl").regime("company").costs,
    )
    found = collection_costs(
        euros("1000.00"),
        Jurisdiction(id="x", title="x", regimes=[rule]),
        party="consumer",
        as_of=date(as_of),
        letter_received_on=None if received is None else date(received),
    )
    return found.amount, found.zero


def test_a_consumer_owes_collection_costs_only_after_the_days_of_a_letter() -> None:
    # Received on 1 March, the fourteen days are those up to 15 March.
    assert scale_for_consumers(None, "2024-03-31") == (euros("0"), NoCosts.LETTER_WANTED)
    assert scale_for_consumers("2024-03-01", "2024-03-15") == (
        euros("0"),
        NoCosts.LETTER_RUNNING,
    )
    assert scale_for_consumers("2024-03-01", "2024-03-16") == (euros("150.00"), None)


def test_most_laws_have_no_scale_of_costs() -> None:
    found = collection_costs(euros("100"), "fr", party=Party.COMPANY, as_of=date("2024-03-01"))

    assert found.zero is NoCosts.NOT_IN_LAW


def test_a_scale_in_another_currency_is_told() -> None:
    with pytest.raises(NoFixedSumError) as refused:
        collection_costs(Money("100", "USD"), "nl", party="company", as_of=date("2024-03-01"))

    assert str(refused.value) == (
        "the scale of costs of `nl` is in EUR, and the debt is in USD: give the rule a scale in USD"
    )


def test_two_currencies_are_not_credited_against_each_other() -> None:
    with pytest.raises(CurrencyMismatchError):
        after_legal_costs(euros("40"), Money("1", "USD"), jurisdiction("de").regime("company"))


def test_a_debt_below_zero_has_no_costs() -> None:
    with pytest.raises(InvalidValueError, match="`principal` is below zero"):
        collection_costs(euros("-1"), "nl", party="company", as_of=date("2024-03-01"))


def test_nothing_owed_costs_nothing() -> None:
    found = collection_costs(euros("0"), "nl", party="company", as_of=date("2024-03-01"))

    assert found.amount.is_zero


def test_waivers_of_others_leave_a_fixed_sum_as_it_is() -> None:
    others = [
        Waiver(id="A", granted_on=date("2024-02-20"), of="fixed-sum", percent="50", invoice="F-2"),
        Waiver(id="B", granted_on=date("2024-02-20"), of="fixed-sum", amount=Money("5", "USD")),
        Waiver(id="C", granted_on=date("2024-01-20"), of="fixed-sum", percent="50"),
        Waiver(id="D", granted_on=date("2024-02-20"), percent="50"),
    ]
    asked = Circumstances(waivers=others)

    found = indemnities(owing(invoice("2024-01-31")), "fr", "2024-03-01", circumstances=asked)

    assert found.total("EUR") == euros("40.00")
    assert len(found) == 1


def test_an_account_with_bad_rows_has_no_fixed_sums() -> None:
    account = Account(debtor=owing().debtor, problems=[Problem(code="x", message="x")])

    with pytest.raises(ValueError, match="has rows that can't be read"):
        indemnities(account, "fr", "2024-03-01")


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"notices": {"F-1": "2024-03-01"}}, "`notices` holds what is no date"),
        ({"costs": {"F-1": 40}}, "`costs` holds what is no amount from zero"),
    ],
)
def test_circumstances_that_cant_be_are_refused(how: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Circumstances(**how)


def test_fixed_sums_are_plain_data() -> None:
    found = indemnities(owing(invoice("2024-01-31")), "uk", "2024-01-31").to_dict()

    assert found == {
        "as_of": "2024-01-31",
        "indemnities": [
            {
                "invoice": "F-1",
                "currency": "EUR",
                "amount": "0.00",
                "waived": "0.00",
                "due": "0.00",
                "arose_on": None,
                "zero": "not-late",
                "law": "",
                "certainty": None,
            }
        ],
    }
    late = indemnities(owing(invoice("2024-01-31")), "fr", "2024-02-01").to_dict()
    assert late["indemnities"] == [
        {
            "invoice": "F-1",
            "currency": "EUR",
            "amount": "40.00",
            "waived": "0.00",
            "due": "40.00",
            "arose_on": "2024-02-01",
            "zero": None,
            "law": "Code de commerce, D441-5",
            "certainty": "source",
        }
    ]
