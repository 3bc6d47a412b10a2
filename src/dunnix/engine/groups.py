"""Who leads, what is done, and why the rest is held.

Receivables that lack the same notice share one cadence: those that have theirs go ahead, those
that don't form a group of their own, so that no receivable passes a notice it never had and none
waits for ever behind another's.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from dunnix.engine.answers import answer
from dunnix.engine.cover import cover_of
from dunnix.engine.dates import passes_dates
from dunnix.engine.forward import unfollowed_since
from dunnix.engine.gather import Case
from dunnix.engine.handed_over import go_on
from dunnix.engine.in_flight import hold_flying
from dunnix.engine.ladder import Choice, Outcome, choose, own_step
from dunnix.engine.limits import ask_about_pauses
from dunnix.engine.outlook import (
    OF_STANDING,
    HeldReason,
    Holding,
    Outlook,
    Proposal,
    propose,
    propose_task,
)
from dunnix.engine.rungs import Rung
from dunnix.engine.statements import state
from dunnix.engine.tasks import ANNOUNCED, MANDATORY_MISSING, was_seen_to
from dunnix.engine.unit import Situation, Track, Unit

_OF_OUTCOME: Final = {
    Outcome.REFUSED: HeldReason.REFUSED,
    Outcome.FACT_MISSING: HeldReason.FACT_MISSING,
    Outcome.WAITING: HeldReason.WAITING,
}
_ENDS: Final = frozenset({Outcome.FINISHED, Outcome.STUCK})


def decide_unit(situation: Situation, unit: Unit) -> Outlook:
    """Decide for the receivables of one creditor, debtor and currency."""
    outlook = Outlook([], [], {})
    goes_on = situation.compiled.after_hand_over
    for place in unit.places:
        for part in place.parts:
            reason = OF_STANDING[part.standing]
            if goes_on and reason is HeldReason.HANDED_OVER:
                go_on(situation, unit, place, outlook)
            else:
                outlook.holdings.append(Holding(place, part.amount, reason, part.since, part.until))
    ready = _ready(situation, unit, outlook)
    if situation.occurrences:
        ready = answer(situation, unit, ready, outlook)
    if situation.compiled.stops:
        ready = _unless_stopped(ready, outlook)
    if situation.compiled.per_invoice:
        for track in ready:
            _decide_group(situation, unit, [track], outlook, behind=False)
        _consolidate(outlook)
    else:
        _decide_cadences(situation, unit, ready, outlook)
    state(situation, unit, outlook)
    ask_about_pauses(situation, unit, outlook)
    return outlook


def _decide_cadences(
    situation: Situation, unit: Unit, ready: Sequence[Track], outlook: Outlook
) -> None:
    """Decide for those that lack the same notice together, those that have theirs first."""
    cadences = sorted({track.undone for track in ready}, reverse=True)
    for undone in cadences:
        group = [track for track in ready if track.undone == undone]
        _decide_group(situation, unit, group, outlook, behind=undone < cadences[0])


def hold_all(unit: Unit) -> HeldReason | None:
    """Give the reason to hold all that is in play of a unit, if there is one."""
    minimum = unit.conditions.minimum
    if not unit.conditions.speaks:
        return HeldReason.AMOUNT_MISSING
    if minimum is not None and sum([track.in_play for track in unit.tracks]) < minimum:
        return HeldReason.BELOW_MINIMUM
    return None


def _ready(situation: Situation, unit: Unit, outlook: Outlook) -> list[Track]:
    """Give the receivables that can be decided on; hold the others."""
    reason = hold_all(unit)
    if reason is not None:
        for track in unit.tracks:
            outlook.hold(track, reason)
        return []
    if not situation.record.flights:
        return unit.tracks
    flying = [track for track in unit.tracks if track.progress.in_flight is not None]
    hold_flying(situation, unit, flying, outlook)
    return [track for track in unit.tracks if track.progress.in_flight is None]


def _unless_stopped(ready: Iterable[Track], outlook: Outlook) -> list[Track]:
    """Hold what the last answer stopped the ladder for; give the others."""
    going: list[Track] = []
    for track in ready:
        if track.progress.stopped:
            outlook.hold(track, HeldReason.STOPPED)
        else:
            going.append(track)
    return going


def _decide_group(
    situation: Situation, unit: Unit, group: Sequence[Track], outlook: Outlook, *, behind: bool
) -> None:
    """Let the leader decide; those that stay behind it decide again among themselves."""
    rest = list(group)
    while rest:
        case, choice = _lead(situation, unit, rest)
        outlook.choices[case.leader.claim.id] = choice
        if choice.outcome in _ENDS:
            _end(situation, unit, rest, outlook)
            return
        if choice.outcome not in {Outcome.STEP, Outcome.REPEAT} or choice.step is None:
            for track in rest:
                _hold_waiting(track, choice, outlook, behind=behind)
            return
        rest = _act(case, choice, choice.step, rest, outlook)


def _lead(situation: Situation, unit: Unit, rest: Sequence[Track]) -> tuple[Case, Choice]:
    """Find the leader: the oldest with a step left; a finished one travels but doesn't lead."""
    first: tuple[Case, Choice] | None = None
    for leader in rest:
        case = Case(situation, unit, leader, cover_of(situation, leader, rest))
        choice = choose(case)
        if choice.outcome not in _ENDS:
            return case, choice
        first = first or (case, choice)
    if first is None:
        raise AssertionError("a group has a leader")
    return first


def _end(situation: Situation, unit: Unit, rest: Sequence[Track], outlook: Outlook) -> None:
    """Hold what has no step left; have somebody see to a mandatory step that can't come."""
    stuck: list[tuple[Track, int | None]] = []
    announced: list[tuple[Track, int | None]] = []
    for track in rest:
        choice = choose(Case(situation, unit, track, cover_of(situation, track, rest)))
        if choice.outcome is Outcome.STUCK:
            stuck.append((track, None))
        elif _is_announced(situation, track):
            announced.append((track, None))
        else:
            outlook.hold(track, HeldReason.FINISHED)
    for kind, lines in ((MANDATORY_MISSING, stuck), (ANNOUNCED, announced)):
        if lines:
            leader = lines[0][0]
            proposal = Proposal(unit, leader, None, kind, lines, situation.today)
            if kind == MANDATORY_MISSING:
                proposal.owner = _confirms(situation.compiled.rungs[leader.undone])
            propose_task(situation, proposal, outlook)


def _is_announced(situation: Situation, track: Track) -> bool:
    """Tell whether a threat was made, nothing left would follow it, and nobody saw to it."""
    compiled = situation.compiled
    if not compiled.announcing:
        return False
    since = unfollowed_since(compiled, track.progress, situation.today)
    return since is not None and not was_seen_to(situation, track.claim, ANNOUNCED, since)


def _confirms(rung: Rung) -> str | None:
    """Give the role that confirms a step, where one does."""
    return None if rung.step.mode is None else rung.step.mode.role


def _act(
    case: Case, choice: Choice, index: int, rest: Sequence[Track], outlook: Outlook
) -> list[Track]:
    """Make the leader's step an action; give those it leaves behind."""
    situation, rung = case.situation, case.situation.compiled.rungs[index]
    lines: list[tuple[Track, int | None]] = [(case.leader, index)]
    behind: list[Track] = []
    covered = {id(track) for track in case.cover}
    for track in rest:
        if track is case.leader:
            continue
        if track.touched == situation.today and situation.compiled.has_gap:
            outlook.hold(track, _step_of_the_day(track), situation.today + 1)
        elif id(track) not in covered:
            _hold_uncovered(track, outlook)
        elif rung.is_legal and not passes_dates(situation, rung, track):
            behind.append(track)
        else:
            lines.append((track, own_step(case, track, index)))
    proposal = Proposal(case.unit, case.leader, rung, choice.outcome, lines, choice.planned_on)
    propose(situation, proposal, outlook)
    return behind


def _step_of_the_day(track: Track) -> HeldReason:
    """Tell what keeps a receivable until tomorrow: a task of our own, or whatever else was done."""
    return HeldReason.TASK if track.is_seen_to else HeldReason.CONTACT_RULES


def _hold_waiting(track: Track, choice: Choice, outlook: Outlook, *, behind: bool) -> None:
    touched = choice.outcome is Outcome.TOUCHED
    reason = _step_of_the_day(track) if touched else _OF_OUTCOME[choice.outcome]
    if reason is HeldReason.WAITING:
        if not track.is_overdue:
            reason = _not_due(track)
        elif behind:
            reason = HeldReason.NOTICE_MISSING
    outlook.hold(track, reason, choice.until, choice.step)


def _hold_uncovered(track: Track, outlook: Outlook) -> None:
    """Hold what doesn't go along today, until its due date, or until its own first step."""
    if not track.is_overdue:
        outlook.hold(track, _not_due(track), track.claim.due)
        return
    steps = ((day, index) for index, day in enumerate(track.schedule.firsts) if day is not None)
    outlook.hold(track, HeldReason.WAITING, *min(steps, default=(None, None)))


def _not_due(track: Track) -> HeldReason:
    """Tell a receivable not yet due from an instalment of a plan that is being kept."""
    if track.is_overdue:
        return HeldReason.WAITING
    of_plan = track.claim.invoice.id not in track.claim.names
    return HeldReason.PLAN if of_plan else HeldReason.NOT_DUE


def _consolidate(outlook: Outlook) -> None:
    """Make one communication of the contacts of a day, and one action of each other step."""
    merged: dict[object, list[Proposal]] = {}
    for proposal in outlook.proposals:
        rung = proposal.rung
        key = (
            ("contact", proposal.answers)
            if rung is not None and rung.contacts
            else (rung and rung.index, proposal.kind, proposal.answers)
        )
        merged.setdefault(key, []).append(proposal)
    outlook.proposals = [_merged(proposals) for proposals in merged.values()]


def _merged(proposals: Sequence[Proposal]) -> Proposal:
    """Let the strictest step speak for all; the oldest receivable at it leads."""
    strictest = min(
        proposals,
        key=lambda each: (-each.rung.index if each.rung else 0, each.leader.seniority),
    )
    others: Iterable[Proposal] = (each for each in proposals if each is not strictest)
    return attrs.evolve(
        strictest,
        lines=[*strictest.lines, *(line for each in others for line in each.lines)],
        planned_on=min(each.planned_on for each in proposals),
    )
