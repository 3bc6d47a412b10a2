"""Why a step isn't taken: the guard that failed, what it found, what it wanted, and when."""

import datetime as dt
from collections.abc import Iterator

import attrs

from dunnix.conditions import Failing, failing
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.cover import would_cover
from dunnix.engine.dates import judged_on, ready_on, repeat_on, undelivered
from dunnix.engine.decision import Decision
from dunnix.engine.evaluation import Evaluation
from dunnix.engine.explain.reason import OTHER_SCENARIO, OTHER_STEP, WhyNot
from dunnix.engine.explain.replay import replay
from dunnix.engine.gather import Case
from dunnix.engine.ladder import Guard, judge, judge_repeat, last_repeat
from dunnix.engine.outlook import HeldReason
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER
from dunnix.engine.unit import Track, Unit
from dunnix.errors import did_you_mean
from dunnix.money import Money


def why_not(decision: Decision, step: str) -> tuple[WhyNot, ...]:
    """Say for each open receivable why a step isn't taken today, sorted by receivable."""
    strategy = decision.strategy
    scenarios = (decision.rules,) if strategy is None else strategy.scenarios
    known = dict.fromkeys(name for each in scenarios for name in each.step_ids)
    if step not in known:
        rules = decision.scenario if strategy is None else strategy.ref
        hint = did_you_mean(step, known) or "see the scenario's steps"
        raise ValueError(f"`{rules}` has no step `{step}`; {hint}")
    if decision.account.problems or _is_unassigned(decision):
        return tuple(
            WhyNot(receivable=held.receivable, step=step, code=held.reason)
            for held in decision.held
        )
    evaluation = replay(decision)
    answers: list[WhyNot] = []
    for part in evaluation.parts:
        compiled = part.situation.compiled
        found = [rung for rung in compiled.rungs if rung.id == step]
        for unit in part.situation.units:
            if found:
                answers += _of_unit(evaluation, unit, found[0])
            else:
                answers += _without_the_step(compiled, unit, step)
    return tuple(sorted(answers, key=lambda each: each.receivable))


def _is_unassigned(decision: Decision) -> bool:
    return decision.assignment is not None and decision.assignment.scenario is None


def _without_the_step(compiled: CompiledScenario, unit: Unit, step: str) -> Iterator[WhyNot]:
    """Say of receivables that the scenario they are decided by has no such step."""
    for place in unit.places:
        name, scenario = place.claim.id, f"`{compiled.ref}`"
        yield WhyNot(receivable=name, step=step, code=OTHER_SCENARIO, found=scenario)


def _of_unit(evaluation: Evaluation, unit: Unit, rung: Rung) -> list[WhyNot]:
    tracks = {track.claim.id: track for track in unit.tracks}
    answers: list[WhyNot] = []
    for place in unit.places:
        track = tracks.get(place.claim.id)
        if track is None:
            answers.append(_out_of_play(evaluation.decision, place.claim.id, rung))
        elif rung.id in _steps_taken(evaluation.decision, track):
            answers.append(_answer(track, rung, Guard.ELIGIBLE))
        else:
            answers.append(_judged(evaluation, unit, track, rung))
    return answers


def _out_of_play(decision: Decision, receivable: str, rung: Rung) -> WhyNot:
    """Tell of what is held; or was handed over, and goes on by another step or by this one."""
    held = next((each for each in decision.held if each.receivable == receivable), None)
    if held is None:
        lines = (line for action in decision.next_actions for line in action.receivables)
        taken = any(line.id == receivable and line.step == rung.id for line in lines)
        code = Guard.ELIGIBLE if taken else HeldReason.HANDED_OVER
        return WhyNot(receivable=receivable, step=rung.id, code=code)
    after = None if held.until is None else held.until + dt.timedelta(days=1)
    return WhyNot(receivable=receivable, step=rung.id, code=held.reason, becomes_true_on=after)


def _judged(evaluation: Evaluation, unit: Unit, track: Track, rung: Rung) -> WhyNot:
    """Judge a step as the engine does, its dates before what must be done first."""
    situation = evaluation.situation_of(track.claim.id)
    case = Case(situation, unit, track, would_cover(situation, unit, track))
    progress, rungs = track.progress, situation.compiled.rungs
    done = rung.index in progress.last
    guard = judge_repeat(case, rung, track) if done else judge(case, rung, track)
    if guard is Guard.DONE:
        day = dt.date.fromordinal(progress.last[rung.index])
        return _answer(track, rung, Guard.DONE, found=day.isoformat())
    if rung.index < progress.reached and rung.index != track.undone:
        return _answer(track, rung, Guard.PASSED, found=f"`{rungs[progress.reached].id}`")
    if guard is not Guard.NOT_REACHED and track.undone < rung.index:
        wanted = f"`{rungs[track.undone].id}`"
        return _answer(track, rung, Guard.MANDATORY_FIRST, wanted=wanted)
    match guard:
        case Guard.NOT_REACHED | Guard.EXPIRED | Guard.TOO_SOON | Guard.PHASE_ENDED:
            return _by_date(case, rung, guard)
        case Guard.CONDITION | Guard.FACT_MISSING:
            return _by_condition(case, rung, guard)
        case _:
            return _not_taken(evaluation.decision, track, rung)


def _answer(
    track: Track, rung: Rung, code: str, *, found: str | None = None, wanted: str | None = None
) -> WhyNot:
    return WhyNot(receivable=track.claim.id, step=rung.id, code=code, found=found, wanted=wanted)


def _by_date(case: Case, rung: Rung, guard: Guard) -> WhyNot:
    track, situation = case.leader, case.situation
    if guard is Guard.PHASE_ENDED:
        return _answer(track, rung, guard)
    done = rung.index in track.progress.last
    if guard is Guard.EXPIRED:
        ends = last_repeat(rung, track) if done else track.schedule.lasts[rung.index]
        last = dt.date.fromordinal(max(ends, 1))
        return _answer(track, rung, guard, wanted=last.isoformat())
    if guard is Guard.TOO_SOON:
        wanted = " / ".join(str(each) for each in rung.step.after)
        found = ", ".join(f"`{name}`" for name in undelivered(situation, rung, track)) or None
        answer = _answer(track, rung, guard, found=found, wanted=f"`{wanted}`")
        return _from(answer, ready_on(situation, rung, track))
    first = repeat_on(situation, rung, track) if done else track.schedule.firsts[rung.index]
    if first is None or first >= NEVER:
        return _answer(track, rung, guard, wanted=str(rung.step.at))
    day = dt.date.fromordinal(first).isoformat()
    return _from(_answer(track, rung, guard, wanted=day), first)


def _from(answer: WhyNot, ordinal: int) -> WhyNot:
    if ordinal >= NEVER:
        return answer
    return attrs.evolve(answer, becomes_true_on=dt.date.fromordinal(ordinal))


def _by_condition(case: Case, rung: Rung, guard: Guard) -> WhyNot:
    """Name the comparisons that fail, and the smallest fact that would turn the first."""
    conditions = case.unit.conditions
    if rung.step.when is None or not conditions.speaks:
        return _answer(case.leader, rung, HeldReason.AMOUNT_MISSING)
    facts = case.facts(rung)
    day = judged_on(case.situation, rung, case.leader, case.leader.schedule.firsts[rung.index])
    values = facts.values_on(day, case.situation.today)[len(conditions.facts) :]
    failed = failing(
        rung.step.when,
        facts.by_name(),
        conditions.amounts,
        conditions.digits,
        earlier=dict(zip(conditions.earlier, values, strict=True)),
    )
    if guard is Guard.FACT_MISSING:
        failed = tuple(each for each in failed if each.unknown) or failed
        names = ", ".join(dict.fromkeys(f"`{each.fact}`" for each in failed))
        return _answer(case.leader, rung, guard, wanted=names)
    first = failed[0]
    answer = _answer(
        case.leader,
        rung,
        guard,
        found=_shown(case, first.fact, first.found),
        wanted=f"`{rung.step.when}`",
    )
    turn = facts.next_turn(case.situation, rung)
    answer = attrs.evolve(answer, change=_change(case, first))
    return answer if turn is None else _from(answer, turn)


def _shown(case: Case, name: str, value: object) -> str:
    return f"`{name}` = {_value(case, name, value)}"


def _value(case: Case, name: str, value: object) -> str:
    kind = case.situation.compiled.scenario.fact_table[name].kind
    if kind == "money" and isinstance(value, int):
        return str(Money.minor(value, case.unit.currency))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _change(case: Case, failed: Failing) -> str:
    wanted = failed.wanted if isinstance(failed.wanted, tuple) else (failed.wanted,)
    shown = ", ".join(_value(case, failed.fact, each) for each in wanted)
    return f"`{failed.fact}` {failed.operator} {shown}"


def _steps_taken(decision: Decision, track: Track) -> list[str]:
    """Give what is taken today for a receivable: its own step, or the one it goes along with.

    What stands beside the ladder, a statement of account or the like, takes none of its cents.
    """
    return [
        line.step or action.step or action.reason
        for action in decision.next_actions
        for line in action.receivables
        if line.id == track.claim.id and line.amount_due.minor_units
    ]


def _not_taken(decision: Decision, track: Track, rung: Rung) -> WhyNot:
    """Say what came in the way of a step that its own dates and facts allow."""
    for taken in _steps_taken(decision, track):
        return _answer(track, rung, OTHER_STEP, found=f"`{taken}`")
    held = [each for each in decision.held if each.receivable == track.claim.id][-1]
    answer = _answer(track, rung, held.reason, found=held.rule)
    return attrs.evolve(answer, becomes_true_on=held.until)
