"""An ageing that stays in the frame: one row a group, for ledgers with millions of debtors."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.frames.entries import Entries
from dunnix.frames.frame_books import FrameBooks
from dunnix.frames.libraries import Native
from dunnix.frames.output import from_table_beside, native_of
from dunnix.frames.reduced import summed
from dunnix.frames.tables import Frame
from dunnix.metrics import Ageing, Basis, By, Credits, age_receivables
from dunnix.metrics.ageing import checked_edges
from dunnix.metrics.books import NO_DATE, Place, books_as_of
from dunnix.metrics.grouping import split_names
from dunnix.metrics.options import chosen

_OPEN: Final = "open_minor"
_APART: Final = "unapplied_minor"
_COUNT: Final = "receivables"


def ageing_frame(
    books: FrameBooks,
    *,
    as_of: dt.date,
    edges: Sequence[int] | None = None,
    basis: Basis | str = Basis.DUE,
    credit: Credits | str = Credits.SEPARATE,
    by: By = (),
) -> Native:
    """Age what is owed on a day, as `age_receivables` does, into a frame of the kind that came in.

    The rows and columns are those of `Ageing.table()`: amounts in whole minor units, groups in
    order. Nothing is brought down to Python, save where credit is netted: what netting does is
    reckoned debtor by debtor. Raises what `age_receivables` raises.
    """
    counted, treated = chosen(Basis, "basis", basis), chosen(Credits, "credit", credit)
    limits = checked_edges(edges, counted)
    shape = Ageing(
        as_of=as_of, edges=limits, basis=counted, credit=treated, by=split_names(by), lines=()
    )
    if treated is Credits.NETTED:
        whole = age_receivables(
            books, as_of=as_of, edges=limits, basis=counted, credit=treated, by=by
        )
        return from_table_beside(whole.table(), books.tables.invoices, books.tables.kind)
    books_as_of(books, as_of)
    entries = books.entries(
        as_of,
        known=as_of,
        by=by,
        edges=limits,
        basis=counted,
        aged=treated is Credits.AGED,
    )
    return native_of(_wide(entries, shape), books.tables.kind)


def _wide(entries: Entries, shape: Ageing) -> Frame:
    """Sum the entries of a day into one row a group; groups without any amount are left out."""
    names = [column.name for column in shape.table().columns]
    keys = entries.split.keys
    buckets = names[len(keys) + 1 : names.index(_APART)]
    sums = summed(_spread(entries, buckets), keys, (*buckets, _APART, _COUNT))
    open_ = reduce(add, map(nw.col, buckets))
    amounts = (nw.col(name) != 0 for name in (*buckets, _APART, _COUNT))
    has_any = reduce(lambda one, other: one | other, amounts)
    rows = sums.filter(has_any).with_columns(open_.alias(_OPEN))
    whole = rows.with_columns((nw.col(_OPEN) - nw.col(_APART)).alias("net_minor"))
    named = (nw.col(key).alias(name) for key, name in zip(keys, names, strict=False))
    return whole.sort(*keys, nulls_last=True).select(*named, *names[len(keys) :])


def _spread(entries: Entries, buckets: Sequence[str]) -> Frame:
    """Give each entry its amount in the column of its bucket, and 0 in the others."""
    open_, unapplied = nw.col("open"), nw.col("unapplied")
    amount = open_ - unapplied if entries.aged else open_
    return entries.rows().select(
        *entries.split.keys,
        *(
            nw.when(nw.col("place") == place).then(amount).otherwise(open_ * 0).alias(name)
            for place, name in zip(_places(entries), buckets, strict=True)
        ),
        (unapplied * 0 if entries.aged else unapplied).alias(_APART),
        nw.col("receivables").alias(_COUNT),
    )


def _places(entries: Entries) -> tuple[Place, ...]:
    """Give the number of each bucket, in the order of their columns."""
    undated = (NO_DATE,) if entries.basis is Basis.ISSUE else ()
    return (*range(len(entries.edges) + 1), *undated)
