"""The laws of time: what may change between two days, and what never does."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import Question, accounts, questions

from dunnix.engine import Decision, decide
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.record import read_record
from dunnix.model import LISTS, MISSED, Account, identity_of, known_rows, recorded_day

ONE_DAY = dt.timedelta(1)


def answer(question: Question) -> Decision:
    return decide(question.scenario, question.account, as_of=question.as_of)


@given(questions(), st.data())
def test_rows_recorded_later_never_change_what_was_decided(
    question: Question, data: st.DataObject
) -> None:
    account, today = question.account, question.as_of
    late = data.draw(accounts(prefix="z"), label="late")
    renamed: dict[str, Any] = {
        name: getattr(account, name)
        + tuple(_recorded_after(row, today) for row in getattr(late, name))
        for name in LISTS
    }

    longer = attrs.evolve(account, **renamed)

    assert decide(question.scenario, longer, as_of=today) == answer(question)
    assert longer.as_of(today) == account.as_of(today)


def _recorded_after(row: Any, today: dt.date) -> Any:
    """Move the day a row became known past today, its versions in their order."""
    recorded = recorded_day(row) or today
    return attrs.evolve(row, recorded_on=recorded + dt.timedelta(200))


@given(questions())
def test_the_account_as_of_a_day_gives_the_decision_of_that_day(question: Question) -> None:
    then = question.account.as_of(question.as_of)

    assert decide(question.scenario, then, as_of=question.as_of) == answer(question)
    assert then.as_of(question.as_of) == then


@given(questions(), st.integers(1, 20))
def test_what_a_late_file_brings_is_seen_when_the_day_is_read_as_known_later(
    question: Question, days: int
) -> None:
    today = question.as_of
    known = today + dt.timedelta(days)

    with_hindsight = question.account.as_of(today, known=known)

    for name in LISTS:
        seen_then = known_rows(getattr(with_hindsight, name), today)
        rows = {identity_of(row): attrs.evolve(row, recorded_on=None) for row in seen_then}
        for row in known_rows(getattr(question.account, name), known):
            if row.effective_on is not None and row.effective_on <= today:
                assert rows[identity_of(row)] == attrs.evolve(row, recorded_on=None)


@pytest.mark.requirement("M42")
@given(questions(on_part_payment="keep"), st.integers(1, 12))
def test_the_step_reached_never_falls_but_by_a_failed_try(question: Question, days: int) -> None:
    compiled = compile_scenario(question.scenario)
    today, later = question.as_of, question.as_of + dt.timedelta(days)

    before = read_record(compiled, question.account, today).progress
    after = read_record(compiled, question.account, later).progress

    failed = {
        name
        for action in known_rows(question.account.actions, later)
        if action.status in MISSED
        for name, _ in action.pairs() or [("*", None)]
    }
    for name, progress in before.items():
        if not failed & {name, "*"}:
            assert after[name].reached >= progress.reached


def seen(decision: Decision) -> dict[str, object]:
    """Give what a decision says, without what only counts the days."""
    data: Any = decision.to_dict()
    for action in data["next_actions"]:
        for name in ("days_late", "is_late", "latest_on", "deadline_on", "window", "planned_on"):
            action.pop(name, None)
    for held in data["held"]:
        # Behind a contact proposed today it waits from today, whichever day that is.
        if held["reason"] == "contact-rules":
            held.pop("until")
    return {name: data[name] for name in data if name not in {"as_of", "next_review"}}


@given(questions())
def test_the_answer_stays_the_same_until_the_next_review(question: Question) -> None:
    today = question.as_of
    account = question.account.as_of(today)
    first = decide(question.scenario, account, as_of=today)
    review = first.next_review
    assert review is None or review > today
    last = (today + 30 * ONE_DAY if review is None else review) - ONE_DAY

    between = today + ONE_DAY
    while between <= last:
        assert seen(decide(question.scenario, account, as_of=between)) == seen(first)
        between += ONE_DAY


@pytest.mark.requirement("M48")
@given(questions())
def test_an_open_account_always_has_a_next_date_and_a_reason(question: Question) -> None:
    decision = answer(question)

    if decision.next_actions or decision.held:
        assert decision.next_review is not None
        assert decision.next_review <= question.as_of + 30 * ONE_DAY


@given(questions())
def test_what_is_called_for_looks_at_dates_and_conditions_alone(question: Question) -> None:
    assume(not compile_scenario(question.scenario).facts_used)
    account: Account = attrs.evolve(
        question.account, actions=(), tasks=(), blocks=(), disputes=(), promises=()
    )

    without = decide(question.scenario, account, as_of=question.as_of)

    # What is disputed is netted last, so only what stays open with and without can be compared.
    open_with = {each.receivable for each in answer(question).called_for}
    for each in without.called_for:
        if each.receivable in open_with:
            assert each in answer(question).called_for
