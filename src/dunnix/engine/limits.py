"""How long a pause without a dated end may last before somebody is asked to end it or bear it.

The amount stays held for its own reason: the task stands beside it and asks for nothing.
"""

import datetime as dt
from collections.abc import Iterator

import attrs

from dunnix.engine.outlook import Outlook, Proposal
from dunnix.engine.tasks import PAUSE_LIMIT, open_task
from dunnix.engine.unit import Situation, Track, Unit, track_of
from dunnix.model import Block, Dispute, Part, Place, Standing, known_rows
from dunnix.scenario import DEFAULT_PAUSE, PauseKind, PauseRule


@attrs.frozen(eq=False, order=False)
class Limit:
    """The day somebody is asked about what keeps a receivable, and whom the rule names."""

    day: int
    role: str


def limit_of(situation: Situation, place: Place) -> Limit | None:
    """Give the next limit of a receivable's pauses; None where each has an end of its own.

    After somebody has looked into it the limit starts again: a pause is never silent for ever.
    """
    looked = situation.last_done(place.claim, PAUSE_LIMIT)
    # On the day it was handed over somebody had it in hand.
    given = (part.since or 0 for part in place.parts if part.standing is Standing.HANDED_OVER)
    last, calendar = max((looked, *given)), situation.compiled.calendar
    limits = [
        Limit(max(rule.limit.after(max(since, last), calendar), last + 1), rule.afterwards)
        for part in place.parts
        for since, rule in _endless(situation, place, part)
    ]
    return min(limits, key=lambda limit: (limit.day, limit.role), default=None)


def _endless(situation: Situation, place: Place, part: Part) -> Iterator[tuple[int, PauseRule]]:
    """Give since when rows without a dated end keep a part, each with the rule of its kind."""
    rules = situation.compiled.scenario.pauses
    match part.standing:
        case Standing.DISPUTED:
            for dispute in _disputes(situation, place):
                rule = rules.rule(PauseKind.DISPUTE, dispute.reason)
                yield dispute.opened_on.toordinal(), rule
        case Standing.BLOCKED:
            for block in _blocks(situation, place):
                yield block.since.toordinal(), rules.rule(PauseKind.BLOCK)
        case Standing.UNCLEARED if part.since is not None:
            yield part.since, rules.rule(PauseKind.UNCLEARED)
        case Standing.HANDED_OVER if part.since is not None:
            yield part.since, rules.rule(PauseKind.HAND_OVER)
        case Standing.STAYED if part.since is not None and PauseKind.INSOLVENCY in rules.by_kind:
            # The court ends proceedings, not one of us: who wants to be asked says so.
            yield part.since, rules.rule(PauseKind.INSOLVENCY)
        case _:
            pass


def _disputes(situation: Situation, place: Place) -> Iterator[Dispute]:
    for dispute in known_rows(situation.account.disputes, situation.day):
        is_open = dispute.opened_on <= situation.day and dispute.resolved_on is None
        if is_open and (dispute.invoice is None or dispute.invoice in place.claim.names):
            yield dispute


def _blocks(situation: Situation, place: Place) -> Iterator[Block]:
    """Give the blocks without a dated end in force for a receivable."""
    return (block for block in _in_force(situation, place) if block.until is None)


def block_of(situation: Situation, place: Place) -> Block | None:
    """Give the block in force for a receivable, of several the one that lasts longest."""
    blocks = _in_force(situation, place)
    return max(blocks, key=lambda each: (each.until or dt.date.max, each.id), default=None)


def _in_force(situation: Situation, place: Place) -> Iterator[Block]:
    today = situation.day
    for block in known_rows(situation.account.blocks, today):
        is_open = block.since <= today and (block.until is None or today <= block.until)
        if is_open and (block.invoice is None or block.invoice in place.claim.names):
            yield block


def ask_about_pauses(situation: Situation, unit: Unit, outlook: Outlook) -> None:
    """Propose a task for each role that is to look into pauses older than their limit."""
    asked: dict[str, list[tuple[Track, int]]] = {}
    for place in unit.places:
        limit = limit_of(situation, place) if place.parts else None
        if limit is None or limit.day > situation.today:
            continue
        if open_task(situation, place.claim, PAUSE_LIMIT) is None:
            asked.setdefault(limit.role, []).append((track_of(situation, place), limit.day))
    for role in sorted(asked):
        tracks = sorted((track for track, _ in asked[role]), key=lambda track: track.seniority)
        proposal = Proposal(
            unit=unit,
            leader=tracks[0],
            rung=None,
            kind=PAUSE_LIMIT,
            lines=[(track, None) for track in tracks],
            planned_on=min(day for _, day in asked[role]),
            # The debtor's own collector stands for the role of that name.
            owner=None if role == DEFAULT_PAUSE.afterwards else role,
            beside=True,
        )
        outlook.proposals.append(proposal)
