"""What a test asks of the library, and what it is answered: calls from its own lines only."""

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import CodeType, FrameType, TracebackType
from typing import Final, NamedTuple, Self

import pytest

import dunnix

AWAITED: Final = "an error that a test awaits"

PACKAGES: Final = (
    "calendars", "case", "conditions", "engine", "facts", "figures", "law", "ledger", "metrics",
    "model", "planning", "scenario",
)  # fmt: skip
# Words of the input: they make a row or a rule, and answer nothing.
_INPUT: Final = {
    "Account.record", "books_of", "check_scenario", "legal_path", "load_calendar",
    "load_rule_pack", "load_scenario", "load_strategy",
}  # fmt: skip
_CLASSES: Final = ("Account", "Calendar", "CaseFile", "Decision", "Ledger", "Strategy")


Function = Callable[..., object]
Watched = Mapping[CodeType, tuple[str, Function]]


class Call(NamedTuple):
    """One question: what was called with which arguments, and its result or its error."""

    name: str
    arguments: Mapping[str, object]
    result: object
    error: BaseException | None


class Watch:
    """Tell of each call that a file under a folder makes to a watched function."""

    def __init__(self, watched: Watched, folder: str, tell: Callable[[Call], None]) -> None:
        self._watched = watched
        self._folder = folder
        self._tell = tell
        self._before = sys.gettrace()

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._entered)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        sys.settrace(self._before)

    def _entered(self, frame: FrameType, _event: str, _value: object) -> "_Answer | None":
        # Of millions of calls few come from a test: asking for that first is what is cheap.
        caller = frame.f_back
        if caller is None or not caller.f_code.co_filename.startswith(self._folder):
            return None
        found = self._watched.get(frame.f_code)
        return None if found is None else _Answer(found, frame, self._tell)


class _Answer:
    """Follow one call to its end."""

    def __init__(
        self, found: tuple[str, Function], frame: FrameType, tell: Callable[[Call], None]
    ) -> None:
        self._name, function = found
        self._arguments = dict(_given(function, frame))
        self._tell = tell
        self._error: BaseException | None = None

    def __call__(self, _frame: FrameType, event: str, value: object) -> "_Answer":
        if event == "exception" and isinstance(value, tuple):
            self._error = value[1]
        elif event == "line":  # the error was caught
            self._error = None
        elif event == "return":
            self._tell(Call(self._name, self._arguments, value, self._error))
        return self


def _given(function: Function, frame: FrameType) -> Iterator[tuple[str, object]]:
    """Give the arguments that don't stand at their default."""
    held = frame.f_locals
    for name, default in _defaults(function).items():
        if held[name] is not default and held[name] not in ((), {}):
            yield name, held[name]


@cache
def _defaults(function: Function) -> Mapping[str, object]:
    parameters = inspect.signature(function).parameters.values()
    return {parameter.name: parameter.default for parameter in parameters}


def public_functions() -> Watched:
    """Give the functions of the library by their code, with their names.

    Values that refuse what they are given do so in code made by attrs: their errors are seen where
    a test awaits them.
    """
    awaited = type(pytest.raises(AssertionError)).__exit__
    return dict(_public()) | {awaited.__code__: (AWAITED, awaited)}


def _public() -> Iterator[tuple[CodeType, tuple[str, Function]]]:
    for module in (dunnix, *(import_module(f"dunnix.{each}") for each in PACKAGES)):
        for name in module.__all__:
            value = getattr(module, name)
            if name in _CLASSES:
                yield from _methods(name, value)
            elif name not in _INPUT:
                yield from _function(name, value)


def _methods(owner: str, value: type) -> Iterator[tuple[CodeType, tuple[str, Function]]]:
    for name, method in vars(value).items():
        if not name.startswith(("_", "to_")) and f"{owner}.{name}" not in _INPUT:
            yield from _function(f"{owner}.{name}", getattr(method, "__func__", method))


def _function(name: str, value: object) -> Iterator[tuple[CodeType, tuple[str, Function]]]:
    function = inspect.unwrap(value) if callable(value) else value
    if inspect.isfunction(function) and not inspect.isgeneratorfunction(function):
        yield function.__code__, (name, function)
