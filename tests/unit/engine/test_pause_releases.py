"""What a pause does to the calendar once it is over: dates move, stay, or are counted anew."""

from typing import Any, Final

import pytest
from engine_cases import (
    CALL,
    MAIL,
    NOTICE,
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
    AnyRow,
    Block,
    Dispute,
    Extension,
    FrozenMap,
    Instalment,
    PaymentPlan,
)
from dunnix.scenario import PauseRule, PauseRules, Scenario

EARLY: Final = step("early", "due - 5d")


def rules(**modes: str) -> PauseRules:
    """Give by kind of pause what its release does."""
    return PauseRules(
        by_kind=FrozenMap({kind: PauseRule(on_release=mode) for kind, mode in modes.items()})
    )


def scenario(pauses: PauseRules, *steps: Any, **keys: Any) -> Scenario:
    return ladder(*(steps or (MAIL, CALL, NOTICE)), pauses=pauses, **keys)


def disputed(first: int, resolved: int, **keys: Any) -> Dispute:
    given: dict[str, Any] = {"id": f"D{first}", "reason": "quality", "invoice": "A"}
    return Dispute(opened_on=on(first), resolved_on=on(resolved), **(given | keys))


def blocked(first: int, last: int | None, reason: str = "goodwill") -> Block:
    until = None if last is None else on(last)
    return Block(id=f"B{first}", since=on(first), until=until, reason=reason, invoice="A")


def sent(what: Scenario, *rows: AnyRow, first: int = 0) -> list[tuple[int, str]]:
    """Give what goes out of one invoice due on day 0 until day 75, and on which day."""
    return run(what, account(invoice("A"), *rows), range(first, 75))[0]


def plan(*, agreed: int, due: int) -> PaymentPlan:
    instalment = Instalment(number=1, due_date=on(due), amount=eur("100.00"))
    return PaymentPlan(
        id="L", agreed_on=on(agreed), instalments=[instalment], invoices=["A"], status="signed"
    )


# Each keeps the invoice out of play from day 4 to day 23, so that day 24 is the day of release.
TWENTY_DAYS: Final[list[Any]] = [
    pytest.param("dispute", disputed(4, 24), id="dispute"),
    pytest.param("block", blocked(4, 23), id="block"),
    pytest.param("extension", Extension(id="E", date=on(4), until=on(23)), id="extension"),
    pytest.param("promise", promise("W", 4, 23, invoices=["A"]), id="promise"),
    pytest.param("uncleared", paid("A", 4, pending=True, reversed_on=on(24)), id="uncleared"),
    pytest.param("plan", plan(agreed=4, due=23), id="plan"),
]
MODES: Final = {
    "continue": [(1, "mail"), (30, "call"), (50, "notice")],
    "catch-up": [(1, "mail"), (24, "call"), (30, "notice")],
    "restart": [(1, "mail"), (34, "call"), (54, "notice")],
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("kind", "row"), TWENTY_DAYS)
def test_every_kind_of_pause_is_released_as_its_rule_says(
    kind: str, row: AnyRow, mode: str
) -> None:
    what = scenario(rules(**{kind: mode}), promise={"tolerance": "0d"})

    assert sent(what, row) == MODES[mode]


def test_without_a_rule_the_days_paused_are_added() -> None:
    assert sent(scenario(PauseRules()), disputed(4, 24)) == MODES["continue"]


@pytest.mark.requirement("M59")
def test_a_dispute_is_released_by_the_rule_of_its_reason_before_that_of_its_kind() -> None:
    pauses = PauseRules(
        by_kind=FrozenMap({"dispute": PauseRule(on_release="catch-up")}),
        by_dispute_reason=FrozenMap({"price": PauseRule(on_release="restart")}),
    )

    assert sent(scenario(pauses), disputed(4, 24, reason="price")) == MODES["restart"]
    assert sent(scenario(pauses), disputed(4, 24, reason="quality")) == MODES["catch-up"]


def test_a_day_that_any_continuing_pause_holds_is_added_once() -> None:
    both = scenario(rules(dispute="continue", block="continue"))
    one = scenario(rules(dispute="continue", block="catch-up"))

    # Days 4 to 13 and 8 to 17 are 14 days; of the other scenario only days 4 to 13 count.
    assert sent(both, disputed(4, 14), blocked(8, 17)) == [
        (1, "mail"),
        (24, "call"),
        (44, "notice"),
    ]
    assert sent(one, disputed(4, 14), blocked(8, 17)) == [(1, "mail"), (20, "call"), (40, "notice")]


def test_a_pause_released_into_another_restarts_once_that_has_ended_too() -> None:
    what = scenario(rules(dispute="restart", block="catch-up"))

    # The dispute is resolved on day 14, under a block up to day 23: the count starts on day 24.
    assert sent(what, disputed(4, 14), blocked(10, 23)) == MODES["restart"]


def test_pauses_before_a_restart_no_longer_matter_and_those_after_it_do() -> None:
    what = scenario(rules(dispute="restart"))

    assert sent(what, blocked(2, 3), disputed(4, 14)) == [(1, "mail"), (24, "call"), (44, "notice")]
    assert sent(what, disputed(4, 14), blocked(16, 18)) == [
        (1, "mail"),
        (27, "call"),
        (47, "notice"),
    ]


def test_the_last_of_two_restarts_counts() -> None:
    what = scenario(rules(dispute="restart"))

    assert sent(what, disputed(2, 8), disputed(12, 24)) == MODES["restart"]


def test_a_restart_replays_no_step_before_the_due_date() -> None:
    what = scenario(rules(dispute="restart"), EARLY, MAIL)

    assert sent(what, disputed(-8, 6), first=-10) == [(7, "mail")]
    # One that ends before the step's last day leaves it its time.
    assert sent(what, disputed(-8, -2), first=-10) == [(-2, "early"), (1, "mail")]


def test_a_part_payment_replays_no_step_before_the_due_date() -> None:
    what = scenario(PauseRules(), EARLY, MAIL, CALL, on_part_payment="restart")
    owed = account(invoice("A"), acted("early", -5, "A"), paid("A", 20, "40.00"))

    assert run(what, owed, range(20, 31))[0] == [(21, "mail"), (30, "call")]


def test_a_restart_before_the_due_date_moves_nothing() -> None:
    what = scenario(rules(dispute="restart"))

    assert sent(what, disputed(-8, 0), first=-10) == [(1, "mail"), (10, "call"), (30, "notice")]


def test_a_restart_keeps_the_true_age_of_what_is_owed() -> None:
    late = step("late", "due + 1d", when="days_past_due >= 25")

    decision = ask(
        scenario(rules(dispute="restart"), late), account(invoice("A"), disputed(4, 24)), 25
    )

    assert only(decision).step == "late"


def test_what_is_counted_from_the_issue_date_moves_with_a_restart() -> None:
    # Issued on day -30: `issue + 40d` is ten days after the due date, and stays that.
    from_issue = step("call", "issue + 40d")

    assert sent(scenario(rules(dispute="restart"), MAIL, from_issue), disputed(4, 24)) == [
        (1, "mail"),
        (34, "call"),
    ]


def test_the_end_of_a_step_moves_with_its_beginning_but_for_what_catches_up() -> None:
    brief = step("call", "due + 10d", until="due + 12d")

    assert sent(scenario(rules(dispute="continue"), brief), disputed(4, 24)) == [(30, "call")]
    assert sent(scenario(rules(dispute="restart"), brief), disputed(4, 24)) == [(34, "call")]
    assert sent(scenario(rules(dispute="catch-up"), brief), disputed(4, 24)) == []


@pytest.mark.parametrize("mode", MODES)
def test_a_dispute_of_a_part_moves_nothing(mode: str) -> None:
    part = disputed(4, 24, amount=eur("40.00"))

    assert sent(scenario(rules(dispute=mode)), part) == [(1, "mail"), (10, "call"), (30, "notice")]


def test_a_dispute_opened_and_resolved_on_one_day_restarts_nothing() -> None:
    assert sent(scenario(rules(dispute="restart")), disputed(4, 4)) == [
        (1, "mail"),
        (10, "call"),
        (30, "notice"),
    ]


@pytest.mark.requirement("M6")
def test_a_disagreement_on_a_part_suspends_that_part_until_it_is_resolved() -> None:
    what = scenario(rules(dispute="catch-up"))
    owed = account(invoice("A"), disputed(4, 24, amount=eur("40.00")))

    during, after = ask(what, owed, 10), ask(what, owed, 24)

    assert (only(during).amount_due, held(during)) == (eur("60.00"), {"A": "dispute"})
    assert (only(after).amount_due, held(after)) == (eur("100.00"), {})


@pytest.mark.requirement("M132")
@pytest.mark.parametrize(("since", "expected"), [(-6, "mail"), (5, "call"), (35, "claim")])
def test_mediation_can_be_tried_at_any_stage_and_pauses_it(since: int, expected: str) -> None:
    what = scenario(PauseRules(), EARLY, MAIL, CALL, NOTICE, step("claim", "due + 60d", do="court"))
    talks = blocked(since, since + 9, reason="mediation")

    went_out = sent(what, talks, first=-10)

    assert not any(since <= day <= since + 9 for day, _ in went_out)
    assert next(name for day, name in went_out if day > since) == expected


@pytest.mark.requirement("M143")
def test_a_hearing_is_put_off_for_a_month_while_an_agreement_is_made() -> None:
    what = scenario(PauseRules(), MAIL, NOTICE, step("claim", "due + 60d", do="court"))
    owed = account(invoice("A"), blocked(55, 85, reason="settlement-talks"))

    went_out, _ = run(what, owed, range(100))

    # The talks take the 31 days from day 55 to day 85: the claim comes as many days later.
    assert went_out == [(1, "mail"), (30, "notice"), (91, "claim")]
