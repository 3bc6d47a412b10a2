"""All that the facts of some conditions can be, cell by cell, asked of the engine's own tests."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

import attrs

from dunnix.conditions import CompiledCondition, Condition, facts_used
from dunnix.engine.conditions import Conditions
from dunnix.facts import Fact
from dunnix.inspection.cuts import NOT_ABOVE, Bounds, Value, domains

MOST_CELLS: Final = 200_000
"""Beyond so many cells a condition is not enumerated."""
_EARLIER: Final = "earlier "

Cell: TypeAlias = Mapping[str, Value]


@attrs.frozen(kw_only=True, order=False, eq=False)
class Grid:
    """The cells of some conditions in a currency: the product of what their facts can be.

    With `may_be_held` a fact in days has a value of the day the step was first held besides,
    which is never later than today's.
    """

    conditions: Conditions
    names: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    slots: tuple[int, ...]
    copies: tuple[tuple[int, int], ...]

    @classmethod
    def of(
        cls,
        conditions: Conditions,
        asked: Sequence[Condition],
        bounds: Bounds,
        *,
        may_be_held: bool = False,
    ) -> "Grid":
        """Lay out the cells of conditions, where facts have some bounds."""
        used = {name for each in asked for name in facts_used(each)}
        facts = [fact for fact in conditions.facts if fact.name in used]
        place = {fact.name: slot for slot, fact in enumerate(conditions.facts)}
        late = {
            name: len(place) + number
            for number, name in enumerate(conditions.earlier)
            if name in used
        }
        cut = _cut(conditions, facts, asked, bounds)
        held: dict[str, tuple[Value, ...]] = {}
        if may_be_held:
            before = attrs.evolve(bounds, least=bounds.earlier)
            held = _cut(conditions, [each for each in facts if each.name in late], asked, before)
        return cls(
            conditions=conditions,
            names=(*cut, *(f"{_EARLIER}{name}" for name in held)),
            values=(*cut.values(), *held.values()),
            slots=(*(place[name] for name in cut), *(late[name] for name in held)),
            copies=tuple((place[name], late[name]) for name in late if name not in held),
        )

    @property
    def count(self) -> int:
        """How many cells there are, before those that can't be are left out."""
        return math.prod(map(len, self.values))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts by which the cells are told apart."""
        return tuple(name for name in self.names if not name.startswith(_EARLIER))

    def cells(self) -> Iterator[tuple[Value, ...]]:
        """Give every cell that can be, as values in the order of `names`."""
        orders = list(self._orders())
        for cell in product(*self.values):
            if all(_is_not_above(cell[low], cell[high], strict) for low, high, strict in orders):
                yield cell

    def _orders(self) -> Iterator[tuple[int, int, bool]]:
        place = {name: number for number, name in enumerate(self.names)}
        for low, high in NOT_ABOVE:
            if low in place and high in place:
                yield place[low], place[high], False
        for name, number in place.items():
            if name.startswith(_EARLIER):
                yield number, place[name.removeprefix(_EARLIER)], True

    def facts_of(self, cell: Sequence[Value]) -> list[Value]:
        """Give a cell as the tests of conditions read facts."""
        found: list[Value] = [None] * (len(self.conditions.facts) + len(self.conditions.earlier))
        for slot, value in zip(self.slots, cell, strict=True):
            found[slot] = value
        for today, earlier in self.copies:
            found[earlier] = found[today]
        return found

    def named(self, cell: Sequence[Value]) -> dict[str, Value]:
        """Give a cell by the names of its facts."""
        pairs = zip(self.names, cell, strict=True)
        return {name: value for name, value in pairs if not name.startswith(_EARLIER)}

    def is_held(self, cell: Sequence[Value]) -> bool:
        """Tell whether a cell is one of a step that contact rules had held."""
        place = {name: number for number, name in enumerate(self.names)}
        return any(
            cell[number] != cell[place[name.removeprefix(_EARLIER)]]
            for name, number in place.items()
            if name.startswith(_EARLIER)
        )


def _cut(
    conditions: Conditions, facts: Sequence[Fact], asked: Sequence[Condition], bounds: Bounds
) -> dict[str, tuple[Value, ...]]:
    return domains(
        facts, asked, amounts=conditions.amounts, digits=conditions.digits, bounds=bounds
    )


def _is_not_above(low: Value, high: Value, together: bool) -> bool:  # noqa: FBT001  # of a table
    if low is None or high is None:
        return not together or low is high
    return isinstance(low, int) and isinstance(high, int) and low <= high


@attrs.frozen(kw_only=True, order=False, eq=False)
class Answers:
    """What a condition comes to over its cells: a cell for each answer, where there is one."""

    grid: Grid
    cells: int
    true: tuple[Value, ...] | None
    true_while_held: tuple[Value, ...] | None
    other: tuple[Value, ...] | None


def answers(grid: Grid, condition: CompiledCondition) -> Answers:
    """Ask a condition of every cell."""
    count, true, held, other = 0, None, None, None
    for cell in grid.cells():
        count += 1
        if not condition.surely_true(grid.facts_of(cell)):
            other = other or cell
        elif true is None:
            if grid.is_held(cell):
                held = held or cell
            else:
                true = cell
    return Answers(grid=grid, cells=count, true=true, true_while_held=held, other=other)


def follows(grid: Grid, first: CompiledCondition, second: CompiledCondition) -> bool:
    """Tell whether the second condition holds in every cell in which the first does."""
    return all(
        second.surely_true(facts)
        for facts in map(grid.facts_of, grid.cells())
        if first.surely_true(facts)
    )
