"""Findings accepted on purpose: marked with their reasons, and what is allowed in vain is told."""

from collections.abc import Sequence
from typing import TypeAlias

import attrs

from dunnix.errors import Severity
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.scenario import CHECKED, Scenario
from dunnix.scenario.allowances import (
    LEAVE_OUT,
    Allowances,
    allowed_in_vain,
    reason_of,
)
from dunnix.scenario.draft_scenario import allowances_of

_Result: TypeAlias = ScenarioFinding | Proved | Unproved


def with_allowed(results: Sequence[_Result], scenario: Scenario) -> list[_Result]:
    """Mark the findings that are allowed, in the scenario or in their step or reaction.

    What is allowed and was neither found nor left open is a finding itself.
    """
    given = allowances_of(scenario)
    found = {(each.path, each.code) for each in results if not isinstance(each, Proved)}
    in_vain = allowed_in_vain(found, given, CHECKED)
    return [
        *(_marked(each, given) for each in results),
        *(_in_vain(path, message) for path, message in in_vain),
    ]


def _in_vain(path: Path, message: str) -> ScenarioFinding:
    return ScenarioFinding(
        code="allowed-in-vain",
        severity=Severity.WARNING,
        path=path,
        message=message,
        hint=LEAVE_OUT,
    )


def _marked(found: _Result, given: Allowances) -> _Result:
    if not isinstance(found, ScenarioFinding):
        return found
    return attrs.evolve(found, allowed=reason_of(found.path, found.code, given))
