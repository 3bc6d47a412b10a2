"""The parser of all commands, with a help that one can learn from."""

import argparse
import difflib
from collections.abc import Sequence
from importlib import metadata
from typing import NoReturn

from dunnix.cli.commands import COMMANDS
from dunnix.cli.examples import EXIT_CODES, INTRODUCTION, START
from dunnix.cli.usage import UsageError


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are exceptions, so that one place writes and gives the exit code."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print; where something is missing, with all that is wanted."""
        hint = f"`{self.prog} --help` shows how it is used"
        if "required" in message:
            first, _, _ = (self.epilog or "").partition("examples:\n")[2].partition("\n")
            hint = f"write such as `{first.strip()}`; `{self.prog} --help` shows more"
        raise UsageError(message, hint=hint)

    @property
    def options(self) -> list[str]:
        """The options it takes, as they are written."""
        return [option for action in self._actions for option in action.option_strings]

    def require_nothing(self) -> None:
        """Do without what must be given: what else was written may say why it is missing."""
        for action in self._actions:
            action.required = False
        for group in self._mutually_exclusive_groups:
            group.required = False


def build_parser(*, lenient: bool = False) -> argparse.ArgumentParser:
    """Build the parser of all commands; a lenient one doesn't insist on what must be given."""
    parser = _Parser(
        prog="dunnix",
        description=INTRODUCTION,
        epilog=f"{START}\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"dunnix {_version()}")
    commands = parser.add_subparsers(required=not lenient, metavar="COMMAND", dest="command")
    for command in COMMANDS:
        command(commands.add_parser)
    if lenient:
        for each in commands.choices.values():
            each.require_nothing()
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; what a command doesn't know is refused with what may be meant."""
    try:
        arguments, unknown = build_parser().parse_known_args(argv)
    except UsageError:
        # A misspelt option is missing under its own name; what was written says more.
        arguments, unknown = build_parser(lenient=True).parse_known_args(argv)
        unknown = [each for each in unknown if each.startswith("-")]
        if not unknown:
            raise
    if not unknown:
        return arguments
    command, wrong = f"dunnix {arguments.command or ''}".rstrip(), unknown[0].partition("=")[0]
    options = arguments.parser.options if arguments.command else ()
    near = difflib.get_close_matches(wrong, options, n=1, cutoff=0.7)
    hint = f"did you mean `{near[0]}`?" if near else f"`{command} --help` shows how it is used"
    raise UsageError(f"`{command}` takes no `{wrong}`", hint=hint)


def _version() -> str:
    try:
        return metadata.version("dunnix")
    except metadata.PackageNotFoundError:
        return "(run from its source)"
