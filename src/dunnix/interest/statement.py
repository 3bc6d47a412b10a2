"""What late interest comes to: line by line, receivable by receivable, and why."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

import attrs

from dunnix.display import frame_of
from dunnix.interest.accrual import DENOMINATOR, RawLine, Step, accrue, anniversaries, rounded
from dunnix.interest.choices import Compounding, NoInterest, Rounding, Unknown
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.percent import MICRO
from dunnix.interest.regime import Regime
from dunnix.interest.rows import Rows, line_rows
from dunnix.interest.schedule import Schedule, Span
from dunnix.interest.years import days_of
from dunnix.model import Party
from dunnix.money import Money, total


@attrs.frozen(kw_only=True, order=False)
class InterestLine:
    """Days of one receivable on which neither balance nor rate changed.

    `days` are those the day count counts: where each month has thirty, a 31st is none.
    `percent` is yearly. `balance` is the principal, `added` the interest that bears interest with
    it. `exact` is the interest in minor units, not rounded; `amount` is what the line adds to the
    rounded sum, so that the lines always sum to it.
    """

    first_day: dt.date
    last_day: dt.date
    days: int
    balance: Money
    added: Money
    percent: Fraction
    span: Span
    exact: Fraction
    amount: Money

    @property
    def rate_source(self) -> str:
        """Where the rate comes from: the reference's source, or the rule alone."""
        return self.span.period.source if self.span.period else ""


@attrs.frozen(kw_only=True, order=False)
class UnknownInterest:
    """Days for which no rate is known, and what is open on the first of them.

    `known_until` is the last day the table named speaks of, where that is why.
    """

    first_day: dt.date
    last_day: dt.date
    reason: Unknown
    balance: Money
    table: str | None = None
    known_until: dt.date | None = None


class Workings(NamedTuple):
    """What the interest of a receivable was made of: enough to show every line when asked.

    `lines` holds those that were made on the way; the others are made again.
    """

    first: int
    last: int
    steps: list[Step]
    schedule: Schedule
    regime: Regime
    lines: list[RawLine] | None = None


# Without slots: a frozen value is made faster so, and a ledger makes one for each invoice.
@attrs.frozen(kw_only=True, order=False, slots=False)
class ReceivableInterest:
    """Late interest of one receivable, in minor units of its currency.

    `accrued` is the part that is known, rounded; `waived` and `paid` are taken off it. `unknown`
    says from which day on nothing can be told, and `zero` why nothing is due. `principal` is what
    part payments left of it, where they don't go to principal first.
    """

    receivable: str
    invoice: str
    currency: str
    due_date: dt.date
    accrued: int = 0
    waived: int = 0
    paid: int = 0
    costs_paid: int = 0
    principal: int | None = None
    unknown: UnknownInterest | None = None
    zero: NoInterest | None = None
    workings: Workings | None = attrs.field(default=None, repr=False, eq=False)

    @property
    def due(self) -> int:
        """What is due of it in minor units: accrued, less waived and paid."""
        return self.accrued - self.waived - self.paid

    @property
    def amount(self) -> Money:
        """What is due of it."""
        return Money.minor(self.due, self.currency)

    @property
    def first_day(self) -> dt.date | None:
        """The first day that bears interest; None where none does."""
        return None if self.workings is None else dt.date.fromordinal(self.workings.first)

    @property
    def last_day(self) -> dt.date | None:
        """The last day that bears interest; None where none does."""
        return None if self.workings is None else dt.date.fromordinal(self.workings.last)

    @property
    def lines(self) -> tuple[InterestLine, ...]:
        """Its periods, oldest first; their amounts sum to what accrued."""
        return () if self.workings is None else tuple(_lines(self.workings, self.currency))


def _lines(workings: Workings, currency: str) -> Iterator[InterestLine]:
    first, last, steps, schedule, regime, made = workings
    if made is None:
        made = accrue(steps, last, schedule, regime.day_count)[1]
    yearly = regime.compounding is Compounding.YEARLY
    years = sorted(anniversaries(first, last)) if yearly else []
    ends = iter((*years, dt.date.max.toordinal()))
    end = next(ends)
    closed = current = shown = 0
    for raw in made:
        while raw[0] >= end:
            closed, current, end = closed + rounded(current), 0, next(ends)
        current += raw[5]
        amount = closed + rounded(current) - shown
        if regime.rounding is Rounding.PER_LINE:
            amount = rounded(raw[5])
        shown += amount
        yield _line(raw, workings, amount, currency)


def _line(raw: RawLine, workings: Workings, amount: int, currency: str) -> InterestLine:
    first, last, principal, added, at, numerator = raw
    span = workings.schedule.spans[at]
    return InterestLine(
        first_day=dt.date.fromordinal(first),
        last_day=dt.date.fromordinal(last),
        days=days_of(workings.regime.day_count, first, last),
        balance=Money.minor(principal, currency),
        added=Money.minor(added, currency),
        percent=Fraction(span.micro or 0, MICRO),
        span=span,
        exact=Fraction(numerator, DENOMINATOR),
        amount=Money.minor(amount, currency),
    )


@attrs.frozen(kw_only=True, order=False)
class InterestStatement:
    """Late interest of an account on a day: its receivables, oldest first.

    Iterating gives the receivables. What is unknown is in no sum: ask `is_complete`.
    """

    as_of: dt.date
    jurisdiction: Jurisdiction = attrs.field(repr=False)
    party: Party
    receivables: tuple[ReceivableInterest, ...]

    def __iter__(self) -> Iterator[ReceivableInterest]:
        return iter(self.receivables)

    def __len__(self) -> int:
        return len(self.receivables)

    @property
    def is_complete(self) -> bool:
        """Whether every day of every receivable has a known rate."""
        return all(each.unknown is None for each in self.receivables)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the receivables, sorted."""
        return tuple(sorted({each.currency for each in self.receivables}))

    def total(self, currency: str) -> Money:
        """Give what is due in a currency, of the days with a known rate."""
        amounts = (each.amount for each in self.receivables if each.currency == currency)
        return total(amounts, currency)

    def of(self, receivable: str) -> ReceivableInterest | None:
        """Give one receivable's interest, or None where it isn't one of them."""
        return next((each for each in self.receivables if each.receivable == receivable), None)

    def table(self) -> Rows:
        """Give the lines as rows under named, typed columns."""
        return line_rows(self)

    def to_frame(self, kind: str = "pandas") -> Any:  # noqa: ANN401  # of the library asked for
        """Give the lines as a dataframe of a kind: `pandas`, `polars`, `pyarrow`, ..."""
        return frame_of(self.table(), kind)

    def to_dict(self) -> dict[str, object]:
        """Give the statement as plain data, for JSON."""
        from dunnix.interest.plain import statement_to_dict  # it reads statements itself

        return statement_to_dict(self)

    def explain(self, language: str = "en") -> str:
        """Say it as text: each period with balance, rate, source, days and amount.

        `language` is en, de, es, fr, it or nl; another raises `ValueError`.
        """
        from dunnix.interest.explain import statement_text

        return statement_text(self, language)

    def to_html(self, language: str = "en") -> str:
        """Give the same as an HTML fragment: a section with a table for each receivable."""
        from dunnix.interest.page import statement_html

        return statement_html(self, language)

    def _repr_html_(self) -> str:
        return self.to_html()
