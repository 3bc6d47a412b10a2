"""The longest silence: an overdue receivable nobody spoke of for too long gets a task."""

from collections.abc import Iterator, Sequence
from typing import Final

from dunnix.engine.outlook import HeldReason, Holding, Outlook, Proposal, propose_task
from dunnix.engine.schedule import NEVER
from dunnix.engine.tasks import KEEP_IN_TOUCH
from dunnix.engine.unit import Situation, Track, Unit

_SILENT: Final = frozenset(
    {
        HeldReason.WAITING,
        HeldReason.NOTICE_MISSING,
        HeldReason.FACT_MISSING,
        HeldReason.REFUSED,
        HeldReason.STOPPED,
        HeldReason.FINISHED,
    }
)


def silent_on(situation: Situation, track: Track) -> int:
    """Give the first day on which the silence about a receivable is too long.

    It is counted from the due date, the last contact about it, or the day the task was last done.
    """
    longest = situation.compiled.rules.silence
    if longest is None:
        return NEVER
    claim = track.claim
    spoken = situation.log.last_about(claim.names, situation.today)
    last = max(claim.due, spoken, situation.last_done(claim, KEEP_IN_TOUCH))
    return longest.after(last, situation.compiled.calendar) + 1


def kept_in_touch(
    situation: Situation, outlooks: Sequence[tuple[Unit, Outlook]]
) -> Iterator[Proposal]:
    """Propose to get in touch where silence has lasted too long and nothing else is proposed.

    What somebody has on the list already is held as that task.
    """
    for unit, outlook in outlooks:
        silent = [
            track
            for track in unit.tracks
            if track.is_overdue and silent_on(situation, track) <= situation.today
        ]
        names = {track.claim.id for track in silent}
        waiting = [each for each in outlook.holdings if _waits(each, names)]
        held = {each.place.claim.id for each in waiting}
        lines: list[tuple[Track, int | None]] = [
            (track, None) for track in silent if track.claim.id in held
        ]
        if lines:
            outlook.holdings = [each for each in outlook.holdings if each not in waiting]
            proposal = Proposal(unit, lines[0][0], None, KEEP_IN_TOUCH, lines, situation.today)
            before = len(outlook.proposals)
            propose_task(situation, proposal, outlook)
            proposal.planned_on = min(silent_on(situation, track) for track, _ in proposal.lines)
            yield from outlook.proposals[before:]


def _waits(holding: Holding, names: set[str]) -> bool:
    return holding.reason in _SILENT and holding.place.claim.id in names
