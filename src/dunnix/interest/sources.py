"""The data files that ship, and the error of a data file that can't be used."""

import functools
from collections.abc import Iterable, Mapping

from dunnix.errors import DunnixError, Problem


class TableError(DunnixError, ValueError):
    """A rate table or a jurisdiction that can't be used; `problems` lists all that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


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
