import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import attrs
import pytest

from dunnix.metrics import ExchangeRates, converted, promises_kept
from dunnix.model import Account, Debtor, Instalment, Invoice, Payment, PaymentPlan, PromiseToPay
from dunnix.money import Money

MADE = dt.date(2026, 3, 2)
DUE_BY = dt.date(2026, 3, 16)
DAY = dt.date(2026, 6, 30)


def after(days: int) -> dt.date:
    return DUE_BY + dt.timedelta(days=days)


def promise(name: str = "W1", *invoices: str, amount: str = "100.00", **keys: Any) -> PromiseToPay:
    return PromiseToPay(
        id=name,
        **{"made_on": MADE, "due_by": DUE_BY, **keys},
        amount=Money(amount, "EUR"),
        invoices=invoices or ("F-1",),
    )


def paid(amount: str, days: int, invoice: str | None = "F-1") -> Payment:
    return Payment(
        id=f"P-{invoice}-{days}", date=after(days), amount=Money(amount, "EUR"), invoice=invoice
    )


def account(
    promises: Sequence[PromiseToPay],
    payments: Sequence[Payment] = (),
    debtor: str = "D1",
    plans: Sequence[PaymentPlan] = (),
) -> Account:
    invoices = [
        Invoice(
            id=name,
            due_date=MADE,
            amount=Money("100.00", "EUR"),
            facts={"product": f"of {name}"},
        )
        for name in ("F-1", "F-2")
    ]
    return Account(
        debtor=Debtor(id=debtor),
        invoices=invoices,
        payments=payments,
        plans=plans,
        promises=promises,
    )


def shares(account: Account, **options: Any) -> list[Fraction | None]:
    return [
        promises_kept(account, as_of=DAY, measure=measure, **options).value
        for measure in ("count", "value")
    ]


def test_a_part_counts_nothing_by_number_and_its_amount_by_value() -> None:
    promises = [promise("W1", "F-1"), promise("W2", "F-2", amount="80.00")]
    owed = account(promises, [paid("100.00", 0), paid("60.00", -1, "F-2")])

    assert shares(owed) == [Fraction(1, 2), Fraction(160, 180)]
    assert promises_kept(owed, as_of=DAY).only.inputs == (
        ("promises", 2),
        ("kept", 1),
        ("partly_kept", 1),
        ("promised_minor", 18000),
        ("kept_minor", 16000),
    )


def test_money_counts_up_to_the_last_day_of_grace() -> None:
    owed = account([promise()], [paid("100.00", 3)])

    assert shares(owed, grace_days=2) == [0, 0]
    assert shares(owed, grace_days=3) == [1, 1]


def test_a_promise_counts_once_it_can_no_longer_be_kept() -> None:
    broken, kept = account([promise()]), account([promise()], [paid("100.00", -5)])

    asked = [
        [promises_kept(each, as_of=after(days), grace_days=2) for each in (broken, kept)]
        for days in (2, 3)
    ]

    assert [[len(each) for each in day] for day in asked] == [[0, 0], [1, 1]]
    assert [each.value for each in asked[1]] == [0, 1]


def test_periods_share_out_the_promises_without_loss() -> None:
    owed = account([promise("W1"), promise("W2", "F-2", due_by=after(1))])

    march = promises_kept(owed, first=after(-15), as_of=after(1))
    later = promises_kept(owed, first=after(2), as_of=DAY)

    assert [dict(each.only.inputs)["promises"] for each in (march, later)] == [1, 1]


def test_superseded_and_withdrawn_promises_count_neither_way() -> None:
    withdrawn = promise("W1", "F-2", withdrawn_on=after(-1))
    superseded = promise("W2", "F-1")
    in_force = promise("W3", "F-1", made_on=after(-2), due_by=after(20))
    owed = account([withdrawn, superseded, in_force], [paid("100.00", 20)])

    assert dict(promises_kept(owed, as_of=DAY).only.inputs)["promises"] == 1
    assert shares(owed) == [1, 1]


def test_unapplied_money_keeps_a_promise_as_it_does_in_a_decision() -> None:
    owed = account([promise("W1", "F-1", "F-2", amount="200.00")], [paid("200.00", 0, None)])

    assert shares(owed) == [1, 1]


def test_money_given_back_keeps_nothing() -> None:
    owed = account([promise()], [paid("100.00", 0), paid("-70.00", 5)])

    assert shares(owed) == [0, Fraction(3, 10)]


def test_promises_are_split_by_debtor_and_by_what_they_speak_of() -> None:
    accounts = [
        account([promise("W1", "F-1")], [paid("100.00", 0)], "D1"),
        account([promise("W1", "F-1", "F-2"), promise("W2", "F-2")], debtor="D2"),
    ]

    by_debtor = promises_kept(accounts, as_of=DAY, by="debtor")
    by_product = promises_kept(accounts, as_of=DAY, by="product")

    assert [(each.group, each.value) for each in by_debtor] == [
        (("D1",), Fraction(1)),
        (("D2",), Fraction(0)),
    ]
    assert [(each.group, each.value) for each in by_product] == [
        (("of F-1",), Fraction(1)),
        (("of F-2",), Fraction(0)),
        ((None,), Fraction(0)),
    ]


def test_a_promise_of_all_is_of_what_all_in_its_currency_share() -> None:
    invoices = [
        Invoice(id=f"F-{code}", due_date=MADE, amount=Money("9.00", code), creditor=f"C-{code}")
        for code in ("EUR", "GBP")
    ]
    whole = PromiseToPay(id="W1", made_on=MADE, due_by=DUE_BY, amount=Money("9.00", "EUR"))
    owed = Account(debtor=Debtor(id="D1"), invoices=invoices, promises=[whole])

    by_creditor = promises_kept(owed, as_of=DAY, by="creditor")

    assert [each.group for each in by_creditor] == [("C-EUR",)]


def test_a_promise_of_a_plan_of_all_is_of_what_all_share() -> None:
    part = Instalment(number=1, due_date=DUE_BY, amount=Money("50.00", "EUR"))
    plan = PaymentPlan(id="L1", agreed_on=MADE, instalments=[part], status="signed")
    owed = account([promise("W1", "L1")], plans=[plan])
    ours = [attrs.evolve(each, creditor="C1") for each in owed.invoices]
    owed = attrs.evolve(owed, invoices=ours)

    by_creditor = promises_kept(owed, as_of=DAY, by="creditor")
    by_product = promises_kept(owed, as_of=DAY, by="product")

    assert [each.group for each in by_creditor] == [("C1",)]
    assert [each.group for each in by_product] == [(None,)]


@pytest.mark.parametrize("named", ["L1", "L1#2", "F-1"])
def test_a_promise_of_a_plan_is_of_what_the_plan_covers(named: str) -> None:
    parts = [
        Instalment(number=number, due_date=after(number), amount=Money("50.00", "EUR"))
        for number in (1, 2)
    ]
    plan = PaymentPlan(
        id="L1", agreed_on=MADE, invoices=["F-1"], instalments=parts, status="signed"
    )
    owed = account([promise("W1", named)], plans=[plan])

    by_product = promises_kept(owed, as_of=DAY, by="product")

    assert [each.group for each in by_product] == [("of F-1",)]


def test_without_a_promise_there_is_no_figure() -> None:
    assert promises_kept(account([]), as_of=DAY).figures == ()


def test_a_measure_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(
        ValueError, match="`measure` can't be `amount`; it is one of `count`, `value`"
    ):
        promises_kept([], as_of=DAY, measure="amount")


def test_books_that_are_not_of_accounts_hold_no_promises() -> None:
    rates = ExchangeRates(to_currency="EUR", rates=[], known_until=DAY)

    with pytest.raises(TypeError, match="told from accounts"):
        promises_kept(converted([], rates=rates), as_of=DAY)  # type: ignore[arg-type]
