"""A plan of which an instalment isn't paid: what it replaced is owed again."""

from typing import Any, Final

import attrs
import pytest
from engine_cases import (
    FOUR,
    account,
    acted,
    ask,
    eur,
    held,
    invoice,
    ladder,
    on,
    only,
    paid,
    promise,
    run,
    step,
)

from dunnix.model import (
    Account,
    AnyRow,
    Block,
    Dispute,
    Extension,
    Instalment,
    PaymentPlan,
    take_position,
)
from dunnix.scenario import Reaction, Then, Trigger


def plan(**keys: Any) -> PaymentPlan:
    given: dict[str, Any] = {"id": "L", "agreed_on": on(2), "invoices": ["A"], "status": "signed"}
    parts = [
        Instalment(number=1, due_date=on(10), amount=eur("60.00")),
        Instalment(number=2, due_date=on(40), amount=eur("40.00")),
    ]
    return PaymentPlan(**({"instalments": parts} | given | keys))


def broken(what: Account, day: int) -> list[tuple[str, int]]:
    """Give each plan that is broken on a day, and since when; a promise has three days of grace."""
    position = take_position(what, on(day), window_end=lambda due_by: due_by + 3)
    return [(each.id, since - on(0).toordinal()) for each, since in position.broken_plans]


OWED: Final = account(invoice("A"), plan())


@pytest.mark.requirement("M83")
def test_an_instalment_unpaid_past_its_tolerance_makes_the_whole_balance_due_again() -> None:
    # Due on day 10, a Thursday; the tolerance of a business day ends with Friday, day 11.
    kept, over = ask(FOUR, OWED, 10), ask(FOUR, OWED, 12)

    assert held(kept) == {"L#1": "plan", "L#2": "plan"}
    assert only(over).amount_due == eur("100.00")
    assert [line.id for line in only(over).receivables] == ["A"]


def test_a_plan_breaks_on_the_day_after_the_tolerance() -> None:
    assert [broken(OWED, day) for day in (13, 14, 30)] == [[], [("L", 14)], [("L", 14)]]


@pytest.mark.parametrize("status", ["proposed", "ended"])
def test_a_plan_that_isnt_in_force_is_never_broken(status: str) -> None:
    assert broken(account(invoice("A"), plan(status=status)), 30) == []


def test_an_instalment_paid_in_part_breaks_the_plan_for_what_is_left_of_all() -> None:
    part = OWED.record(paid("L#1", 9, "25.00"))

    assert broken(part, 14) == [("L", 14)]
    assert only(ask(FOUR, part, 12)).amount_due == eur("75.00")


def test_a_plan_caught_up_with_is_in_force_again_until_the_next_instalment_is_missed() -> None:
    caught_up = OWED.record(paid("L#1", 20, "60.00"))

    assert broken(caught_up, 19) == [("L", 14)]
    assert [broken(caught_up, day) for day in (20, 43, 44)] == [[], [], [("L", 44)]]


@pytest.mark.parametrize(
    "row",
    [
        Extension(id="E", date=on(8), until=on(25), invoice="L#1"),
        Block(id="B", since=on(8), until=on(25), reason="goodwill", invoice="L"),
        Dispute(id="D", opened_on=on(8), resolved_on=on(26), reason="price", invoice="L"),
        promise("W", 8, 22, "60.00", invoices=["L#1"]),
    ],
)
def test_an_instalment_put_off_isnt_missed_before_that_day(row: Any) -> None:
    put_off = OWED.record(row)

    assert [broken(put_off, day) for day in (14, 25, 26)] == [[], [], [("L", 26)]]


def test_the_ladder_goes_on_where_the_plan_had_stopped_it() -> None:
    sent, _ = run(FOUR, OWED.record(acted("mail", 1, "A")), range(2, 45))

    # Out of play from day 2 to day 11: ten days are added to day 10 and to day 30.
    assert [pair for pair in sent if pair[0] >= 12] == [(20, "call"), (40, "notice")]


def test_a_plan_of_a_part_has_stopped_nothing() -> None:
    owed = account(invoice("A", amount="160.00"), plan(), acted("mail", 1, "A"))

    sent, _ = run(FOUR, owed, range(2, 35))

    assert [pair for pair in sent if pair[1] != "mail"] == [(10, "call"), (30, "notice")]


@pytest.mark.requirement("M83")
def test_after_a_broken_plan_the_scenario_resumes_at_a_stated_level() -> None:
    told = Reaction(
        id="told",
        on=Trigger.parse("plan-broken"),
        then=Then.parse("go-to:notice"),
        channel="email",
    )
    scenario = ladder(
        step("mail", "due + 1d"),
        step("call", "due + 20d"),
        step("notice", "due + 60d", mandatory=True),
        reactions=[told],
    )

    sent, _ = run(scenario, OWED.record(acted("mail", 1, "A")), range(12, 70))

    assert sent == [(12, "told"), (13, "notice")]


def test_the_next_review_comes_no_later_than_the_day_a_plan_breaks() -> None:
    # On day 11 nothing else is near: the next step is on day 20.
    assert ask(ladder(step("call", "due + 10d")), OWED, 11).next_review == on(12)


MORE: Final = plan(
    instalments=[
        Instalment(number=1, due_date=on(10), amount=eur("60.00")),
        Instalment(number=2, due_date=on(40), amount=eur("60.00")),
        Instalment(number=3, due_date=on(70), amount=eur("60.00")),
    ]
)


def instalments(*rows: AnyRow, day: int = 3) -> list[str]:
    """Give what is open of each instalment of a plan of 180.00 for 100.00."""
    position = take_position(account(invoice("A"), MORE, *rows), on(day), window_end=lambda d: d)
    assert not position.broken_plans
    return [f"{place.claim.open / 100:.2f}" for place in position.places if place.claim.is_of_plan]


def test_a_plan_of_more_than_the_debt_asks_for_the_debt_from_its_first_instalments() -> None:
    assert instalments() == ["60.00", "40.00", "0.00"]
    assert broken(account(invoice("A"), MORE), 14) == [("L", 14)]


@pytest.mark.parametrize("day", [2, 3, 9])
def test_money_since_a_plan_was_agreed_on_pays_its_first_instalments(day: int) -> None:
    # On the very day it is a first instalment, not a smaller debt.
    assert instalments(paid("A", day, "30.00"), day=9) == ["30.00", "40.00", "0.00"]
    assert instalments(paid("L#1", day, "60.00"), day=9) == ["0.00", "40.00", "0.00"]


def test_what_was_paid_before_a_plan_was_agreed_on_comes_off_its_last_instalments() -> None:
    early = paid("A", 1, "50.00")
    back = paid("A", 1, "50.00", reversed_on=on(5), recorded_on=on(5))

    assert instalments(early) == ["50.00", "0.00", "0.00"]
    assert instalments(early, paid("L#1", 3, "30.00")) == ["20.00", "0.00", "0.00"]
    # All of it is owed again, and all of it is somewhere.
    assert instalments(early, back, day=6) == ["60.00", "40.00", "0.00"]


@pytest.mark.parametrize("issued", [2, 4])
def test_an_invoice_of_that_day_or_later_counts_whole_where_a_plan_names_it(issued: int) -> None:
    fresh = invoice("B", amount="50.00", issue_date=on(issued), due_date=on(30))
    both = attrs.evolve(MORE, invoices=["A", "B"], recorded_on=on(3))

    assert instalments(fresh, both, day=5) == ["60.00", "60.00", "30.00"]
    assert instalments(fresh, both, paid("L#1", 5, "60.00"), day=9) == ["0.00", "60.00", "30.00"]


def test_what_is_closed_beside_a_plan_may_be_left_out_of_the_account() -> None:
    owed = account(invoice("A"), MORE, invoice("C", -90), paid("C", -80), paid("A", 1, "50.00"))

    compact = owed.compact(before=on(2))

    assert [each.id for each in compact.invoices] == ["A"]
    assert held(ask(FOUR, compact, 3)) == held(ask(FOUR, owed, 3)) == {"L#1": "plan"}


def test_an_instalment_in_dispute_is_held_and_breaks_no_plan() -> None:
    dispute = Dispute(id="Q", opened_on=on(8), reason="quality", invoice="L#1")
    resolved = attrs.evolve(dispute, resolved_on=on(20), recorded_on=on(20))
    contested = OWED.record(dispute)

    assert held(ask(FOUR, contested, 15)) == {"L#1": "dispute", "L#2": "plan"}
    assert broken(contested, 15) == []
    assert broken(contested.record(resolved), 22) == [("L", 20)]


def test_a_reaction_to_the_dispute_of_an_instalment_is_about_that_instalment() -> None:
    ask_why = Reaction(id="ask-why", on=Trigger.parse("dispute"), channel="phone", at="event")
    scenario = ladder(*FOUR.steps, reactions=[ask_why])
    dispute = Dispute(id="Q", opened_on=on(8), reason="quality", invoice="L#1")

    action = only(ask(scenario, OWED.record(dispute), 8))

    assert (action.step, [line.id for line in action.receivables]) == ("ask-why", ["L#1"])


def test_a_dispute_of_an_instalment_ends_with_the_plan() -> None:
    dispute = Dispute(id="Q", opened_on=on(8), reason="quality", invoice="L#2")

    assert held(ask(FOUR, OWED.record(dispute), 10)) == {"L#1": "plan", "L#2": "dispute"}
    over = ask(FOUR, OWED.record(dispute), 12)
    assert (only(over).amount_due, over.held) == (eur("100.00"), ())
