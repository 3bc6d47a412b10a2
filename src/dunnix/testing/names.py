"""What the steps, reactions and tasks of a scenario or strategy are called."""

from dunnix.engine.compiled import compile_scenario
from dunnix.scenario import Scenario, Strategy
from dunnix.scenario.triggers import TaskKind

TASKS = tuple(map(str, TaskKind))


def scenarios_of(rules: Scenario | Strategy) -> tuple[Scenario, ...]:
    """Give the scenarios that may decide an account."""
    return rules.scenarios if isinstance(rules, Strategy) else (rules,)


def steps_of(rules: Scenario | Strategy) -> tuple[str, ...]:
    """Give all that can be done by its id: steps, reactions, summaries, statements.

    >>> from dunnix.scenario import load_scenario
    >>> steps_of(load_scenario("gentle"))[:2]
    ('heads-up', 'friendly-reminder')
    """
    found = (rung.id for each in scenarios_of(rules) for rung in compile_scenario(each).every_rung)
    return tuple(dict.fromkeys(found))
