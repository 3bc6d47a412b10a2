"""Which scenario an account gets on a day, and which of its receivables stay with another."""

import hashlib
from typing import Final

import attrs

from dunnix.engine.gather import debtor_facts
from dunnix.engine.record import everything_open
from dunnix.engine.strategy import CompiledStrategy
from dunnix.engine.unit import Situation, Unit
from dunnix.facts import FactKind
from dunnix.model import Action, Stage
from dunnix.scenario import AssignRule, Scenario, Switch

_BY_CURRENCY: Final = frozenset(
    {"debtor.average_days_late", "debtor.paid_late_percent", "debtor.over_credit_limit"}
)
_ANY_CURRENCY: Final = "EUR"
_WHOLE: Final = 100


@attrs.frozen(kw_only=True, order=False)
class Assignment:
    """How a strategy came to the scenario of an account.

    `rule` is the number of the rule that fits, counted from 1; where its condition can't be told,
    `scenario` is None and the account is held. `arm` is the scenario an `experiment` gave.
    """

    strategy: str
    rule: int
    scenario: str | None
    experiment: str | None = None
    arm: str | None = None


def assign(compiled: CompiledStrategy, situation: Situation) -> Assignment:
    """Choose the scenario of an account by the first rule that surely fits.

    A rule that may fit ends the search without a scenario: the next one could be harsher.
    """
    strategy = compiled.strategy
    unit, mixed = _whole_account(compiled, situation)
    values = debtor_facts(situation, unit, without=_unclear(unit) if mixed else frozenset())
    for place, rule in enumerate(strategy.assign):
        condition = unit.conditions.of_steps[place]
        if condition is not None and condition.surely_false(values):
            continue
        fits = rule.when is None or (condition is not None and condition.surely_true(values))
        scenario = _scenario_of(rule, situation.debtor.id) if fits else None
        ref = None if scenario is None else scenario.ref
        return Assignment(
            strategy=strategy.ref,
            rule=place + 1,
            scenario=ref,
            experiment=rule.experiment if fits else None,
            arm=ref if rule.split else None,
        )
    raise AssertionError("the last rule has no condition")  # refused on construction


def _whole_account(compiled: CompiledStrategy, situation: Situation) -> tuple[Unit, bool]:
    """Give all that is open as one unit, and whether it is in several currencies."""
    places = [place for place in situation.position.places if place.claim.open > 0]
    currencies = sorted({place.claim.currency for place in places})
    currency = (*currencies, *compiled.strategy.currencies, _ANY_CURRENCY)[0]
    conditions = compiled.assign_conditions(currency)
    return Unit(None, currency, conditions, [], places), len(currencies) > 1


def _unclear(unit: Unit) -> frozenset[str]:
    """Give the facts that have no one value where there are several currencies."""
    return frozenset(
        fact.name
        for fact in unit.conditions.facts
        if fact.kind is FactKind.MONEY or fact.name in _BY_CURRENCY
    )


def _scenario_of(rule: AssignRule, debtor: str) -> Scenario:
    if rule.scenario is not None:
        return rule.scenario
    share = share_of(str(rule.experiment), debtor)
    for arm in rule.split:
        if share < arm.percent:
            return arm.scenario
        share -= arm.percent
    raise AssertionError("the shares of a split sum to 100")  # refused on construction


def share_of(experiment: str, debtor: str) -> int:
    """Give the place of a debtor among 100, the same for ever: SHA-256 of experiment and id.

    >>> share_of("tone-2026", "D42")
    10
    """
    digest = hashlib.sha256(f"{experiment}\n{debtor}".encode()).hexdigest()
    return int(digest, 16) % _WHOLE


def staying(
    compiled: CompiledStrategy, situation: Situation, assignment: Assignment
) -> dict[str, frozenset[str]]:
    """Give by scenario the receivables that stay with another than the one assigned.

    A receivable stays with the scenario of the last action about it that counts or is under way,
    where the rule switches new receivables only.
    """
    rule = compiled.strategy.assign[assignment.rule - 1]
    if rule.switch is Switch.AT_ONCE or len(compiled.scenarios) == 1:
        return {}
    last = _last_scenarios(compiled, situation)
    found: dict[str, set[str]] = {}
    for place in situation.position.places if last else ():
        names = (place.claim.id, *place.claim.names)
        ref = next((last[name] for name in names if name in last), None)
        if ref is not None and ref != assignment.scenario:
            found.setdefault(ref, set()).add(place.claim.id)
    return {ref: frozenset(found[ref]) for ref in compiled.scenarios if ref in found}


def _last_scenarios(compiled: CompiledStrategy, situation: Situation) -> dict[str, str]:
    """Give by receivable the scenario of the last action about it."""
    last: dict[str, str] = {}
    record = situation.record
    actions = [each for each in (*record.closed, *record.flights) if _binds(each)]
    for action in sorted(actions, key=lambda each: (each.date, each.identity)):
        ref = compiled.ref_of(action.scenario)
        covered = action.covered or everything_open(
            situation.compiled, situation.account, action, situation.day
        )
        for name, _ in covered if ref is not None else ():
            last[name] = str(ref)
    return last


def _binds(action: Action) -> bool:
    return action.stage is not Stage.MISSED
