"""The command line: `dunnix demo`, `plan`, `explain`, `check` and `metrics`."""

from dunnix.cli.app import main

__all__ = ["main"]
