"""What tests came to, read from a JSON file: of one scenario, or of several in a list."""

from pathlib import Path
from typing import Final, cast

from dunnix.cli.json_file import read_json_file
from dunnix.cli.streams import clean
from dunnix.cli.usage import UsageError
from dunnix.figures.coverage import Coverage, read_coverage
from dunnix.scenario import Scenario

_GROUPS: Final = frozenset({"steps", "reactions", "atoms"})
_HINT: Final = "give what `dunnix test TESTS --coverage --format json` prints"


def coverage_in(name: str, scenario: Scenario) -> Coverage:
    """Read the coverage of a scenario; UsageError for a file without it."""
    for each in _listed(_read(name)):
        if not isinstance(each, dict):
            continue
        found = cast("dict[str, object]", each)
        if found.keys() & _GROUPS and found.get("rules", scenario.ref) == scenario.ref:
            try:
                return read_coverage(found, scenario)
            except ValueError as error:
                raise UsageError(f"`{clean(name)}`: {clean(str(error))}") from None
    raise UsageError(f"`{clean(name)}` has no coverage of `{scenario.ref}`", hint=_HINT)


def _read(name: str) -> object:
    try:
        return read_json_file(Path(name), "coverage", _HINT)
    except FileNotFoundError:
        raise UsageError(f"`{clean(name)}` can't be read: no such file", hint=_HINT) from None


def _listed(data: object) -> list[object]:
    """Give what stands in the list `coverage`, else the whole as one."""
    if not isinstance(data, dict):
        return []
    listed = cast("dict[str, object]", data).get("coverage")
    if listed is None:
        return [cast("object", data)]
    return cast("list[object]", listed) if isinstance(listed, list) else []
