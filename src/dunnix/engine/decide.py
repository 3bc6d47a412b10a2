"""The decision function: total, deterministic, and the only evaluator there is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final

import attrs

from dunnix.calendars import Calendar, zones_of
from dunnix.engine.admission import admitted
from dunnix.engine.answers import answer_closed, closed_units
from dunnix.engine.beside import called_for, effects_in_force, withdrawals
from dunnix.engine.compiled import NEVER, CompiledScenario, Rung, compile_scenario
from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.decision import ActionLine, Decision, Held, NextAction
from dunnix.engine.events import occurrences
from dunnix.engine.groups import decide_unit
from dunnix.engine.keys import step_key
from dunnix.engine.outlook import HeldReason, Holding, Outlook, Proposal
from dunnix.engine.review import LATEST, next_review
from dunnix.engine.silence import kept_in_touch
from dunnix.engine.tasks import next_task_key
from dunnix.engine.unit import Situation, Track, Unit, take_situation
from dunnix.engine.window import Window
from dunnix.model import Account, strike_balance
from dunnix.money import Money
from dunnix.scenario import Do, Event, Mode, ModeKind, Scenario

_LINE_ID: Final = attrgetter("id")
_MANUAL: Final = Mode(kind=ModeKind.MANUAL)


@attrs.define(eq=False, order=False)
class Evaluation:
    """One evaluation: the situation, what became of each unit, and the decision it makes."""

    situation: Situation
    outlooks: list[tuple[Unit, Outlook]]
    decision: Decision


def decide(
    scenario: Scenario,
    account: Account,
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Decision:
    """Say what to do next for a debtor on a day, what is held and why, and when to ask again.

    The same values give the same answer on any machine. `calendar` serves in place of the shipped
    one the scenario names. Raises `TypeError` where `as_of` isn't a plain date.

    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.scenario import load_scenario
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> decision = decide(load_scenario("fr-b2b"), account, as_of=dt.date(2026, 2, 5))
    >>> [action.key for action in decision.next_actions]
    ['fr-b2b:F-1:call:1']
    """
    _check_call(scenario, account, as_of)
    compiled = compile_scenario(scenario, calendar)
    if account.problems:
        return _held_whole(compiled, account, as_of, calendar)
    return evaluate(compiled, account, as_of, calendar).decision


def _check_call(scenario: object, account: object, as_of: object) -> None:
    """Refuse what would only fail further in, with a sentence that says what was given."""
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if not isinstance(scenario, Scenario):
        kind = type(scenario).__name__
        raise TypeError(f"`scenario` must be a Scenario, not a {kind}: see `load_scenario`")
    if not isinstance(account, Account):
        kind = type(account).__name__
        raise TypeError(f"`account` must be one Account, not a {kind}: see `decide_many`")


def decide_many(
    scenario: Scenario,
    accounts: Iterable[Account],
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Iterator[Decision]:
    """Decide for each account in turn: a stream, so that any number fits."""
    for account in accounts:
        yield decide(scenario, account, as_of=as_of, calendar=calendar)


def evaluate(
    compiled: CompiledScenario, account: Account, as_of: dt.date, calendar: Calendar | None
) -> Evaluation:
    """Evaluate an account and keep how the answer came about."""
    situation = take_situation(compiled, account, as_of)
    if compiled.answers or account.happenings:
        situation.occurrences = occurrences(situation)
    outlooks = [(unit, decide_unit(situation, unit)) for unit in situation.units]
    if Event.SETTLED in compiled.events:
        outlooks += [(unit, answer_closed(situation, unit)) for unit in closed_units(situation)]
    proposals = admitted(situation, outlooks)
    if compiled.rules.silence is not None:
        proposals += kept_in_touch(situation, outlooks)
    actions = [_action(situation, each) for each in proposals]
    held = [_held(situation, each) for _, outlook in outlooks for each in outlook.holdings]
    if len(actions) > 1:
        actions.sort(key=_action_order)
    if len(held) > 1:
        held.sort(key=_held_order)
    scenario = compiled.scenario
    decision = Decision(
        debtor=account.debtor.id,
        as_of=as_of,
        next_actions=tuple(actions),
        held=tuple(held),
        withdraw=tuple(withdrawals(situation)) if situation.record.flights else (),
        called_for=tuple(called_for(situation, unit) for unit in situation.units),
        effects=tuple(effects_in_force(situation)) if situation.record.progress else (),
        next_review=next_review(situation),
        scenario=compiled.ref,
        scenario_hash=scenario.hash,
        rules_hash=compiled.rules_hash,
        rules=scenario,
        account=account,
        calendar=calendar,
    )
    return Evaluation(situation, outlooks, decision)


def _action_order(action: NextAction) -> tuple[str, str, str]:
    return action.creditor or "", action.amount_due.currency, action.key


def _held_order(held: Held) -> tuple[str, str, int]:
    return held.receivable, held.reason, held.amount.minor_units


def _action(situation: Situation, proposal: Proposal) -> NextAction:
    rung, currency = proposal.rung, proposal.unit.currency
    lines = [_line(situation, proposal, track, own) for track, own in proposal.lines]
    key = lines[0].key  # a proposal lists its leader first
    if key is None:
        raise AssertionError("a leader takes the step it leads")
    lines.sort(key=_LINE_ID)
    step = None if rung is None else rung.step
    contact = None if proposal.reach is None else proposal.reach.contact
    debtor = situation.debtor
    return NextAction(
        key=key,
        debtor=debtor.id,
        creditor=proposal.unit.creditor,
        do=Do.TASK if step is None else step.do,
        step=None if step is None else step.id,
        phase=None if step is None else step.phase,
        mode=_MANUAL if step is None or step.mode is None else step.mode,
        channel=None if proposal.reach is None else proposal.reach.channel,
        tone=None if step is None else step.tone,
        contact=contact,
        template=None if step is None else step.template,
        language=(contact.language if contact is not None else None) or debtor.language,
        goal=() if step is None else step.goal,
        deadline_on=_deadline(situation, rung),
        effects=() if step is None else step.effects,
        owner=proposal.owner or debtor.owner,
        reason=proposal.kind,
        answers=proposal.answers,
        time=_time(proposal.minute),
        receivables=tuple(lines),
        amount_due=Money.minor(
            sum(proposal.amount_of(track) for track, _ in proposal.lines), currency
        ),
        window=_window(situation, proposal),
        priority=0,
        planned_on=dt.date.fromordinal(proposal.planned_on),
        days_late=situation.today - proposal.planned_on,
        scenario=situation.compiled.ref,
    )


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
    return _date(deadline.after(situation.today, situation.compiled.calendar))


def _window(situation: Situation, proposal: Proposal) -> Window:
    last, contacts = NEVER, proposal.is_contact
    if proposal.rung is not None:
        index, own = proposal.rung.index, proposal.last_day
        last = proposal.leader.schedule.lasts[index] if own is None else own
        last = max(last, situation.today)
    return Window(
        opens_on=situation.day,
        closes_on=None if last >= NEVER else dt.date.fromordinal(last),
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


def _held(situation: Situation, holding: Holding) -> Held:
    claim = holding.place.claim
    step, rule = holding.step, holding.rule
    if rule is None and holding.reason is HeldReason.CONTACT_RULES:
        # A receivable takes one step a day: that is a gap as well.
        rule = ContactRule.GAP
    return Held(
        receivable=claim.id,
        amount=Money.minor(holding.amount, claim.currency),
        reason=holding.reason,
        since=None if holding.since is None else dt.date.fromordinal(holding.since),
        until=_date(holding.until),
        step=None if step is None else situation.compiled.every_rung[step].id,
        rule=rule,
    )


def _date(ordinal: int | None) -> dt.date | None:
    return None if ordinal is None or ordinal >= NEVER else dt.date.fromordinal(ordinal)


def _held_whole(
    compiled: CompiledScenario, account: Account, as_of: dt.date, calendar: Calendar | None
) -> Decision:
    """Hold all of an account with a bad row: a letter on wrong data costs more than a day."""
    claims = strike_balance(account, as_of, netting=compiled.scenario.netting).claims
    held = (
        Held(
            receivable=claim.id,
            amount=Money.minor(claim.open, claim.currency),
            reason=HeldReason.DATA_PROBLEM,
        )
        for claim in claims
        if claim.open > 0
    )
    return Decision(
        debtor=account.debtor.id,
        as_of=as_of,
        next_actions=(),
        held=tuple(sorted(held, key=_held_order)),
        withdraw=(),
        called_for=(),
        effects=(),
        next_review=_date(as_of.toordinal() + LATEST),
        scenario=compiled.scenario.ref,
        scenario_hash=compiled.scenario.hash,
        rules_hash=compiled.rules_hash,
        rules=compiled.scenario,
        account=account,
        calendar=calendar,
    )
