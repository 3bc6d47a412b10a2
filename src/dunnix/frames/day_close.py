"""What is open at the close of a day, as frames: claims less the money that names them.

The rules are those of `model.balance`; here they are joins and sums, so that millions of rows
never become values. What isn't linear, netting, stays there.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from dunnix.frames.libraries import Native
from dunnix.frames.tables import Frame, Tables

_WHOLE_PAYMENT = ("target", "amount", "debtor", "currency", "creditor", "day")


@attrs.frozen(kw_only=True, order=False, eq=False)
class DayClose:
    """The claims and the money of a ledger at the close of `day`, with what `known` knows.

    `has_notes` says whether any invoice isn't above zero, `last_issued` when the last was issued:
    most ledgers and days need no search for money that names something which is no claim.
    """

    tables: Tables
    day: dt.date
    known: dt.date
    has_notes: bool
    last_issued: dt.date | None

    @property
    def _until(self) -> dt.date:
        """The last day of rows that are both of the day and known."""
        return min(self.day, self.known)

    def ledger_rows(self, *columns: str | nw.Expr) -> Iterator[tuple[Frame, int]]:
        """Give what was billed by the day, and with -1 what came by it: `amount` and `columns`."""
        yield self.tables.invoices.filter(_issued(self._until)).select("amount", *columns), 1
        if self.tables.payments is not None:
            money = final_payments(self.tables.payments, self._until, judged=self.day)
            yield money.select("amount", *columns), -1

    def claims(self, *columns: str | nw.Expr) -> Frame:
        """Give what is owed before any money: `id`, `amount`, `issue_date` and `columns`."""
        rows = self.tables.invoices.select("id", "amount", "issue_date", *columns)
        return rows.filter(nw.col("amount") > 0, _issued(self._until))

    def open_claims(self, *columns: str | nw.Expr, with_last_day: bool = False) -> Frame:
        """Give the claims with what is `open` of them, and `beyond`: what came over their amount.

        `beyond` is below zero where more was refunded than had come. `came`, where asked for, is
        the last day on which money or a credit came for the claim.
        """
        settled = self.settled(with_last_day=with_last_day)
        claims = with_open(self.claims(*columns), settled, self.tables.kind)
        has_no_day = with_last_day and settled is None
        return claims.with_columns(came=nw.col("issue_date")) if has_no_day else claims

    def settled(self, *, with_last_day: bool = False) -> Frame | None:
        """Give what came by what it names: `target`, `paid`, and `came` where asked for."""
        days = ("came",) if with_last_day else ()
        money = self._money("target", "amount", *days)
        if money is None:
            return None
        sums = (
            money.filter(~nw.col("target").is_null())
            .group_by("target")
            .agg(nw.col("amount").sum().alias("paid"), *(nw.col(day).max() for day in days))
        )
        # DuckDB sums to 128 bits.
        return sums.with_columns(nw.col("paid").cast(nw.Int64))

    def loose(self) -> Frame | None:
        """Give money that pays no claim: `amount`, `debtor`, `currency`, `creditor`, `day`.

        It is unapplied, or paid ahead of its invoice, or a credit of something that is no claim.
        """
        money = self._money(*_WHOLE_PAYMENT)
        if money is None:
            return None
        parts = [money.filter(nw.col("target").is_null())]
        if self.has_notes or (self.last_issued is not None and self.last_issued > self._until):
            parts.append(money.join(self._no_claims(), on="target", how="semi"))
        return nw.concat(parts)

    def _no_claims(self) -> Frame:
        """Give the ids of credit notes, of invoices over nothing, and of those not yet issued."""
        rows = self.tables.invoices.select("id", "amount", "issue_date")
        found = rows.filter((nw.col("amount") <= 0) | ~_issued(self._until))
        return found.select(nw.col("id").alias("target"))

    def _money(self, *columns: str) -> Frame | None:
        """Give what came by the day and is there for good, credit notes included."""
        found = (self._payments(columns), self._notes(columns))
        parts = [each for each in found if each is not None]
        return nw.concat(parts) if parts else None

    def _payments(self, columns: tuple[str, ...]) -> Frame | None:
        if self.tables.payments is None:
            return None
        rows = final_payments(self.tables.payments, self._until, judged=self.day)
        sources = {"target": "invoice", "day": "date", "came": "date"}
        return rows.select(*(nw.col(sources.get(name, name)).alias(name) for name in columns))

    def _notes(self, columns: tuple[str, ...]) -> Frame | None:
        if not self.has_notes:
            return None
        rows = self.tables.invoices.filter(nw.col("amount") < 0, _issued(self._until))
        sources: dict[str, Any] = {
            "target": nw.col("credits"),
            "amount": nw.col("amount") * -1,
            "day": nw.col("due_date"),
            "came": nw.coalesce("issue_date", "due_date"),
        }
        return rows.select(*(sources.get(name, nw.col(name)).alias(name) for name in columns))


def final_payments(payments: Frame, last: dt.date, *, judged: dt.date) -> Frame:
    """Give the payments up to a day that are cleared and not reversed on the day of judgment."""
    cleared, taken_back = nw.col("cleared_on"), nw.col("reversed_on")
    return payments.filter(
        nw.col("date") <= last,
        cleared.is_null() | (cleared <= judged),
        taken_back.is_null() | (taken_back > judged),
    )


def with_open(claims: Frame, settled: Frame | None, kind: str) -> Frame:
    """Add to claims what is `open` of them, within 0 and their amount, and what came `beyond` that.

    `claims` hold `id` and `amount`, `settled` is what `DayClose.settled` gives.
    """
    amount, rest = nw.col("amount"), nw.col("rest")
    if settled is None:
        return claims.with_columns(open=amount, beyond=amount * 0)
    sums = _retyped(settled, "Int64", kind)
    joined = claims.join(sums, left_on="id", right_on="target", how="left").with_columns(
        nw.col("paid").fill_null(0)
    )
    left = _retyped(joined, "int64", kind).with_columns(rest=amount - nw.col("paid"))
    within = nw.when(rest > amount).then(amount).otherwise(rest)
    clamped = left.with_columns(open=nw.when(rest < 0).then(amount * 0).otherwise(within))
    return clamped.with_columns(beyond=nw.col("open") - rest).drop("paid", "rest")


def _retyped(frame: Frame, dtype: str, kind: str) -> Frame:
    """Lead sums through a join with gaps in a type that knows nulls: NumPy's become floats."""
    if kind != "pandas":
        return frame
    native: Native = frame.to_native()
    retyped: Frame = nw.from_native(native.astype({"paid": dtype})).lazy()
    return retyped


def _issued(day: dt.date) -> nw.Expr:
    return nw.col("issue_date").is_null() | (nw.col("issue_date") <= day)
