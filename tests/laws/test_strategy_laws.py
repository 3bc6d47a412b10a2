"""The laws under strategies: scenarios that change under way, and receivables under several."""

import datetime as dt
import random
from collections import Counter
from typing import Any, Final, cast

import attrs
from drawn_strategies import Asked, asked
from hosts import Host
from hypothesis import given
from hypothesis import strategies as st
from strategies import beside

from dunnix.engine import Decision, decide
from dunnix.model import LISTS, Account, strike_balance
from dunnix.scenario import Strategy

DAYS: Final = 25


def host_of(strategy: Strategy, account: Account) -> Host:
    """Give a host that decides by a strategy: it asks no more of it than of a scenario."""
    return Host(cast("Any", strategy), account)


def answer(question: Asked) -> Decision:
    return decide(question.strategy, question.account, as_of=question.as_of)


@given(asked(), st.integers())
def test_the_order_of_the_input_never_matters_to_a_strategy(question: Asked, seed: int) -> None:
    account, dice = question.account, random.Random(seed)  # noqa: S311  # no secret
    shuffled: dict[str, Any] = {}
    for name in LISTS:
        rows = list(getattr(account, name))
        dice.shuffle(rows)
        shuffled[name] = rows

    other = attrs.evolve(question, account=attrs.evolve(account, **shuffled))

    assert answer(other).to_json() == answer(question).to_json()


@given(asked())
def test_under_a_strategy_every_cent_is_in_exactly_one_place(question: Asked) -> None:
    decision = answer(question)

    placed: Counter[str] = Counter()
    for action in decision.next_actions:
        for line in action.receivables:
            placed[line.id] += line.amount_due.minor_units
    for held in decision.held:
        placed[held.receivable] += held.amount.minor_units
    netting = question.strategy.default.netting
    balance = strike_balance(question.account, question.as_of, netting=netting)
    open_ = {claim.id: claim.open for claim in balance.claims if claim.open}
    assert sum(placed.values()) == sum(open_.values())
    if not question.account.plans:
        assert +placed == open_


@given(asked())
def test_a_replay_of_the_past_chooses_the_same_scenario(question: Asked) -> None:
    then = decide(question.strategy, question.account.as_of(question.as_of), as_of=question.as_of)

    assert then.to_json() == answer(question).to_json()


@given(asked(acted=False, on_part_payment="keep"), st.lists(st.booleans(), min_size=5))
def test_no_step_is_sent_twice_however_often_the_scenario_changes(
    question: Asked, changes: list[bool]
) -> None:
    host = host_of(question.strategy, question.account)

    for number in range(DAYS):
        if changes[number % len(changes)]:
            host.account = _with_segment(host.account, ("key", "sme")[number % 2])
        host.run(question.as_of + dt.timedelta(number))

    all_of = question.strategy.scenarios
    repeated = {str(step.id) for each in all_of for step in each.steps if step.repeat}
    repeated |= {name for each in all_of for name in beside(each)}
    sent = Counter((name, step) for name, step, _ in host.steps_posted())
    assert {step for (_, step), times in sent.items() if times > 1} <= repeated
    assert not host.refused


def _with_segment(account: Account, segment: str) -> Account:
    facts = {**account.debtor.facts, "segment": segment}
    return attrs.evolve(account, debtor=attrs.evolve(account.debtor, facts=facts))


@given(asked())
def test_under_a_strategy_asking_only_at_the_next_review_loses_no_action(question: Asked) -> None:
    daily = host_of(question.strategy, question.account.as_of(question.as_of))
    told = host_of(question.strategy, daily.account)
    review: dt.date | None = question.as_of

    for number in range(DAYS):
        today = question.as_of + dt.timedelta(number)
        daily.run(today)
        if review is not None and review <= today:
            told.run(today)
            after = told.ask(today)
            review = today + dt.timedelta(1) if after.next_actions else after.next_review

    assert [(on, action.keys, action.priority) for on, action in told.posted] == [
        (on, action.keys, action.priority) for on, action in daily.posted
    ]


@given(asked())
def test_under_a_strategy_the_answer_stays_the_same_until_the_next_review(
    question: Asked,
) -> None:
    known = question.account.as_of(question.as_of)
    first = decide(question.strategy, known, as_of=question.as_of)
    last = first.next_review or question.as_of + dt.timedelta(DAYS)

    for number in range(1, DAYS):
        today = question.as_of + dt.timedelta(number)
        if today >= last:
            return
        again = decide(question.strategy, known, as_of=today)
        assert [action.keys for action in again.next_actions] == [
            action.keys for action in first.next_actions
        ]
        if first.held or first.next_actions:
            # Only an open account has a next date: of a settled one the scenario may turn unasked.
            assert again.assignment == first.assignment
        assert [each.priority for each in again.next_actions] == [
            each.priority for each in first.next_actions
        ]


@given(asked())
def test_a_decision_by_a_strategy_explains_itself(question: Asked) -> None:
    decision = answer(question)

    assert decision.explain("en")
    for step in question.strategy.default.step_ids[:2]:
        decision.why_not(step)
