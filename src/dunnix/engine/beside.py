"""What holds beside today's actions: the step called for, effects in force, what to withdraw."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import attrs

from dunnix.engine.answers import answers_to
from dunnix.engine.charges import OF_LATE_PAYMENT, charges_of
from dunnix.engine.decision import CalledFor, EffectInForce, Withdrawal
from dunnix.engine.gather import Case
from dunnix.engine.groups import hold_all
from dunnix.engine.ladder import Guard, judge, judge_condition, judge_repeat
from dunnix.engine.outlook import OF_STANDING, HeldReason
from dunnix.engine.progress import NOTHING_DONE
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER, Schedule
from dunnix.engine.unit import Situation, Track, Unit, held_since
from dunnix.model import Action, Claim, Place, identity_of
from dunnix.scenario import Effect


def called_for(situation: Situation, unit: Unit) -> CalledFor:
    """Give the highest step that dates and conditions call for, history and pauses aside.

    Judged for the oldest open receivable: what a system without a memory would answer.
    """
    leader = _fresh(situation, _oldest(unit))
    cover = _covered(situation, unit, leader) if situation.compiled.facts_used else [leader]
    case = Case(situation, unit, leader, cover, whole=True)
    step = next(_called(case), None)
    return CalledFor(
        receivable=leader.claim.id, step=step, creditor=unit.creditor, currency=unit.currency
    )


def next_moment(situation: Situation, unit: Unit) -> int:
    """Give the next day on which dates alone may call for another step, if there is one."""
    moments = _unmoved(situation, _oldest(unit).claim).moments
    place = bisect_right(moments, situation.today)
    return moments[place] if place < len(moments) else NEVER


def _covered(situation: Situation, unit: Unit, leader: Track) -> list[Track]:
    """Give what is overdue or as old as the leader, as it stands where that is the same."""
    limit = max(situation.today, leader.claim.due + 1)
    if not situation.compiled.reads_history and not any(place.parts for place in unit.places):
        return [track for track in unit.tracks if track.claim.due < limit]
    old = [place for place in unit.places if place.claim.due < limit]
    return [leader, *(_fresh(situation, place) for place in old if place is not leader.place)]


def _oldest(unit: Unit) -> Place:
    """Give the oldest receivable, open in whatever standing; places come by due date."""
    first = unit.places[0]
    if len(unit.places) == 1 or unit.places[1].claim.due > first.claim.due:
        return first
    return min(unit.places, key=_seniority)


def _seniority(place: Place) -> tuple[int, int, str]:
    return place.claim.due, -place.claim.open, place.claim.id


def _fresh(situation: Situation, place: Place) -> Track:
    """Give a receivable as if nothing had been done about it and nothing stood in the way."""
    compiled, claim = situation.compiled, place.claim
    return Track(
        claim=claim,
        place=place,
        in_play=claim.open,
        progress=NOTHING_DONE,
        schedule=_unmoved(situation, claim),
        undone=len(compiled.rungs),
        days_past_due=situation.today - claim.due,
    )


def _unmoved(situation: Situation, claim: Claim) -> Schedule:
    compiled = situation.compiled
    issued = claim.invoice.issue_date if compiled.counts_from_issue else None
    return compiled.schedule(claim.due, None if issued is None else issued.toordinal())


def _called(case: Case) -> Iterator[str]:
    today, schedule = case.situation.today, case.leader.schedule
    for rung in reversed(case.situation.compiled.rungs):
        first = schedule.firsts[rung.index]
        if first is None or not first <= today <= schedule.lasts[rung.index]:
            continue
        if not rung.has_condition or judge_condition(case, rung, case.leader) is Guard.ELIGIBLE:
            yield rung.id


def effects_in_force(situation: Situation) -> Iterator[EffectInForce]:
    """Give the effects of steps that were done for receivables still open."""
    for place in situation.own_places:
        if place.claim.open > 0:
            for name, step, first in steps_in_force(situation, place.claim.id):
                yield _effect(situation, place.claim, name, step, first)


def steps_in_force(situation: Situation, receivable: str) -> Iterator[tuple[str, str, int]]:
    """Give each effect in force for a receivable, the step that brought it, and the first day."""
    rungs, others = situation.compiled.every_rung, situation.compiled.others
    progress = situation.record.progress.get(receivable)
    if progress is None:
        return
    for index, first in sorted(progress.first.items()):
        yield from ((name, rungs[index].id, first) for name in rungs[index].step.effects)
    for step, first in sorted(progress.effects_elsewhere.items()):
        yield from ((name, step, first) for name in others[step].effects)


def _effect(situation: Situation, claim: Claim, name: str, step: str, first: int) -> EffectInForce:
    found = EffectInForce(
        name=name, receivable=claim.id, step=step, since=dt.date.fromordinal(first)
    )
    if situation.compiled.law is None or name not in OF_LATE_PAYMENT:
        return found
    charges = charges_of(situation)
    if name == Effect.RECOVERY_INDEMNITY:
        return attrs.evolve(found, amount=charges.indemnity(claim))
    interest = charges.interest(claim)
    if interest is None:
        return found
    return attrs.evolve(found, amount=interest.amount, unknown_since=interest.unknown_since)


def withdrawals(situation: Situation) -> Iterator[Withdrawal]:
    """Give what is in flight and no longer called for, each with its reason."""
    playing = {track.claim.id: (unit, track) for unit in situation.units for track in unit.tracks}
    places = {place.claim.id: place for place in situation.position.places}
    for action in situation.record.flights:
        covered = action.covered or _all_under_way(situation, action)
        if situation.only is not None:
            covered = tuple(pair for pair in covered if pair[0] in situation.only)
        together = [playing[name] for name in dict(covered) if name in playing]
        before = _without_contact(situation, action)
        named = [name for name, step in covered if step == action.step]
        rung = _other_rung(situation, action)
        if rung is not None:
            reasons = [_objection_to_answer(situation, action, rung)]
        else:
            reasons = [
                _objection(before, action, *playing[name], together)
                if name in playing
                else _obstacle(places.get(name))
                for name in named
            ]
        if reasons and None not in reasons:
            yield Withdrawal(
                key=identity_of(action),
                step=action.step,
                reason=str(reasons[0]),
                receivables=tuple(name for name, _ in covered),
            )


def withdrawals_agreed(situations: Sequence[Situation]) -> Iterator[Withdrawal]:
    """Give what is to be withdrawn: by each scenario that decides a receivable it names."""
    found: dict[str, Withdrawal] = {}
    for situation in situations:
        for each in withdrawals(situation):
            first = found.get(each.key, each)
            names = tuple(dict.fromkeys((*first.receivables, *each.receivables)))
            found[each.key] = attrs.evolve(first, receivables=names)
    for action in situations[0].record.flights:
        wanted = found.get(identity_of(action))
        covered = action.covered or _all_under_way(situations[0], action)
        if wanted is not None and {name for name, _ in covered} == set(wanted.receivables):
            yield wanted


def _other_rung(situation: Situation, action: Action) -> Rung | None:
    """Give what an action under way is if it is no step of the ladder."""
    index = situation.compiled.index.get(action.step)
    rung = None if index is None else situation.compiled.every_rung[index]
    return None if rung is None or rung.answer is None else rung


def _objection_to_answer(situation: Situation, action: Action, rung: Rung) -> str | None:
    """Say why an answer under way is no longer called for: what it answers is no longer so.

    A reply goes out though something was paid or disputed since; a statement whatever happened.
    """
    if rung.answer is None or rung.answer.event is None:
        return None
    for occurrence in situation.occurrences:
        if action.answers in (None, occurrence.id) and rung in answers_to(
            situation.compiled, occurrence
        ):
            return None
    return Guard.PASSED


def _without_contact(situation: Situation, action: Action) -> Situation:
    """Give the situation in which an action under way is no contact yet: it can't forbid itself."""
    contacts, day = situation.record.contacts, action.date.toordinal()
    index = situation.compiled.index.get(action.step)
    if index is None or not situation.compiled.every_rung[index].contacts or day not in contacts:
        return situation
    others = list(contacts)
    others.remove(day)
    return attrs.evolve(
        situation,
        record=attrs.evolve(situation.record, contacts=others),
        held_since=held_since(situation.compiled, others, situation.today),
        log=situation.log.without(action.identity),
        stretches={},
    )


def _all_under_way(situation: Situation, action: Action) -> tuple[tuple[str, str], ...]:
    """Give what an action that names nothing was taken to cover."""
    progress = situation.record.progress
    return tuple(
        (name, action.step) for name in sorted(progress) if progress[name].in_flight is action
    )


def _objection(
    situation: Situation,
    action: Action,
    unit: Unit,
    track: Track,
    together: Iterable[tuple[Unit, Track]],
) -> str | None:
    """Say why a step under way is no longer called for by a receivable in play; None if it is.

    The action is taken as it was proposed: covering all it names that is still in play. A step the
    scenario doesn't know is withdrawn only where the receivable stands in its way.
    """
    index = situation.compiled.index.get(action.step)
    reason = hold_all(unit)
    if reason is not None or index is None:
        return reason
    cover = [track]
    if not situation.compiled.per_invoice:
        cover = [each for other, each in together if other is unit]
    return _guard_against(Case(situation, unit, track, cover), index)


def _obstacle(place: Place | None) -> str:
    """Say what stands in the way of a receivable of which nothing is in play."""
    if place is not None and place.parts:
        return OF_STANDING[place.parts[0].standing]
    return HeldReason.PLAN if place is not None and place.claim.planned else "settled"


def _guard_against(case: Case, index: int) -> str | None:
    track, rung = case.leader, case.situation.compiled.every_rung[index]
    if track.undone < index:
        return Guard.MANDATORY_FIRST
    if index < track.progress.reached and index != track.undone:
        return Guard.PASSED
    done = index in track.progress.last
    guard = judge_repeat(case, rung, track) if done else judge(case, rung, track)
    return None if guard is Guard.ELIGIBLE else guard
