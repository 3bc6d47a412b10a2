"""What was done and is to be done: actions and tasks, as imported from another system."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
from chance import day
from drawn_rows import Rows

from dunnix.model import Action, Task

_COUNTED: Final[Sequence[Sequence[str]]] = (
    *(["done"], ["sent"], ["delivered"], ["queued", "sent"], ["sent", "delivered"]),
)
_STATUSES: Final[Sequence[Sequence[str]]] = (
    *(*_COUNTED, ["done"], ["planned"], ["queued"], ["sent", "failed"], ["failed"], ["cancelled"]),
    *(["refused"], ["queued"], ["awaiting-approval"], ["awaiting-approval", "refused"]),
)
_TASKS: Final = ("find-contact", "check-in-flight", "call-back", "find-contact", "keep-in-touch")


def drawn_tasks(rows: Rows) -> Iterator[Task]:
    """Give some tasks, open or done."""
    for number in rows.some(2):
        known = rows.any_day()
        done = rows.soon(known)
        task = Task(
            id=rows.fact("T", number, done),
            due_on=known + dt.timedelta(5),
            kind=rows.chance.pick(_TASKS),
            invoices=[rows.any_name()],
            recorded_on=known,
        )
        yield task
        if rows.chance.even():
            yield attrs.evolve(task, done_on=done, recorded_on=done + dt.timedelta(1))


def drawn_actions(rows: Rows, steps: Sequence[str], beside: Sequence[str]) -> Iterator[Action]:
    """Give actions in any order, or some receivables that climb the ladder step by step."""
    rows.chance.fresh()
    receivables = [name for name in rows.names if f"{name}#1" not in rows.names]
    climbs = rows.chance.even()
    climbing = receivables
    for number in rows.chance.some(5, yes=7 if climbs else rows.busy + 2):
        keys: dict[str, Any]
        statuses = _STATUSES
        if beside and rows.chance.one_in(3):
            keys = _answer(rows, beside, receivables)
        elif climbs:
            step = steps[min(number, len(steps) - 1)] if steps else "old"
            date = day(20 + 5 * number + rows.chance.number(0, 9))
            # Some stay behind at each step.
            climbing = climbing[: max(len(climbing) - rows.chance.number(0, 1), 1)]
            keys = {"step": step, "date": date, "invoices": climbing}
            if not rows.chance.one_in(4):
                statuses = _COUNTED
        else:
            keys = _any_step(rows, steps, receivables)
        yield from _reports(rows, number, keys, statuses)


def _answer(rows: Rows, beside: Sequence[str], receivables: Sequence[str]) -> dict[str, Any]:
    """Give what a reaction did: an answer to something, mostly."""
    step, name = rows.chance.pick(beside), rows.chance.pick(receivables)
    if not rows.facts or rows.chance.one_in(4):
        return {"step": step, "date": rows.any_day(), "invoices": [name]}
    fact, on = rows.chance.pick(rows.facts)
    return {"step": step, "date": rows.soon(on), "invoices": [name], "answers": fact}


def _any_step(rows: Rows, steps: Sequence[str], receivables: Sequence[str]) -> dict[str, Any]:
    """Give any step for up to two receivables, one at the same step, at another or at none."""
    step = rows.chance.pick((*steps, *steps, "old"))
    first = steps[0] if steps else "old"
    one, other = rows.chance.pick(receivables), rows.chance.pick(receivables)
    marks = rows.chance.pick(("", "", "=", f"={first}"))
    invoices = rows.chance.pick(([one], [], [one] if one == other else [one, other + marks]))
    return {"step": step, "date": rows.any_day(), "invoices": invoices}


def _reports(
    rows: Rows, number: int, keys: dict[str, Any], statuses: Sequence[Sequence[str]]
) -> Iterator[Action]:
    """Give an action as it was reported: queued, say, then sent."""
    channel, outcome = rows.chance.pick(("email", "phone")), rows.chance.pick((None, "reached"))
    date = keys.pop("date")
    for status in rows.chance.pick(statuses):
        late = rows.late(date)
        yield Action(
            id=f"{rows.id('A', number)}-{status}",
            key=rows.id("A", number),
            date=date,
            status=status,
            channel=channel,
            outcome=outcome,
            recorded_on=late,
            **keys,
        )
        date = max(date, late or date) + rows.chance.days(3)
