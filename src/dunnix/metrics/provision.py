"""The provision matrix: what to set aside for losses, by how late receivables are."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

import attrs

from dunnix.errors import did_you_mean
from dunnix.metrics.ageing import AgeBucket, AgeingLine, age_receivables, checked_edges
from dunnix.metrics.books import Source
from dunnix.metrics.buckets import bucket_labels
from dunnix.metrics.grouping import By, split_names
from dunnix.metrics.loss_rates import LossRates, rates_by_group
from dunnix.metrics.options import Number, exact_number
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured
from dunnix.money import Money, total

GivenRates: TypeAlias = LossRates | Mapping[str, Number] | Sequence[Number]


@attrs.frozen(kw_only=True, order=False)
class ProvisionBucket:
    """What is open in one bucket, the rate lost of it, and what is set aside.

    `rate` and `amount` are None where no rate is known for what is open.
    """

    bucket: str
    open: Money
    rate: Fraction | None
    amount: Money | None


@attrs.frozen(kw_only=True, order=False)
class ProvisionLine:
    """The provision of one currency and group, a bucket at a time."""

    currency: str
    group: tuple[str | None, ...] = ()
    buckets: tuple[ProvisionBucket, ...]

    @property
    def open(self) -> Money:
        """All that is owed, before credits that stand apart."""
        return total((each.open for each in self.buckets), self.currency)

    @property
    def amount(self) -> Money | None:
        """What is set aside in all: the sum of the buckets; None where one has no rate."""
        amounts = [each.amount for each in self.buckets if each.amount is not None]
        return total(amounts, self.currency) if len(amounts) == len(self.buckets) else None


@attrs.frozen(kw_only=True, order=False)
class Provision(Tabular):
    """What to set aside on a day, one line a currency and group, in their order."""

    as_of: dt.date
    edges: tuple[int, ...]
    by: tuple[str, ...] = ()
    lines: tuple[ProvisionLine, ...]

    def of(self, currency: str, *group: str | None) -> ProvisionLine | None:
        """Give the line of a currency and group, or None where nothing is owed."""
        wanted = (currency, *group)
        return next((each for each in self.lines if (each.currency, *each.group) == wanted), None)

    def table(self) -> Table:
        """Give one row a line and bucket: group, bucket, open, rate lost, provision."""
        columns = (
            *group_columns(self.by),
            Column("bucket", ColumnKind.TEXT),
            measured("open_minor"),
            measured("loss_ratio"),
            measured("provision_minor"),
        )
        rows = (
            (line.currency, *line.group, *_cells(each))
            for line in self.lines
            for each in line.buckets
        )
        return Table(columns, tuple(rows))


def provision(
    receivables: Source,
    *,
    as_of: dt.date,
    rates: GivenRates,
    edges: Sequence[int] | None = None,
    by: By = (),
) -> Provision:
    """Set aside for losses: the sum over the buckets of what is open times the rate lost.

    `rates` are those of the ledger's past (`loss_rates`), or given: a mapping from the name of
    each bucket to its rate (`{"not due": "0.01", "1-30": "0.02", ...}`), or one rate a bucket,
    youngest first. A rate is a part of one (`"0.02"` is 2 %, `"2/23"` is exact): text, `Decimal`
    or `Fraction`. Each bucket is rounded to the minor unit, half to even, so that the buckets sum
    to the whole. Rates reckoned for the whole ledger serve every group of `by`; rates reckoned
    group by group serve the same groups. A bucket without a rate has no provision, unless nothing
    is open in it. What is open is gross: unapplied money and free credit notes lower nothing.

    It misleads where the past is no guide: the standard asks for rates adjusted to what is ahead,
    and for receivables that differ in how they are lost to be kept apart (`by`). A debtor known
    to be insolvent is judged by itself, not by its bucket.

    Raises `ValueError` for rates that don't fit the buckets, and what `age_receivables` raises;
    `TypeError` for a rate that is a float. Source: IFRS 9, B5.5.35, the practical expedient of a
    provision matrix.

    >>> from dunnix.model import Account, Debtor, Invoice
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> matrix = provision(account, as_of=dt.date(2026, 2, 20), edges=(0, 90),
    ...                    rates={"not due": "0.01", "1-90": "0.03", "over 90": "0.2"})
    >>> print(matrix.lines[0].amount)
    2.70 EUR
    """
    limits = _edges(rates, edges)
    if isinstance(rates, LossRates) and rates.by not in {(), split_names(by)}:
        raise ValueError(
            f"the rates are split by {_listed(rates.by)}; split the provision so, or the rates not"
        )
    ageing = age_receivables(receivables, as_of=as_of, edges=limits, by=by)
    rates_of = _rates(rates, bucket_labels(limits))
    lines = (_line(line, rates_of(line)) for line in ageing.lines if line.open.minor_units)
    return Provision(as_of=as_of, edges=limits, by=ageing.by, lines=tuple(lines))


def _edges(rates: GivenRates, edges: Sequence[int] | None) -> tuple[int, ...]:
    if not isinstance(rates, LossRates):
        return checked_edges(edges)
    if edges is not None and tuple(edges) != rates.edges:
        raise ValueError(f"`edges` differ from those of the rates, which are {rates.edges}")
    return rates.edges


def _rates(
    rates: GivenRates, labels: tuple[str, ...]
) -> Callable[[AgeingLine], Sequence[Fraction | None]]:
    """Give the rates of a line's buckets: those of its group, of its currency, or of all."""
    if not isinstance(rates, LossRates):
        given = _in_buckets(rates, labels)
        return lambda _: given
    known, is_split, unknown = rates_by_group(rates), bool(rates.by), (None,) * len(labels)
    return lambda line: known.get((line.currency, *(line.group if is_split else ())), unknown)


def _in_buckets(
    rates: Mapping[str, Number] | Sequence[Number], labels: tuple[str, ...]
) -> tuple[Fraction, ...]:
    """Give one rate a bucket, youngest first."""
    if isinstance(rates, Mapping):
        for name in rates:
            if name not in labels:
                hint = did_you_mean(name, labels) or f"the buckets are {_listed(labels)}"
                raise ValueError(f"no bucket is called `{name}`; {hint}")
        missing = [label for label in labels if label not in rates]
        if missing:
            raise ValueError(f"no rate is given for {_listed(missing)}")
        return tuple(_part_of_one(rates[label]) for label in labels)
    if not isinstance(rates, Sequence):
        raise TypeError(
            f"`rates` are loss rates, or one rate a bucket by name or in order,"
            f" not a {type(rates).__name__}"
        )
    if isinstance(rates, str) or len(rates) != len(labels):
        raise ValueError(f"`rates` must hold one rate a bucket: {_listed(labels)}")
    return tuple(map(_part_of_one, rates))


def _part_of_one(rate: Number) -> Fraction:
    exact = exact_number("rates", rate)
    if not 0 <= exact <= 1:
        raise ValueError(f"`rates` holds `{rate}`; a rate is from 0 to 1, 8 % is `0.08`")
    return exact


def _line(line: AgeingLine, rates: Sequence[Fraction | None]) -> ProvisionLine:
    buckets = map(_bucket, line.buckets, rates)
    return ProvisionLine(currency=line.currency, group=line.group, buckets=tuple(buckets))


def _bucket(bucket: AgeBucket, rate: Fraction | None) -> ProvisionBucket:
    # Nothing is lost of nothing, whatever the rate.
    known = Fraction(0) if bucket.amount.is_zero else rate
    amount = None
    if known is not None:
        # The only rounding: `round` takes a Fraction half to even.
        amount = Money.minor(round(bucket.amount.minor_units * known), bucket.amount.currency)
    return ProvisionBucket(bucket=bucket.label, open=bucket.amount, rate=rate, amount=amount)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cells(bucket: ProvisionBucket) -> tuple[Cell, ...]:
    rate = None if bucket.rate is None else float(bucket.rate)
    amount = None if bucket.amount is None else bucket.amount.minor_units
    return (bucket.bucket, bucket.open.minor_units, rate, amount)
