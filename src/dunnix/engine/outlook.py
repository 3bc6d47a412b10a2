"""What a decision is put together from: proposals, and all that is held with its reason."""

from enum import StrEnum
from typing import Final

import attrs

from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.ladder import Choice
from dunnix.engine.reach import Reach, reach
from dunnix.engine.rungs import Rung
from dunnix.engine.tasks import FIND_CONTACT, is_done_today, open_task
from dunnix.engine.unit import Situation, Track, Unit
from dunnix.model import Place, Standing


class HeldReason(StrEnum):
    """Why an amount is in no action today."""

    INSOLVENCY = "insolvency"
    HANDED_OVER = "handed-over"
    BLOCK = "block"
    DISPUTE = "dispute"
    PLAN = "plan"
    UNCLEARED = "uncleared-payment"
    PROMISE = "promise"
    EXTENSION = "extension"
    CALL_BACK = "call-back"
    REACTION = "reaction"
    STOPPED = "stopped"
    NOT_DUE = "not-due"
    WAITING = "waiting"
    NOTICE_MISSING = "notice-missing"
    CONTACT_RULES = "contact-rules"
    IN_FLIGHT = "in-flight"
    TASK = "task"
    REFUSED = "refused"
    FACT_MISSING = "fact-missing"
    AMOUNT_MISSING = "amount-missing"
    BELOW_MINIMUM = "below-minimum"
    FINISHED = "finished"
    DATA_PROBLEM = "data-problem"


OF_STANDING: Final = {
    Standing.STAYED: HeldReason.INSOLVENCY,
    Standing.HANDED_OVER: HeldReason.HANDED_OVER,
    Standing.BLOCKED: HeldReason.BLOCK,
    Standing.DISPUTED: HeldReason.DISPUTE,
    Standing.UNCLEARED: HeldReason.UNCLEARED,
    Standing.PROMISED: HeldReason.PROMISE,
    Standing.EXTENDED: HeldReason.EXTENSION,
}


@attrs.define(eq=False, order=False)
class Holding:
    """A part of a receivable that is in no action: how much, why, from when and until when."""

    place: Place
    amount: int
    reason: HeldReason
    since: int | None = None
    until: int | None = None
    step: int | None = None
    rule: ContactRule | None = None


@attrs.define(eq=False, order=False)
class Proposal:
    """An action that might go out today: its step, or the kind of a task of our own.

    `answers` names what a reaction answers; `minute` is the time of day of a call agreed on;
    `owner` the role a task is for, where it isn't the collector's; `last_day` the last on which an
    answer is still given, `latest` the last on which it is in time. What stands `beside` carries
    no cents: they are in another action or held, as are those of receivables named `elsewhere`.
    """

    unit: Unit
    leader: Track
    rung: Rung | None
    kind: str
    lines: list[tuple[Track, int | None]]
    planned_on: int
    reach: Reach | None = None
    answers: str | None = None
    minute: int | None = None
    owner: str | None = None
    last_day: int | None = None
    latest: int | None = None
    beside: bool = False
    elsewhere: frozenset[str] = frozenset()

    def carries(self, track: Track) -> bool:
        """Tell whether the cents of a receivable are in it."""
        return not self.beside and track.claim.id not in self.elsewhere

    def amount_of(self, track: Track) -> int:
        """Give what it asks for of a receivable: nothing where its cents are in another place."""
        return track.in_play if self.carries(track) else 0

    @property
    def amount(self) -> int:
        """What it asks for in all."""
        return sum(self.amount_of(track) for track, _ in self.lines)

    @property
    def is_contact(self) -> bool:
        """Whether it counts for the gap between contacts."""
        return self.rung is not None and self.rung.contacts


@attrs.define(eq=False, order=False)
class Outlook:
    """What became of the receivables of a unit: proposals, and all that is held."""

    proposals: list[Proposal]
    holdings: list[Holding]
    choices: dict[str, Choice]

    def hold(
        self,
        track: Track,
        reason: HeldReason,
        until: int | None = None,
        step: int | None = None,
        rule: ContactRule | None = None,
    ) -> None:
        """Hold what is in play of a receivable, if anything is."""
        if track.in_play <= 0:
            return
        self.holdings.append(Holding(track.place, track.in_play, reason, None, until, step, rule))


def propose(situation: Situation, proposal: Proposal, outlook: Outlook) -> None:
    """Propose a step once somebody can be reached by it; else have somebody look for a contact.

    For what is settled nobody is looked for: it isn't thanked for, then.
    """
    rung = proposal.rung
    if rung is not None and rung.contacts:
        proposal.reach = reach(situation, rung, proposal.leader)
        if proposal.reach is None:
            proposal.lines = [
                (track, None) for track, _ in proposal.lines if proposal.carries(track)
            ]
            if any(track.claim.open for track, _ in proposal.lines):
                proposal.rung, proposal.kind = None, FIND_CONTACT
                propose_task(situation, proposal, outlook)
            return
    outlook.proposals.append(proposal)


def propose_task(situation: Situation, proposal: Proposal, outlook: Outlook) -> None:
    """Propose a task of our own, unless it is on somebody's list already."""
    new: list[tuple[Track, int | None]] = []
    for track, own in proposal.lines:
        waiting = open_task(situation, track.claim, proposal.kind)
        if waiting is not None:
            due = waiting.due_on.toordinal()
            outlook.hold(track, HeldReason.TASK, due if due >= situation.today else None)
        elif is_done_today(situation, track.claim, proposal.kind):
            outlook.hold(track, HeldReason.TASK, situation.today + 1)
        else:
            new.append((track, own))
    if new:
        proposal.lines = new
        proposal.leader = new[0][0]
        outlook.proposals.append(proposal)
