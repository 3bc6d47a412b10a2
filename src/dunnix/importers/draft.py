"""A scenario in the making: its steps, its notes, and what is wrong with the rules it is of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from dunnix.errors import Problem
from dunnix.importers.columns import RuleTable
from dunnix.importers.difference import Difference
from dunnix.importers.row import Row
from dunnix.importers.sheet import Sheet
from dunnix.money import Money
from dunnix.scenario import EscalationStep

Told = tuple[str, str, str, str, str]
"""A difference as `Draft.note` takes it."""


@attrs.define(kw_only=True, order=False)
class Draft:
    """What the importer of a system works on; nothing of it is a scenario yet."""

    table: RuleTable
    sheet: Sheet
    currency: str | None
    steps: list[EscalationStep] = attrs.field(factory=list[EscalationStep])
    notes: list[Difference] = attrs.field(factory=list[Difference])

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong so far."""
        return self.sheet.problems

    def note(self, code: str, where: str, theirs: str, ours: str, advice: str) -> None:
        """Tell a difference, once: where it holds for several steps, at the first of them."""
        told = ((each.code, each.theirs, each.ours) for each in self.notes)
        if (code, theirs, ours) not in told:
            found = Difference(code=code, where=where, theirs=theirs, ours=ours, advice=advice)
            self.notes.append(found)

    def note_always(self, notes: Iterable[Told]) -> None:
        """Tell what holds whatever the rules are; `{first}` and `{last}` stand for those steps."""
        if self.steps:
            first, last = self.steps[0].id, self.steps[-1].id
            for code, where, *told in notes:
                self.note(code, where.format(first=first, last=last), *told)

    def fee(self, row: Row, name: str) -> str | None:
        """Give a fee as a scenario has it; one in a currency nobody named is refused."""
        amount = row.amount(name)
        if amount is None:
            return None
        if self.currency is None:
            if self.table.currency not in row.cells:  # What is wrong with it is told.
                hint = "say which, such as `--currency EUR`"
                row.refuse(name, "no-currency", "nothing says in which currency this is", hint)
            return None
        return self._scaled(row, name, amount, self.currency)

    def _scaled(self, row: Row, name: str, amount: Decimal, currency: str) -> str | None:
        try:
            return Money(amount, currency).amount_text()
        except ValueError:
            message = f"`{amount}` has more decimals than {currency} has"
            row.refuse(name, "bad-amount", message, "correct the amount, or the currency")
            return None

    def numbered(self, name: str, *, first: int | None = None) -> list[tuple[int, Row]]:
        """Give the levels by their numbers, in order; refuse two of one, and gaps from `first`."""
        found: dict[int, Row] = {}
        for row in self.sheet.levels:
            number = row.whole(name)
            if number is None:
                continue
            if number in found:
                self._twice(row, name, number, found[number])
            else:
                found[number] = row
        levels = sorted(found.items())
        if first is None:
            return levels
        self._gaps(levels, name, first)
        return [(number, row) for number, row in levels if number >= first]

    def _twice(self, row: Row, name: str, number: int, other: Row) -> None:
        before = other.place(name)
        at = f"line {before.line}" if before.line else f"`{before.field}`"
        message = f"level `{number}` is there twice, first in {at}"
        row.refuse(name, "duplicate-level", message, "number each level once")

    def _gaps(self, levels: Sequence[tuple[int, Row]], name: str, first: int) -> None:
        wanted = first
        for number, row in levels:
            if number < first:
                message = f"`{number}` is no level: they begin with {first}"
                row.refuse(name, "bad-number", message, "correct the number")
            elif number > wanted:
                one = number == wanted + 1
                gone = f"level {wanted} is" if one else f"levels {wanted} to {number - 1} are"
                message = f"level {number} follows, and {gone} missing"
                row.refuse(name, "missing-level", message, "export all levels, or number them anew")
            wanted = max(wanted, number + 1)

    def rising(self, rows: Iterable[tuple[Row, int | None]], name: str) -> None:
        """Refuse levels whose days fall: the system itself could never climb them."""
        before: tuple[Row, int] | None = None
        for row, days in rows:
            if days is None:
                continue
            if before is not None and days < before[1]:
                message = (
                    f"the level comes after `{days}` days, the one before it after {before[1]}"
                )
                hint = (
                    "a level comes no earlier than the one before it: correct the days or the order"
                )
                row.refuse(name, "levels-out-of-order", message, hint)
            before = row, days

    def leftovers(self) -> None:
        """Note each column that says something and that no scenario has a word for."""
        rows = defaultdict[str, list[str]](list)
        for row in (self.sheet.head, *self.sheet.levels):
            for name in row.cells:
                if name not in row.asked and not row.says_no(name):
                    rows[name].append(row.where)
        for column in self.table.columns:
            if column.name in rows:
                where = ", ".join(rows[column.name])
                self.note(
                    "no-counterpart",
                    "id",
                    f"`{column.name}` ({where}): {column.left_out}",
                    "nothing is made of it",
                    "keep it where your texts and settings are, if it still matters",
                )
