"""What is wrong with rows of a frame: counted in one pass, shown by the ids of a few."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs
import narwhals.stable.v2 as nw

from dunnix.errors import LedgerError, Problem, Severity
from dunnix.frames.fields import Picked
from dunnix.frames.tables import Frame
from dunnix.model.rows import shown

_FEW: Final = 5


@attrs.frozen(kw_only=True, order=False, eq=False)
class Fault:
    """A condition that no row should meet, the field to blame and the words for it.

    Without `rows` it is a fault of whatever rows were found by other means.
    """

    code: str
    message: str
    rows: nw.Expr = attrs.field(factory=lambda: nw.lit(value=True))
    field: str | None = None
    hint: str | None = None
    severity: Severity = Severity.ERROR


def found_faults(frame: Frame, of: Picked, faults: Sequence[Fault]) -> Iterator[Problem]:
    """Give a problem for each fault that some row has; the frame is passed over once for all."""
    if not faults:
        return
    marks = {f"fault_{place}": _mark(each) for place, each in enumerate(faults)}
    sums = frame.select(**marks).select(*(nw.col(name).sum() for name in marks)).collect()
    for fault, (count, *_) in zip(faults, sums.to_dict(as_series=False).values(), strict=True):
        if count:
            yield problem_of(fault, of, frame.filter(fault.rows), int(count))


def problem_of(fault: Fault, of: Picked, rows: Frame, count: int) -> Problem:
    """Put a fault into words, with the ids of the first few of its rows."""
    problem = of.problem(
        fault.code, f"{fault.message}: {_named(rows, count)}", field=fault.field, hint=fault.hint
    )
    return attrs.evolve(problem, severity=fault.severity)


def problem_of_rows(fault: Fault, of: Picked, rows: Frame) -> Iterator[Problem]:
    """Give the problem of rows found already, if there are any."""
    count = int(rows.select(nw.len()).collect().item())
    if count:
        yield problem_of(fault, of, rows, count)


def refuse(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise all problems together if one of them is an error, else give the warnings back."""
    found = tuple(problems)
    if any(each.severity is Severity.ERROR for each in found):
        raise LedgerError(found)
    return found


def _mark(fault: Fault) -> nw.Expr:
    return nw.when(fault.rows).then(nw.lit(1)).otherwise(nw.lit(0))


def _named(rows: Frame, count: int) -> str:
    """Name rows by their ids, never by what they hold."""
    first = rows.select("id").filter(~nw.col("id").is_null()).unique().sort("id").head(_FEW)
    ids = [f"`{shown(each)}`" for each in first.collect()["id"].to_list()]
    counted = "1 row" if count == 1 else f"{count} rows"
    if not ids:
        return counted
    return f"{counted}, {', '.join(ids)}{', ...' if count > len(ids) == _FEW else ''}"
