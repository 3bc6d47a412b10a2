"""What a decision says of each open receivable, as days: what was done, now, held, later."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from dunnix.engine import ActionLine, Decision, Held, HeldReason, NextAction
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.unit import Situation, take_situation
from dunnix.figures.came import came_events
from dunnix.figures.coming import Coming, coming_steps
from dunnix.figures.events import Event, Hold, Kind, Row
from dunnix.figures.past import past_events
from dunnix.figures.projected import projected_events, projected_holds
from dunnix.model import Claim, strike_balance
from dunnix.money import total
from dunnix.planning import Projection
from dunnix.scenario import Do

_LAST: Final = dt.date.max.toordinal() - 1
_GOES_ON: Final = frozenset(
    {
        HeldReason.WAITING,
        HeldReason.NOT_DUE,
        HeldReason.CONTACT_RULES,
        HeldReason.NOTICE_MISSING,
        HeldReason.IN_FLIGHT,
        HeldReason.PLAN,
        HeldReason.PROMISE,
        HeldReason.EXTENSION,
        HeldReason.BLOCK,
        HeldReason.UNCLEARED,
    }
)
"""The reasons that pass with time, so that later steps can be expected."""


def rows_of(decision: Decision, projection: Projection | None = None) -> tuple[Row, ...]:
    """Give a row for each open receivable of a decision, the oldest due first.

    With a projection the rows tell what came from the debtor as well, and what comes is what was
    played forward.
    """
    situation = None if decision.account.problems else _situation(decision, decision.as_of)
    lines, held = _lines(decision), _held(decision)
    past = past_events(decision.account, decision.as_of)
    rows = [
        _row(decision, claim, lines.get(claim.id), held.get(claim.id, []), past)
        for claim in _claims(decision, situation)
        if claim.id in lines or claim.id in held
    ]
    if projection is not None:
        return _played(rows, decision, situation, projection)
    if situation is None:
        return tuple(rows)
    return tuple(
        attrs.evolve(row, events=(*row.events, *_later(decision, situation, row, held)))
        for row in rows
    )


def _played(
    rows: Iterable[Row], decision: Decision, situation: Situation | None, projection: Projection
) -> tuple[Row, ...]:
    """Give rows with what came, and with what was played forward."""
    came: Mapping[str, list[Event]] = {} if situation is None else came_events(situation)
    coming = projected_events(projection, decision.next_actions)
    holds = projected_holds(projection, decision.held)
    played: list[Row] = []
    for row in rows:
        name = row.receivable
        events = [*came.get(name, ()), *row.events, *coming.get(name, ())]
        in_order = tuple(sorted(events, key=lambda each: each.day))
        held = (*row.holds, *holds.get(name, ()))
        played.append(attrs.evolve(row, events=in_order, holds=held))
    return tuple(played)


def _situation(decision: Decision, day: dt.date) -> Situation:
    compiled = compile_scenario(decision.rules, decision.calendar)
    return take_situation(compiled, decision.account, day)


def _claims(decision: Decision, situation: Situation | None) -> list[Claim]:
    if situation is not None:
        return [place.claim for place in situation.position.places]
    netting = decision.rules.netting
    return strike_balance(decision.account, decision.as_of, netting=netting).claims


def _lines(decision: Decision) -> Mapping[str, tuple[NextAction, ActionLine]]:
    return {
        line.id: (action, line) for action in decision.next_actions for line in action.receivables
    }


def _held(decision: Decision) -> Mapping[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for each in decision.held:
        found.setdefault(each.receivable, []).append(each)
    return found


def _row(
    decision: Decision,
    claim: Claim,
    line: tuple[NextAction, ActionLine] | None,
    held: list[Held],
    past: Mapping[str, list[Event]],
) -> Row:
    now = [] if line is None else [_now(*line, decision.as_of)]
    amounts = [each.amount for each in held] + ([] if line is None else [line[1].amount_due])
    whole = len(amounts) == 1
    return Row(
        receivable=claim.id,
        due=claim.due,
        amount=total(amounts, claim.invoice.currency),
        events=(*past.get(claim.id, ()), *now),
        holds=tuple(_hold(each, decision.as_of, whole=whole) for each in held),
    )


def _now(action: NextAction, line: ActionLine, day: dt.date) -> Event:
    along = action.step is not None and line.step is None
    return Event(
        kind=Kind.ALONG if along else Kind.NOW,
        day=day.toordinal(),
        step=line.step or action.step or action.reason,
        symbol="along" if along else action.channel or action.do,
        said="" if action.step is None else action.channel or action.do,
    )


def _hold(held: Held, as_of: dt.date, *, whole: bool) -> Hold:
    return Hold(
        reason=held.reason,
        since=(held.since or as_of).toordinal(),
        until=None if held.until is None else held.until.toordinal(),
        amount=None if whole else held.amount,
    )


def _later(
    decision: Decision, situation: Situation, row: Row, by_receivable: Mapping[str, list[Held]]
) -> Iterator[Event]:
    """Give the steps to be expected if nothing happens."""
    now = [each for each in row.events if each.kind in {Kind.NOW, Kind.ALONG}]
    held = by_receivable.get(row.receivable, [])
    if any(each.symbol == Do.HAND_OVER for each in now):
        return
    if not (now or any(each.reason in _GOES_ON for each in held)):
        return
    earliest = decision.as_of.toordinal() + 1
    release = _release(now, held)
    if release is not None:
        if release >= _LAST:
            return
        earliest = release
        situation = _situation(decision, dt.date.fromordinal(release))
    coming = Coming(
        situation=situation,
        claim=row.receivable,
        earliest=earliest,
        taken=_taken(now, held),
        known=dict.fromkeys(_taken(now, held), earliest - 1) | _known(held),
    )
    for each in coming_steps(coming):
        step = each.rung.step
        symbol = step.channel or step.do
        yield Event(kind=Kind.LATER, day=each.day, step=step.id, symbol=symbol, sure=each.sure)


def _taken(now: list[Event], held: list[Held]) -> frozenset[str]:
    """Give the steps that are taken today or on their way."""
    flying = (each.step for each in held if each.reason is HeldReason.IN_FLIGHT)
    return frozenset([*(each.step for each in now), *(step for step in flying if step)])


def _known(held: list[Held]) -> dict[str, int]:
    """Give the steps whose next day the decision itself names."""
    return {
        each.step: each.until.toordinal()
        for each in held
        if each.step and each.until is not None and each.reason is not HeldReason.IN_FLIGHT
    }


def _release(now: list[Event], held: list[Held]) -> int | None:
    """Give the day after the last pause that keeps all of a receivable, or None where none does."""
    paused = [each for each in held if each.since is not None]
    if now or len(paused) < len(held) or not paused:
        return None
    ends = [each.until for each in paused]
    return min((end.toordinal() + 1 for end in ends if end is not None), default=_LAST)
