"""The case of one debtor, with something of every kind in it."""

import datetime as dt
from typing import Final

import attrs

from dunnix.model import (
    Account,
    Acknowledgment,
    Action,
    Block,
    Contact,
    Debtor,
    Dispute,
    Extension,
    Invoice,
    PaidInvoices,
    Payment,
    PaymentHistory,
    PromiseToPay,
    Reply,
    Task,
)
from dunnix.money import Money

TODAY: Final = dt.date(2026, 3, 16)
SECRETS: Final = (
    "leopold",
    "tomasz",
    "in tears",
    "fixed fee",
    "goodwill",
    "412",
    "5000.00",
    "Roy",
    "F-088",
)


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def euros(amount: str) -> Money:
    return Money(amount, "EUR")


def _contacts() -> list[Contact]:
    return [
        Contact(
            id="K1",
            role="accounts-payable",
            name="Anne Petit",
            email="ap@martin.example",
            preferred="email",
        ),
        Contact(id="K2", role="executive", name="Paul Martin", phone="+33 1 02", opted_out=["sms"]),
        Contact(
            id="K3", role="manager", name="Luc Roy", email="r@m.example", invalid_since=day(1, 1)
        ),
    ]


def _invoices() -> list[Invoice]:
    owed = [
        ("F-088", day(11, 3, 2025), day(12, 3, 2025), "640.00"),
        ("F-101", day(1, 5), day(2, 4), "1200.00"),
        ("F-107", day(1, 20), day(2, 19), "800.00"),
    ]
    invoices = [
        Invoice(
            id=name,
            issue_date=issued,
            due_date=due,
            amount=euros(amount),
            creditor="ATELIER",
            facts={"purchase_order": "BC-7", "margin": 31},
        )
        for name, issued, due, amount in owed
    ]
    credit = Invoice(
        id="CN-3", issue_date=day(2, 2), amount=euros("-50.00"), credits="F-107", creditor="ATELIER"
    )
    return [*invoices, credit]


def _actions() -> list[Action]:
    sent = Action(
        id="A2",
        key="fr-b2b:F-101:formal-notice:1",
        step="formal-notice",
        date=day(3, 6),
        status="sent",
        channel="registered-letter",
        contact="K2",
        by="leopold",
        invoices=["F-101"],
    )
    return [
        Action(
            id="A1",
            step="call",
            date=day(2, 5),
            time=dt.time(10, 30),
            status="done",
            channel="phone",
            contact="K1",
            by="leopold",
            outcome="reached",
            invoices=["F-101"],
        ),
        Action(
            id="A0",
            step="reminder",
            date=day(2, 20),
            status="done",
            channel="email",
            outcome="she was rude",
            invoices=["F-101", "F-107="],
        ),
        sent,
        attrs.evolve(sent, date=day(3, 9), status="delivered", recorded_on=day(3, 10)),
        Action(id="A3", step="agency", date=day(3, 20), status="planned", invoices=["F-101"]),
    ]


def martin() -> Account:
    """Give the account."""
    return Account(
        debtor=Debtor(
            id="D42",
            name="Martin SARL",
            party="company",
            country="FR",
            owner="leopold",
            credit_limit=euros("5000.00"),
            contacts=_contacts(),
            facts={"segment": "sme", "score": 412},
        ),
        invoices=_invoices(),
        payments=[
            Payment(id="P-1", date=day(12, 19, 2025), amount=euros("640.00"), invoice="F-088"),
            Payment(
                id="P-2",
                date=day(2, 16),
                amount=euros("300.00"),
                invoice="F-101",
                reversed_on=day(2, 20),
            ),
        ],
        promises=[
            PromiseToPay(
                id="Q1",
                made_on=day(2, 6),
                due_by=day(2, 16),
                amount=euros("1200.00"),
                invoices=["F-101"],
            )
        ],
        disputes=[
            Dispute(
                id="L1",
                opened_on=day(2, 23),
                reason="quality",
                invoice="F-107",
                amount=euros("120.00"),
                caused_by="us",
            )
        ],
        blocks=[
            Block(id="B1", since=day(2, 10), until=day(2, 12), reason="goodwill", by="leopold")
        ],
        tasks=[
            Task(
                id="T1",
                due_on=day(3, 18),
                kind="call-lawyer",
                owner="leopold",
                note="ask for a fixed fee",
                invoices=["F-101"],
            ),
            Task(id="T2", due_on=day(2, 7), kind="duplicate", owner="tomasz", done_on=day(2, 7)),
        ],
        actions=_actions(),
        happenings=[
            Reply(
                id="R1", date=day(2, 6), reason="difficulty", note="was in tears", invoice="F-101"
            ),
            Acknowledgment(id="K", date=day(2, 24), invoice="F-101", note="mail kept as DOC-55"),
            Extension(id="X", date=day(2, 23), until=day(3, 31), invoice="F-107"),
        ],
        history=PaymentHistory(
            promises_kept=1,
            last_reason="vague",
            paid=[
                PaidInvoices(
                    amount=euros("9000.00"), invoices=12, late=5, amount_days_late=9_000_000
                )
            ],
        ),
    )
