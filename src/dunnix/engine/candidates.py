"""What an event may be answered about: receivables in play, paused, or settled by it.

A large account has thousands of receivables and of events: they are found by what they name.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from dunnix.engine.occurrence import Occurrence
from dunnix.engine.unit import Situation, Track, Unit, track_of
from dunnix.model import Place
from dunnix.scenario import Event

_Kind: TypeAlias = tuple[Event | None, str | None, int | None]


class Candidates:
    """Receivables that may be answered about, oldest first, by the names they have."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self.tracks: Final = sorted(tracks, key=lambda track: track.seniority)
        self._named: Final = defaultdict[str, list[int]](list)
        for place, track in enumerate(self.tracks):
            for name in track.claim.names:
                self._named[name].append(place)

    def about(self, occurrence: Occurrence) -> list[Track]:
        """Give those an event asks for an answer about, oldest first."""
        if occurrence.names is None:
            return [track for track in self.tracks if _is_about(occurrence, track)]
        places = {place for name in occurrence.names for place in self._named.get(name, ())}
        found = (self.tracks[place] for place in sorted(places))
        return [track for track in found if _is_about(occurrence, track)]


def candidates(situation: Situation, unit: Unit, ready: Iterable[Track]) -> Candidates:
    """Give all of a unit that may be answered about: what is in play, and paused or settled."""
    found = list(ready)
    playing = {track.claim.id for track in unit.tracks}
    closed = [
        place
        for place in _settled_places(situation)
        if (place.claim.invoice.creditor or "", place.claim.currency) == unit.order
    ]
    for place in (*unit.places, *closed):
        if place.claim.id not in playing:
            track = track_of(situation, place)
            if track.progress.in_flight is None:
                found.append(track)
    return Candidates(found)


def not_superseded(
    found: Sequence[Occurrence], among: Candidates
) -> list[tuple[Occurrence, list[Track]]]:
    """Give each event with what it is about, without those that newer ones have overtaken.

    Overtaken is what newer events of the same kind speak of, receivable by receivable.
    """
    spoken_of = defaultdict[_Kind, set[str]](set)
    kept: list[tuple[Occurrence, list[Track]]] = []
    for each in reversed(found):
        tracks = among.about(each)
        names = {track.claim.id for track in tracks}
        newer = spoken_of[each.event, each.detail, each.step]
        if not names <= newer:
            kept.append((each, tracks))
            newer |= names
    kept.reverse()
    return kept


def closed_units(situation: Situation) -> list[Unit]:
    """Give by creditor and currency what is settled where nothing else is open."""
    open_ = {unit.order for unit in situation.units}
    units: dict[tuple[str, str], Unit] = {}
    for place in _settled_places(situation):
        invoice, currency = place.claim.invoice, place.claim.currency
        key = (invoice.creditor or "", currency)
        if key not in open_ and key not in units:
            conditions = situation.compiled.conditions(currency)
            units[key] = Unit(invoice.creditor, currency, conditions, [], [])
    return [units[key] for key in sorted(units)]


def _is_about(occurrence: Occurrence, track: Track) -> bool:
    """Tell whether an event asks for an answer about a receivable: of one settled, only that."""
    is_open = track.claim.open > 0
    return is_open is not (occurrence.event is Event.SETTLED) and occurrence.means(track.claim)


def _settled_places(situation: Situation) -> list[Place]:
    """Give what was settled so lately that it may still be answered: seldom any."""
    names = {
        name
        for occurrence in situation.occurrences
        if occurrence.event is Event.SETTLED
        for name in occurrence.names or ()
    }
    return [place for place in situation.own_places if place.claim.id in names] if names else []
