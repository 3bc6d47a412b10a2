"""Why an expected step didn't come, and why an unexpected one did."""

import datetime as dt
from collections.abc import Iterator, Sequence

from dunnix.conditions import failing
from dunnix.engine import Decision, decide
from dunnix.engine.answers import dated_answers, holds, is_answered
from dunnix.engine.candidates import candidates
from dunnix.engine.explain import explain_action, explain_held, replay, why_not
from dunnix.engine.gather import Case
from dunnix.engine.occurrence import Occurrence
from dunnix.engine.rungs import Rung
from dunnix.engine.unit import Situation, Unit
from dunnix.model import Account
from dunnix.scenario import Scenario, Strategy
from dunnix.testing.asked import ASKS, written
from dunnix.testing.expectation import ExpectedAction
from dunnix.testing.names import scenarios_of
from dunnix.testing.timeline import Entry, Sign

_LANGUAGE = "en"


def why(
    entry: Entry, rules: Scenario | Strategy, account: Account, decisions: Sequence[Decision]
) -> tuple[str, ...]:
    """Say in words what makes the first difference; `decisions` are all that were made."""
    if isinstance(entry.wanted, ExpectedAction) and entry.action is not None:
        return tuple(_other_way(entry.wanted, entry))
    if entry.sign is Sign.UNEXPECTED and entry.action is not None:
        made = next(each for each in decisions if entry.action in each.next_actions)
        return explain_action(made, entry.action, _LANGUAGE)
    at_end = not isinstance(entry.wanted, ExpectedAction)
    decision = _decision_on(entry.on, rules, account, decisions, at_end=at_end)
    if isinstance(entry.wanted, ExpectedAction) and not entry.wanted.is_task:
        return tuple(dict.fromkeys(_not_taken(decision, entry.wanted.what)))
    return tuple(_held(decision)) or ("nothing is held on that day",)


def _other_way(wanted: ExpectedAction, entry: Entry) -> Iterator[str]:
    """Name what of an action is otherwise than expected."""
    for name, value in wanted.asks.items():
        found = None if entry.action is None else ASKS[name].found(entry.action)
        if found != value:
            yield f"`{name}` is `{written(found)}` where `{written(value)}` is expected"


def _decision_on(
    day: dt.date,
    rules: Scenario | Strategy,
    account: Account,
    decisions: Sequence[Decision],
    *,
    at_end: bool,
) -> Decision:
    """Give the decision a day began or ended with; without one, as the account stood since."""
    made = [each for each in decisions if each.as_of <= day]
    of_day = [each for each in made if each.as_of == day]
    if of_day:
        return of_day[-1 if at_end else 0]
    return decide(rules, made[-1].account if made else account, as_of=day)


def _not_taken(decision: Decision, step: str) -> Iterator[str]:
    """Say for each receivable why a step isn't taken, or why a reaction doesn't come."""
    rules = decision.strategy or decision.rules
    if any(step in each.step_ids for each in scenarios_of(rules)):
        said = [each.say(_LANGUAGE) for each in why_not(decision, step)]
    else:
        said = list(_not_answered(decision, step))
    yield from said or ["nothing is open on that day"]


def _not_answered(decision: Decision, step: str) -> Iterator[str]:
    for part in replay(decision).parts:
        rungs = [rung for rung in part.situation.compiled.every_rung if rung.id == step]
        for rung in rungs:
            found = [
                (occurrence, first, last)
                for occurrence in part.situation.occurrences
                for first, last, among in dated_answers(part.situation.compiled, occurrence)
                if rung in among
            ]
            for occurrence, first, last in found:
                yield from _of_occurrence(part.situation, rung, occurrence, (first, last))
            if not found:
                yield f"nothing that `{step}` answers has happened by then"
    yield from _held(decision)


def _of_occurrence(
    situation: Situation, rung: Rung, occurrence: Occurrence, days: tuple[int, int]
) -> Iterator[str]:
    """Say why a reaction isn't the answer to one event today."""
    first, last = map(dt.date.fromordinal, days)
    if situation.day < first:
        yield f"`{rung.id}` answers `{occurrence.id}` from {first} on"
    elif situation.day > last:
        yield f"`{rung.id}` answered `{occurrence.id}` until {last}"
    else:
        for unit in situation.units:
            yield from _of_unit(situation, unit, rung, occurrence)


def _of_unit(situation: Situation, unit: Unit, rung: Rung, occurrence: Occurrence) -> Iterator[str]:
    tracks = candidates(situation, unit, unit.tracks).about(occurrence)
    waiting = [track for track in tracks if not is_answered(track, rung, occurrence)]
    if tracks and not waiting:
        yield f"`{rung.id}` has answered `{occurrence.id}` already, or is used up"
    elif waiting and rung.step.when is not None:
        case = Case(situation, unit, waiting[0], waiting)
        conditions = unit.conditions
        if holds(case, rung) is not True:
            values = case.facts(rung).by_name()
            for each in failing(rung.step.when, values, conditions.amounts, conditions.digits):
                yield (
                    f"`{rung.id}`: `{each.fact}` is {written(each.found)}, and"
                    f" {each.operator} {written(each.wanted)} is wanted"
                )


def _held(decision: Decision) -> Iterator[str]:
    for each in decision.held:
        yield explain_held(decision, each, _LANGUAGE)
