"""Sums of frames, brought down to plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from dunnix.frames.tables import Frame
from dunnix.metrics.grouping import Key


def summed(frame: Frame, keys: Sequence[str], amounts: Iterable[str]) -> Frame:
    """Sum whole numbers by group, in 64 bits whatever the library sums to."""
    names = tuple(amounts)
    sums = frame.group_by(*keys).agg(*(nw.col(name).sum() for name in names))
    return sums.with_columns(*(nw.col(name).cast(nw.Int64) for name in names))


def plain_rows(frame: Frame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a frame as plain values, nulls of any library as None."""
    found = frame.select(*columns).collect()
    return zip(*(_values(found[name]) for name in columns), strict=True)


def keyed_rows(
    frame: Frame, keys: Sequence[str], *columns: str
) -> Iterator[tuple[Key, tuple[Any, ...]]]:
    """Give each row as its group and its other columns."""
    width = len(keys)
    for row in plain_rows(frame, *keys, *columns):
        yield row[:width], row[width:]


def _values(column: nw.Series[Any]) -> list[Any]:
    values = column.to_list()
    if not column.null_count():
        return values
    missing = column.is_null().to_list()
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]
