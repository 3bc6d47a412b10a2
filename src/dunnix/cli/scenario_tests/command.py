"""`dunnix test`: what must happen under a scenario, set against what does."""

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dunnix.cli.problems import print_problems
from dunnix.cli.scenario_tests.accept import accept
from dunnix.cli.scenario_tests.output import github_lines, test_rows
from dunnix.cli.streams import Screen, clean, machine_output, print_json
from dunnix.cli.usage import UsageError
from dunnix.errors import Problem, ScenarioTestError
from dunnix.inspection.report import finding_row
from dunnix.testing.coverage import ScenarioCoverage
from dunnix.testing.expectation import ScenarioTestFile
from dunnix.testing.file_run import FileRun, merged_coverage, run_files
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.report import coverage_lines, result_lines

_ENDING: Final = ".test.toml"
_INSTALLED: Final = "site-packages"


def run(arguments: argparse.Namespace) -> bool:
    """Run the tests of files and folders; whether any fails, or can't be read."""
    files, unreadable = _loaded(_paths(arguments.tests))
    runs = run_files(files, jobs=arguments.jobs or _processors(), cover=arguments.coverage)
    if arguments.accept or arguments.accept_changes:
        runs = accept(runs, changed=arguments.accept_changes)
    coverage = merged_coverage(runs)
    problems = [*unreadable, *(each for run in runs for each in run.file.warnings)]
    match arguments.format:
        case "json":
            covered = [each.to_dict() for each in coverage]
            told = [finding_row(each) for each in problems]
            print_json({"tests": test_rows(runs), "problems": told, "coverage": covered})
        case "github":
            for line in github_lines(runs, problems):
                machine_output().write(line + "\n")
        case _:
            _show(Screen(), runs, coverage)
    print_problems(problems)
    return bool(unreadable) or not all(each.passed for each in runs)


def _paths(given: Sequence[str]) -> list[Path]:
    """Give the files meant: of a folder all whose names end as those of tests do."""
    found: list[Path] = []
    for name in given:
        path = Path(name)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(each for each in path.rglob(f"*{_ENDING}") if _is_meant(each, path))
        if not inside:
            raise UsageError(
                f"there are no tests in `{clean(name)}`",
                hint=f"name each file of tests so that it ends in `{_ENDING}`",
            )
        found += inside
    return list(dict.fromkeys(found))


def _is_meant(found: Path, folder: Path) -> bool:
    """Tell a user's own file from those of hidden folders and of installed packages."""
    folders = found.relative_to(folder).parent.parts
    return found.is_file() and not any(
        each.startswith(".") or each == _INSTALLED for each in folders
    )


def _loaded(paths: Iterable[Path]) -> tuple[list[ScenarioTestFile], list[Problem]]:
    """Read the files; what is wrong with one leaves the others to be run."""
    files: list[ScenarioTestFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(load_scenario_tests(path))
        except ScenarioTestError as error:
            problems += error.problems
    return files, problems


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _show(screen: Screen, runs: Sequence[FileRun], coverage: Sequence[ScenarioCoverage]) -> None:
    for each in runs:
        for result in each.results:
            if not result.passed:
                for line, style in result_lines(result, screen.width):
                    screen.put((clean(line), style))
                screen.put()
    for each in runs:
        screen.put(f"{clean(each.file.path)}: {_counted([each])}")
    for covered in coverage:
        screen.put()
        for line, style in coverage_lines(covered, screen.width):
            screen.put((clean(line), style))
    if len(runs) > 1:
        screen.title(_counted(runs))


def _counted(runs: Iterable[FileRun]) -> str:
    results = [result for run in runs for result in run.results]
    passed = sum(result.passed for result in results)
    failed = len(results) - passed
    return f"{passed} passed" + (f", {failed} failed" if failed else "")
