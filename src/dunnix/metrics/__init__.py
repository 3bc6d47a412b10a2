"""Measures of receivables: pure formulas over accounts as they stood on a day."""

from dunnix.metrics.ageing import (
    ISSUE_EDGES,
    TRADE_EDGES,
    AgeBucket,
    Ageing,
    AgeingLine,
    age_receivables,
)
from dunnix.metrics.books import Basis, Books, Credits, Source, books_of
from dunnix.metrics.figure import Figure, Figures, Unit
from dunnix.metrics.grouping import By
from dunnix.metrics.table import Cell, Column, ColumnKind, Table
from dunnix.metrics.trend import Metric, Trend, trend

__all__ = [
    "ISSUE_EDGES",
    "TRADE_EDGES",
    "AgeBucket",
    "Ageing",
    "AgeingLine",
    "Basis",
    "Books",
    "By",
    "Cell",
    "Column",
    "ColumnKind",
    "Credits",
    "Figure",
    "Figures",
    "Metric",
    "Source",
    "Table",
    "Trend",
    "Unit",
    "age_receivables",
    "books_of",
    "trend",
]
