"""The decision: the ladder, pauses, keys, review and explanation."""

from dunnix.engine.decide import decide, decide_many
from dunnix.engine.decision import (
    ActionLine,
    CalledFor,
    Decision,
    EffectInForce,
    Held,
    NextAction,
    Window,
    Withdrawal,
)
from dunnix.engine.groups import HeldReason
from dunnix.engine.ladder import Guard

__all__ = [
    "ActionLine",
    "CalledFor",
    "Decision",
    "EffectInForce",
    "Guard",
    "Held",
    "HeldReason",
    "NextAction",
    "Window",
    "Withdrawal",
    "decide",
    "decide_many",
]
