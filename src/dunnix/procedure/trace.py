"""The lines of a file that sentences tell of."""

from collections.abc import Callable
from typing import Final

from dunnix.errors import ScenarioError
from dunnix.procedure.procedure import Path
from dunnix.scenario import Scenario, parse_scenario, scenario_names
from dunnix.scenario.load import positions_of, scenario_text
from dunnix.scenario.sources import is_path
from dunnix.scenario.syntax import decode

RULES_OF_THE_LANGUAGE: Final = frozenset({("people",), ("pause",), ("reaction",), ("tone",)})
"""What is said of one of these as a whole: no key and no line says it."""
_Lines = Callable[[Path], int | None]


def source_of(scenario: Scenario, given: str | bytes | None) -> str | None:
    """Give the text that declares a scenario: the one given, or that of one that ships.

    None where neither is there. Raises `ValueError` where the one given declares another.
    """
    if given is None:
        return _shipped(scenario)
    name = f"{scenario.id}.toml"
    if _declared_by(given, name, scenario) != scenario:
        raise ValueError(f"the source doesn't declare the scenario `{scenario.ref}` as it is")
    return decode(given, name)


def _shipped(scenario: Scenario) -> str | None:
    if scenario.id not in scenario_names() or is_path(scenario.ref):
        return None
    try:
        name, data = scenario_text(scenario.ref)
    except ScenarioError:
        return None
    return decode(data, name) if parse_scenario(data, name=name) == scenario else None


def lines_of(source: str) -> _Lines:
    """Give where the keys of a scenario stand in its text.

    What a step has from `[defaults]` stands there, and what it leaves to a default of the language
    at the step itself; what the whole scenario leaves to one stands nowhere.
    """
    line_of = positions_of(source).line_of

    def line(path: Path) -> int | None:
        if path in RULES_OF_THE_LANGUAGE:
            return None
        found = line_of(path)
        if found is None and path[0] == "step":
            found = line_of(("defaults", *path[2:]))
        if found is None and len(path) > 1 and isinstance(path[1], int):
            found = line_of(path[:2])
        return found

    return line


def _declared_by(source: str | bytes, name: str, scenario: Scenario) -> Scenario | None:
    law = scenario.late_payment
    own = [] if law is None or isinstance(law.law, str) else [law.law]
    try:
        return parse_scenario(source, name=name, jurisdictions=own)
    except ScenarioError:
        return None
