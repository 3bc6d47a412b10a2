"""The declared way to dun: scenarios, their steps, and how they are read from files."""

from dunnix.model import Channel, Netting, Role, StepId
from dunnix.scenario.allowances import CHECKED
from dunnix.scenario.choices import (
    PREFERRED,
    Concession,
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
from dunnix.scenario.contact_rules import (
    WEEKDAYS,
    Cap,
    ContactRules,
    DayHours,
    Quiet,
    QuietAfter,
    TimeSpan,
)
from dunnix.scenario.late_payment import LatePayment
from dunnix.scenario.load import check_scenario, check_text, load_scenario, parse_scenario
from dunnix.scenario.parts import (
    Mode,
    PartError,
    PhaseRule,
    PromisePause,
    Repeat,
    Statement,
    Summary,
    ToneRules,
)
from dunnix.scenario.pause_rules import DEFAULT_PAUSE, OnRelease, PauseKind, PauseRule, PauseRules
from dunnix.scenario.positions import Places
from dunnix.scenario.registry import ScenarioRegistry
from dunnix.scenario.rule_packs import (
    PackRule,
    RulePack,
    UnknownRulePackError,
    load_rule_pack,
    rule_pack_names,
)
from dunnix.scenario.scenario_rules import warnings_of
from dunnix.scenario.sources import scenario_names
from dunnix.scenario.strategy import Strategy
from dunnix.scenario.strategy_load import (
    check_source,
    check_strategy_text,
    load_source,
    load_strategy,
    parse_strategy,
)
from dunnix.scenario.strategy_parts import Arm, AssignRule, PriorityRule, Switch
from dunnix.scenario.timing import After, Anchor, Duration, Timing, TimingError, Unit
from dunnix.scenario.triggers import CONTINUE, Event, Then, Trigger
from dunnix.scenario.types import EscalationStep, Reaction, Scenario

__all__ = [
    "CHECKED",
    "CONTINUE",
    "DEFAULT_PAUSE",
    "PREFERRED",
    "WEEKDAYS",
    "After",
    "Anchor",
    "Arm",
    "AssignRule",
    "Cap",
    "Channel",
    "Concession",
    "ContactRules",
    "DayHours",
    "DeadlineFrom",
    "Do",
    "Duration",
    "Effect",
    "EscalationStep",
    "Event",
    "Goal",
    "IfBehind",
    "LatePayment",
    "Mode",
    "ModeKind",
    "Netting",
    "OnPartPayment",
    "OnRelease",
    "PackRule",
    "PartError",
    "PauseKind",
    "PauseRule",
    "PauseRules",
    "Per",
    "Phase",
    "PhaseRule",
    "Places",
    "PriorityRule",
    "PromisePause",
    "Quiet",
    "QuietAfter",
    "Reaction",
    "Repeat",
    "Role",
    "RulePack",
    "Scenario",
    "ScenarioRegistry",
    "Statement",
    "StepId",
    "Strategy",
    "Summary",
    "Switch",
    "Then",
    "TimeSpan",
    "Timing",
    "TimingError",
    "Tone",
    "ToneRules",
    "Travels",
    "Trigger",
    "Unit",
    "UnknownRulePackError",
    "check_scenario",
    "check_source",
    "check_strategy_text",
    "check_text",
    "load_rule_pack",
    "load_scenario",
    "load_source",
    "load_strategy",
    "parse_scenario",
    "parse_strategy",
    "rule_pack_names",
    "scenario_names",
    "warnings_of",
]
