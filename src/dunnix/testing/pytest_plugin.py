"""A plugin of pytest that collects files of scenario tests: `*.test.toml`.

It is loaded in every run of pytest where dunnix is installed, so it imports nothing of dunnix until
it meets such a file.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr, TracebackStyle

    from dunnix.testing.expectation import ScenarioTest

_ENDING = ".test.toml"
_OURS = re.compile(rb"^[ \t]*(?:scenario|strategy)\b|^[ \t]*\[\[test\]\]", re.MULTILINE)


class DifferenceError(Exception):
    """A scenario that did otherwise than its test expects; its text is the report."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioTestsFile | None":
    """Collect files whose names end in `.test.toml`; one of another tool's is left alone."""
    if file_path.name.endswith(_ENDING) and _OURS.search(file_path.read_bytes()):
        return ScenarioTestsFile.from_parent(  # pyright: ignore[reportUnknownMemberType]  # pytest's
            parent, path=file_path
        )
    return None


class ScenarioTestsFile(pytest.File):
    """A file of scenario tests."""

    def collect(self) -> "Iterator[ScenarioTestItem]":
        """Read the tests; a file that can't be read is told with all its problems."""
        from dunnix.errors import ScenarioTestError
        from dunnix.testing.load import load_scenario_tests

        try:
            file = load_scenario_tests(self.path)
        except ScenarioTestError as error:
            raise self.CollectError(str(error)) from None
        for test in file.tests:
            yield ScenarioTestItem.from_parent(  # pyright: ignore[reportUnknownMemberType]  # pytest's
                self, name=test.name, test=test
            )


class ScenarioTestItem(pytest.Item):
    """One test of a scenario."""

    def __init__(self, *, test: "ScenarioTest", **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]  # what pytest hands through
        self._test = test

    def runtest(self) -> None:
        """Play the account, and compare."""
        from dunnix.testing.run import run_scenario_test

        result = run_scenario_test(self._test)
        if not result.passed:
            raise DifferenceError(result.report())

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: "TracebackStyle | None" = None,
    ) -> "str | TerminalRepr":
        """Show the report, and of a fault of dunnix where it happened."""
        if isinstance(excinfo.value, DifferenceError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Give the line of the test and its name."""
        place = self._test.place
        return self.path, None if place is None or place.line is None else place.line - 1, self.name
