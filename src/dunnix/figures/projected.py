"""What a projection brings for each receivable, as events and holds."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeAlias

from dunnix.engine import Held, HeldReason, NextAction
from dunnix.figures.events import Event, Hold, Kind
from dunnix.planning import Projection
from dunnix.scenario import ModeKind

# What is only waited for is shown by the step that comes.
_SHOWN_BY_STEPS: Final = frozenset(
    {
        HeldReason.WAITING,
        HeldReason.NOT_DUE,
        HeldReason.CONTACT_RULES,
        HeldReason.IN_FLIGHT,
        HeldReason.REACTION,
    }
)
_Key: TypeAlias = tuple[str, HeldReason]


def projected_events(
    projection: Projection, now: Collection[NextAction]
) -> Mapping[str, list[Event]]:
    """Give what we would do by receivable, in order, but for what is done now."""
    keys = {action.key for action in now}
    found: dict[str, list[Event]] = {}
    for day, action in projection.actions:
        if day == projection.as_of and action.key in keys:
            continue
        for line in action.receivables:
            along = action.step is not None and line.step is None
            event = Event(
                kind=Kind.LATER,
                day=day.toordinal(),
                step=line.step or action.step or action.reason,
                symbol="along" if along else action.channel or action.do,
                said=action.mode.role or "",
                sure=action.mode.kind is not ModeKind.CONFIRM,
            )
            found.setdefault(line.id, []).append(event)
    return found


def projected_holds(projection: Projection, held: Collection[Held]) -> Mapping[str, list[Hold]]:
    """Give what will be held by receivable, and why; what is held now is known already."""
    found: dict[str, list[Hold]] = {}
    now = {(each.receivable, each.reason) for each in held}
    for (receivable, reason), since, until in _stretches(projection, now):
        hold = Hold(reason=reason, since=since, until=until, amount=None)
        found.setdefault(receivable, []).append(hold)
    return found


def _stretches(
    projection: Projection, now: Collection[_Key]
) -> Iterator[tuple[_Key, int, int | None]]:
    """Give from when to when something is held that isn't now; None where it goes on."""
    running: dict[_Key, int] = {}
    left = set(now)
    for day in projection.days:
        today = day.on.toordinal()
        keys = {(each.receivable, each.reason) for each in day.held}
        left &= keys
        for key in sorted(running.keys() - keys):
            yield key, running.pop(key), today - 1
        for key in sorted(keys - left - running.keys()):
            if key[1] not in _SHOWN_BY_STEPS:
                running[key] = today
    for key, since in sorted(running.items()):
        yield key, since, None
