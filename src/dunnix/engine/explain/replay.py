"""The evaluation behind a decision, run again: an explanation of another answer is refused."""

from dunnix.engine.compiled import compile_scenario
from dunnix.engine.decision import Decision
from dunnix.engine.evaluation import Evaluation, evaluate, evaluate_strategy
from dunnix.engine.strategy import compile_strategy
from dunnix.errors import ExplanationError


def replay(decision: Decision) -> Evaluation:
    """Evaluate the inputs a decision kept once more.

    Raises `ExplanationError` where the answer isn't the same: then the decision was changed by
    hand, or made by another version of dunnix.
    """
    evaluation = _evaluated(decision)
    if evaluation.decision != decision:
        raise ExplanationError(
            f"the inputs of the decision of {decision.as_of} no longer give the same answer"
            " (decide again with this version, and explain that)"
        )
    return evaluation


def _evaluated(decision: Decision) -> Evaluation:
    account, day, calendar = decision.account, decision.as_of, decision.calendar
    if decision.strategy is not None:
        strategy = compile_strategy(decision.strategy, calendar)
        return evaluate_strategy(strategy, account, day, calendar)
    return evaluate(compile_scenario(decision.rules, calendar), account, day, calendar)
