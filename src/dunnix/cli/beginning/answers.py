"""What somebody types is read, as a flag or at a question; what can't be is asked again."""

import argparse
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

from dunnix.cli.beginning.choices import End
from dunnix.cli.usage import UsageError
from dunnix.model import Party

_Answer = TypeVar("_Answer")
_Word = TypeVar("_Word", bound=StrEnum)


class Ask(Protocol):
    """Asks a question, or takes what would be the answer to a mere Enter."""

    def __call__(self, question: str, otherwise: str, read: Callable[[str], _Answer]) -> _Answer:
        """Give the answer as `read` reads it."""
        ...


def questions(name: str | None) -> Ask:
    """Give what asks: nobody is asked who isn't at a terminal, and then a name must be given."""
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty():
        print("Press Enter for what stands in brackets.", file=sys.stderr)
        return _asked
    if name is None:
        raise UsageError("what is the scenario called?", hint="give an id: dunnix init own")
    return _not_asked


def _not_asked(question: str, otherwise: str, read: Callable[[str], _Answer]) -> _Answer:
    del question
    return read(otherwise)


def _asked(question: str, otherwise: str, read: Callable[[str], _Answer]) -> _Answer:
    while True:
        print(f"{question} [{otherwise}]? ", end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline()
        if not typed:
            raise UsageError("the questions weren't answered, and nothing was written")
        try:
            return read(typed.strip() or otherwise)
        except argparse.ArgumentTypeError as error:
            print(error, file=sys.stderr)


def party_of(text: str) -> Party:
    """Read what kind of customers they are."""
    return _one_of(Party, text)


def end_of(text: str) -> End:
    """Read what comes after the notice."""
    return _one_of(End, text)


def yes_or_no(text: str) -> bool:
    """Read yes or no."""
    answers = {"yes": True, "y": True, "no": False, "n": False}
    if text.lower() not in answers:
        raise argparse.ArgumentTypeError(f"`{text}` is neither yes nor no")
    return answers[text.lower()]


def _one_of(kind: type[_Word], text: str) -> _Word:
    if text.lower() not in list(kind):
        known = ", ".join(kind)
        raise argparse.ArgumentTypeError(f"`{text}` is none of {known}")
    return kind(text.lower())
