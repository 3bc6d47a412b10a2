"""The versions of scenarios that were published, in a file: one version never means two things."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from dunnix.cli.usage import UsageError
from dunnix.cli.whole_file import write_whole
from dunnix.scenario import Scenario, ScenarioRegistry


def read_registry(path: Path, *, may_be_new: bool) -> ScenarioRegistry:
    """Read a registry; where it `may_be_new`, a file that isn't there yet holds nothing."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if may_be_new:
            return ScenarioRegistry()
        hint = "check the path, or give --register to begin one"
        raise UsageError(f"there is no file `{path}`", hint=hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UsageError(f"`{path}` can't be read: {reason.lower()}") from None
    try:
        return ScenarioRegistry.from_dict(_table(text))
    except (TypeError, ValueError, RecursionError) as error:
        hint = "give a file that `dunnix check --registry FILE --register` wrote"
        raise UsageError(f"`{path}` is no registry of scenarios: {error}", hint=hint) from None


def _table(text: str) -> dict[str, str]:
    found: object = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("it is no table of versions with their hashes")
    return cast("dict[str, str]", found)


def write_registry(path: Path, registry: ScenarioRegistry, added: Iterable[Scenario]) -> None:
    """Write a registry with scenarios added, if it grows."""
    grown = registry.add(*added)
    if grown != registry or not path.exists():
        write_whole(path, json.dumps(grown.to_dict(), indent=1) + "\n")
