"""What never acts because something else always does on the same day: proved from the rules."""

from collections.abc import Sequence
from typing import Final

from dunnix.calendars import OnClosedDay
from dunnix.conditions import facts_used
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.rungs import Rung
from dunnix.inspection.asked import reactions_of
from dunnix.inspection.bounds import Earliest, bounds_of_step, brought_forward
from dunnix.inspection.cells import MOST_CELLS, Grid, follows
from dunnix.inspection.cuts import Bounds
from dunnix.model import ReplyReason
from dunnix.scenario import Anchor, Event, Timing, Unit

_DATED: Final = frozenset({Anchor.DUE, Anchor.ISSUE})


def shadowing_step(compiled: CompiledScenario, rung: Rung) -> Rung | None:
    """Give the next step where it can surely be taken whenever a step can; None if that is open.

    Only under `skip-to-latest`, where the later of two that can be taken is.
    """
    following = rung.index + 1
    if compiled.one_at_a_time or following >= len(compiled.rungs) or rung.mandatory:
        return None
    other = compiled.rungs[following]
    if other.waits or rung.index in brought_forward(compiled) or not _lasts(compiled, rung, other):
        return None
    goes_on = compiled.after_hand_over
    if rung.index in goes_on and other.index not in goes_on:
        return None
    if not _begins(rung, other) or not _is_implied(compiled, rung, other):
        return None
    return other


def _begins(rung: Rung, other: Rung) -> bool:
    """Tell whether the other step is due no later."""
    one, two = rung.step.at, other.step.at
    if one is None or two is None or one.anchor not in _DATED or one.anchor is not two.anchor:
        return False
    if rung.step.on_closed_day is not other.step.on_closed_day:
        return False
    if one.is_before_due is not two.is_before_due:
        return False
    return _is_by(two, one)


def _is_by(one: Timing, two: Timing) -> bool:
    """Tell whether a date is surely no later than another, counted from the same anchor."""
    if one == two:
        return True
    if one.end_of_month or two.end_of_month:
        return False
    first, second = _offset(one), _offset(two)
    return first is not None and second is not None and first <= second


def _offset(at: Timing) -> int | None:
    if at.offset is None or at.offset.count == 0:
        return 0
    days = {Unit.DAY: 1, Unit.WEEK: 7}.get(at.offset.unit)
    return None if days is None else at.sign * at.offset.count * days


def _lasts(compiled: CompiledScenario, rung: Rung, other: Rung) -> bool:
    """Tell whether the other step can surely be taken as long as a step can."""
    ends = {rule.phase for rule in compiled.scenario.phases}
    if other.step.phase in ends and other.step.phase is not rung.step.phase:
        return False
    if other.index in compiled.phase_caps and rung.index not in compiled.phase_caps:
        return False
    last, own = other.step.until, rung.step.until
    if last is None:
        return True
    return own is not None and own.anchor is last.anchor and _is_by(own, last)


def _is_implied(compiled: CompiledScenario, rung: Rung, other: Rung) -> bool:
    if other.step.when is None:
        return True
    if rung.step.when is None or rung.is_legal is not other.is_legal:
        return False
    rising = any(
        compiled.scenario.fact_table[name].rises
        for name in (*facts_used(rung.step.when), *facts_used(other.step.when))
    )
    if rising and rung.channels != other.channels:
        return False
    earliest = Earliest.of(compiled)
    return all(
        _follows(
            compiled,
            code,
            (rung, other),
            bounds_of_step(compiled, earliest, rung, compiled.conditions(code).minimum),
        )
        for code in compiled.scenario.currencies
    )


def _follows(
    compiled: CompiledScenario, code: str, pair: tuple[Rung, Rung], bounds: Bounds
) -> bool:
    conditions = compiled.conditions(code)
    first, second = (conditions.of_steps[each.index] for each in pair)
    asked = [each.step.when for each in pair if each.step.when is not None]
    grid = Grid.of(conditions, asked, bounds, may_be_held=pair[0].answer is None)
    if first is None or second is None or grid.count > MOST_CELLS:
        return False
    return follows(grid, first, second)


def shadowed_answer(compiled: CompiledScenario, rung: Rung) -> tuple[Sequence[Rung], bool] | None:
    """Give the reactions that always come before one, and whether the loader tells of it."""
    answers, own = reactions_of(compiled), rung.answer
    if own is None:
        return None
    same_day = [each for each in answers if _day(each) == _day(rung)]
    for other in same_day:
        given = other.answer
        if other.index >= rung.index or given is None:
            continue
        if (given.event, given.detail) == (own.event, own.detail) and _comes(compiled, rung, other):
            told = other.step.when is None and rung.step.when is None and given.times is None
            return [other], told
    if own.event is not Event.REPLY or own.detail is not None:
        return None
    by_reason = {
        each.answer.detail: each
        for each in same_day
        if each.answer and each.answer.event is own.event and each.step.when is None
    }
    reasons = [by_reason.get(reason) for reason in ReplyReason]
    first = [each for each in reasons if each is not None]
    return (first, False) if len(first) == len(reasons) else None


def _day(rung: Rung) -> tuple[Timing | None, OnClosedDay | None]:
    return rung.step.at, rung.step.on_closed_day


def _comes(compiled: CompiledScenario, rung: Rung, other: Rung) -> bool:
    """Tell whether an earlier reaction of the same event surely fits where another one does."""
    if other.step.when is None:
        return True
    if rung.step.when is None:
        return False
    bounds = Bounds(has_law=compiled.law is not None)
    return all(
        _follows(compiled, code, (rung, other), bounds) for code in compiled.scenario.currencies
    )
