"""Payment profiles: how a debtor pays, from the days between due dates and receipts."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

import attrs

from dunnix.metrics.books import Receipt, Source, books_as_of
from dunnix.metrics.grouping import By, Key, in_order, split_names
from dunnix.metrics.middle import median
from dunnix.metrics.options import whole_number
from dunnix.metrics.received import money_received
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured

_FEW: Final = 6
_NOTICEABLE_DAYS: Final = 3


@attrs.frozen(kw_only=True, order=False)
class PaymentProfile:
    """How one group pays, in days late: paid early is below 0, on the due date 0.

    `payments` counts how often a receivable was paid on. `mean_days_late` is weighted by amount,
    as `average_days_late` is; in all the rest each payment counts alike, but for
    `late_value_share`. `spread_days` is the median distance from the median. `recent_mean` is
    that of the last six payments and `earlier_mean` that of the six before, by the day paid; None
    where there are too few. `delays` holds (days late, payments), sorted.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    payments: int
    mean_days_late: Fraction
    median_days_late: Fraction
    spread_days: Fraction
    late_share: Fraction
    late_value_share: Fraction
    longest_days_late: int
    recent_mean: Fraction | None
    earlier_mean: Fraction | None
    is_thin: bool
    delays: tuple[tuple[int, int], ...]

    @property
    def trend_days(self) -> Fraction | None:
        """By how many days the last six payments were later than the six before."""
        if self.recent_mean is None or self.earlier_mean is None:
            return None
        return self.recent_mean - self.earlier_mean

    @property
    def is_worsening(self) -> bool:
        """Whether the last six payments are late, and later than before by more than usual.

        More than usual is more than `spread_days`, and three days or more.
        """
        trend, recent = self.trend_days, self.recent_mean
        if trend is None or recent is None or recent <= 0:
            return False
        return trend > self.spread_days and trend >= _NOTICEABLE_DAYS

    @property
    def flags(self) -> tuple[str, ...]:
        """What to know before it is relied on: `thin`, `worsening`."""
        named = {"thin": self.is_thin, "worsening": self.is_worsening}
        return tuple(name for name, holds in named.items() if holds)


@attrs.frozen(kw_only=True, order=False)
class PaymentProfiles(Tabular):
    """The payment profiles of a ledger on a day, one a currency and group, in their order."""

    as_of: dt.date
    by: tuple[str, ...] = ()
    profiles: tuple[PaymentProfile, ...]

    def __iter__(self) -> Iterator[PaymentProfile]:
        return iter(self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def of(self, currency: str, *group: str | None) -> PaymentProfile | None:
        """Give the profile of a currency and group, or None where nothing was paid."""
        wanted = (currency, *group)
        found = (each for each in self.profiles if (each.currency, *each.group) == wanted)
        return next(found, None)

    def table(self) -> Table:
        """Give one row a profile; the columns are named with their units."""
        names = (
            "payments",
            "mean_late_days",
            "median_late_days",
            "spread_days",
            "late_ratio",
            "late_value_ratio",
            "longest_late_days",
            "recent_late_days",
            "earlier_late_days",
            "trend_days",
        )
        columns = (
            *group_columns(self.by),
            *map(measured, names),
            Column("flags", ColumnKind.TEXT),
        )
        return Table(columns, tuple(map(_row, self.profiles)))

    def long_table(self) -> Table:
        """Give one row a profile and number of days late, as histograms want it."""
        columns = (
            *group_columns(self.by),
            Column("days_late", ColumnKind.COUNT),
            measured("payments"),
        )
        rows = tuple(
            (each.currency, *each.group, days, payments)
            for each in self.profiles
            for days, payments in each.delays
        )
        return Table(columns, rows)


def _row(profile: PaymentProfile) -> tuple[Cell, ...]:
    measures = (
        profile.mean_days_late,
        profile.median_days_late,
        profile.spread_days,
        profile.late_share,
        profile.late_value_share,
        profile.longest_days_late,
        profile.recent_mean,
        profile.earlier_mean,
        profile.trend_days,
    )
    numbers = (None if each is None else float(each) for each in measures)
    flags = ";".join(profile.flags) or None
    return (profile.currency, *profile.group, profile.payments, *numbers, flags)


def payment_profile(
    receivables: Source,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    by: By = "debtor",
    thin: int = 5,
) -> PaymentProfiles:
    """Tell how each debtor pays: its days late, their spread, its habits and where they go.

    A payment is one receivable paid on, once; its days late are the day paid less the due date,
    below 0 for money that came early. Payments from `first` to `as_of` count, both days included,
    all of them without `first`; instalments are late each by its own due date. Money given back
    is left out, a reversed payment (a bounced cheque) never came. A profile of fewer than `thin`
    payments is flagged `thin`; one whose last six payments are late, and later than the six
    before by more than its spread and by three days or more, `worsening`. `by` splits it: by
    `debtor`, by any fact, or `()` for the whole ledger.

    It misleads about those who don't pay: a debtor who never paid has no profile, and one who
    stopped looks as good as it was; `average_days_late(..., include_open=True)` shows them. One
    bank transfer for twenty invoices counts as twenty payments. `worsening` is a reason to look:
    about one debtor in seven whose payments scatter widely gets it by chance. Raises
    `ValueError` for a period that ends before it begins, or `thin` below 1.

    Source: weighted and signed days late as in JD Edwards' average days late (P03B16A); the
    spread is the median absolute deviation, which one very late payment doesn't blow up.

    >>> from dunnix.model import Account, Debtor, Invoice, Payment
    >>> from dunnix.money import Money
    >>> euros = Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=euros)
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 14), amount=euros, invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], payments=[paid])
    >>> [profile] = payment_profile(account, as_of=dt.date(2026, 3, 16))
    >>> profile.group, profile.delays, profile.flags
    (('D1',), ((10, 1),), ('thin',))
    """
    whole_number("thin", thin)
    books = books_as_of(receivables, as_of)
    paid: defaultdict[Key, list[Receipt]] = defaultdict(list)
    for receipt in money_received(books, first=first, as_of=as_of, by=by):
        paid[receipt.key].append(receipt)
    profiles = tuple(_profile(key, paid[key], thin) for key in in_order(paid))
    return PaymentProfiles(as_of=as_of, by=split_names(by), profiles=profiles)


def _profile(key: Key, receipts: list[Receipt], thin: int) -> PaymentProfile:
    delays: Counter[int] = Counter()
    for each in receipts:
        delays[each.paid - each.due] += each.payments
    payments, amount = delays.total(), sum(each.amount for each in receipts)
    middle, spread = _middle(delays)
    recent, earlier = _last_means(receipts)
    return PaymentProfile(
        currency=key[0] or "",
        group=key[1:],
        payments=payments,
        mean_days_late=Fraction(
            sum(each.amount * (each.paid - each.due) for each in receipts), amount
        ),
        median_days_late=middle,
        spread_days=spread,
        late_share=Fraction(sum(n for days, n in delays.items() if days > 0), payments),
        late_value_share=Fraction(
            sum(each.amount for each in receipts if each.paid > each.due), amount
        ),
        longest_days_late=max(delays),
        recent_mean=recent,
        earlier_mean=earlier,
        is_thin=payments < thin,
        delays=tuple(sorted(delays.items())),
    )


def _middle(delays: Mapping[int, int]) -> tuple[Fraction, Fraction]:
    """Give the median, and the median distance from it."""
    middle = median(delays) or Fraction(0)
    distances: Counter[Fraction] = Counter()
    for days, payments in delays.items():
        distances[abs(days - middle)] += payments
    return middle, median(distances) or Fraction(0)


def _last_means(receipts: Iterable[Receipt]) -> tuple[Fraction | None, Fraction | None]:
    """Average the last six payments, and the six before; on one day the last due comes last."""
    newest = sorted(receipts, key=lambda each: (each.paid, each.due), reverse=True)
    delays = (each.paid - each.due for each in newest for _ in range(each.payments))
    last = list(islice(delays, 2 * _FEW))
    return _mean(last[:_FEW]), _mean(last[_FEW:])


def _mean(days: Sequence[int]) -> Fraction | None:
    return Fraction(sum(days), _FEW) if len(days) == _FEW else None
