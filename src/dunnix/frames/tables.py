"""A ledger's frames under fixed names and types: what all figures over dataframes read."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs
import narwhals.stable.v2 as nw

Frame: TypeAlias = nw.LazyFrame[Any]
"""A frame of any backend, asked lazily; pandas and PyArrow run each step at once all the same."""

Schema: TypeAlias = Mapping[str, Any]
"""The type of each column."""


@attrs.frozen(kw_only=True, order=False, eq=False)
class Tables:
    """The frames of a ledger, checked at the door and all of one backend.

    Amounts are Int64 minor units and never null, days are Date (on pandas with NumPy dtypes too,
    where they are Arrow's), all else is String. No fact is called like a
    fixed column, and no id is null or given twice. What `paid_on` says is a payment of the whole
    amount, with the id `<invoice>:paid`.

    - `invoices`: id, debtor, currency, amount, issue_date (null), due_date, creditor (null),
      credits (null), then `invoice_facts` (null)
    - `payments`: id, debtor, currency, amount, date, invoice, creditor, cleared_on, reversed_on
      (those four null)
    - `debtors`: id, then `debtor_fields` (null), of which some are facts
    - `promises`: id, debtor, currency, amount, made_on, due_by, invoices (null; parted by `;`),
      withdrawn_on (null)

    A table that isn't given is None. `kind` says as what results are given back: `pandas`,
    `pandas-pyarrow`, `polars`, `polars-lazy`, `pyarrow`, `duckdb`, `pyspark` or `ibis`.
    """

    invoices: Frame
    payments: Frame | None = None
    debtors: Frame | None = None
    promises: Frame | None = None
    kind: str
    invoice_facts: tuple[str, ...] = ()
    debtor_fields: tuple[str, ...] = ()


def nulls_like(column: str) -> nw.Expr:
    """Give a column of nulls of exactly the type another one has on its backend."""
    return nw.when(nw.col(column).is_null()).then(nw.col(column))
