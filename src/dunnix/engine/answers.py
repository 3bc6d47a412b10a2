"""Answers to what happened: a call agreed on, then each reaction, and only then the ladder.

From the day of an event until it is answered, or the reaction has ended, its receivables take no
step of the ladder. A reaction dated later than the first one of its event is a follow-up: it comes
on its day, and holds nothing before.
"""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.engine.candidates import candidates, not_superseded
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.events import occurrences
from dunnix.engine.gather import Case
from dunnix.engine.ladder import REFUSED_FOR, news_since
from dunnix.engine.occurrence import Occurrence
from dunnix.engine.outlook import HeldReason, Outlook, Proposal, propose, propose_task
from dunnix.engine.rungs import Rung
from dunnix.engine.tasks import CALL_BACK, was_seen_to
from dunnix.engine.unit import Situation, Track, Unit
from dunnix.scenario import Event

_REMEMBERED: Final = 30
_Dated: TypeAlias = tuple[int, int, list[Rung]]


def answer(
    situation: Situation, unit: Unit, ready: Sequence[Track], outlook: Outlook
) -> list[Track]:
    """Propose what answers the events of a unit; give what the ladder may go on with.

    One answer a day for a receivable, the first event first; of several of one kind the newest. A
    call is summed up on its day beside that answer, which has the cents.
    """
    taken: set[str] = set()
    summed_up: set[str] = set()
    found = not_superseded(situation.occurrences, candidates(situation, unit, ready))
    for occurrence, tracks in sorted(found, key=lambda each: each[0].event is None):
        sums_up = occurrence.event is None
        elsewhere = frozenset(taken) if sums_up else frozenset[str]()
        done = summed_up if sums_up else taken
        named = [track for track in tracks if track.claim.id not in done]
        for held in _Answering(situation, unit, occurrence, outlook, elsewhere).of(named):
            done.add(held.claim.id)
    return [track for track in ready if track.claim.id not in taken | summed_up]


def pending(situation: Situation) -> list[Occurrence]:
    """Give what happened that may still be answered today or later, in the order of answering."""
    return [
        each
        for each in occurrences(situation)
        if situation.today <= _last_day(situation.compiled, each)
    ]


def _last_day(compiled: CompiledScenario, occurrence: Occurrence) -> int:
    lasts = [_days(compiled, rung, occurrence)[1] for rung in answers_to(compiled, occurrence)]
    if occurrence.event is Event.CALL_BACK:
        lasts.append(occurrence.day + _REMEMBERED)
    return max(lasts, default=0)


def answer_closed(situation: Situation, unit: Unit) -> Outlook:
    """Answer for a unit of which nothing is open."""
    outlook = Outlook([], [], {})
    answer(situation, unit, (), outlook)
    return outlook


def answers_to(compiled: CompiledScenario, occurrence: Occurrence) -> list[Rung]:
    """Give the reactions that fit an event: the most specific first, then in file order."""
    occasion = occurrence.step if occurrence.event is None else occurrence.event
    return [
        rung
        for rung in compiled.by_occasion.get(occasion, ())
        if rung.answer is not None and rung.answer.detail in (None, occurrence.detail)
    ]


def dated_answers(compiled: CompiledScenario, occurrence: Occurrence) -> list[_Dated]:
    """Give (first day, last day, reactions) of an event, in the order of their first days."""
    grouped: dict[int, list[Rung]] = {}
    ends: dict[int, int] = {}
    for rung in answers_to(compiled, occurrence):
        first, last = _days(compiled, rung, occurrence)
        grouped.setdefault(first, []).append(rung)
        ends[first] = max(ends.get(first, 0), last)
    return [(first, ends[first], grouped[first]) for first in sorted(grouped)]


def _days(compiled: CompiledScenario, rung: Rung, occurrence: Occurrence) -> tuple[int, int]:
    step = rung.step
    if step.at is None or step.on_closed_day is None:
        raise AssertionError("a reaction has its defaults")
    first = step.at.day(occurrence.day, compiled.calendar, step.on_closed_day)
    if step.until is None:
        return first, first
    return first, step.until.day(occurrence.day, compiled.calendar, step.on_closed_day)


def _latest(compiled: CompiledScenario, rung: Rung, occurrence: Occurrence) -> int | None:
    """Give the last day on which a reaction is in time, where it names one."""
    latest = rung.step.latest
    if latest is None:
        return None
    return latest.day(occurrence.day, compiled.calendar, OnClosedDay.KEEP)


def is_answered(track: Track, rung: Rung, occurrence: Occurrence) -> bool:
    """Tell whether a reaction was done for a receivable, or is used up for it."""
    done = track.progress.answers.get(rung.index, ())
    most = None if rung.answer is None else rung.answer.times
    if most is not None and len(done) >= most:
        return True
    return any(
        answered == occurrence.id or (answered is None and day >= occurrence.day)
        for day, answered in done
    )


@attrs.frozen(eq=False, order=False)
class _Answering:
    """One event, answered for the receivables of one unit.

    The cents of some of them are `elsewhere`: another answer has or holds them.
    """

    situation: Situation
    unit: Unit
    occurrence: Occurrence
    outlook: Outlook
    elsewhere: frozenset[str] = frozenset()

    def of(self, named: Sequence[Track]) -> Sequence[Track]:
        """Answer for receivables, or hold them; give those the ladder has to leave alone."""
        today, occurrence = self.situation.today, self.occurrence
        dated = dated_answers(self.situation.compiled, occurrence)
        if not dated:
            return self._call(named) if occurrence.event is Event.CALL_BACK else ()
        for number, (first, last, rungs) in enumerate(dated):
            waiting = [
                track
                for track in named
                if not any(is_answered(track, rung, occurrence) for rung in rungs)
            ]
            if not waiting or today > last:
                continue
            if today < first:
                return self._hold(waiting, first) if number == 0 else ()
            taken = self._by_one_of(rungs, waiting, first)
            if taken:
                return taken
        return ()

    def _hold(self, tracks: Sequence[Track], until: int) -> Sequence[Track]:
        """Hold receivables for an answer that comes on a later day."""
        call = self.occurrence.event is Event.CALL_BACK
        reason = HeldReason.CALL_BACK if call else HeldReason.REACTION
        for track in tracks:
            self._hold_one(track, reason, until)
        return tracks

    def _hold_one(
        self, track: Track, reason: HeldReason, until: int | None = None, step: int | None = None
    ) -> None:
        if track.claim.id not in self.elsewhere:
            self.outlook.hold(track, reason, until, step)

    def _by_one_of(
        self, rungs: Sequence[Rung], waiting: Sequence[Track], first: int
    ) -> Sequence[Track]:
        """Answer by the first reaction whose condition holds; an open one holds everything."""
        case = Case(self.situation, self.unit, waiting[0], waiting)
        for rung in rungs:
            verdict = holds(case, rung)
            if verdict is None:
                for track in waiting:
                    self._hold_one(track, HeldReason.FACT_MISSING, step=rung.index)
                return waiting
            if verdict:
                return self._propose(rung, waiting, first)
        return ()

    def _propose(self, rung: Rung, waiting: Sequence[Track], first: int) -> Sequence[Track]:
        today = self.situation.today
        free: list[Track] = []
        for track in waiting:
            refused = self._refused_until(track, rung)
            if refused is not None:
                self._hold_one(track, HeldReason.REFUSED, refused, rung.index)
            elif self._is_touched(track, rung):
                self._hold_one(track, HeldReason.CONTACT_RULES, today + 1, rung.index)
            else:
                free.append(track)
        if free:
            proposal = Proposal(
                unit=self.unit,
                leader=free[0],
                rung=rung,
                kind="reaction" if self.occurrence.event is not None else "summary",
                lines=[(track, rung.index) for track in free],
                planned_on=min(first, today),
                answers=self.occurrence.id,
                minute=self.occurrence.minute,
                last_day=_days(self.situation.compiled, rung, self.occurrence)[1],
                latest=_latest(self.situation.compiled, rung, self.occurrence),
                elsewhere=self.elsewhere,
            )
            propose(self.situation, proposal, self.outlook)
        return waiting

    def _refused_until(self, track: Track, rung: Rung) -> int | None:
        """Give until when a confirmation that was refused isn't asked for again."""
        refused = track.progress.refused.get(rung.index)
        if refused is None or self.situation.today >= refused + REFUSED_FOR:
            return None
        return None if news_since(self.situation, refused) else refused + REFUSED_FOR

    def _is_touched(self, track: Track, rung: Rung) -> bool:
        """Tell whether a receivable has had its one step of the day already.

        An answer to the debtor's own words doesn't wait for the steps of the ladder, but isn't
        tried twice, and a reply waits for the answer to something else.
        """
        if not self.situation.compiled.has_gap:
            return False
        progress, today = track.progress, self.situation.today
        if not rung.is_answer:
            return progress.touched == today
        if progress.missed.get(rung.index) == today:
            return True
        return self.occurrence.event is Event.REPLY and self._was_answered_today(track)

    def _was_answered_today(self, track: Track) -> bool:
        """Tell whether some event was answered for a receivable today, by whatever reaction."""
        return any(
            day == self.situation.today
            for rung in self.situation.compiled.answers
            if rung.answer is not None and rung.answer.event is not None
            for day, _ in track.progress.answers.get(rung.index, ())
        )

    def _call(self, named: Sequence[Track]) -> Sequence[Track]:
        """See to a call that was agreed on where no reaction does: a task for the collector."""
        situation, occurrence = self.situation, self.occurrence
        end = occurrence.day + _REMEMBERED
        waiting = [track for track in named if not self._was_called(track)]
        if not waiting or situation.today > end:
            return ()
        if situation.today < occurrence.day:
            return self._hold(waiting, occurrence.day)
        playing = [track for track in waiting if track.in_play > 0]
        if playing:
            lines: list[tuple[Track, int | None]] = [(track, None) for track in playing]
            proposal = Proposal(
                unit=self.unit,
                leader=playing[0],
                rung=None,
                kind=CALL_BACK,
                lines=lines,
                planned_on=occurrence.day,
                answers=occurrence.id,
                minute=occurrence.minute,
            )
            propose_task(situation, proposal, self.outlook)
        return waiting

    def _was_called(self, track: Track) -> bool:
        """Tell whether the call was made: as a task, or as any contact on its day or later."""
        situation, since = self.situation, self.occurrence.day
        if was_seen_to(situation, track.claim, CALL_BACK, since):
            return True
        return any(day >= since for day in track.progress.last.values())


def holds(case: Case, rung: Rung) -> bool | None:
    """Tell whether a reaction's condition is surely true or false; None where a fact is missing."""
    if rung.step.when is None:
        return True
    condition = case.unit.conditions.of_steps[rung.index]
    if condition is None:
        return None
    values = case.facts(rung).values
    if condition.surely_true(values):
        return True
    return False if condition.surely_false(values) else None


def moments(situation: Situation) -> Iterator[int]:
    """Give the days on which an answer begins or ends, as they bear on the next review."""
    for occurrence in situation.occurrences:
        if occurrence.event is Event.CALL_BACK:
            yield from (occurrence.day, occurrence.day + _REMEMBERED + 1)
        for first, last, rungs in dated_answers(situation.compiled, occurrence):
            yield from (first, last + 1)
            yield from (_days(situation.compiled, rung, occurrence)[1] + 1 for rung in rungs)
