"""What is on its way: held, and seen to once it has been so for too long."""

from collections.abc import Sequence

from dunnix.engine.outlook import HeldReason, Outlook, Proposal, propose_task
from dunnix.engine.tasks import CHECK_IN_FLIGHT, stale_on
from dunnix.engine.unit import Situation, Track, Unit
from dunnix.model import Action, identity_of


def hold_flying(
    situation: Situation, unit: Unit, flying: Sequence[Track], outlook: Outlook
) -> None:
    """Hold what is on its way, until it is stale: then somebody finds out what became of it."""
    flights: dict[str, tuple[Action, list[Track]]] = {}
    for track in flying:
        action = track.progress.in_flight
        if action is not None:
            flights.setdefault(identity_of(action), (action, []))[1].append(track)
    for name in sorted(flights):
        _hold_flight(situation, unit, *flights[name], outlook)


def _hold_flight(
    situation: Situation, unit: Unit, action: Action, tracks: list[Track], outlook: Outlook
) -> None:
    step = situation.compiled.index.get(action.step)
    lines: list[tuple[Track, int | None]] = []
    planned_on = situation.today
    for track in tracks:
        day = stale_on(situation, track)
        if day is not None and situation.today < day:
            outlook.hold(track, HeldReason.IN_FLIGHT, day, step)
        else:
            lines.append((track, None))
            planned_on = min(planned_on, day or planned_on)
    if lines:
        proposal = Proposal(unit, lines[0][0], None, CHECK_IN_FLIGHT, lines, planned_on)
        propose_task(situation, proposal, outlook)
