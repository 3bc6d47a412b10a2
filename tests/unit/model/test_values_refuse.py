"""A value that exists is valid: each rule refuses with its own code."""

import datetime as dt
import pickle
from collections.abc import Callable

import pendulum
import pytest

from dunnix.model import (
    Account,
    Action,
    Allocation,
    Block,
    CallBack,
    Contact,
    Debtor,
    Dispute,
    Extension,
    FrozenMap,
    HandOver,
    Instalment,
    InvalidValueError,
    Invoice,
    PaidInvoices,
    PastContact,
    Payment,
    PaymentHistory,
    PaymentPlan,
    PromiseToPay,
    Reply,
    Task,
)
from dunnix.money import Money

EURO = Money("100.00", "EUR")
DAY = dt.date(2026, 2, 4)
BEFORE = dt.date(2026, 2, 3)
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)


def invoice(**fields: object) -> Invoice:
    return Invoice(**{"id": "F-1", "due_date": DAY, "amount": EURO, **fields})  # type: ignore[arg-type]


def payment(**fields: object) -> Payment:
    return Payment(**{"id": "P-1", "date": DAY, "amount": EURO, **fields})  # type: ignore[arg-type]


def part(number: int = 1, amount: Money = EURO) -> Instalment:
    return Instalment(number=number, due_date=DAY, amount=amount)


def promise(**fields: object) -> PromiseToPay:
    given = {"id": "Q-1", "made_on": DAY, "due_by": DAY, "amount": EURO, **fields}
    return PromiseToPay(**given)  # type: ignore[arg-type]


def dispute(**fields: object) -> Dispute:
    given = {"id": "X-1", "opened_on": DAY, "reason": "quality", **fields}
    return Dispute(**given)  # type: ignore[arg-type]


def account(**lists: object) -> Account:
    return Account(**{"debtor": Debtor(id="D42"), "invoices": [invoice()], **lists})  # type: ignore[arg-type]


def share(amount: str, currency: str = "EUR", name: str = "F-1") -> Allocation:
    return Allocation(invoice=name, amount=Money(amount, currency))


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("datetime-for-date", lambda: invoice(due_date=NOON)),
    ("datetime-for-date", lambda: payment(date=NOON)),
    ("wrong-type", lambda: invoice(due_date="2026-02-04")),
    ("wrong-type", lambda: invoice(amount="100.00")),
    ("missing-due-date", lambda: Invoice(id="F-1", amount=EURO)),
    ("missing-field", lambda: payment(date=None)),
    ("bad-id", lambda: invoice(id="")),
    ("bad-id", lambda: invoice(id=" F-1")),
    ("bad-id", lambda: invoice(id="F\n1")),
    ("bad-id", lambda: invoice(id="F=1")),
    ("bad-id", lambda: invoice(id="F;1")),
    ("wrong-type", lambda: invoice(id=1)),
    ("credit-not-negative", lambda: invoice(credits="F-0")),
    ("instalments-dont-sum", lambda: invoice(instalments=[part(1), part(2)])),
    ("duplicate-id", lambda: invoice(instalments=[part(1), part(1)])),
    ("mixed-currencies", lambda: invoice(instalments=[part(1, Money("100.00", "USD"))])),
    ("not-positive", lambda: part(1, Money("0.00", "EUR"))),
    ("wrong-type", lambda: part(0)),
    ("wrong-type", lambda: invoice(instalments="abc")),
    ("wrong-type", lambda: Invoice(id="F-1", amount="100.00")),  # type: ignore[arg-type]
    ("wrong-type", lambda: invoice(terms=30)),
    ("dates-reversed", lambda: payment(cleared_on=BEFORE)),
    ("dates-reversed", lambda: payment(reversed_on=BEFORE)),
    ("contradiction", lambda: payment(pending=True, cleared_on=DAY)),
    ("contradiction", lambda: payment(invoice="F-1", allocations=[share("1.00")])),
    ("allocation-beyond-payment", lambda: payment(allocations=[share("100.01")])),
    ("mixed-currencies", lambda: payment(allocations=[share("1.00", "USD")])),
    ("not-positive", lambda: payment(allocations=[share("-1.00")])),
    ("not-positive", lambda: promise(amount=Money("0.00", "EUR"))),
    ("missing-field", lambda: promise(due_by=None)),
    ("dates-reversed", lambda: promise(due_by=BEFORE)),
    ("dates-reversed", lambda: promise(withdrawn_on=BEFORE)),
    ("missing-field", lambda: PaymentPlan(id="PL-1", agreed_on=DAY, instalments=[])),
    ("duplicate-id", lambda: PaymentPlan(id="PL-1", agreed_on=DAY, instalments=[part(), part()])),
    (
        "mixed-currencies",
        lambda: PaymentPlan(
            id="PL-1", agreed_on=DAY, instalments=[part(), part(2, Money("1.00", "USD"))]
        ),
    ),
    (
        "unknown-value",
        lambda: PaymentPlan(id="PL-1", agreed_on=DAY, instalments=[part()], status="sealed"),
    ),
    ("dates-reversed", lambda: dispute(resolved_on=BEFORE)),
    ("missing-field", lambda: dispute(amount=EURO)),
    ("wrong-type", lambda: dispute(reason=" ")),
    ("dates-reversed", lambda: Block(id="B-1", since=DAY, until=BEFORE, reason="goodwill")),
    ("dates-reversed", lambda: Extension(id="H-1", date=DAY, until=BEFORE)),
    ("dates-reversed", lambda: CallBack(id="H-1", date=DAY, until=BEFORE)),
    ("wrong-type", lambda: CallBack(id="H-1", date=DAY, until=DAY, time="14:30")),  # type: ignore[arg-type]
    ("unknown-value", lambda: Reply(id="H-1", date=DAY, reason="maybe")),
    ("unknown-value", lambda: Contact(role="boss")),
    ("unknown-value", lambda: Debtor(id="D42", party="firm")),
    ("not-positive", lambda: Debtor(id="D42", credit_limit=Money("-1.00", "EUR"))),
    ("unknown-value", lambda: Action(id="A-1", step="call", date=DAY, status="sended")),
    (
        "bad-id",
        lambda: Action(id="A-1", step="call", date=DAY, status="done", invoices=["=call"]),
    ),
    ("wrong-type", lambda: Task(id="T-1", due_on=DAY, kind="")),
    (
        "contradiction",
        lambda: PaidInvoices(amount=EURO, invoices=1, late=2, amount_days_late=0),
    ),
    ("wrong-type", lambda: PaidInvoices(amount=EURO, invoices=-1, late=0, amount_days_late=0)),
    ("datetime-for-date", lambda: PaymentHistory(contacts=[NOON])),
    ("wrong-type", lambda: PaymentHistory(contacts=["2026-01-20"])),  # type: ignore[list-item]
    ("unknown-value", lambda: PastContact(date=DAY, outcome="heard")),
    ("wrong-type", lambda: PaymentHistory(refusals=[NOON])),
    ("wrong-type", lambda: PaymentHistory(last_reason=7)),  # type: ignore[arg-type]
    ("wrong-type", lambda: Block(id="B-1", since=DAY, reason="goodwill", by=7)),  # type: ignore[arg-type]
    ("wrong-type", lambda: Reply(id="H-1", date=DAY, reason="vague", note=7)),  # type: ignore[arg-type]
    ("wrong-type", lambda: HandOver(id="H-1", date=DAY, given_to=7)),  # type: ignore[arg-type]
    ("wrong-type", lambda: account(history="none")),
    (
        "duplicate-id",
        lambda: PaymentHistory(
            paid=[PaidInvoices(amount=EURO, invoices=1, late=0, amount_days_late=0)] * 2
        ),
    ),
]


@pytest.mark.parametrize(("code", "make"), REFUSED)
def test_a_value_that_cant_be_is_refused(code: str, make: Callable[[], object]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()

    assert caught.value.code == code
    assert "100" not in str(caught.value)


CONTRADICTIONS: list[tuple[str, Callable[[], object]]] = [
    ("duplicate-id", lambda: account(invoices=[invoice(), invoice(terms="30 days")])),
    ("duplicate-id", lambda: account(payments=[payment(), payment(creditor="C")])),
    (
        "duplicate-id",
        lambda: account(
            invoices=[
                invoice(
                    instalments=[part(1, Money("1.00", "EUR")), part(2, Money("99.00", "EUR"))]
                ),
                invoice(id="F-1#2"),
            ]
        ),
    ),
    ("unknown-invoice", lambda: account(payments=[payment(invoice="F-9")])),
    ("unknown-invoice", lambda: account(payments=[payment(allocations=[share("1.00", name="F")])])),
    ("unknown-invoice", lambda: account(promises=[promise(invoices=["F-1#1"])])),
    ("unknown-invoice", lambda: account(disputes=[dispute(invoice="F-9")])),
    (
        "unknown-invoice",
        lambda: account(happenings=[Reply(id="H", date=DAY, reason="vague", invoice="F-9")]),
    ),
    (
        "mixed-currencies",
        lambda: account(payments=[payment(amount=Money("1", "USD"), invoice="F-1")]),
    ),
    (
        "mixed-currencies",
        lambda: account(promises=[promise(amount=Money("1", "USD"), invoices=["F-1"])]),
    ),
    (
        "mixed-currencies",
        lambda: account(
            invoices=[invoice(), invoice(id="CN", amount=Money("-1", "USD"), credits="F-1")]
        ),
    ),
]


@pytest.mark.parametrize(("code", "make"), CONTRADICTIONS)
def test_rows_of_an_account_cant_contradict_each_other(
    code: str, make: Callable[[], object]
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()

    assert caught.value.code == code


WRONG_LISTS: list[tuple[str, str, Callable[[], object]]] = [
    *(
        (field, wanted, lambda field=field: account(**{field: ["x"]}))
        for field, wanted in {
            "invoices": "Invoice",
            "payments": "Payment",
            "promises": "PromiseToPay",
            "plans": "PaymentPlan",
            "disputes": "Dispute",
            "blocks": "Block",
            "tasks": "Task",
            "actions": "Action",
            "happenings": "Reply, Extension, CallBack, Acknowledgment, Insolvency, HandOver or "
            "Waiver",
            "former": "Debtor",
            "problems": "Problem",
        }.items()
    ),
    ("contacts", "Contact", lambda: Debtor(id="D42", contacts=["x"])),
    ("allocations", "Allocation", lambda: payment(allocations=["x"])),
    ("instalments", "Instalment", lambda: invoice(instalments=["x"])),
    ("instalments", "Instalment", lambda: Invoice(id="F-1", amount=EURO, instalments=["x"])),
    (
        "instalments",
        "Instalment",
        lambda: PaymentPlan(id="PL-1", agreed_on=DAY, instalments=["x"]),
    ),
    ("paid", "PaidInvoices", lambda: PaymentHistory(paid=["x"])),
]


@pytest.mark.parametrize(("field", "wanted", "make"), WRONG_LISTS)
def test_a_list_of_other_things_is_refused_by_its_field(
    field: str, wanted: str, make: Callable[[], object]
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()

    assert (caught.value.code, caught.value.field) == ("wrong-type", field)
    assert str(caught.value) == f"`{field}` holds a value of type str where {wanted} is wanted"


def test_a_date_of_pendulum_is_kept_as_a_plain_one() -> None:
    made = invoice(due_date=pendulum.date(2026, 2, 4))

    assert type(made.due_date) is dt.date


def test_an_invoice_in_instalments_is_due_with_the_last_of_them() -> None:
    late = Instalment(number=2, due_date=dt.date(2026, 4, 4), amount=Money("60.00", "EUR"))

    made = Invoice(id="F-1", amount=EURO, instalments=[late, part(1, Money("40.00", "EUR"))])

    assert made.due_date == dt.date(2026, 4, 4)


def test_a_credit_note_is_due_the_day_it_was_issued() -> None:
    note = Invoice(id="CN-1", amount=Money("-5.00", "EUR"), issue_date=DAY)

    assert note.due_date == DAY


def test_a_refused_value_pickles() -> None:
    error = InvalidValueError("`x` is no date", code="bad-date", field="date", hint="write ISO")

    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes

    assert (str(again), again.code, again.field) == (str(error), "bad-date", "date")


def test_facts_compare_hash_and_cant_be_changed() -> None:
    facts = FrozenMap({"b": 1, "a": "x"})

    assert facts == FrozenMap({"a": "x", "b": 1})
    assert hash(facts) == hash(FrozenMap({"a": "x", "b": 1}))
    assert list(facts) == ["a", "b"]
    assert not hasattr(facts, "__setitem__")
