"""What is open on a day, to the cent."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from model_accounts import DAYS, START, accounts

from dunnix.model import (
    Account,
    Allocation,
    Balance,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    Netting,
    Payment,
    strike_balance,
)
from dunnix.money import Money

TODAY = dt.date(2026, 3, 1)


def euros(amount: int) -> Money:
    return Money.minor(amount * 100, "EUR")


def invoice(name: str, due: int, amount: int = 100, **fields: object) -> Invoice:
    day = dt.date(2026, 1, 31) + dt.timedelta(days=due)
    return Invoice(id=name, due_date=day, amount=euros(amount), **fields)  # type: ignore[arg-type]


def payment(name: str, amount: int, target: str | None = None, **fields: object) -> Payment:
    given = {"date": dt.date(2026, 2, 10), "invoice": target, **fields}
    return Payment(id=name, amount=euros(amount), **given)  # type: ignore[arg-type]


def balance(*rows: Invoice | Payment | Dispute, day: dt.date = TODAY, **options: object) -> Balance:
    account = Account(
        debtor=Debtor(id="D42"),
        invoices=[row for row in rows if isinstance(row, Invoice)],
        payments=[row for row in rows if isinstance(row, Payment)],
        disputes=[row for row in rows if isinstance(row, Dispute)],
    )
    return strike_balance(account, day, **options)  # type: ignore[arg-type]


def owed(found: Balance) -> dict[str, int]:
    return {claim.id: claim.open // 100 for claim in found.claims}


def test_allocated_money_closes_what_it_names() -> None:
    found = balance(invoice("F-1", 1), invoice("F-2", 2), payment("P-1", 100, "F-2"))

    assert owed(found) == {"F-1": 100, "F-2": 0}


def test_unapplied_money_pays_the_oldest_overdue_first_then_what_isnt_due() -> None:
    found = balance(invoice("F-3", 90), invoice("F-2", 20), invoice("F-1", 10), payment("P-1", 250))

    assert owed(found) == {"F-1": 0, "F-2": 0, "F-3": 50}
    assert found.netted == {"F-1": 10_000, "F-2": 10_000, "F-3": 5_000}


def test_without_netting_unapplied_money_waits() -> None:
    found = balance(invoice("F-1", 1), payment("P-1", 60), netting=Netting.NONE)

    assert owed(found) == {"F-1": 100}
    assert found.unapplied == {("EUR", None): 6_000}


def test_the_disputed_part_is_netted_last() -> None:
    contested = Dispute(
        id="X-1", opened_on=dt.date(2026, 2, 1), reason="quality", invoice="F-1", amount=euros(40)
    )

    found = balance(invoice("F-1", 1), invoice("F-2", 50), contested, payment("P-1", 170))

    assert owed(found) == {"F-1": 30, "F-2": 0}
    assert found.by_id["F-1"].disputed == 3_000


def test_what_is_paid_beyond_a_receivable_is_unapplied_money() -> None:
    found = balance(invoice("F-1", 1), invoice("F-2", 2), payment("P-1", 130, "F-1"))

    assert owed(found) == {"F-1": 0, "F-2": 70}


def test_a_creditors_money_pays_that_creditor_first_and_never_another() -> None:
    rows: list[Invoice | Payment] = [
        invoice("F-1", 1, creditor="A"),
        invoice("F-2", 2, creditor="B"),
        payment("P-1", 150, creditor="B"),
    ]

    found = balance(*rows)

    assert owed(found) == {"F-1": 100, "F-2": 0}
    assert found.unapplied == {("EUR", "B"): 5_000}


def test_a_bounced_payment_counts_until_the_day_before() -> None:
    bounced = payment("P-1", 100, "F-1", reversed_on=dt.date(2026, 2, 20))

    found = [balance(invoice("F-1", 1), bounced, day=dt.date(2026, 2, day)) for day in (19, 20)]

    assert [owed(each) for each in found] == [{"F-1": 0}, {"F-1": 100}]


def test_uncleared_money_pauses_what_it_would_pay_and_closes_nothing() -> None:
    cheque = payment("P-1", 130, "F-1", cleared_on=dt.date(2026, 2, 15))
    rows = (invoice("F-1", 1), invoice("F-2", 2), cheque)

    before, after = (balance(*rows, day=dt.date(2026, 2, day)) for day in (14, 15))

    assert owed(before) == {"F-1": 100, "F-2": 100}
    assert before.by_id["F-1"].uncleared == 10_000
    assert before.by_id["F-1"].uncleared_until == dt.date(2026, 2, 15).toordinal()
    assert owed(after) == {"F-1": 0, "F-2": 70}


def test_a_refund_takes_unapplied_money_back() -> None:
    found = balance(invoice("F-1", 1), payment("P-1", 100), payment("P-2", -40))

    assert owed(found) == {"F-1": 40}


def test_a_refund_beyond_what_was_paid_takes_money_on_account_back() -> None:
    beyond = payment("P-2", -40, "F-1")

    assert owed(balance(invoice("F-1", 1), beyond)) == {"F-1": 100}
    assert owed(balance(invoice("F-1", 1), payment("P-1", 70), beyond)) == {"F-1": 70}


def test_a_credit_note_corrects_its_invoice_and_a_free_one_any() -> None:
    named = Invoice(id="CN-1", issue_date=TODAY, amount=euros(-30), credits="F-2")
    free = Invoice(id="CN-2", issue_date=TODAY, amount=euros(-10))

    found = balance(invoice("F-1", 1), invoice("F-2", 2), named, free)

    assert owed(found) == {"F-1": 90, "F-2": 70}


def test_an_invoice_is_invisible_before_its_issue() -> None:
    early = invoice("F-1", 40, issue_date=dt.date(2026, 3, 2))

    assert owed(balance(early, payment("P-1", 100, "F-1"))) == {}


def test_money_is_placed_in_the_order_it_came_whatever_its_name() -> None:
    parts = [
        Instalment(number=number, due_date=dt.date(2026, month, 15), amount=euros(50))
        for number, month in ((1, 1), (2, 2))
    ]
    split = Invoice(id="A", amount=euros(100), instalments=parts)
    sooner, later = dt.date(2026, 2, 10), dt.date(2026, 2, 20)

    for names in (("P", "Q"), ("Q", "P")):
        found = balance(
            split,
            payment(names[0], 50, "A", date=sooner),
            payment(names[1], 50, "A#1", date=later),
            netting=Netting.NONE,
        )

        # The first money paid A#1, so that the second came beyond it and A#2 stays open.
        assert [claim.open for claim in found.claims] == [0, 5000]
        assert found.beyond == {"A#1": 5000}


def test_money_on_an_invoice_in_instalments_pays_the_oldest_first() -> None:
    parts = [
        Instalment(number=number, due_date=dt.date(2026, number, 20), amount=euros(50))
        for number in (3, 2)
    ]
    whole = Invoice(id="F-1", amount=euros(100), instalments=parts)
    spread = payment(
        "P-2",
        30,
        date=dt.date(2026, 2, 11),
        allocations=[Allocation(invoice="F-1#3", amount=euros(10))],
    )

    found = balance(whole, payment("P-1", 60, "F-1"), spread)

    assert owed(found) == {"F-1#2": 0, "F-1#3": 10}


@given(account=accounts(), number=st.integers(0, DAYS + 60), netting=st.sampled_from(Netting))
def test_nothing_open_is_negative_and_each_part_of_it_lies_within(
    account: Account, number: int, netting: Netting
) -> None:
    found = strike_balance(account, START + dt.timedelta(days=number), netting=netting)

    for claim in found.claims:
        assert 0 <= claim.disputed + claim.uncleared <= claim.open <= claim.amount
