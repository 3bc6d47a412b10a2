"""When a pause has no end of its own: somebody is asked, again and again, while it lasts."""

from typing import Any, Final

import attrs
import pytest
from engine_cases import MAIL, account, ask, eur, held, invoice, ladder, on, only, paid, promise

from dunnix.engine import Decision
from dunnix.model import AnyRow, Block, Dispute, FrozenMap, HandOver, Insolvency
from dunnix.scenario import PauseRule, PauseRules, Scenario
from dunnix.scenario.timing import Duration

MODELS: Final = PauseRule(limit=Duration.parse("45d"), afterwards="disputes")


def scenario(**kinds: PauseRule) -> Scenario:
    return ladder(MAIL, pauses=PauseRules(by_kind=FrozenMap(kinds)))


def disputed(day: int = 4, **keys: Any) -> Dispute:
    given: dict[str, Any] = {"id": "D", "reason": "quality", "invoice": "A"}
    return Dispute(opened_on=on(day), **(given | keys))


def asked(decision: Decision) -> list[tuple[str, str | None, list[str]]]:
    return [
        (action.reason, action.owner, [line.id for line in action.receivables])
        for action in decision.next_actions
    ]


PAUSED: Final = scenario(dispute=MODELS)
OWED: Final = account(invoice("A"), disputed())


@pytest.mark.requirement("M52")
def test_a_dispute_older_than_its_limit_is_a_task_for_the_role_that_resolves_it() -> None:
    before, after = ask(PAUSED, OWED, 48), ask(PAUSED, OWED, 52)

    assert (before.next_actions, before.next_review) == ((), on(49))
    action = only(after)
    assert (action.do, action.mode.kind, action.step) == ("task", "manual", None)
    assert (action.reason, action.owner) == ("pause-limit", "disputes")
    assert (action.planned_on, action.days_late) == (on(49), 3)
    assert action.key == "task:A:pause-limit:1"


def test_the_amount_stays_held_for_its_reason_and_the_task_asks_for_none_of_it() -> None:
    decision = ask(PAUSED, OWED, 49)

    (line,) = only(decision).receivables
    (kept,) = decision.held
    assert (only(decision).amount_due, line.amount_due) == (eur("0.00"), eur("0.00"))
    assert (kept.amount, kept.reason) == (eur("100.00"), "dispute")


def test_somebody_is_asked_once_until_it_is_done_and_again_a_limit_later() -> None:
    task = only(ask(PAUSED, OWED, 49)).as_task(due_on=on(55))
    on_the_list = OWED.record(attrs.evolve(task, recorded_on=on(49)))
    looked_into = on_the_list.record(attrs.evolve(task, recorded_on=on(60), done_on=on(60)))

    assert [ask(PAUSED, on_the_list, day).next_actions for day in (49, 56, 300)] == [(), (), ()]
    assert [asked(ask(PAUSED, looked_into, day)) for day in (60, 61, 104)] == [[], [], []]
    assert ask(PAUSED, looked_into, 100).next_review == on(105)
    assert only(ask(PAUSED, looked_into, 105)).key == "task:A:pause-limit:2"


def test_a_new_dispute_has_a_limit_of_its_own() -> None:
    first = disputed(4, resolved_on=on(50))
    second = disputed(60, id="D2")

    assert asked(ask(PAUSED, account(invoice("A"), first, second), 104)) == []
    assert asked(ask(PAUSED, account(invoice("A"), first, second), 105)) == [
        ("pause-limit", "disputes", ["A"])
    ]


UNDATED: Final[list[Any]] = [
    pytest.param(disputed(), "dispute", id="dispute"),
    pytest.param(Block(id="B", since=on(4), reason="goodwill"), "block", id="block"),
    pytest.param(paid("A", 4, pending=True), "uncleared-payment", id="cheque"),
    pytest.param(HandOver(id="H", date=on(4)), "handed-over", id="hand-over"),
]


@pytest.mark.parametrize(("row", "reason"), UNDATED)
def test_without_a_rule_the_collector_is_asked_after_sixty_days(row: AnyRow, reason: str) -> None:
    owed = account(invoice("A"), row)
    owed = attrs.evolve(owed, debtor=attrs.evolve(owed.debtor, owner="claire"))

    before, after = ask(ladder(MAIL), owed, 63), ask(ladder(MAIL), owed, 64)

    assert (before.next_actions, before.next_review) == ((), on(64))
    assert asked(after) == [("pause-limit", "claire", ["A"])]
    assert held(before) == held(after) == {"A": reason}


@pytest.mark.parametrize(
    "row",
    [
        Block(id="B", since=on(4), until=on(300), reason="mediation"),
        disputed(resolved_on=on(300)),
        paid("A", 4, cleared_on=on(300)),
        promise("W", 4, 300, invoices=["A"]),
    ],
)
def test_a_pause_with_a_dated_end_asks_nobody(row: AnyRow) -> None:
    owed = account(invoice("A"), row)

    assert [ask(ladder(MAIL), owed, day).next_actions for day in (64, 200, 299)] == [(), (), ()]


def test_a_dated_block_over_an_endless_one_hides_no_limit() -> None:
    dated = Block(id="B1", since=on(4), until=on(300), reason="mediation", invoice="A")
    endless = Block(id="B2", since=on(10), reason="goodwill")

    assert asked(ask(ladder(MAIL), account(invoice("A"), dated, endless), 70)) == [
        ("pause-limit", None, ["A"])
    ]


def test_insolvency_asks_only_where_the_scenario_says_so() -> None:
    stayed = account(invoice("A"), Insolvency(id="I", date=on(4)))
    half_a_year = PauseRule(limit=Duration.parse("180d"), afterwards="legal")

    assert asked(ask(scenario(), stayed, 400)) == []
    assert asked(ask(scenario(insolvency=half_a_year), stayed, 183)) == []
    assert asked(ask(scenario(insolvency=half_a_year), stayed, 184)) == [
        ("pause-limit", "legal", ["A"])
    ]


def test_a_part_kept_too_long_is_asked_about_while_the_rest_is_dunned() -> None:
    part = account(invoice("A"), disputed(amount=eur("40.00")))

    decision = ask(PAUSED, part, 49)

    assert [(each.reason, each.amount_due) for each in decision.next_actions] == [
        ("step", eur("60.00")),
        ("pause-limit", eur("0.00")),
    ]
    assert held(decision) == {"A": "dispute"}


@pytest.mark.parametrize("per", ["debtor", "invoice"])
def test_each_role_is_asked_for_all_that_is_its_own(per: str) -> None:
    pauses = PauseRules(
        by_kind=FrozenMap({"dispute": MODELS}),
        by_dispute_reason=FrozenMap({"price": PauseRule(limit=MODELS.limit, afterwards="sales")}),
    )
    owed = account(
        *(invoice(name) for name in "ABC"),
        disputed(4),
        disputed(2, id="D2", invoice="B"),
        disputed(4, id="D3", invoice="C", reason="price"),
    )

    decision = ask(ladder(MAIL, pauses=pauses, per=per), owed, 49)

    assert asked(decision) == [
        ("pause-limit", "disputes", ["A", "B"]),
        ("pause-limit", "sales", ["C"]),
    ]
    assert decision.next_actions[0].planned_on == on(47)


def test_the_day_a_limit_falls_on_follows_the_calendar() -> None:
    # Day 4 is a Friday: ten business days later is the Friday two weeks on.
    ten = PauseRule(limit=Duration.parse("10bd"))

    assert asked(ask(scenario(dispute=ten), OWED, 17)) == []
    assert asked(ask(scenario(dispute=ten), OWED, 18)) == [("pause-limit", None, ["A"])]


def test_a_limit_of_no_days_asks_at_once_and_again_the_day_after_it_was_done() -> None:
    at_once = scenario(dispute=PauseRule(limit=Duration.parse("0d")))
    task = only(ask(at_once, OWED, 4)).as_task(due_on=on(4), done_on=on(4))
    done = OWED.record(attrs.evolve(task, recorded_on=on(4)))

    assert asked(ask(at_once, done, 4)) == []
    assert asked(ask(at_once, done, 5)) == [("pause-limit", None, ["A"])]


def test_what_was_handed_over_today_is_asked_about_tomorrow_at_the_earliest() -> None:
    at_once = scenario(**{"hand-over": PauseRule(limit=Duration.parse("0d"))})
    handed = account(invoice("A"), HandOver(id="H", date=on(4)))

    assert asked(ask(at_once, handed, 4)) == []
    assert asked(ask(at_once, handed, 5)) == [("pause-limit", None, ["A"])]
