"""Payment plans: one row an instalment, the plan's own fields repeated on each."""

from collections.abc import Iterable
from typing import Final

from dunnix.model.agreement import PaymentPlan
from dunnix.model.checks import InvalidValueError
from dunnix.model.invoice import Instalment
from dunnix.model.rows.cells import Cells, Findings, read_cells, take_money
from dunnix.model.rows.origin import RawRow
from dunnix.model.rows.tables import PLANS

_VERSION: Final = ("id", "agreed_on", "recorded_on")
_SHARED: Final = ("invoices", "status", "document")


def read_plans(rows: Iterable[RawRow], findings: Findings) -> tuple[PaymentPlan, ...]:
    """Give the plans, each made of its rows in the order given."""
    versions: dict[tuple[str, ...], list[RawRow]] = {}
    for row in rows:
        version = tuple(repr(row.cells.get(name)) for name in _VERSION)
        versions.setdefault(version, []).append(row)
    plans = (_read_plan(group, findings) for group in versions.values())
    return tuple(plan for plan in plans if plan is not None)


def _read_plan(rows: list[RawRow], findings: Findings) -> PaymentPlan | None:
    instalments: list[Instalment] = []
    shared: list[Cells] = []
    for row in rows:
        cells, good = read_cells(PLANS, row, findings)
        amount = take_money(cells, row, findings, currency=None)
        if not good or amount is None:
            continue
        number, due_date = cells.pop("number"), cells.pop("due_date")
        part = findings.made(Instalment, row, number=number, due_date=due_date, amount=amount)
        if part is not None:
            instalments.append(part)
            shared.append(cells)
    plan = None
    if len(instalments) == len(rows) and _agree(rows, shared, findings):
        plan = findings.made(PaymentPlan, rows[0], **shared[0], instalments=instalments)
    if plan is None:
        findings.reject(rows[0])
    return plan


def _agree(rows: list[RawRow], shared: list[Cells], findings: Findings) -> bool:
    for row, cells in zip(rows, shared, strict=True):
        for name in _SHARED:
            if cells.get(name) != shared[0].get(name):
                error = InvalidValueError(
                    f"the rows of plan `{cells['id']}` differ in `{name}`",
                    code="contradiction",
                    field=name,
                    hint="repeat it on each row of the plan",
                )
                findings.refuse(error, row.origin)
                return False
    return True
