"""What can come of a step, by its channel, and of a task: the words, and the row each makes."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.engine import NextAction
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.contact_rules import PHONE_OR_VISIT
from dunnix.model import Action, ActionStatus, ContactOutcome, Stage, Task
from dunnix.model.names import STAGE_OF
from dunnix.scenario import Scenario, Strategy
from dunnix.testing.names import TASKS, scenarios_of

DONE: Final = str(ActionStatus.DONE)
OPEN: Final = "open"
OF_TASKS: Final = (DONE, OPEN)
"""A task of our own has no status: it is done on a day, or still open."""
OF_TALKS: Final = tuple(map(str, ContactOutcome))
"""What came of a call or a visit; nothing of the kind comes of a mail."""
IN_FLIGHT: Final = tuple(str(each) for each in ActionStatus if STAGE_OF[each] is Stage.IN_FLIGHT)
REPORTED: Final = tuple(str(each) for each in ActionStatus if str(each) not in IN_FLIGHT)
"""The statuses that end the way of an action, and may become known on a later day."""
OUTCOMES: Final = (*REPORTED, *IN_FLIGHT, OPEN, *OF_TALKS)


def outcomes_of(name: str, rules: Scenario | Strategy) -> tuple[str, ...]:
    """Give the words that may be said of what comes of a step or a task; none of an unknown one.

    >>> from dunnix.scenario import load_scenario
    >>> outcomes_of("find-contact", load_scenario("gentle"))
    ('done', 'open')
    """
    return tuple(dict.fromkeys(_outcomes(name, rules)))


def _outcomes(name: str, rules: Scenario | Strategy) -> Iterator[str]:
    if name in TASKS:
        yield from OF_TASKS
    for compiled in map(compile_scenario, scenarios_of(rules)):
        if name in compiled.index:
            yield from (*REPORTED, *IN_FLIGHT)
            channels = compiled.every_rung[compiled.index[name]].channels or (None,)
            if any(compiled.rules.is_about(each, PHONE_OR_VISIT) for each in channels):
                yield from OF_TALKS


def taken_by(status: str) -> str:
    """Say of what a status may become known."""
    return "the id of a step or kind of task" if status in OF_TASKS else "the id of a step"


def row_of(action: NextAction, word: str, day: dt.date) -> Action | Task:
    """Give the row that says what came of an action on its day."""
    if action.step is None:
        done_on = day if word == DONE else None
        return attrs.evolve(action.as_task(due_on=day, done_on=done_on), recorded_on=day)
    if word in OF_TALKS:
        return action.done(on=day, outcome=word)
    return attrs.evolve(action.planned(on=day), status=ActionStatus(word))
