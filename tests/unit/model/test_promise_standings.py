"""What became of a promise follows from the money, cent by cent."""

import datetime as dt

import attrs
import pytest

from dunnix.model import (
    Account,
    Debtor,
    Invoice,
    Payment,
    PaymentHistory,
    PromiseToPay,
    take_position,
)
from dunnix.money import Money

MADE, DUE_BY, WINDOW = dt.date(2026, 2, 5), dt.date(2026, 2, 16), dt.date(2026, 2, 18)
LATER = dt.date(2026, 3, 1)


def euros(amount: int) -> Money:
    return Money.minor(amount * 100, "EUR")


def invoice(name: str) -> Invoice:
    return Invoice(id=name, due_date=dt.date(2026, 2, 4), amount=euros(100))


def payment(day: dt.date, amount: int = 100, name: str | None = "F-1") -> Payment:
    return Payment(id=f"P-{day}-{name}", date=day, amount=euros(amount), invoice=name)


def promise(**fields: object) -> PromiseToPay:
    given = {"id": "Q-1", "made_on": MADE, "due_by": DUE_BY, "amount": euros(100)}
    return PromiseToPay(**{**given, "invoices": ["F-1"], **fields})  # type: ignore[arg-type]


def standings(
    *rows: Payment | PromiseToPay, day: dt.date = LATER, invoices: int = 2
) -> dict[str, str]:
    account = Account(
        debtor=Debtor(id="D42"),
        invoices=[invoice(f"F-{number + 1}") for number in range(invoices)],
        payments=[row for row in rows if isinstance(row, Payment)],
        promises=[row for row in rows if isinstance(row, PromiseToPay)],
    )
    position = take_position(account, day, window_end=lambda due_by: due_by + 2)
    return {each.promise.id: each.standing.value for each in position.promises}


@pytest.mark.requirement("M74")
@pytest.mark.parametrize(
    ("rows", "day", "standing"),
    [
        ([], DUE_BY, "open"),
        ([], WINDOW, "open"),
        ([], WINDOW + dt.timedelta(days=1), "broken"),
        ([payment(DUE_BY)], LATER, "kept"),
        ([payment(WINDOW)], LATER, "kept"),
        ([payment(WINDOW + dt.timedelta(days=1))], LATER, "broken"),
        ([payment(MADE)], LATER, "kept"),
        ([payment(MADE - dt.timedelta(days=1))], LATER, "broken"),
        ([payment(DUE_BY, 40)], DUE_BY, "open"),
        ([payment(DUE_BY, 40)], LATER, "partly-kept"),
        ([payment(MADE, 40), payment(DUE_BY, 60)], LATER, "kept"),
    ],
)
def test_a_promise_is_kept_by_money_of_its_time_and_broken_without(
    rows: list[Payment], day: dt.date, standing: str
) -> None:
    assert standings(promise(), *rows, day=day) == {"Q-1": standing}


def test_money_on_something_else_keeps_no_promise() -> None:
    assert standings(promise(), payment(DUE_BY, name="F-2")) == {"Q-1": "broken"}


def test_a_promise_that_names_nothing_counts_all_the_money() -> None:
    whole = promise(invoices=[])

    assert standings(whole, payment(DUE_BY, name="F-2")) == {"Q-1": "kept"}
    assert standings(whole, payment(DUE_BY, name=None)) == {"Q-1": "kept"}


def test_unapplied_money_counts_for_what_netting_places_it_on() -> None:
    of_second = promise(invoices=["F-2"])

    assert standings(of_second, payment(DUE_BY, 100, None)) == {"Q-1": "broken"}
    assert standings(of_second, payment(DUE_BY, 160, None)) == {"Q-1": "partly-kept"}


def test_money_after_a_later_promise_took_over_counts_for_that_one() -> None:
    first = promise(id="Q-1", amount=euros(60), invoices=["F-1"])
    second = promise(
        id="Q-2",
        made_on=dt.date(2026, 2, 6),
        due_by=dt.date(2026, 2, 20),
        amount=euros(60),
        invoices=["F-1"],
    )

    found = standings(first, second, payment(dt.date(2026, 2, 10)))

    assert found == {"Q-1": "superseded", "Q-2": "kept"}


def test_each_cent_counts_for_one_promise_the_earliest_due_first() -> None:
    first = promise(id="Q-1", amount=euros(60), invoices=["F-1", "F-2"])
    second = promise(
        id="Q-2",
        made_on=dt.date(2026, 2, 6),
        due_by=dt.date(2026, 2, 20),
        amount=euros(60),
        invoices=["F-1"],
    )

    found = standings(first, second, payment(dt.date(2026, 2, 10)))

    assert found == {"Q-1": "kept", "Q-2": "partly-kept"}


def test_a_later_promise_of_the_same_supersedes_an_open_one_but_no_broken_one() -> None:
    soon = promise(id="Q-2", made_on=dt.date(2026, 2, 10), due_by=dt.date(2026, 3, 10))
    late = attrs.evolve(soon, made_on=dt.date(2026, 2, 25))

    assert standings(promise(), soon) == {"Q-1": "superseded", "Q-2": "open"}
    assert standings(promise(), late) == {"Q-1": "broken", "Q-2": "open"}


def test_a_withdrawn_promise_is_open_until_then() -> None:
    withdrawn = promise(withdrawn_on=dt.date(2026, 2, 10))

    assert standings(withdrawn, day=dt.date(2026, 2, 9)) == {"Q-1": "open"}
    assert standings(withdrawn, day=dt.date(2026, 2, 10)) == {"Q-1": "withdrawn"}


def test_money_that_comes_back_keeps_no_promise() -> None:
    bounced = attrs.evolve(payment(DUE_BY), reversed_on=dt.date(2026, 2, 20))

    assert standings(promise(), bounced, day=dt.date(2026, 2, 19)) == {"Q-1": "kept"}
    assert standings(promise(), bounced) == {"Q-1": "broken"}


@pytest.mark.requirement("M67")
def test_promises_made_after_too_many_broken_ones_no_longer_pause() -> None:
    account = Account(
        debtor=Debtor(id="D42"),
        invoices=[invoice("F-1")],
        promises=[promise(made_on=LATER, due_by=LATER)],
        history=PaymentHistory(promises_broken=3),
    )

    pausing = [
        take_position(account, LATER, window_end=lambda day: day, at_most_broken=most)
        .promises[0]
        .pauses
        for most in (2, 3)
    ]

    assert pausing == [False, True]
