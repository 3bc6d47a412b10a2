"""The books of accounts: every sum struck from the values themselves."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dunnix.metrics.books import (
    ENOUGH_DUE,
    NO_DATE,
    Basis,
    Credits,
    OpenItems,
    OpenSum,
    Owed,
    Place,
    Receipt,
)
from dunnix.metrics.grouping import By, Key, grouping
from dunnix.metrics.money_in import Loose, allocated_money, left_after_netting, loose_money
from dunnix.model import Account, Balance, Claim, Netting, known_rows, strike_balance


class AccountBooks:
    """Sums over accounts; raises `ValueError` for an account with rows that could not be read."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        for account in accounts:
            if account.problems:
                raise ValueError(
                    f"account `{account.debtor.id}` holds rows that can't be read;"
                    " mend them, or leave the account out"
                )
        self.accounts = tuple(accounts)

    def first_issued(self) -> dt.date | None:
        """Give the issue date of the oldest invoice; None where it isn't known."""
        issued = [each.issue_date for account in self.accounts for each in account.invoices]
        known = [day for day in issued if day is not None]
        return min(known) if known and len(known) == len(issued) else None

    def has_billed(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether anything was billed by the close of a day."""
        return any(
            each.issue_date is not None and each.issue_date <= day
            for account in self.accounts
            for each in known_rows(account.invoices, known)
        )

    def has_open_items_only(self, day: dt.date, *, known: dt.date) -> bool:
        """Tell whether much fell due by the close of a day and no money names any invoice."""
        due = 0
        for account in self.accounts:
            payments = known_rows(account.payments, known)
            if any(each.date <= day and each.shares() for each in payments):
                return False
            due += sum(
                each.due_date <= day and each.amount.minor_units > 0
                for each in known_rows(account.invoices, known)
            )
        return due >= ENOUGH_DUE

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
        """Give what is owed at the close of a day by group, less what is unapplied."""
        return self.owed(day, known=known, by=by).balance()

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
        groups, today = grouping(by, self.accounts), day.toordinal()
        open_: defaultdict[tuple[Key, Place], list[int]] = defaultdict(lambda: [0, 0])
        unapplied: defaultdict[tuple[Key, Place], int] = defaultdict(int)
        netting = Netting.OLDEST_FIRST if credit is Credits.NETTED else Netting.NONE
        for account in self.accounts:
            debtor = account.debtor_on(known)
            balance = strike_balance(account, day, netting=netting, known=known)
            for claim in balance.claims:
                if claim.open:
                    place = _place(_day_of(claim, basis), today, edges)
                    found = open_[groups.of_claim(debtor, claim), place]
                    found[0] += claim.open
                    found[1] += 1
            for loose in _loose(account, balance, day, known, credit):
                place = _place(loose.day, today, edges) if credit is Credits.AGED else 0
                key = groups.key(debtor, loose.currency, loose.creditor, None)
                unapplied[key, place] += loose.amount
        return Owed(
            {each: OpenSum(amount, count) for each, (amount, count) in open_.items()},
            {each: amount for each, amount in unapplied.items() if amount},
        )

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        """Sum what was billed, credit notes taken off, by group and period."""
        groups = grouping(by, self.accounts)
        sums: defaultdict[tuple[Key, int], int] = defaultdict(int)
        for account in self.accounts:
            debtor = account.debtor_on(known)
            for invoice in known_rows(account.invoices, known):
                issued = invoice.issue_date
                if issued is None or not starts[0] <= issued <= last:
                    continue
                key = groups.key(debtor, invoice.currency, invoice.creditor, invoice)
                sums[key, bisect_right(starts, issued) - 1] += invoice.amount.minor_units
        return dict(sums)

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> Iterator[Receipt]:
        """Give what was allocated of payments dated within two days, by group and dates."""
        groups, start = grouping(by, self.accounts), first.toordinal()
        sums: defaultdict[tuple[Key, int | None, int, int, str | None], list[int]]
        sums = defaultdict(lambda: [0, 0])
        for account in self.accounts:
            debtor = account.debtor_on(known)
            allocated = list(allocated_money(account, last, known))
            refunded = {each.claim.id for each in allocated if each.amount < 0}
            for claim, paid, amount in allocated:
                if paid >= start:
                    key, apart = groups.of_claim(debtor, claim), claim.id in refunded
                    found = sums[key, _issued(claim), claim.due, paid, claim.id if apart else None]
                    found[0] += amount
                    found[1] += amount > 0
        for (key, issued, due, paid, apart_as), (amount, count) in sums.items():
            yield Receipt(key, issued, due, paid, amount, count, apart_as)

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> Iterator[OpenItems]:
        """Give what is open at the close of a day by group, issue date and due date."""
        groups = grouping(by, self.accounts)
        sums: defaultdict[tuple[Key, int | None, int], list[int]] = defaultdict(lambda: [0, 0])
        for account in self.accounts:
            debtor = account.debtor_on(known)
            balance = strike_balance(account, day, netting=Netting.NONE, known=known)
            for claim in balance.claims:
                if claim.open:
                    found = sums[groups.of_claim(debtor, claim), _issued(claim), claim.due]
                    found[0] += claim.open
                    found[1] += 1
        for (key, issued, due), (amount, count) in sums.items():
            yield OpenItems(key, issued, due, amount, count)

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
        groups = grouping(by, self.accounts)
        sums: defaultdict[tuple[Key, Place, Place | None], int] = defaultdict(int)
        for account in self.accounts:
            debtor = account.debtor_on(known)
            before = strike_balance(account, sooner, netting=Netting.NONE, known=known)
            after = strike_balance(account, later, netting=Netting.NONE, known=known)
            for claim in before.claims:
                if not claim.open:
                    continue
                key = groups.of_claim(debtor, claim)
                place = _place(claim.due, sooner.toordinal(), edges)
                left = min(claim.open, after.by_id[claim.id].open)
                sums[key, place, _place(claim.due, later.toordinal(), edges)] += left
                sums[key, place, None] += claim.open - left
        return {each: amount for each, amount in sums.items() if amount}


def _place(day: int | None, today: int, edges: Sequence[int]) -> Place:
    return NO_DATE if day is None else bisect_left(edges, today - day)


def _day_of(claim: Claim, basis: Basis) -> int | None:
    return claim.due if basis is Basis.DUE else _issued(claim)


def _issued(claim: Claim) -> int | None:
    issued = claim.invoice.issue_date
    return None if issued is None else issued.toordinal()


def _loose(
    account: Account, balance: Balance, day: dt.date, known: dt.date, credit: Credits
) -> Iterable[Loose]:
    if not account.payments and not balance.unapplied:
        return ()
    if credit is Credits.NETTED:
        return left_after_netting(balance)
    return loose_money(account, balance, day, known)
