"""What the laws are asked of: scenarios, accounts and days in which things collide."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import attrs
from chance import DAYS, FIRST, STEPS, Chance, day
from drawn_actions import drawn_actions, drawn_tasks
from drawn_rows import Rows
from drawn_scenarios import VALUES, drawn_scenario, scenarios
from hypothesis import settings
from hypothesis import strategies as st

from dunnix import model
from dunnix.model import LISTS, Account, ActionStatus, Contact, Debtor
from dunnix.scenario import Event, Reaction, Scenario

__all__ = [
    "FEWER",
    "VALUES",
    "Question",
    "accounts",
    "asked_for",
    "beside",
    "day",
    "drawn_account",
    "drawn_question",
    "ladder",
    "questions",
    "scenarios",
    "status_rows",
    "told",
]

# Of figures a third as many examples as of decisions: a gate has five minutes.
FEWER: Final = settings(max_examples=max(settings().max_examples // 3, 15))
CREDITORS: Final = (None, None, None, None, "C2")


def ladder(scenario: Scenario) -> Sequence[str]:
    """Give the ids of the steps of the ladder, in their order."""
    return [str(step.id) for step in scenario.steps]


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
        return "\n".join(("", str(self.as_of), self.scenario.to_toml(), *told(self.account)))


def told(account: Account) -> list[str]:
    """Give the rows of an account as text, one a line."""
    rows = (row for name in LISTS for row in getattr(account, name))
    return [_sparse(row) for row in (account.debtor, *rows)]


_DERIVED: Final = {"identity", "stage", "covered"}


def _sparse(row: Any) -> str:
    """Give a row without the fields that are left to their default."""
    fields = (
        f"{field.name}={getattr(row, field.name)!s}"
        for field in attrs.fields(type(row))
        if field.name not in _DERIVED
        if getattr(row, field.name) not in (None, (), field.default)
    )
    return f"{type(row).__name__}({', '.join(fields)})"


@st.composite
def accounts(draw: st.DrawFn, /, **how: Any) -> Account:
    """Give an account with any history, drawn as `how` says: see `drawn_account`."""
    return drawn_account(Chance.of(draw), **how)


def drawn_account(  # noqa: PLR0913  # all of them by name
    chance: Chance,
    *,
    steps: Sequence[str] = STEPS,
    beside: Sequence[str] = (),
    reactions: Sequence[Reaction] = (),
    creditors: Sequence[str | None] = CREDITORS,
    currencies: Sequence[str] = ("EUR", "EUR", "EUR", "GBP"),
    named: bool = False,
    acted: bool = True,
    prefix: str = "",
) -> Account:
    """Give an account that was dunned by `steps`, and by what stands `beside` them.

    Where `named`, no row speaks of all the debtor owes; what happened suits the `reactions`.
    """
    rows = Rows(chance, prefix, reactions)
    rows.owe(creditors, currencies)
    payments = list(rows.payments())
    if named:
        # What is left unapplied without a creditor may pay any of them.
        payments = [each for each in payments if each.invoice and each.amount.minor_units > 0]
        rows.invoices = [each for each in rows.invoices if each.amount.minor_units > 0]
    return Account(
        debtor=_debtor(chance),
        invoices=rows.invoices,
        payments=payments,
        promises=rows.promises(named=named),
        plans=rows.plans(named=named),
        disputes=rows.disputes(named=named),
        blocks=rows.blocks(named=named),
        happenings=rows.happenings(named=named),
        tasks=drawn_tasks(rows) if acted else (),
        actions=drawn_actions(rows, steps, beside) if acted else (),
    )


_EVERYBODY: Final = (
    Contact(role="accounts-payable", id="ap", phone="1", opted_out=["phone"]),
    Contact(role="manager", id="boss", phone="2", email="boss@d.example", preferred="phone"),
    Contact(role="manager", id="aide", phone="3", email="aide@d.example"),
    Contact(role="manager", id="desk", name="A. Roy", phone="4", direct=True),
)
_CONTACTS: Final[Sequence[Sequence[Contact]]] = (
    (),
    (Contact(role="accounts-payable", id="ap", email="ap@d.example"),),
    _EVERYBODY,
    (Contact(role="accounts-payable", id="ap", email="ap@d.example", phone="1"),),
    (Contact(role="executive", id="ceo", phone="3", invalid_since=day(40)),),
    _EVERYBODY,
)


def _debtor(chance: Chance) -> Debtor:
    chance.fresh()
    facts: dict[str, Any] = {
        name: chance.pick(VALUES[name]) for name in ("segment", "vip") if chance.even()
    }
    return Debtor(
        id="D1",
        contacts=chance.pick(_CONTACTS),
        payment_days=chance.pick(((), (), (10, 25), (31,))),
        facts=facts,
    )


@st.composite
def questions(draw: st.DrawFn, /, **fixed: Any) -> Question:
    """Give a scenario, an account with any history, and a day."""
    return drawn_question(Chance.of(draw), **fixed)


def drawn_question(chance: Chance, /, **fixed: Any) -> Question:
    """Give a scenario, an account with any history, and a day."""
    scenario = drawn_scenario(chance, **fixed)
    account = drawn_account(
        chance,
        steps=ladder(scenario),
        beside=sorted(beside(scenario)),
        reactions=scenario.reactions,
    )
    return Question(scenario, account, _asked_on(chance, account))


def _asked_on(chance: Chance, account: Account) -> dt.date:
    """Give a day soon after something happened, for that is when answers differ."""
    chance.fresh()
    rows = [row for name in LISTS if name != "invoices" for row in getattr(account, name)]
    if not rows or chance.one_in(4):
        return day(20 + chance.number(0, DAYS))
    return (model.recorded_day(chance.pick(rows)) or FIRST) + chance.days(9)


def status_rows(statuses: Sequence[str]) -> st.SearchStrategy[ActionStatus]:
    """Give statuses in which a host may record what was proposed."""
    return st.sampled_from([ActionStatus(each) for each in statuses])
