"""The laws of what late payment costs in a decision: it moves no cent of the principal."""

import datetime as dt
import random
from collections import Counter
from typing import Any

import attrs
from chance import day
from drawn_charges import charged_questions
from hypothesis import given
from hypothesis import strategies as st
from strategies import FEWER, Question

from dunnix.engine import Decision, decide
from dunnix.model import LISTS, strike_balance
from dunnix.money import Money
from dunnix.scenario import Scenario

ONE_DAY = dt.timedelta(1)
ADDED = ("interest", "interest_unknown_since", "indemnity", "claimed", "fee")


def answer(question: Question) -> Decision:
    return decide(question.scenario, question.account, as_of=question.as_of)


def plain(decision: Decision) -> dict[str, Any]:
    """Give what a decision says of the principal: all but what late payment costs."""
    data: dict[str, Any] = decision.to_dict()
    for action in data["next_actions"]:
        for each in (action, *action["receivables"]):
            for name in ADDED:
                each.pop(name, None)
    for effect in data["effects"]:
        for name in ("amount", "currency", "unknown_since"):
            del effect[name]
    return {name: data[name] for name in data if name not in {"scenario_hash", "rules_hash"}}


def without_the_law(scenario: Scenario) -> Scenario:
    steps = [
        attrs.evolve(each, fee=None, fee_waived_if_paid_within=None) for each in scenario.steps
    ]
    return attrs.evolve(scenario, steps=steps, late_payment=None)


@FEWER
@given(charged_questions())
def test_what_late_payment_costs_changes_nothing_else(question: Question) -> None:
    charged = answer(question)

    free = decide(without_the_law(question.scenario), question.account, as_of=question.as_of)

    assert plain(charged) == plain(free)


@FEWER
@given(charged_questions(reads=True))
def test_every_cent_of_the_principal_stays_in_one_place_and_no_interest_in_two(
    question: Question,
) -> None:
    decision = answer(question)

    placed: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for action in decision.next_actions:
        for line in action.receivables:
            placed[line.id] += line.amount_due.minor_units
            claimed[line.id] += line.interest is not None or line.indemnity is not None
    for held in decision.held:
        placed[held.receivable] += held.amount.minor_units
    balance = strike_balance(question.account, question.as_of, netting=question.scenario.netting)
    assert sum(placed.values()) == sum(claim.open for claim in balance.claims)
    assert max(claimed.values(), default=0) <= 1


@FEWER
@given(charged_questions())
def test_what_is_claimed_is_the_sum_of_its_parts(question: Question) -> None:
    for action in answer(question).next_actions:
        for part in ("amount_due", "interest", "indemnity"):
            shares = [getattr(line, part) for line in action.receivables]
            known = [each.minor_units for each in shares if each is not None]
            whole: Money | None = getattr(action, part)
            assert (whole is None) == (not known)
            assert whole is None or whole.minor_units == sum(known)
        assert action.claimed.minor_units == sum(
            line.claimed.minor_units for line in action.receivables
        )
        assert action.fee is None or question.account.debtor.party in {"company", "public"}


@FEWER
@given(charged_questions(reads=True))
def test_a_replay_of_the_past_gives_the_same_interest(question: Question) -> None:
    then = question.account.as_of(question.as_of)

    again = decide(question.scenario, then, as_of=question.as_of)

    assert again.to_json() == answer(question).to_json()


@FEWER
@given(charged_questions(reads=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_interest(question: Question, dice: random.Random) -> None:
    shuffled: dict[str, Any] = {}
    for name in LISTS:
        rows = list(getattr(question.account, name))
        dice.shuffle(rows)
        shuffled[name] = rows
    account = attrs.evolve(question.account, **shuffled)

    other = decide(question.scenario, account, as_of=question.as_of)

    assert other.to_json() == answer(question).to_json()


def seen(decision: Decision) -> dict[str, Any]:
    """Give what a decision says, without what only counts the days and the amounts of a day."""
    data = plain(decision)
    for action in data["next_actions"]:
        for name in ("days_late", "is_late", "latest_on", "deadline_on", "window", "planned_on"):
            action.pop(name, None)
    for held in data["held"]:
        # Behind a contact proposed today it waits from today, whichever day that is.
        if held["reason"] == "contact-rules":
            held.pop("until")
    return {name: data[name] for name in data if name not in {"as_of", "next_review"}}


@FEWER
@given(charged_questions(reads=True))
def test_the_answer_stays_the_same_until_the_next_review(question: Question) -> None:
    today = question.as_of
    account = question.account.as_of(today)
    first = decide(question.scenario, account, as_of=today)
    last = (first.next_review or today + 30 * ONE_DAY) - ONE_DAY

    between = today + ONE_DAY
    while between <= last:
        later = decide(question.scenario, account, as_of=between)
        assert seen(later) == seen(first)
        fees = [[each.fee for each in found.next_actions] for found in (first, later)]
        assert fees[0] == fees[1]
        between += ONE_DAY


@FEWER
@given(charged_questions(reads=True), st.integers(0, 100))
def test_leaving_out_what_is_closed_changes_no_interest(question: Question, before: int) -> None:
    known = question.account.as_of(day(110))
    compact = known.compact(before=day(before))
    today = max(question.as_of, day(110))

    first, second = (decide(question.scenario, each, as_of=today) for each in (known, compact))

    assert second.to_json() == first.to_json()
