"""`dunnix check`: all that is wrong with scenarios."""

import argparse
import json
from collections.abc import Sequence

from dunnix.cli.streams import Screen, clean, machine_output
from dunnix.errors import Problem, Severity
from dunnix.scenario import check_scenario


def run(arguments: argparse.Namespace) -> bool:
    """Check each scenario; whether any has an error."""
    found = [(name, check_scenario(name)) for name in arguments.scenarios]
    if arguments.format == "json":
        rows = [_row(name, problem) for name, problems in found for problem in problems]
        print(json.dumps(rows, ensure_ascii=False, indent=1), file=machine_output())
    else:
        screen = Screen()
        for name, problems in found:
            _show(screen, name, problems)
    return any(_is_error(problem) for _, problems in found for problem in problems)


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _show(screen: Screen, name: str, problems: Sequence[Problem]) -> None:
    for problem in problems:
        style = "bad" if _is_error(problem) else "title"
        first, *rest = str(problem).splitlines()
        screen.put((clean(first), style))
        for line in rest:
            screen.put(clean(line))
    errors = sum(map(_is_error, problems))
    screen.put(f"{clean(name)}: {_counted(errors, len(problems) - errors)}")


def _counted(errors: int, warnings: int) -> str:
    counted = [
        f"{count} {noun}" if count == 1 else f"{count} {noun}s"
        for count, noun in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return ", ".join(counted) or "fine"


def _row(name: str, problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "scenario": name,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
    }
