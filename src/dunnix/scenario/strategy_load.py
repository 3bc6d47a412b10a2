"""Strategies from files, with the scenarios they name."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from dunnix.errors import Problem, ScenarioError
from dunnix.scenario.draft_scenario import unreadable_names
from dunnix.scenario.faults import Fault
from dunnix.scenario.load import (
    check_text,
    in_file_order,
    load_scenario,
    parse_scenario,
    positions_of,
)
from dunnix.scenario.positions import Places
from dunnix.scenario.readers import shown
from dunnix.scenario.sources import is_path, read_source
from dunnix.scenario.strategy import Strategy
from dunnix.scenario.strategy_keys import ASSIGN, PRIORITY, STRATEGY
from dunnix.scenario.strategy_parts import (
    Arm,
    AssignKeys,
    AssignRule,
    PriorityRule,
    faults_of_assign,
)
from dunnix.scenario.strategy_rules import StrategyDraft, faults_of_strategy
from dunnix.scenario.syntax import UnreadableError, decode, parse
from dunnix.scenario.tables import read_level
from dunnix.scenario.types import Scenario

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

_Path = str | os.PathLike[str]
_HERE: Final = Path()
_FROM_HERE: Final = "check the path; it counts from the folder of the {file}"


def load_strategy(
    source: _Path,
    *,
    scenarios: Iterable[Scenario] = (),
    jurisdictions: Iterable["Jurisdiction"] = (),
) -> Strategy:
    """Give the strategy in a TOML file, with the scenarios it names.

    A scenario is named by the id of one that ships, by the path of its file, which counts from
    the folder of the strategy, or as `id@version` of one of `scenarios`. `jurisdictions` are laws
    of your own that these name. Raises `ScenarioError` with every problem found.
    """
    try:
        name, data = read_source(Path(source))
    except UnreadableError as error:
        raise ScenarioError([error.problem]) from None
    return parse_strategy(
        data,
        name=name,
        folder=Path(source).parent,
        scenarios=scenarios,
        jurisdictions=jurisdictions,
    )


def parse_strategy(
    text: str | bytes,
    *,
    name: str,
    folder: _Path = _HERE,
    scenarios: Iterable[Scenario] = (),
    jurisdictions: Iterable["Jurisdiction"] = (),
) -> Strategy:
    r"""Give the strategy a TOML text declares; `name` is the file's in the problems.

    Raises `ScenarioError` with every problem found.

    >>> text = 'id = "one"\nversion = "1"\n[[assign]]\nscenario = "gentle"'
    >>> parse_strategy(text, name="one.toml").default.id
    'gentle'
    """
    where = _Scenarios(Path(folder), _by_ref(scenarios), tuple(jurisdictions))
    problems, strategy = _read(text, name, where)
    if strategy is None:
        raise ScenarioError(problems)
    return strategy


def check_strategy_text(
    text: str | bytes, *, name: str, folder: _Path = _HERE, scenarios: Iterable[Scenario] = ()
) -> tuple[Problem, ...]:
    """Give every problem of a strategy's text, in the order of its lines."""
    return _read(text, name, _Scenarios(Path(folder), _by_ref(scenarios), ()))[0]


def check_source(source: _Path) -> tuple[Problem, ...]:
    """Give every problem of a scenario or a strategy, whichever the source is.

    >>> check_source("gentle")
    ()
    """
    try:
        name, data = read_source(source)
    except UnreadableError as error:
        return (error.problem,)
    if _is_strategy(data, name):
        return check_strategy_text(data, name=name, folder=Path(source).parent)
    return check_text(data, name=name)


def load_source(source: _Path) -> tuple[Scenario | Strategy, Places]:
    """Give a scenario or a strategy, whichever the source is, and where its keys stand.

    Raises `ScenarioError` with every problem found.

    >>> scenario, places = load_source("gentle")
    >>> scenario.ref, str(places.of(("step", 1, "at")))
    ('gentle@2026.0', 'gentle.toml:27:11')
    """
    try:
        name, data = read_source(source)
    except UnreadableError as error:
        raise ScenarioError([error.problem]) from None
    if _is_strategy(data, name):
        found: Scenario | Strategy = parse_strategy(data, name=name, folder=Path(source).parent)
    else:
        found = parse_scenario(data, name=name)
    # Positions are found in texts that were read without a fault.
    return found, Places(name, positions_of(decode(data, name)))


def is_strategy(source: _Path) -> bool | None:
    """Tell a strategy, with `assign` and no `step`, from a scenario; None for neither.

    >>> is_strategy("gentle")
    False
    """
    try:
        name, data = read_source(source)
    except UnreadableError:
        return None
    return _is_strategy(data, name)


def _is_strategy(data: bytes, name: str) -> bool | None:
    try:
        table = parse(decode(data, name), name)
    except UnreadableError:
        return None
    has_rules, has_steps = "assign" in table, "step" in table
    return None if has_rules is has_steps else has_rules


def _by_ref(scenarios: Iterable[Scenario]) -> dict[str, Scenario]:
    return {each.ref: each for each in scenarios}


def _read(
    text: str | bytes, name: str, scenarios: "_Scenarios"
) -> tuple[tuple[Problem, ...], Strategy | None]:
    try:
        toml = decode(text, name)
        table = parse(toml, name)
    except UnreadableError as error:
        return (error.problem,), None
    reading = _Reading(table, scenarios)
    positions = positions_of(toml)
    faults = dict.fromkeys(reading.faults)
    problems = [fault.problem(place=positions.place_of(fault, name)) for fault in faults]
    return in_file_order(problems), None if problems else reading.strategy()


@attrs.frozen(order=False)
class _Scenarios:
    """Where scenarios are looked for: those given, files by a folder, and those that ship."""

    folder: Path
    given: Mapping[str, Scenario]
    jurisdictions: tuple["Jurisdiction", ...]

    def named(self, name: str) -> Scenario | Fault:
        """Give a scenario by its reference, or what is wrong with it."""
        if name in self.given:
            return self.given[name]
        path = self.folder / name
        try:
            where = path if is_path(name) else name
            return load_scenario(where, jurisdictions=self.jurisdictions)
        except ScenarioError as error:
            return faulty_source(name, error, file="strategy")


def faulty_source(name: str, error: ScenarioError, *, file: str) -> Fault:
    """Say in the file that names a scenario or strategy what is wrong with that one."""
    first, count = error.problems[0], len(error.problems)
    if first.place is None or first.place.line is None:
        hint = _FROM_HERE.format(file=file) if first.code == "missing-file" else first.hint
        return Fault(code=first.code, message=first.message, hint=hint)
    several = f"{count} problems" if count > 1 else "a problem"
    return Fault(
        code="faulty-scenario",
        message=f"`{shown(name)}` has {several}, the first in line {first.place.line}",
        hint=f"`dunnix check {shown(name)}` tells all of it",
    )


class _Reading:
    """A file's tables read key by key, its scenarios found, and every rule asked."""

    def __init__(self, table: Mapping[str, object], scenarios: _Scenarios) -> None:
        self._scenarios = scenarios
        found = read_level(STRATEGY, table)
        self.faults = list(found.faults)
        self._values: dict[str, Any] = dict(found.values)
        self._unread: set[int] = set()
        assign = enumerate(self._values.get("assign", ()))
        self._rules = {place: self._assign(place, rule) for place, rule in assign}
        points = enumerate(self._values.get("priority", ()))
        read = {place: self._points(place, rule) for place, rule in points}
        self._priority = {place: rule for place, rule in read.items() if rule is not None}
        draft = StrategyDraft(
            values=self._values,
            assign=self._rules,
            priority=self._priority,
            wrong=found.wrong,
            unreadable=unreadable_names(found.faults),
            unread_conditions=frozenset(self._unread),
        )
        self.faults += faults_of_strategy(draft)

    def _assign(self, place: int, table: Mapping[str, object]) -> AssignKeys:
        found = read_level(ASSIGN, table)
        faults, wrong = list(found.faults), set(found.wrong)
        values: dict[str, Any] = dict(found.values)
        if "scenario" in values:
            values["scenario"] = self._named(values["scenario"], faults, ("scenario",))
        arms = [
            (self._named(name, faults, ("split", name), at_key=True), percent)
            for name, percent in values.pop("split", ())
        ]
        values["split"] = [Arm(scenario, percent) for scenario, percent in arms if scenario]
        if "when" in wrong:
            self._unread.add(place)
        wrong |= {str(fault.path[0]) for fault in faults}
        values = {name: value for name, value in values.items() if value is not None}
        rule = AssignKeys(**values)
        faults += faults_of_assign(rule, frozenset(wrong))
        self.faults += [fault.under("assign", place) for fault in faults]
        return rule

    def _named(
        self, name: str, faults: list[Fault], path: tuple[str, ...], *, at_key: bool = False
    ) -> Scenario | None:
        found = self._scenarios.named(name)
        if isinstance(found, Fault):
            faults.append(attrs.evolve(found, path=path, at_key=at_key))
            return None
        return found

    def _points(self, place: int, table: Mapping[str, object]) -> PriorityRule | None:
        found = read_level(PRIORITY, table)
        self.faults += [fault.under("priority", place) for fault in found.faults]
        values: dict[str, Any] = dict(found.values)
        return None if found.faults else PriorityRule(**values)

    def strategy(self) -> Strategy:
        """Give the strategy, once nothing is wrong with it."""
        values: dict[str, Any] = {
            **self._values,
            "assign": [AssignRule(**attrs.asdict(e, recurse=False)) for e in self._rules.values()],
            "priority": list(self._priority.values()),
        }
        return Strategy(**values)
