"""The books of accounts once more, by the rules as they read and without any care for speed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from dunnix.metrics.books import Basis, Credits, OpenItems, OpenSum, Owed, Receipt
from dunnix.metrics.grouping import By, Key
from dunnix.model import Account, Invoice, Payment


class Share(NamedTuple):
    """What one payment or credit note took off one receivable."""

    day: dt.date
    amount: int


@attrs.define
class Receivable:
    """An invoice or one of its instalments, and what was taken off it."""

    account: Account
    invoice: Invoice
    due: dt.date
    amount: int
    taken: list[Share] = attrs.Factory(list)

    @property
    def left(self) -> int:
        return self.amount - sum(share.amount for share in self.taken)

    @property
    def open(self) -> int:
        return min(max(self.left, 0), self.amount)

    @property
    def issued(self) -> int | None:
        return None if self.invoice.issue_date is None else self.invoice.issue_date.toordinal()


class Credit(NamedTuple):
    """Money or a credit note that no receivable takes."""

    account: Account
    currency: str
    creditor: str | None
    day: dt.date
    amount: int


class Close(NamedTuple):
    """All there is at the close of a day."""

    receivables: dict[str, Receivable]
    credits: list[Credit]


def last_versions(rows: Iterable[Any], known: dt.date) -> list[Any]:
    found: dict[str, Any] = {}
    dated = [(each.recorded_on or each.effective_on or dt.date.min, each) for each in rows]
    for day, row in sorted(dated, key=lambda each: each[0]):
        if day <= known:
            found[row.id] = row
    return [found[name] for name in sorted(found)]


def has_come(payment: Payment, day: dt.date) -> bool:
    """Whether a payment is there on a day, for good."""
    is_back = payment.reversed_on is not None and payment.reversed_on <= day
    is_clear = not payment.pending and (payment.cleared_on or payment.date) <= day
    return payment.date <= day and is_clear and not is_back


def close(account: Account, day: dt.date, known: dt.date, money: Iterable[Payment]) -> Close:
    """Set money and credit notes against what is owed, one after the other."""
    invoices = [
        each
        for each in last_versions(account.invoices, known)
        if each.issue_date is None or each.issue_date <= day
    ]
    owed = dict(receivables(account, invoices))
    loose: list[Credit] = []
    for payment in money:
        name = payment.amount.currency, payment.creditor
        rest = payment.amount.minor_units
        for receivable, amount in payment.shares():
            rest -= amount
            if not take(owed, receivable, Share(payment.date, amount)):
                loose.append(Credit(account, *name, payment.date, amount))
        loose.append(Credit(account, *name, payment.date, rest))
    for note in invoices:
        amount = -note.amount.minor_units
        given = note.issue_date or note.due_date
        if amount > 0 and not take(owed, note.credits, Share(given, amount)):
            loose.append(Credit(account, note.currency, note.creditor, note.due_date, amount))
    for each in owed.values():
        beyond = each.open - each.left
        if beyond:
            last = max(share.day for share in each.taken)
            name = each.invoice.currency, each.invoice.creditor
            loose.append(Credit(account, *name, last, beyond))
    return Close(owed, [each for each in loose if each.amount])


def receivables(account: Account, invoices: Iterable[Invoice]) -> Iterator[tuple[str, Receivable]]:
    for invoice in invoices:
        if invoice.instalments:
            for part in invoice.instalments:
                owed = part.amount.minor_units
                name = f"{invoice.id}#{part.number}"
                yield name, Receivable(account, invoice, part.due_date, owed)
        elif invoice.amount.minor_units > 0:
            owed = invoice.amount.minor_units
            yield invoice.id, Receivable(account, invoice, invoice.due_date, owed)


def take(owed: dict[str, Receivable], name: str | None, share: Share) -> bool:
    """Take a share off what a name means, the oldest part first and the last part all the rest."""
    if name in owed:
        owed[name].taken.append(share)
        return True
    parts = [each for part, each in owed.items() if part.partition("#")[0] == name]
    parts.sort(key=lambda each: each.due)
    rest = share.amount
    for part in parts[:-1]:
        fits = min(rest, max(part.left, 0)) if rest > 0 else 0
        if fits:
            part.taken.append(Share(share.day, fits))
        rest -= fits
    if parts and rest:
        parts[-1].taken.append(Share(share.day, rest))
    return bool(parts)


class SlowBooks:
    """The sums of `Books`, each from the rows themselves."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.accounts = accounts

    def closes(self, day: dt.date, known: dt.date) -> Iterator[Close]:
        for account in self.accounts:
            money = [each for each in last_versions(account.payments, known) if has_come(each, day)]
            yield close(account, day, known, money)

    def balance(self, day: dt.date, *, known: dt.date, by: By = ()) -> dict[Key, int]:
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
        amounts: Counter[tuple[Key, int]] = Counter()
        counts: Counter[tuple[Key, int]] = Counter()
        unapplied: Counter[tuple[Key, int]] = Counter()
        for found in self.closes(day, known):
            for each in found.receivables.values():
                start = each.due if basis is Basis.DUE else each.invoice.issue_date
                place = (key_of(each.account, each.invoice, by), place_of(start, day, edges))
                amounts[place] += each.open
                counts[place] += each.open > 0
            for loose in found.credits:
                bucket = place_of(loose.day, day, edges) if credit is Credits.AGED else 0
                unapplied[key_of(loose.account, loose, by), bucket] += loose.amount
        open_ = {place: OpenSum(amounts[place], counts[place]) for place in amounts}
        return Owed(
            {place: each for place, each in open_.items() if each.amount},
            {place: amount for place, amount in unapplied.items() if amount},
        )

    def sales(
        self, starts: Sequence[dt.date], last: dt.date, *, known: dt.date, by: By = ()
    ) -> dict[tuple[Key, int], int]:
        sums: Counter[tuple[Key, int]] = Counter()
        for account in self.accounts:
            for each in last_versions(account.invoices, known):
                day = each.issue_date
                if day is not None and starts[0] <= day <= last:
                    number = max(n for n, start in enumerate(starts) if start <= day)
                    sums[key_of(account, each, by), number] += each.amount.minor_units
        return dict(sums)

    def receipts(
        self, first: dt.date, last: dt.date, *, known: dt.date, by: By = ()
    ) -> list[Receipt]:
        sums: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
        for account in self.accounts:
            money = [
                each
                for each in last_versions(account.payments, known)
                if each.date <= last and has_come(each, known)
            ]
            money.sort(key=lambda each: (each.date, each.id))
            unnoted = attrs.evolve(
                account,
                invoices=[each for each in account.invoices if each.amount.minor_units > 0],
            )
            for name, each in close(unnoted, last, known, money).receivables.items():
                refunded = name if any(share.amount < 0 for share in each.taken) else None
                for share in each.taken:
                    if share.day >= first:
                        key = key_of(account, each.invoice, by)
                        dates = each.issued, each.due.toordinal(), share.day.toordinal()
                        sums[key, *dates, refunded].append(share.amount)
        return [
            Receipt(key, issued, due, paid, sum(found), sum(each > 0 for each in found), refunded)
            for (key, issued, due, paid, refunded), found in sums.items()
        ]

    def open_items(self, day: dt.date, *, known: dt.date, by: By = ()) -> list[OpenItems]:
        sums: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
        for found in self.closes(day, known):
            for each in found.receivables.values():
                if each.open:
                    key = key_of(each.account, each.invoice, by)
                    sums[key, each.issued, each.due.toordinal()].append(each.open)
        return [
            OpenItems(key, issued, due, sum(found), len(found))
            for (key, issued, due), found in sums.items()
        ]

    def rolled(
        self,
        sooner: dt.date,
        later: dt.date,
        *,
        known: dt.date,
        by: By = (),
        edges: Sequence[int] = (0,),
    ) -> dict[tuple[Key, int, int | None], int]:
        sums: Counter[tuple[Key, int, int | None]] = Counter()
        for before, after in zip(
            self.closes(sooner, known), self.closes(later, known), strict=True
        ):
            for name, each in before.receivables.items():
                key = key_of(each.account, each.invoice, by)
                place = place_of(each.due, sooner, edges)
                left = min(each.open, after.receivables[name].open)
                sums[key, place, place_of(each.due, later, edges)] += left
                sums[key, place, None] += each.open - left
        return {place: amount for place, amount in sums.items() if amount}


def place_of(start: dt.date | None, day: dt.date, edges: Sequence[int]) -> int:
    return -1 if start is None else sum((day - start).days > edge for edge in edges)


def key_of(account: Account, row: Invoice | Credit, by: By) -> Key:
    names = (by,) if isinstance(by, str) else by
    values = {"debtor": account.debtor.id, "creditor": row.creditor}
    return (row.currency, *(values[name] for name in names))
