"""A table as a page shows it: HTML that a notebook lays out, with amounts as they are printed."""

from collections.abc import Iterator, Sequence
from html import escape

from dunnix.metrics.table import Column, ColumnKind, Table, Tabular
from dunnix.money import Money

_LEFT = frozenset({ColumnKind.TEXT, ColumnKind.DATE})


def with_page(shown: Tabular) -> dict[str, str]:
    """Give what a notebook shows of a result: its text, and its table as HTML."""
    return {"text/plain": str(shown), "text/html": page_of(shown.table())}


def page_of(table: Table) -> str:
    """Give a table as HTML; what a ledger holds stays text.

    >>> page_of(Table((Column("debtor", ColumnKind.TEXT),), (("<D1>",),))).splitlines()[3]
    '<tr><td>&lt;D1&gt;</td></tr>'
    """
    heads = [column.name.removesuffix("_minor") for column in table.columns]
    body = "\n".join(_row(table.columns, list(cells), "td") for cells in _written(table))
    head = _row(table.columns, heads, "th")
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _written(table: Table) -> Iterator[Sequence[str]]:
    for row in table.dicts():
        currency = row.get("currency")
        cells: list[str] = []
        for column in table.columns:
            cell = row[column.name]
            if column.kind is ColumnKind.MONEY and isinstance(cell, int):
                cell = Money.minor(cell, str(currency)).amount_text()
            cells.append("" if cell is None else str(cell))
        yield cells


def _row(columns: Sequence[Column], cells: Sequence[str], tag: str) -> str:
    written = (
        f"<{tag}>{escape(cell)}</{tag}>"
        if column.kind in _LEFT
        else f'<{tag} style="text-align: right">{escape(cell)}</{tag}>'
        for column, cell in zip(columns, cells, strict=True)
    )
    return f"<tr>{''.join(written)}</tr>"
