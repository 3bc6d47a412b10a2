"""The decision: the ladder, pauses, keys, review and explanation."""

from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.decide import decide, decide_many
from dunnix.engine.decision import (
    ActionLine,
    CalledFor,
    Copy,
    Decision,
    EffectInForce,
    Held,
    NextAction,
    Withdrawal,
)
from dunnix.engine.ladder import Guard
from dunnix.engine.outlook import HeldReason
from dunnix.engine.strategy_assignment import Assignment
from dunnix.engine.window import Window

__all__ = [
    "ActionLine",
    "Assignment",
    "CalledFor",
    "ContactRule",
    "Copy",
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
