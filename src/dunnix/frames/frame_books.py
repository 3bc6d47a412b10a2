"""The books of frames: the sums of `metrics.books`, reduced by whatever library holds the rows."""

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

import narwhals.stable.v2 as nw

from dunnix.frames.accounts import accounts_of, without
from dunnix.frames.day_close import DayClose, final_payments, with_open
from dunnix.frames.entries import AMOUNTS, Entries, place_of
from dunnix.frames.reduced import keyed_rows, plain_rows, summed
from dunnix.frames.split import bearer_of_facts, split_of
from dunnix.frames.tables import Frame, Tables
from dunnix.metrics.account_books import AccountBooks
from dunnix.metrics.books import (
    ENOUGH_DUE,
    Basis,
    Credits,
    OpenItems,
    OpenSum,
    Owed,
    Place,
    Receipt,
)
from dunnix.metrics.grouping import By, Key

_Group = TypeVar("_Group")


class _Extent(NamedTuple):
    """Between what invoices lie: issue dates, whether one has none (1), the smallest amount."""

    first: dt.date | None
    last: dt.date | None
    undated: int | None
    least: int | None


class _Money(NamedTuple):
    """When money first named an invoice, and the smallest amount that came, below 0 a refund."""

    first: dt.date | None
    least: int | None


class FrameBooks:
    """Sums over frames, the same to the last unit as those over the accounts they describe."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def first_issued(self) -> dt.date | None:
        """Give the issue date of the oldest invoice; None where it isn't known."""
        return None if self._extent.undated else self._extent.first

    @cached_property
    def _extent(self) -> _Extent:
        issued = nw.col("issue_date")
        undated = nw.when(issued.is_null()).then(1).otherwise(0)
        found = self.tables.invoices.with_columns(undated=undated).select(
            issued.min().alias("first"),
            issued.max().alias("last"),
            nw.col("undated").max(),
            nw.col("amount").min().alias("least"),
        )
        ((*extent,),) = plain_rows(found, *_Extent._fields)
        return _Extent(*extent)

    @cached_property
    def _money(self) -> _Money:
        payments = self.tables.payments
        if payments is None:
            return _Money(None, None)
        named = payments.filter(~nw.col("invoice").is_null())
        found = named.select(nw.col("date").min().alias("first"), nw.col("amount").min())
        ((first, least),) = plain_rows(found, "first", "amount")
        return _Money(first, least)

    def close(self, day: dt.date, known: dt.date) -> DayClose:
        """Give the frames of the close of a day."""
        return DayClose(
            tables=self.tables,
            day=day,
            known=known,
            has_notes=self._extent.least is not None and self._extent.least <= 0,
            last_issued=self._extent.last,
        )

    def entries(
        self,
        day: dt.date,
        *,
        known: dt.date,
        by: By,
        edges: Sequence[int],
        basis: Basis,
        aged: bool = False,
    ) -> Entries:
        """Give the rows that an ageing sums, before any netting."""
        split = split_of(self.tables, by)
        close = self.close(day, known)
        return Entries(close=close, split=split, edges=edges, basis=basis, aged=aged)

    def has_billed(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether anything was billed by the close of a day."""
        first = self._extent.first
        return first is not None and first <= min(day, known)

    def has_open_items_only(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether much fell due by the close of a day and no money names any invoice."""
        until, first = min(day, known), self._money.first
        if first is not None and first <= until:
            return False
        due = self.close(day, known).claims("due_date").filter(nw.col("due_date") <= day)
        return int(due.select(nw.len()).collect().item()) >= ENOUGH_DUE

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
        """Give what is owed at the close of a day by group, less what is unapplied.

        It needs no join of money with invoices, but where figures are split by what only an
        invoice knows.
        """
        split = split_of(self.tables, by)
        if split.invoice_facts or "creditor" in split.names:
            return self.owed(day, known=known, by=by).balance()
        sums: Counter[Key] = Counter()
        for rows, sign in self.close(day, known).ledger_rows(*split.columns):
            days = summed(split.keyed(rows), split.keys, ("amount",))
            for key, (amount,) in keyed_rows(days, split.keys, "amount"):
                sums[key] += sign * amount
        return {key: amount for key, amount in sums.items() if amount}

    def owed(
        self,
        day: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
        basis: Basis = Basis.DUE,
        credit: Credits = Credits.SEPARATE,
    ) -> Owed:
        """Sum what is open at the close of a day by group and age, and what is unapplied."""
        debtors = self._to_net(day, known) if credit is Credits.NETTED else ()
        if not debtors:
            aged = credit is Credits.AGED
            entries = self.entries(day, known=known, by=by, edges=edges, basis=basis, aged=aged)
            return _owed(entries)
        # Netting isn't linear: the few debtors it concerns become accounts.
        few = AccountBooks([bearer_of_facts(self.tables), *accounts_of(self.tables, debtors)])
        rest = FrameBooks(without(self.tables, debtors))
        return _together(
            few.owed(day, known=known, by=by, edges=edges, basis=basis, credit=credit),
            rest.owed(day, known=known, by=by, edges=edges, basis=basis),
        )

    def _to_net(self, day: dt.date, known: dt.date) -> list[str]:
        """Give the debtors that owe something and have loose money in the same currency."""
        rows = self.entries(day, known=known, by="debtor", edges=(0,), basis=Basis.DUE).rows()
        has_money = nw.when(nw.col("unapplied") > 0).then(1).otherwise(0)
        sums = summed(rows.with_columns(money=has_money), ("currency", "by_0"), ("open", "money"))
        found = sums.filter(nw.col("open") > 0, nw.col("money") > 0)
        return sorted({name for (name,) in plain_rows(found, "by_0")})

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        """Sum what was billed, credit notes taken off, by group and period."""
        split, issued = split_of(self.tables, by), nw.col("issue_date")
        rows = self.tables.invoices.select("amount", "issue_date", *split.columns).filter(
            issued >= starts[0], issued <= min(last, known)
        )
        days = summed(split.keyed(rows), (*split.keys, "issue_date"), ("amount",))
        sums: defaultdict[tuple[Key, int], int] = defaultdict(int)
        for key, (day, amount) in keyed_rows(days, split.keys, "issue_date", "amount"):
            sums[key, bisect_right(starts, day) - 1] += amount
        return dict(sums)

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> Iterator[Receipt]:
        """Give what was allocated of payments dated within two days, by group and dates."""
        if self.tables.payments is None:
            return
        split = split_of(self.tables, by)
        claims = self.close(last, known).claims("due_date", *split.columns)
        came = final_payments(self.tables.payments, min(last, known), judged=known)
        money = came.select(nw.col("invoice").alias("id"), "date", nw.col("amount").alias("paid"))
        paid = money.filter(~nw.col("id").is_null(), nw.col("date") >= first, nw.col("paid") != 0)
        rows = split.keyed(claims.join(paid, on="id")).with_columns(
            payments=nw.when(nw.col("paid") > 0).then(1).otherwise(0).cast(nw.Int64)
        )
        dates: tuple[str, ...] = ("issue_date", "due_date", "date")
        refunded = self._refunded(money)
        if refunded:
            # Few receivables stand by themselves; the rest is summed by its dates alone.
            name = nw.when(nw.col("id").is_in(refunded)).then(nw.col("id"))
            rows, dates = rows.with_columns(refunded=name), (*dates, "refunded")
        sums = summed(rows, (*split.keys, *dates), ("paid", "payments"))
        for key, (amount, count, issued, due, day, *apart) in keyed_rows(
            sums, split.keys, "paid", "payments", *dates
        ):
            ordinals = (_ordinal(issued), due.toordinal(), day.toordinal())
            yield Receipt(key, *ordinals, amount, count, *apart)

    def _refunded(self, money: Frame) -> list[str]:
        """Give the receivables on which money was given back."""
        if self._money.least is None or self._money.least >= 0:
            return []
        back = money.filter(nw.col("paid") < 0, ~nw.col("id").is_null())
        return sorted(name for (name,) in plain_rows(back.select("id").unique(), "id"))

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> Iterator[OpenItems]:
        """Give what is open at the close of a day by group, issue date and due date."""
        split = split_of(self.tables, by)
        claims = self.close(day, known).open_claims("due_date", *split.columns)
        rows = split.keyed(claims.filter(nw.col("open") != 0)).with_columns(
            receivables=nw.col("open") * 0 + 1
        )
        dates = ("issue_date", "due_date")
        sums = summed(rows, (*split.keys, *dates), ("open", "receivables"))
        for key, (issued, due, *counted) in keyed_rows(
            sums, split.keys, *dates, "open", "receivables"
        ):
            yield OpenItems(key, _ordinal(issued), due.toordinal(), *counted)

    def rolled(
        self,
        sooner: dt.date,
        later: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
    ) -> dict[tuple[Key, Place, Place | None], int]:
        """Follow what was open on a day into the buckets of a later day."""
        split = split_of(self.tables, by)
        before = self.close(sooner, known).open_claims("due_date", *split.columns)
        followed = before.filter(nw.col("open") != 0).rename({"open": "was"}).drop("beyond")
        after = with_open(followed, self.close(later, known).settled(), self.tables.kind)
        was, left = nw.col("was"), nw.col("left")
        still = nw.when(nw.col("open") < was).then(nw.col("open")).otherwise(was)
        rows = split.keyed(after.with_columns(left=still)).with_columns(
            gone=was - left,
            place=place_of("due_date", sooner, edges),
            to=place_of("due_date", later, edges),
        )
        sums: defaultdict[tuple[Key, Place, Place | None], int] = defaultdict(int)
        found = summed(rows, (*split.keys, "place", "to"), ("left", "gone"))
        for key, (place, to, owed, gone) in keyed_rows(
            found, split.keys, "place", "to", "left", "gone"
        ):
            sums[key, place, to] += owed
            sums[key, place, None] += gone
        return _without_zeros(sums)


def _owed(entries: Entries) -> Owed:
    """Sum the rows of an ageing by group and bucket."""
    keys = entries.split.keys
    sums = summed(entries.rows(), (*keys, "place"), AMOUNTS)
    open_: dict[tuple[Key, Place], OpenSum] = {}
    unapplied: defaultdict[tuple[Key, Place], int] = defaultdict(int)
    for key, (place, amount, count, loose) in keyed_rows(sums, keys, "place", *AMOUNTS):
        if count:
            open_[key, place] = OpenSum(amount, count)
        unapplied[key, place if entries.aged else 0] += loose
    return Owed(open_, _without_zeros(unapplied))


def _together(one: Owed, other: Owed) -> Owed:
    """Add up what two parts of a ledger owe."""
    open_ = dict(one.open)
    for each, (amount, count) in other.open.items():
        before = open_.get(each, OpenSum(0, 0))
        open_[each] = OpenSum(before.amount + amount, before.receivables + count)
    unapplied = defaultdict(int, one.unapplied)
    for each, amount in other.unapplied.items():
        unapplied[each] += amount
    return Owed(open_, _without_zeros(unapplied))


def _without_zeros(sums: Mapping[_Group, int]) -> dict[_Group, int]:
    return {each: amount for each, amount in sums.items() if amount}


def _ordinal(day: dt.date | None) -> int | None:
    return None if day is None else day.toordinal()
