"""The due dates of a frame of invoices: given, or implied by terms or by a credit note's issue."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.errors import Severity
from dunnix.frames.faults import Fault
from dunnix.frames.fields import Picked
from dunnix.frames.output import beside
from dunnix.frames.tables import Frame, nulls_like
from dunnix.metrics import Column, ColumnKind, Table

_AGREED: Final = "agreed_due_date"


def check_terms(terms: Mapping[str, int]) -> None:
    """Raise for terms that aren't a number of days each."""
    for code, days in terms.items():
        if type(days) is not int:
            raise TypeError(f"`terms` gives `{code}` no whole number of days")
        if days < 0:
            raise ValueError(f"`terms` gives `{code}` less than no days")


def with_due_dates(frame: Frame, of: Picked, terms: Mapping[str, int]) -> Frame:
    """Give each invoice its due date: its own, that of its terms, or a credit note's issue date.

    Terms count days from the issue date. Days of both kinds stay null where nothing gives them.
    """
    if "issue_date" not in of.columns:
        frame = frame.with_columns(issue_date=nulls_like("due_date"))
    if "due_date" not in of.columns:
        frame = frame.with_columns(due_date=nulls_like("issue_date"))
    if terms and "terms" in of.columns:
        frame = _with_agreed(frame, terms)
    implied = nw.when(nw.col("amount") < 0).then(nw.col("issue_date"))
    return frame.with_columns(due_date=nw.coalesce(nw.col("due_date"), implied))


def _with_agreed(frame: Frame, terms: Mapping[str, int]) -> Frame:
    """Fill due dates from terms; each pair of issue date and terms is reckoned once, in Python."""
    needed = frame.filter(nw.col("due_date").is_null() & ~nw.col("issue_date").is_null())
    pairs = needed.select("issue_date", "terms").unique().collect()
    agreed = [
        (issued, code, issued + dt.timedelta(terms[code]))
        for issued, code in pairs.iter_rows()
        if code in terms
    ]
    if not agreed:
        return frame
    columns = (
        Column("issue_date", ColumnKind.DATE),
        Column("terms", ColumnKind.TEXT),
        Column(_AGREED, ColumnKind.DATE),
    )
    found = beside(frame, Table(columns, tuple(agreed)))
    joined = frame.join(found, on=["issue_date", "terms"], how="left")
    due = nw.coalesce(nw.col("due_date"), nw.col(_AGREED))
    return joined.with_columns(due_date=due).drop(_AGREED)


def faults_of_due_dates(of: Picked, terms: Mapping[str, int]) -> Iterator[Fault]:
    """Give what due dates can't be, and what is worth a look."""
    hint = 'give `due_date`, or `terms` with the days of each code, as terms={"N030": 30}'
    if terms and "terms" in of.columns:
        hint = "give `due_date`, or an issue date and terms that `terms` gives the days of"
    yield Fault(
        code="missing-due-date",
        field="due_date",
        message="an invoice has no due date",
        hint=hint,
        rows=nw.col("due_date").is_null(),
    )
    yield Fault(
        code="due-before-issue",
        field="due_date",
        message="an invoice is due before its issue",
        hint="it is taken as it is; check whether day and month are swapped",
        rows=(nw.col("due_date") < nw.col("issue_date")) & (nw.col("amount") > 0),
        severity=Severity.WARNING,
    )
