"""How urgent an action is by the rules of a strategy: points that add up."""

import attrs

from dunnix.engine.gather import Case, action_facts
from dunnix.engine.outlook import Proposal
from dunnix.engine.strategy import CompiledStrategy
from dunnix.engine.unit import Situation


@attrs.frozen(kw_only=True, order=False)
class Priority:
    """The points of an action, and the reason of each rule that gave some."""

    points: int = 0
    reasons: tuple[str, ...] = ()


NO_PRIORITY = Priority()


def priority_of(compiled: CompiledStrategy, situation: Situation, proposal: Proposal) -> Priority:
    """Add up the points of the rules that surely hold for an action; what is unknown gives none."""
    rules = compiled.strategy.priority
    if not rules:
        return NO_PRIORITY
    conditions = compiled.priority_conditions(proposal.unit.currency)
    unit = attrs.evolve(proposal.unit, conditions=conditions)
    case = Case(situation, unit, proposal.leader, [track for track, _ in proposal.lines])
    values = action_facts(case, proposal.amount)
    fitting = [
        rule
        for rule, condition in zip(rules, conditions.of_steps, strict=True)
        if condition is not None and condition.surely_true(values)
    ]
    return Priority(
        points=sum(rule.points for rule in fitting),
        reasons=tuple(rule.reason for rule in fitting),
    )
