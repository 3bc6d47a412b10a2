"""The lines of a timeline that happenings make, each with what its kind tells."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, assert_never

import attrs

from dunnix.case.audience import Item
from dunnix.case.values import EntryKind, TimelineEntry
from dunnix.case.view import View
from dunnix.model import (
    Acknowledgment,
    CallBack,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    Reply,
    Waiver,
)

ENTRY_KINDS: Final[Mapping[type[Happening], EntryKind]] = {
    Reply: EntryKind.REPLY,
    CallBack: EntryKind.CALL_BACK,
    Extension: EntryKind.EXTENSION,
    Acknowledgment: EntryKind.ACKNOWLEDGMENT,
    Insolvency: EntryKind.INSOLVENCY,
    HandOver: EntryKind.HAND_OVER,
    Waiver: EntryKind.WAIVER,
}


def happening_entries(view: View) -> Iterator[TimelineEntry]:
    """Give a line for each happening known by the day that speaks of what is shown."""
    happening: Happening
    for happening in view.known("happenings"):
        about = view.of([happening.invoice])
        if about is None:
            continue
        on_record = isinstance(happening, Acknowledgment | Insolvency)
        shares_note = view.may_see(Item.RECORDS if on_record else Item.NOTES)
        yield _told_of(
            happening,
            TimelineEntry(
                on=happening.date,
                kind=ENTRY_KINDS[type(happening)],
                receivables=about,
                note=happening.note if shares_note else None,
            ),
        )


def _told_of(happening: Happening, entry: TimelineEntry) -> TimelineEntry:
    """Add to an entry what only its kind of happening tells."""
    match happening:
        case Reply():
            return attrs.evolve(entry, reason=happening.reason)
        case Extension():
            return attrs.evolve(entry, until=happening.until)
        case CallBack():
            return attrs.evolve(entry, until=happening.until, time=happening.time)
        case HandOver():
            return attrs.evolve(entry, given_to=happening.given_to)
        case Waiver():
            share = None if happening.percent is None else Fraction(happening.percent) / 100
            return attrs.evolve(
                entry,
                reason=happening.of,
                share=share,
                amount=happening.amount,
                until=happening.until,
            )
        case Acknowledgment() | Insolvency():
            return entry
        case _:
            assert_never(happening)
