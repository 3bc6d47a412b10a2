"""Why a decision is what it is, in codes for machines and sentences for people.

Nothing is judged here: the evaluation is run again on the inputs the decision kept and read.
"""

from dunnix.engine.explain.reason import WhyNot
from dunnix.engine.explain.replay import replay
from dunnix.engine.explain.stop import Stopper, what_would_stop
from dunnix.engine.explain.text import explain, explain_action, explain_held
from dunnix.engine.explain.why import why_not

__all__ = [
    "Stopper",
    "WhyNot",
    "explain",
    "explain_action",
    "explain_held",
    "replay",
    "what_would_stop",
    "why_not",
]
