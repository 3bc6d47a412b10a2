"""What is held, as a decision tells it: a part of a receivable, or a whole account."""

import datetime as dt

import attrs

from dunnix.calendars import Calendar
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.contact_rules import ContactRule
from dunnix.engine.decision import Decision, Held
from dunnix.engine.outlook import HeldReason, Holding
from dunnix.engine.review import LATEST
from dunnix.engine.schedule import date_of
from dunnix.engine.unit import Situation
from dunnix.model import Account, strike_balance
from dunnix.money import Money
from dunnix.scenario import Strategy


def held_of(situation: Situation, holding: Holding) -> Held:
    """Give a part of a receivable as a decision tells that it is held, and why."""
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
        until=date_of(holding.until),
        step=None if step is None else situation.compiled.every_rung[step].id,
        rule=rule,
    )


def held_order(held: Held) -> tuple[str, str, int]:
    """Give the order in which a decision tells what is held."""
    return held.receivable, held.reason, held.amount.minor_units


def held_for_its_data(
    compiled: CompiledScenario,
    account: Account,
    as_of: dt.date,
    calendar: Calendar | None,
    strategy: Strategy | None = None,
) -> Decision:
    """Hold all of an account with a bad row: a letter on wrong data costs more than a day."""
    review = date_of(as_of.toordinal() + LATEST)
    held = held_whole(compiled, account, as_of, HeldReason.DATA_PROBLEM, review)
    decision = attrs.evolve(held, calendar=calendar, strategy=strategy)
    return decision if strategy is None else named_after(strategy, decision)


def held_whole(
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
        held=tuple(sorted(held, key=held_order)),
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


def named_after(strategy: Strategy, decision: Decision) -> Decision:
    """Name a decision after the strategy where no scenario made it."""
    return attrs.evolve(decision, scenario=strategy.ref, scenario_hash=strategy.hash)
