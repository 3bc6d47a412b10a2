"""Accounts as rows of JSON or CSV, read and written without loss."""

from collections.abc import Mapping

from dunnix.model.account import Account
from dunnix.model.rows.account_form import account_form
from dunnix.model.rows.build import ReadAccount, build_account
from dunnix.model.rows.gather import JsonObject, RepeatedKeys, gather_account
from dunnix.model.rows.iso_dates import no_such_day, parted_date, read_iso_date
from dunnix.model.rows.join import column_like, nearest, unknown
from dunnix.model.rows.origin import Origin, RawAccount, RawRow, one_line, shown, warning
from dunnix.model.rows.readers import Reading, kind_of, read_currency, read_date
from dunnix.model.rows.tables import DEBTORS, INVOICES, TABLES, Field, RowTable
from dunnix.model.rows.write import account_to_dict
from dunnix.model.rows.written_dates import date_reader

__all__ = [
    "DEBTORS",
    "INVOICES",
    "TABLES",
    "Field",
    "JsonObject",
    "Origin",
    "RawAccount",
    "RawRow",
    "ReadAccount",
    "Reading",
    "RepeatedKeys",
    "RowTable",
    "account_form",
    "account_from_dict",
    "account_to_dict",
    "build_account",
    "column_like",
    "date_reader",
    "gather_account",
    "kind_of",
    "nearest",
    "no_such_day",
    "one_line",
    "parted_date",
    "read_currency",
    "read_date",
    "read_iso_date",
    "shown",
    "unknown",
    "warning",
]


def account_from_dict(row: Mapping[str, object], *, source: str = "account") -> Account:
    """Read an account from the JSON of a ledger; every bad row becomes one of its problems.

    `source` is the file the problems name. Raises TypeError for anything but a mapping; bad data
    never raises.

    >>> account = account_from_dict({"debtor": {"id": "D1"}, "invoices": [{"id": "F-101"}]})
    >>> print(account.problems[0])
    account: invoices[0].amount: an invoice has no `amount` [missing-field]
    """
    if not isinstance(row, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]  # callers err
        raise TypeError(f"an account is read from a mapping, not from {kind_of(row)}")
    return build_account(gather_account(row, Origin(file=source)), Reading()).account
