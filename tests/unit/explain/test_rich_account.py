"""One account in which nearly everything happens, explained in all six languages, word for word.

The texts stand beside this module; each was read as somebody who does this work in that country
would.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from dunnix.engine import Decision, decide
from dunnix.model import (
    Account,
    Action,
    AnyRow,
    Block,
    CallBack,
    Contact,
    Debtor,
    Dispute,
    Extension,
    Invoice,
    PromiseToPay,
    Reply,
)
from dunnix.money import Money
from dunnix.scenario import parse_scenario
from dunnix.words import LANGUAGES

TEXTS = Path(__file__).parent / "rich_account"
SCENARIO = """
dunnix = 1
id = "house"
version = "1"
if_behind = "skip-to-latest"
timezone = "Europe/Paris"
ignore_below = "small"

[amounts]
small = { EUR = "20.00" }

[facts.invoice]
insured = { type = "bool", nullable = true }

[contact]
gap = "0d"
at_most = ["1 phone per 7d"]
hours = { mon-fri = ["09:00-12:00", "14:00-18:00"] }

[pause.dispute]
limit = "20d"
afterwards = "task:disputes"

[[step]]
id = "reminder"
at = "due + 3d"
until = "due + 25d"
channel = "email"

[step.title]
en = "Reminder"
de = "Zahlungserinnerung"
es = "Recordatorio de pago"
fr = "Relance"
it = "Sollecito di pagamento"
nl = "Betalingsherinnering"

[[step]]
id = "call"
at = "due + 10d"
channel = "phone"

[[step]]
id = "notice"
at = "due + 30d"
channel = "registered-letter"
mandatory = true
mode = "confirm:credit-manager"
deadline = "8d"
effects = ["late-interest", "recovery-indemnity"]

[step.title]
en = "Formal notice"
de = "Letzte Mahnung"
es = "Requerimiento de pago"
fr = "Mise en demeure"
it = "Diffida ad adempiere"
nl = "Ingebrekestelling"

[[step]]
id = "agency"
after = "notice"
do = "hand-over"
when = "known(invoice.insured) and not invoice.insured"

[[reaction]]
id = "refusal"
on = "reply:refusal"
channel = "letter"

[[reaction]]
id = "broken"
on = "promise-broken"
at = "event + 3d"
channel = "email"

[[statement]]
id = "statement"
every = "30d"
channel = "email"
when = "known(invoice.creditor) and invoice.creditor == 'other'"
"""
TODAY = dt.date(2026, 3, 11)


def on(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def invoice(
    name: str,
    due: dt.date,
    amount: str,
    currency: str = "EUR",
    *,
    creditor: str | None = None,
    insured: bool | None = None,
) -> Invoice:
    return Invoice(
        id=name,
        due_date=due,
        amount=Money(amount, currency),
        creditor=creditor,
        facts={} if insured is None else {"insured": insured},
    )


def invoices() -> Iterator[Invoice]:
    yield invoice("A-1", on(2, 8), "1234567.50")
    yield invoice("A-2", on(3, 1), "80.00")
    yield invoice("A-3", on(3, 8), "95.00")
    yield invoice("A-4", on(3, 10), "55.00")
    yield invoice("A-5", on(4, 11), "50.00")
    yield invoice("A-6", on(2, 1), "700.00")
    yield invoice("A-7", on(2, 11), "300.00")
    yield invoice("A-8", on(2, 11), "310.00")
    yield invoice("A-9", on(2, 11), "320.00")
    yield invoice("B-1", dt.date(2022, 3, 8), "5000.00", creditor="north")
    yield invoice("C-1", on(3, 10), "450.00", creditor="south")
    yield invoice("D-1", on(2, 20), "640.00", creditor="west")
    yield invoice("E-1", on(1, 8), "900.00", creditor="east", insured=True)
    yield invoice("G-1", on(2, 8), "10.00", creditor="small")
    yield invoice("H-1", on(2, 25), "410.00", creditor="other")
    yield invoice("K-1", on(2, 27), "210.00", creditor="last")
    yield invoice("L-1", on(2, 6), "1500.00", creditor="law", insured=False)
    yield invoice("U-1", on(2, 8), "60.00", "USD")


def happened() -> Iterator[AnyRow]:
    yield Dispute(id="X1", opened_on=on(2, 18), reason="quality", invoice="A-6")
    yield promise("P1", on(3, 8), on(3, 18), "300.00", "A-7")
    yield Block(id="X2", since=on(3, 1), until=on(4, 8), reason="goodwill", invoice="A-8")
    yield Extension(id="X3", date=on(3, 1), until=on(3, 31), invoice="A-9")
    yield Action(id="N1", step="notice", date=dt.date(2025, 11, 8), status="done", invoices=["B-1"])
    yield Action(
        id="house:B-1:agency:1",
        key="house:B-1:agency:1",
        step="agency",
        date=on(3, 9),
        status="queued",
        invoices=["B-1"],
    )
    yield Reply(id="R1", date=on(3, 4), reason="refusal", invoice="C-1")
    yield CallBack(id="R2", date=on(3, 9), until=TODAY, time=dt.time(10, 30), invoice="D-1")
    yield Action(id="N3", step="notice", date=on(3, 8), status="done", invoices=["L-1"])
    yield Action(id="N2", step="notice", date=on(2, 11), status="done", invoices=["E-1"])
    yield Action(
        id="T1", step="call", date=on(3, 8), status="done", channel="phone", invoices=["X-1"]
    )
    yield promise("P2", on(3, 1), on(3, 8), "210.00", "K-1")


def promise(name: str, made_on: dt.date, due_by: dt.date, amount: str, of: str) -> PromiseToPay:
    money = Money(amount, "EUR")
    return PromiseToPay(id=name, made_on=made_on, due_by=due_by, amount=money, invoices=[of])


def decision() -> Decision:
    contact = Contact(
        id="C1", role="accounts-payable", name="A. Martin", email="ap@x.example", phone="+331"
    )
    debtor = Debtor(id="D42", owner="lea", contacts=[contact])
    account = Account(debtor=debtor, invoices=list(invoices())).record(*happened())
    return decide(parse_scenario(SCENARIO, name="house.toml"), account, as_of=TODAY)


def told(decided: Decision, language: str) -> str:
    """Say the decision, what would stop its first action, and one reason of each kind."""
    stoppers = decided.what_would_stop(decided.next_actions[0])
    reasons = {
        why.code: why
        for step in ("reminder", "call", "notice", "agency")
        for why in decided.why_not(step)
    }
    return "\n".join(
        [
            decided.explain(language),
            "",
            *(f"  - {each.say(language)}" for each in stoppers),
            "",
            *(f"  - {reasons[code].say(language)}" for code in sorted(reasons)),
            "",
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_is_explained_word_for_word(language: str) -> None:
    text = (TEXTS / f"{language}.txt").read_text(encoding="utf-8")

    assert told(decision(), language) == text


def test_what_would_stop_an_action_is_tried_also_where_it_asks_for_no_money() -> None:
    decided = decision()
    asking = {action.reason: action for action in decided.next_actions}

    found = {
        reason: [each.kind for each in decided.what_would_stop(asking[reason])]
        for reason in ("pause-limit", "statement")
    }

    assert found == {
        "pause-limit": ["block", "insolvency", "done"],
        "statement": ["dispute", "block", "extension", "insolvency", "done"],
    }
