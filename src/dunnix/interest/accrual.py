"""Interest on a balance that moves: exact whole numbers, rounded where the rule says.

Everything here works on ordinals and minor units, for it runs for every receivable. An interest
is kept as a numerator over `DENOMINATOR`, so that nothing is rounded before the end. Each day
bears interest on what was open at the end of the day before: the due date is free, and the day
of a payment is not.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.interest.allocation import allocate_minor
from dunnix.interest.choices import DayCount, Owed
from dunnix.interest.percent import MICRO
from dunnix.interest.schedule import Schedule, Weights
from dunnix.interest.years import LINEAR, YEAR, parts_until

DENOMINATOR: Final = 100 * MICRO * YEAR

Step: TypeAlias = tuple[int, int]
"""From an interest day on, what is open in minor units."""

LEDGER_ORDER: Final = (Owed.PRINCIPAL, Owed.INTEREST, Owed.COSTS)

RawLine: TypeAlias = tuple[int, int, int, int, int, int]
"""First and last day, principal, interest added to it, place of the span, numerator."""


def rounded(numerator: int) -> int:
    """Give minor units of a numerator that isn't negative, half up."""
    return (2 * numerator + DENOMINATOR) // (2 * DENOMINATOR)


@attrs.define(eq=False, order=False)
class Accrued:
    """Interest of one receivable: its lines, the sum, and from which day on no rate is known.

    `paid` is what part payments paid of it, `costs_paid` what they paid of costs, `principal` what
    they left of the principal: where they go to principal first that is what the ledger says.
    """

    amount: int
    lines: list[RawLine]
    unknown_from: int | None = None
    paid: int = 0
    costs_paid: int = 0
    principal: int | None = None


def accrue(
    steps: Sequence[Step], last: int, schedule: Schedule, day_count: DayCount
) -> tuple[int, list[RawLine], int | None]:
    """Give the numerator of simple interest up to a day, its lines, and the first unknown day."""
    firsts, lasts, micros = schedule.firsts, schedule.lasts, schedule.micros
    of_day = LINEAR.get(day_count)
    until = parts_until(day_count)
    at = bisect_right(firsts, steps[0][0]) - 1
    final = len(steps) - 1
    total = 0
    lines: list[RawLine] = []
    for number, (day, open_) in enumerate(steps):
        end = last if number == final else min(steps[number + 1][0] - 1, last)
        if open_ <= 0:
            continue
        while day <= end:
            while lasts[at] < day:
                at += 1
            stop = min(lasts[at], end)
            micro = micros[at]
            if micro is None:
                return total, lines, day
            if of_day is None:
                numerator = open_ * micro * (until(stop) - until(day - 1))
            else:
                numerator = open_ * micro * (stop - day + 1) * of_day
            total += numerator
            lines.append((day, stop, open_, 0, at, numerator))
            day = stop + 1  # noqa: PLW2901  # the days of a step are walked span by span
    return total, lines, None


def total_of(steps: Sequence[Step], last: int, weights: Weights) -> int:
    """Give the numerator of simple interest up to a day, all rates being known."""
    day, open_ = steps[0]
    before = weights[day - 1]
    total = 0
    for day, after in steps[1:]:
        if day > last:
            break
        until = weights[day - 1]
        total += open_ * (until - before)
        before, open_ = until, after
    return total + open_ * (weights[last] - before)


def in_turns(
    steps: Sequence[Step],
    last: int,
    schedule: Schedule,
    day_count: DayCount,
    *,
    yearly: bool,
    order: Sequence[Owed] | None = None,
    costs: int = 0,
    credited: Mapping[int, int] | None = None,
) -> Accrued:
    """Give interest that compounds yearly, or of which part payments pay some on their way.

    What the ledger took off the principal is set against costs, interest and principal in
    `order`, by itself to principal. `credited` gives by interest day what credit notes took
    off: that is principal always. Interest of a whole year, rounded, bears interest until it is
    paid; none of it does once the principal is paid.
    """
    turns = _Turns(schedule, day_count, order or LEDGER_ORDER, costs)
    notes = credited or {}
    first, turns.principal = steps[0]
    years = anniversaries(first, last) if yearly else set[int]()
    changes = dict(steps[1:])
    before = turns.principal
    days = sorted({first, *changes, *years})
    for day, after in zip(days, [*days[1:], last + 1], strict=True):
        if day in years:
            turns.close_year()
        if day in changes:
            # A credit note beyond what was open pays something else.
            turns.move(before - changes[day], min(notes.get(day, 0), before))
            before = changes[day]
        if turns.unknown is None:
            turns.run(day, min(after - 1, last))
    return Accrued(
        turns.due, turns.lines, turns.unknown, turns.paid, turns.costs_paid, turns.principal
    )


class _Turns:
    """What is owed of a receivable while its days go by."""

    def __init__(
        self, schedule: Schedule, day_count: DayCount, order: Sequence[Owed], costs: int
    ) -> None:
        self.schedule, self.day_count, self.order, self.costs = schedule, day_count, order, costs
        self.principal = self.closed = self.current = self.paid = self.costs_paid = 0
        self.lines: list[RawLine] = []
        self.unknown: int | None = None
        self.payments: list[tuple[int, int, int]] = []

    @property
    def due(self) -> int:
        """All interest so far, rounded: whole years each, and the year under way."""
        return self.closed + rounded(self.current)

    def close_year(self) -> None:
        self.closed += rounded(self.current)
        self.current = 0

    def run(self, day: int, last: int) -> None:
        added = max(self.closed - self.paid, 0) if self.principal > 0 else 0
        if day > last:
            return
        steps = [(day, self.principal + added)]
        total, lines, self.unknown = accrue(steps, last, self.schedule, self.day_count)
        self.current += total
        self.lines += [
            (first, end, self.principal, added, at, part) for first, end, _, _, at, part in lines
        ]

    def move(self, less: int, noted: int) -> None:
        """Take a payment and a credit note, or give back what is open again."""
        self.principal -= min(noted, self.principal)
        paid = less - noted
        if paid > 0:
            owed = {
                Owed.COSTS: self.costs - self.costs_paid,
                Owed.INTEREST: self.due - self.paid,
                Owed.PRINCIPAL: self.principal,
            }
            parts = allocate_minor(paid, owed, self.order)
            self._take(*(parts[each] for each in Owed))
            self.payments.append((parts[Owed.COSTS], parts[Owed.INTEREST], parts[Owed.PRINCIPAL]))
        while paid < 0 and self.payments:
            paid = self._give_back(paid)
        self.principal -= min(paid, 0)

    def _take(self, costs: int, interest: int, principal: int) -> None:
        self.costs_paid += costs
        self.paid += interest
        self.principal -= principal

    def _give_back(self, paid: int) -> int:
        """Undo the last payment, or the part of it that went last; give what is left to undo."""
        parts = dict(zip(Owed, self.payments.pop(), strict=True))
        undone = dict.fromkeys(Owed, 0)
        for kind in reversed(self.order):
            undone[kind] = min(-paid, parts[kind])
            paid += undone[kind]
        self._take(*(-undone[kind] for kind in Owed))
        if any(parts[kind] > undone[kind] for kind in Owed):
            left = [parts[kind] - undone[kind] for kind in Owed]
            self.payments.append((left[0], left[1], left[2]))
        return paid


def anniversaries(first: int, last: int) -> set[int]:
    """Give the days on which a year of interest is full and the next begins."""
    start = dt.date.fromordinal(first)
    years = range(1, dt.date.fromordinal(last).year - start.year + 1)
    return {day for day in (_years_after(start, count) for count in years) if day <= last}


def _years_after(start: dt.date, years: int) -> int:
    try:
        return start.replace(year=start.year + years).toordinal()
    except ValueError:  # 29 February, in a year without one
        return dt.date(start.year + years, 3, 1).toordinal()
