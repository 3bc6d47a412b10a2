"""Ageing: what is owed on a day, by how many days it is past due."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import attrs

from dunnix.model import Account, Balance, Netting, strike_balance
from dunnix.money import Money, total

TRADE_EDGES: Final = (0, 30, 60, 90)


@attrs.frozen(kw_only=True, order=False)
class AgeBucket:
    """What is open between two ages in days past due, both included; None where it has no end.

    Up to 0 days is not late: what is due today can still be paid in time.
    """

    from_days: int | None
    to_days: int | None
    amount: Money
    receivables: int

    @property
    def is_overdue(self) -> bool:
        """Whether all in it is past due."""
        return self.from_days is not None and self.from_days > 0

    @property
    def label(self) -> str:
        """Its name in the trade: `not due`, `1-30`, `over 90`.

        >>> AgeBucket(from_days=91, to_days=None, amount=Money("0", "EUR"), receivables=0).label
        'over 90'
        """
        match self.from_days, self.to_days:
            case None, 0:
                return "not due"
            case None, last:
                return f"due in {-(last or 0)} or more"
            case first, None:
                return f"over {first - 1}"
            case first, last:
                return f"{first}-{last}" if first > 0 else f"due in {-last}-{-first}"


@attrs.frozen(kw_only=True, order=False)
class CurrencyAgeing:
    """The ageing of one currency; amounts of two currencies are never added up."""

    currency: str
    buckets: tuple[AgeBucket, ...]
    unapplied: Money

    @property
    def open(self) -> Money:
        """All that is owed, before unapplied money and free credit notes."""
        return total((each.amount for each in self.buckets), self.currency)

    @property
    def overdue(self) -> Money:
        """What is past due of it."""
        return total((each.amount for each in self.buckets if each.is_overdue), self.currency)

    @property
    def net(self) -> Money:
        """What is owed less unapplied money and free credit notes: the ledger's balance."""
        return self.open - self.unapplied


@attrs.frozen(kw_only=True, order=False)
class Ageing:
    """What was owed on a day by age, one part a currency, in the order of their codes."""

    as_of: dt.date
    edges: tuple[int, ...]
    currencies: tuple[CurrencyAgeing, ...]

    def in_currency(self, currency: str) -> CurrencyAgeing | None:
        """Give the part in a currency, or None where nothing is owed or unapplied in it."""
        return next((each for each in self.currencies if each.currency == currency), None)


def age_receivables(
    accounts: Account | Iterable[Account],
    *,
    as_of: dt.date,
    edges: Sequence[int] = TRADE_EDGES,
    netting: Netting = Netting.NONE,
) -> Ageing:
    """Age what is owed on a day: the sum of what is open, by days past due, a currency at a time.

    An open amount is the amount less what was applied to it by the end of that day, as known
    then; days past due = the day - the due date. `edges` are the last days of the buckets, in
    days past due: by default not due, 1-30, 31-60, 61-90 and over 90. Instalments age each by its
    own due date; a payment plan or an extension doesn't make a debt younger. Disputed amounts are
    in it. Unapplied money and free credit notes stand apart, unless `netting` is `oldest-first`:
    then they pay first what is oldest and only the rest stands apart.

    It misleads where money comes in that nobody allocates (debts look older than they are), and
    says nothing of how fast anybody pays: a new customer and one who always pays on day 29 look
    alike. Raises `ValueError` for edges that don't rise or leave out 0 (a bucket of 0-30 mixes
    what is late with what isn't), `TypeError` where `as_of` isn't a plain date.

    Source: the buckets of the trade as in Oracle's and Intacct's ageing reports, with the rule
    that overdue begins at 1 day; IFRS 9, B5.5.35, uses the same ages for its provision matrix.

    >>> from dunnix.model import Debtor, Invoice
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> [euro] = age_receivables(account, as_of=dt.date(2026, 3, 16)).currencies
    >>> [(bucket.label, str(bucket.amount)) for bucket in euro.buckets if bucket.receivables]
    [('31-60', '90.00 EUR')]
    """
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    limits = _checked(edges)
    several = (accounts,) if isinstance(accounts, Account) else accounts
    sums = _Sums(limits)
    for account in several:
        sums.add(strike_balance(account, as_of, netting=netting), as_of.toordinal())
    return Ageing(as_of=as_of, edges=limits, currencies=tuple(sums.currencies()))


def _checked(edges: Sequence[int]) -> tuple[int, ...]:
    limits = tuple(edges)
    if any(type(each) is not int for each in limits):
        raise TypeError("`edges` are whole numbers of days")
    if 0 not in limits or any(later <= sooner for sooner, later in pairwise(limits)):
        raise ValueError("`edges` must rise and hold 0, the last day on which nothing is late")
    return limits


class _Sums:
    """Minor units and counts by currency and bucket, while accounts go by."""

    def __init__(self, edges: tuple[int, ...]) -> None:
        self._edges = edges
        self._open: dict[str, list[int]] = {}
        self._count: dict[str, list[int]] = {}
        self._unapplied: dict[str, int] = {}

    def add(self, balance: Balance, today: int) -> None:
        for claim in balance.claims:
            if claim.open:
                place = bisect_left(self._edges, today - claim.due)
                self._row(self._open, claim.invoice.currency)[place] += claim.open
                self._row(self._count, claim.invoice.currency)[place] += 1
        for (currency, _), money in balance.unapplied.items():
            if money:
                self._unapplied[currency] = self._unapplied.get(currency, 0) + money

    def currencies(self) -> Iterator[CurrencyAgeing]:
        for currency in sorted({*self._open, *self._unapplied}):
            amounts = self._row(self._open, currency)
            counts = self._row(self._count, currency)
            firsts = (None, *(edge + 1 for edge in self._edges))
            lasts = (*self._edges, None)
            yield CurrencyAgeing(
                currency=currency,
                buckets=tuple(
                    AgeBucket(
                        from_days=first,
                        to_days=last,
                        amount=Money.minor(amount, currency),
                        receivables=count,
                    )
                    for first, last, amount, count in zip(
                        firsts, lasts, amounts, counts, strict=True
                    )
                ),
                unapplied=Money.minor(self._unapplied.get(currency, 0), currency),
            )

    def _row(self, rows: dict[str, list[int]], currency: str) -> list[int]:
        return rows.setdefault(currency, [0] * (len(self._edges) + 1))
