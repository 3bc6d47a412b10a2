"""A plan in writing: when it was signed, and where the signed copy is kept."""

from typing import Final

import attrs
import pytest
from craft_cases import day, euros

from dunnix import Account, Debtor, Instalment, Invoice, PaymentPlan, decide, load_scenario
from dunnix.case import case_file

PROPOSED: Final = PaymentPlan(
    id="PLAN",
    agreed_on=day("2026-03-09"),
    invoices=["F-101"],
    instalments=[
        Instalment(number=1, due_date=day("2026-03-20"), amount=euros("400.00")),
        Instalment(number=2, due_date=day("2026-04-20"), amount=euros("500.00")),
    ],
    recorded_on=day("2026-03-09"),
)
SIGNED: Final = attrs.evolve(
    PROPOSED, status="signed", document="DOC-77, safe 2", recorded_on=day("2026-03-12")
)
OWED: Final = Account(
    debtor=Debtor(id="MARTIN"),
    invoices=[Invoice(id="F-101", due_date=day("2026-03-02"), amount=euros("900.00"))],
    plans=[PROPOSED, SIGNED],
)


@pytest.mark.requirement("M87")
def test_a_plan_keeps_the_day_it_was_signed_and_where_the_signed_copy_is() -> None:
    scenario = load_scenario("fr-b2b")

    before = decide(scenario, OWED, as_of=day("2026-03-11"))
    after = decide(scenario, OWED, as_of=day("2026-03-12"))
    case = case_file(OWED, as_of=day("2026-03-12"), audience="lawyer")

    assert [action.receivables[0].id for action in before.next_actions] == ["F-101"]
    assert {str(each.reason) for each in after.held} == {"plan"}
    assert [(each.on, each.status, each.note) for each in case.timeline if each.kind == "plan"] == [
        (day("2026-03-09"), "proposed", None),
        (day("2026-03-12"), "signed", "DOC-77, safe 2"),
    ]
    assert "DOC-77" in case.to_text()


@pytest.mark.requirement("M87")
def test_where_a_plan_is_kept_is_written_and_read_and_given_to_no_agency() -> None:
    rows = OWED.to_dict()
    read = Account.from_dict(rows)
    agency = case_file(OWED, as_of=day("2026-03-12"), audience="agency")
    redacted = OWED.redact(salt="kept in our vault")

    assert read.plans == (PROPOSED, SIGNED)
    assert "DOC-77" not in agency.to_text()
    assert [each.document for each in redacted.plans] == [None, None]
