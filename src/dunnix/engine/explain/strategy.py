"""What a strategy had to do with a decision: the rule that chose, and what makes it urgent."""

from collections.abc import Iterator

from dunnix.engine.decision import Decision, NextAction
from dunnix.engine.evaluation import Evaluation
from dunnix.engine.explain import sentences
from dunnix.words import Words


def chosen(decision: Decision, evaluation: Evaluation | None, say: Words) -> Iterator[str]:
    """Say which rule chose the scenario, for what, and what stays with another scenario."""
    strategy, assignment = decision.strategy, decision.assignment
    if strategy is None or assignment is None or evaluation is None:
        return
    rule = strategy.assign[assignment.rule - 1]
    sentence = sentences.RULE_CHOSE if assignment.scenario else sentences.RULE_UNKNOWN
    yield say.say(
        sentences.RULE_LAST if rule.when is None else sentence,
        rule=assignment.rule,
        strategy=assignment.strategy,
        condition="" if rule.when is None else f"`{rule.when.canonical()}`",
    )
    if assignment.experiment is not None:
        yield say.say(sentences.EXPERIMENT, experiment=f"`{assignment.experiment}`")
    for part in evaluation.parts:
        ref = part.situation.compiled.ref
        if ref != decision.scenario and assignment.scenario is not None:
            names = sorted(each.claim.id for unit in part.situation.units for each in unit.places)
            yield say.say(sentences.STAYS, scenario=ref, receivables=", ".join(names))


def urgency(action: NextAction, say: Words) -> Iterator[str]:
    """Say how many points an action has, and what for."""
    if action.priority_reasons:
        reasons = ", ".join(action.priority_reasons)
        yield say.say(sentences.PRIORITY, points=say.number(action.priority), reasons=reasons)
