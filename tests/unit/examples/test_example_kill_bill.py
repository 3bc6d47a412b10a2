"""The Kill Bill example against a small model of the rule, written from its documentation.

https://docs.killbill.io/latest/overdue
"""

import datetime as dt
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunnix
from dunnix import Account, Block, Debtor, Invoice, Money, Payment

START = dt.date(2026, 1, 1)
DAYS = 150


def _example() -> ModuleType:
    path = Path(__file__).parents[3] / "examples" / "kill_bill" / "kill_bill.py"
    spec = importlib.util.spec_from_file_location("example_kill_bill", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


kill_bill = _example()

# Most severe first, as in its configuration: days since the earliest unpaid invoice, least balance.
STATES = (("suspended", 50, 50_00), ("blocked", 40, 0), ("warning", 30, 0))


def _model(account: Account, day: dt.date) -> str:
    """Give the first state all of whose conditions hold, as Kill Bill evaluates them."""
    if any(each.since <= day and (each.until or day) >= day for each in account.blocks):
        return "clear"
    unpaid = [
        (each.issue_date, balance)
        for each in account.invoices
        if each.issue_date is not None
        and each.issue_date <= day
        and (balance := _balance(each, account.payments, day)) > 0
    ]
    if not unpaid:
        return "clear"
    age = (day - min(issued for issued, _ in unpaid)).days
    total = sum(balance for _, balance in unpaid)
    return next((s for s, days, least in STATES if age >= days and total >= least), "clear")


def _balance(invoice: Invoice, payments: tuple[Payment, ...], day: dt.date) -> int:
    paid = sum(
        each.amount.minor_units
        for each in payments
        if each.invoice == invoice.id
        and each.date <= day
        and (each.reversed_on is None or each.reversed_on > day)
    )
    return invoice.amount.minor_units - paid


INVOICES = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from([10_00, 30_00, 60_00])), min_size=1, max_size=4
)
PAYMENTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 100),
        st.sampled_from([100, 50]),
        st.none() | st.integers(0, 30),
    ),
    max_size=4,
)
TAGS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 30)), max_size=1)


def _account(
    invoices: list[tuple[int, int]],
    payments: list[tuple[int, int, int, int | None]],
    tags: list[tuple[int, int]],
) -> Account:
    rows = [
        Invoice(
            id=f"INV-{place}",
            issue_date=START + dt.timedelta(days=after),
            due_date=START + dt.timedelta(days=after),
            amount=Money.minor(amount, "EUR"),
        )
        for place, (after, amount) in enumerate(invoices)
    ]
    paid: dict[str, int] = {}
    money = []
    for place, (number, after, percent, back) in enumerate(payments):
        row = rows[number % len(rows)]
        # No payment beyond what is left: Kill Bill turns that into credit of its own.
        left = row.amount.minor_units - paid.get(row.id, 0)
        amount = min(row.amount.minor_units * percent // 100, left)
        if amount:
            paid[row.id] = paid.get(row.id, 0) + amount
            day = START + dt.timedelta(days=after)
            money.append(
                Payment(
                    id=f"P{place}",
                    date=day,
                    amount=Money.minor(amount, "EUR"),
                    invoice=row.id,
                    reversed_on=None if back is None else day + dt.timedelta(days=back),
                )
            )
    blocks = [
        Block(
            id=f"TAG-{place}",
            since=START + dt.timedelta(days=after),
            until=START + dt.timedelta(days=after + length),
            reason="OVERDUE_ENFORCEMENT_OFF",
        )
        for place, (after, length) in enumerate(tags)
    ]
    return Account(debtor=Debtor(id="KB"), invoices=rows, payments=money, blocks=blocks)


@given(invoices=INVOICES, payments=PAYMENTS, tags=TAGS)
def test_the_state_of_every_day_is_the_one_kill_bill_evaluates(
    invoices: list[tuple[int, int]],
    payments: list[tuple[int, int, int, int | None]],
    tags: list[tuple[int, int]],
) -> None:
    account = _account(invoices, payments, tags)

    for after in range(0, DAYS, 3):
        day = START + dt.timedelta(days=after)
        decision = dunnix.decide(kill_bill.SCENARIO, account, as_of=day)

        assert kill_bill.state_of(decision) == _model(account, day), day


def _news(account: Account) -> dict[dt.date, Account]:
    """List the days on which Kill Bill's bus would bring news of an account."""
    days = {each.issue_date for each in account.invoices if each.issue_date is not None}
    days |= {each.date for each in account.payments}
    days |= {each.reversed_on for each in account.payments if each.reversed_on is not None}
    for each in account.blocks:
        days.add(each.since)
        if each.until is not None:
            days.add(each.until + dt.timedelta(days=1))
    return dict.fromkeys(sorted(days), account)


@given(invoices=INVOICES, payments=PAYMENTS, tags=TAGS)
def test_asking_on_news_and_on_the_day_named_misses_no_change_of_state(
    invoices: list[tuple[int, int]],
    payments: list[tuple[int, int, int, int | None]],
    tags: list[tuple[int, int]],
) -> None:
    account = _account(invoices, payments, tags)
    expected, state = [], "clear"
    for day in (START + dt.timedelta(days=after) for after in range(DAYS)):
        if _model(account, day) != state:
            state = _model(account, day)
            expected.append((day, state))

    found = list(kill_bill.changes(_news(account), until=START + dt.timedelta(days=DAYS - 1)))

    assert [(each.day, each.state) for each in found] == expected


def test_two_levels_passed_unseen_are_jumped() -> None:
    account = _account([(0, 60_00)], [], [])

    decision = dunnix.decide(kill_bill.SCENARIO, account, as_of=START + dt.timedelta(days=60))

    assert kill_bill.state_of(decision) == "suspended"


def test_the_kill_bill_script_shows_how_the_state_rises_falls_and_returns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kill_bill.main()

    assert capsys.readouterr().out.splitlines() == [
        "2026-01-31  warning",
        "2026-02-10  blocked    +stop-credit",
        "2026-02-20  suspended  +stop-deliveries",
        "2026-02-25  clear      -stop-credit -stop-deliveries",
        "2026-03-01  suspended  +stop-credit +stop-deliveries",
    ]
