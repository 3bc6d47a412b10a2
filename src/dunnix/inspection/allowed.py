"""Findings accepted on purpose: marked with their reasons, and what is allowed in vain is told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from dunnix.errors import Severity
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.scenario import CHECKED, Scenario

_Result: TypeAlias = ScenarioFinding | Proved | Unproved
_Given: TypeAlias = list[tuple[Path, Mapping[str, str]]]


def with_allowed(results: Sequence[_Result], scenario: Scenario) -> list[_Result]:
    """Mark the findings that are allowed, in the scenario or in their step or reaction."""
    given: _Given = [
        *((("step", place), each.allow) for place, each in enumerate(scenario.steps)),
        *((("reaction", place), each.allow) for place, each in enumerate(scenario.reactions)),
        ((), scenario.allow),
    ]
    marked = [
        _marked(each, given) if isinstance(each, ScenarioFinding) else each for each in results
    ]
    return [*marked, *(found for path, allow in given for found in _in_vain(marked, path, allow))]


def _marked(found: ScenarioFinding, given: _Given) -> ScenarioFinding:
    for path, allow in given:
        if _is_under(found.path, path) and found.code in allow:
            return attrs.evolve(found, allowed=allow[found.code])
    return found


def _is_under(inner: Path, outer: Path) -> bool:
    return inner[: len(outer)] == outer


def _in_vain(
    results: Sequence[_Result], path: Path, allow: Mapping[str, str]
) -> Iterator[ScenarioFinding]:
    """Tell what is allowed and was neither found nor left open."""
    used = {
        each.code
        for each in results
        if not isinstance(each, Proved) and _is_under(each.path, path)
        if isinstance(each, Unproved) or each.allowed is not None
    }
    for code in allow:
        if code in CHECKED and code not in used:
            yield ScenarioFinding(
                code="allowed-in-vain",
                severity=Severity.WARNING,
                path=(*path, "allow", code),
                message=f"`{code}` is allowed, but there is nothing of it",
                hint="leave it out of `allow`",
            )
