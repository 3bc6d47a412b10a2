"""The laws that reach beyond one process and one account: compaction, hash seeds, pickling."""

import datetime as dt
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chance import Chance
from drawn_contact_rules import drawn_contact_rules
from hosts import Host
from hypothesis import given
from hypothesis import strategies as st
from strategies import Question, day, drawn_question, questions

from dunnix.engine import Decision, HeldReason, decide
from dunnix.model import ActionStatus
from dunnix.scenario import Do

CASES = 300
DAYS = 20
TASKS = {"call-back", "check-in-flight", "find-contact", "keep-in-touch", "pause-limit"}
TASKS |= {"announced", "mandatory-missing"}
WITHDRAWN = {"settled", "dispute", "handed-over", "expired", "passed", "mandatory-first", "done"}
ENDINGS = [ActionStatus(each) for each in ("done", "sent", "refused", "done", "failed", "planned")]

ASK = """
import pickle, sys
from dunnix.engine import decide

for scenario, account, today in pickle.load(open(sys.argv[1], "rb")):
    sys.stdout.write(decide(scenario, account, as_of=today).to_json() + "\\n")
"""


@given(questions(), st.integers(0, 60), st.integers(0, 20))
def test_leaving_out_what_is_closed_changes_no_later_decision(
    question: Question, before: int, later: int
) -> None:
    known = question.account.as_of(day(110))
    compact = known.compact(before=day(before))
    today = day(before + later)

    first = decide(question.scenario, known.as_of(day(110)), as_of=max(today, day(110)))
    second = decide(question.scenario, compact, as_of=max(today, day(110)))

    assert second == first
    assert compact.compact(before=day(before)) == compact


@pytest.fixture(scope="module")
def gathered() -> list[Question]:
    return [_gathered(number) for number in range(CASES)]


def _gathered(number: int) -> Question:
    """Give a question by its number, every fourth under rules of contact."""
    chance = Chance.seeded(number)
    if number % 4:
        return drawn_question(chance)
    return drawn_question(chance, contact=drawn_contact_rules(chance), calendar="FR", phases=())


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_with_another_hash_seed_answers_the_same(
    gathered: list[Question], tmp_path: Path, seed: str
) -> None:
    asked = gathered[:100]
    path = tmp_path / "asked.pickle"
    path.write_bytes(pickle.dumps([(each.scenario, each.account, each.as_of) for each in asked]))

    answers = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", ASK, str(path)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
    ).stdout.splitlines()

    assert answers == [_answer(each).to_json() for each in asked]


def _answer(question: Question) -> Decision:
    return decide(question.scenario, question.account, as_of=question.as_of)


def _decisions(asked: list[Question]) -> Iterator[Decision]:
    """Give the answers to all, and those a host gets in the weeks after half of them."""
    yield from map(_answer, asked)
    for question in asked[::2]:
        host = Host(question.scenario, question.account)
        for number in range(DAYS):
            status = ENDINGS[number % len(ENDINGS)]
            yield host.run(question.as_of + dt.timedelta(number), status=status)


@pytest.mark.exhaustive
def test_the_questions_of_these_laws_reach_every_outcome(gathered: list[Question]) -> None:
    found = set[str]()
    for decision in _decisions(gathered):
        found.update(held.reason for held in decision.held)
        found.update(f"{action.do}/{action.reason}" for action in decision.next_actions)
        found.update(f"withdraw/{each.reason}" for each in decision.withdraw)

    # A bad row is the ledger's matter, and holds all.
    reasons = {str(reason) for reason in HeldReason} - {"data-problem"}
    steps = {f"{do}/step" for do in Do}
    answers = {f"send/{kind}" for kind in ("repeat", "reaction", "statement", "summary")}
    tasks = {f"task/{kind}" for kind in TASKS}
    wanted = reasons | steps | answers | tasks | {f"withdraw/{reason}" for reason in WITHDRAWN}
    assert wanted <= found, wanted - found
