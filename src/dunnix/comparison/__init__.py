"""Two scenarios compared: what changes, in words, and which accounts would get something else."""

from dunnix.comparison.changes import Change, ScenarioChanges, compare_scenarios
from dunnix.comparison.decisions import (
    ChangedAccount,
    DecisionChanges,
    UnmovedAccount,
    compare_decisions,
)
from dunnix.comparison.reasons import NotBy, Otherwise, Reason

__all__ = [
    "Change",
    "ChangedAccount",
    "DecisionChanges",
    "NotBy",
    "Otherwise",
    "Reason",
    "ScenarioChanges",
    "UnmovedAccount",
    "compare_decisions",
    "compare_scenarios",
]
