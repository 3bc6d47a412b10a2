"""The rate of every day under a rule, laid out once as spans of days."""

import datetime as dt
import functools
from bisect import bisect_right
from collections.abc import Iterator

import attrs

from dunnix.interest.choices import DayCount, PointsBy, RoundedRate, Unknown
from dunnix.interest.percent import in_micro
from dunnix.interest.rate_table import RatePeriod, RateTable
from dunnix.interest.regime import Bound, PointsPeriod, Regime
from dunnix.interest.years import parts_until

FIRST, LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


@attrs.frozen(kw_only=True, order=False)
class Span:
    """Days on which one rate holds, in millionths of a percent; None where it isn't known.

    `period` is that of the reference, `points` what was added, `bounded` says that a floor or cap
    made the rate.
    """

    first: int
    last: int
    micro: int | None
    unknown: Unknown | None = None
    table: str | None = None
    period: RatePeriod | None = None
    points: PointsPeriod | None = None
    bounded: str | None = None
    known_until: dt.date | None = None


@attrs.frozen(kw_only=True, order=False, eq=False)
class Schedule:
    """The spans of a rule in order, without a gap, and what is searched in them.

    `runs` gives by span the last day up to which every rate from it on is known.
    """

    spans: tuple[Span, ...]
    firsts: list[int]
    lasts: list[int]
    micros: list[int | None]
    runs: list[int]
    weights: dict[str, "Weights"] = attrs.field(factory=dict[str, "Weights"])

    def at(self, day: int) -> int:
        """Give the place of the span a day lies in."""
        return bisect_right(self.firsts, day) - 1

    def weights_of(self, day_count: DayCount) -> "Weights":
        """Give what a balance of one bears up to each day, by a day count."""
        # By its value: a member of an enumeration takes its time to hash.
        weights = self.weights.get(day_count.value)
        if weights is None:
            weights = self.weights[day_count.value] = Weights(self, day_count)
        return weights

    def known_until(self, day: int) -> int:
        """Give the last day up to which every rate from a day on is known."""
        return self.runs[bisect_right(self.firsts, day) - 1]

    def known_since(self, day: int) -> int:
        """Give the day since which every rate up to a day is known; the day after it for none."""
        at = self.at(day)
        if self.micros[at] is None:
            return day + 1
        while at and self.micros[at - 1] is not None:
            at -= 1
        return self.firsts[at]

    def fixed(self, day: int) -> "Schedule":
        """Give the schedule in which the rate of one day holds for ever."""
        return _fixed(self, self.at(day))


class Weights(dict[int, int]):
    """Up to each day, the sum of rate times share of a year: interest is a difference of two.

    Looked up, not summed: a whole ledger asks for the same few hundred days. A day whose rate
    isn't known adds nothing, and is never asked for.
    """

    def __init__(self, schedule: Schedule, day_count: DayCount) -> None:
        super().__init__()
        self._schedule = schedule
        self._until = parts_until(day_count)
        self._before = [0]
        for span in schedule.spans[:-1]:
            parts = self._until(span.last) - self._until(span.first - 1)
            self._before.append(self._before[-1] + (span.micro or 0) * parts)

    def __missing__(self, day: int) -> int:
        at = max(self._schedule.at(day), 0)
        span = self._schedule.spans[at]
        parts = self._until(day) - self._until(span.first - 1)
        self[day] = weight = self._before[at] + (span.micro or 0) * parts
        return weight


@functools.lru_cache(maxsize=4096)
def _fixed(schedule: Schedule, place: int) -> Schedule:
    return _scheduled((attrs.evolve(schedule.spans[place], first=FIRST, last=LAST),))


def _runs(spans: tuple[Span, ...]) -> list[int]:
    runs: list[int] = []
    until = FIRST - 1
    for place in range(len(spans) - 1, -1, -1):
        span = spans[place]
        if span.micro is None:
            until = span.first - 1
        elif until < span.last:
            until = span.last
        runs.append(until)
    return runs[::-1]


def schedule_of(regime: Regime, arose_on: int) -> Schedule:
    """Give the rates of a rule for a debt that arose on a day (ordinal)."""
    if regime.points_by is PointsBy.LATENESS:
        return _schedule(regime, None)
    for points in regime.points:
        if _first(points) <= arose_on <= _last(points):
            return _schedule(regime, points)
    return _schedule(attrs.evolve(regime, points=(), no_rate=True), None, Unknown.RULE)


@functools.lru_cache(maxsize=512)
def _schedule(
    regime: Regime, points: PointsPeriod | None, none: Unknown = Unknown.CONTRACT
) -> Schedule:
    if regime.no_rate:
        return _scheduled((Span(first=FIRST, last=LAST, micro=None, unknown=none),))
    firsts = sorted({FIRST, *_changes(regime)})
    ends = [*(day - 1 for day in firsts[1:]), LAST]
    spans = (_span(regime, points, a, b) for a, b in zip(firsts, ends, strict=True))
    return _scheduled(tuple(spans))


def _scheduled(spans: tuple[Span, ...]) -> Schedule:
    return Schedule(
        spans=spans,
        firsts=[each.first for each in spans],
        lasts=[each.last for each in spans],
        micros=[each.micro for each in spans],
        runs=_runs(spans),
    )


def _changes(regime: Regime) -> Iterator[int]:
    """Give every day from which the rate may be another."""
    if regime.points_by is PointsBy.LATENESS:
        for points in regime.points:
            yield _first(points)
            if points.valid_until is not None:
                yield _last(points) + 1
    tables = [regime.reference, *(each.table for each in (regime.floor, regime.cap) if each)]
    for table in filter(None, tables):
        for period in table.periods:
            yield period.valid_from.toordinal()
        yield table.known_until.toordinal() + 1


def _span(regime: Regime, chosen: PointsPeriod | None, first: int, last: int) -> Span:
    def unknown(why: Unknown, table: RateTable | None = None) -> Span:
        name, until = (None, None) if table is None else (table.id, table.known_until)
        return Span(first=first, last=last, micro=None, unknown=why, table=name, known_until=until)

    points = chosen or next((p for p in regime.points if _first(p) <= first <= _last(p)), None)
    if points is None:
        return unknown(Unknown.RULE)
    period = None if regime.reference is None else regime.reference.rate_on(_date(first))
    if regime.reference is not None and period is None:
        return unknown(Unknown.RATE, regime.reference)
    micro = _rate(regime, 0 if period is None else in_micro(period.percent), points)
    bounded = None
    if regime.floor is not None:
        floor = _bound(regime.floor, first)
        if floor is None:
            return unknown(Unknown.FLOOR, regime.floor.table)
        micro, bounded = (floor, "floor") if floor > micro else (micro, None)
    if regime.cap is not None:
        cap = _bound(regime.cap, first)
        if cap is None:
            return unknown(Unknown.CAP, regime.cap.table)
        micro, bounded = (cap, "cap") if cap < micro else (micro, bounded)
    return Span(
        first=first,
        last=last,
        micro=max(micro, 0),
        table=None if regime.reference is None else regime.reference.id,
        period=period,
        points=points,
        bounded=bounded,
    )


def _rate(regime: Regime, reference: int, points: PointsPeriod) -> int:
    rounded = regime.rounded_up
    if rounded is not None and rounded.of is RoundedRate.REFERENCE:
        reference = rounded.up(reference)
    micro = reference + in_micro(points.points)
    if rounded is not None and rounded.of is RoundedRate.SUM:
        micro = rounded.up(micro)
    return micro


def _bound(bound: Bound, day: int) -> int | None:
    if bound.table is None:
        return None if bound.percent is None else in_micro(bound.percent) * bound.times
    period = bound.table.rate_on(_date(day))
    return None if period is None else in_micro(period.percent) * bound.times


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(min(max(day, FIRST), LAST))


def _first(points: PointsPeriod) -> int:
    return FIRST if points.valid_from is None else points.valid_from.toordinal()


def _last(points: PointsPeriod) -> int:
    return LAST if points.valid_until is None else points.valid_until.toordinal()
