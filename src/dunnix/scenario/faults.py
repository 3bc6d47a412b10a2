"""What is wrong with a scenario, by the path of its key, before it has a place in a file."""

import attrs

from dunnix.errors import Place, Problem, Severity

Path = tuple[str | int, ...]


@attrs.frozen(kw_only=True, order=False)
class Fault:
    """One thing wrong at the path of a key, such as `("step", 2, "until")`.

    `at_key` points at the key rather than its value, `span` at a part of a text value. `allowed`
    is the reason for which a warning is accepted on purpose.
    """

    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    path: Path = ()
    at_key: bool = False
    span: tuple[int, int] | None = None
    allowed: str | None = None

    @property
    def refuses(self) -> bool:
        """Whether the scenario can't be used because of it."""
        return self.severity is Severity.ERROR

    def under(self, *path: str | int) -> "Fault":
        """Give the same fault with the path of the table it was found in put before its own."""
        return attrs.evolve(self, path=(*path, *self.path))

    def problem(self, *, place: Place) -> Problem:
        """Give the problem at its place in a file."""
        return Problem(
            code=self.code,
            message=self.message,
            hint=self.hint,
            severity=self.severity,
            place=place,
            allowed=self.allowed,
        )

    def problem_of(self, owner: str | None = None) -> Problem:
        """Give the problem without a place; its sentence names the step and the key instead."""
        keys = ".".join(str(part) for part in self.path if isinstance(part, str))
        words = ", ".join([*([owner] if owner else []), *([f"`{keys}`"] if keys else [])])
        return Problem(
            code=self.code,
            message=f"{words}: {self.message}" if words else self.message,
            hint=self.hint,
            severity=self.severity,
        )


class Faulty(Exception):  # noqa: N818  # never leaves this floor: it carries data to the reader
    """A value that can't be read, with all its faults; paths start at the value.

    `partial` is what could be read of a table all the same, so that the rest is still checked.
    """

    def __init__(self, *faults: Fault, partial: object = None) -> None:
        self.faults = faults
        self.partial = partial
        super().__init__(*faults)
