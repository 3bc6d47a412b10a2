"""What was found in a ledger, the worst first."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from dunnix.ledger.quality.finding import Finding, FindingSeverity
from dunnix.model.checks import as_tuple

if TYPE_CHECKING:
    from dunnix.metrics import Table

_COLUMNS = ("severity", "code", "what", "debtor", "ids", "detail", "places", "matters", "hint")


@attrs.frozen(kw_only=True, order=False)
class QualityReport:
    """The findings of a ledger: errors first, then warnings, then what is worth knowing.

    Iterating gives the findings, one a code. `as_of` is the day totals were compared on.
    """

    source: str = ""
    as_of: dt.date | None = None
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=as_tuple)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make figures wrong."""
        return tuple(each for each in self.findings if each.severity is FindingSeverity.ERROR)

    def of(self, code: str) -> Finding | None:
        """Give the finding with a code, or None where nothing of the kind was found."""
        return next((each for each in self.findings if each.code == code), None)

    def table(self) -> "Table":
        """Give one row a sighting: severity, code, what, debtor, ids, detail and the rest."""
        from dunnix.metrics import Column, ColumnKind, Table  # costs all who only read a ledger

        columns = tuple(Column(name, ColumnKind.TEXT) for name in _COLUMNS)
        rows = (
            (
                each.severity.value,
                each.code,
                each.what,
                seen.debtor,
                ";".join(seen.ids) or None,
                seen.detail or None,
                ";".join(map(str, seen.places)) or None,
                each.matters,
                each.hint,
            )
            for each in self.findings
            for seen in each.sightings
        )
        return Table(columns, tuple(rows))

    def to_frame(self, kind: str = "pandas") -> Any:  # noqa: ANN401  # of the library asked for
        """Give the table as a dataframe of a kind: `pandas`, `polars`, `pyarrow`, ..."""
        return self.table().to_frame(kind)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings)) or "nothing found"
