"""What must hold of the channels of a ladder taken together: that they alternate."""

from collections.abc import Iterator
from typing import Final

from dunnix.errors import Severity
from dunnix.model import CHANNELS
from dunnix.scenario.choices import Do
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import StepKeys
from dunnix.scenario.faults import Fault
from dunnix.scenario.parts import Repeat
from dunnix.scenario.step_rules import counted, offset_of
from dunnix.scenario.timing import Timing, Unit

_MOST: Final = 3


def channels_alternate(draft: Draft) -> Iterator[Fault]:
    """Warn of more than three contacts in a row by one channel, repeats included.

    Only what a silent debtor surely gets that way is counted: a step under a condition isn't, and
    one with a copy goes by another channel as well. Each row of contacts is told once.
    """
    channel, contacts, is_told = None, 0, False
    for place, step in enumerate(draft.steps):
        if step.do is not Do.SEND:
            continue
        if step.channel != channel or step.copy:
            channel, contacts, is_told = step.channel, 0, False
        if not _is_sure(draft, place, step):
            continue
        contacts += _times(step)
        if contacts > _MOST and not is_told:
            is_told = True
            yield Fault(
                code="channel-repeated",
                message=f"more than {_MOST} contacts in a row go by `{channel}`",
                hint="let one of them go by another channel, or allow this",
                severity=Severity.WARNING,
                path=("step", place, "channel"),
            )


def _is_sure(draft: Draft, place: int, step: StepKeys) -> bool:
    unread = any(draft.is_wrong(place, key) for key in ("channel", "copy", "when", "repeat"))
    by_one = step.channel in {*CHANNELS, *draft.scenario.channels} and not step.copy
    return by_one and step.when is None and not unread


def _times(step: StepKeys) -> int:
    """Give how often a step is surely done while nothing happens; without an end, too often."""
    repeat = step.repeat
    if repeat is None:
        return 1
    most = _MOST + 1 if repeat.times is None else 1 + repeat.times
    if repeat.until is None:
        return most
    return min(most, _times_until(step.at, repeat, repeat.until))


def _times_until(at: Timing | None, repeat: Repeat, until: Timing) -> int:
    """Count the times up to a last day; once where only a calendar could tell."""
    if at is None or at.anchor is not until.anchor or at.end_of_month or until.end_of_month:
        return 1
    (first, first_unit), (last, last_unit) = offset_of(at), offset_of(until)
    every, every_unit = counted(repeat.every, 1)
    if {first_unit, last_unit, every_unit} != {Unit.DAY}:
        return 1
    return 1 + max(last - first, 0) // every
