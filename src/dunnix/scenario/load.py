"""Scenarios from files: everything wrong is found in one pass, each thing at its place."""

import os
from collections.abc import Mapping
from typing import Any

import attrs

from dunnix.errors import Problem, ScenarioError, Severity
from dunnix.scenario.declarations import near
from dunnix.scenario.drafts import scenario_draft, step_draft
from dunnix.scenario.faults import Fault
from dunnix.scenario.positions import Positions
from dunnix.scenario.readers import shown
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.scenario_rules import Draft, faults_of_scenario, unreadable_names
from dunnix.scenario.sources import read_source
from dunnix.scenario.step_keys import STEP
from dunnix.scenario.step_rules import Wrong, faults_of_step
from dunnix.scenario.syntax import UnreadableError, decode, parse
from dunnix.scenario.tables import read_level
from dunnix.scenario.types import EscalationStep, Scenario


def load_scenario(source: str | os.PathLike[str]) -> Scenario:
    """Give a scenario that ships with dunnix, by id, or one from a TOML file, by path.

    A text is a path when it ends in `.toml` or has a folder in it. Raises `ScenarioError` with
    every problem found, each with line, column and a hint; warnings alone don't refuse.

    >>> load_scenario("fr-b2b").ref
    'fr-b2b@2026.0'
    """
    try:
        name, data = read_source(source)
    except UnreadableError as error:
        raise ScenarioError([error.problem]) from None
    return parse_scenario(data, name=name)


def check_scenario(source: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Give every problem of a scenario, shipped or in a file, warnings included.

    >>> check_scenario("fr-b2b")
    ()
    """
    try:
        name, data = read_source(source)
    except UnreadableError as error:
        return (error.problem,)
    return check_text(data, name=name)


def parse_scenario(text: str | bytes, *, name: str) -> Scenario:
    r"""Give the scenario a TOML text declares; `name` is the file's in the problems.

    Raises `ScenarioError` with every problem found.

    >>> silence = 'id = "silence"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"'
    >>> parse_scenario(silence, name="silence.toml").steps
    ()
    """
    problems, scenario = _read(text, name)
    if scenario is None:
        raise ScenarioError(problems)
    return scenario


def check_text(text: str | bytes, *, name: str) -> tuple[Problem, ...]:
    r"""Give every problem of a scenario's text in the order of its lines, warnings included.

    >>> for problem in check_text('id = "x"\ncurrency = "EUR"\nif_behind = "x"', name="x.toml"):
    ...     print(problem.place, problem.code)
    x.toml:1:1 missing-key
    x.toml:1:1 no-steps
    x.toml:3:13 unknown-value
    """
    return _read(text, name)[0]


def _read(text: str | bytes, name: str) -> tuple[tuple[Problem, ...], Scenario | None]:
    try:
        toml = decode(text, name)
        table = parse(toml, name)
    except UnreadableError as error:
        return (error.problem,), None
    reading = _Reading(table)
    positions = _positions(toml)
    problems = [fault.problem(place=positions.place_of(fault, name)) for fault in reading.faults]
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return tuple(sorted(problems, key=_line)), None if refused else reading.scenario()


def _positions(toml: str) -> Positions:
    try:
        return Positions.of_toml(toml)
    except RecursionError:
        # The parser got through with what was left of the stack; the problems go without a line.
        return Positions(toml)


def _line(problem: Problem) -> tuple[int, int, str, str]:
    place = problem.place
    line, column = (place.line or 0, place.column or 0) if place else (0, 0)
    return line, column, problem.code, problem.message


class _Reading:
    """A file's tables read key by key, and asked every rule."""

    def __init__(self, table: Mapping[str, object]) -> None:
        found = read_level(SCENARIO, table)
        self.faults = [_sent_home(fault) for fault in found.faults]
        self._values: dict[str, Any] = dict(found.values)
        self._values |= self._values.pop("contact", {}) | self._values.pop("pause", {})
        self._steps: list[dict[str, Any]] = []
        wrong_in_steps = [self._read_step(step) for step in self._values.pop("step", ())]
        steps = [step_draft(step) for step in self._steps]
        draft = Draft(
            scenario=scenario_draft({**self._values, "steps": steps}),
            wrong=found.wrong,
            wrong_in_steps=tuple(wrong_in_steps),
            unreadable=unreadable_names(found.faults),
        )
        self.faults += [*faults_of_scenario(draft), *_zone_exists(draft.scenario.timezone)]

    def _read_step(self, table: Mapping[str, object]) -> Wrong:
        place = len(self._steps)
        found = read_level(STEP, table)
        self._steps.append(found.values)
        step = step_draft(found.values)
        faults = [*found.faults, *faults_of_step(step, found.wrong)]
        self.faults += [_sent_home(fault.under("step", place)) for fault in faults]
        return found.wrong

    def scenario(self) -> Scenario:
        """Give the scenario, once nothing is wrong with it."""
        steps = [EscalationStep(**step) for step in self._steps]
        return Scenario(**self._values, steps=steps)


def _sent_home(fault: Fault) -> Fault:
    """Say where a key belongs that stands below the wrong header."""
    name = fault.path[-1] if fault.path else None
    if fault.code != "unknown-key":
        return fault
    if len(fault.path) == 1 and name in STEP.keys:
        return attrs.evolve(fault, hint=f"`{name}` belongs to a step: write it below its [[step]]")
    if fault.path[0] in {"step", "contact", "pause"} and name in SCENARIO.keys:
        hint = f"`{name}` belongs to the scenario: write it above the first header in brackets"
        return attrs.evolve(fault, hint=hint)
    return fault


def _zone_exists(name: str) -> list[Fault]:
    """Look the zone up: this reads files, so it is asked where files are read."""
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        otherwise = "write a name of the IANA list, such as `Europe/Paris` or `UTC`"
        return [
            Fault(
                code="unknown-timezone",
                message=f"`{shown(name)}` is no time zone",
                hint=near(name, zoneinfo.available_timezones(), otherwise),
                path=("timezone",),
            )
        ]
    return []
