"""The laws of one decision: what holds of any answer, whatever the scenario and the account."""

import datetime as dt
import pickle
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st
from strategies import (
    VALUES,
    Question,
    accounts,
    asked_for,
    beside,
    questions,
    scenarios,
    status_rows,
)

from dunnix import model
from dunnix.engine import Decision, NextAction, decide
from dunnix.engine.compiled import compile_scenario
from dunnix.model import COUNTED, LISTS, Account, known_rows, strike_balance
from dunnix.scenario import Do, Scenario

ANY_STATUS = status_rows(list(model.ActionStatus))


def answer(question: Question) -> Decision:
    return decide(question.scenario, question.account, as_of=question.as_of)


def rank(scenario: Scenario, action: NextAction) -> int:
    ids = [str(step.id) for step in scenario.steps]
    return ids.index(action.step) if action.step in ids else -1


def strictest(scenario: Scenario, decision: Decision) -> int:
    return max((rank(scenario, action) for action in decision.next_actions), default=-1)


@given(questions())
def test_asking_twice_gives_the_same_bytes(question: Question) -> None:
    first = answer(question)
    copy: Question = pickle.loads(pickle.dumps(question))  # noqa: S301  # our own bytes
    compile_scenario.cache_clear()

    second = answer(copy)

    assert second.to_json() == first.to_json()
    assert second == first
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301  # our own bytes


@given(questions(), ANY_STATUS, st.sampled_from([None, 0]))
def test_after_recording_nothing_new_is_proposed_that_day_for_what_was_recorded(
    question: Question, status: model.ActionStatus, task_done_in: int | None
) -> None:
    assume(question.scenario.gap.count)
    today = question.as_of
    account = question.account.as_of(today)
    first = decide(question.scenario, account, as_of=today)
    assume(first.next_actions)

    recorded = account.record(
        *(_row(each, today, status, task_done_in) for each in first.next_actions)
    )

    second = decide(question.scenario, recorded, as_of=today)
    # What was said in a call is summed up on the same day, or somebody to write to is looked for.
    done = {key for action in first.next_actions for key in action.keys}
    for new in (action for action in second.next_actions if action.answers not in done):
        taken = [each for each in first.next_actions if not _leaves_room(each, new)]
        assert not _names(taken) & _names([new])


def _leaves_room(before: NextAction, new: NextAction) -> bool:
    """Tell whether a receivable of one action may be in another on the same day.

    It takes one step a day. Asking our own people about a pause is no step of what is in play, nor
    is a statement: each comes beside others, in one decision or, where a refused contact of another
    receivable frees the gap, in the next.
    """
    if before.reason == "pause-limit":
        return new.reason != "pause-limit"
    return before.step is None and new.reason == "statement"


def _names(actions: Iterable[NextAction]) -> set[str]:
    return {line.id for action in actions for line in action.receivables}


def _row(
    action: NextAction, today: dt.date, status: model.ActionStatus, task_done_in: int | None
) -> model.Action | model.Task:
    if action.step is None:
        return action.as_task(due_on=today, done_on=None if task_done_in is None else today)
    return attrs.evolve(action.done(on=today), status=status)


@given(questions())
def test_what_is_settled_blocked_stayed_or_handed_over_gets_no_dunning(question: Question) -> None:
    account, today = question.account, question.as_of

    dunning = [
        action
        for action in answer(question).next_actions
        # That a pause has lasted too long, or an action is long under way, is for our own people,
        # and asks the debtor for nothing; so is finding whom to answer.
        if action.reason not in {"pause-limit", "check-in-flight"}
        if action.step not in beside(question.scenario)
        if action.step is not None or action.answers is None
    ]
    dunned = {line.id for action in dunning for line in action.receivables}
    # A hand-over ends our own contacts; steps in court go on.
    contacted = {
        line.id for action in dunning if action.do is not Do.COURT for line in action.receivables
    }

    for stop in _stops(account, today):
        names = contacted if isinstance(stop, model.HandOver) else dunned
        assert not any(_stands_for(stop, name, account) for name in names)
    for name, paid in _paid_by_name(account, today).items():
        assert paid < _amounts(account)[name] or name not in dunned


def _stops(account: Account, today: dt.date) -> Iterator[model.Block | model.Happening]:
    for block in known_rows(account.blocks, today):
        if block.since <= today and (block.until is None or today <= block.until):
            yield block
    for each in known_rows(account.happenings, today):
        if isinstance(each, model.Insolvency | model.HandOver) and each.date <= today:
            yield each


def _stands_for(row: model.Block | model.Happening, name: str, account: Account) -> bool:
    whole = name.partition("#")[0]
    if row.invoice is not None:
        return row.invoice in {name, whole}
    issued = {invoice.id: invoice.issue_date for invoice in account.invoices}.get(whole)
    # A hand-over of all there is spares what is issued, or agreed, later.
    return not isinstance(row, model.HandOver) or (issued is not None and issued <= row.date)


def _amounts(account: Account) -> dict[str, int]:
    return {each.id: each.amount.minor_units for each in account.invoices}


def _paid_by_name(account: Account, today: dt.date) -> Counter[str]:
    """Sum the final money that names an invoice; netting can only add to it."""
    paid: Counter[str] = Counter()
    for payment in known_rows(account.payments, today):
        if payment.date > today or payment.pending:
            continue
        if payment.reversed_on is not None and payment.reversed_on <= today:
            continue
        if payment.cleared_on is not None and payment.cleared_on > today:
            continue
        paid.update({name: cents for name, cents in payment.shares() if "#" not in name})
    return paid


@pytest.mark.requirement("M37")
@given(questions())
def test_every_cent_of_an_open_receivable_is_in_exactly_one_place(question: Question) -> None:
    decision = answer(question)

    placed: Counter[str] = Counter()
    for action in decision.next_actions:
        assert action.amount_due.minor_units == sum(
            line.amount_due.minor_units for line in action.receivables
        )
        for line in action.receivables:
            carries = action.reason != "pause-limit" and action.answers is None
            assert line.amount_due.minor_units > 0 or not carries or action.reason == "statement"
            placed[line.id] += line.amount_due.minor_units
    for held in decision.held:
        assert held.amount.minor_units > 0
        placed[held.receivable] += held.amount.minor_units
    balance = strike_balance(question.account, question.as_of, netting=question.scenario.netting)
    open_ = {claim.id: claim.open for claim in balance.claims if claim.open}
    assert sum(placed.values()) == sum(open_.values())
    if not question.account.plans:
        # An answer about what is settled asks for nothing.
        assert {name: cents for name, cents in placed.items() if cents} == open_


@given(scenarios(netting="oldest-first"), accounts(creditors=(None,), currencies=("EUR",)))
def test_with_netting_what_is_open_is_what_is_owed_less_what_was_paid(
    scenario: Scenario, account: Account
) -> None:
    today = dt.date(2026, 4, 20)
    note(str(Question(scenario, account, today)))
    money = _final_money(account, today)
    known = known_rows(account.invoices, today)
    visible = [each for each in known if each.issue_date is None or each.issue_date <= today]
    assume(all(payment.amount.minor_units > 0 for payment in account.payments))

    decision = decide(scenario, account, as_of=today)

    owed = sum(each.amount.minor_units for each in visible) - money
    placed = sum(held.amount.minor_units for held in decision.held)
    placed += sum(action.amount_due.minor_units for action in decision.next_actions)
    assert placed == max(owed, 0)


def _final_money(account: Account, today: dt.date) -> int:
    final = (
        payment.amount.minor_units
        for payment in known_rows(account.payments, today)
        if payment.date <= today and not payment.pending
        if payment.reversed_on is None or payment.reversed_on > today
        if payment.cleared_on is None or payment.cleared_on <= today
    )
    return sum(final)


@given(questions(gap="0d"), st.sampled_from(sorted(VALUES)))
def test_an_unknown_fact_never_gives_a_firmer_step_than_any_known_value(
    question: Question, fact: str
) -> None:
    # Without a gap: what an unknown fact holds leaves its turn to others, maybe at a firmer step.
    unknown = strictest(question.scenario, answer(_with_fact(question, fact, None)))

    known = [
        strictest(question.scenario, answer(_with_fact(question, fact, value)))
        for value in VALUES[fact]
    ]

    assert unknown <= min(known)


def _with_fact(question: Question, name: str, value: Any) -> Question:
    account = question.account
    given_facts = {} if value is None else {name: value}
    if name != "insured":
        debtor = account.debtor
        facts = {key: each for key, each in debtor.facts.items() if key != name} | given_facts
        account = attrs.evolve(account, debtor=attrs.evolve(debtor, facts=facts))
    else:
        invoices = [attrs.evolve(each, facts=given_facts) for each in account.invoices]
        account = attrs.evolve(account, invoices=invoices)
    return attrs.evolve(question, account=account)


@given(questions(), st.integers(0, 999))
def test_the_order_of_the_input_never_matters(question: Question, seed: int) -> None:
    account, dice = question.account, random.Random(seed)  # noqa: S311  # no secret
    shuffled: dict[str, Any] = {}
    for name in LISTS:
        rows = list(getattr(account, name))
        dice.shuffle(rows)
        shuffled[name] = rows
    contacts = list(account.debtor.contacts)
    dice.shuffle(contacts)
    debtor = attrs.evolve(account.debtor, contacts=contacts)

    other = attrs.evolve(question, account=attrs.evolve(account, debtor=debtor, **shuffled))

    assert answer(other).to_json() == answer(question).to_json()


@given(questions())
def test_no_receivable_passes_a_mandatory_step_that_was_not_done_for_it(
    question: Question,
) -> None:
    assume(question.scenario.on_part_payment == "keep")

    decision = answer(question)

    assert_no_notice_is_missing(question.scenario, question.account, decision)


def assert_no_notice_is_missing(scenario: Scenario, account: Account, decision: Decision) -> None:
    ids = [step.id for step in scenario.steps]
    for action in decision.next_actions:
        for line in action.receivables:
            if line.step is None:
                assert action.do not in {Do.HAND_OVER, Do.COURT}
                continue
            if line.step in beside(scenario):
                continue
            before = ids[: ids.index(model.StepId(line.step))]
            needed = {each for each in before if scenario.step(each).mandatory}
            assert needed <= steps_done(account, line.id, decision.as_of)


def steps_done(account: Account, name: str, today: dt.date) -> set[str]:
    """Give the steps done for a receivable; a row that names none is taken to name it."""
    done: set[str] = set()
    for action in known_rows(account.actions, today):
        if action.status in COUNTED and action.date <= today:
            if not action.invoices:
                done.add(action.step)
            done |= {step for each, step in action.pairs() if each == name and step}
    return done


@given(questions())
def test_no_contact_is_proposed_within_the_gap_of_another(question: Question) -> None:
    scenario = question.scenario
    gap, days = scenario.gap, compile_scenario(scenario).calendar
    assume(gap.count)
    asked = asked_for(scenario)
    sends = [
        each
        for each in answer(question).next_actions
        if each.do is Do.SEND and each.step not in asked
    ]

    contacts = [
        _first_counted(question, action)
        for action in known_rows(question.account.actions, question.as_of)
        if action.status not in model.MISSED and action.date <= question.as_of
        if all(
            action.step != step.id or step.do is Do.SEND
            for step in (*scenario.steps, *scenario.reactions)
        )
    ]

    assert len(sends) <= 1
    if sends and contacts:
        assert gap.after(max(contacts).toordinal(), days) <= question.as_of.toordinal()


def _first_counted(question: Question, action: model.Action) -> dt.date:
    """Give the day an action went out, whenever it was reported delivered."""
    reports = (
        row.date
        for row in question.account.actions
        if row.identity == action.identity and row.status in COUNTED
        if (row.recorded_on or row.date) <= question.as_of
    )
    return min(reports, default=action.date)


@given(st.lists(accounts(), max_size=3), scenarios())
def test_deciding_many_is_deciding_each(several: list[Account], scenario: Scenario) -> None:
    from dunnix.engine import decide_many

    today = dt.date(2026, 3, 2)

    stream = decide_many(scenario, iter(several), as_of=today)

    assert list(stream) == [decide(scenario, each, as_of=today) for each in several]


def merged(account: Account, other: Account) -> Account:
    lists: dict[str, Any] = {name: getattr(account, name) + getattr(other, name) for name in LISTS}
    return attrs.evolve(account, **lists)


CROSSING = {"debtor.broken_promises", "debtor.last_reason"}


@given(
    scenarios(gap="0d", promise={"at_most_broken": 99}),
    accounts(creditors=("C1",), named=True, acted=False, prefix="a"),
    accounts(creditors=("C2",), named=True, acted=False, prefix="b"),
)
def test_what_is_owed_to_two_creditors_is_decided_as_if_by_itself(
    scenario: Scenario, account: Account, other: Account
) -> None:
    today = dt.date(2026, 3, 2)
    assume(not compile_scenario(scenario).facts_used & CROSSING)
    other = attrs.evolve(other, debtor=account.debtor)

    note(str(Question(scenario, merged(account, other), today)))
    together = decide(scenario, merged(account, other), as_of=today)

    first, second = (decide(scenario, each, as_of=today) for each in (account, other))
    actions = {each.key: each for each in (*first.next_actions, *second.next_actions)}
    assert {each.key: each for each in together.next_actions} == actions
    assert Counter(together.held) == Counter((*first.held, *second.held))
    assert together.called_for == (*first.called_for, *second.called_for)
    reviews = [each.next_review for each in (first, second) if each.next_review]
    # It may be early: a promise about what is settled still has a date.
    assert not reviews or (together.next_review or min(reviews)) <= min(reviews)
