"""What happens written down as what is expected: only the text of `expect` is touched."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import cast

from dunnix.engine import NextAction
from dunnix.errors import Problem, ScenarioTestError
from dunnix.scenario.faults import Fault
from dunnix.scenario.load import positions_of
from dunnix.scenario.positions import Positions
from dunnix.testing.asked import ASKS
from dunnix.testing.expectation import ExpectedAction
from dunnix.testing.run import ScenarioTestResult
from dunnix.testing.timeline import Sign

_INLINE = "write each test below a header [[test]]: then its expectation has a place of its own"


def accepted(
    text: str, name: str, results: Iterable[ScenarioTestResult], *, changed: bool = False
) -> str:
    """Give the text of a test file with what happened as the expectation of tests without one.

    With `changed` those that differ are written anew, too, and what they asked of an action is
    asked of all. `held` is left as it is, and so is the expectation where only that differs. Raises
    `ScenarioTestError` where a test stands in braces.
    """
    positions = positions_of(text)
    edits = [
        _edit(text, name, positions, result)
        for result in results
        if result.test.expect is None or (changed and _acted_otherwise(result))
    ]
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _acted_otherwise(result: ScenarioTestResult) -> bool:
    different = [each for each in result.timeline if each.sign is not Sign.BOTH]
    return any(each.action or isinstance(each.wanted, ExpectedAction) for each in different)


def _edit(
    text: str, name: str, positions: Positions, result: ScenarioTestResult
) -> tuple[int, int, str]:
    """Give the stretch of the text to replace, and with what."""
    path = ("test", result.test.number)
    expect = positions.spot(*path, "expect")
    written = "\n".join(_lines(result))
    if expect is not None:
        return *expect.value, written
    header = positions.spot(*path)
    if header is None or not text.startswith("[[", header.key[0]):
        place = positions.place_of(Fault(code="", message="", path=path), name)
        message = "no place to write the expectation at"
        raise ScenarioTestError(
            [Problem(code="no-place", message=message, hint=_INLINE, place=place)]
        )
    end = max([header.key[1], *(spot.value[1] for spot in positions.pairs(*path))])
    line_end = text.find("\n", end)
    at = len(text) if line_end < 0 else line_end
    return at, at, f"\nexpect = {written}"


def _lines(result: ScenarioTestResult) -> Iterator[str]:
    """Write each action with its channel, and with what of it was asked in the test before."""
    if not result.taken:
        yield "[]"
        return
    asked = ["channel", *(name for each in result.test.expect or () for name in each.asks)]
    names = tuple(dict.fromkeys(asked))
    yield "["
    for on, action in result.taken:
        told = [f"on = {on}", _what(action), *_told(action, names)]
        yield f"  {{ {', '.join(told)} }},"
    yield "]"


def _what(action: NextAction) -> str:
    return f'task = "{action.reason}"' if action.step is None else f'step = "{action.step}"'


def _told(action: NextAction, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = ASKS[name].found(action)
        if value is not None:
            yield f"{name} = {_toml(value)}"


def _toml(value: object) -> str:
    """Write a value as a file of tests has it."""
    match value:
        case bool():
            return str(value).lower()
        case dt.date():
            return value.isoformat()
        case tuple():
            items = cast("tuple[object, ...]", value)
            return f"[{', '.join(map(_toml, items))}]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
