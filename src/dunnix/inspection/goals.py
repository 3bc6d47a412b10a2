"""Which accounts to try for a step or a reaction: values that make its own condition true."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import attrs

from dunnix.conditions import Condition
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.rungs import Rung
from dunnix.inspection.cells import Cell, Grid
from dunnix.inspection.cuts import Bounds, Value
from dunnix.inspection.family import settable

MOST_JOINT: Final = 60_000
"""Beyond so many answers rivals are left out of account, and then what the step waits for."""


@attrs.frozen(kw_only=True, order=False, eq=False)
class Goals:
    """The accounts worth trying for the steps and reactions of a scenario, in one currency."""

    compiled: CompiledScenario
    currency: str

    def cells(self, rung: Rung, also: Sequence[Rung] = ()) -> list[Cell]:
        """Give a few cells in which a step's condition and those of what leads to it hold.

        First one in which the fewest others hold, then one in which the most do.
        """
        led_to_by = [each for each in (*also, *self._before(rung)) if each.has_condition]
        rivals = [each for each in self._rivals(rung) if each.has_condition]
        own = [rung] if rung.has_condition else []
        for wanted, others in ((led_to_by, rivals), (led_to_by, []), ([], [])):
            grid = self._grid([*own, *wanted, *others])
            if grid is not None:
                return _distinct(self._best(grid, own, wanted, others))
        return [{}]

    def least(self) -> list[Cell]:
        """Give cells in which the fewest conditions of steps hold."""
        steps = [each for each in self.compiled.rungs if each.has_condition]
        grid = self._grid(steps)
        if grid is None or not steps:
            return [{}]
        counted = sorted(
            ((self._true(grid, cell, steps), number, cell) for number, cell in _numbered(grid)),
            key=lambda each: each[:2],
        )
        fewest = [self._settable(grid, cell) for count, _, cell in counted if not count]
        return _distinct([*fewest[:40], *(self._settable(grid, c) for *_, c in counted[:2])])[:6]

    def _rivals(self, rung: Rung) -> list[Rung]:
        """Give what may be taken in the place of a step, or answer in that of a reaction."""
        if rung.answer is None:
            return [each for each in self.compiled.rungs if each is not rung]
        event = rung.answer.event
        answers = [each for each in self.compiled.answers if each is not rung]
        return [each for each in answers if each.answer and each.answer.event is event]

    def in_other_currencies(self) -> list["Goals"]:
        """Give the accounts worth trying in the other currencies of the scenario."""
        codes = self.compiled.scenario.currencies
        return [Goals(compiled=self.compiled, currency=c) for c in codes if c != self.currency]

    def of_tones(self) -> list[Cell]:
        """Give a cell in which each rule of tone holds, where there is one."""
        conditions = self.compiled.conditions(self.currency)
        tones = self.compiled.scenario.tones
        found: list[Cell] = []
        for slot, asked in ((-2, tones.softer), (-1, tones.firmer)):
            condition = conditions.of_steps[slot]
            grid = None if asked is None else self._laid_out([asked])
            if grid is None or condition is None:
                continue
            cells = (cell for cell in grid.cells() if condition.surely_true(grid.facts_of(cell)))
            found += [self._settable(grid, cell) for cell in islice(cells, 1)]
        return found

    def _before(self, rung: Rung) -> list[Rung]:
        """Give what a step comes after, and what that comes after."""
        found: list[Rung] = []
        open_ = [rung]
        while open_:
            for wait in open_.pop().waits:
                if wait.step is not None and self.compiled.rungs[wait.step] not in found:
                    found.append(self.compiled.rungs[wait.step])
                    open_.append(found[-1])
        return found

    def _grid(self, rungs: Iterable[Rung]) -> Grid | None:
        return self._laid_out([each.step.when for each in rungs if each.step.when is not None])

    def _laid_out(self, asked: Sequence[Condition]) -> Grid | None:
        conditions = self.compiled.conditions(self.currency)
        least = max(conditions.minimum or 0, 1)
        bounds = Bounds(
            least=dict.fromkeys(("amount_due", "invoice.open", "debtor.open"), least),
            has_law=self.compiled.law is not None,
        )
        grid = Grid.of(conditions, asked, bounds)
        return grid if grid.count * max(len(asked), 1) <= MOST_JOINT else None

    def _best(
        self, grid: Grid, own: Sequence[Rung], wanted: Sequence[Rung], others: Sequence[Rung]
    ) -> list[Cell]:
        fewest: tuple[tuple[int, ...], tuple[Value, ...]] | None = None
        most: tuple[tuple[int, ...], tuple[Value, ...]] | None = None
        for cell in grid.cells():
            if self._true(grid, cell, own) < len(own):
                continue
            led = self._true(grid, cell, wanted)
            rivals, unknown = self._true(grid, cell, others), sum(each is None for each in cell)
            few, many = (led, -rivals, -unknown), (led, rivals, -unknown)
            if fewest is None or few > fewest[0]:
                fewest = few, cell
            if most is None or many > most[0]:
                most = many, cell
        return [self._settable(grid, each[1]) for each in (fewest, most) if each is not None]

    def _true(self, grid: Grid, cell: Sequence[Value], rungs: Sequence[Rung]) -> int:
        facts = grid.facts_of(cell)
        conditions = (grid.conditions.of_steps[each.index] for each in rungs)
        return sum(each is not None and each.surely_true(facts) for each in conditions)

    def _settable(self, grid: Grid, cell: Sequence[Value]) -> Cell:
        facts = {fact.name: fact for fact in grid.conditions.facts}
        named = grid.named(cell)
        return {name: value for name, value in named.items() if settable(facts, name)}


def _numbered(grid: Grid) -> Iterator[tuple[int, tuple[Value, ...]]]:
    return enumerate(grid.cells())


def _distinct(cells: Iterable[Cell]) -> list[Cell]:
    found: list[Cell] = []
    for cell in cells:
        if cell not in found:
            found.append(cell)
    return found or [{}]
