"""Scenarios from files: everything wrong is found in one pass, each thing at its place."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from dunnix.errors import Problem, ScenarioError, Severity
from dunnix.scenario.allowances import with_allowed
from dunnix.scenario.declarations import near
from dunnix.scenario.draft_scenario import Draft, allowances_of, unreadable_names
from dunnix.scenario.drafts import reaction_draft, scenario_draft, step_draft
from dunnix.scenario.faults import Fault
from dunnix.scenario.ladder_tables import Ladder
from dunnix.scenario.positions import Positions
from dunnix.scenario.readers import shown
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.scenario_rules import faults_of_scenario
from dunnix.scenario.sources import read_source
from dunnix.scenario.step_keys import STEP
from dunnix.scenario.syntax import UnreadableError, decode, parse
from dunnix.scenario.tables import Found, read_level
from dunnix.scenario.types import EscalationStep, Reaction, Scenario

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

_NOT_HOMELESS: Final = frozenset(
    {"id", "allow", "contact", "late-payment", "pause", "step", "reaction", "statement"}
)
"""Keys of a scenario that, below another header, aren't meant for the scenario."""
_FIELDS: Final = {
    "tone": "tones",
    "statement": "statements",
    "late-payment": "late_payment",
}
"""What a table is called as the field of a scenario."""


def load_scenario(
    source: str | os.PathLike[str], *, jurisdictions: Iterable["Jurisdiction"] = ()
) -> Scenario:
    """Give a scenario that ships with dunnix, by id, or one from a TOML file, by path.

    A text is a path when it ends in `.toml` or has a folder in it. `jurisdictions` are laws of
    your own, which `[late-payment]` may name by their ids, before those that ship. Raises
    `ScenarioError` with every problem found, each with line, column and a hint; warnings alone
    don't refuse.

    >>> load_scenario("fr-b2b").ref
    'fr-b2b@2026.1'
    """
    name, data = scenario_text(source)
    return parse_scenario(data, name=name, jurisdictions=jurisdictions)


def scenario_text(source: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Give the name and the text of a scenario that ships, by id, or of a file, by path.

    Raises `ScenarioError` where there is none or it can't be read.
    """
    try:
        return read_source(source)
    except UnreadableError as error:
        raise ScenarioError([error.problem]) from None


def check_scenario(
    source: str | os.PathLike[str], *, jurisdictions: Iterable["Jurisdiction"] = ()
) -> tuple[Problem, ...]:
    """Give every problem of a scenario, shipped or in a file, warnings included.

    >>> check_scenario("fr-b2b")
    ()
    """
    try:
        name, data = read_source(source)
    except UnreadableError as error:
        return (error.problem,)
    return check_text(data, name=name, jurisdictions=jurisdictions)


def parse_scenario(
    text: str | bytes, *, name: str, jurisdictions: Iterable["Jurisdiction"] = ()
) -> Scenario:
    r"""Give the scenario a TOML text declares; `name` is the file's in the problems.

    `jurisdictions` are laws of your own. Raises `ScenarioError` with every problem found.

    >>> silence = 'id = "silence"\nversion = "1"\ncurrency = "EUR"\nif_behind = "one-at-a-time"'
    >>> parse_scenario(silence, name="silence.toml").steps
    ()
    """
    problems, scenario = _read(text, name, jurisdictions)
    if scenario is None:
        raise ScenarioError(problems)
    return scenario


def check_text(
    text: str | bytes, *, name: str, jurisdictions: Iterable["Jurisdiction"] = ()
) -> tuple[Problem, ...]:
    r"""Give every problem of a scenario's text in the order of its lines, warnings included.

    >>> for problem in check_text('id = "x"\ncurrency = "EUR"\nif_behind = "x"', name="x.toml"):
    ...     print(problem.place, problem.code)
    x.toml:1:1 missing-key
    x.toml:1:1 no-steps
    x.toml:3:13 unknown-value
    """
    return _read(text, name, jurisdictions)[0]


def _read(
    text: str | bytes, name: str, jurisdictions: Iterable["Jurisdiction"]
) -> tuple[tuple[Problem, ...], Scenario | None]:
    try:
        toml = decode(text, name)
        table = parse(toml, name)
    except UnreadableError as error:
        return (error.problem,), None
    reading = _Reading(table, tuple(jurisdictions))
    positions = positions_of(toml)
    problems = [fault.problem(place=positions.place_of(fault, name)) for fault in reading.faults]
    refused = any(problem.severity is Severity.ERROR for problem in problems)
    return in_file_order(problems), None if refused else reading.scenario()


def positions_of(toml: str) -> Positions:
    """Find where each key of a TOML text stands."""
    try:
        return Positions.of_toml(toml)
    except RecursionError:
        # The parser got through with what was left of the stack; the problems go without a line.
        return Positions(toml)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by their lines."""
    return tuple(sorted(problems, key=_line))


def _line(problem: Problem) -> tuple[int, int, str, str]:
    place = problem.place
    line, column = (place.line or 0, place.column or 0) if place else (0, 0)
    return line, column, problem.code, problem.message


class _Reading:
    """A file's tables read key by key, and asked every rule."""

    def __init__(
        self, table: Mapping[str, object], jurisdictions: tuple["Jurisdiction", ...]
    ) -> None:
        self._own_laws = tuple(each.id for each in jurisdictions)
        found = read_level(SCENARIO, table)
        self._faults = [_sent_home(fault) for fault in found.faults]
        self._values: dict[str, Any] = dict(found.values)
        for name in ("contact", "pause"):
            self._values |= self._values.pop(name, {})
        for key, field in _FIELDS.items():
            if key in self._values:
                self._values[field] = self._values.pop(key)
        law = self._values.get("late_payment")
        if law is not None:
            self._values["late_payment"] = law.among(jurisdictions)
        self._ladder = Ladder.read(
            self._values.pop("defaults", {}),
            self._values.pop("step", ()),
            self._values.pop("reaction", ()),
        )
        self._faults += map(_sent_home, self._ladder.faults)
        draft = self._draft(found)
        self._faults += [
            *map(self._ladder.at_home, faults_of_scenario(draft)),
            *_zone_exists(draft.scenario.timezone),
        ]
        self.faults = with_allowed(dict.fromkeys(self._faults), allowances_of(draft.scenario))

    def _draft(self, found: Found) -> Draft:
        ladder = self._ladder
        values = {
            **self._values,
            "steps": [step_draft(values) for values in ladder.steps],
            "reactions": [reaction_draft(values) for values in ladder.reactions],
        }
        return Draft(
            scenario=scenario_draft(values),
            wrong=found.wrong,
            wrong_in_steps=tuple(ladder.wrong_in_steps),
            wrong_in_reactions=tuple(ladder.wrong_in_reactions),
            unreadable=unreadable_names(found.faults),
            own_laws=self._own_laws,
        )

    def scenario(self) -> Scenario:
        """Give the scenario, once nothing is wrong with it."""
        steps = [EscalationStep(**step) for step in self._ladder.steps]
        reactions = [Reaction(**reaction) for reaction in self._ladder.reactions]
        return Scenario(**self._values, steps=steps, reactions=reactions)


def _sent_home(fault: Fault) -> Fault:
    """Say where a key belongs that stands below the wrong header."""
    name = fault.path[-1] if fault.path else None
    if fault.code != "unknown-key":
        return fault
    if len(fault.path) == 1 and name in STEP.keys and name not in SCENARIO.keys:
        return attrs.evolve(fault, hint=f"`{name}` belongs to a step: write it below its [[step]]")
    if len(fault.path) > 1 and name in SCENARIO.keys and name not in _NOT_HOMELESS:
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
