"""Where scenarios come from: the files that ship with dunnix, and the user's own."""

import contextlib
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dunnix.errors import Place, Problem, did_you_mean
from dunnix.scenario.readers import shown
from dunnix.scenario.syntax import LARGEST, UnreadableError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_MISSING: Final = "check the path; a relative one counts from the folder you are in"
_PATH: Final = re.compile(r"[/\\]|\.toml$", re.IGNORECASE)


@cache
def _library() -> "Traversable":
    from importlib import resources

    return resources.files("dunnix.scenario").joinpath("library")


def scenario_names() -> tuple[str, ...]:
    """Give the ids of the scenarios that ship with dunnix, sorted.

    >>> scenario_names()[:3]
    ('au-b2b', 'b2b-international', 'be-b2b')
    """
    return tuple(sorted(name for name in _files() if "@" not in name))


def _files() -> list[str]:
    """Give the files of the library: `fr-b2b` the newest version, `fr-b2b@2026.0` an old one."""
    names = (each.name for each in _library().iterdir())
    return [name.removesuffix(".toml") for name in names if name.endswith(".toml")]


def read_source(source: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Give the name and the bytes of a scenario, from a path or a shipped id."""
    if isinstance(source, str) and not is_path(source):
        return _shipped(source)
    return _from_file(Path(source))


def is_path(name: str) -> bool:
    """Tell the path of a file from the id of a scenario that ships."""
    return _PATH.search(name) is not None


def _shipped(reference: str) -> tuple[str, bytes]:
    name, _, version = reference.partition("@")
    if name not in scenario_names():
        message = f"no scenario `{shown(name)}` ships with dunnix"
        raise _refused("unknown-scenario", message, _way_out(name))
    if not version:
        return f"{name}.toml", _bytes(name)
    ship = _versions(name)
    if version not in ship:
        message = f"`{name}` doesn't ship in version `{shown(version)}`"
        has = " and ".join(f"`{name}@{each}`" for each in sorted(ship))
        raise _refused("unknown-version", message, f"this dunnix has {has}")
    return ship[version]


def _versions(name: str) -> dict[str, tuple[str, bytes]]:
    """Give the versions of a scenario that ship, each with its file's name and bytes."""
    import tomllib

    of_it = [file for file in _files() if file.partition("@")[0] == name]
    read = {f"{file}.toml": _bytes(file) for file in of_it}
    return {tomllib.loads(data.decode())["version"]: (file, data) for file, data in read.items()}


def _bytes(file: str) -> bytes:
    return _library().joinpath(f"{file}.toml").read_bytes()


def _way_out(name: str) -> str:
    """Say how to name what is there beside the scenarios that ship, if that is meant."""
    beside = (
        (Path(f"{name}.toml"), f"did you mean the file `{shown(name)}.toml`?"),
        (Path(name), f"to read the file of that name, write `./{shown(name)}`"),
    )
    for path, hint in beside if name else ():
        with contextlib.suppress(OSError, ValueError):  # a name no file can have
            if path.is_file():
                return hint
            if path.is_dir():
                return "it is a folder: give the path of a `.toml` file in it"
    return f"{did_you_mean(name, scenario_names())} (the path of a file ends in `.toml`)"


def _from_file(path: Path) -> tuple[str, bytes]:
    place = Place(file=shown(str(path), longest=200))
    try:
        with path.open("rb") as file:
            return str(place.file), file.read(LARGEST + 1)
    except (FileNotFoundError, ValueError):
        raise _refused("missing-file", "there is no such file", _MISSING, place) from None
    except IsADirectoryError:
        hint = "give the path of a `.toml` file in it"
        raise _refused("not-a-file", "this is a folder", hint, place) from None
    except OSError as error:
        said = (error.strerror or "unknown reason").lower()
        message = f"the file can't be read: {said}"
        raise _refused("unreadable-file", message, "check who may read it", place) from None


def _refused(code: str, message: str, hint: str, place: Place | None = None) -> UnreadableError:
    return UnreadableError(Problem(code=code, message=message, hint=hint, place=place))
