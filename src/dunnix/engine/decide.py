"""The decision function: total, deterministic, and the only evaluator there is."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

import attrs

from dunnix.calendars import Calendar, zones_of
from dunnix.engine.admission import admitted, may_go_by
from dunnix.engine.answers import answer_closed, pending
from dunnix.engine.beside import called_for, effects_in_force, withdrawals, withdrawals_agreed
from dunnix.engine.candidates import closed_units
from dunnix.engine.claimed import added_to, line_with, with_charges
from dunnix.engine.compiled import CompiledScenario, compile_scenario
from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.decision import (
    ActionLine,
    Copy,
    Decision,
    EffectInForce,
    Held,
    NextAction,
    Withdrawal,
)
from dunnix.engine.groups import decide_unit
from dunnix.engine.keys import step_key
from dunnix.engine.lateness import latest_on
from dunnix.engine.outlook import HeldReason, Holding, Outlook, Proposal
from dunnix.engine.priority import priority_of
from dunnix.engine.reach import copies, counterpart
from dunnix.engine.review import LATEST, next_review
from dunnix.engine.rungs import Rung
from dunnix.engine.schedule import NEVER
from dunnix.engine.silence import kept_in_touch
from dunnix.engine.strategy import CompiledStrategy, compile_strategy
from dunnix.engine.strategy_assignment import Assignment, assign, staying
from dunnix.engine.tasks import next_task_key
from dunnix.engine.tone import goals_of, tone_of
from dunnix.engine.unit import Situation, Track, Unit, take_situation
from dunnix.engine.window import Window
from dunnix.model import Account, Contact, Debtor, strike_balance
from dunnix.money import Money
from dunnix.scenario import (
    Do,
    EscalationStep,
    Event,
    Mode,
    ModeKind,
    Reaction,
    Scenario,
    Strategy,
)

_LINE_ID: Final = attrgetter("id")
_MANUAL: Final = Mode(kind=ModeKind.MANUAL)
_COLLECTOR: Final = "collector"
_ACCOUNT_MANAGER: Final = "account-manager"


@attrs.define(eq=False, order=False)
class Part:
    """What one scenario makes of the receivables it decides."""

    situation: Situation
    outlooks: list[tuple[Unit, Outlook]]
    proposals: list[Proposal] = attrs.field(factory=list[Proposal])


@attrs.define(eq=False, order=False)
class Evaluation:
    """One evaluation: its parts, one a scenario, and the decision they make.

    There is one part; under a strategy another for each scenario that receivables stay with.
    """

    parts: list[Part]
    decision: Decision

    def situation_of(self, receivable: str) -> Situation:
        """Give the situation a receivable was decided in."""
        found = (part.situation for part in self.parts if part.situation.decides(receivable))
        return next(found, self.parts[0].situation)


def decide(
    scenario: Scenario | Strategy,
    account: Account,
    *,
    as_of: dt.date,
    calendar: Calendar | None = None,
) -> Decision:
    """Say what to do next for a debtor on a day, what is held and why, and when to ask again.

    A strategy chooses the scenario of the account. The same values give the same answer on any
    machine. `calendar` serves in place of the shipped one the scenario names. Raises `TypeError`
    where `as_of` isn't a plain date.

    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.scenario import load_scenario
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    >>> decision = decide(load_scenario("fr-b2b"), account, as_of=dt.date(2026, 2, 5))
    >>> [action.key for action in decision.next_actions]
    ['fr-b2b:F-1:call:1']
    """
    _check_call(scenario, account, as_of)
    if isinstance(scenario, Strategy):
        strategy = compile_strategy(scenario, calendar)
        if account.problems:
            return _held_for_its_data(strategy.default, account, as_of, calendar, scenario)
        return evaluate_strategy(strategy, account, as_of, calendar).decision
    compiled = compile_scenario(scenario, calendar)
    if account.problems:
        return _held_for_its_data(compiled, account, as_of, calendar)
    return evaluate(compiled, account, as_of, calendar).decision


def _check_call(scenario: object, account: object, as_of: object) -> None:
    """Refuse what would only fail further in, with a sentence that says what was given."""
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if not isinstance(scenario, Scenario | Strategy):
        kind = type(scenario).__name__
        raise TypeError(f"`scenario` must be a Scenario, not a {kind}: see `load_scenario`")
    if not isinstance(account, Account):
        kind = type(account).__name__
        raise TypeError(f"`account` must be one Account, not a {kind}: see `decide_many`")


def decide_many(
    scenario: Scenario | Strategy,
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
    parts = _judged([situation])
    actions = [_action(situation, each) for each in parts[0].proposals]
    decision = _decision(parts, actions, next_review(situation), calendar)
    return Evaluation(parts, decision)


def evaluate_strategy(
    compiled: CompiledStrategy, account: Account, as_of: dt.date, calendar: Calendar | None
) -> Evaluation:
    """Evaluate an account under the scenario it is assigned, and those it has receivables under."""
    base = take_situation(compiled.default, account, as_of)
    assignment = assign(compiled, base)
    strategy = compiled.strategy
    if assignment.scenario is None:
        review = next_review(base)
        held = _held_whole(base.compiled, account, as_of, HeldReason.FACT_MISSING, review)
        decision = attrs.evolve(held, assignment=assignment, strategy=strategy, calendar=calendar)
        return Evaluation([Part(base, [])], _named_after(strategy, decision))
    situations = _situations(compiled, base, assignment)
    parts = _judged(situations)
    actions = [
        attrs.evolve(
            _action(part.situation, each), priority=given.points, priority_reasons=given.reasons
        )
        for part in parts
        for each in part.proposals
        for given in (priority_of(compiled, part.situation, each),)
    ]
    reviews = [next_review(each) for each in (base, *situations)]
    review = min([day for day in reviews if day is not None], default=None)
    decision = _decision(parts, actions, review, calendar)
    return Evaluation(parts, attrs.evolve(decision, assignment=assignment, strategy=strategy))


def _situations(
    compiled: CompiledStrategy, base: Situation, assignment: Assignment
) -> list[Situation]:
    """Give the situation under the scenario assigned, then under those receivables stay with."""
    chosen = compiled.scenarios[str(assignment.scenario)]
    account, day = base.account, base.day
    staying_with = staying(compiled, base, assignment)
    if not staying_with:
        return [base if chosen is base.compiled else take_situation(chosen, account, day)]
    others = frozenset(name for names in staying_with.values() for name in names)
    own = frozenset(place.claim.id for place in base.position.places) - others
    return [
        take_situation(chosen, account, day, own),
        *(
            take_situation(compiled.scenarios[ref], account, day, names)
            for ref, names in staying_with.items()
        ),
    ]


def _judged(situations: Sequence[Situation]) -> list[Part]:
    """Decide each unit of each situation, and let through the contacts that rules allow."""
    parts = [Part(situation, _outlooks(situation)) for situation in situations]
    proposals = admitted([(part.situation, part.outlooks) for part in parts])
    for part, let_through in zip(parts, proposals, strict=True):
        part.proposals = let_through
        if part.situation.compiled.rules.silence is not None:
            part.proposals += kept_in_touch(part.situation, part.outlooks)
    return parts


def _outlooks(situation: Situation) -> list[tuple[Unit, Outlook]]:
    compiled = situation.compiled
    if compiled.answers or situation.account.happenings:
        situation.occurrences = pending(situation)
    outlooks = [(unit, decide_unit(situation, unit)) for unit in situation.units]
    if Event.SETTLED in compiled.events:
        outlooks += [(unit, answer_closed(situation, unit)) for unit in closed_units(situation)]
    return outlooks


def _decision(
    parts: Sequence[Part],
    actions: list[NextAction],
    review: dt.date | None,
    calendar: Calendar | None,
) -> Decision:
    """Put a decision together, sorted by what can't tie; it is named after the first part."""
    situations = [part.situation for part in parts]
    held = [
        _held(part.situation, each)
        for part in parts
        for _, outlook in part.outlooks
        for each in outlook.holdings
    ]
    if len(actions) > 1:
        actions.sort(key=_action_order)
    if len(held) > 1:
        held.sort(key=_held_order)
    first = situations[0]
    compiled, record = first.compiled, first.record
    return Decision(
        debtor=first.debtor.id,
        as_of=first.day,
        next_actions=tuple(actions),
        held=tuple(held),
        withdraw=tuple(_withdrawals(situations)) if record.flights else (),
        called_for=tuple(called_for(each, unit) for each in situations for unit in each.units),
        effects=tuple(_effects(situations)) if record.progress else (),
        next_review=review,
        scenario=compiled.ref,
        scenario_hash=compiled.scenario.hash,
        rules_hash=compiled.rules_hash,
        rules=compiled.scenario,
        account=first.account,
        calendar=calendar,
    )


def _withdrawals(situations: Sequence[Situation]) -> Iterable[Withdrawal]:
    """Give what is to be withdrawn: by all scenarios whose receivables it is about."""
    if len(situations) == 1:
        return withdrawals(situations[0])
    return withdrawals_agreed(situations)


def _effects(situations: Sequence[Situation]) -> Iterable[EffectInForce]:
    found = [effect for each in situations for effect in effects_in_force(each)]
    if len(situations) > 1:
        found.sort(key=lambda effect: effect.receivable)
    return found


def _action_order(action: NextAction) -> tuple[str, str, str]:
    return action.creditor or "", action.amount_due.currency, action.key


def _held_order(held: Held) -> tuple[str, str, int]:
    return held.receivable, held.reason, held.amount.minor_units


def _action(situation: Situation, proposal: Proposal) -> NextAction:
    rung, currency = proposal.rung, proposal.unit.currency
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
        amount_due=Money.minor(
            sum(proposal.amount_of(track) for track, _ in proposal.lines), currency
        ),
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


def _held_for_its_data(
    compiled: CompiledScenario,
    account: Account,
    as_of: dt.date,
    calendar: Calendar | None,
    strategy: Strategy | None = None,
) -> Decision:
    """Hold all of an account with a bad row: a letter on wrong data costs more than a day."""
    review = _date(as_of.toordinal() + LATEST)
    held = _held_whole(compiled, account, as_of, HeldReason.DATA_PROBLEM, review)
    decision = attrs.evolve(held, calendar=calendar, strategy=strategy)
    return decision if strategy is None else _named_after(strategy, decision)


def _named_after(strategy: Strategy, decision: Decision) -> Decision:
    """Name a decision after the strategy where no scenario made it."""
    return attrs.evolve(decision, scenario=strategy.ref, scenario_hash=strategy.hash)


def _held_whole(
    compiled: CompiledScenario,
    account: Account,
    as_of: dt.date,
    reason: HeldReason,
    review: dt.date | None,
) -> Decision:
    """Hold all that is open of an account for one reason."""
    claims = strike_balance(account, as_of, netting=compiled.scenario.netting).claims
    held = (
        Held(
            receivable=claim.id,
            amount=Money.minor(claim.open, claim.currency),
            reason=reason,
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
        next_review=review,
        scenario=compiled.scenario.ref,
        scenario_hash=compiled.scenario.hash,
        rules_hash=compiled.rules_hash,
        rules=compiled.scenario,
        account=account,
    )
