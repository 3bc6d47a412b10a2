"""One command from its arguments to its exit code; no traceback ever reaches the user."""

import contextlib
import os
import sys
import traceback
from enum import IntEnum
from typing import Final

from dunnix.cli.parser import build_parser, parse
from dunnix.cli.problems import print_problems
from dunnix.cli.streams import encodable, open_or_nowhere
from dunnix.cli.usage import UsageError
from dunnix.errors import LedgerError, ScenarioError, ScenarioTestError

_DONE: Final = {
    "diff": "compared",
    "draw": "drawn",
    "import": "imported",
    "metrics": "reported",
    "print": "printed",
}
"""What a command does with what it reads, where it doesn't decide about it."""


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INTERNAL = 3
    INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code.

    0: fine. 1: something is wrong with the data or the scenario, and it is listed. 2: the command
    itself can't be. 3: a fault of dunnix; with `DUNNIX_DEBUG=1` in the environment its traceback
    is shown. `argv` stands for the arguments given on the command line.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(open_or_nowhere(sys.stdout)))
        stack.enter_context(contextlib.redirect_stderr(open_or_nowhere(sys.stderr)))
        stack.enter_context(encodable(sys.stdout))
        stack.enter_context(encodable(sys.stderr))
        return int(_run(sys.argv[1:] if argv is None else argv))


def _run(argv: list[str]) -> int:
    try:
        found = _run_command(argv)
        sys.stdout.flush()
    except SystemExit as leaving:  # argparse leaves so after --help and --version
        return leaving.code if isinstance(leaving.code, int) else Exit.FINE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last line before the user
        return _tell(error, _DONE.get("".join(argv[:1]), "decided"))
    return Exit.FINDINGS if found else Exit.FINE


def _tell(error: Exception, done: str) -> Exit:
    """Tell what went wrong in a line or a list, and give the exit code for it."""
    match error:
        case UsageError():
            print(error, file=sys.stderr)
            return Exit.USAGE
        case LedgerError() | ScenarioError() | ScenarioTestError():
            print_problems(error.problems)
            print(f"dunnix: nothing was {done}", file=sys.stderr)
            return Exit.USAGE if done == _DONE["diff"] else Exit.FINDINGS
        case BrokenPipeError():
            _leave_pipe()
            return Exit.FINE
        case OSError():  # files are read with their own care: this is the output
            print(f"dunnix: the output can't be written: {error.strerror}", file=sys.stderr)
            _leave_pipe()
            return Exit.USAGE
        case _:
            _report(error)
            return Exit.INTERNAL


def _run_command(argv: list[str]) -> bool:
    if not argv:
        raise UsageError(build_parser().format_help().rstrip())
    arguments = parse(argv)
    found: bool = arguments.run(arguments)
    return found


def _report(error: Exception) -> None:
    if os.environ.get("DUNNIX_DEBUG"):
        traceback.print_exception(error)
    lines = f"{type(error).__name__}: {error}".splitlines()
    print(
        f"dunnix: internal error: {lines[0][:300]}; please report it with the command you gave"
        " (DUNNIX_DEBUG=1 shows where it happened)",
        file=sys.stderr,
    )


def _leave_pipe() -> None:
    """Let Python flush into nothing when it ends: what read us has gone, or is full."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
