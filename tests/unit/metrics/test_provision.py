import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dunnix.metrics import Provision, loss_rates, provision
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

TODAY = dt.date(2026, 6, 30)
AGES = {"not due": 0, "1-30": 1, "31-60": 31, "61-90": 61, "over 90": 91}


def invoice(amount: str, *, late: int, currency: str = "EUR") -> Invoice:
    due = TODAY - dt.timedelta(late)
    return Invoice(id=f"F-{late}-{currency}", due_date=due, amount=Money(amount, currency))


def account(*invoices: Invoice, name: str = "D1", **facts: str) -> Account:
    return Account(debtor=Debtor(id=name, facts=facts), invoices=invoices)


def aged(amounts: Mapping[str, str]) -> Account:
    return account(*(invoice(amounts[label], late=AGES[label]) for label in amounts))


def matrix(owed: Account | Sequence[Account], rates: Any, **options: Any) -> Provision:
    return provision(owed, as_of=TODAY, rates=rates, **options)


def amounts(of: Provision, currency: str = "EUR") -> list[str | None]:
    line = of.of(currency)
    assert line is not None
    return [None if each.amount is None else each.amount.amount_text() for each in line.buckets]


def whole(of: Provision) -> str:
    [line] = of.lines
    return str(line.amount)


@pytest.mark.parametrize(
    ("amount", "rate", "wanted"), [("15000.00", "0.005", "75.00"), ("4000.00", "0.027", "108.00")]
)
def test_the_published_rows_are_the_amount_times_the_rate(
    amount: str, rate: str, wanted: str
) -> None:
    # https://www.faqifrs.com/step-6-apply-the-provision-matrix/
    owed = aged({"1-30": amount})

    assert amounts(matrix(owed, [rate] * 5)) == ["0.00", wanted, "0.00", "0.00", "0.00"]


def test_the_published_matrix_keeps_its_rates_unrounded() -> None:
    # https://ifrscommunity.com/knowledge-base/ifrs-9-impairment: 27,567; with 8.7 % for 2/23 it
    # would be 27,570.
    owed = aged(
        {
            "not due": "300000.00",
            "1-30": "140000.00",
            "31-60": "60000.00",
            "61-90": "23000.00",
            "over 90": "5000.00",
        }
    )

    found = matrix(owed, ["0.02", "0.04", "2/23", "0.25", 1])

    assert amounts(found) == ["6000.00", "5600.00", "5217.39", "5750.00", "5000.00"]
    assert whole(found) == "27567.39 EUR"
    assert [str(line.open) for line in found.lines] == ["528000.00 EUR"]
    assert whole(matrix(owed, ["0.02", "0.04", "0.087", "0.25", 1])) == "27570.00 EUR"


def test_rates_are_given_by_bucket_or_in_their_order() -> None:
    owed = aged({"not due": "100.00", "over 90": "10.00"})
    named = {
        "over 90": Decimal("0.5"),
        "not due": "0.01",
        "1-30": 0,
        "31-60": "0.03",
        "61-90": Fraction(1, 3),
    }

    by_name = matrix(owed, named)

    assert amounts(by_name) == ["1.00", "0.00", "0.00", "0.00", "5.00"]
    assert matrix(owed, ["0.01", 0, "0.03", Fraction(1, 3), "0.5"]) == by_name


def test_each_bucket_is_rounded_half_to_even_so_that_they_sum_to_the_whole() -> None:
    owed = aged({"not due": "0.50", "1-30": "1.50", "31-60": "2.50"})

    found = matrix(owed, ["0.01"] * 5)

    assert amounts(found) == ["0.00", "0.02", "0.02", "0.00", "0.00"]
    assert whole(found) == "0.04 EUR"


def test_currencies_and_groups_are_provided_for_apart() -> None:
    ledger = [
        account(invoice("10.00", late=0), invoice("1000", late=0, currency="JPY")),
        account(invoice("20.00", late=0), name="D2"),
    ]

    found = matrix(ledger, ["0.1", "0.5"], edges=(0,), by="debtor")

    assert [(each.currency, each.group, str(each.amount)) for each in found.lines] == [
        ("EUR", ("D1",), "1.00 EUR"),
        ("EUR", ("D2",), "2.00 EUR"),
        ("JPY", ("D1",), "100 JPY"),
    ]
    assert found.of("EUR", "D3") is None


def test_unapplied_money_lowers_no_provision() -> None:
    on_account = Payment(id="P-1", date=TODAY, amount=Money("10.00", "EUR"))
    only_money = Payment(id="P-2", date=TODAY, amount=Money("10.00", "GBP"))
    owed = Account(
        debtor=Debtor(id="D1"),
        invoices=[invoice("10.00", late=0)],
        payments=[on_account, only_money],
    )

    assert whole(matrix(owed, ["0.1"] * 5)) == "1.00 EUR"


def history(*, lost: str, name: str = "D1", **facts: str) -> Account:
    """Owe 100 since long ago and pay all but a part of it on time; owe 10 not due today."""
    due = TODAY - dt.timedelta(400)
    paid = Money("100.00", "EUR") - Money(lost, "EUR")
    return Account(
        debtor=Debtor(id=name, facts=facts),
        invoices=[
            Invoice(id=f"{name}-1", due_date=due, amount=Money("100.00", "EUR")),
            Invoice(id=f"{name}-2", due_date=TODAY, amount=Money("10.00", "EUR")),
        ],
        payments=[Payment(id=f"{name}-P", date=due, invoice=f"{name}-1", amount=paid)],
    )


def test_rates_of_the_past_serve_the_present() -> None:
    owed = history(lost="5.00")
    rates = loss_rates(owed, as_of=TODAY, edges=(0, 90))

    found = matrix(owed, rates)

    assert found.edges == (0, 90)
    assert [(each.bucket, each.rate) for each in found.lines[0].buckets] == [
        ("not due", Fraction(1, 20)),
        ("1-90", 1),
        ("over 90", 1),
    ]
    assert amounts(found) == ["0.50", "0.00", "5.00"]


def test_rates_of_the_whole_ledger_serve_each_group_and_rates_by_group_the_same_group() -> None:
    ledger = [history(lost="5.00", segment="key"), history(lost="15.00", name="D2", segment="spot")]
    whole_ledger = loss_rates(ledger, as_of=TODAY, edges=(0,))
    by_segment = loss_rates(ledger, as_of=TODAY, edges=(0,), by="segment")

    shared = matrix(ledger, whole_ledger, by="segment")
    own = matrix(ledger, by_segment, by="segment")

    assert [str(each.buckets[0].amount) for each in shared.lines] == ["1.00 EUR", "1.00 EUR"]
    assert [str(each.buckets[0].amount) for each in own.lines] == ["0.50 EUR", "1.50 EUR"]
    with pytest.raises(ValueError, match="the rates are split by `segment`; split the provision"):
        matrix(ledger, by_segment)


def test_a_bucket_without_a_rate_has_no_provision_unless_nothing_is_open_in_it() -> None:
    young = account(invoice("10.00", late=0), invoice("4.00", late=1))
    rates = loss_rates(history(lost="0.00"), as_of=TODAY)

    found = matrix(young, rates)

    assert amounts(found) == ["0.00", None, "0.00", "0.00", "0.00"]
    assert whole(found) == "None"
    assert found.table().dicts()[1] == {
        "currency": "EUR",
        "bucket": "1-30",
        "open_minor": 400,
        "loss_ratio": None,
        "provision_minor": None,
    }


def test_edges_are_those_of_the_rates() -> None:
    rates = loss_rates(history(lost="5.00"), as_of=TODAY, edges=(0, 90))

    assert matrix([], rates, edges=[0, 90]).edges == (0, 90)
    with pytest.raises(ValueError, match=r"`edges` differ from those of the rates.* \(0, 90\)"):
        matrix([], rates, edges=(0, 30))


@pytest.mark.parametrize(
    ("rates", "says"),
    [
        ({"not due": "0", "over 0": "0", "1-30": "0"}, "no bucket is called `1-30`; known are"),
        ({"not due": "0", "ovr 0": "0"}, "no bucket is called `ovr 0`; did you mean `over 0`?"),
        ({"not due": "0"}, "no rate is given for `over 0`"),
        (["0"], "`rates` must hold one rate a bucket: `not due`, `over 0`"),
        ("01", "`rates` must hold one rate a bucket: `not due`, `over 0`"),
        (["0", "2"], "`rates` holds `2`; a rate is from 0 to 1, 8 % is `0.08`"),
        (["0", "-0.1"], "`rates` holds `-0.1`; a rate is from 0 to 1"),
        (["0", "2 %"], "`rates` is `2 %`, which is no number; write 8 % as `0.08`"),
        (["0", "1/0"], "`rates` is `1/0`, which is no number"),
    ],
)
def test_rates_that_do_not_fit_the_buckets_are_refused(rates: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        matrix([], rates, edges=(0,))


def test_a_rate_is_no_float() -> None:
    with pytest.raises(TypeError, match="`rates` is text, a Decimal or a Fraction, not a float"):
        matrix([], [0.01, 0.02], edges=(0,))
    with pytest.raises(TypeError, match="one rate a bucket by name or in order, not a float"):
        matrix([], 0.02, edges=(0,))
