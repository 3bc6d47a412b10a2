"""Work for our own people, proposed where a contact can't simply go out: once until done."""

from typing import Final

from dunnix.engine.keys import task_key
from dunnix.engine.unit import Situation, Track
from dunnix.model import Claim, Task
from dunnix.scenario.triggers import TaskKind

ANNOUNCED: Final = TaskKind.ANNOUNCED.value
CALL_BACK: Final = TaskKind.CALL_BACK.value
FIND_CONTACT: Final = TaskKind.FIND_CONTACT.value
CHECK_IN_FLIGHT: Final = TaskKind.CHECK_IN_FLIGHT.value
KEEP_IN_TOUCH: Final = TaskKind.KEEP_IN_TOUCH.value
MANDATORY_MISSING: Final = TaskKind.MANDATORY_MISSING.value
PAUSE_LIMIT: Final = TaskKind.PAUSE_LIMIT.value


def tasks_of(situation: Situation, claim: Claim, kind: str) -> tuple[Task, ...]:
    """Give the tasks of a kind recorded for a receivable."""
    if not situation.tasks:
        return ()
    found = {
        task.id: task
        for name in (None, *claim.names)
        for task in situation.tasks.get((kind, name), ())
    }
    return tuple(found.values())


def open_task(situation: Situation, claim: Claim, kind: str) -> Task | None:
    """Give the task of a kind still to be done for a receivable, the earliest due first."""
    waiting = [
        task
        for task in tasks_of(situation, claim, kind)
        if task.done_on is None or task.done_on > situation.day
    ]
    return min(waiting, key=lambda task: (task.due_on, task.id), default=None)


def is_done_today(situation: Situation, claim: Claim, kind: str) -> bool:
    """Tell whether a task of a kind was done for a receivable today: the next is for tomorrow."""
    return any(task.done_on == situation.day for task in tasks_of(situation, claim, kind))


def was_seen_to(situation: Situation, claim: Claim, kind: str, since: int) -> bool:
    """Tell whether a task of a kind was done for a receivable from a day on, up to yesterday.

    One done today holds until tomorrow, as any step does.
    """
    return any(
        task.done_on is not None and since <= task.done_on.toordinal() < situation.today
        for task in tasks_of(situation, claim, kind)
    )


def stale_on(situation: Situation, track: Track) -> int | None:
    """Give the day an action under way is looked into, again after each time it was."""
    action = track.progress.in_flight
    if action is None:
        return None
    compiled = situation.compiled
    since = max(action.date.toordinal(), situation.last_done(track.claim, CHECK_IN_FLIGHT))
    return compiled.scenario.stale_after.after(since, compiled.calendar)


def next_task_key(situation: Situation, claim: Claim, kind: str) -> str:
    """Give the key of the next task of a kind for a receivable."""
    return task_key(claim.id, kind, len(tasks_of(situation, claim, kind)) + 1)
