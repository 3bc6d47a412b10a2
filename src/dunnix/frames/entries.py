"""The rows an ageing sums: what is open and what is unapplied, each with its group and bucket."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Final

import attrs
import narwhals.stable.v2 as nw

from dunnix.frames.day_close import DayClose
from dunnix.frames.split import Split
from dunnix.frames.tables import Frame
from dunnix.metrics.books import NO_DATE, Basis

_LAST: Final = dt.date.max.toordinal()
AMOUNTS: Final = ("open", "receivables", "unapplied")


@attrs.frozen(kw_only=True, order=False, eq=False)
class Entries:
    """What is owed at the close of a day, one row a claim or loose amount.

    Each row holds the key columns of `split`, its `place`, and in minor units or as a count
    `open`, `receivables` and `unapplied`. Where `aged`, loose money has the place of its own day.
    """

    close: DayClose
    split: Split
    edges: Sequence[int]
    basis: Basis
    aged: bool

    def rows(self) -> Frame:
        """Give all rows that hold an amount."""
        parts = self._claims()
        loose = self.close.loose()
        if loose is not None:
            parts.append(self._unapplied(loose, "amount", "day"))
        return nw.concat(parts)

    def _claims(self) -> list[Frame]:
        """Give what is open, and what came beyond claims: in one pass where that can be."""
        days = ("due_date",) if self.basis is Basis.DUE else ()
        claims = self.close.open_claims(*days, *self.split.columns, with_last_day=self.aged)
        if self.aged or self.split.invoice_facts:
            beyond = claims.filter(nw.col("beyond") != 0)
            claims = claims.filter(nw.col("open") != 0).with_columns(beyond=nw.col("open") * 0)
            return [self._open(claims), self._unapplied(beyond, "beyond", "came")]
        return [self._open(claims.filter((nw.col("open") != 0) | (nw.col("beyond") != 0)))]

    @property
    def _day(self) -> str:
        return "due_date" if self.basis is Basis.DUE else "issue_date"

    def _open(self, claims: Frame) -> Frame:
        # Made of a column, for a literal has a type of its own on pandas.
        nothing = nw.col("open") * 0
        return self._shaped(
            self.split.keyed(claims),
            place=self._place(self._day),
            open=nw.col("open"),
            receivables=nw.when(nw.col("open") != 0).then(nothing + 1).otherwise(nothing),
            unapplied=nw.col("beyond"),
        )

    def _unapplied(self, money: Frame, amount: str, day: str) -> Frame:
        """Shape money that pays no claim; facts of invoices don't apply to it."""
        nothing = nw.col(amount) * 0
        return self._shaped(
            self.split.keyed(money, facts=False),
            place=self._place(day) if self.aged else nothing,
            open=nothing,
            receivables=nothing,
            unapplied=nw.col(amount),
        )

    def _place(self, day: str) -> nw.Expr:
        return place_of(day, self.close.day, self.edges)

    def _shaped(self, frame: Frame, **values: nw.Expr) -> Frame:
        columns = (value.cast(nw.Int64).alias(name) for name, value in values.items())
        return frame.select(*self.split.keys, *columns)


def place_of(column: str, today: dt.date, edges: Sequence[int]) -> nw.Expr:
    """Give the bucket of a day's age: one for each edge that it is older than."""
    # An age beyond an edge is a day before a cutoff: frames need only compare.
    cutoffs = [today.toordinal() - edge for edge in edges]
    within = [dt.date.fromordinal(each) for each in cutoffs if 1 <= each <= _LAST]
    older = (nw.when(nw.col(column) < each).then(1).otherwise(0) for each in within)
    always = sum(each > _LAST for each in cutoffs)
    undated = nw.col(column).is_null()
    return nw.when(undated).then(NO_DATE).otherwise(reduce(add, older, nw.lit(always)))
