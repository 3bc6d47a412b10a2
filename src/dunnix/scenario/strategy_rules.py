"""What must hold of a strategy as a whole."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from dunnix.conditions import Condition, DecimalNumber, facts_used, leaves, literals
from dunnix.facts import Fact, FactTable, table_for
from dunnix.scenario.amounts import currencies_of, faults_of_amounts
from dunnix.scenario.condition_rules import faults_in
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import scenario_draft
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.readers import shown
from dunnix.scenario.strategy_parts import AssignKeys, PriorityRule
from dunnix.scenario.types import Scenario

_SHARED: Final = ("id", "version", "currency", "amounts", "facts")


@attrs.frozen(kw_only=True, order=False)
class StrategyDraft:
    """A strategy as read, with the keys that were given but can't be read.

    `assign` and `priority` are the rules that could be read, by their places;
    `unread_conditions` the places of assignment rules whose `when` can't be read.
    """

    values: Mapping[str, Any]
    assign: Mapping[int, AssignKeys]
    priority: Mapping[int, PriorityRule]
    wrong: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    unread_conditions: frozenset[int] = frozenset()

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios its rules may give."""
        return tuple(each for rule in self.assign.values() for each in rule.scenarios)

    @property
    def declared(self) -> Draft:
        """The amounts and facts it declares, as a scenario declares them."""
        values = {name: self.values[name] for name in _SHARED if name in self.values}
        return Draft(scenario=scenario_draft(values), wrong=self.wrong, unreadable=self.unreadable)


def strategy_facts(declared: Iterable[Fact], scenarios: Iterable[Scenario]) -> FactTable:
    """Give the facts a strategy's conditions may read."""
    ids = dict.fromkeys(str(name) for each in scenarios for name in each.step_ids)
    return table_for(declared, tuple(ids))


def faults_of_strategy(draft: StrategyDraft) -> Iterator[Fault]:
    """Give all that is wrong with a strategy beyond its single keys."""
    yield from _default_comes_last(draft)
    yield from _experiments_agree(draft)
    yield from _scenarios_agree(draft)
    yield from _conditions_hold_water(draft)


def _default_comes_last(draft: StrategyDraft) -> Iterator[Fault]:
    rules = draft.assign
    if not rules:
        if "assign" in draft.values and "assign" not in draft.wrong:
            yield Fault(
                code="no-default",
                message="a strategy without rules gives no account a scenario",
                hint="add an [[assign]] with a `scenario` and no `when`",
                path=("assign",),
                at_key=True,
            )
        return
    defaults = [place for place in sorted(rules) if _is_default(draft, place)]
    last = max(rules)
    if not defaults and rules[last].when is not None:
        yield Fault(
            code="no-default",
            message="the last rule has a `when`: accounts it doesn't fit would get no scenario",
            hint="add an [[assign]] with a `scenario` and no `when` at the end",
            path=("assign", last),
            at_key=True,
        )
    for place in sorted(rules):
        if defaults and place > defaults[0]:
            yield Fault(
                code="rule-never-reached",
                message=f"rule {defaults[0] + 1} has no `when`, so no account comes to this one",
                hint="put the rule without `when` at the end",
                path=("assign", place),
                at_key=True,
            )


def _is_default(draft: StrategyDraft, place: int) -> bool:
    """Tell whether a rule was written without condition; one that can't be read isn't."""
    return draft.assign[place].when is None and place not in draft.unread_conditions


def _experiments_agree(draft: StrategyDraft) -> Iterator[Fault]:
    """Refuse one experiment with two splits: a debtor would be in both arms."""
    found: dict[str, tuple[int, AssignKeys]] = {}
    for place, rule in sorted(draft.assign.items()):
        if rule.experiment is None or not rule.split:
            continue
        first, other = found.setdefault(rule.experiment, (place, rule))
        if other.split != rule.split:
            yield Fault(
                code="experiment-differs",
                message=f"`{rule.experiment}` is split otherwise in rule {first + 1}",
                hint="give the same scenarios and shares in the same order, or another name",
                path=("assign", place, "experiment"),
            )


def _scenarios_agree(draft: StrategyDraft) -> Iterator[Fault]:
    """Refuse one reference with two meanings, and balances struck in two ways."""
    known: dict[str, Scenario] = {}
    for place, rule in sorted(draft.assign.items()):
        for scenario in rule.scenarios:
            path: Path = ("assign", place, "split" if rule.split else "scenario")
            first = next(iter(known.values()), scenario)
            other = known.setdefault(scenario.ref, scenario)
            if other.hash != scenario.hash or other.late_payment != scenario.late_payment:
                yield Fault(
                    code="two-meanings",
                    message=f"`{shown(scenario.ref)}` stands for two different scenarios",
                    hint="a published id and version never change: give one of them a new version",
                    path=path,
                )
            elif scenario.netting is not first.netting:
                yield Fault(
                    code="netting-differs",
                    message=(
                        f"`{shown(scenario.ref)}` has netting `{scenario.netting}`, "
                        f"`{shown(first.ref)}` has `{first.netting}`"
                    ),
                    hint="give all scenarios of a strategy the same `netting`: "
                    "an account has one balance",
                    path=path,
                )


def _conditions_hold_water(draft: StrategyDraft) -> Iterator[Fault]:
    declared = draft.declared
    assign = [
        (("assign", place, "when"), rule.when)
        for place, rule in sorted(draft.assign.items())
        if rule.when is not None
    ]
    priority = [
        (("priority", place, "when"), rule.when) for place, rule in sorted(draft.priority.items())
    ]
    conditions: list[tuple[Path, Condition]] = [*assign, *priority]
    if declared.scenario.amounts or currencies_of(declared.scenario):
        yield from faults_of_amounts(declared.scenario, draft.wrong)
    elif not draft.wrong & {"currency", "amounts"}:
        yield from _need_a_currency(conditions)
    table = strategy_facts(declared.scenario.facts, draft.scenarios)
    yield from faults_in(conditions, table, declared)
    for path, condition in assign:
        yield from _of_an_action(path, condition, table)


def _need_a_currency(conditions: Iterable[tuple[Path, Condition]]) -> Iterator[Fault]:
    for path, condition in conditions:
        for leaf in leaves(condition.expression):
            amounts = [each for each in literals(leaf) if isinstance(each, DecimalNumber)]
            if amounts:
                yield Fault(
                    code="missing-key",
                    message="an amount in a strategy without `currency`",
                    hint='add such as currency = "EUR", above the first header in brackets',
                    path=path,
                    span=(amounts[0].span.start, amounts[0].span.end),
                )
                return


def _of_an_action(path: Path, condition: Condition, table: FactTable) -> Iterator[Fault]:
    """Refuse what only an action has: there is none yet when a scenario is chosen."""
    for name in sorted(facts_used(condition)):
        if name.startswith("debtor.") or name not in table:
            continue
        place = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", condition.text)
        yield Fault(
            code="fact-of-an-action",
            message=f"`{name}` is of an action, and a scenario is chosen before there is one",
            hint="read facts of the debtor, such as `debtor.overdue`",
            path=path,
            span=None if place is None else place.span(),
        )
