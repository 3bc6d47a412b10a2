"""Accounts made up for a scenario have the facts they were made up for."""

import datetime as dt

import pytest

from dunnix import parse_scenario
from dunnix.conditions import facts_used
from dunnix.engine.compiled import CompiledScenario, compile_scenario
from dunnix.engine.gather import Case
from dunnix.engine.unit import take_situation
from dunnix.inspection.cuts import Value
from dunnix.inspection.family import SETTABLE, Family, settable
from dunnix.inspection.happenings import told
from dunnix.scenario import Event

FACTS = """\
[facts.debtor]
segment = ["key", "sme"]
limit = { type = "money", nullable = true }
visits = { type = "integer", if_missing = 0 }

[facts.invoice]
insured = { type = "bool" }
note = { type = "text", nullable = true }

"""
HEAD = 'id = "x"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"\n\n'
STEP = '[[step]]\nid = "call"\nat = "due + 1d"\nchannel = "phone"\nwhen = """{when}"""\n'
VALUES: dict[str, tuple[Value, ...]] = {
    "amount_due": (1, 5_000, 123_456),
    "invoice.open": (700,),
    "invoice.amount": (1_200,),
    "debtor.open": (9_900,),
    "debtor.overdue": (9_900,),
    "debtor.open_invoices": (1, 3),
    "debtor.overdue_invoices": (1, 4),
    "invoice.creditor": ("C-1", None),
    "debtor.party": ("company", "consumer", "public", None),
    "debtor.country": ("FR", None),
    "debtor.language": ("fr", None),
    "debtor.average_days_late": (0, 12),
    "debtor.paid_late_percent": (0, 11, 100),
    "debtor.broken_promises": (0, 3),
    "debtor.kept_promises": (0, 2),
    "debtor.last_reason": ("refusal", None),
    "debtor.over_credit_limit": (True, False, None),
    "debtor.has_portal": (True, False),
    "debtor.purchase_order_required": (True, False, None),
    "debtor.segment": ("key", "sme"),
    "debtor.limit": (4_200, None),
    "debtor.visits": (0, 7),
    "invoice.insured": (True, False),
    "invoice.note": ("old", None),
}


def reading() -> CompiledScenario:
    """Give a scenario of which one condition reads all the facts an account has."""
    texts = " and ".join(
        f"known({name})" for name in sorted(VALUES) if name not in {"amount_due", "invoice.open"}
    )
    when = f"amount_due > 0.00 and invoice.open > 0.00 and {texts}"
    return compile_scenario(parse_scenario(HEAD + FACTS + STEP.format(when=when), name="x.toml"))


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, several in VALUES.items() for value in several]
)
def test_an_account_has_the_fact_it_was_made_up_for(name: str, value: Value) -> None:
    compiled = reading()
    family = Family.of(compiled, "EUR")

    account = family.account({name: value})

    situation = take_situation(compiled, account, family.on(1))
    unit = situation.units[0]
    case = Case(situation, unit, unit.tracks[0], unit.tracks)
    assert case.facts(compiled.rungs[0]).by_name()[name] == value


def test_all_that_is_said_to_be_settable_is_tried() -> None:
    compiled = reading()
    facts = {fact.name: fact for fact in compiled.scenario.fact_table}

    assert set(VALUES) >= SETTABLE
    assert set(VALUES) == facts_used_of(compiled)
    assert all(settable(facts, name) for name in VALUES)


def facts_used_of(compiled: CompiledScenario) -> set[str]:
    when = compiled.rungs[0].step.when
    assert when is not None
    return set(facts_used(when))


def test_an_account_is_due_on_a_monday_on_which_the_rule_packs_are_known() -> None:
    text = f'{HEAD}[contact]\nrules = ["us-reg-f"]\n'
    compiled = compile_scenario(parse_scenario(text, name="x.toml"))

    due = Family.of(compiled, "EUR").due

    assert due.weekday() == 0
    assert not compiled.rules.unknown_on(due.toordinal())


@pytest.mark.parametrize("event", [each for each in Event if each is not Event.NO_REPLY])
def test_each_event_is_told_in_rows_that_an_account_takes(event: Event) -> None:
    family = Family.of(reading(), "EUR")
    account = family.account({})

    happens = told(family, account, event, None, day=12, times=2)

    days = [family.on(12) + dt.timedelta(later) for later in range(40)]
    rows = [row for day in days for row in happens(account, day)]
    assert rows
    for row in rows:
        account = account.record(row)
