"""What an inspection gives: findings with their witnesses, what is proved, and what is not."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from dunnix.errors import Place, Problem, Severity
from dunnix.inspection.kinds import KINDS, Kind
from dunnix.inspection.witness import Witness

Path: TypeAlias = tuple[str | int, ...]


@attrs.frozen(kw_only=True, order=False)
class ScenarioFinding:
    """One thing found: its stable code, where, what, the way out, and an account that shows it.

    `path` is that of the key, such as `("step", 2, "when")`, and `place` its place in a file where
    there is one. `allowed` is the reason for which it is accepted on purpose.
    """

    code: str
    severity: Severity
    path: Path
    message: str
    hint: str
    witness: Witness | None = None
    place: Place | None = None
    allowed: str | None = None

    @classmethod
    def of(
        cls, kind: Kind, path: Path, message: str, witness: Witness | None = None
    ) -> "ScenarioFinding":
        """Give a finding of a kind."""
        return cls(
            code=kind.code,
            severity=kind.severity,
            path=path,
            message=message,
            hint=kind.hint,
            witness=witness,
        )

    @property
    def order(self) -> tuple[int, tuple[tuple[bool, int, str], ...]]:
        """Its place among others: by its kind, then by its path."""
        numbers = {kind.code: number for number, kind in enumerate(KINDS)}
        path = ((True, 0, p) if isinstance(p, str) else (False, p, "") for p in self.path)
        return numbers.get(self.code, len(numbers)), tuple(path)

    @property
    def counts(self) -> bool:
        """Whether it is an error that nobody accepted."""
        return self.severity is Severity.ERROR and self.allowed is None

    def problem(self) -> Problem:
        """Give it as the loader gives its own: without its witness."""
        where = "" if self.place else _named(self.path)
        return Problem(
            code=self.code,
            message=f"{where}{self.message}",
            hint=self.hint,
            severity=self.severity,
            place=self.place,
            allowed=self.allowed,
        )

    def __str__(self) -> str:
        return "\n".join([str(self.problem()), *witness_lines(self)])


@attrs.frozen(kw_only=True, order=False)
class Proved:
    """Something that holds for every account: the code of what is not there, where, and how.

    A step that is reached has the witness that reaches it.
    """

    code: str
    path: Path
    how: str
    witness: Witness | None = None


@attrs.frozen(kw_only=True, order=False)
class Unproved:
    """Something looked for and not found, without a proof that it isn't there.

    `tried` says how many accounts, or cells of a condition, were looked at.
    """

    code: str
    path: Path
    why: str
    tried: int

    def __str__(self) -> str:
        return f"not proved: {_named(self.path)}{self.why} [{self.code}]"


@attrs.frozen(kw_only=True, order=False)
class ScenarioReport:
    """All that was found in a scenario or a strategy, and how sure the rest is.

    Findings are sorted by their kind, and then by their paths. What is neither a finding nor proved
    is listed as not proved: nothing is passed over.
    """

    scenario: str
    findings: tuple[ScenarioFinding, ...]
    not_proved: tuple[Unproved, ...]
    proved: tuple[Proved, ...]

    def of(self, code: str) -> tuple[ScenarioFinding, ...]:
        """Give the findings of a code."""
        return tuple(each for each in self.findings if each.code == code)

    def to_text(self) -> str:
        """Tell all of it for people, each finding with its witness day by day."""
        parts: Iterable[object] = (*self.findings, *self.not_proved)
        counted = f"{self.scenario}: {self.counted()}"
        return "\n".join([*map(str, parts), counted])

    def counted(self) -> str:
        """Say how much was found, proved and not proved."""
        open_ = [each for each in self.findings if each.allowed is None]
        allowed = len(self.findings) - len(open_)
        found = f"{len(open_)} found" if open_ else "nothing found"
        accepted = f", {allowed} allowed" if allowed else ""
        return f"{found}{accepted}; {len(self.proved)} proved, {len(self.not_proved)} not proved"

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain data; the names are stable."""
        return {
            "scenario": self.scenario,
            "findings": [finding_row(each) for each in self.findings],
            "not_proved": [attrs.asdict(each) for each in self.not_proved],
            "proved": [
                {"code": each.code, "path": list(each.path), "how": each.how}
                for each in self.proved
            ],
        }

    def __str__(self) -> str:
        return self.to_text()


def finding_row(found: ScenarioFinding | Problem) -> dict[str, object]:
    """Give what was found by trying, or by reading alone, as plain data; the names are stable."""
    place = found.place
    row: dict[str, object] = {
        "code": found.code,
        "severity": str(found.severity),
        "message": found.message,
        "hint": found.hint,
        "allowed": found.allowed,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
    }
    if isinstance(found, Problem):
        return row
    witness = None if found.witness is None else found.witness.to_dict()
    return {**row, "path": list(found.path), "witness": witness}


def witness_lines(found: ScenarioFinding) -> Iterator[str]:
    """Give the lines that tell the witness of a finding, if it has one and isn't allowed."""
    if found.witness is None or found.allowed is not None:
        return
    first, *rest = found.witness.lines()
    yield f"  witness, {first}"
    for line in rest:
        yield f"    {line}"


def _named(path: Path) -> str:
    """Say where something is, by its keys: `step 3, when`: counted from 1 as people count."""
    words = [str(part + 1) if isinstance(part, int) else part for part in path]
    return f"{' '.join(words)}: " if words else ""
