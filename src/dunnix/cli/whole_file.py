"""A file written whole or not at all: whoever reads it meanwhile sees the one before."""

import os
from pathlib import Path

from dunnix.cli.streams import machine_output
from dunnix.cli.usage import UsageError


def write_output(text: str, name: str | None) -> None:
    """Write what a command made to the file named, else to standard output."""
    if name is None:
        machine_output().write(text)
    else:
        write_whole(Path(name), text)


def write_whole(path: Path, text: str) -> None:
    """Write a text file in place of what is there; one that can't be is a UsageError.

    What is there and no file, as a pipe or a device, is written to and stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be"
        raise UsageError(
            f"`{path}` can't be written: {reason.lower()}",
            hint="name a file in a folder that is there and can be written",
        ) from None
