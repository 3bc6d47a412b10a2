"""A file checked as a whole: the loader's problems, and then what is found by trying it."""

import os

import attrs

from dunnix.errors import Problem, ScenarioError, Severity
from dunnix.inspection.check import check_scenario
from dunnix.inspection.report import ScenarioFinding, ScenarioReport
from dunnix.scenario import Places, Scenario, ScenarioRegistry, Strategy, load_source
from dunnix.scenario import check_source as problems_of

_AT_KEY = frozenset({"facts", "allow"})
_NOTHING_PUBLISHED = ScenarioRegistry()


@attrs.frozen(kw_only=True, order=False)
class Checked:
    """What was found in a file: by reading it, and by trying it where nothing refuses it.

    `rules` and `report` are None where an error refuses the file: what can't be read can't be
    tried.
    """

    source: str
    problems: tuple[Problem, ...]
    rules: Scenario | Strategy | None
    report: ScenarioReport | None

    @property
    def findings(self) -> tuple[ScenarioFinding, ...]:
        """What was found by trying it."""
        return () if self.report is None else self.report.findings

    @property
    def is_fine(self) -> bool:
        """Whether there is no error that nobody accepted."""
        read = (each.severity is Severity.ERROR and not each.allowed for each in self.problems)
        return not any(read) and not any(each.counts for each in self.findings)


def check_source(
    source: str | os.PathLike[str], *, registry: ScenarioRegistry = _NOTHING_PUBLISHED
) -> Checked:
    """Check a scenario or a strategy, that ships or in a file: every problem, then every finding.

    Each finding has its place in the file. A version that `registry` knows with another text is a
    problem.

    >>> checked = check_source("gentle")
    >>> checked.is_fine, checked.problems, checked.findings
    (True, (), ())
    """
    problems = problems_of(source)
    try:
        scenario, places = load_source(source)
    except ScenarioError:
        return Checked(source=str(source), problems=problems, rules=None, report=None)
    if isinstance(scenario, Scenario):
        place = places.of(("version",))
        reused = registry.problems_of(scenario)
        problems = (*problems, *(attrs.evolve(each, place=place) for each in reused))
    report = check_scenario(scenario)
    placed = sorted((_placed(each, places) for each in report.findings), key=_line)
    report = attrs.evolve(report, findings=tuple(placed))
    return Checked(source=str(source), problems=problems, rules=scenario, report=report)


def _placed(found: ScenarioFinding, places: Places) -> ScenarioFinding:
    at_key = not _AT_KEY.isdisjoint(map(str, found.path))
    return attrs.evolve(found, place=places.of(found.path, at_key=at_key))


def _line(found: ScenarioFinding) -> tuple[int, int, str, str]:
    place = found.place
    line, column = (place.line or 0, place.column or 0) if place else (0, 0)
    return line, column, found.code, found.message
