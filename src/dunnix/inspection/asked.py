"""What of a scenario is asked, and by which names: its conditions, steps and reactions."""

from collections.abc import Iterator

import attrs

from dunnix.conditions import CompiledCondition, Condition
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.conditions import Conditions
from dunnix.engine.rungs import Rung
from dunnix.inspection.bounds import Earliest, bounds_of_step
from dunnix.inspection.cells import Grid
from dunnix.inspection.cuts import Bounds
from dunnix.inspection.report import Path


@attrs.frozen(kw_only=True, order=False, eq=False)
class Asked:
    """A condition with the path of its key, and the step or reaction it is of, if any.

    `slot` is its place among the conditions of its scenario, or of the rules of a strategy.
    """

    path: Path
    condition: Condition
    slot: int
    rung: Rung | None

    @property
    def is_step(self) -> bool:
        """Whether it is the condition of a step of the ladder."""
        return self.path[0] == "step"

    def compiled(self, conditions: Conditions) -> CompiledCondition | None:
        """Give it as the engine asks it, in a currency."""
        return conditions.of_steps[self.slot]


def path_of(compiled: CompiledScenario, rung: Rung) -> Path:
    """Give the path of a step, reaction or statement."""
    steps, reactions = len(compiled.rungs), len(compiled.scenario.reactions)
    if rung.index < steps:
        return ("step", rung.index)
    if rung.index < steps + reactions:
        return ("reaction", rung.index - steps)
    ids = [each.id for each in compiled.scenario.statements]
    return ("statement", ids.index(rung.id))


def reactions_of(compiled: CompiledScenario) -> tuple[Rung, ...]:
    """Give the reactions, without what sums up a step."""
    return compiled.answers[: len(compiled.scenario.reactions)]


def asked_of(compiled: CompiledScenario) -> Iterator[Asked]:
    """Give every condition of a scenario."""
    for rung in compiled.every_rung:
        if rung.step.when is not None:
            path = (*path_of(compiled, rung), "when")
            yield Asked(path=path, condition=rung.step.when, slot=rung.index, rung=rung)
    tones = compiled.scenario.tones
    for slot, name, condition in ((-2, "softer", tones.softer), (-1, "firmer", tones.firmer)):
        if condition is not None:
            yield Asked(path=("tone", name), condition=condition, slot=slot, rung=None)


def bounds_of(compiled: CompiledScenario, asked: Asked, currency: str) -> Bounds:
    """Give what is known of the facts where a condition is asked."""
    if not asked.is_step or asked.rung is None:
        return Bounds(has_law=compiled.law is not None)
    minimum = compiled.conditions(currency).minimum
    return bounds_of_step(compiled, Earliest.of(compiled), asked.rung, minimum)


def grid_of(compiled: CompiledScenario, asked: Asked, currency: str) -> Grid:
    """Lay out the cells of a condition in a currency."""
    return Grid.of(
        compiled.conditions(currency),
        [asked.condition],
        bounds_of(compiled, asked, currency),
        may_be_held=asked.is_step,
    )
