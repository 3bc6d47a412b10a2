"""An action as a decision tells it: made of a proposal that was let through."""

import datetime as dt
from operator import attrgetter
from typing import Final

from dunnix.calendars import zones_of
from dunnix.engine.admission import may_go_by
from dunnix.engine.claimed import added_to, line_with, with_charges
from dunnix.engine.decision import ActionLine, Copy, NextAction
from dunnix.engine.keys import step_key
from dunnix.engine.lateness import latest_on
from dunnix.engine.outlook import Proposal
from dunnix.engine.reach import copies, counterpart
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER, date_of
from dunnix.engine.tasks import next_task_key
from dunnix.engine.tone import goals_of, tone_of
from dunnix.engine.unit import Situation, Track
from dunnix.engine.window import Window
from dunnix.model import Contact, Debtor
from dunnix.money import Money
from dunnix.scenario import Do, EscalationStep, Mode, ModeKind, Reaction

_LINE_ID: Final = attrgetter("id")
_MANUAL: Final = Mode(kind=ModeKind.MANUAL)
_COLLECTOR: Final = "collector"
_ACCOUNT_MANAGER: Final = "account-manager"


def next_action(situation: Situation, proposal: Proposal) -> NextAction:
    """Make the action of a proposal, with its lines sorted and what late payment adds to them."""
    rung = proposal.rung
    added = [added_to(situation, proposal, track, own) for track, own in proposal.lines]
    lines = [
        line_with(_line(situation, proposal, track, own), more)
        for (track, own), more in zip(proposal.lines, added, strict=True)
    ]
    key = lines[0].key  # a proposal lists its leader first
    if key is None:
        raise AssertionError("a leader takes the step it leads")
    lines.sort(key=_LINE_ID)
    step = None if rung is None else rung.step
    contact = _contact(situation, proposal)
    debtor = situation.debtor
    sender = None if step is None else step.sender or _COLLECTOR
    latest = latest_on(situation, proposal)
    action = NextAction(
        key=key,
        debtor=debtor.id,
        creditor=proposal.unit.creditor,
        do=Do.TASK if step is None else step.do,
        step=None if step is None else step.id,
        phase=None if step is None else step.phase,
        mode=_MANUAL if step is None or step.mode is None else step.mode,
        channel=None if proposal.reach is None else proposal.reach.channel,
        tone=tone_of(situation, proposal),
        contact=contact,
        sender=sender,
        cc=() if step is None else step.cc,
        copies=_copies(situation, proposal),
        template=None if step is None else step.template,
        language=(contact.language if contact is not None else None) or debtor.language,
        country=debtor.country,
        goal=tuple(goals_of(proposal)),
        concede=() if step is None else step.concede,
        deadline_on=_deadline(situation, rung),
        effects=() if step is None else step.effects,
        owner=proposal.owner or _owner(debtor, step),
        reason=proposal.kind,
        answers=proposal.answers,
        time=_time(proposal.minute),
        receivables=tuple(lines),
        amount_due=Money.minor(proposal.amount, proposal.unit.currency),
        window=_window(situation, proposal),
        priority=0,
        planned_on=dt.date.fromordinal(proposal.planned_on),
        latest_on=dt.date.fromordinal(min(latest, NEVER)),
        days_late=situation.today - proposal.planned_on,
        is_late=situation.today > latest,
        scenario=situation.compiled.ref,
    )
    return with_charges(situation, proposal, action, added)


def _contact(situation: Situation, proposal: Proposal) -> Contact | None:
    if proposal.reach is not None:
        return proposal.reach.contact
    return None if proposal.rung is None else counterpart(situation, proposal.rung)


def _copies(situation: Situation, proposal: Proposal) -> tuple[Copy, ...]:
    """Give the copies that reach somebody and that no contact rule stops."""
    rung, reached = proposal.rung, proposal.reach
    if rung is None or reached is None or not rung.step.copy:
        return ()
    return tuple(
        Copy(channel=each.channel, contact=each.contact)
        for each in copies(situation, rung, reached.channel)
        if may_go_by(situation, proposal, each.channel)
    )


def _owner(debtor: Debtor, step: EscalationStep | Reaction | None) -> str | None:
    """Give who is responsible: the collector, unless a step is in the name of another.

    For the account manager that is whoever it is, if known; a task is for the role it names.
    """
    sender = None if step is None else step.sender
    if sender == _ACCOUNT_MANAGER:
        return debtor.account_manager or debtor.owner
    is_for_a_role = step is not None and step.do is Do.TASK and sender != _COLLECTOR
    return (sender if is_for_a_role else None) or debtor.owner


def _line(situation: Situation, proposal: Proposal, track: Track, own: int | None) -> ActionLine:
    key = None if own is None else step_key(situation, track, own)
    if proposal.rung is None:
        key = next_task_key(situation, track.claim, proposal.kind)
    return ActionLine(
        id=track.claim.id,
        step=None if own is None else situation.compiled.every_rung[own].id,
        key=key,
        amount_due=Money.minor(proposal.amount_of(track), proposal.unit.currency),
    )


def _time(minute: int | None) -> dt.time | None:
    return None if minute is None else dt.time(*divmod(minute, 60))


def _deadline(situation: Situation, rung: Rung | None) -> dt.date | None:
    deadline = None if rung is None else rung.step.deadline
    if deadline is None:
        return None
    return date_of(deadline.after(situation.today, situation.compiled.calendar))


def _window(situation: Situation, proposal: Proposal) -> Window:
    last, contacts = NEVER, proposal.is_contact
    if proposal.rung is not None:
        index, own = proposal.rung.index, proposal.last_day
        last = proposal.leader.schedule.lasts[index] if own is None else own
        last = max(last, situation.today)
    return Window(
        opens_on=situation.day,
        closes_on=date_of(last),
        timezone=situation.debtor.timezone or situation.compiled.scenario.timezone,
        timezones=_timezones(situation),
        hours=situation.compiled.rules.hours_on(situation.today) if contacts else (),
        week=situation.compiled.rules.hours or () if contacts else (),
    )


def _timezones(situation: Situation) -> tuple[str, ...]:
    """Give the zone of the debtor, else all of its country, else that of the scenario."""
    debtor = situation.debtor
    if debtor.timezone is not None:
        return (debtor.timezone,)
    return zones_of(debtor.country) or (situation.compiled.scenario.timezone,)
