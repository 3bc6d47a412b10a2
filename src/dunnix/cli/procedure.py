"""`dunnix print`: a scenario as a procedure in prose."""

import argparse
import json
from pathlib import Path
from typing import Final

from dunnix.cli.inputs import scenario_asked
from dunnix.cli.streams import Screen, clean, machine_output
from dunnix.cli.whole_file import write_whole
from dunnix.procedure import Procedure, procedure_of

_WIDTH_OF_A_FILE: Final = 80


def run(arguments: argparse.Namespace) -> bool:
    """Print a scenario, or write it to a file; nothing is ever wrong with one that was read."""
    scenario, text = scenario_asked(arguments.source)
    procedure = procedure_of(scenario, arguments.language, source=text)
    if arguments.output is not None:
        written = _written(procedure, arguments.format, _WIDTH_OF_A_FILE)
        write_whole(Path(arguments.output), written)
    elif arguments.format == "text":
        _show(procedure, Screen())
    else:
        print(
            _written(procedure, arguments.format, _WIDTH_OF_A_FILE), end="", file=machine_output()
        )
    return False


def _written(procedure: Procedure, form: str, width: int) -> str:
    match form:
        case "html":
            return procedure.to_html()
        case "json":
            return json.dumps(procedure.to_dict(), ensure_ascii=False, indent=1) + "\n"
        case _:
            return procedure.to_text(width)


def _show(procedure: Procedure, screen: Screen) -> None:
    for line in procedure.to_text(screen.reading_width).splitlines():
        screen.put(clean(line))
