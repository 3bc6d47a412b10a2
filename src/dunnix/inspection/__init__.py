"""A scenario searched for what is wrong with it although every key is right."""

from dunnix.inspection.check import check_scenario
from dunnix.inspection.report import Proved, ScenarioFinding, ScenarioReport, Unproved
from dunnix.inspection.source import Checked, check_source
from dunnix.inspection.witness import Shown, Witness

__all__ = [
    "Checked",
    "Proved",
    "ScenarioFinding",
    "ScenarioReport",
    "Shown",
    "Unproved",
    "Witness",
    "check_scenario",
    "check_source",
]
