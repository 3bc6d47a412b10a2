"""How the laws draw: many small choices from few drawn bytes, and the tables they choose from.

The first entry of each table is the plainest, so a counterexample shrinks to the plainest entries.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from hypothesis import strategies as st

FIRST: Final = dt.date(2026, 1, 5)
STEPS: Final = ("hint", "mail", "call", "firm", "notice", "agency")
ANSWERS: Final = ("answer", "second", "third")
CENTS: Final = (10_000, 4_000, 25_000, 100, 60_000, 3)
DAYS: Final = 90

_Entry = TypeVar("_Entry")
_HANDFUL: Final = 8

few = st.integers(0, 20)


def day(number: int) -> dt.date:
    """Give a day by its number from the first."""
    return FIRST + dt.timedelta(number)


class Chance:
    """Makes choices, each from one byte of a handful that is drawn at once.

    For hypothesis a handful costs no more than a single number, and drawing took most of the time
    of a law. A byte of nought makes the plainest choice: the first of a table, the least number,
    no. It draws from `st.randoms`, since hypothesis spends half of its examples on copying one
    drawn value over another of its kind, and that makes near twins of the examples.
    """

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._left: Iterator[int] = iter(b"")

    @classmethod
    def of(cls, draw: st.DrawFn) -> "Chance":
        """Choose by what hypothesis draws."""
        return cls(draw(st.randoms(use_true_random=False)))

    @classmethod
    def seeded(cls, seed: int) -> "Chance":
        """Choose by a number, the same choices for ever."""
        return cls(random.Random(seed))  # noqa: S311  # no secret

    def fresh(self) -> None:
        """Start a row on a handful of its own: left out, it leaves the other rows as they are."""
        self._left = iter(self._dice.randbytes(_HANDFUL))

    def number(self, least: int, most: int) -> int:
        """Give a number, both ends included; they are less than 256 apart."""
        for byte in self._left:
            return least + (byte * (most - least + 1) >> 8)
        self.fresh()
        return self.number(least, most)

    def pick(self, table: Sequence[_Entry]) -> _Entry:
        """Give an entry of a table."""
        return table[self.number(0, len(table) - 1)]

    def one_in(self, count: int) -> bool:
        """Say yes once in so many times."""
        return self.number(1, count) == count

    def even(self) -> bool:
        """Say yes every other time."""
        return self.one_in(2)

    def days(self, most: int = DAYS) -> dt.timedelta:
        """Give a number of days."""
        return dt.timedelta(self.number(0, most))

    def some(self, most: int, of: int = 8, yes: int = 4) -> Iterator[int]:
        """Count rows, each on a handful of its own; `yes` in `of` times comes another."""
        for number in range(most):
            self.fresh()
            if self.number(1, of) <= of - yes:
                return
            yield number
