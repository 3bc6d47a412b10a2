"""The commands of the host: load a ledger, run a night, read outcomes back, see how things stand.

A night must not be run after a `load` that stopped: it would not know who has paid.
"""

import argparse
import datetime as dt
import sys
import traceback
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from dunnix import (
    DunnixError,
    LedgerError,
    Scenario,
    ScenarioError,
    Severity,
    Strategy,
    load_ledger,
    load_scenario,
    load_strategy,
)
from nightly.accounts import load
from nightly.night import Night
from nightly.outcomes import STATUSES, read_outcomes
from nightly.post import PostFolder
from nightly.status import status
from nightly.tables import NotReadyError, open_database

DATABASE: Final = "sqlite:///nightly.db"
WORDS: Final = ("asked", "queued", "sent", "to approve", "tasks", "called off", "held")
DOES: Final = "Dun every night, and send once."
ENDS: Final = (
    "exit code: 0 all is well, 1 somebody should look at what is told on standard error,"
    " 2 the command stopped: nothing is lost, and the same command may be given again"
)


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    FINDINGS = 1
    STOPPED = 2


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        problems = _run(arguments)
    except Exception as error:  # noqa: BLE001 - python's own exit code would be that of findings
        print(f"nightly: {_told(error)}", file=sys.stderr)
        print("nothing is lost: mend it, and give the same command again", file=sys.stderr)
        return Exit.STOPPED
    for problem in problems:
        print(problem, file=sys.stderr)
    return Exit.FINDINGS if problems else Exit.FINE


def _told(error: Exception) -> str:
    """Say what stopped a command."""
    match error:
        case LedgerError() | ScenarioError():
            return f"it can't be read\n{error}"
        case ArgumentError():
            return f"`--database` is no URL such as {DATABASE}"
        case ModuleNotFoundError():
            return f"the database needs {error.name}: pip install {error.name}"
        case DBAPIError():  # its own text would show the rows of the statement
            return f"the database can't be used: {str(error.orig).partition(chr(10))[0]}"
        case OSError():
            where = f" ({error.filename})" if error.filename else ""
            return f"a file can't be read or written: {error.strerror}{where}"
        case _:
            meant = isinstance(error, DunnixError | NotReadyError | SQLAlchemyError)
            return str(error) if meant else f"a fault of the program: {_fault(error)}"


def _fault(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = traceback.format_exception_only(error)[-1].strip()
    return f"{said} ({last.filename}:{last.lineno})"


def _run(arguments: argparse.Namespace) -> list[str]:
    """Run the command that was given; give what somebody should look at."""
    if arguments.command == "load":
        return _load(arguments)
    engine = open_database(arguments.database)
    try:
        match arguments.command:
            case "run":
                return _night(engine, arguments)
            case "outcomes":
                new, problems = read_outcomes(engine, arguments.file, today=arguments.as_of)
                print(f"new {new}")
                return problems
            case _:
                print("\n".join(status(engine)))
                return []
    finally:
        engine.dispose()


def _load(arguments: argparse.Namespace) -> list[str]:
    ledger = load_ledger(arguments.ledger)
    engine = open_database(arguments.database, create=True)
    try:
        done = load(engine, ledger)
    finally:
        engine.dispose()
    counts = f"debtors {done.known}, with something new {done.changed}, held {done.held}"
    print(f"{counts}, no longer there {done.absent}" if done.absent else counts)
    errors = [each for each in ledger.problems if each.severity is Severity.ERROR]
    for warning in ledger.problems:
        if warning not in errors:
            print(warning, file=sys.stderr)
    return [*map(str, errors), *done.findings]


def _night(engine: Engine, arguments: argparse.Namespace) -> list[str]:
    post = PostFolder(arguments.post)
    night = Night(engine=engine, scenario=_rules(arguments), post=post, day=arguments.as_of)
    done = night.run()
    told = ", ".join(f"{word} {done.counts[word]}" for word in WORDS)
    print(f"{night.day}: {told}")
    return done.problems


def _rules(arguments: argparse.Namespace) -> Scenario | Strategy:
    if arguments.strategy:
        return load_strategy(arguments.strategy)
    return load_scenario(arguments.scenario)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nightly", description=DOES, epilog=ENDS)
    kinds = "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
    parser.add_argument(
        "--database", metavar="URL", default=DATABASE, help=f"the tables, {kinds} ({DATABASE})"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = _command(commands, "load", "Take a ledger over; who isn't in it any more is held.")
    command.add_argument("ledger", help="a ledger as dunnix reads it, the whole of it")
    command = _command(commands, "run", "Ask about those whose day has come, and send.")
    _add_day(command, "the day it is run for")
    rules = command.add_mutually_exclusive_group(required=True)
    rules.add_argument("--scenario", help="by its id, or a TOML file")
    rules.add_argument("--strategy", help="a TOML file")
    command.add_argument(
        "--post", metavar="FOLDER", default="post", type=Path, help="for letters (post)"
    )
    command = _command(commands, "outcomes", "Record what became of what went out.")
    told = f"CSV with key, status, date; by, outcome. A status is one of {', '.join(STATUSES)}"
    command.add_argument("file", type=Path, help=told)
    _add_day(command, "the day it is read: what it tells is known from then on")
    _command(commands, "status", "Tell what waits, what is held, what is to be done.")
    return parser


def _command(commands: Any, name: str, does: str) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse hides its type
    parser: argparse.ArgumentParser = commands.add_parser(name, help=does, description=does)
    return parser


def _add_day(command: argparse.ArgumentParser, told: str) -> None:
    command.add_argument("--as-of", metavar="DAY", required=True, type=_day, help=told)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` is no date such as 2026-02-05") from None


if __name__ == "__main__":
    sys.exit(main())
