"""The entries that an account's own rows make: tasks, promises, instalments, calls, deadlines."""

import datetime as dt
from collections.abc import Iterator

import attrs

from dunnix.engine import Decision
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.unit import Situation, take_situation
from dunnix.model import Claim, PromiseStanding, Task, known_rows
from dunnix.money import Money
from dunnix.planning.action_entries import state_of, timezone_of
from dunnix.planning.agenda_entry import AgendaEntry, AgendaKind
from dunnix.planning.call_backs import open_call_backs


def to_watch(decision: Decision, until: dt.date) -> Iterator[AgendaEntry]:
    """Give what is to be watched of an account up to a day; of one with bad rows, these."""
    if decision.account.problems:
        yield _to_mend(decision)
        return
    compiled = compile_scenario(decision.rules, decision.calendar)
    situation = take_situation(compiled, decision.account, decision.as_of)
    for found in (_tasks, _promises, _instalments, _call_backs, _deadlines):
        for entry in found(decision, situation):
            if entry.on <= until:
                yield entry


def _to_mend(decision: Decision) -> AgendaEntry:
    key = f"data-problem:{decision.debtor}"
    return _entry(decision, decision.as_of, AgendaKind.TASK, "data-problem", key)


def _entry(decision: Decision, on: dt.date, kind: AgendaKind, what: str, key: str) -> AgendaEntry:
    return AgendaEntry(
        on=on,
        state=state_of(on, decision.as_of),
        kind=kind,
        debtor=decision.debtor,
        what=what,
        reason=what,
        key=key,
        owner=decision.account.debtor_on(decision.as_of).owner,
        timezone=timezone_of(decision),
    )


def _tasks(decision: Decision, situation: Situation) -> Iterator[AgendaEntry]:
    for task in known_rows(decision.account.tasks, situation.day):
        if task.done_on is None or task.done_on > situation.day:
            yield _task(decision, task)


def _task(decision: Decision, task: Task) -> AgendaEntry:
    entry = _entry(decision, task.due_on, AgendaKind.TASK, task.kind, task.id)
    return attrs.evolve(
        entry, receivables=task.invoices, owner=task.owner or entry.owner, time=task.time
    )


def _promises(decision: Decision, situation: Situation) -> Iterator[AgendaEntry]:
    """Give each open promise on the day its money should come."""
    for promised in situation.position.promises:
        promise = promised.promise
        if promised.standing is PromiseStanding.OPEN and promised.rest:
            entry = _entry(decision, promise.due_by, AgendaKind.PROMISE, "promise", promise.id)
            rest = Money.minor(promised.rest, promised.currency)
            yield attrs.evolve(entry, receivables=promise.invoices, amount=rest)


def _instalments(decision: Decision, situation: Situation) -> Iterator[AgendaEntry]:
    """Give each instalment of a plan in force that isn't paid, on its due date."""
    for place in situation.position.places:
        claim = place.claim
        if claim.is_of_plan and claim.open > 0:
            on = dt.date.fromordinal(claim.due)
            entry = _entry(decision, on, AgendaKind.INSTALMENT, "instalment", claim.id)
            amount = Money.minor(claim.open, claim.currency)
            yield attrs.evolve(entry, receivables=(claim.id,), amount=amount)


def _call_backs(decision: Decision, situation: Situation) -> Iterator[AgendaEntry]:
    """Give each call agreed on that isn't made yet, while anything is open."""
    if not any(place.claim.open > 0 for place in situation.position.places):
        return
    for each in open_call_backs(decision.account, situation.day):
        names = () if each.invoice is None else (each.invoice,)
        entry = _entry(decision, each.until, AgendaKind.CALL_BACK, "call-back", each.id)
        yield attrs.evolve(entry, receivables=names, time=each.time, answers=each.id)


def _deadlines(decision: Decision, situation: Situation) -> Iterator[AgendaEntry]:
    """Give the last day of each deadline that a step set and that still runs."""
    found: dict[tuple[int, int, str], list[Claim]] = {}
    for place in situation.position.places:
        progress = situation.record.progress.get(place.claim.id)
        if progress is None or place.claim.open <= 0:
            continue
        for rung in situation.compiled.rungs:
            days = progress.delivered if rung.from_delivery else progress.last
            if rung.step.deadline is not None and rung.index in days:
                start = days[rung.index]
                last = rung.step.deadline.after(start, situation.compiled.calendar)
                if last >= situation.today:
                    group = (last, rung.index, place.claim.currency)
                    found.setdefault(group, []).append(place.claim)
    for (last, index, currency), claims in sorted(found.items()):
        step, on = situation.compiled.rungs[index].id, dt.date.fromordinal(last)
        key = f"deadline:{claims[0].id}:{step}"
        yield attrs.evolve(
            _entry(decision, on, AgendaKind.DEADLINE, step, key),
            reason="deadline",
            receivables=tuple(sorted(claim.id for claim in claims)),
            amount=Money.minor(sum(claim.open for claim in claims), currency),
        )
