"""The error of a change of scenario that can't be made."""

from collections.abc import Iterable

from dunnix.errors import DunnixError, Problem


class MigrationError(DunnixError, ValueError):
    """A step map or a migration that can't be; `problems` lists all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
