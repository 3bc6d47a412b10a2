"""A debtor with its contacts and its earlier versions, as rows."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.model.checks import InvalidValueError
from dunnix.model.debtor import Contact, Debtor
from dunnix.model.rows.cells import Findings, read_cells, take_money
from dunnix.model.rows.origin import RawAccount, RawRow
from dunnix.model.rows.tables import CONTACTS, DEBTORS

# Stands where the id itself can't be read: the account is held, and can't be named.
UNKNOWN_DEBTOR: Final = "unknown-debtor"


def read_debtors(raw: RawAccount, findings: Findings) -> tuple[Debtor, tuple[Debtor, ...], bool]:
    """Give the debtor, its earlier versions, and whether its id could be read."""
    rows = raw.list_of("debtors")
    if not rows:
        return Debtor(id=UNKNOWN_DEBTOR), (), False
    *former, current = rows
    debtor = _read_debtor(current, findings)
    is_known = debtor is not None
    versions = [found for row in former if (found := _read_debtor(row, findings)) is not None]
    if debtor is None:
        debtor = Debtor(id=UNKNOWN_DEBTOR)
    _check_versions(debtor, versions, findings)
    return debtor, tuple(versions), is_known


def _read_debtor(row: RawRow, findings: Findings) -> Debtor | None:
    """Read a debtor, without the fields that are bad as long as its id is good."""
    cells, _ = read_cells(DEBTORS, row, findings)
    limit = take_money(cells, row, findings, currency=None, field="credit_limit")
    contacts = tuple(_contacts(row, findings))
    if "id" not in cells:
        return None
    whole = findings.made(Debtor, row, **cells, credit_limit=limit, contacts=contacts)
    return whole or Debtor(id=str(cells["id"]), contacts=contacts)


def _contacts(debtor: RawRow, findings: Findings) -> Iterator[Contact]:
    seen = set[tuple[str, dt.date | None]]()
    for row in debtor.parts:
        cells, good = read_cells(CONTACTS, row, findings)
        contact = findings.made(Contact, row, **cells) if good else None
        if contact is None:
            continue
        version = (contact.id or "", contact.recorded_on)
        if contact.id is not None and version in seen:
            error = InvalidValueError(
                f"contact `{contact.id}` is given twice",
                code="duplicate-id",
                field="id",
                hint="a correction carries a later `recorded_on`",
            )
            findings.refuse(error, row.origin)
            continue
        seen.add(version)
        yield contact


def _check_versions(debtor: Debtor, former: list[Debtor], findings: Findings) -> None:
    seen = {debtor.recorded_on}
    for each in former:
        fault = None
        if each.id != debtor.id:
            fault = "an earlier version of the debtor has another `id`", "wrong-debtor", "id"
        elif each.recorded_on in seen:
            fault = f"debtor `{each.id}` is given twice", "duplicate-id", "id"
        seen.add(each.recorded_on)
        if fault is not None:
            message, code, field = fault
            hint = "a correction carries a later `recorded_on`"
            error = InvalidValueError(message, code=code, field=field, hint=hint)
            findings.refuse(error, findings.origins[id(each)])
