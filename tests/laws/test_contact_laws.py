"""The laws of contact rules: nothing goes out against them, and what they hold is never lost."""

import datetime as dt
import pickle
import random
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pytest
from chance import FIRST, STEPS
from drawn_contact_rules import contact_rules
from drawn_scenarios import scenarios
from hosts import Host
from hypothesis import given
from hypothesis import strategies as st
from strategies import Question, accounts, asked_for, questions
from test_time_laws import seen

from dunnix.calendars import load_calendar
from dunnix.engine import Decision, HeldReason, NextAction, decide
from dunnix.engine.compiled import compile_scenario
from dunnix.model import (
    COUNTED,
    LISTS,
    MISSED,
    Account,
    Action,
    Invoice,
    PaymentPlan,
    Reply,
    known_rows,
)
from dunnix.scenario import Cap, ContactRules, Do, Duration, EscalationStep, Quiet, Scenario

ONE_DAY = dt.timedelta(1)
CONVERSED = {"reached", "promise", "dispute", "reason", "refusal", "vague"}


@st.composite
def ruled(draw: st.DrawFn, /, **fixed: Any) -> Question:
    """Give a question under rules of contact."""
    return draw(questions(contact=draw(contact_rules()), calendar="FR", phases=(), **fixed))


def answer(question: Question) -> Decision:
    return decide(question.scenario, question.account, as_of=question.as_of)


# A slow checker of its own: it knows the rules from their words, and nothing of the engine.


@attrs.frozen
class Made:
    """A contact that was made or is on its way, as far as a rule may ask of it."""

    day: dt.date
    channel: str | None
    names: frozenset[str]
    outcome: str | None = None
    done: bool = True


def after(day: dt.date, time: Duration) -> dt.date:
    return dt.date.fromordinal(time.after(day.toordinal(), load_calendar("FR")))


def contacts_made(question: Question) -> list[Made]:
    steps = {str(step.id): step for step in question.scenario.steps}
    found: list[Made] = []
    for row in known_rows(question.account.actions, question.as_of):
        step = steps.get(row.step)
        if row.status in MISSED or (step is not None and step.do is not Do.SEND):
            continue
        done = row.status in COUNTED
        if done and row.date > question.as_of:
            continue
        names = frozenset(name for name, _ in row.pairs()) or every_name(question.account)
        day = first_counted(question, row) if done else row.date
        found.append(Made(day, row.channel, names, row.outcome, done))
    return found


def first_counted(question: Question, action: Action) -> dt.date:
    days = (
        row.date
        for row in question.account.actions
        if row.identity == action.identity and row.status in COUNTED
        if (row.recorded_on or row.date) <= question.as_of
    )
    return min(days, default=action.date)


def every_name(account: Account) -> frozenset[str]:
    owed: list[Invoice | PaymentPlan] = [*account.invoices, *account.plans]
    parts = {f"{each.id}#{part.number}" for each in owed for part in each.instalments}
    return frozenset(parts | {each.id for each in owed})


def all_rules(scenario: Scenario) -> list[ContactRules]:
    packs = compile_scenario(scenario).rules.packs
    return [scenario.contact, *(rule.contact for pack in packs for rule in pack.rules)]


def objections(question: Question, action: NextAction, made: Sequence[Made]) -> Iterator[str]:
    """Say by which rules a contact may not go out."""
    is_open = load_calendar("FR").is_open(question.as_of)
    # What answers the debtor's own words waits for days and hours only.
    asked = action.step in asked_for(question.scenario)
    for rules in all_rules(question.scenario):
        yield from breaks_of_days(rules, action, question.as_of, is_open=is_open)
        if not asked:
            yield from breaks_of_record(rules, question, action, made)


def breaks_of_record(
    rules: ContactRules, question: Question, action: NextAction, made: Sequence[Made]
) -> Iterator[str]:
    today = question.as_of
    for cap in rules.at_most:
        if breaks(cap, action, [*made, proposed(action, today)], today):
            yield f"cap {cap}"
    for quiet in rules.quiet:
        if quiet.channels and action.channel not in quiet.channels:
            continue
        for day in quiet_from(quiet, question, made):
            if day <= today < after(day, quiet.time):
                yield "quiet"
    if rules.waiting is None:
        return
    for line in action.receivables:
        letters = [
            each.day
            for each in made
            if each.channel in {"letter", "registered-letter"} and line.id in each.names
            if each.done
        ]
        if letters and today < after(min(letters), rules.waiting):
            yield "waiting"


def proposed(action: NextAction, today: dt.date) -> Made:
    return Made(today, action.channel, frozenset(line.id for line in action.receivables))


def breaks(cap: Cap, action: NextAction, made: Sequence[Made], today: dt.date) -> bool:
    """Tell whether today's contact is one too many on its own day, for any receivable of it."""
    if cap.channel is not None and action.channel != cap.channel:
        return False
    of_channel = [each for each in made if cap.channel is None or each.channel == cap.channel]
    groups = [{line.id} for line in action.receivables] if cap.each_receivable else [None]
    return any(
        sum(
            1
            for each in of_channel
            if group is None or group & each.names
            if each.day <= today < after(each.day, cap.within)
        )
        > cap.count
        for group in groups
    )


def breaks_of_days(
    rules: ContactRules, action: NextAction, today: dt.date, *, is_open: bool
) -> Iterator[str]:
    if rules.run_on and today.weekday() not in rules.run_on:
        yield "run-day"
    if not rules.closed_days and not is_open:
        yield "closed-day"
    if rules.hours is not None:
        week = {day.weekday: day.spans for day in rules.hours}
        spans = week.get(today.weekday(), ())
        for each in action.window.hours:
            if not any(span.start <= each.start and each.end <= span.end for span in spans):
                yield "hours"
        if not spans or not action.window.hours:
            yield "hours"


def quiet_from(quiet: Quiet, question: Question, made: Sequence[Made]) -> Iterator[dt.date]:
    if quiet.after == "conversation":
        for each in made:
            if each.done and each.channel in {"phone", "visit"} and each.outcome in CONVERSED:
                yield each.day
        return
    yield from (each.day for each in made if each.done and each.outcome == "refusal")
    for row in known_rows(question.account.happenings, question.as_of):
        if isinstance(row, Reply) and row.reason == "refusal" and row.date <= question.as_of:
            yield row.date


@st.composite
def busy_hosts(draw: st.DrawFn) -> tuple[Host, list[str]]:
    """Give a host with much to say, its rules, and what comes of its contacts in turn."""
    channels = st.sampled_from(["phone", "email", "letter", "visit"])
    steps = [
        EscalationStep(
            id=name,
            at=f"due + {9 * place}d",
            channel=draw(channels),
            fallback=[draw(st.sampled_from(["sms", "fax"]))],
            repeat={"every": "1d"},
        )
        for place, name in enumerate(STEPS[:3])
    ]
    rules = attrs.evolve(draw(contact_rules()), silence_at_most=None)
    gap = draw(st.sampled_from(["0d", "1d", "1d", "2d"]))
    scenario = draw(
        scenarios(
            steps=steps,
            reactions=(),
            statements=(),
            phases=(),
            contact=rules,
            calendar="FR",
            gap=gap,
        )
    )
    account = draw(accounts(acted=False))
    rows: dict[str, Any] = {name: () for name in LISTS if name != "invoices"}
    outcomes = st.sampled_from(["no-answer", "no-answer", "reached", "refusal"])
    said = draw(st.lists(outcomes, min_size=8, max_size=8))
    return Host(scenario, attrs.evolve(account, **rows)), said


@given(busy_hosts())
def test_a_host_that_asks_every_day_never_breaks_a_rule(host_said: tuple[Host, list[str]]) -> None:
    host, said = host_said
    for number in range(20, 60):
        today = FIRST + number * ONE_DAY
        decision = host.ask(today)
        question = Question(host.scenario, host.account, today)
        made = contacts_made(question)
        for place, action in enumerate(sends(decision)):
            assert list(objections(question, action, made)) == []
            made.append(proposed(action, today))
            outcome = said[(number + place) % len(said)]
            host.account = host.account.record(action.done(on=today, outcome=outcome))


def sends(decision: Decision) -> list[NextAction]:
    return [each for each in decision.next_actions if each.do is Do.SEND]


@pytest.mark.requirement("M106")
@pytest.mark.requirement("M110")
@given(ruled())
def test_no_contact_goes_out_against_a_rule(question: Question) -> None:
    made = contacts_made(question)

    proposals = sends(answer(question))

    for place, action in enumerate(proposals):
        others = [proposed(each, question.as_of) for each in proposals[:place]]
        assert list(objections(question, action, [*made, *others])) == []


@given(ruled())
def test_what_a_rule_holds_says_which_and_nothing_else_does(question: Question) -> None:
    for held in answer(question).held:
        assert (held.rule is not None) == (held.reason is HeldReason.CONTACT_RULES)
        assert held.rule is None or held.until is None or held.until > question.as_of


@st.composite
def plain_questions(draw: st.DrawFn) -> Question:
    """Give a question whose ladder only sends, without conditions or ends, and a quiet account."""
    names = STEPS[: draw(st.integers(1, 3))]
    steps = [
        EscalationStep(id=name, at=f"due + {7 * place}d", channel=channel, fallback=["sms"])
        for place, (name, channel) in enumerate(
            zip(names, ("phone", "email", "letter"), strict=False)
        )
    ]
    question = draw(
        ruled(steps=steps, reactions=(), statements=(), ignore_below=None, on_part_payment="keep")
    )
    rows: dict[str, Any] = {name: () for name in LISTS if name not in {"invoices", "actions"}}
    return attrs.evolve(question, account=attrs.evolve(question.account, **rows))


@given(plain_questions())
def test_what_a_rule_holds_goes_out_on_the_day_it_frees_it(question: Question) -> None:
    today = question.as_of
    account = question.account.as_of(today)
    first = decide(question.scenario, account, as_of=today)

    for held in first.held:
        # Without a step it only had its one step of the day already.
        if held.step is None or held.rule is None or held.until is None or first.next_actions:
            continue
        then = decide(question.scenario, account, as_of=held.until)

        # One contact more may be all a rule lets through that day: then it is another's turn.
        assert then.next_actions
        taken = {line.id for action in then.next_actions for line in action.receivables}
        waits = {each.receivable for each in then.held if each.rule or each.reason == "in-flight"}
        assert held.receivable in taken | waits


@given(ruled())
def test_the_answer_under_contact_rules_stays_the_same_until_the_next_review(
    question: Question,
) -> None:
    today = question.as_of
    account = question.account.as_of(today)
    first = decide(question.scenario, account, as_of=today)
    review = first.next_review
    last = (today + 30 * ONE_DAY if review is None else review) - ONE_DAY

    between = today + ONE_DAY
    while between <= last:
        assert seen(decide(question.scenario, account, as_of=between)) == seen(first)
        between += ONE_DAY


@given(ruled(), st.integers(0, 999))
def test_neither_the_order_of_the_input_nor_asking_again_changes_what_rules_hold(
    question: Question, seed: int
) -> None:
    account, dice = question.account, random.Random(seed)  # noqa: S311  # no secret
    shuffled: dict[str, Any] = {}
    for name in LISTS:
        rows = list(getattr(account, name))
        dice.shuffle(rows)
        shuffled[name] = rows
    first = answer(question)
    copy: Question = pickle.loads(pickle.dumps(question))  # noqa: S301  # our own bytes
    compile_scenario.cache_clear()

    other = decide(copy.scenario, attrs.evolve(account, **shuffled), as_of=copy.as_of)

    assert other.to_json() == first.to_json()


@pytest.mark.requirement("M43")
@given(ruled(), accounts())
def test_nobody_overdue_is_left_in_silence_for_too_long(question: Question, other: Account) -> None:
    longest = question.scenario.contact.silence_at_most
    account = attrs.evolve(question.account, tasks=other.tasks)
    decision = decide(question.scenario, account, as_of=question.as_of)
    if longest is None:
        assert all(action.reason != "keep-in-touch" for action in decision.next_actions)
        return
    made = contacts_made(attrs.evolve(question, account=account))
    dues = {each.id: each.due_date for each in account.invoices if not each.instalments}
    for held in decision.held:
        due = dues.get(held.receivable)
        if due is None or held.reason not in {"waiting", "finished", "fact-missing"}:
            continue
        about = [each.day for each in made if each.done and held.receivable in each.names]
        assert question.as_of <= after(max([due, *about]), longest) or question.as_of == due
