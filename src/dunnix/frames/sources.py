"""The frames that come in: whose they are, and their columns under the names of fields."""

import datetime as dt
from importlib.metadata import version
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.errors import Problem
from dunnix.frames.fields import Picked
from dunnix.frames.libraries import Native, frame_of, lazy_frame, library
from dunnix.frames.tables import Frame

_KINDS: Final = {
    nw.Implementation.PYARROW: "pyarrow",
    nw.Implementation.DUCKDB: "duckdb",
    nw.Implementation.PYSPARK: "pyspark",
    nw.Implementation.PYSPARK_CONNECT: "pyspark",
    nw.Implementation.IBIS: "ibis",
}
_FIRST_SPARK: Final = 4
_KNOWN: Final = "pandas, Polars, PyArrow, DuckDB, PySpark or Ibis"
# What pandas calls a column of Python objects that are all of one kind.
_ONE_KIND: Final = frozenset(
    {
        "boolean",
        "categorical",
        "date",
        "datetime",
        "decimal",
        "floating",
        "integer",
        "mixed-integer-float",
        "string",
    }
)


def header_of(name: str, native: object) -> list[str]:
    """Give the names of a frame's columns.

    Raises `TypeError` for what is no dataframe, `ValueError` for a name that stands twice,
    `ModuleNotFoundError` where PyArrow is missing and wanted, and `RuntimeError` for libraries of
    versions that are known not to work together.
    """
    try:
        frame = frame_of(native)
        names = frame.collect_schema().names()
    except TypeError:
        kind = type(native).__name__
        raise TypeError(f"`{name}` must be a frame of {_KNOWN}, not a {kind}") from None
    except nw.exceptions.DuplicateError:
        raise ValueError(f"`{name}` has two columns of one name; rename one of them") from None
    _check_libraries(frame)
    return [each for each in names if isinstance(each, str)]


def _check_libraries(frame: Frame) -> None:
    if frame.implementation in _KINDS:
        library("pyarrow")  # their answers come as its tables
    if frame.implementation.is_ibis() and frame.to_native().get_backend().name == "duckdb":
        refuse_broken(version("ibis-framework"), version("duckdb"))
    if _KINDS.get(frame.implementation) == "pyspark":
        refuse_old(library("pyspark").__version__)


def kind_of_frame(name: str, native: object) -> str:
    """Say of which library a frame is, and for pandas of which dtypes, for Polars how it is asked.

    Raises `TypeError` for a library that isn't supported.
    """
    frame = frame_of(native)
    implementation = frame.implementation
    if implementation.is_polars():
        return "polars-lazy" if isinstance(frame, nw.LazyFrame) else "polars"
    if implementation.is_pandas():
        arrow = any(hasattr(each, "pyarrow_dtype") for each in frame.to_native().dtypes)
        return "pandas-pyarrow" if arrow else "pandas"
    if implementation not in _KINDS:
        found = implementation.name.lower()
        raise TypeError(f"`{name}` is a frame of {found}; give one of {_KNOWN}")
    return _KINDS[implementation]


def opened(native: object, of: Picked) -> tuple[Frame, list[Problem]]:
    """Give the columns wanted under the names of their fields, and what can't be read at all."""
    frame = frame_of(native)
    if frame.implementation.is_pandas():
        made, problems = _with_arrow_columns(frame.to_native(), of)
        return lazy_frame(made), problems
    if not of.columns:  # some libraries select no less than one; the missing ones are told
        return frame.lazy(), []
    return frame.lazy().select(**{field: nw.col(name) for field, name in of.columns.items()}), []


def _with_arrow_columns(native: Native, of: Picked) -> tuple[Native, list[Problem]]:
    """Give pandas columns Arrow's types: NumPy has no day, and no null in a column of numbers.

    The index is left behind. A column of Python objects of several kinds is refused.
    """
    pandas, arrow = library("pandas"), library("pyarrow")
    made: dict[str, Native] = {}
    problems: list[Problem] = []
    for field, name in of.columns.items():
        try:
            array = _plain(arrow.array(native[name], _arrow_type(native[name]), from_pandas=True))
        except (arrow.ArrowException, OverflowError, TypeError):
            found = pandas.api.types.infer_dtype(native[name], skipna=True)
            message = f"the column holds {found} values, plain ones of one type are wanted"
            hint = "give the column one type, such as str"
            problems.append(of.problem("mixed-types", message, field=field, hint=hint))
        else:
            made[field] = pandas.Series(pandas.arrays.ArrowExtensionArray(array))
    return pandas.DataFrame(made), problems


def _arrow_type(series: Native) -> Native:
    """Give the type to read a column as, None for its own; `TypeError` where there is none."""
    arrow = library("pyarrow")
    if series.isna().all():  # pandas takes a column without any value for floats
        return arrow.string()
    if series.dtype != object:
        return None
    kind = library("pandas").api.types.infer_dtype(series, skipna=True)
    # Among days a datetime is taken for one, and its time of day would be lost.
    has_times = kind == "date" and any(isinstance(each, dt.datetime) for each in series)
    if has_times or kind not in _ONE_KIND:
        raise TypeError
    return None


def _plain(array: Native) -> Native:
    """Give the values of a categorical column; refuse pandas' own types, as spans of time are."""
    types = library("pyarrow").types
    if types.is_dictionary(array.type):
        return array.cast(array.type.value_type)
    if isinstance(array.type, library("pyarrow").BaseExtensionType):
        raise TypeError
    return array


def refuse_broken(ibis: str, duckdb: str) -> None:
    """Raise for releases of Ibis and DuckDB that are known not to work together."""
    if _major(ibis) <= 12 and _major(duckdb) >= 2:  # noqa: PLR2004  # the releases tried
        raise RuntimeError(
            f"ibis {ibis} can't make a table in duckdb {duckdb}; install `duckdb<2`,"
            " or give the DuckDB relation itself"
        )


def refuse_old(pyspark: str) -> None:
    """Raise for a release of PySpark whose sessions take no table of PyArrow."""
    if _major(pyspark) < _FIRST_SPARK:
        wanted = f"`pyspark>={_FIRST_SPARK}`"
        raise RuntimeError(f"pyspark {pyspark} takes no table of PyArrow; install {wanted}")


def _major(release: str) -> int:
    return int(release.partition(".")[0])
