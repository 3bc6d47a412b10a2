import datetime as dt
from typing import Any

import attrs
import pytest

from dunnix.metrics import books_of, overdue_ratio
from dunnix.metrics.books import Books
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DAY = dt.date(2026, 6, 30)
INVOICE = Invoice(
    id="F-1",
    issue_date=dt.date(2026, 5, 1),
    due_date=dt.date(2026, 5, 31),
    amount=Money.minor(1000, "EUR"),
)


def paid(name: str, cents: int, date: dt.date, *, recorded: dt.date | None = None) -> Payment:
    amount = Money.minor(cents, "EUR")
    return Payment(id=name, date=date, amount=amount, invoice="F-1", recorded_on=recorded)


def test_a_debtor_is_grouped_by_what_was_known_of_it_on_the_day() -> None:
    before = Debtor(id="D1", owner="Ada", facts={"segment": "spot"})
    after = Debtor(
        id="D1", owner="Bob", facts={"segment": "key"}, recorded_on=DAY + dt.timedelta(days=1)
    )
    account = Account(debtor=after, former=[before], invoices=[INVOICE])

    then = overdue_ratio(account, as_of=DAY, by=("owner", "segment"))
    now = overdue_ratio(account, as_of=DAY + dt.timedelta(days=1), by=("owner", "segment"))

    assert [each.group for each in then] == [("Ada", "spot")]
    assert [each.group for each in now] == [("Bob", "key")]
    assert then == overdue_ratio(account.as_of(DAY), as_of=DAY, by=("owner", "segment"))


def test_a_fact_that_only_earlier_versions_of_a_debtor_have_can_be_split_by() -> None:
    before = Debtor(id="D1", facts={"segment": "spot"})
    after = Debtor(id="D1", recorded_on=DAY + dt.timedelta(days=1))
    account = Account(debtor=after, former=[before], invoices=[INVOICE])

    then = overdue_ratio(account, as_of=DAY, by="segment")

    assert [each.group for each in then] == [("spot",)]


def test_what_is_owed_on_an_earlier_day_is_told_as_known_on_a_later() -> None:
    late_file = paid("P-1", 400, DAY, recorded=DAY + dt.timedelta(days=5))
    books = books_of(Account(debtor=Debtor(id="D1"), invoices=[INVOICE], payments=[late_file]))

    def left(known: dt.date) -> int:
        return sum(each.amount for each in books.owed(DAY, known=known).open.values())

    assert (left(DAY), left(DAY + dt.timedelta(days=5))) == (1000, 600)


def test_receipts_hold_money_dated_within_two_days_both_included() -> None:
    payments = [
        paid(f"P-{number}", 10**number, DAY + dt.timedelta(days=number)) for number in range(4)
    ]
    books = books_of(Account(debtor=Debtor(id="D1"), invoices=[INVOICE], payments=payments))

    receipts = books.receipts(
        DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2), known=DAY + dt.timedelta(days=9)
    )

    assert sorted(each.amount for each in receipts) == [10, 100]


def test_books_are_given_back_as_they_are() -> None:
    books: Books = books_of([])

    assert books_of(books) is books


def test_one_account_and_a_list_of_it_are_the_same_source() -> None:
    account = Account(debtor=Debtor(id="D1"), invoices=[INVOICE])

    assert overdue_ratio(account, as_of=DAY) == overdue_ratio(iter([account]), as_of=DAY)


def test_an_invoice_without_a_day_of_issue_leaves_the_first_day_unknown() -> None:
    undated = Invoice(id="F-2", due_date=DAY, amount=Money.minor(1, "EUR"))

    dated = books_of(Account(debtor=Debtor(id="D1"), invoices=[INVOICE]))
    mixed = books_of(Account(debtor=Debtor(id="D1"), invoices=[INVOICE, undated]))

    assert dated.first_issued() == dt.date(2026, 5, 1)
    assert mixed.first_issued() is None
    with pytest.raises(ValueError, match="before the first invoice"):
        overdue_ratio(dated, as_of=dt.date(2026, 4, 30))


@pytest.mark.parametrize("strange", [None, "D1", {"D1": INVOICE}, [INVOICE], 7])
def test_what_holds_no_accounts_is_refused(strange: Any) -> None:
    with pytest.raises(TypeError, match="accounts or their books are wanted, not a "):
        overdue_ratio(strange, as_of=DAY)


def test_books_know_whether_anything_was_billed_by_a_day() -> None:
    late = attrs.evolve(INVOICE, recorded_on=DAY)
    undated = attrs.evolve(INVOICE, id="F-2", issue_date=None)
    books = books_of(Account(debtor=Debtor(id="D1"), invoices=[late, undated]))
    issued = dt.date(2026, 5, 1)

    assert books.has_billed(issued, known=DAY)
    assert not books.has_billed(issued - dt.timedelta(days=1), known=DAY)
    assert not books.has_billed(issued, known=DAY - dt.timedelta(days=1))


def due_invoices(number: int) -> list[Invoice]:
    return [attrs.evolve(INVOICE, id=f"G-{each}", due_date=DAY) for each in range(number)]


def test_books_of_ten_due_invoices_that_no_money_names_hold_open_items_only() -> None:
    loose = Payment(id="P-1", date=DAY, amount=Money.minor(5, "EUR"))
    named = attrs.evolve(loose, id="P-2", invoice="G-0")
    account = Account(debtor=Debtor(id="D1"), invoices=due_invoices(10), payments=[loose])
    before = DAY - dt.timedelta(days=1)

    assert books_of(account).has_open_items_only(DAY, known=DAY)
    assert not books_of(account).has_open_items_only(before, known=DAY)
    assert not books_of(account.record(named)).has_open_items_only(DAY, known=DAY)
    assert not books_of(attrs.evolve(account, invoices=due_invoices(9))).has_open_items_only(
        DAY, known=DAY
    )


def test_money_given_back_on_one_invoice_is_not_taken_off_what_came_for_another() -> None:
    other = attrs.evolve(INVOICE, id="F-2")
    back = attrs.evolve(paid("P-2", 70, DAY), amount=Money.minor(-30, "EUR"))
    payments = [attrs.evolve(paid("P-1", 70, DAY), invoice="F-2"), back]
    account = Account(debtor=Debtor(id="D1"), invoices=[INVOICE, other], payments=payments)

    receipts = books_of(account).receipts(DAY, DAY, known=DAY)

    assert sorted((each.amount, each.payments, each.refunded) for each in receipts) == [
        (-30, 0, INVOICE.id),
        (70, 1, None),
    ]
