"""The declared way to dun: scenarios, their steps, and how they are read from files."""

from dunnix.model import Channel, Netting, Role, StepId
from dunnix.scenario.choices import (
    PREFERRED,
    DeadlineFrom,
    Do,
    Effect,
    Goal,
    IfBehind,
    ModeKind,
    OnPartPayment,
    Per,
    Phase,
    Tone,
    Travels,
)
from dunnix.scenario.load import check_scenario, check_text, load_scenario, parse_scenario
from dunnix.scenario.parts import Mode, PartError, PromisePause, Repeat
from dunnix.scenario.sources import scenario_names
from dunnix.scenario.timing import After, Anchor, Duration, Timing, TimingError, Unit
from dunnix.scenario.types import EscalationStep, Scenario

__all__ = [
    "PREFERRED",
    "After",
    "Anchor",
    "Channel",
    "DeadlineFrom",
    "Do",
    "Duration",
    "Effect",
    "EscalationStep",
    "Goal",
    "IfBehind",
    "Mode",
    "ModeKind",
    "Netting",
    "OnPartPayment",
    "PartError",
    "Per",
    "Phase",
    "PromisePause",
    "Repeat",
    "Role",
    "Scenario",
    "StepId",
    "Timing",
    "TimingError",
    "Tone",
    "Travels",
    "Unit",
    "check_scenario",
    "check_text",
    "load_scenario",
    "parse_scenario",
    "scenario_names",
]
