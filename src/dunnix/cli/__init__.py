"""The command line: `dunnix demo`, `plan`, `explain` and `check`."""

from dunnix.cli.app import main

__all__ = ["main"]
