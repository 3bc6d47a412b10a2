"""The data files that ship, and the error of a data file that can't be used."""

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path

from dunnix.errors import DunnixError, Place, Problem


class TableError(DunnixError, ValueError):
    """A rate table or a jurisdiction that can't be used; `problems` lists all that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def text_of(path: Path) -> str:
    """Give the text of a user's file; `TableError` for what is no UTF-8, with its line."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        place = Place(file=path.name, line=content.count(b"\n", 0, error.start) + 1)
        message, hint = f"byte {error.start + 1} isn't UTF-8", "save the file as UTF-8"
        problem = Problem(code="not-utf-8", message=message, hint=hint, place=place)
        raise TableError([problem]) from None


@functools.cache
def shipped_files(folder: str, ending: str) -> Mapping[str, str]:
    """Give the texts of a folder of the package by their names without the ending, sorted."""
    from importlib import resources  # on first use, to keep `import dunnix` short

    files = resources.files("dunnix.interest").joinpath(folder).iterdir()
    return {
        file.name.removesuffix(ending): file.read_text(encoding="utf-8")
        for file in sorted(files, key=lambda each: each.name)
        if file.name.endswith(ending)
    }
