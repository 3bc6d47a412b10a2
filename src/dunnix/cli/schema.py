"""`dunnix schema`: the JSON Schema of a kind of file, for editors."""

import argparse
from pathlib import Path

from dunnix.cli.streams import json_text, machine_output
from dunnix.cli.whole_file import write_whole
from dunnix.schema import json_schema


def run(arguments: argparse.Namespace) -> bool:
    """Print the schema of a kind of file, or write it; nothing can be wrong with it."""
    text = json_text(json_schema(arguments.kind))
    if arguments.output is None:
        machine_output().write(text)
    else:
        write_whole(Path(arguments.output), text)
    return False
