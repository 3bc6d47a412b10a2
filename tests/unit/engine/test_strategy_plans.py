"""Plans over receivables of two scenarios: the one assigned says for both whether they are kept."""

from collections import Counter
from typing import Final

import attrs
from engine_cases import account, acted, ask_by, eur, invoice, ladder, on, step

from dunnix.engine import Decision
from dunnix.model import Account, AnyRow, Debtor, Instalment, PaymentPlan
from dunnix.scenario import AssignRule, Duration, PromisePause, Scenario, Strategy


def lasting(scenario: Scenario, tolerance: str) -> Scenario:
    rule = PromisePause(tolerance=Duration.parse(tolerance))
    return attrs.evolve(scenario, promise=rule)


PATIENT: Final = lasting(ladder(step("mail", "due + 1d"), id="patient"), "10d")
STRICT: Final = lasting(ladder(step("call", "due + 1d", channel="phone"), id="strict"), "0d")
BY_SEGMENT: Final = Strategy(
    id="either",
    version="1",
    currency="EUR",
    facts={"debtor": {"segment": ["patient", "strict"]}},
    assign=[
        AssignRule(when="debtor.segment == 'patient'", scenario=PATIENT),
        AssignRule(scenario=STRICT),
    ],
)
PLAN: Final = PaymentPlan(
    id="L",
    agreed_on=on(2),
    status="signed",
    instalments=[
        Instalment(number=1, due_date=on(5), amount=eur("120.00")),
        Instalment(number=2, due_date=on(50), amount=eur("80.00")),
    ],
)


def owing(segment: str, begun_by: str, *rows: AnyRow) -> Account:
    """Give A, which a scenario has begun with, and B, which nothing was done about."""
    begun = acted("mail" if begun_by == "patient" else "call", 1, "A", scenario=f"{begun_by}@1")
    found = account(invoice("A"), invoice("B"), begun, *rows)
    return attrs.evolve(found, debtor=Debtor(id="D1", facts={"segment": segment}))


def placed(decision: Decision) -> dict[str, str]:
    """Give what of each receivable is in an action or held."""
    cents = Counter[str]()
    for action in decision.next_actions:
        cents.update({line.id: line.amount_due.minor_units for line in action.receivables})
    for each in decision.held:
        cents[each.receivable] += each.amount.minor_units
    return {name: f"{cents[name] / 100:.2f}" for name in sorted(cents)}


def test_a_plan_the_assigned_scenario_takes_for_broken_is_broken_for_all_it_covers() -> None:
    decision = ask_by(BY_SEGMENT, owing("strict", "patient", PLAN), 8)

    assert placed(decision) == {"A": "100.00", "B": "100.00"}


def test_a_plan_the_assigned_scenario_takes_for_kept_is_kept_for_all_it_covers() -> None:
    decision = ask_by(BY_SEGMENT, owing("patient", "strict", PLAN), 8)

    assert placed(decision) == {"L#1": "120.00", "L#2": "80.00"}


def test_the_day_a_plan_breaks_is_a_day_to_ask_again_whichever_scenario_decides_its_parts() -> None:
    begun = acted("call", 3, "L#1", "L#2", scenario="strict@1")
    known = owing("patient", "strict", PLAN).record(begun)

    decision = ask_by(BY_SEGMENT, known, 14)

    assert placed(decision) == {"L#1": "120.00", "L#2": "80.00"}
    assert decision.next_review == on(16)
    assert placed(ask_by(BY_SEGMENT, known, 16)) == {"A": "100.00", "B": "100.00"}
