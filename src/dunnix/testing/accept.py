"""What happens written down as what is expected: only the text of `expect` is touched."""

from collections.abc import Iterable, Iterator

from dunnix.errors import Problem, ScenarioTestError
from dunnix.scenario.faults import Fault
from dunnix.scenario.load import positions_of
from dunnix.scenario.positions import Positions
from dunnix.testing.asked import ASKS
from dunnix.testing.run import ScenarioTestResult

_INLINE = "write each test below a header [[test]]: then its expectation has a place of its own"


def accepted(
    text: str, name: str, results: Iterable[ScenarioTestResult], *, changed: bool = False
) -> str:
    """Give the text of a test file with what happened as the expectation of tests without one.

    With `changed` those that differ are written anew, too. `held` is left as it is. Raises
    `ScenarioTestError` where a test stands in braces.
    """
    positions = positions_of(text)
    edits = [
        _edit(text, name, positions, result)
        for result in results
        if result.test.expect is None or (changed and not result.passed)
    ]
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


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
    if not result.taken:
        yield "[]"
        return
    yield "["
    for on, action in result.taken:
        what = f'task = "{action.reason}"' if action.step is None else f'step = "{action.step}"'
        channel = ASKS["channel"].found(action)
        told = [f"on = {on}", what, *([f'channel = "{channel}"'] if channel else [])]
        yield f"  {{ {', '.join(told)} }},"
    yield "]"
