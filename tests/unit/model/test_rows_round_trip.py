"""Accounts written as rows and read again are the same."""

import datetime as dt
import json
import pickle

from hypothesis import given, settings
from hypothesis import strategies as st
from model_accounts import accounts, settled_accounts

from dunnix.errors import Place, Problem, Severity
from dunnix.model import Account, Allocation, Debtor, Instalment, Invoice, Payment
from dunnix.money import Money

EURO = Money("100.00", "EUR")
EARLY, LATE = dt.date(2026, 1, 5), dt.date(2026, 2, 4)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
LISTS = [
    "debtor",
    "former",
    "invoices",
    "instalments",
    "payments",
    "allocations",
    "promises",
    "plans",
    "disputes",
    "blocks",
    "tasks",
    "actions",
    "happenings",
    "history",
    "problems",
]
FIELDS = ["id", "due_date", "amount", "currency", "invoice", "kind", "status", "contacts", "paid"]
row_values = st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=4)


@given(account=accounts() | settled_accounts())
def test_an_account_written_and_read_again_is_the_same(account: Account) -> None:
    text = json.dumps(account.to_dict())

    again = Account.from_dict(json.loads(text))

    assert again == account


@settings(max_examples=20)
@given(account=accounts())
def test_accounts_pickle(account: Account) -> None:
    assert pickle.loads(pickle.dumps(account)) == account  # noqa: S301  # our own bytes


@given(
    row=st.dictionaries(
        st.sampled_from([*LISTS, "other"]),
        json_values | row_values | st.lists(row_values, max_size=3),
        max_size=5,
    )
)
def test_bad_data_never_raises_and_holds_the_account(row: dict[str, object]) -> None:
    account = Account.from_dict(row)

    assert all(problem.place is not None for problem in account.problems)
    assert Account.from_dict(json.loads(json.dumps(account.to_dict()))) == account
    for problem in account.problems:
        assert problem.message.isprintable()


def test_versions_of_an_invoice_keep_their_own_instalments() -> None:
    parts = [
        Instalment(number=1, due_date=EARLY, amount=Money("40.00", "EUR")),
        Instalment(number=2, due_date=LATE, amount=Money("60.00", "EUR")),
    ]
    first = Invoice(id="F-1", issue_date=EARLY, due_date=LATE, amount=EURO, instalments=parts)
    second = Invoice(id="F-1", issue_date=LATE, due_date=LATE, amount=EURO)
    account = Account(debtor=Debtor(id="D42"), invoices=[first, second])

    assert Account.from_dict(account.to_dict()) == account


def test_versions_of_a_payment_keep_their_own_allocations() -> None:
    invoice = Invoice(id="F-1", due_date=LATE, amount=EURO)
    shares = [Allocation(invoice="F-1", amount=EURO)]
    first = Payment(id="P-1", date=EARLY, amount=EURO)
    second = Payment(id="P-1", date=EARLY, amount=EURO, allocations=shares, recorded_on=LATE)
    account = Account(debtor=Debtor(id="D42"), invoices=[invoice], payments=[first, second])

    assert Account.from_dict(account.to_dict()) == account


def test_a_held_account_is_still_held_once_read_again() -> None:
    problem = Problem(
        code="bad-date",
        message="`x` is no date",
        hint="write ISO dates",
        severity=Severity.ERROR,
        place=Place(file="invoices.csv", line=3, field="due_date"),
    )
    account = Account(debtor=Debtor(id="D42"), problems=[problem])

    assert Account.from_dict(account.to_dict()) == account
