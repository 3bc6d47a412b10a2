"""The laws of a change of scenario under way: what was done stays done, and nothing falls back."""

import datetime as dt
import re
from typing import Any, Final

import attrs
from chance import ANSWERS, STEPS
from hypothesis import given
from hypothesis import strategies as st
from strategies import Question, ladder, questions

from dunnix.engine import decide
from dunnix.migration import MigrationError, migrate
from dunnix.model import Account
from dunnix.scenario import Scenario, parse_scenario

ONE_DAY: Final = dt.timedelta(1)
NAMES: Final = (*STEPS, *ANSWERS, "statement")
RENAMED: Final = {name: f"{name}-anew" for name in NAMES}
# A word of its own and no tone: `call` and not `call-back`.
WORDS: Final = re.compile(rf'(?<![\w-])(?<!tone = ")(?:{"|".join(NAMES)})(?=-summary|(?![\w-]))')


def anew(scenario: Scenario) -> Scenario:
    """Give the same scenario with every step, reaction and statement called otherwise."""
    text = re.sub(r"(?m)^\[\[statement\]\]", "[[STATEMENT]]", scenario.to_toml())
    text = WORDS.sub(lambda found: RENAMED[found[0]], text).replace(
        "[[STATEMENT]]", "[[statement]]"
    )
    return parse_scenario(text, name="anew.toml")


def known_before(question: Question) -> Account:
    """Give the account as known on the eve of the first day under the new scenario."""
    return question.account.as_of(question.as_of)


def steps_of(scenario: Scenario) -> dict[str, str]:
    return {name: RENAMED[name] for name in (*ladder(scenario), *_beside(scenario))}


def _beside(scenario: Scenario) -> list[str]:
    return [
        *(str(each.id) for each in scenario.reactions),
        *(each.id for each in scenario.statements),
    ]


def seen(scenario: Scenario, account: Account, day: dt.date) -> str:
    """Give a decision as text, with the names of the old scenario and without its hashes."""
    decision = decide(scenario, account, as_of=day)
    plain: dict[str, Any] = decision.to_dict()
    return str({**plain, "scenario_hash": "", "rules_hash": ""}).replace("-anew", "")


@given(questions(), st.integers(1, 20))
def test_with_all_steps_called_otherwise_an_account_goes_on_as_before(
    question: Question, later: int
) -> None:
    old, account = question.scenario, known_before(question)
    new, day = anew(old), question.as_of + ONE_DAY

    moved = migrate([account], old, new, as_of=day, steps=steps_of(old))
    after = account.record(*moved.rows_of("D1"))

    assert moved.changed == ()
    for date in (day, day + dt.timedelta(later)):
        assert seen(new, after, date) == seen(old, account, date)
    assert seen(old, after, question.as_of) == seen(old, account, question.as_of)


@given(questions(), questions(), st.data())
def test_whatever_the_step_map_nothing_done_comes_again_and_nothing_falls_back(
    question: Question, other: Question, data: st.DataObject
) -> None:
    old, account = question.scenario, known_before(question)
    new, day = anew(attrs.evolve(other.scenario, version="2")), question.as_of + ONE_DAY
    targets = ["", *(str(step.id) for step in new.steps)]
    steps = {str(step.id): data.draw(st.sampled_from(targets)) for step in old.steps}
    beside = dict.fromkeys(_beside(old), "")

    codes, moved = set[str](), None
    try:
        moved = migrate([account], old, new, as_of=day, steps={**steps, **beside})
    except MigrationError as error:
        codes = {each.code for each in error.problems}
    if moved is None:
        assert codes <= {"end-changed", "falls-back"}
        return

    after = account.record(*moved.rows_of("D1"))
    order = [str(step.id) for step in new.steps]
    for receivable in moved.accounts[0].receivables:
        if receivable.reached_before is not None:
            becomes = steps[receivable.reached_before]
            assert not becomes or order.index(becomes) <= order.index(receivable.reached or "")
    again = decide(new, after, as_of=day).next_actions
    once = {step.id for step in new.steps if step.repeat is None}
    done = {
        (name, step)
        for row in after.as_of(day).actions
        if row.recorded_on == day and row.status in {"sent", "delivered", "done"}
        for name, step in row.covered
    }
    if old.on_part_payment == new.on_part_payment == "keep":
        for action in again:
            for line in action.receivables:
                assert line.step not in once or (line.id, line.step) not in done
