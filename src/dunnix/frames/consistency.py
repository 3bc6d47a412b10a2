"""What rows of a ledger's frames can't say together: the rules of an account, asked of frames."""

from collections.abc import Iterator
from typing import Final

import narwhals.stable.v2 as nw

from dunnix.errors import Problem, Severity
from dunnix.frames.faults import Fault, problem_of_rows
from dunnix.frames.fields import Picked
from dunnix.frames.output import beside
from dunnix.frames.tables import Frame
from dunnix.metrics import Column, ColumnKind, Table

# One less than there are: invoices and payments of one ledger are summed together.
_BITS: Final = 62
_NAMED: Final = "named_currency"


def repeated(frame: Frame, of: Picked) -> Iterator[Problem]:
    """Give the ids that stand twice."""
    counted = frame.group_by("id").agg(nw.len().alias("rows")).filter(nw.col("rows") > 1)
    twins = counted.select("id").collect()
    if len(twins):  # joining is slow, and hardly ever needed
        rows = frame.join(counted.select("id"), on="id", how="semi")
        hint = "join the columns that tell rows apart, such as company, number and year"
        fault = _fault("duplicate-id", "id", "an id is given more than once", hint=hint)
        yield from problem_of_rows(fault, of, rows)


def faulty_sums(frame: Frame, of: Picked) -> Iterator[Problem]:
    """Give the frame whose amounts might not sum in 64 bits, where some backends wrap in silence.

    A ledger without any invoice is refused as well.
    """
    bounds = frame.select(
        nw.col("amount").min().alias("least"), nw.col("amount").max().alias("most"), rows=nw.len()
    )
    least, most, rows = bounds.collect().row(0)
    if not rows and of.fields.name == "invoices":
        hint = "a filter or an export may have left nothing"
        yield of.problem("empty-ledger", "the ledger holds no invoice", hint=hint)
    if rows and max(abs(int(least)), abs(int(most))) * int(rows) >= 2**_BITS:
        yield of.problem(
            "beyond-64-bits",
            "the amounts may sum to more than 64 bits of minor units",
            field="amount",
            hint="look for an amount that isn't one",
        )


def faults_of_dates(of: Picked) -> Iterator[Fault]:
    """Give the days that can't come before others of their row."""
    pairs = {
        "payments": (("date", "reversed_on"), ("date", "cleared_on")),
        "promises": (("made_on", "due_by"), ("made_on", "withdrawn_on")),
    }
    for sooner, later in pairs.get(of.fields.name, ()):
        if later in of.columns:
            yield Fault(
                code="dates-reversed",
                field=later,
                message=f"`{later}` is before `{sooner}`",
                rows=nw.col(later) < nw.col(sooner),
            )


def faults_of_signs(of: Picked) -> Iterator[Fault]:
    """Give the amounts that have the wrong sign for what they say."""
    if of.fields.name == "promises":
        yield Fault(
            code="not-positive",
            field="amount",
            message="the amount of a promise must be above zero",
            rows=nw.col("amount") <= 0,
        )
    if "credits" in of.columns:
        yield Fault(
            code="credit-not-negative",
            field="credits",
            message="`credits` is given but the amount isn't negative",
            hint="a credit note has a negative amount",
            rows=~nw.col("credits").is_null() & (nw.col("amount") >= 0),
        )
    if "paid_on" in of.columns:
        yield Fault(
            code="paid-on-left-out",
            field="paid_on",
            message="`paid_on` says nothing where the amount isn't above zero",
            hint="give the refund of a credit note as a payment with a negative amount",
            rows=~nw.col("paid_on").is_null() & (nw.col("amount") <= 0),
            severity=Severity.WARNING,
        )


def unknown_debtors(frame: Frame, of: Picked, debtors: Frame, column: str) -> Iterator[Problem]:
    """Give the rows of debtors that no row of another frame is of."""
    known = debtors.select(nw.col(column).alias("debtor")).unique()
    yield from problem_of_rows(
        _fault("unknown-debtor", "debtor", "a debtor isn't in the ledger", hint="add the debtor"),
        of,
        frame.join(known, on="debtor", how="anti"),
    )


def faulty_names(frame: Frame, of: Picked, field: str, invoices: Frame) -> Iterator[Problem]:
    """Give the rows that name no invoice of their debtor, or one in another currency."""
    known = invoices.select(nw.col("id").alias(field), "debtor", nw.col("currency").alias(_NAMED))
    rows = frame.select("id", "debtor", "currency", field).filter(~nw.col(field).is_null())
    joined = rows.join(known, on=[field, "debtor"], how="left")
    yield from problem_of_rows(
        _fault(
            "unknown-invoice",
            field,
            "what is named isn't an invoice of the same debtor",
            hint="give invoices that are paid as well, or leave out what names them",
        ),
        of,
        joined.filter(nw.col(_NAMED).is_null()),
    )
    yield from problem_of_rows(
        _fault("mixed-currencies", field, "the invoice named is in another currency"),
        of,
        joined.filter(nw.col(_NAMED) != nw.col("currency")),
    )


def named_by_promises(promises: Frame) -> Frame:
    """Give one row an invoice that a promise names, of its many in one cell."""
    given = promises.filter(~nw.col("invoices").is_null())
    rows = given.select("id", "debtor", "currency", "invoices").collect().iter_rows()
    parted = [
        (promise, debtor, currency, name.strip())
        for promise, debtor, currency, names in rows
        for name in names.split(";")
        if name.strip()
    ]
    columns = ("id", "debtor", "currency", "invoices")
    texts = tuple(Column(name, ColumnKind.TEXT) for name in columns)
    return beside(promises, Table(texts, tuple(parted)))


def paid_twice(invoices: Frame, of: Picked, payments: Frame) -> Iterator[Problem]:
    """Give the invoices that have `paid_on` and payments that name them as well."""
    named = payments.select(nw.col("invoice").alias("id")).filter(~nw.col("id").is_null())
    rows = invoices.filter(~nw.col("paid_on").is_null()).join(named.unique(), on="id", how="semi")
    hint = "keep one of the two, or the money counts twice"
    message = "an invoice has `paid_on` and payments that name it as well"
    yield from problem_of_rows(_fault("paid-twice", "paid_on", message, hint=hint), of, rows)


def _fault(code: str, field: str, message: str, *, hint: str | None = None) -> Fault:
    return Fault(code=code, field=field, message=message, hint=hint)
