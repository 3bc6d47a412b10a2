"""The least the facts of a step can be when its condition is asked, by its own dates."""

from typing import Final

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.durations import most_days
from dunnix.engine.rungs import Rung
from dunnix.inspection.cuts import Bounds
from dunnix.scenario import Anchor, Timing, Unit

_MOVED: Final = 45
_LEAST_DAYS: Final = {Unit.DAY: 1, Unit.BUSINESS_DAY: 1, Unit.WEEK: 7, Unit.MONTH: 28}


@attrs.frozen(order=False, eq=False)
class Earliest:
    """By step the fewest days after the due date on which it can be taken; None where any.

    `own` are those by its own date alone: what it comes after may have held it since then.
    """

    days: tuple[int | None, ...]
    own: tuple[int | None, ...]

    @classmethod
    def of(cls, compiled: CompiledScenario) -> "Earliest":
        """Reckon the days of all steps, where only what is proposed is done."""
        forward = brought_forward(compiled)
        days: list[int | None] = []
        owns: list[int | None] = []
        for rung in compiled.rungs:
            own = _own_day(rung)
            if rung.index in forward and own is not None:
                own = min(own, 1) if own >= 1 else None
            owns.append(own)
            known = [own, _after(rung, days), *(days[m] for m in _notices(compiled, rung))]
            days.append(max((each for each in known if each is not None), default=None))
        return cls(tuple(days), tuple(owns))


def bounds_of_step(
    compiled: CompiledScenario, earliest: Earliest, rung: Rung, minimum: int | None
) -> Bounds:
    """Give the least the facts of a step of the ladder can be."""
    # What was handed over goes on however little is left of it.
    open_ = 1 if rung.index in compiled.after_hand_over else max(1, minimum or 0)
    least = {
        "amount_due": 1,
        "invoice.open": 1,
        "invoice.amount": 1,
        "debtor.open": open_,
        "debtor.open_invoices": 1,
    }
    day = earliest.days[rung.index]
    if day is not None:
        least |= {"days_past_due": day, "invoice.days_past_due": day}
        if day >= 1:
            least |= {"debtor.overdue": 1, "debtor.overdue_invoices": 1}
    own = earliest.own[rung.index]
    earlier = {} if own is None else {"days_past_due": own, "invoice.days_past_due": own}
    return Bounds(least=least, earlier=earlier, has_law=compiled.law is not None)


def brought_forward(compiled: CompiledScenario) -> set[int]:
    """Give the steps that a reaction goes to, or that another announces: they may come early."""
    sent = {rung.answer.goes_to for rung in compiled.answers if rung.answer}
    announced = {index for _, named in compiled.announcing for index in named}
    return {index for index in sent if index is not None} | announced


def _notices(compiled: CompiledScenario, rung: Rung) -> list[int]:
    return [index for index in compiled.mandatory if index < rung.index]


def _own_day(rung: Rung) -> int | None:
    at = rung.step.at
    if at is None or at.anchor is not Anchor.DUE:
        return None
    return least_days(at, rung.step.on_closed_day or OnClosedDay.KEEP)


def least_days(at: Timing, rule: OnClosedDay) -> int:
    """Give the fewest days there can be from an anchor to a date counted from it."""
    if at.offset is None or at.offset.count == 0:
        return 0
    count = at.offset.count
    if at.sign > 0:
        days = count * _LEAST_DAYS[at.offset.unit]
        earlier = rule in {OnClosedDay.PREVIOUS, OnClosedDay.NEAREST}
        return max(1, days - _MOVED) if earlier else days
    return -most_days(at.offset) - _MOVED


def _after(rung: Rung, days: list[int | None]) -> int | None:
    """Give the fewest days by what a step comes after: by the earliest of its ways."""
    ways: list[int | None] = []
    for wait in rung.waits:
        before = days if wait.step is None else days[wait.step : wait.step + 1]
        known = [each for each in before if each is not None]
        shortest = wait.duration.count * _LEAST_DAYS[wait.duration.unit] + wait.from_deadline
        ways.append(min(known) + shortest if len(known) == len(before) and known else None)
    return None if not ways or None in ways else min(each for each in ways if each is not None)
