"""What waivers take off interest that accrued."""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

import attrs

from dunnix.interest.choices import DayCount, NoInterest
from dunnix.interest.circumstances import Waivable, Waiver
from dunnix.interest.statement import InterestLine, ReceivableInterest
from dunnix.interest.years import parts_until
from dunnix.money import half_up

_WHOLE: Final = 100


def with_waivers(
    items: Sequence[ReceivableInterest], waivers: Iterable[Waiver], as_of: dt.date
) -> list[ReceivableInterest]:
    """Take waivers of interest off, in the order they were granted; never more than is due."""
    found = list(items)
    in_force = [each for each in waivers if each.granted_on <= as_of]
    for waiver in sorted(in_force, key=lambda each: (each.granted_on, each.id)):
        if waiver.of is not Waivable.INTEREST:
            continue
        left = None if waiver.amount is None else waiver.amount.minor_units
        for place, item in enumerate(found):
            if waiver.invoice not in {None, item.receivable, item.invoice}:
                continue
            if waiver.amount is not None and waiver.amount.currency != item.currency:
                continue
            waived = min(_meant(item, waiver) if left is None else left, item.due)
            left = None if left is None else left - waived
            if waived > 0:
                found[place] = _less(item, waived)
    return found


def _less(item: ReceivableInterest, waived: int) -> ReceivableInterest:
    less = attrs.evolve(item, waived=item.waived + waived)
    if less.due or less.unknown is not None:
        return less
    return attrs.evolve(less, zero=NoInterest.WAIVED)


def _meant(item: ReceivableInterest, waiver: Waiver) -> int:
    """Give a share of what accrued by the last day a waiver speaks of, half up."""
    until = waiver.until or waiver.granted_on
    percent = waiver.percent or Fraction(0)
    if percent == _WHOLE and item.last_day is not None and item.last_day <= until:
        return item.due
    if item.workings is None:
        return 0
    day, count = until.toordinal(), item.workings.regime.day_count
    by_then = sum((_by(line, count, day) for line in item.lines), Fraction(0))
    return half_up(by_then * percent / _WHOLE)


def _by(line: InterestLine, day_count: DayCount, until: int) -> Fraction:
    """Give the part of a line up to a day, by a day count."""
    parts = parts_until(day_count)
    before = parts(line.first_day.toordinal() - 1)
    whole = parts(line.last_day.toordinal()) - before
    day = min(until, line.last_day.toordinal())
    if day < line.first_day.toordinal() or not whole:
        return Fraction(0)
    return line.exact * (parts(day) - before) / whole
