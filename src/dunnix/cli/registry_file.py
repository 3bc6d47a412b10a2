"""The versions of scenarios that were published, in a file: one version never means two things."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

from dunnix.cli.json_file import read_json_file
from dunnix.cli.streams import clean
from dunnix.cli.usage import UsageError
from dunnix.cli.whole_file import write_whole
from dunnix.model.rows import RepeatedKeys
from dunnix.scenario import Scenario, ScenarioRegistry

_WHAT: Final = "registry of scenarios"
_WRITTEN: Final = "give a file that `dunnix check --registry FILE --register` wrote"
_ONE_HASH: Final = "keep the one with the hash of the text that was published"


def read_registry(path: Path, *, may_be_new: bool) -> ScenarioRegistry:
    """Read a registry; where it `may_be_new`, a file that isn't there yet holds nothing."""
    try:
        found = read_json_file(path, _WHAT, _WRITTEN)
    except FileNotFoundError:
        if may_be_new:
            return ScenarioRegistry()
        hint = "check the path, or give --register to begin one"
        raise UsageError(f"there is no file `{clean(str(path))}`", hint=hint) from None
    if not isinstance(found, dict):
        raise _refused(path, "it is no table of versions with their hashes", _WRITTEN)
    if isinstance(found, RepeatedKeys):
        raise _refused(path, f"`{found.repeated}` stands twice", _ONE_HASH)
    try:
        return ScenarioRegistry.from_dict(cast("dict[str, str]", found))
    except ValueError as error:
        raise _refused(path, str(error), _WRITTEN) from None


def _refused(path: Path, why: str, hint: str) -> UsageError:
    return UsageError(clean(f"`{path}` is no {_WHAT}: {why}"), hint=hint)


def write_registry(path: Path, registry: ScenarioRegistry, added: Iterable[Scenario]) -> None:
    """Write a registry with scenarios added, if it grows."""
    grown = registry.add(*added)
    if grown != registry or not path.exists():
        write_whole(path, json.dumps(grown.to_dict(), indent=1) + "\n")
