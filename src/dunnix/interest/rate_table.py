"""A table of a reference rate: from when to when it had which value, by which source."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

import attrs

from dunnix.interest.choices import Certainty
from dunnix.interest.percent import percent_text, to_percent
from dunnix.model.checks import (
    InvalidValueError,
    as_tuple,
    identity,
    list_of,
    plain_date,
    text,
    to_date,
)

_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True, order=False)
class RatePeriod:
    """A yearly rate in percent, from one day to another, both included."""

    valid_from: dt.date = attrs.field(converter=to_date, validator=plain_date)
    valid_until: dt.date = attrs.field(converter=to_date, validator=plain_date)
    percent: Fraction = attrs.field(converter=to_percent)
    source: str = attrs.field(validator=text)
    certainty: Certainty = attrs.field(default=Certainty.SOURCE, converter=Certainty)

    def __attrs_post_init__(self) -> None:
        if self.valid_until < self.valid_from:
            raise InvalidValueError(
                f"the rate ends on {self.valid_until}, before it starts on {self.valid_from}",
                code="dates-reversed",
                field="valid_until",
                hint="both days belong to the period",
            )


@attrs.frozen(kw_only=True, order=False)
class RateTable:
    """A reference rate over time, without a gap; past its last day it says nothing.

    Raises `InvalidValueError` for periods with a gap, an overlap or out of order, and for a rate
    below zero unless `may_be_negative`: a base rate can be, an interest rate can't.

    >>> table = RateTable(id="house", periods=[RatePeriod(
    ...     valid_from=dt.date(2026, 1, 1), valid_until=dt.date(2026, 12, 31),
    ...     percent="4.5", source="our bank")])
    >>> table.rate_on(dt.date(2026, 5, 1)).percent, table.rate_on(dt.date(2027, 1, 1))
    (Fraction(9, 2), None)
    """

    id: str = attrs.field(validator=identity)
    periods: tuple[RatePeriod, ...] = attrs.field(converter=as_tuple, validator=list_of(RatePeriod))
    may_be_negative: bool = False

    def __attrs_post_init__(self) -> None:
        for place in range(len(self.periods)):
            check_period(self.periods, place, may_be_negative=self.may_be_negative)
        if not self.periods:
            raise InvalidValueError(
                "a rate table has no rates",
                code="missing-field",
                field="periods",
                hint="give at least one period",
            )

    @property
    def known_from(self) -> dt.date:
        """The first day it speaks of."""
        return self.periods[0].valid_from

    @property
    def known_until(self) -> dt.date:
        """The last day it speaks of."""
        return self.periods[-1].valid_until

    def rate_on(self, day: dt.date) -> RatePeriod | None:
        """Give the period a day lies in; None before the first and past the last."""
        place = bisect_right(self.periods, day, key=_start) - 1
        return (
            self.periods[place] if place >= 0 and day <= self.periods[place].valid_until else None
        )


def _start(period: RatePeriod) -> dt.date:
    return period.valid_from


def check_period(periods: Sequence[RatePeriod], place: int, *, may_be_negative: bool) -> None:
    """Refuse a period that doesn't follow on the one before it."""
    period = periods[place]
    if period.percent < 0 and not may_be_negative:
        raise InvalidValueError(
            f"the rate from {period.valid_from} is negative: {percent_text(period.percent)}",
            code="negative-rate",
            field="percent",
            hint="say `may_be_negative` where it is a base rate that points are added to",
        )
    if place == 0:
        return
    wanted = periods[place - 1].valid_until + _DAY
    if period.valid_from == wanted:
        return
    if period.valid_from < periods[place - 1].valid_from:
        what, code = "is out of order", "rates-out-of-order"
    elif period.valid_from < wanted:
        what, code = "overlaps the one before it", "rates-overlap"
    else:
        what, code = "leaves a gap after the one before it", "rates-gap"
    raise InvalidValueError(
        f"the rate from {period.valid_from} {what}: {wanted} is wanted",
        code=code,
        field="valid_from",
        hint="each period starts on the day after the one before it has ended",
    )
