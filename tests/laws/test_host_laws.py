"""The laws of a host: days of asking, sending and recording, in order and out of it."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

import attrs
from hosts import Host
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import (
    Question,
    accounts,
    asked_for,
    beside,
    day,
    questions,
    scenarios,
    status_rows,
)
from test_decision_laws import assert_no_notice_is_missing

from dunnix.engine.compiled import compile_scenario
from dunnix.model import Account, ActionStatus
from dunnix.scenario import Do, Scenario

DAYS = 25
ENDINGS = status_rows(["done", "sent", "failed", "cancelled", "refused", "planned", "delivered"])
delays = st.lists(st.integers(0, 6), min_size=DAYS, max_size=DAYS)


@given(scenarios(on_part_payment="keep"), accounts(acted=False), delays, st.lists(st.booleans()))
def test_no_step_is_sent_twice_by_a_host_however_late_it_records(
    scenario: Scenario, account: Account, late: list[int], twice: list[bool]
) -> None:
    host = Host(scenario, account)

    for number, delay in enumerate(late):
        for _ in range(1 + (number < len(twice) and twice[number])):
            host.run(day(30 + number), delay=delay)

    repeated = {str(step.id) for step in scenario.steps if step.repeat} | beside(scenario)
    sent = Counter((name, step) for name, step, _ in host.steps_posted())
    for (_, step), times in sent.items():
        assert times == 1 or step in repeated


@given(scenarios(on_part_payment="keep"), accounts(acted=False), st.lists(ENDINGS, min_size=5))
def test_a_key_that_was_recorded_is_never_proposed_again(
    scenario: Scenario, account: Account, endings: list[ActionStatus]
) -> None:
    host = Host(scenario, account)

    for number in range(DAYS):
        host.run(day(30 + number), status=endings[number % len(endings)])

    assert not host.refused


@given(questions())
def test_a_host_that_crashes_before_recording_proposes_the_same_again(question: Question) -> None:
    host = Host(question.scenario, question.account)
    crashed = host.run(question.as_of, delay=1)

    again = host.run(question.as_of)

    assert again == crashed
    assert host.refused == len(again.next_actions)


@given(questions(on_part_payment="keep"), st.lists(ENDINGS, min_size=3))
def test_no_receivable_passes_a_notice_on_any_day_of_a_hosts_life(
    question: Question, endings: list[ActionStatus]
) -> None:
    host = Host(question.scenario, question.account)

    for number in range(DAYS):
        today = question.as_of + dt.timedelta(number)
        decision = host.ask(today)
        assert_no_notice_is_missing(question.scenario, host.account, decision)
        host.run(today, status=endings[number % len(endings)])


@given(questions())
def test_contacts_of_a_host_that_records_at_once_keep_the_gap(question: Question) -> None:
    scenario = question.scenario
    calendar = compile_scenario(scenario).calendar
    assume(scenario.gap.count)
    host = Host(scenario, question.account)

    for number in range(DAYS):
        host.run(question.as_of + dt.timedelta(number))

    asked = asked_for(scenario)
    sent = [(on, action) for on, action in host.posted if action.do is Do.SEND]
    for (before, _), (after, action) in pairwise(sent):
        if action.step not in asked:
            assert scenario.gap.after(before.toordinal(), calendar) <= after.toordinal()


@given(scenarios(), accounts())
def test_repeats_keep_their_distance(scenario: Scenario, account: Account) -> None:
    calendar = compile_scenario(scenario).calendar
    keep = attrs.evolve(scenario, on_part_payment="keep")
    host = Host(keep, attrs.evolve(account, actions=()))

    for number in range(DAYS):
        host.run(day(30 + number))

    days = defaultdict[tuple[str, str], list[int]](list)
    for name, step, on in host.steps_posted():
        days[name, step].append(on.toordinal())
    for (_, step), ons in days.items():
        if step in beside(scenario):
            continue
        repeat = next(each.repeat for each in scenario.steps if each.id == step)
        for earlier, later in pairwise(ons):
            assert repeat is not None
            assert repeat.every.after(earlier, calendar) <= later


@given(questions())
def test_asking_only_at_the_next_review_loses_no_action(question: Question) -> None:
    """A host that asks daily and one that asks when told to send the same on the same days."""
    daily = Host(question.scenario, question.account.as_of(question.as_of))
    told = Host(daily.scenario, daily.account)
    review: dt.date | None = question.as_of

    for number in range(DAYS):
        today = question.as_of + dt.timedelta(number)
        daily.run(today)
        if review is not None and review <= today:
            told.run(today)
            after = told.ask(today)
            # What it calls for besides, after that record, waits for tomorrow's run as the daily
            # host's does: `next_review` says when the answer changes, not that it may be dropped.
            review = today + dt.timedelta(1) if after.next_actions else after.next_review

    assert [(on, action.keys) for on, action in told.posted] == [
        (on, action.keys) for on, action in daily.posted
    ]
