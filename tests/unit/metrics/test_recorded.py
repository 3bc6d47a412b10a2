import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dunnix.metrics import (
    agenda_respect,
    contact_delay,
    contact_gaps,
    days_to_resolve,
    dispute_rate,
    promises_kept,
    step_effects,
)
from dunnix.model import (
    Account,
    Action,
    Debtor,
    Dispute,
    Instalment,
    Invoice,
    Payment,
    PaymentPlan,
    PromiseToPay,
    Task,
)
from dunnix.money import Money

DUE = dt.date(2026, 3, 2)
DAY = dt.date(2026, 6, 30)
EUROS = Money("100.00", "EUR")


def after(days: int) -> dt.date:
    return DUE + dt.timedelta(days=days)


def invoice(name: str) -> Invoice:
    return Invoice(id=name, due_date=DUE, amount=EUROS, facts={"product": f"of {name}"})


@pytest.mark.parametrize(
    "metric",
    [
        dispute_rate,
        days_to_resolve,
        promises_kept,
        contact_delay,
        agenda_respect,
        contact_gaps,
        step_effects,
    ],
)
def test_what_is_recorded_is_grouped_by_what_was_known_of_the_debtor_on_the_day(
    metric: Callable[..., Any],
) -> None:
    account = Account(
        debtor=Debtor(id="D1", owner="Bob", recorded_on=DAY + dt.timedelta(days=1)),
        former=[Debtor(id="D1", owner="Ada")],
        invoices=[invoice("F-1")],
        disputes=[Dispute(id="L", opened_on=DUE, reason="quality")],
        promises=[PromiseToPay(id="R", made_on=DUE, due_by=after(5), amount=EUROS)],
        tasks=[Task(id="T", kind="call", due_on=after(5))],
        actions=[Action(id="A", step="call", channel="phone", date=after(5), status="done")],
    )

    then = metric(account, as_of=DAY, by="owner").table()
    now = metric(account, as_of=DAY + dt.timedelta(days=1), by="owner").table()

    assert [row["owner"] for row in then.dicts()] == ["Ada"]
    assert [row["owner"] for row in now.dicts()] == ["Bob"]


@pytest.mark.parametrize(
    ("names", "product"),
    [
        (["F-1"], "of F-1"),
        (["F-2#1"], "of F-2"),
        (["plan"], "of F-1"),
        (["plan#1"], "of F-1"),
        (["F-1", "F-2#1"], None),
        ([], None),
    ],
)
def test_names_mean_an_invoice_its_instalments_or_what_a_plan_covers(
    names: list[str], product: str | None
) -> None:
    part = Instalment(number=1, due_date=DUE, amount=EUROS)
    account = Account(
        debtor=Debtor(id="D1"),
        invoices=[
            invoice("F-1"),
            Invoice(
                id="F-2",
                due_date=DUE,
                amount=EUROS,
                instalments=[part],
                facts={"product": "of F-2"},
            ),
        ],
        payments=[Payment(id="P", date=DUE, amount=Money("1.00", "EUR"))],
        plans=[PaymentPlan(id="plan", agreed_on=DUE, invoices=["F-1"], instalments=[part])],
        tasks=[Task(id="T", kind="call", due_on=DUE, invoices=names)],
    )

    [line] = agenda_respect(account, as_of=DAY, by="product").lines

    assert line.group == (product,)
