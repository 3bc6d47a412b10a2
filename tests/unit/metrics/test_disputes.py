import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

from dunnix.metrics import days_to_resolve, dispute_rate
from dunnix.model import Account, Debtor, Dispute, Invoice, Payment
from dunnix.money import Money

OPENED = dt.date(2026, 3, 2)
DAY = dt.date(2026, 6, 30)


def after(days: int) -> dt.date:
    return OPENED + dt.timedelta(days=days)


def invoice(name: str, amount: str = "100.00", currency: str = "EUR") -> Invoice:
    return Invoice(id=name, due_date=OPENED, amount=Money(amount, currency))


def dispute(
    name: str = "L1",
    invoice: str | None = "F-1",
    amount: str | None = None,
    *,
    opened: int = 0,
    resolved: int | None = None,
) -> Dispute:
    return Dispute(
        id=name,
        opened_on=after(opened),
        reason="quality",
        invoice=invoice,
        amount=None if amount is None else Money(amount, "EUR"),
        resolved_on=None if resolved is None else after(resolved),
    )


def account(
    invoices: Sequence[Invoice],
    disputes: Sequence[Dispute],
    payments: Sequence[Payment] = (),
    debtor: str = "D1",
) -> Account:
    return Account(
        debtor=Debtor(id=debtor), invoices=invoices, disputes=disputes, payments=payments
    )


def rates(account: Account, as_of: dt.date = DAY) -> list[Fraction | None]:
    return [
        dispute_rate(account, as_of=as_of, measure=measure).value for measure in ("count", "value")
    ]


def test_a_dispute_of_a_part_counts_as_one_and_by_its_amount() -> None:
    owed = account([invoice("F-1"), invoice("F-2", "300.00")], [dispute(amount="40.00")])

    assert rates(owed) == [Fraction(1, 2), Fraction(1, 10)]
    assert dispute_rate(owed, as_of=DAY).only.inputs == (
        ("disputed", 1),
        ("receivables", 2),
        ("disputed_minor", 4000),
        ("open_minor", 40000),
    )


def test_a_dispute_holds_until_the_day_before_it_is_resolved() -> None:
    owed = account([invoice("F-1")], [dispute(opened=1, resolved=10)])

    asked = [rates(owed, after(days)) for days in (0, 1, 9, 10)]

    assert asked == [[0, 0], [1, 1], [1, 1], [0, 0]]


def test_what_was_paid_is_neither_open_nor_contested() -> None:
    paid = Payment(id="P1", date=OPENED, amount=Money("70.00", "EUR"), invoice="F-1")
    owed = account([invoice("F-1"), invoice("F-2", "20.00")], [dispute()], [paid])

    assert rates(owed) == [Fraction(1, 2), Fraction(3, 5)]


def test_unapplied_money_is_taken_off_nothing() -> None:
    on_account = Payment(id="P1", date=OPENED, amount=Money("100.00", "EUR"))
    owed = account([invoice("F-1"), invoice("F-2")], [dispute()], [on_account])

    assert rates(owed) == [Fraction(1, 2), Fraction(1, 2)]


def test_currencies_and_debtors_are_told_apart() -> None:
    accounts = [
        account([invoice("F-1"), invoice("F-2", currency="GBP")], [dispute(invoice="F-2")]),
        account([invoice("F-1")], [dispute(invoice=None)], debtor="D2"),
    ]

    split = dispute_rate(accounts, as_of=DAY, by="debtor")

    assert [(each.currency, each.group, each.value) for each in split] == [
        ("EUR", ("D1",), Fraction(0)),
        ("EUR", ("D2",), Fraction(1)),
        ("GBP", ("D1",), Fraction(1)),
    ]


def test_days_run_from_opening_to_resolution_and_each_dispute_counts_alike() -> None:
    disputes = [dispute("L1", resolved=10), dispute("L2", resolved=25), dispute("L3")]

    resolved = days_to_resolve(account([invoice("F-1")], disputes), as_of=DAY)

    assert resolved.value == Fraction(35, 2)
    assert resolved.only.inputs == (("disputes", 2), ("open_disputes", 1))


def test_a_dispute_counts_in_the_period_in_which_it_is_resolved() -> None:
    disputes = [dispute(f"L{days}", resolved=days) for days in (9, 10, 20, 21)]
    owed = account([invoice("F-1")], disputes)

    resolved = days_to_resolve(owed, first=after(10), as_of=after(20))

    assert resolved.value == 15
    assert resolved.only.inputs == (("disputes", 2), ("open_disputes", 1))


def test_where_none_is_resolved_the_days_are_undefined() -> None:
    [only] = days_to_resolve(account([invoice("F-1")], [dispute()]), as_of=DAY)

    assert (only.value, only.inputs) == (None, (("disputes", 0), ("open_disputes", 1)))


def test_a_dispute_of_all_that_is_owed_counts_once_in_each_currency() -> None:
    invoices = [invoice("F-1"), invoice("F-2"), invoice("F-3", currency="GBP")]
    owed = account(invoices, [dispute(invoice=None, resolved=8)])

    resolved = days_to_resolve(owed, as_of=DAY, by="debtor")

    assert [(each.currency, each.value, each.inputs[0][1]) for each in resolved] == [
        ("EUR", Fraction(8), 1),
        ("GBP", Fraction(8), 1),
    ]


def test_without_a_dispute_there_are_no_days() -> None:
    early = account([invoice("F-1")], [dispute(opened=1)])

    assert days_to_resolve(early, as_of=OPENED).figures == ()
