"""The kinds of frame, each made of a table of PyArrow, and which of them tests run on."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import narwhals.stable.v2 as nw
import pytest

pa: Any = import_module("pyarrow")  # it has no types to check

SLOW: Final = frozenset({"ibis", "pyspark"})


def _pandas(table: Any) -> Any:
    frame = nw.from_native(table.to_pandas())
    days = [each.name for each in table.schema if each.type == pa.date32()]
    return frame.with_columns(*(nw.col(name).cast(nw.Date) for name in days)).to_native()


def _pandas_pyarrow(table: Any) -> Any:
    return table.to_pandas(types_mapper=import_module("pandas").ArrowDtype)


def _polars(table: Any) -> Any:
    return import_module("polars").from_arrow(table)


def _duckdb(table: Any) -> Any:
    return import_module("duckdb").from_arrow(table)


def _ibis(table: Any) -> Any:
    return import_module("ibis").memtable(table)


@cache
def spark_session() -> Any:
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.bindAddress": "127.0.0.1",
        # Otherwise a day's midnight is an instant of some time zone, as it is in no other library.
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
    }
    builder = (
        import_module("pyspark.sql").SparkSession.builder.master("local[1]").config(map=settings)
    )
    return builder.getOrCreate()


def _pyspark(table: Any) -> Any:
    return spark_session().createDataFrame(table)


MAKERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "pandas": _pandas,
    "pandas-pyarrow": _pandas_pyarrow,
    "polars": _polars,
    "polars-lazy": lambda table: _polars(table).lazy(),
    "pyarrow": lambda table: table,
    "duckdb": _duckdb,
    "ibis": _ibis,
    "pyspark": _pyspark,
}


def as_parameter(kind: str) -> Any:
    """Give a kind as a parameter of tests: the heavy ones run where somebody has installed them."""
    if kind not in SLOW:
        return kind
    is_missing = find_spec(kind) is None
    # What they warn of at their start is nothing of ours.
    quiet = pytest.mark.filterwarnings("ignore")
    skipped = pytest.mark.skipif(is_missing, reason=kind)
    return pytest.param(kind, marks=[pytest.mark.slow_backend, skipped, quiet])


KINDS: Final = tuple(map(as_parameter, MAKERS))
