"""The command line: `dunnix demo`, `plan`, `agenda`, `worklist`, `explain`, `check`, `metrics`."""

from dunnix.cli.app import main

__all__ = ["main"]
