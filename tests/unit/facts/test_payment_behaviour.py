import datetime as dt
from typing import Any

from dunnix.facts.debtor import PaymentBehaviour, payment_behaviour
from dunnix.model import Account, Debtor, Invoice, Payment, take_position
from dunnix.money import Money

DUE = dt.date(2026, 2, 4)
TODAY = dt.date(2026, 6, 1)


def eur(text: str) -> Money:
    return Money(text, "EUR")


def money(name: str, day: dt.date, amount: str = "100.00", **keys: Any) -> Payment:
    return Payment(id=name, date=day, amount=eur(amount), invoice="F-1", **keys)


def behaviour(*payments: Payment, currency: str = "EUR") -> PaymentBehaviour:
    owed = Invoice(id="F-1", due_date=DUE, amount=eur("100.00"))
    account = Account(debtor=Debtor(id="D42"), invoices=[owed], payments=payments)
    position = take_position(account, TODAY, window_end=lambda due_by: due_by)
    return payment_behaviour(account, position, currency)


def test_an_invoice_counts_as_paid_on_the_day_of_the_last_money_for_it() -> None:
    halves = [
        money("P-1", DUE, "50.00"),
        money("P-2", DUE + dt.timedelta(days=9), "50.00"),
    ]

    assert behaviour(*halves) == PaymentBehaviour(average_days_late=9, paid_late_percent=100)


def test_a_cheque_that_never_cleared_makes_no_invoice_late() -> None:
    paid = money("P-1", DUE)
    cheque = money("P-2", DUE + dt.timedelta(days=30), pending=True)

    assert behaviour(paid, cheque) == PaymentBehaviour(average_days_late=0, paid_late_percent=0)


def test_a_refund_of_what_was_paid_beyond_makes_no_invoice_late() -> None:
    paid = money("P-1", DUE, "120.00")
    refund = money("P-2", DUE + dt.timedelta(days=30), "-20.00")

    assert behaviour(paid, refund) == PaymentBehaviour(average_days_late=0, paid_late_percent=0)


def test_where_nothing_was_paid_the_figures_are_unknown_and_not_zero() -> None:
    nothing = PaymentBehaviour(average_days_late=None, paid_late_percent=None)

    assert behaviour() == nothing
    assert behaviour(money("P-1", DUE), currency="USD") == nothing
