"""What the laws are asked of: scenarios, accounts and days in which things collide."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import attrs
from chance import FIRST, STEPS, day, even, one_in_four
from drawn_rows import Rows
from drawn_scenarios import VALUES, scenarios
from hypothesis import settings
from hypothesis import strategies as st

from dunnix import model
from dunnix.model import LISTS, Account, ActionStatus, Contact, Debtor, Invoice
from dunnix.scenario import Event, Scenario

__all__ = [
    "FEWER",
    "VALUES",
    "Question",
    "accounts",
    "asked_for",
    "beside",
    "day",
    "questions",
    "scenarios",
    "status_rows",
]

# Of figures a third as many examples as of decisions: a gate has five minutes.
FEWER: Final = settings(max_examples=max(settings().max_examples // 3, 15))
CREDITORS: Final = (None, None, None, None, "C2")


def beside(scenario: Scenario) -> frozenset[str]:
    """Give the ids of what is no step of the ladder: reactions, summaries and statements."""
    answers = {str(each.id) for each in scenario.reactions}
    answers |= {each.id for each in scenario.statements}
    return frozenset(answers) | {f"{step.id}-summary" for step in scenario.steps if step.summary}


def asked_for(scenario: Scenario) -> frozenset[str]:
    """Give the ids of what the debtor asked for itself, which no gap holds back."""
    replies = [
        each.id for each in scenario.reactions if each.on.event in {Event.REPLY, Event.CALL_BACK}
    ]
    return frozenset(replies) | {f"{step.id}-summary" for step in scenario.steps if step.summary}


@attrs.frozen
class Question:
    """What `decide` is asked: a scenario, an account and a day."""

    scenario: Scenario
    account: Account
    as_of: dt.date

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        printer.text(str(self))

    def __str__(self) -> str:
        rows = (row for name in LISTS for row in getattr(self.account, name))
        rest = attrs.evolve(self.scenario, steps=(), reactions=())
        lines = (rest, *self.scenario.steps, *self.scenario.reactions, self.account.debtor, *rows)
        return "\n".join(("", str(self.as_of), *map(_sparse, lines)))


_FILLED_IN: Final = {
    "phase",
    "tone",
    "to",
    "on_closed_day",
    "title",
    "amounts",
    "facts",
    "identity",
}


def _sparse(row: Any) -> str:
    """Give a row without the fields that are left to their default."""
    fields = (
        f"{field.name}={getattr(row, field.name)!s}"
        for field in attrs.fields(type(row))
        if field.name not in _FILLED_IN or isinstance(row, Debtor | Invoice)
        if getattr(row, field.name) not in (None, (), field.default)
    )
    return f"{type(row).__name__}({', '.join(fields)})"


@st.composite
def accounts(
    draw: st.DrawFn,
    *,
    steps: Sequence[str] = STEPS,
    creditors: Sequence[str | None] = CREDITORS,
    currencies: Sequence[str] = ("EUR", "EUR", "EUR", "GBP"),
    named: bool = False,
    acted: bool = True,
    prefix: str = "",
) -> Account:
    """Give an account; where `named`, no row speaks of all the debtor owes."""
    rows = Rows(draw, steps, prefix)
    rows.owe(creditors, currencies)
    payments = rows.payments()
    if named:
        # What is left unapplied without a creditor may pay any of them.
        payments = [each for each in payments if each.invoice and each.amount.minor_units > 0]
        rows.invoices = [each for each in rows.invoices if each.amount.minor_units > 0]
    return Account(
        debtor=draw(_debtors()),
        invoices=rows.invoices,
        payments=payments,
        promises=rows.promises(named=named),
        plans=rows.plans(named=named),
        disputes=rows.disputes(named=named),
        blocks=rows.blocks(named=named),
        happenings=rows.happenings(named=named),
        tasks=rows.tasks() if acted else (),
        actions=rows.actions() if acted else (),
    )


_CONTACTS: Final[Sequence[Sequence[Contact]]] = (
    (),
    (),
    (Contact(role="accounts-payable", id="ap", email="ap@d.example"),),
    (
        Contact(role="accounts-payable", id="ap", phone="1", opted_out=["phone"]),
        Contact(role="manager", id="boss", phone="2", email="boss@d.example", preferred="phone"),
        Contact(role="manager", id="aide", phone="3", email="aide@d.example"),
        Contact(role="manager", id="desk", name="A. Roy", phone="4", direct=True),
    ),
    (Contact(role="executive", id="ceo", phone="3", invalid_since=day(40)),),
)


@st.composite
def _debtors(draw: st.DrawFn) -> Debtor:
    facts: dict[str, Any] = {}
    for name in ("segment", "vip"):
        if draw(even):
            facts[name] = draw(st.sampled_from(VALUES[name]))
    return Debtor(
        id="D1",
        contacts=draw(st.sampled_from(_CONTACTS)),
        payment_days=draw(st.sampled_from([(), (), (10, 25), (31,)])),
        facts=facts,
    )


@st.composite
def questions(draw: st.DrawFn, /, **fixed: Any) -> Question:
    """Give a scenario, an account with any history, and a day."""
    scenario = draw(scenarios(**fixed))
    account = draw(accounts(steps=(*scenario.step_ids, *sorted(beside(scenario)))))
    return Question(scenario, account, draw(_asked(account)))


@st.composite
def _asked(draw: st.DrawFn, account: Account) -> dt.date:
    """Give a day soon after something happened, for that is when answers differ."""
    rows = [row for name in LISTS if name != "invoices" for row in getattr(account, name)]
    if not rows or draw(one_in_four):
        return day(draw(st.integers(20, 110)))
    row = draw(st.sampled_from(rows))
    return (model.recorded_day(row) or FIRST) + dt.timedelta(draw(st.integers(0, 9)))


def status_rows(statuses: Sequence[str]) -> st.SearchStrategy[ActionStatus]:
    """Give statuses in which a host may record what was proposed."""
    return st.sampled_from([ActionStatus(each) for each in statuses])
