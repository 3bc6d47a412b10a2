"""Figures and decisions over dataframes: pandas, Polars, PyArrow, DuckDB, PySpark, Ibis."""

from dunnix.frames.decisions import decide
from dunnix.frames.door import ledger
from dunnix.frames.ledger import Ledger
from dunnix.frames.output import from_table
from dunnix.frames.result import FrameResult

__all__ = ["FrameResult", "Ledger", "decide", "from_table", "ledger"]
