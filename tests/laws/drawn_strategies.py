"""Strategies of a few scenarios that share some steps, and accounts with a history under them."""

import datetime as dt
from typing import Any, Final

import attrs
from chance import DAYS, Chance, day
from drawn_scenarios import FACTS, drawn_scenario
from hypothesis import strategies as st
from strategies import beside, drawn_account, ladder, told

from dunnix.conditions import parse_condition
from dunnix.model import Account
from dunnix.scenario import AssignRule, PriorityRule, Strategy

_SWITCHES: Final = ("new-receivables", "at-once")
_CONDITIONS: Final = tuple(
    parse_condition(text)
    for text in (
        "debtor.segment == 'key'",
        "debtor.overdue_invoices >= 2",
        "debtor.overdue >= large",
        "debtor.contacts_30d >= 2",
        "debtor.broken_promises >= 1",
        "known(debtor.days_since_contact) and debtor.days_since_contact >= 4",
        "known(debtor.days_to_payment_run) and debtor.days_to_payment_run <= 3",
        "known(debtor.vip) and debtor.vip",
    )
)
_URGENT: Final = tuple(
    parse_condition(text)
    for text in (
        "days_past_due >= 9",
        "invoice.days_past_due in (20, 30)",
        "known(invoice.days_since_issue) and invoice.days_since_issue > 40",
        "amount_due >= large",
        "debtor.contacts_30d < 2",
        "known(debtor.days_to_payment_run) and debtor.days_to_payment_run < 5",
        "invoice.insured",
    )
)


@attrs.frozen
class Asked:
    """What `decide` is asked: a strategy, an account and a day."""

    strategy: Strategy
    account: Account
    as_of: dt.date

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        printer.text(str(self))

    def __str__(self) -> str:
        files = (self.strategy.to_toml(), *(each.to_toml() for each in self.strategy.scenarios))
        return "\n".join(("", str(self.as_of), *files, *told(self.account)))


def drawn_strategy(chance: Chance, /, **fixed: Any) -> Strategy:
    """Give a strategy of two or three scenarios that share some steps."""
    chance.fresh()
    when, urgent = chance.pick(_CONDITIONS), chance.pick(_URGENT)
    switch, other_switch = chance.pick(_SWITCHES), chance.pick(_SWITCHES)
    names = ("one", "two", "three") if chance.even() else ("one", "two")
    given: dict[str, Any] = {"netting": chance.pick(("oldest-first", "none")), **fixed}
    first, *others = (drawn_scenario(chance, id=name, **given) for name in names)
    rules = [AssignRule(when=when, scenario=first, switch=switch)]
    if len(others) > 1:
        split = dict(zip(others, (40, 60), strict=True))
        rules.append(AssignRule(experiment="test", split=split, switch=other_switch))
    else:
        rules.append(AssignRule(scenario=others[0], switch=other_switch))
    return Strategy(
        id="strategy",
        version="1",
        amounts={"large": {"EUR": "300.00", "GBP": "250.00"}},
        facts=FACTS,
        assign=rules,
        priority=[PriorityRule(points=7, when=urgent, reason="urgent")],
    )


def drawn_asked(chance: Chance, /, *, acted: bool = True, **fixed: Any) -> Asked:
    """Give a strategy, an account with a history under any of its scenarios, and a day."""
    strategy = drawn_strategy(chance, **fixed)
    several = strategy.scenarios
    account = drawn_account(
        chance,
        steps=sorted({str(name) for each in several for name in ladder(each)}),
        beside=sorted({name for each in several for name in beside(each)}),
        reactions=[reaction for each in several for reaction in each.reactions],
        acted=acted,
    )
    chance.fresh()
    refs = (None, *(each.ref for each in several))
    actions = [attrs.evolve(row, scenario=chance.pick(refs)) for row in account.actions]
    return Asked(strategy, attrs.evolve(account, actions=actions), day(20 + chance.number(0, DAYS)))


@st.composite
def asked(draw: st.DrawFn, /, *, acted: bool = True, **fixed: Any) -> Asked:
    """Give a strategy, an account with a history under any of its scenarios, and a day."""
    return drawn_asked(Chance.of(draw), acted=acted, **fixed)
