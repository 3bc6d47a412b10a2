"""Invoices and their instalments, as rows."""

from collections.abc import Iterable

from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.rows.cells import Findings, read_cells, take_money
from dunnix.model.rows.origin import RawRow, warning
from dunnix.model.rows.payments import Paid
from dunnix.model.rows.tables import INSTALMENTS, INVOICES


def read_invoices(
    rows: Iterable[RawRow], findings: Findings
) -> tuple[tuple[Invoice, ...], list[Paid]]:
    """Give the invoices, and for each what its row says of its payment in full."""
    invoices: list[Invoice] = []
    paid: list[Paid] = []
    for row in rows:
        cells, good = read_cells(INVOICES, row, findings)
        paid_on = cells.pop("paid_on", None)
        amount = take_money(cells, row, findings, currency=None)
        currency = None if amount is None else amount.currency
        instalments = read_instalments(row.parts, findings, currency=currency)
        invoice = None
        if good and amount is not None and instalments is not None:
            cells |= {"amount": amount, "instalments": instalments}
            invoice = findings.made(Invoice, row, **cells)
        if invoice is None:
            findings.reject(row)
            continue
        invoices.append(invoice)
        paid.append(Paid(invoice, paid_on, row))
        _warn(invoice, row, findings)
    return tuple(invoices), paid


def read_instalments(
    rows: Iterable[RawRow], findings: Findings, *, currency: str | None
) -> tuple[Instalment, ...] | None:
    """Give the instalments of one invoice or plan, or None if one of them is bad."""
    instalments: list[Instalment] = []
    whole = True
    for row in rows:
        table = INSTALMENTS
        cells, good = read_cells(table, _named(row), findings)
        amount = take_money(cells, row, findings, currency=currency)
        part = None
        if good and amount is not None:
            part = findings.made(
                Instalment,
                row,
                number=cells["number"],
                due_date=cells["due_date"],
                amount=amount,
            )
        if part is None:
            whole = False
        else:
            instalments.append(part)
    return tuple(instalments) if whole else None


def _named(row: RawRow) -> RawRow:
    """Let a part inside its whole leave out whose part it is."""
    if row.cells.get("invoice") is not None:
        return row
    return RawRow(cells={**row.cells, "invoice": "-"}, origin=row.origin)


def _warn(invoice: Invoice, row: RawRow, findings: Findings) -> None:
    issued = invoice.issue_date
    if issued is None or invoice.due_date >= issued or invoice.amount.minor_units <= 0:
        return
    findings.warnings.append(
        warning(
            "due-before-issue",
            f"the invoice is due on {invoice.due_date}, before its issue on {issued}",
            place=row.origin.place("due_date"),
            hint="it is taken as it is; check whether day and month are swapped",
        )
    )
