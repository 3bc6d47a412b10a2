"""The door of frames: everything is checked here, once, and named where it is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.errors import Problem
from dunnix.frames.consistency import (
    faulty_names,
    named_by_promises,
    paid_twice,
    unknown_debtors,
)
from dunnix.frames.drafts import Draft, Usual, checked
from dunnix.frames.due_dates import check_terms
from dunnix.frames.faults import refuse
from dunnix.frames.fields import PAYMENTS, ColumnMap, FieldKind
from dunnix.frames.ledger import Ledger
from dunnix.frames.output import plain_amounts
from dunnix.frames.tables import Frame, Tables, nulls_like
from dunnix.model.rows import date_reader
from dunnix.money import currency_digits

_LEFT_OUT: Final = frozenset({"paid_on", "terms"})
_PAID: Final = tuple(PAYMENTS.kinds)


def ledger(  # noqa: PLR0913  # four frames, and how they are written
    *,
    invoices: object,
    payments: object = None,
    debtors: object = None,
    promises: object = None,
    columns: ColumnMap | None = None,
    currency: str | None = None,
    dates: str | None = None,
    terms: Mapping[str, int] | None = None,
    facts: Sequence[str] = (),
) -> Ledger:
    """Take dataframes in as a ledger: of pandas, Polars, PyArrow, DuckDB, PySpark or Ibis.

    Columns are those of a ledger's files, or are mapped: `{"due_date": "DueDate"}` for invoices,
    `{"payments": {"date": "PaidOn"}}` for the others. Other columns are left out, save those that
    `facts` names, to split figures by. `currency` is that of rows which name none; `dates` is how
    dates in texts are written, `M/D/YYYY` or `%m/%d/%Y`, ISO if not given. `terms` gives the days
    from issue to due date by the code in the column `terms`, for invoices without a due date.

    An `amount` is in major units, as a whole number, a decimal, a text, or a float: a float counts
    as its shortest decimal, which must be exact in the currency. A column `amount_minor` holds
    whole minor units. Negative, it is a credit note's or a refund's. Ids may be whole numbers.
    `paid_on` of an invoice says that it was paid in full that day.

    All is checked at once, so that figures need not be: `LedgerError` names columns and the ids of
    the first rows at fault, never an amount. What is only worth a look is in `problems` of the
    result. Raises `TypeError` for what is no dataframe, or frames of two libraries, and
    `ValueError` for an argument that can't be.

    >>> import datetime as dt
    >>> import polars
    >>> rows = polars.DataFrame({"id": ["F-1"], "debtor": ["D1"], "amount": [1200.5],
    ...                          "issued": ["1/5/2026"], "due": ["2/4/2026"]})
    >>> taken = ledger(invoices=rows, currency="EUR", dates="M/D/YYYY",
    ...                columns={"issue_date": "issued", "due_date": "due"})
    >>> taken.open(dt.date(2026, 2, 5))["open_minor"].to_list()
    [120050]
    """
    if isinstance(facts, str):
        raise TypeError("`facts` is a list of names, not one text")
    if currency is not None:
        currency_digits(currency)
    usual = Usual(
        currency=currency, dates=dates, reader=date_reader(dates), terms=dict(terms or {})
    )
    check_terms(usual.terms)
    others = {"payments": payments, "debtors": debtors, "promises": promises}
    natives = {"invoices": invoices}
    natives |= {name: native for name, native in others.items() if native is not None}
    drafts, warnings, kind = checked(natives, columns, tuple(facts), usual)
    refuse(_contradictions(drafts))
    return Ledger(tables=_tables(drafts, kind), problems=warnings)


def _contradictions(drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Give what rows can't say together, by the rules of an account."""
    invoices, debtors = drafts["invoices"], drafts.get("debtors")
    for name in ("invoices", "payments", "promises") if debtors else ("payments", "promises"):
        if name in drafts:
            known, column = (debtors, "id") if debtors else (invoices, "debtor")
            yield from unknown_debtors(drafts[name].frame, drafts[name].of, known.frame, column)
    if "credits" in invoices.of.columns:
        yield from faulty_names(invoices.frame, invoices.of, "credits", invoices.frame)
    payments, promises = drafts.get("payments"), drafts.get("promises")
    if payments is not None and "invoice" in payments.of.columns:
        yield from faulty_names(payments.frame, payments.of, "invoice", invoices.frame)
        if "paid_on" in invoices.of.columns:
            yield from paid_twice(invoices.frame, invoices.of, payments.frame)
    if promises is not None and "invoices" in promises.of.columns:
        named = named_by_promises(promises.frame)
        yield from faulty_names(named, promises.of, "invoices", invoices.frame)


def _tables(drafts: Mapping[str, Draft], kind: str) -> Tables:
    invoices, debtors = drafts["invoices"], drafts.get("debtors")
    payments, promises = drafts.get("payments"), drafts.get("promises")
    parts = [_filled(payments)] if payments else []
    if "paid_on" in invoices.of.columns:
        parts.append(_paid(_filled(invoices)))
    return Tables(
        invoices=_final(_filled(invoices, *invoices.of.facts), kind, leave_out=_LEFT_OUT),
        payments=_final(nw.concat(parts), kind) if parts else None,
        debtors=_final(debtors.frame, kind) if debtors else None,
        promises=_final(_listed(_filled(promises)), kind) if promises else None,
        kind=kind,
        invoice_facts=invoices.of.facts,
        debtor_fields=tuple(name for name in debtors.of.columns if name != "id") if debtors else (),
    )


def _filled(draft: Draft, *more: str) -> Frame:
    """Give all fields of a frame in their order; a column that didn't come is all nulls."""
    present = draft.frame.collect_schema().names()
    days = [name for name in present if draft.of.kind(name) is FieldKind.DAY]
    empty = {
        name: nulls_like(days[0] if kind is FieldKind.DAY else "id")
        for name, kind in draft.of.fields.kinds.items()
        if name not in present
    }
    return draft.frame.with_columns(**empty).select(*draft.of.fields.kinds, *more)


def _paid(invoices: Frame) -> Frame:
    """Give the payments that `paid_on` stands for: the whole amount on that day."""
    paid = invoices.filter(~nw.col("paid_on").is_null(), nw.col("amount") > 0)
    return paid.with_columns(invoice=nw.col("id"), date=nw.col("paid_on")).select(
        nw.concat_str(nw.col("id"), nw.lit(":paid")).alias("id"),
        *_PAID[1:-2],
        cleared_on=nulls_like("paid_on"),
        reversed_on=nulls_like("paid_on"),
    )


def _listed(promises: Frame) -> Frame:
    """Give the invoices that a promise names with nothing but `;` between them."""
    return promises.with_columns(nw.col("invoices").str.replace_all(r"\s*;\s*", ";"))


def _final(frame: Frame, kind: str, leave_out: frozenset[str] = frozenset()) -> Frame:
    """Reckon a frame once for all figures, where its library does."""
    kept = frame.select(*(each for each in frame.collect_schema().names() if each not in leave_out))
    if kind == "polars":
        return kept.collect().lazy()
    if kind == "pandas" and "amount" in kept.collect_schema().names():
        return plain_amounts(kept)
    return kept
