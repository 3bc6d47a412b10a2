"""The rule of late interest for some kinds of debtor, as one model with its sources."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Final

import attrs

from dunnix.interest.allocation import to_order
from dunnix.interest.choices import (
    Accrual,
    Certainty,
    Compounding,
    DayCount,
    Fixing,
    Owed,
    PointsBy,
    RoundedRate,
    Rounding,
    Starting,
)
from dunnix.interest.fixed_sum import CollectionCosts, FixedSum
from dunnix.interest.percent import in_micro, to_percent
from dunnix.interest.rate_table import RateTable
from dunnix.model import Party
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    chosen,
    count,
    list_of,
    optional_date,
    optional_text,
    text,
    to_optional_date,
)

MONTHS: Final = 12


def _to_parties(values: Iterable[str]) -> tuple[Party, ...]:
    return tuple(chosen(Party, each) for each in as_tuple(values))


@attrs.frozen(kw_only=True, order=False)
class Basis:
    """What a figure or choice of a rule rests on: `about` names the key it speaks of."""

    about: str = attrs.field(validator=text)
    law: str = attrs.field(validator=text)
    source: str = attrs.field(validator=text)
    certainty: Certainty = attrs.field(converter=Certainty)
    note: str = attrs.field(default="", validator=optional_text)


@attrs.frozen(kw_only=True, order=False)
class PointsPeriod:
    """Percentage points added to the reference, from one day to another; None has no end."""

    points: Fraction = attrs.field(converter=to_percent)
    valid_from: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    valid_until: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def __attrs_post_init__(self) -> None:
        if self.points < 0:
            raise InvalidValueError(
                "a negative rate: points can't be below zero", code="negative-rate", field="points"
            )
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise InvalidValueError(
                "`valid_until` is before `valid_from`", code="dates-reversed", field="valid_until"
            )


@attrs.frozen(kw_only=True, order=False)
class Bound:
    """A least or greatest rate: a percentage, or so many times a table's rate of the day."""

    percent: Fraction | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_percent)
    )
    table: RateTable | None = None
    times: int = attrs.field(default=1, validator=count)

    def __attrs_post_init__(self) -> None:
        if (self.percent is None) == (self.table is None):
            raise InvalidValueError(
                "a bound is a `percent`, or so many `times` a `table`: one of the two",
                code="contradiction",
                field="percent",
            )


@attrs.frozen(kw_only=True, order=False)
class RoundedUp:
    """The whole rate, or its reference, rounded up to the next step in percent."""

    step: Fraction = attrs.field(converter=to_percent)
    of: RoundedRate = attrs.field(default=RoundedRate.SUM, converter=RoundedRate)

    def __attrs_post_init__(self) -> None:
        if self.step <= 0:
            raise InvalidValueError("`step` must be above zero", code="not-positive", field="step")

    def up(self, micro: int) -> int:
        """Round millionths of a percent up to the step."""
        step = in_micro(self.step)
        return -(-micro // step) * step


@attrs.frozen(kw_only=True, order=False)
class Start:
    """What interest waits for, and how many days or months more."""

    kind: Starting = attrs.field(default=Starting.AFTER_DUE, converter=Starting)
    days: int = attrs.field(default=0, validator=count)
    months: int = attrs.field(default=0, validator=count)


def _no_gap(points: tuple[PointsPeriod, ...]) -> None:
    for before, after in pairwise(points):
        if before.valid_until is None or after.valid_from is None:
            wanted = None
        else:
            wanted = before.valid_until + dt.timedelta(days=1)
        if wanted is None or after.valid_from != wanted:
            raise InvalidValueError(
                "the periods of `points` don't follow one another without gap or overlap",
                code="rates-gap",
                field="points",
                hint="each starts on the day after the one before it has ended",
            )


@attrs.frozen(kw_only=True, order=False, cache_hash=True)
class Regime:
    """How late interest, fixed sums and costs are reckoned for some kinds of debtor.

    The yearly rate of a day is the reference plus points, rounded up where a rule says so, at
    least `floor` and at most `cap`, never below zero. Without `reference` the points are the rate.
    `contract_floor` bounds what a contract may agree. `without_date` is the start where no due
    date was agreed. `no_rate` says that the law names no rate, so that a contract must.
    """

    parties: tuple[Party, ...] = attrs.field(converter=_to_parties)
    basis: tuple[Basis, ...] = attrs.field(default=(), converter=as_tuple, validator=list_of(Basis))
    reference: RateTable | None = None
    points: tuple[PointsPeriod, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(PointsPeriod)
    )
    points_by: PointsBy = attrs.field(default=PointsBy.LATENESS, converter=PointsBy)
    rounded_up: RoundedUp | None = None
    floor: Bound | None = None
    cap: Bound | None = None
    contract_floor: Bound | None = None
    fixing: Fixing = attrs.field(default=Fixing.FLOATING, converter=Fixing)
    day_count: DayCount = attrs.field(default=DayCount.ACT_365, converter=DayCount)
    compounding: Compounding = attrs.field(default=Compounding.SIMPLE, converter=Compounding)
    rounding: Rounding = attrs.field(default=Rounding.PER_RECEIVABLE, converter=Rounding)
    start: Start = attrs.field(factory=Start)
    without_date: Start | None = None
    disputed: Accrual = attrs.field(default=Accrual.ACCRUES, converter=Accrual)
    extended: Accrual = attrs.field(default=Accrual.ACCRUES, converter=Accrual)
    planned: Accrual = attrs.field(default=Accrual.ACCRUES, converter=Accrual)
    insolvent: Accrual = attrs.field(default=Accrual.STOPS, converter=Accrual)
    order: tuple[Owed, ...] = attrs.field(default=tuple(Owed), converter=to_order)
    fixed_sums: tuple[FixedSum, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(FixedSum)
    )
    credited_against_costs: bool = False
    costs: CollectionCosts | None = None
    no_rate: bool = False

    def __attrs_post_init__(self) -> None:
        _no_gap(self.points)
        if not self.points and not self.no_rate:
            raise InvalidValueError(
                "a rule has no `points`",
                code="missing-field",
                field="points",
                hint="give points, above a reference or as the rate itself",
            )
        if self.compounding is Compounding.YEARLY and self.rounding is Rounding.PER_LINE:
            raise InvalidValueError(
                "interest that compounds yearly is rounded once a year, not per line",
                code="contradiction",
                field="rounding",
            )

    @property
    def has_fixed_sum(self) -> bool:
        """Whether the law grants a fixed sum for a late invoice."""
        return bool(self.fixed_sums)

    def about(self, key: str) -> tuple[Basis, ...]:
        """Give what is said of one key, such as `points` or `day-count`."""
        return tuple(each for each in self.basis if each.about == key)

    def by_contract(
        self, percent: "str | int", *, reference: RateTable | None = None, monthly: bool = False
    ) -> "Regime":
        """Give the rule with an agreed rate in place of the law's; all else stays.

        `percent` is yearly, or monthly and then taken twelve times; points where there is a
        `reference`. What the contract is silent about stays as the law has it; a bound the law
        sets for such clauses (`contract_floor`) holds.
        """
        yearly = to_percent(percent) * (MONTHS if monthly else 1)
        clause = Basis(
            about="points",
            law="contract",
            source="the contract, as given",
            certainty=Certainty.SOURCE,
        )
        kept = tuple(each for each in self.basis if each.about not in {"points", "reference"})
        return attrs.evolve(
            self,
            basis=(clause, *kept),
            reference=reference,
            points=(PointsPeriod(points=yearly),),
            points_by=PointsBy.LATENESS,
            rounded_up=None,
            floor=self.contract_floor,
            no_rate=False,
        )
