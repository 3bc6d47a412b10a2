"""`dunnix schema`: the JSON Schema of a kind of file, for editors."""

import argparse

from dunnix.cli.streams import json_text
from dunnix.cli.whole_file import write_output
from dunnix.schema import json_schema


def run(arguments: argparse.Namespace) -> bool:
    """Print the schema of a kind of file, or write it; nothing can be wrong with it."""
    write_output(json_text(json_schema(arguments.kind)), arguments.output)
    return False
