"""`dunnix import`: the dunning rules of another system, made a scenario."""

import argparse
import sys
import textwrap
from pathlib import Path

from dunnix.cli.streams import Screen, clean, machine_output
from dunnix.cli.usage import UsageError
from dunnix.cli.whole_file import write_whole
from dunnix.importers import ImportedScenario, import_rules


def run(arguments: argparse.Namespace) -> bool:
    """Write the scenario, and list what it means otherwise; differences are no findings."""
    found = import_rules(
        arguments.system, arguments.file, id=arguments.id, currency=arguments.currency
    )
    if arguments.output is None:
        print(found.to_toml(), end="", file=machine_output())
        sys.stdout.flush()
        print(f"dunnix: {_counted(found)}; the comments tell them", file=sys.stderr)
        return False
    if Path(arguments.output).suffix != ".toml":
        raise UsageError(
            f"`{clean(arguments.output)}` doesn't end in .toml, as a scenario does",
            hint="give such as `--output my.toml`",
        )
    write_whole(Path(arguments.output), found.to_toml())
    _show(Screen(), found, arguments.output)
    return False


def _counted(found: ImportedScenario) -> str:
    count = len(found.notes)
    return f"{count} difference{'' if count == 1 else 's'} in meaning"


def _show(screen: Screen, found: ImportedScenario, output: str) -> None:
    width = screen.reading_width - 2
    for note in found.notes:
        screen.put((clean(note.where), "title"), f" [{note.code}]")
        for line in note.lines():
            for part in textwrap.wrap(clean(line), width, subsequent_indent="  "):
                screen.put(f"  {part}")
    steps = len(found.scenario.steps)
    screen.put(
        f"{clean(output)}: {steps} step{'' if steps == 1 else 's'} of {found.system.called},"
        f" {_counted(found)}"
    )
