"""Payments and what they were allocated to, as rows."""

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from dunnix.model.checks import InvalidValueError
from dunnix.model.invoice import Invoice
from dunnix.model.payment import Allocation, Payment
from dunnix.model.rows.cells import Findings, read_cells, take_money
from dunnix.model.rows.origin import RawRow, warning
from dunnix.model.rows.tables import ALLOCATIONS, PAYMENTS
from dunnix.model.versions import version_order


@attrs.frozen(order=False)
class Paid:
    """An invoice, the day its row says it was paid in full, and that row."""

    invoice: Invoice
    paid_on: object
    row: RawRow


def read_payments(rows: Iterable[RawRow], findings: Findings) -> tuple[Payment, ...]:
    """Give the payments with their allocations."""
    payments: list[Payment] = []
    for row in rows:
        cells, good = read_cells(PAYMENTS, row, findings)
        amount = take_money(cells, row, findings, currency=None)
        currency = None if amount is None else amount.currency
        allocations = _read_allocations(row.parts, findings, currency=currency)
        if good and amount is not None and allocations is not None:
            cells |= {"amount": amount, "allocations": allocations}
            payment = findings.made(Payment, row, **cells)
            if payment is not None:
                payments.append(payment)
    return tuple(payments)


def _read_allocations(
    rows: Iterable[RawRow], findings: Findings, *, currency: str | None
) -> tuple[Allocation, ...] | None:
    allocations: list[Allocation] = []
    whole = True
    for row in rows:
        cells, good = read_cells(ALLOCATIONS, _named(row), findings)
        amount = take_money(cells, row, findings, currency=currency)
        part = None
        if good and amount is not None:
            part = findings.made(Allocation, row, invoice=cells["invoice"], amount=amount)
        if part is None:
            whole = False
        else:
            allocations.append(part)
    return tuple(allocations) if whole else None


def _named(row: RawRow) -> RawRow:
    """Let a part inside its payment leave out whose part it is."""
    if row.cells.get("payment") is not None:
        return row
    return RawRow(cells={**row.cells, "payment": "-"}, origin=row.origin)


def paid_in_full(
    paid: Iterable[Paid], payments: Iterable[Payment], findings: Findings
) -> tuple[Payment, ...]:
    """Give the payments that `paid_on` stands for: the whole amount on that day.

    A later version of the row without `paid_on` takes the money back.
    """
    by_invoice: dict[str, list[Paid]] = {}
    for each in paid:
        by_invoice.setdefault(each.invoice.id, []).append(each)
    said = [rows for rows in by_invoice.values() if any(each.paid_on for each in rows)]
    if not said:
        return ()
    named = {name for payment in payments for name, _ in payment.shares()}
    return tuple(payment for rows in said for payment in _payments_of(rows, named, findings))


def _payments_of(rows: list[Paid], named: set[str], findings: Findings) -> Iterator[Payment]:
    versions: dict[tuple[dt.date, int], Payment] = {}
    last: Payment | None = None
    for each in sorted(rows, key=lambda paid: version_order(paid.invoice)):
        if each.paid_on is None and last is None:
            continue
        if not _is_payable(each, named, findings):
            continue
        last = _payment(each, last)
        findings.origins[id(last)] = each.row.origin
        versions[version_order(last)] = last
    yield from versions.values()


def _is_payable(paid: Paid, named: set[str], findings: Findings) -> bool:
    invoice, origin = paid.invoice, paid.row.origin
    parts = {f"{invoice.id}#{part.number}" for part in invoice.instalments}
    if named & {invoice.id, *parts}:
        error = InvalidValueError(
            f"`{invoice.id}` has `paid_on` and payments that name it as well",
            code="paid-twice",
            hint="keep one of the two, or the money counts twice",
        )
        findings.refuse(error, origin, "paid_on")
        return False
    if invoice.amount.minor_units > 0:
        return True
    findings.warnings.append(
        warning(
            "paid-on-left-out",
            "`paid_on` says nothing here: the amount isn't above zero",
            place=origin.place("paid_on"),
            hint="give the refund of a credit note as a payment with a negative amount",
        )
    )
    return False


def _payment(paid: Paid, last: Payment | None) -> Payment:
    invoice, day = paid.invoice, paid.paid_on
    recorded = invoice.recorded_on
    if not isinstance(day, dt.date):
        # The row said so once and no longer does: from then on the money never was.
        assert last is not None  # noqa: S101  # versions without either are passed over
        return attrs.evolve(last, reversed_on=last.date, recorded_on=recorded)
    return Payment(
        id=f"{invoice.id}:paid",
        date=day,
        amount=invoice.amount,
        invoice=invoice.id,
        creditor=invoice.creditor,
        recorded_on=recorded if recorded is not None and recorded > day else None,
    )
