"""What came from the debtor about each receivable, as it was known on a day."""

from collections.abc import Mapping
from typing import Final

from dunnix.engine.events import happened
from dunnix.engine.unit import Situation
from dunnix.figures.events import Event, Kind
from dunnix.scenario import Event as Happens

_SYMBOLS: Final[Mapping[Happens, str]] = {
    Happens.PART_PAYMENT: "payment",
    Happens.PAYMENT_REVERSED: "payment",
    Happens.PROMISE_MADE: "said",
    Happens.PROMISE_BROKEN: "missed",
    Happens.PLAN_BROKEN: "missed",
    Happens.DISPUTE: "said",
    Happens.DISPUTE_RESOLVED: "said",
    Happens.REPLY: "said",
    Happens.ACKNOWLEDGMENT: "said",
    Happens.EXTENSION: "said",
    Happens.INSOLVENCY: "court",
}


def came_events(situation: Situation) -> Mapping[str, list[Event]]:
    """Give what came by receivable: payments, promises, disputes, replies, in their order."""
    found: dict[str, list[Event]] = {}
    occurrences = [each for each in happened(situation, _SYMBOLS) if each.day <= situation.today]
    for each in sorted(occurrences, key=lambda each: (each.day, each.event or "", each.id)):
        if each.event is None:
            continue
        event = Event(
            kind=Kind.CAME,
            day=each.day,
            step=each.event,
            symbol=_SYMBOLS[each.event],
            said=each.detail or "",
        )
        for place in situation.position.places:
            if each.means(place.claim):
                found.setdefault(place.claim.id, []).append(event)
    return found
