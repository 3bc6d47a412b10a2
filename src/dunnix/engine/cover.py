"""Who goes along with the receivable that leads an action."""

from collections.abc import Sequence

from dunnix.engine.unit import Situation, Track, Unit
from dunnix.scenario import Travels


def would_cover(situation: Situation, unit: Unit, leader: Track) -> list[Track]:
    """Give what an action would cover if a receivable led it."""
    if situation.compiled.per_invoice:
        return [leader]
    rest = [
        track
        for track in unit.tracks
        if track.undone == leader.undone
        if track is leader or track.progress.in_flight is None
    ]
    return cover_of(situation, leader, rest)


def cover_of(situation: Situation, leader: Track, rest: Sequence[Track]) -> list[Track]:
    """Give those that go along with a leader, itself included; as old as the leader always do."""
    travels, today = situation.compiled.scenario.travels, situation.today
    if travels is Travels.ALL:
        return list(rest)
    if travels is Travels.REACHED:
        return [track for track in rest if track is leader or _has_reached(track, today)]
    return [track for track in rest if track.is_overdue or track.claim.due <= leader.claim.due]


def _has_reached(track: Track, today: int) -> bool:
    return any(first is not None and first <= today for first in track.schedule.firsts)
