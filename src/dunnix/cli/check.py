"""`dunnix check`: all that is wrong with scenarios, by reading them and by trying them."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from dunnix.cli.github import workflow_command
from dunnix.cli.registry_file import read_registry, write_registry
from dunnix.cli.streams import Screen, clean, machine_output, print_json
from dunnix.cli.usage import UsageError
from dunnix.errors import Problem, Severity
from dunnix.inspection import Checked, ScenarioFinding, Unproved, check_source
from dunnix.inspection.report import finding_row, witness_lines
from dunnix.scenario import Scenario, ScenarioRegistry

if TYPE_CHECKING:
    from collections.abc import Iterable

_Found: TypeAlias = Problem | ScenarioFinding
_NOT_PROVED: Final = "not-proved"


def run(arguments: argparse.Namespace) -> bool:
    """Check each scenario; whether any has an error."""
    path: Path | None = arguments.registry
    if arguments.register and path is None:
        raise UsageError("`--register` needs `--registry`", hint="name the file: --registry FILE")
    registry = ScenarioRegistry()
    if path is not None:
        registry = read_registry(path, may_be_new=arguments.register)
    checked = [check_source(name, registry=registry) for name in arguments.scenarios]
    match arguments.format:
        case "json":
            print_json([row for each in checked for row in _rows(each)])
        case "github":
            for each in checked:
                for line in _commands(each):
                    print(line, file=machine_output())
        case _:
            screen = Screen()
            for each in checked:
                _show(screen, each)
    if path is not None and arguments.register:
        fine = (each.rules for each in checked if each.is_fine)
        write_registry(path, registry, (each for each in fine if isinstance(each, Scenario)))
    return any(not each.is_fine for each in checked)


def _found(checked: Checked) -> list[_Found]:
    """Give what was found by reading and by trying, in the order of the lines."""
    return sorted((*checked.problems, *checked.findings), key=_line)


def _line(found: _Found) -> tuple[int, int]:
    place = found.place
    return (place.line or 0, place.column or 0) if place else (0, 0)


def _not_proved(checked: Checked) -> "Iterable[Unproved]":
    return () if checked.report is None else checked.report.not_proved


def _show(screen: Screen, checked: Checked) -> None:
    for found in _found(checked):
        first, *rest = str(found).splitlines()
        screen.put((clean(first), _style(found)))
        for line in rest:
            screen.put(clean(line))
    for each in _not_proved(checked):
        screen.put((clean(str(each)), "dim"))
    screen.put(f"{clean(checked.source)}: {_counted(checked)}")


def _style(found: _Found) -> str:
    if found.allowed:
        return "dim"
    return "bad" if found.severity is Severity.ERROR else "title"


def _counted(checked: Checked) -> str:
    """Say how much was found and how much is left open: what isn't proved is never called fine.

    What an error refuses isn't tried, so nothing is proved of it.
    """
    found = _found(checked)
    allowed = sum(each.allowed is not None for each in found)
    errors = sum(each.severity is Severity.ERROR and each.allowed is None for each in found)
    counts = ((errors, "error"), (len(found) - errors - allowed, "warning"))
    counted = [_number(count, noun) for count, noun in counts if count] or ["nothing found"]
    told = ", ".join([*counted, *([f"{allowed} allowed"] if allowed else [])])
    if checked.report is None:
        return told
    report = checked.report
    return f"{told}; {len(report.proved)} proved, {len(report.not_proved)} not proved"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _rows(checked: Checked) -> Iterator[dict[str, object]]:
    for found in _found(checked):
        yield {"scenario": checked.source, **finding_row(found)}
    for each in _not_proved(checked):
        nothing = dict.fromkeys(("hint", "allowed", "file", "line", "column"))
        yield {
            "scenario": checked.source,
            "code": each.code,
            "severity": _NOT_PROVED,
            "message": each.why,
            "path": list(each.path),
            **nothing,
        }


def _commands(checked: Checked) -> Iterator[str]:
    """Give what was found as commands of a workflow, which shows them beside the lines."""
    for found in _found(checked):
        kind = "notice" if found.allowed else str(found.severity)
        told = [found.message, found.allowed and f"allowed: {found.allowed}"]
        told += [None if found.allowed or not found.hint else f"hint: {found.hint}"]
        if isinstance(found, ScenarioFinding):
            told += witness_lines(found)
        message = "\n".join(each for each in told if each)
        yield workflow_command(kind, message, title=found.code, place=found.place)
    for each in _not_proved(checked):
        yield workflow_command("notice", f"{checked.source}: {each}", title=_NOT_PROVED)
