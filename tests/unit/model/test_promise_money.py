import datetime as dt

from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.model.promise_money import Cents, Netted, Purse
from dunnix.money import Money


def cents(day: int, receivable: str | None = None, free: int = 10) -> Cents:
    return Cents(day, "EUR", receivable, free)


def test_money_counts_by_day_and_what_names_nothing_first() -> None:
    late, named, loose = cents(9, "F-1"), cents(5, "F-1"), cents(5)

    purse = Purse([late, named, loose])

    assert list(purse.free(5, 9)) == [loose, named, late]
    assert list(purse.free(6, 8)) == []


def test_money_that_is_used_up_and_money_given_back_are_passed_over() -> None:
    used, back, free = cents(5, free=0), cents(6, free=-4), cents(7)
    purse = Purse([used, back, free])

    first = list(purse.free(1, 9))
    free.free = 0

    assert first == [free]
    assert list(purse.free(1, 9)) == []


def test_money_used_while_it_is_gone_through_does_not_hide_what_follows() -> None:
    purse = Purse([cents(day) for day in (1, 2, 3)])

    days: list[int] = []
    for each in purse.free(1, 3):
        each.free = 0
        days.append(each.day)

    assert days == [1, 2, 3]


def test_money_is_found_by_what_it_names_between_two_days() -> None:
    before, within, other, loose = cents(1, "F-1"), cents(5, "F-1"), cents(5, "F-2"), cents(5)
    purse = Purse([before, within, other, loose])

    assert list(purse.free_of(["F-1"], 2, 9)) == [within]
    assert list(purse.free_of(["F-1", None], 2, 9)) == [loose, within]
    assert list(purse.free_of(["F-3"], 0, 9)) == []


def test_what_netting_placed_is_told_day_by_day() -> None:
    day = dt.date(2026, 3, 2)
    account = Account(
        debtor=Debtor(id="D1"),
        invoices=[Invoice(id="F-1", due_date=day, amount=Money.minor(100, "EUR"))],
        payments=[
            Payment(
                id=f"P-{amount}", date=day + dt.timedelta(later), amount=Money.minor(amount, "EUR")
            )
            for later, amount in ((1, 30), (2, 40))
        ],
    )
    netted = Netted(account, day + dt.timedelta(9))
    first = day.toordinal()

    placed = [netted.on(first + later, {"F-1"}) for later in range(4)]

    assert placed == [0, 30, 40, 0]
    assert netted.on(first + 1, {"F-2"}) == 0
