"""Whether many drawn accounts may be left alone until their next review: a program of its own.

Each account has its number, and by it a scenario, one under contact rules, or a strategy. It is
asked about on every day until its next review, at most 60. Prints each account for which something
new was due before, in as few rows as still show it, and then the counts.
"""

import contextlib
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias, TypeVar

import attrs
from chance import Chance
from drawn_contact_rules import drawn_contact_rules
from drawn_strategies import Asked, drawn_asked
from strategies import Question, drawn_question

from dunnix.engine import Decision, decide
from dunnix.errors import DunnixError
from dunnix.model import LISTS, Account
from dunnix.scenario import Scenario

DAYS: Final = 60
AnyQuestion: TypeAlias = Question | Asked
_Whole = TypeVar("_Whole", Account, Scenario)
_PARTS: Final = ("steps", "reactions", "statements", "phases")


def drawn_by_number(number: int) -> AnyQuestion:
    """Give the question of a number, the same for ever."""
    chance = Chance.seeded(number)
    if number % 2:
        return drawn_asked(chance)
    if number % 4:
        return drawn_question(chance)
    return drawn_question(chance, contact=drawn_contact_rules(chance), calendar="FR", phases=())


def answer(question: AnyQuestion, on: dt.date) -> Decision:
    """Decide on a day by what was known on the day of the question."""
    rules = question.scenario if isinstance(question, Question) else question.strategy
    return decide(rules, question.account, as_of=on)


def days_alone(question: AnyQuestion) -> Iterator[dt.date]:
    """Give the days on which a host that does as told asks nothing."""
    review = answer(question, question.as_of).next_review
    for number in range(1, DAYS + 1):
        day = question.as_of + dt.timedelta(number)
        if review is not None and day >= review:
            return
        yield day


def lost(question: AnyQuestion) -> str | None:
    """Give the first action that is due before the next review, and its day; None without one."""
    known = {action.key for action in answer(question, question.as_of).next_actions}
    for day in days_alone(question):
        for action in answer(question, day).next_actions:
            if action.key not in known:
                return f"{day} {action.step or action.reason}"
    return None


def shortest(question: AnyQuestion) -> AnyQuestion:
    """Leave out rows, steps and reactions for as long as an action is lost."""
    for smaller in _smaller(question):
        if _is_lost(smaller):
            return shortest(smaller)
    return question


def _is_lost(question: AnyQuestion) -> bool:
    try:
        return lost(question) is not None
    except DunnixError:
        return False


def _smaller(question: AnyQuestion) -> Iterator[AnyQuestion]:
    for account in _one_less(question.account, LISTS):
        yield attrs.evolve(question, account=account)
    if isinstance(question, Question):
        for scenario in _one_less(question.scenario, _PARTS):
            yield attrs.evolve(question, scenario=scenario)


def _one_less(whole: _Whole, names: Iterable[str]) -> Iterator[_Whole]:
    """Give a value without one of the rows in its lists, where that is a value still."""
    for name in names:
        rows = getattr(whole, name)
        for place in range(len(rows)):
            with contextlib.suppress(DunnixError):
                yield attrs.evolve(whole, **{name: rows[:place] + rows[place + 1 :]})


def main(first: int, count: int) -> int:
    """Ask about so many accounts from a number on; give how many lost an action."""
    counts: Counter[str] = Counter()
    for number in range(first, first + count):
        drawn = drawn_by_number(number)
        question = attrs.evolve(drawn, account=drawn.account.as_of(drawn.as_of))
        days = len(list(days_alone(question)))
        counts.update(accounts=1, days=days, alone=days > 0, long=days > 7)
        found = lost(question)
        if found is not None:
            counts["lost"] += 1
            sys.stdout.write(f"number {number}: {found}\n{shortest(question)}\n\n")
            sys.stdout.flush()
    told = ("accounts", "alone", "long", "days", "lost")
    sys.stdout.write(" ".join(f"{name} {counts[name]}" for name in told) + "\n")
    return counts["lost"]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
