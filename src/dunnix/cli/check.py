"""`dunnix check`: all that is wrong with scenarios."""

import argparse
import json
from collections.abc import Sequence

from dunnix.cli.streams import Screen, clean, machine_output
from dunnix.errors import Problem, Severity
from dunnix.scenario import check_source


def run(arguments: argparse.Namespace) -> bool:
    """Check each scenario; whether any has an error."""
    found = [(name, check_source(name)) for name in arguments.scenarios]
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


def _style(problem: Problem) -> str:
    if problem.allowed:
        return "dim"
    return "bad" if _is_error(problem) else "title"


def _show(screen: Screen, name: str, problems: Sequence[Problem]) -> None:
    for problem in problems:
        style = _style(problem)
        first, *rest = str(problem).splitlines()
        screen.put((clean(first), style))
        for line in rest:
            screen.put(clean(line))
    screen.put(f"{clean(name)}: {_counted(problems)}")


def _counted(problems: Sequence[Problem]) -> str:
    errors = sum(map(_is_error, problems))
    allowed = sum(problem.allowed is not None for problem in problems)
    warnings = len(problems) - errors - allowed
    counted = [
        f"{count} {noun}" if count == 1 else f"{count} {noun}s"
        for count, noun in ((errors, "error"), (warnings, "warning"))
        if count
    ] or ["fine"]
    return ", ".join([*counted, *([f"{allowed} allowed"] if allowed else [])])


def _row(name: str, problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "scenario": name,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "allowed": problem.allowed,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
    }
