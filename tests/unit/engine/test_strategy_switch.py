"""A change of scenario under way: nothing done again, nothing softer, two ladders side by side."""

from typing import Any, Final

import attrs
from engine_cases import (
    account,
    acted,
    ask_by,
    held,
    invoice,
    ladder,
    on,
    only,
    paid,
    step,
)

from dunnix.engine import Decision
from dunnix.model import Account, Reply
from dunnix.scenario import AssignRule, Reaction, Scenario, Strategy

FACTS: Final = {"debtor": {"segment": ["soft", "hard"]}}
SOFT: Final = ladder(
    step("hello", "due + 1d", tone="friendly"),
    step("mail", "due + 3d", tone="neutral"),
    step("again", "due + 20d", tone="neutral"),
    id="soft",
)
HARD: Final = ladder(
    step("mail", "due + 2d", tone="neutral"),
    step("warning", "due + 4d", tone="firm", effects=["late-interest"]),
    step("notice", "due + 10d", tone="formal", mandatory=True, deadline="8d"),
    step("agency", after="notice", do="hand-over"),
    id="hard",
)


def either(soft: Scenario = SOFT, hard: Scenario = HARD, switch: Any = "at-once") -> Strategy:
    """Give the scenario of the debtor's segment."""
    rules = [
        AssignRule(when="debtor.segment == 'soft'", scenario=soft, switch=switch),
        AssignRule(scenario=hard, switch=switch),
    ]
    return Strategy(id="either", version="1", currency="EUR", facts=FACTS, assign=rules)


def turned(what: Account, segment: str) -> Account:
    return attrs.evolve(what, debtor=attrs.evolve(what.debtor, facts={"segment": segment}))


def done(strategy: Strategy, what: Account, *days: int) -> Account:
    """Let a host do and record what is proposed on some days."""
    for day in days:
        for action in ask_by(strategy, what, day).next_actions:
            what = what.record(action.done(on=on(day)))
    return what


def test_a_step_done_under_one_scenario_is_done_in_the_other_by_its_id() -> None:
    what = done(either(), turned(account(invoice("A")), "soft"), 1, 3)

    decision = ask_by(either(), turned(what, "hard"), 4)

    assert [row.identity for row in what.actions] == ["soft:A:hello:1", "soft:A:mail:1"]
    assert only(decision).key == "hard:A:warning:1"


def test_a_step_the_new_scenario_does_not_know_counts_as_its_last_one_no_stricter() -> None:
    what = done(either(), turned(account(invoice("A")), "hard"), 4)
    later = ask_by(either(), turned(what, "soft"), 20)

    assert [row.identity for row in what.actions] == ["hard:A:warning:1"]
    assert held(later) == {"A": "finished"}  # firm was said: nothing friendly or neutral follows


def test_a_softer_step_the_new_scenario_does_not_know_passes_nothing_firmer() -> None:
    what = done(either(), turned(account(invoice("A")), "soft"), 1)

    decision = ask_by(either(), turned(what, "hard"), 2)

    assert only(decision).step == "mail"  # friendly was said: neutral is still to come


def test_a_notice_under_another_id_is_no_notice_of_this_scenario() -> None:
    court = step("court", after="final", do="court")
    lawyer = ladder(step("final", "due + 1d", mandatory=True, deadline="8d"), court, id="soft")
    what = done(either(lawyer), turned(account(invoice("A")), "soft"), 1)

    decision = ask_by(either(lawyer), turned(what, "hard"), 12)

    assert [row.identity for row in what.actions] == ["soft:A:final:1"]
    assert only(decision).step == "notice"


def test_what_was_handed_over_stays_so_under_a_scenario_without_that_step() -> None:
    what = done(either(), turned(account(invoice("A")), "hard"), 10, 19)

    decision = ask_by(either(), turned(what, "soft"), 25)

    assert held(decision) == {"A": "handed-over"}


def test_effects_of_a_step_the_new_scenario_does_not_know_stay_in_force() -> None:
    what = done(either(), turned(account(invoice("A")), "hard"), 4)

    decision = ask_by(either(), turned(what, "soft"), 6)

    assert [(each.name, each.step, each.since) for each in decision.effects] == [
        ("late-interest", "warning", on(4))
    ]


def test_a_wait_after_the_previous_step_counts_that_of_another_scenario() -> None:
    waiting = ladder(
        step("open", "due + 1d", tone="friendly"),
        step("late", after="previous + 5d", tone="formal"),
        id="hard",
    )
    what = done(either(hard=waiting), turned(account(invoice("A")), "soft"), 3)

    decision = ask_by(either(hard=waiting), turned(what, "hard"), 7)

    assert held(decision) == {"A": "waiting"}
    assert decision.held[0].until == on(8)
    assert only(ask_by(either(hard=waiting), turned(what, "hard"), 8)).step == "late"


def test_a_task_of_another_scenario_is_no_contact_and_a_contact_of_it_is_one() -> None:
    asked = ladder(step("ask", "due + 1d", do="task"), step("ring", "due + 2d"), id="soft")
    slow = ladder(step("mail", "due + 1d", tone="formal"), id="hard", gap="5d")
    strategy = either(asked, slow)
    what = done(strategy, turned(account(invoice("A")), "soft"), 1)
    rung = what.record(acted("ring", 2, "A", scenario="soft@1"))

    assert only(ask_by(strategy, turned(what, "hard"), 3)).step == "mail"
    late = ask_by(strategy, turned(rung, "hard"), 3)
    assert (held(late), late.held[0].rule) == ({"A": "contact-rules"}, "gap")


def test_an_event_answered_under_another_scenario_is_not_answered_again() -> None:
    first = Reaction(id="copy", on="reply:not-received", channel="email")
    other = Reaction(id="duplicate", on="reply", channel="email")
    later = Reaction(id="ask-again", on="reply", at="event + 6d", channel="email")
    soft = attrs.evolve(SOFT, reactions=[first])
    hard = attrs.evolve(HARD, reactions=[other, later])
    reply = Reply(id="R1", date=on(1), reason="not-received", invoice="A")
    what = done(either(soft, hard), turned(account(invoice("A"), reply), "soft"), 1)

    days = {day: _steps(ask_by(either(soft, hard), turned(what, "hard"), day)) for day in (2, 7)}

    assert [row.identity for row in what.actions] == ["soft:A:copy:1"]
    assert days == {2: ["mail"], 7: ["ask-again"]}


def _steps(decision: Decision) -> list[str | None]:
    return [action.step for action in decision.next_actions]


def test_a_ladder_stopped_under_another_scenario_stays_stopped() -> None:
    leave = Reaction(id="leave", on="reply:refusal", channel="email", then="stop")
    soft = attrs.evolve(SOFT, reactions=[leave])
    reply = Reply(id="R1", date=on(1), reason="refusal", invoice="A")
    what = done(either(soft), turned(account(invoice("A"), reply), "soft"), 1)

    assert held(ask_by(either(soft), turned(what, "hard"), 5)) == {"A": "stopped"}


def test_what_is_under_way_is_waited_for_whichever_scenario_proposed_it() -> None:
    what = turned(account(invoice("A")), "soft")
    flying = what.record(only(ask_by(either(), what, 3)).queued(on=on(3)))

    decision = ask_by(either(), turned(flying, "hard"), 4)

    assert held(decision) == {"A": "in-flight"}
    assert not decision.withdraw


def test_only_new_receivables_get_the_new_scenario_where_the_rule_says_so() -> None:
    strategy = either(switch="new-receivables")
    what = done(strategy, turned(account(invoice("A")), "soft"), 1)
    what = turned(what.record(invoice("B", 10)), "hard")

    decision = ask_by(strategy, what, 3)
    later = ask_by(strategy, done(strategy, what, 3), 12)

    assert only(decision).key == "soft:A:mail:1"
    assert only(decision).scenario == "soft@1"
    assert decision.scenario == "hard@1"
    assert held(decision) == {"B": "not-due"}
    assert only(later).key == "hard:B:mail:1"
    assert "soft" not in later.to_json().partition('"held"')[0]
    assert {each.code for each in later.why_not("again")} == {"not-reached", "other-scenario"}
    assert "B" in later.explain()


def test_an_action_that_failed_binds_a_receivable_to_no_scenario() -> None:
    strategy = either(switch="new-receivables")
    what = turned(account(invoice("A")), "soft")
    failed = what.record(only(ask_by(strategy, what, 1)).failed(on=on(1)))

    assert only(ask_by(strategy, turned(failed, "hard"), 4)).scenario == "hard@1"


def test_two_scenarios_share_the_gap_and_the_longest_due_goes_first() -> None:
    strategy = either(switch="new-receivables")
    what = done(strategy, turned(account(invoice("A")), "soft"), 1)
    what = turned(what.record(invoice("B", 5)), "hard")

    decision = ask_by(strategy, what, 7)

    assert only(decision).key == "soft:A:mail:1"  # due on day 3, hard:B:mail:1 on day 7
    assert held(decision) == {"B": "contact-rules"}
    assert decision.held[0].until == on(8)


def test_what_is_withdrawn_is_withdrawn_by_the_scenario_its_receivable_stays_with() -> None:
    strategy = either(switch="new-receivables")
    what = done(strategy, turned(account(invoice("A"), invoice("B", 12)), "soft"), 1)
    flying = only(ask_by(strategy, what, 3)).queued(on=on(3))
    blocked = turned(what.record(flying), "hard")

    assert not ask_by(strategy, blocked, 4).withdraw
    gone = blocked.record(paid("A", 4))
    assert [each.key for each in ask_by(strategy, gone, 5).withdraw] == ["soft:A:mail:1"]


def test_a_figure_of_the_debtor_counts_what_another_scenario_decides() -> None:
    much = ladder(
        step("mail", "due + 1d", when="debtor.overdue >= 150.00", tone="formal"), id="hard"
    )
    strategy = either(hard=much, switch="new-receivables")
    what = done(strategy, turned(account(invoice("A")), "soft"), 1)
    what = turned(what.record(invoice("B", 1)), "hard")

    keys = [each.key for each in ask_by(strategy, what, 2).next_actions]

    assert keys == ["hard:B:mail:1"]


def test_a_new_version_of_a_scenario_takes_over_what_the_old_one_began() -> None:
    newer = attrs.evolve(SOFT, version="2")
    what = done(either(), turned(account(invoice("A")), "soft"), 1)

    decision = ask_by(either(newer, switch="new-receivables"), what, 3)

    assert only(decision).key == "soft:A:mail:1"
    assert only(decision).scenario == "soft@2"
