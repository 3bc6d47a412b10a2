"""Which of the contacts proposed may go out today, and on what day those that may not."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

from dunnix.engine.contact_log import ContactLog, Touch
from dunnix.engine.contact_rules import RulesInForce
from dunnix.engine.outlook import HeldReason, Outlook, Proposal
from dunnix.engine.reach import Reach, reaches
from dunnix.engine.schedule import NEVER
from dunnix.engine.stops import Stop, Try, first_day, stop
from dunnix.engine.unit import Situation, Track, Unit

_Turn: TypeAlias = tuple[bool, int, tuple[str, str], tuple[int, int, str]]
_Outlooks: TypeAlias = Sequence[tuple[Unit, Outlook]]
_LATEST = 30


def admitted(parts: Sequence[tuple[Situation, _Outlooks]]) -> list[list[Proposal]]:
    """Let contacts through one by one, the longest due first; hold those a rule stops.

    Answers to the debtor's own words go before all. Each part keeps the rules of its own scenario,
    and all of them see what was let through. Later days on which the rules may let other contacts
    through are noted in `situation.turns`.
    """
    gates = [_Gate(each, each.record.contacts, each.log) for each, _ in parts]
    contacts = [
        (proposal, outlook, gate)
        for gate, (_, outlooks) in zip(gates, parts, strict=True)
        for _, outlook in outlooks
        for proposal in outlook.proposals
        if proposal.is_contact
    ]
    stopped: set[int] = set()
    if contacts and any(gate.has_rules for gate in gates):
        if len(contacts) > 1:
            contacts.sort(key=lambda each: _turn(each[0]))
        for proposal, outlook, gate in contacts:
            found = gate.stop(proposal)
            if found is None:
                gate.leave_behind(proposal, outlook)
                for each in gates:
                    each.count(proposal)
            else:
                stopped.add(id(proposal))
                for line in proposal.lines:
                    _hold(outlook, proposal, line, found)
        for gate in gates:
            gate.note_days()
    return [
        [p for _, outlook in outlooks for p in outlook.proposals if id(p) not in stopped]
        for _, outlooks in parts
    ]


def may_go_by(situation: Situation, proposal: Proposal, channel: str) -> bool:
    """Tell whether no rule stops what a contact says from going out by another channel as well."""
    compiled = situation.compiled
    if not (compiled.has_gap or compiled.rules.beyond_gap):
        return True
    gate = _Gate(situation, situation.record.contacts, situation.log)
    return gate.is_free(proposal, channel)


def _turn(proposal: Proposal) -> _Turn:
    answers = proposal.rung is not None and proposal.rung.is_answer
    return not answers, proposal.planned_on, proposal.unit.order, proposal.leader.seniority


def _hold(
    outlook: Outlook, proposal: Proposal, line: tuple[Track, int | None], found: Stop
) -> None:
    """Hold what a contact would have covered, unless its cents are elsewhere."""
    track, own = line
    if proposal.carries(track):
        step = proposal.rung.index if own is None and proposal.rung is not None else own
        until = None if found.until >= NEVER else found.until
        outlook.hold(track, HeldReason.CONTACT_RULES, until, step, found.rule)


def _next_kind_of_day(rules: RulesInForce, today: int) -> int:
    """Give the next day on which weekdays, closed days or dates of a pack say otherwise."""
    now = rules.stopped_by_day(today)
    days = range(today + 1, today + _LATEST)
    return next((day for day in days if rules.stopped_by_day(day) is not now), NEVER)


@attrs.define(eq=False, order=False)
class _Gate:
    """What contacts pass through: those made or planned, and those let through before."""

    situation: Situation
    contacts: list[int]
    log: ContactLog

    @property
    def has_rules(self) -> bool:
        """Whether any rule can stop a contact."""
        compiled = self.situation.compiled
        return compiled.has_gap or compiled.rules.beyond_gap

    def note_days(self) -> None:
        """Note the next day on which rules about days say otherwise."""
        rules = self.situation.compiled.rules
        if rules.has_days:
            self.situation.turns.append(_next_kind_of_day(rules, self.situation.today))

    def stop(self, proposal: Proposal) -> Stop | None:
        """Give what stops a contact by each of its channels; None, once one is free.

        What isn't about a channel stops all of them alike, so that each may be tried in turn.
        """
        first = self._by_rules(proposal, proposal.leader)
        if first is None:
            return None
        days = [self._free_on(proposal, proposal.leader)]
        if self.situation.compiled.rules.reads_log:
            for other in self._others(proposal):
                taken, proposal.reach = proposal.reach, other
                if self._by_rules(proposal, proposal.leader) is None:
                    self.situation.turns += [first.until, *days]
                    return None
                days.append(self._free_on(proposal, proposal.leader))
                proposal.reach = taken
        self.situation.turns += [first.until, *days]
        return Stop(first.rule, min(days))

    def _others(self, proposal: Proposal) -> Iterator[Reach]:
        """Give the ways to reach the debtor that come after the one proposed."""
        if proposal.rung is None or proposal.reach is None:
            return
        taken = proposal.reach.channel
        for other in reaches(self.situation, proposal.rung, proposal.leader):
            if other.channel != taken:
                yield other

    def leave_behind(self, proposal: Proposal, outlook: Outlook) -> None:
        """Take from a contact what goes along with it and has a rule of its own against it."""
        rules = self.situation.compiled.rules
        if len(proposal.lines) == 1 or not (rules.waiting or rules.caps):
            return
        kept: list[tuple[Track, int | None]] = []
        for track, own in proposal.lines:
            found = None
            if track is not proposal.leader:
                found = self._by_rules(proposal, track)
            if found is None:
                kept.append((track, own))
                continue
            until = self._free_on(proposal, track)
            self.situation.turns += [found.until, until]
            _hold(outlook, proposal, (track, own), Stop(found.rule, until))
        proposal.lines = kept

    def count(self, proposal: Proposal) -> None:
        """Count a contact that was let through against those after it."""
        today = self.situation.today
        self.contacts = sorted([*self.contacts, today])
        if not self.situation.compiled.rules.reads_log:
            return
        names = {name for track, _ in proposal.lines for name in track.claim.names}
        channel = None if proposal.reach is None else proposal.reach.channel
        touch = Touch(today, channel, frozenset(names), None, counted=False, identity="")
        touches = sorted([*self.log.touches, touch], key=lambda each: each.day)
        self.log = ContactLog(touches, self.log.refusals)

    def _by_rules(self, proposal: Proposal, track: Track) -> Stop | None:
        return stop(self._attempt(proposal, track), self.situation.today)

    def _free_on(self, proposal: Proposal, track: Track) -> int:
        return first_day(self._attempt(proposal, track), self.situation.today)

    def is_free(self, proposal: Proposal, channel: str) -> bool:
        """Tell whether no rule stops any part of a contact by a channel."""
        tries = (self._attempt(proposal, track) for track, _ in proposal.lines)
        today = self.situation.today
        return all(stop(attrs.evolve(each, channel=channel), today) is None for each in tries)

    def _attempt(self, proposal: Proposal, track: Track) -> Try:
        return Try(
            compiled=self.situation.compiled,
            contacts=self.contacts,
            log=self.log,
            channel=None if proposal.reach is None else proposal.reach.channel,
            names=track.claim.names,
            is_answer=proposal.rung is not None and proposal.rung.is_answer,
        )
