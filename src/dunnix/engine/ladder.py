"""Which step a receivable's own calendar, history and facts call for: the rules of the ladder.

One function judges one step; the explanation asks it again, so there is no second evaluator.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

import attrs

from dunnix.engine.dates import judged_on, planned_on, ready_on, repeat_on, undelivered
from dunnix.engine.gather import Case
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER
from dunnix.engine.unit import Situation, Track
from dunnix.model import LISTS, recorded_day

REFUSED_FOR: Final = 7


class Guard(StrEnum):
    """What a step's eligibility comes down to: the first guard that failed, or none."""

    ELIGIBLE = "eligible"
    NOT_REACHED = "not-reached"
    EXPIRED = "expired"
    TOO_SOON = "too-soon"
    PHASE_ENDED = "phase-ended"
    CONDITION = "condition"
    FACT_MISSING = "fact-missing"
    DONE = "done"
    PASSED = "passed"
    MANDATORY_FIRST = "mandatory-first"


class Outcome(StrEnum):
    """What choosing a step for a receivable came to."""

    STEP = "step"
    REPEAT = "repeat"
    TOUCHED = "touched"
    REFUSED = "refused"
    FACT_MISSING = "fact-missing"
    WAITING = "waiting"
    FINISHED = "finished"
    STUCK = "stuck"


@attrs.define(eq=False, order=False)
class Choice:
    """The step chosen, or why none is and until when; the day the step fell due."""

    outcome: Outcome
    step: int | None = None
    until: int | None = None
    planned_on: int = 0


def judge(case: Case, rung: Rung, track: Track) -> Guard:
    """Judge whether a step's date, end, predecessor and condition allow it, history aside."""
    situation, index = case.situation, rung.index
    today = situation.today
    if situation.compiled.phase_caps and is_phase_over(situation, rung, track):
        return Guard.PHASE_ENDED
    first = track.schedule.firsts[index]
    if first is not None and first > today:
        return Guard.NOT_REACHED
    last = track.schedule.lasts[index]
    if today > last and judged_on(situation, rung, track, first) > last:
        return Guard.EXPIRED
    if rung.waits and ready_on(situation, rung, track) > today:
        return Guard.TOO_SOON
    return judge_condition(case, rung, track) if rung.has_condition else Guard.ELIGIBLE


def is_phase_over(situation: Situation, rung: Rung, track: Track) -> bool:
    """Tell whether a receivable has had all contacts its phase allows; a notice isn't counted."""
    most = situation.compiled.phase_caps.get(rung.index)
    return most is not None and track.progress.in_phase.get(rung.step.phase, 0) >= most


def judge_condition(case: Case, rung: Rung, track: Track) -> Guard:
    """Judge a step's condition: surely true, surely false, or open for want of a fact."""
    condition = case.unit.conditions.of_steps[rung.index]
    if condition is None:
        return Guard.ELIGIBLE if rung.step.when is None else Guard.FACT_MISSING
    day = judged_on(case.situation, rung, track, track.schedule.firsts[rung.index])
    values = case.facts(rung).values_on(day, case.situation.today)
    if condition.surely_true(values):
        return Guard.ELIGIBLE
    return Guard.CONDITION if condition.surely_false(values) else Guard.FACT_MISSING


def climbable(situation: Situation, track: Track) -> Sequence[int]:
    """Give the steps that may be taken next, in the order they are tried."""
    top, reached = len(situation.compiled.rungs) - 1, track.start
    if track.undone <= reached:
        # A mandatory step below the one reached is done before anything higher.
        steps: Sequence[int] = (track.undone,)
    elif situation.compiled.one_at_a_time:
        steps = range(reached + 1, min(top, track.undone) + 1)
    else:
        steps = range(min(top, track.undone), reached, -1)
    if not track.is_handed_over:
        return steps
    return [index for index in steps if index in situation.compiled.after_hand_over]


def choose(case: Case) -> Choice:
    """Choose the step of a leader, for an action that would cover some receivables."""
    situation, track = case.situation, case.leader
    compiled = situation.compiled
    if track.progress.touched == situation.today and compiled.has_gap:
        return Choice(Outcome.TOUCHED, until=situation.today + 1)
    unknown: int | None = None
    for index in climbable(situation, track):
        rung = compiled.rungs[index]
        guard = judge(case, rung, track)
        if guard is Guard.ELIGIBLE:
            return _unless_held(situation, track, rung, Outcome.STEP)
        if guard is Guard.FACT_MISSING:
            if compiled.one_at_a_time:
                return Choice(Outcome.FACT_MISSING, index)
            unknown = index if unknown is None else unknown
    again = _judge_reached(case, track)
    if again is Guard.ELIGIBLE:
        return _unless_held(
            situation, track, compiled.rungs[track.progress.reached], Outcome.REPEAT
        )
    if again is Guard.FACT_MISSING and unknown is None:
        unknown = track.progress.reached
    if unknown is not None:
        return Choice(Outcome.FACT_MISSING, unknown)
    return _next(case)


def _unless_held(situation: Situation, track: Track, rung: Rung, outcome: Outcome) -> Choice:
    """Give a step, unless a task was the step of the day, or the step was refused.

    A confirmation that was refused isn't asked for again while nothing new is known.
    """
    if track.is_seen_to and situation.compiled.has_gap:
        return Choice(Outcome.TOUCHED, until=situation.today + 1)
    refused = track.progress.refused.get(rung.index)
    until = 0 if refused is None else refused + REFUSED_FOR
    if refused is not None and situation.today < until and not news_since(situation, refused):
        return Choice(Outcome.REFUSED, rung.index, until)
    repeated = outcome is Outcome.REPEAT
    day = repeat_on(situation, rung, track) if repeated else planned_on(situation, rung, track)
    return Choice(outcome, rung.index, planned_on=day)


def news_since(situation: Situation, ordinal: int) -> bool:
    """Tell whether anything but an action was recorded after a day."""
    account, today = situation.account, situation.today
    return any(
        recorded is not None and ordinal < recorded.toordinal() <= today
        for name in LISTS
        if name != "actions"
        for recorded in map(recorded_day, getattr(account, name))
    )


def own_step(case: Case, track: Track, leader: int) -> int | None:
    """Give the step a receivable takes for itself when it goes along with a leader's.

    None when it only travels. Its own is capped at the leader's.
    """
    situation = case.situation
    shared = None if situation.compiled.reads_leader else case.plain
    own = Case(situation, case.unit, track, case.cover, shared)
    if situation.compiled.rungs[leader].is_legal:
        return leader
    for index in climbable(situation, track):
        if index > leader:
            continue
        guard = judge(own, situation.compiled.rungs[index], track)
        if guard is Guard.ELIGIBLE:
            return index
        if guard is Guard.FACT_MISSING and situation.compiled.one_at_a_time:
            return None
    reached = track.progress.reached
    return reached if reached <= leader and _judge_reached(own, track) is Guard.ELIGIBLE else None


def judge_repeat(case: Case, rung: Rung, track: Track) -> Guard:
    """Judge whether the time, the end and the condition of a step allow it to be done again."""
    situation = case.situation
    again = repeat_on(situation, rung, track)
    if again >= NEVER:
        return Guard.DONE
    if situation.compiled.phase_caps and is_phase_over(situation, rung, track):
        return Guard.PHASE_ENDED
    if again > situation.today:
        return Guard.NOT_REACHED
    if judged_on(situation, rung, track, again) > last_repeat(rung, track):
        return Guard.EXPIRED
    return judge_condition(case, rung, track)


def _judge_reached(case: Case, track: Track) -> Guard:
    """Judge whether the step reached is to be done again today."""
    reached = track.progress.reached
    if reached < 0 or track.undone <= reached:
        return Guard.DONE
    return judge_repeat(case, case.situation.compiled.rungs[reached], track)


def last_repeat(rung: Rung, track: Track) -> int:
    """Give the last day on which a step may be done again."""
    return min(track.schedule.last_repeats[rung.index], track.schedule.lasts[rung.index])


def _next(case: Case) -> Choice:
    """Give the next day on which a step can come with no new fact.

    There may be none: the receivable is finished, or stuck before a mandatory step that can't come.
    """
    days = sorted((day, index) for index, day in _coming(case))
    if days:
        day, index = days[0]
        return Choice(Outcome.WAITING, index, None if day >= NEVER else day)
    undone = case.leader.undone
    if undone < len(case.situation.compiled.rungs):
        return Choice(Outcome.STUCK, undone)
    return Choice(Outcome.FINISHED)


def _coming(case: Case) -> Iterator[tuple[int, int]]:
    """Give (step, day) for each that may come by itself; the day is NEVER where none is dated."""
    situation, track = case.situation, case.leader
    possible: set[int] = set()
    for rung in situation.compiled.rungs:
        index, reached = rung.index, track.start
        if index > track.undone:
            return
        if track.is_handed_over and index not in situation.compiled.after_hand_over:
            continue
        if index == track.progress.reached < track.undone:
            again = _again_on(case, rung)
            if again <= last_repeat(rung, track) and again < NEVER:
                yield index, again
            elif _grows_into(case, rung):
                yield index, NEVER
        if index <= reached and index != track.undone:
            continue
        day = _comes_on(case, rung, possible)
        if day is not None:
            possible.add(index)
            yield index, day


def _again_on(case: Case, rung: Rung) -> int:
    """Give the later day on which the step reached may be done again; NEVER where there is none.

    One whose day has come waits for its condition to turn.
    """
    again = repeat_on(case.situation, rung, case.leader)
    if is_phase_over(case.situation, rung, case.leader):
        return NEVER
    if again > case.situation.today:
        return again
    turn = case.facts(rung).next_turn(case.situation, rung)
    return NEVER if turn is None else turn


def _grows_into(case: Case, rung: Rung) -> bool:
    """Tell whether a repeat whose day has come only waits for an amount that grows by the day."""
    today = case.situation.today
    if not rung.has_condition or not today < last_repeat(rung, case.leader):
        return False
    is_over = is_phase_over(case.situation, rung, case.leader)
    return not is_over and case.facts(rung).may_accrue(rung)


def _comes_on(case: Case, rung: Rung, possible: set[int]) -> int | None:
    """Give the day a step may come, if it may: a step only later than another waits for it."""
    situation, track = case.situation, case.leader
    day = track.schedule.firsts[rung.index] or 0
    if day >= NEVER or is_phase_over(situation, rung, track):
        return None
    if rung.waits:
        ready = ready_on(situation, rung, track)
        if ready >= NEVER and not _may_follow(case, rung, possible):
            return None
        day = max(day, ready)
    if rung.has_condition and judge_condition(case, rung, track) is Guard.CONDITION:
        facts = case.facts(rung)
        turn = facts.next_turn(situation, rung)
        if turn is None:
            grows = facts.may_accrue(rung) and situation.today < track.schedule.lasts[rung.index]
            return NEVER if grows else None
        day = max(day, turn)
    day = max(day, situation.today + 1)
    return day if day <= track.schedule.lasts[rung.index] or day >= NEVER else None


def _may_follow(case: Case, rung: Rung, possible: set[int]) -> bool:
    """Tell whether what a step comes after may still be: done, or its delivery reported.

    A report may never come, so a mandatory step isn't left to wait for one.
    """
    if any(bool(possible) if wait.step is None else wait.step in possible for wait in rung.waits):
        return True
    return not rung.mandatory and bool(undelivered(case.situation, rung, case.leader))
