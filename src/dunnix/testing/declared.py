"""What rules declare that tests can come to: their pauses, and the conditions they judge."""

from collections.abc import Iterator, Sequence

import attrs

from dunnix.conditions import Condition
from dunnix.engine.compiled import compile_scenario
from dunnix.scenario import (
    EscalationStep,
    PauseKind,
    PromisePause,
    Reaction,
    Scenario,
    Statement,
    Strategy,
)
from dunnix.scenario.faults import Path


def pauses_of(scenario: Scenario) -> Iterator[str]:
    """Give the pauses a scenario has a table for: kinds, and reasons of disputes."""
    kinds = set(map(str, scenario.pauses.by_kind))
    if scenario.promise != PromisePause():
        kinds.add(str(PauseKind.PROMISE))
    yield from sorted(kinds)
    yield from sorted(f"dispute:{reason}" for reason in scenario.pauses.by_dispute_reason)


@attrs.frozen(order=False)
class OwnedCondition:
    """A condition with its owner, where the engine has it and where the file has it."""

    owner: str
    place: int
    path: Path
    condition: Condition


def conditions_of(scenario: Scenario) -> Iterator[OwnedCondition]:
    """Give the conditions of a scenario: of steps, reactions, statements and tones."""
    compiled = compile_scenario(scenario)
    listed: tuple[tuple[str, Sequence[EscalationStep | Reaction | Statement]], ...] = (
        ("step", scenario.steps),
        ("reaction", scenario.reactions),
        ("statement", scenario.statements),
    )
    for name, declared in listed:
        for number, each in enumerate(declared):
            if each.when is not None:
                yield OwnedCondition(
                    each.id, compiled.index[each.id], (name, number, "when"), each.when
                )
    tones = (("softer", scenario.tones.softer), ("firmer", scenario.tones.firmer))
    for place, (name, condition) in enumerate(tones, len(compiled.every_rung)):
        if condition is not None:
            yield OwnedCondition(f"tone.{name}", place, ("tone", name), condition)


def assigning_conditions_of(strategy: Strategy) -> Iterator[OwnedCondition]:
    """Give the conditions of a strategy's own rules."""
    for place, rule in enumerate(strategy.assign):
        if rule.when is not None:
            yield OwnedCondition(f"assign {place + 1}", place, ("assign", place, "when"), rule.when)
    for place, points in enumerate(strategy.priority):
        owner, after = f"priority {place + 1}", len(strategy.assign) + place
        yield OwnedCondition(owner, after, ("priority", place, "when"), points.when)
