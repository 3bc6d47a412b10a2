"""`dunnix print`: a scenario as a procedure in prose."""

import argparse
from typing import Final

from dunnix.cli.inputs import scenario_asked
from dunnix.cli.streams import Screen, clean, json_text
from dunnix.cli.whole_file import write_output
from dunnix.procedure import Procedure, procedure_of

_WIDTH_OF_A_FILE: Final = 80


def run(arguments: argparse.Namespace) -> bool:
    """Print a scenario, or write it to a file; nothing is ever wrong with one that was read."""
    scenario, text = scenario_asked(arguments.source)
    procedure = procedure_of(scenario, arguments.language, source=text)
    if arguments.output is None and arguments.format == "text":
        _show(procedure, Screen())
    else:
        write_output(_written(procedure, arguments.format), arguments.output)
    return False


def _written(procedure: Procedure, form: str) -> str:
    match form:
        case "html":
            return procedure.to_html()
        case "json":
            return json_text(procedure.to_dict())
        case _:
            return procedure.to_text(_WIDTH_OF_A_FILE)


def _show(procedure: Procedure, screen: Screen) -> None:
    for line in procedure.to_text(screen.reading_width).splitlines():
        screen.put(clean(line))
