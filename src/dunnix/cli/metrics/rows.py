"""A report for programs: one object as JSON, and the ageing as CSV; the names are stable."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from dunnix.cli.metrics.report import Report, TopDebtor
from dunnix.metrics import Cell, ColumnKind, Figures, PaymentProfiles, Table
from dunnix.money import Money


def report_object(report: Report) -> dict[str, Any]:
    """Give a report as plain data: amounts in minor units, numbers with their unit in the name."""
    question, split = report.question, report.split
    slower = PaymentProfiles(as_of=question.as_of, by=("debtor",), profiles=report.slower)
    return {
        "as_of": _plain(question.as_of),
        "first": _plain(question.first),
        "days": question.days,
        "basis": question.basis,
        "credit": question.credit,
        "edges": report.ageing.edges,
        "ledger": report.source,
        "debtors": report.debtors,
        "invoices": report.invoices,
        "left_out": report.left_out,
        "ageing": _rows(report.ageing.table()),
        "figures": _figures(report.figures),
        "by": question.by,
        "ageing_by": [] if split is None else _rows(split.ageing.table()),
        "figures_by": {} if split is None else _figures(split.figures),
        "most_past_due": [_top(each) for each in report.top],
        "paying_later": _rows(slower.table()),
        "expected_cash": _rows(report.cash.table()),
        "findings": None if report.findings is None else _rows(report.findings.table()),
    }


def ageing_rows(report: Report) -> Iterator[list[Cell]]:
    """Give the ageing, split if so asked, as a head and rows; amounts are decimals."""
    ageing = report.ageing if report.split is None else report.split.ageing
    table = ageing.table()
    yield [column.name.removesuffix("_minor") for column in table.columns]
    for row in table.rows:
        yield [
            _decimal(cell, str(row[0])) if column.kind is ColumnKind.MONEY else cell
            for column, cell in zip(table.columns, row, strict=True)
        ]


def _decimal(minor: Cell, currency: str) -> Cell:
    return Money.minor(minor, currency).amount_text() if isinstance(minor, int) else None


def _rows(table: Table) -> list[dict[str, Cell]]:
    return [{name: _plain(cell) for name, cell in row.items()} for row in table.dicts()]


def _plain(cell: Cell) -> Cell:
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def _figures(figures: Mapping[str, Figures]) -> dict[str, Any]:
    return {
        name: {"convention": dict(each.convention), "rows": _rows(each.table())}
        for name, each in figures.items()
    }


def _top(debtor: TopDebtor) -> dict[str, Cell]:
    return {
        "currency": debtor.overdue.currency,
        "debtor": debtor.debtor,
        "overdue_minor": debtor.overdue.minor_units,
        "over_90_minor": debtor.over_90.minor_units,
        "open_minor": debtor.open.minor_units,
        "overdue_share_ratio": float(debtor.share),
    }
