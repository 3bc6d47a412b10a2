"""Results as dataframes of the library asked for, with exact types."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import narwhals.stable.v2 as nw

from dunnix.errors import did_you_mean
from dunnix.frames.libraries import Native, lazy_frame, library
from dunnix.frames.tables import Frame
from dunnix.metrics import Cell, ColumnKind, Table

_Columns: TypeAlias = Mapping[str, tuple[ColumnKind, list[Cell]]]
_LAZY: Final = frozenset({"polars-lazy", "duckdb", "pyspark", "ibis"})
_NUMPY_TYPES: Final[Mapping[type, str]] = {nw.String: "str", nw.Date: "datetime64[s]"}
_SQL_TYPES: Final = {
    ColumnKind.TEXT: "string",
    ColumnKind.COUNT: "bigint",
    ColumnKind.MONEY: "bigint",
    ColumnKind.NUMBER: "double",
    ColumnKind.DATE: "date",
}


def from_table(table: Table, kind: str) -> Native:
    """Make a dataframe of a table: money and counts Int64, days Date, text String, None null.

    `kind` is `pandas`, `pandas-pyarrow`, `polars`, `polars-lazy`, `pyarrow`, `duckdb`, `pyspark`
    or `ibis`. Pandas with NumPy dtypes has no Date: there days are `datetime64` at midnight, and
    whole numbers with a null among them pandas' own `Int64`. A DuckDB relation is of the default
    connection, a PySpark frame of the session under way, of PySpark 4 or newer. Raises `ValueError`
    for another kind, `ModuleNotFoundError` where the library isn't installed.

    >>> from dunnix.metrics import Column
    >>> table = Table((Column("open_minor", ColumnKind.MONEY),), ((1200,), (None,)))
    >>> from_table(table, "polars")["open_minor"].to_list()
    [1200, None]
    """
    make = _MAKERS.get(kind)
    if make is None:
        raise ValueError(f"`{kind}` is no kind of dataframe; {did_you_mean(kind, _MAKERS)}")
    return make(_columns(table))


def from_table_beside(table: Table, frame: Frame, kind: str) -> Native:
    """Make a dataframe of a table, of the connection or session that a given frame is of."""
    native: Native = frame.to_native()
    if kind == "duckdb":
        return native.query("beside", _sql(table))
    if kind == "pyspark":
        return _spark_frame(native.sparkSession, _columns(table))
    return from_table(table, kind)


def beside(frame: Frame, table: Table) -> Frame:
    """Make a small frame that can be joined to a given one; on pandas it has Arrow's dtypes."""
    library = frame.implementation
    kind = library.name.lower()
    if library.is_pandas():
        kind = "pandas-pyarrow"
    elif library.is_pyspark_connect():
        kind = "pyspark"
    return lazy_frame(from_table_beside(table, frame, kind))


def native_of(frame: Frame, kind: str) -> Native:
    """Give a frame back as its own library has it, in the kind that came in."""
    if kind in _LAZY:
        return frame.to_native()
    native: Native = frame.collect().to_native()
    if kind == "pandas":  # inside, its texts and days are Arrow's
        types = {
            name: _NUMPY_TYPES.get(type(each)) for name, each in frame.collect_schema().items()
        }
        native = native.astype({name: each for name, each in types.items() if each})
    return native.reset_index(drop=True) if kind.startswith("pandas") else native


def _columns(table: Table) -> _Columns:
    return {
        column.name: (column.kind, [row[place] for row in table.rows])
        for place, column in enumerate(table.columns)
    }


def plain_amounts(frame: Frame) -> Frame:
    """Give amounts NumPy's type, which sums fastest, to a pandas frame that came with such."""
    native: Native = frame.to_native()
    return lazy_frame(native.astype({"amount": "int64"}))


def _pandas(columns: _Columns) -> Native:
    pandas = library("pandas")
    made = {name: pandas.Series(cells, dtype=object) for name, (_, cells) in columns.items()}
    for name, (kind, cells) in columns.items():
        made[name] = made[name].astype(_pandas_type(kind, has_nulls=None in cells))
    return pandas.DataFrame(made)


def _pandas_type(kind: ColumnKind, *, has_nulls: bool) -> str:
    match kind:
        case ColumnKind.TEXT:
            return "str"
        case ColumnKind.COUNT | ColumnKind.MONEY:
            return "Int64" if has_nulls else "int64"
        case ColumnKind.NUMBER:
            return "float64"
        case ColumnKind.DATE:
            return "datetime64[s]"


def _pandas_pyarrow(columns: _Columns) -> Native:
    pandas, made = library("pandas"), _pyarrow(columns)
    return made.to_pandas(types_mapper=pandas.ArrowDtype)


def _pyarrow(columns: _Columns) -> Native:
    arrow = library("pyarrow")
    types = {
        ColumnKind.TEXT: arrow.string(),
        ColumnKind.COUNT: arrow.int64(),
        ColumnKind.MONEY: arrow.int64(),
        ColumnKind.NUMBER: arrow.float64(),
        ColumnKind.DATE: arrow.date32(),
    }
    return arrow.table(
        {name: arrow.array(cells, types[kind]) for name, (kind, cells) in columns.items()}
    )


def _polars(columns: _Columns) -> Native:
    polars = library("polars")
    types = {
        ColumnKind.TEXT: polars.String,
        ColumnKind.COUNT: polars.Int64,
        ColumnKind.MONEY: polars.Int64,
        ColumnKind.NUMBER: polars.Float64,
        ColumnKind.DATE: polars.Date,
    }
    return polars.DataFrame(
        {name: polars.Series(name, cells, types[kind]) for name, (kind, cells) in columns.items()}
    )


def _polars_lazy(columns: _Columns) -> Native:
    return _polars(columns).lazy()


def _duckdb(columns: _Columns) -> Native:
    return library("duckdb").from_arrow(_pyarrow(columns))


def _pyspark(columns: _Columns) -> Native:
    return _spark_frame(library("pyspark.sql").SparkSession.builder.getOrCreate(), columns)


def _spark_frame(session: Native, columns: _Columns) -> Native:
    # Of rows in Python Spark doesn't know how few they are, and shuffles what they are joined to.
    return session.createDataFrame(_pyarrow(columns))


def _ibis(columns: _Columns) -> Native:
    return library("ibis").memtable(_pyarrow(columns))


_MAKERS: Final[Mapping[str, Callable[[_Columns], Native]]] = {
    "pandas": _pandas,
    "pandas-pyarrow": _pandas_pyarrow,
    "polars": _polars,
    "polars-lazy": _polars_lazy,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "pyspark": _pyspark,
    "ibis": _ibis,
}


def _sql(table: Table) -> str:
    """Write a table as SQL: only so does a DuckDB connection that isn't the default one take it."""
    kinds = ((f'"{each.name}"', _SQL_TYPES[each.kind]) for each in table.columns)
    columns = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in kinds)
    names = ", ".join(f'"{each.name}"' for each in table.columns)
    rows = table.rows or ((None,) * len(table.columns),)
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    some = "" if table.rows else " where false"
    return f"select {columns} from (values {values}) as beside({names}){some}"  # noqa: S608  # quoted


def _literal(cell: Cell) -> str:
    match cell:
        case str():
            return "'" + cell.replace("'", "''") + "'"
        case dt.date():
            return f"date '{cell}'"
        case None:
            return "null"
        case _:
            return repr(cell)
