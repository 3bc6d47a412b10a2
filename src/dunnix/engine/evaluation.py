"""The only evaluator there is: what each scenario makes of an account, put together."""

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from dunnix.calendars import Calendar
from dunnix.engine.admission import admitted
from dunnix.engine.answers import answer_closed, pending
from dunnix.engine.beside import called_for, effects_in_force, withdrawals, withdrawals_agreed
from dunnix.engine.candidates import closed_units
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.decision import Decision, EffectInForce, NextAction, Withdrawal
from dunnix.engine.groups import decide_unit
from dunnix.engine.held import held_of, held_order, held_whole, named_after
from dunnix.engine.next_action import next_action
from dunnix.engine.outlook import HeldReason, Outlook, Proposal
from dunnix.engine.priority import priority_of
from dunnix.engine.review import next_review
from dunnix.engine.silence import kept_in_touch
from dunnix.engine.strategy import CompiledStrategy
from dunnix.engine.strategy_assignment import Assignment, assign, staying
from dunnix.engine.unit import Situation, Unit, take_situation
from dunnix.model import Account
from dunnix.scenario import Event


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


def evaluate(
    compiled: CompiledScenario, account: Account, as_of: dt.date, calendar: Calendar | None
) -> Evaluation:
    """Evaluate an account and keep how the answer came about."""
    situation = take_situation(compiled, account, as_of)
    parts = _judged([situation])
    actions = [next_action(situation, each) for each in parts[0].proposals]
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
        held = held_whole(base.compiled, account, as_of, HeldReason.FACT_MISSING, review)
        decision = attrs.evolve(held, assignment=assignment, strategy=strategy, calendar=calendar)
        return Evaluation([Part(base, [])], named_after(strategy, decision))
    situations = _situations(compiled, base, assignment)
    parts = _judged(situations)
    actions = [
        attrs.evolve(
            next_action(part.situation, each), priority=given.points, priority_reasons=given.reasons
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
    judge = base if chosen is base.compiled else take_situation(chosen, account, day)
    staying_with = staying(compiled, judge, assignment)
    if not staying_with:
        return [judge]
    # A promise or a plan may speak of receivables of several: one scenario says what became of it.
    position = judge.position
    others = frozenset(name for names in staying_with.values() for name in names)
    own = frozenset(place.claim.id for place in position.places) - others
    return [
        take_situation(chosen, account, day, own, position),
        *(
            take_situation(compiled.scenarios[ref], account, day, names, position)
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
        held_of(part.situation, each)
        for part in parts
        for _, outlook in part.outlooks
        for each in outlook.holdings
    ]
    if len(actions) > 1:
        actions.sort(key=_action_order)
    if len(held) > 1:
        held.sort(key=held_order)
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
