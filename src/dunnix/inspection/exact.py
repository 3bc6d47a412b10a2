"""Conditions asked of every cell: which never hold, which always do, and for which it is open."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.inspection import kinds
from dunnix.inspection.asked import Asked, asked_of, grid_of
from dunnix.inspection.cells import MOST_CELLS, Answers, Grid, answers
from dunnix.inspection.kinds import Kind
from dunnix.inspection.report import Proved, Unproved

MOST_IN_ALL: Final = 1_000_000
"""Beyond so many cells of all conditions together the last ones are not enumerated."""
_SHORT: Final = 80
_CODES: Final = (kinds.NEVER_TRUE, kinds.ALWAYS_TRUE)


@attrs.frozen(kw_only=True, order=False, eq=False)
class Verdict:
    """What a condition comes to over all its cells in all currencies.

    `answers` is empty where it can't be asked, and `why_not` says why: of which facts there are too
    many cells.
    """

    asked: Asked
    answers: tuple[Answers, ...]
    why_not: str = ""

    @property
    def never(self) -> bool:
        """Whether it surely never holds, held or not."""
        found = self.answers
        return bool(found) and not any(a.true or a.true_while_held for a in found)

    @property
    def never_unless_held(self) -> bool:
        """Whether it holds only while contact rules hold its step."""
        found = self.answers
        return bool(found) and not self.never and not any(a.true for a in found)

    @property
    def always(self) -> bool:
        """Whether it surely holds whatever its facts are."""
        found = self.answers
        return bool(found) and not any(a.other for a in found) and not self.never

    @property
    def cells(self) -> int:
        """How many cells were asked."""
        return sum(each.cells for each in self.answers)


@attrs.frozen(order=False, eq=False)
class Exact:
    """The verdicts on all conditions of a scenario, in the order of its file."""

    compiled: CompiledScenario

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Ask every condition."""
        codes = self.compiled.scenario.currencies
        return tuple(
            verdicts_of(
                (each, [grid_of(self.compiled, each, code) for code in codes])
                for each in asked_of(self.compiled)
            )
        )

    def never(self, index: int) -> bool:
        """Tell whether the condition of a step or reaction surely never holds."""
        return any(
            each.never
            for each in self.verdicts
            if each.asked.rung is not None and each.asked.rung.index == index
        )


def verdicts_of(several: Iterable[tuple[Asked, Sequence[Grid]]]) -> Iterator[Verdict]:
    """Ask conditions of every cell of their grids, a grid a currency, until they are too many."""
    left = MOST_IN_ALL
    for asked, grids in several:
        verdict = _verdict(asked, grids, left)
        left -= verdict.cells
        yield verdict


def _verdict(asked: Asked, grids: Sequence[Grid], left: int) -> Verdict:
    """Ask a condition in each currency it can be asked in, if no more than so many cells."""
    for grid in grids:
        if grid.count > MOST_CELLS:
            return Verdict(asked=asked, answers=(), why_not=told_of(grid))
    if sum(grid.count for grid in grids) > left:
        why_not = f"all conditions together have more than {MOST_IN_ALL} cells"
        return Verdict(asked=asked, answers=(), why_not=why_not)
    found = [
        answers(grid, condition)
        for grid in grids
        if (condition := asked.compiled(grid.conditions)) is not None
    ]
    if not found:
        return Verdict(asked=asked, answers=(), why_not="it names no amount in any currency")
    return Verdict(asked=asked, answers=tuple(found))


def told_of(grid: Grid) -> str:
    """Say how many cells there are, and of which facts."""
    facts = ", ".join(f"`{name}`" for name in grid.facts)
    return f"{grid.count} cells of {facts} are more than {MOST_CELLS}"


def judged(verdict: Verdict) -> Iterator[tuple[Kind, str]]:
    """Give what is found of a condition, and what is said of it."""
    text = verdict.asked.condition.canonical()
    quoted = f"`{text}`" if len(text) <= _SHORT else "the condition"
    if verdict.never:
        yield kinds.NEVER_TRUE, f"{quoted} never holds (cells asked: {verdict.cells})"
    elif verdict.never_unless_held:
        yield kinds.ONLY_WHILE_HELD, f"{quoted} never holds on the day it is first asked"
    elif verdict.always:
        yield kinds.ALWAYS_TRUE, f"{quoted} always holds (cells asked: {verdict.cells})"


def proved_of(verdict: Verdict) -> Iterator[Proved | Unproved]:
    """Say what is proved of a condition beside what is found, or why nothing is."""
    found = {kind.code for kind, _ in judged(verdict)}
    for kind in _CODES:
        if not verdict.answers:
            yield Unproved(code=kind.code, path=verdict.asked.path, why=verdict.why_not, tried=0)
        elif kind.code not in found:
            held = "holds" if kind is kinds.NEVER_TRUE else "doesn't hold"
            how = f"it {held} in one at least of the {verdict.cells} cells asked"
            yield Proved(code=kind.code, path=verdict.asked.path, how=how)
