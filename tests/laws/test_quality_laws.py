"""The laws of checking a ledger: no false alarm, no missed fault, no order that matters."""

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import FEWER, accounts

from dunnix.ledger import QualityReport, check_ledger
from dunnix.metrics import age_receivables
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

FIRST = dt.date(2025, 1, 2)
LAST = dt.date(2027, 12, 31)
DEBTORS = 4


def _account(number: int, terms: int, rows: Sequence[tuple[int, dt.date, int, int]]) -> Account:
    invoices = [
        Invoice(
            id=f"F-{1000 + place}",
            issue_date=issued,
            due_date=issued + dt.timedelta(days=terms),
            amount=Money.minor(amount, "EUR"),
        )
        for place, issued, amount, _ in rows
    ]
    payments = [
        Payment(
            id=f"P-{each.id}",
            date=each.issue_date + dt.timedelta(days=late),
            amount=Money.minor(each.amount.minor_units // part, "EUR"),
            invoice=each.id,
        )
        for each, (place, _, _, late) in zip(invoices, rows, strict=True)
        for part in (1 + place % 2,)
        if each.issue_date is not None and late
    ]
    debtor = Debtor(id=f"D-{number}", name=f"Company {number}")
    return Account(debtor=debtor, invoices=invoices, payments=payments)


@st.composite
def clean_ledgers(draw: st.DrawFn) -> list[Account]:
    """Draw debtors with terms of their own, invoices numbered as they were issued, and payments.

    No amount comes twice, the largest is 40 times the smallest, and nothing is paid too soon.
    """
    terms = draw(
        st.lists(st.sampled_from((0, 14, 30, 37, 45, 60)), min_size=DEBTORS, max_size=DEBTORS)
    )
    sizes = draw(st.lists(st.integers(10_000, 400_000), unique=True, max_size=60))
    steps = draw(st.lists(st.integers(0, 9), min_size=len(sizes), max_size=len(sizes)))
    lates = draw(st.lists(st.integers(0, 150), min_size=len(sizes), max_size=len(sizes)))
    of = draw(st.lists(st.integers(0, DEBTORS - 1), min_size=len(sizes), max_size=len(sizes)))
    days = [FIRST + dt.timedelta(days=each) for each in accumulate(steps)]
    rows = list(zip(range(len(sizes)), days, sizes, lates, strict=True))
    return [
        _account(
            number,
            terms[number],
            [row for row, owner in zip(rows, of, strict=True) if owner == number],
        )
        for number in range(DEBTORS)
    ]


def found(report: QualityReport) -> dict[str, int]:
    return {each.code: each.count for each in report}


def with_rows(ledger: Sequence[Account], **rows: Any) -> list[Account]:
    """Give the ledger with rows added to its first account."""
    first, *others = ledger
    more: dict[str, Any] = {name: (*getattr(first, name), *added) for name, added in rows.items()}
    return [attrs.evolve(first, **more), *others]


@FEWER
@given(clean_ledgers())
def test_a_ledger_without_a_fault_raises_no_alarm(ledger: list[Account]) -> None:
    assert check_ledger(ledger, as_of=LAST).findings == ()


@FEWER
@given(clean_ledgers(), st.integers(1, 300))
def test_an_invoice_due_before_its_issue_is_found_in_any_ledger(
    ledger: list[Account], days: int
) -> None:
    # The 31st can't have been a month.
    issued = dt.date(2025, 3, 31)
    due = (issued - dt.timedelta(days=days)).replace(day=28)
    odd = Invoice(id="odd", issue_date=issued, due_date=due, amount=Money.minor(9_999, "EUR"))

    report = check_ledger(with_rows(ledger, invoices=[odd]))

    assert found(report) == {"due-before-issue": 1}


@FEWER
@given(clean_ledgers(), st.data())
def test_an_invoice_given_twice_is_found_in_any_ledger(
    ledger: list[Account], data: st.DataObject
) -> None:
    first = ledger[0].invoices
    assume(first)
    twin = attrs.evolve(data.draw(st.sampled_from(first)), id="twin")

    report = check_ledger(with_rows(ledger, invoices=[twin]))

    assert found(report) == {"duplicate-invoice": 1}


@FEWER
@given(clean_ledgers(), st.data())
def test_a_payment_given_twice_is_found_in_any_ledger(
    ledger: list[Account], data: st.DataObject
) -> None:
    first = ledger[0].payments
    assume(first)
    twin = attrs.evolve(data.draw(st.sampled_from(first)), id="twin")

    report = check_ledger(with_rows(ledger, payments=[twin]))

    assert found(report) == {"duplicate-payment": 1}


@FEWER
@given(st.tuples(accounts(prefix="A"), accounts(prefix="B")), st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_rows_never_matters(
    ledger: tuple[Account, Account], random: Any
) -> None:
    shuffled = [
        attrs.evolve(
            each,
            invoices=random.sample(each.invoices, len(each.invoices)),
            payments=random.sample(each.payments, len(each.payments)),
        )
        for each in reversed(ledger)
    ]

    assert check_ledger(shuffled) == check_ledger(ledger)


@FEWER
@given(clean_ledgers(), st.integers(-1, 1))
def test_a_total_a_cent_off_is_found(ledger: list[Account], off: int) -> None:
    net = {line.currency: line.net for line in age_receivables(ledger, as_of=LAST).lines}
    totals = {"EUR": net.get("EUR", Money.minor(0, "EUR")) + Money.minor(off, "EUR")}

    report = check_ledger(ledger, as_of=LAST, totals=totals)

    assert [each.code for each in report] == (["totals-differ"] if off else [])
