"""Tests of scenarios from files: everything wrong is found in one pass, each thing at its place."""

import functools
import os
from collections.abc import Iterable, Mapping
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, Final

import attrs

from dunnix.errors import Place, Problem, ScenarioError, ScenarioTestError, Severity
from dunnix.scenario import Scenario, Strategy, load_strategy, parse_scenario
from dunnix.scenario.faults import Fault
from dunnix.scenario.load import in_file_order, positions_of
from dunnix.scenario.sources import is_path, read_source
from dunnix.scenario.strategy_load import faulty_source
from dunnix.scenario.syntax import UnreadableError, decode, parse
from dunnix.scenario.tables import read_level
from dunnix.testing.expectation import ScenarioTest, ScenarioTestFile
from dunnix.testing.keys import FILE, tables_in
from dunnix.testing.reading import Placing, ReadingOfTest
from dunnix.testing.sheet import Sheet

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

_KIND: Final = "test file"
_RULES: Final = 'add such as scenario = "my-first.toml" above the first header'


def load_scenario_tests(
    path: str | os.PathLike[str], *, jurisdictions: Iterable["Jurisdiction"] = ()
) -> ScenarioTestFile:
    """Read the tests of a file, with the scenario or strategy they are about.

    That is named by its path, from the folder of the file, or as one that ships. `jurisdictions`
    are laws of your own. Raises `ScenarioTestError` with every problem found, each with line,
    column and a hint.
    """
    try:
        name, data = read_source(File(path))
    except UnreadableError as error:
        raise ScenarioTestError([error.problem]) from None
    return parse_scenario_tests(
        data, name=name, folder=File(path).parent, jurisdictions=jurisdictions
    )


def parse_scenario_tests(
    text: str | bytes,
    *,
    name: str,
    folder: str | os.PathLike[str] = "",
    jurisdictions: Iterable["Jurisdiction"] = (),
) -> ScenarioTestFile:
    """Read tests from a TOML text; `name` is the file's in the problems.

    >>> text = '''
    ... scenario = "fr-b2b"
    ... [account]
    ... debtor = { id = "D1", contacts = [ { role = "accounts-payable", email = "ap@e.example" } ] }
    ... invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]
    ... [[test]]
    ... name = "a week before the due date a mail reminds"
    ... until = 2026-02-04
    ... expect = [ { on = 2026-01-28, step = "courtesy", channel = "email" } ]
    ... '''
    >>> parse_scenario_tests(text, name="my.test.toml").tests[0].until
    datetime.date(2026, 2, 4)
    """
    try:
        toml = decode(text, name)
        table = parse(toml, name)
    except UnreadableError as error:
        raise ScenarioTestError([error.problem]) from None
    positions = positions_of(toml)

    def place(fault: Fault) -> Place:
        return positions.place_of(fault, name)

    reading = _Reading(table, _Sources(File(folder), tuple(jurisdictions)), place, name)
    faults = dict.fromkeys(reading.faults)
    problems = in_file_order(fault.problem(place=place(fault)) for fault in faults)
    if reading.rules is None or any(each.severity is Severity.ERROR for each in problems):
        raise ScenarioTestError(problems)
    return reading.file(problems)


@attrs.frozen(order=False)
class _Sources:
    """Where scenarios and strategies are looked for."""

    folder: File
    jurisdictions: tuple["Jurisdiction", ...]

    def where(self, name: str, *, is_strategy: bool) -> str:
        """Give the path of a file, from the folder of the tests; the id of one that ships."""
        return str(self.folder / name) if is_strategy or is_path(name) else name

    def rules(self, name: str, *, is_strategy: bool) -> Scenario | Strategy | Fault:
        """Give the rules of a name, or what is wrong with them."""
        source = self.where(name, is_strategy=is_strategy)
        try:
            if is_strategy:
                return load_strategy(source, jurisdictions=self.jurisdictions)
            try:
                file, data = read_source(source)
            except UnreadableError as error:
                raise ScenarioError([error.problem]) from None
            if self.jurisdictions:
                return parse_scenario(data, name=file, jurisdictions=self.jurisdictions)
            return _parsed(data, file)
        except ScenarioError as error:
            return faulty_source(name, error, file=_KIND)


@functools.lru_cache(64)
def _parsed(data: bytes, file: str) -> Scenario:
    """Read a scenario once for all the files that test it."""
    return parse_scenario(data, name=file)


class _Reading:
    """A file's tables read key by key, its scenario found, and each test read."""

    def __init__(
        self, table: Mapping[str, object], sources: _Sources, place: Placing, name: str
    ) -> None:
        found = read_level(FILE, table)
        self.faults = list(found.faults)
        self._values: dict[str, Any] = dict(found.values)
        self._name = name
        self._source = ""
        self.rules = self._rules(sources, found.wrong)
        self.tests: list[ScenarioTest] = []
        shared = Sheet()
        if "account" in self._values:
            shared.lay(self._values["account"], ("account",))
        seen: dict[str, int] = {}
        faults: list[Fault] = []
        for number, test in tables_in(self._values.get("test", ()), faults):
            reading = ReadingOfTest(test, shared, self.rules, number, place)
            self.faults += reading.faults
            self._twice(reading.name, number, seen)
            if reading.test is not None:
                self.tests.append(reading.test)
        self.faults += [fault.under("test") for fault in faults]

    def _rules(self, sources: _Sources, wrong: frozenset[str]) -> Scenario | Strategy | None:
        given = [key for key in ("scenario", "strategy") if key in self._values]
        if not given:
            if wrong.isdisjoint({"scenario", "strategy"}):
                message = "a file of tests needs `scenario` or `strategy`"
                self.faults.append(Fault(code="missing-key", message=message, hint=_RULES))
            return None
        if len(given) > 1:
            message = "`scenario` and `strategy` in one file"
            hint = "keep one of the two: a strategy names its scenarios"
            fault = Fault(code="contradiction", message=message, hint=hint, path=("strategy",))
            self.faults.append(fault)
            return None
        (key,) = given
        is_strategy = key == "strategy"
        found = sources.rules(self._values[key], is_strategy=is_strategy)
        if isinstance(found, Fault):
            self.faults.append(attrs.evolve(found, path=(key,)))
            return None
        self._source = sources.where(self._values[key], is_strategy=is_strategy)
        return found

    def _twice(self, name: str | None, number: int, seen: dict[str, int]) -> None:
        """Refuse a name that two tests have: a report has to say which it is about."""
        if name is not None and seen.setdefault(name, number) != number:
            self.faults.append(
                Fault(
                    code="listed-twice",
                    message="two tests of this name",
                    hint="say in the name what is tested, each time something else",
                    path=("test", number, "name"),
                )
            )

    def file(self, problems: Iterable[Problem]) -> ScenarioTestFile:
        """Give the file, once nothing is wrong with it."""
        if self.rules is None:
            raise AssertionError("a file without rules is refused")
        return ScenarioTestFile(
            path=self._name,
            rules=self.rules,
            source=self._source,
            tests=self.tests,
            warnings=problems,
        )
