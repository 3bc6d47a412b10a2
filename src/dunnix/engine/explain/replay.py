"""The evaluation behind a decision, run again: an explanation of another answer is refused."""

from dunnix.engine.compiled import compile_scenario
from dunnix.engine.decide import Evaluation, evaluate
from dunnix.engine.decision import Decision
from dunnix.errors import ExplanationError


def replay(decision: Decision) -> Evaluation:
    """Evaluate the inputs a decision kept once more.

    Raises `ExplanationError` where the answer isn't the same: then the decision was changed by
    hand, or made by another version of dunnix.
    """
    compiled = compile_scenario(decision.rules, decision.calendar)
    evaluation = evaluate(compiled, decision.account, decision.as_of, decision.calendar)
    if evaluation.decision != decision:
        raise ExplanationError(
            f"the inputs of the decision of {decision.as_of} no longer give the same answer"
            " (decide again with this version, and explain that)"
        )
    return evaluation
