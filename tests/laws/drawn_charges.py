"""Questions in which late payment costs something: a law, effects, fees, waivers, conditions."""

from typing import Any, Final

import attrs
from chance import Chance, day
from hypothesis import strategies as st
from strategies import Question, drawn_question

from dunnix.model import Account, Waiver
from dunnix.money import Money
from dunnix.scenario import EscalationStep, Scenario

LAWS: Final = ("fr", "uk", "be", "us")
_EFFECTS: Final = (
    ("late-interest",),
    ("late-interest", "recovery-indemnity"),
    ("recovery-indemnity",),
    (),
)
_CONDITIONS: Final = (
    "known(interest_due) and interest_due >= small",
    "known(interest_due) and interest_due < small",
    "known(fees_due) and fees_due >= small",
)
_PARTIES: Final = ("company", "company", "public", "consumer", None)


@st.composite
def charged_questions(draw: st.DrawFn, /, *, reads: bool = False, **fixed: Any) -> Question:
    """Give a question with a law, where `reads` with conditions on what it comes to."""
    chance = Chance.of(draw)
    question = drawn_question(chance, **fixed)
    chance.fresh()
    scenario = _charging(chance, question.scenario, reads=reads)
    account = _charged(chance, question.account)
    return attrs.evolve(question, scenario=scenario, account=account)


def _charging(chance: Chance, scenario: Scenario, *, reads: bool) -> Scenario:
    steps = [_dearer(chance, step, reads=reads) for step in scenario.steps]
    return attrs.evolve(scenario, steps=steps, late_payment={"law": chance.pick(LAWS)})


def _dearer(chance: Chance, step: EscalationStep, *, reads: bool) -> EscalationStep:
    keys: dict[str, Any] = {"effects": chance.pick(_EFFECTS)}
    if chance.one_in(3):
        keys["fee"] = "small"
        keys["fee_waived_if_paid_within"] = chance.pick((None, "5d", "0d"))
    if reads and not step.mandatory and chance.even():
        keys["when"] = chance.pick(_CONDITIONS)
    return attrs.evolve(step, **keys)


def _charged(chance: Chance, account: Account) -> Account:
    chance.fresh()
    waivers = [_waiver(chance, number, account) for number in chance.some(2, yes=2)]
    debtor = attrs.evolve(account.debtor, party=chance.pick(_PARTIES))
    happenings = (*account.happenings, *waivers)
    return attrs.evolve(account, debtor=debtor, happenings=happenings)


def _waiver(chance: Chance, number: int, account: Account) -> Waiver:
    named = chance.pick(account.invoices) if account.invoices and chance.even() else None
    currency = "EUR" if named is None else named.amount.currency
    shares: tuple[dict[str, Any], ...] = (
        *({"percent": 100}, {"percent": "33.5"}),
        {"amount": Money("2", currency)},
    )
    granted = day(chance.number(0, 100))
    keys: dict[str, Any] = {
        "of": chance.pick(("interest", "fixed-sum", "fees")),
        "invoice": None if named is None else named.id,
        "until": granted + chance.days(30) if chance.even() else None,
        "recorded_on": granted + chance.days(3) if chance.one_in(3) else None,
        **chance.pick(shares),
    }
    return Waiver(id=f"W-{number}", date=granted, **keys)
