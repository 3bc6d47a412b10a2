"""The sums that stand for closed items left out, as JSON has them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final, cast

from dunnix.errors import did_you_mean
from dunnix.model.checks import InvalidValueError
from dunnix.model.history import PaidInvoices, PastContact, PaymentHistory
from dunnix.model.names import ContactOutcome
from dunnix.model.rows.cells import Findings, read_cells, take_money
from dunnix.model.rows.origin import Origin, RawRow, shown
from dunnix.model.rows.readers import (
    kind_of,
    one_of,
    read_amount,
    read_currency,
    read_date,
    read_text,
    read_whole_number,
)
from dunnix.model.rows.tables import Field, RowTable

PAID: Final = RowTable(
    name="paid",
    noun="a sum of paid invoices",
    fields={
        field.name: field
        for field in (
            Field("currency", read_currency, required=True),
            Field("amount", read_amount, required=True),
            Field("invoices", read_whole_number, required=True),
            Field("late", read_whole_number, required=True),
            Field("amount_days_late", read_whole_number, required=True),
        )
    },
)
COUNTS: Final = RowTable(
    name="history",
    noun="a history",
    fields={
        field.name: field
        for field in (
            Field("promises_kept", read_whole_number),
            Field("promises_broken", read_whole_number),
            Field("last_reason", read_text),
        )
    },
)
PAST_CONTACTS: Final = RowTable(
    name="past contacts",
    noun="a contact of the past",
    fields={
        field.name: field
        for field in (
            Field("date", read_date, required=True),
            Field("channel", read_text),
            Field("outcome", one_of(ContactOutcome)),
        )
    },
)
_LISTS: Final = ("paid", "contacts", "refusals")


def read_history(rows: Iterable[RawRow], findings: Findings) -> PaymentHistory | None:
    """Give the history of an account, or None where none is given or it is bad."""
    for row in rows:
        for name in row.cells:
            if name not in COUNTS.fields and name not in _LISTS:
                _refuse_key(name, row, findings)
        own = {name: cell for name, cell in row.cells.items() if name in COUNTS.fields}
        cells, good = read_cells(COUNTS, RawRow(cells=own, origin=row.origin), findings)
        before = len(findings.problems)
        paid = _paid(row, findings)
        contacts = _contacts(row, findings)
        refusals = _refusals(row, findings)
        if good and len(findings.problems) == before:
            lists: dict[str, object] = {"paid": paid, "contacts": contacts, "refusals": refusals}
            return findings.made(PaymentHistory, row, **cells, **lists)
    return None


def _refuse_key(name: str, row: RawRow, findings: Findings) -> None:
    error = InvalidValueError(
        f"a history has no field `{shown(name)}`",
        code="unknown-field",
        hint=did_you_mean(name[:60], [*COUNTS.fields, *_LISTS]),
    )
    findings.refuse(error, row.origin, shown(name))


def _paid(row: RawRow, findings: Findings) -> tuple[PaidInvoices, ...]:
    found: list[PaidInvoices] = []
    for origin, item in _items(row, "paid", findings):
        if not isinstance(item, Mapping):
            findings.refuse(_wrong(item, "an object"), origin)
            continue
        cells = cast("Mapping[str, object]", item)
        raw = RawRow(cells=cells, origin=origin)
        values, good = read_cells(PAID, raw, findings)
        amount = take_money(values, raw, findings, currency=None)
        if good and amount is not None:
            made = findings.made(PaidInvoices, raw, **values, amount=amount)
            found.extend(() if made is None else (made,))
    return tuple(found)


def _contacts(row: RawRow, findings: Findings) -> tuple[PastContact, ...]:
    """Read contacts, each an object or a bare date."""
    found: list[PastContact] = []
    for origin, item in _items(row, "contacts", findings):
        if isinstance(item, Mapping):
            raw = RawRow(cells=cast("Mapping[str, object]", item), origin=origin)
            values, good = read_cells(PAST_CONTACTS, raw, findings)
            made = findings.made(PastContact, raw, **values) if good else None
        else:
            day = _date(item, "contacts", origin, findings)
            made = None if day is None else PastContact(date=day)
        found.extend(() if made is None else (made,))
    return tuple(found)


def _refusals(row: RawRow, findings: Findings) -> tuple[dt.date, ...]:
    items = _items(row, "refusals", findings)
    days = [_date(item, "refusals", origin, findings) for origin, item in items]
    return tuple(day for day in days if day is not None)


def _date(item: object, name: str, origin: Origin, findings: Findings) -> dt.date | None:
    try:
        return read_date(item, Field(name, read_date), findings.reading)
    except InvalidValueError as error:
        findings.refuse(error, origin)
        return None


def _items(row: RawRow, name: str, findings: Findings) -> list[tuple[Origin, object]]:
    value = row.cells.get(name)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        findings.refuse(_wrong(value, "a list"), row.origin, name)
        return []
    items = cast("list[object] | tuple[object, ...]", value)
    return [(row.origin.under(f"{name}[{place}]"), item) for place, item in enumerate(items)]


def _wrong(value: object, wanted: str) -> InvalidValueError:
    return InvalidValueError(f"{kind_of(value)} where {wanted} is wanted", code="wrong-type")
