"""A strategy: rules that give each account its scenario, and each action its priority."""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, cast

import attrs

from dunnix.errors import ScenarioError
from dunnix.facts import Fact, FactTable
from dunnix.model import FrozenMap
from dunnix.money import Money
from dunnix.scenario import converters as read
from dunnix.scenario.amounts import currencies_in, settled
from dunnix.scenario.draft_scenario import unreadable_names
from dunnix.scenario.drafts import no_amounts, no_names
from dunnix.scenario.readers import Reader, wrong_type
from dunnix.scenario.strategy_keys import STRATEGY
from dunnix.scenario.strategy_parts import AssignRule, PriorityRule
from dunnix.scenario.strategy_rules import StrategyDraft, faults_of_strategy, strategy_facts
from dunnix.scenario.strategy_text import canonical_text, strategy_table, toml_text
from dunnix.scenario.tables import read_again
from dunnix.scenario.types import Scenario


def _to_assign(value: Iterable[AssignRule]) -> tuple[AssignRule, ...]:
    return tuple(value)


def _to_priority(value: Iterable[PriorityRule]) -> tuple[PriorityRule, ...]:
    return tuple(value)


def _all_of(kind: type[object], what: str) -> Reader:
    def read_all(value: object) -> object:
        for each in cast("tuple[object, ...]", value):
            if not isinstance(each, kind):
                raise wrong_type(each, what)
        return value

    return read_all


_READERS: Final[dict[str, Reader]] = {
    **STRATEGY.readers,
    "assign": _all_of(AssignRule, "an `AssignRule`"),
    "priority": _all_of(PriorityRule, "a `PriorityRule`"),
}


@attrs.frozen(kw_only=True, order=False, cache_hash=True)
class Strategy:
    """Ordered rules: the first that fits an account gives it its scenario.

    The last rule has no condition. A rule whose condition is unknown holds the account. `priority`
    gives points to actions. Raises `ScenarioError` with everything that is wrong.

    >>> from dunnix.scenario import load_scenario
    >>> strategy = Strategy(
    ...     id="by-record", version="1",
    ...     assign=[
    ...         AssignRule(when="debtor.kept_promises > 2", scenario=load_scenario("gentle")),
    ...         AssignRule(scenario=load_scenario("fr-b2b")),
    ...     ],
    ... )
    >>> [scenario.id for scenario in strategy.scenarios]
    ['gentle', 'fr-b2b']
    """

    dunnix: int = 1
    id: str
    version: str
    title: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_title)
    currency: str | None = None
    amounts: FrozenMap[FrozenMap[str]] = attrs.field(factory=no_amounts, converter=read.to_amounts)
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=read.to_facts)
    assign: tuple[AssignRule, ...] = attrs.field(converter=_to_assign)
    priority: tuple[PriorityRule, ...] = attrs.field(default=(), converter=_to_priority)

    def __attrs_post_init__(self) -> None:
        found = read_again(self, _READERS)
        values = cast("dict[str, Any]", found.values)
        unreadable = unreadable_names(found.faults)
        draft = StrategyDraft(
            values=values,
            assign=dict(enumerate(cast("tuple[AssignRule, ...]", values.get("assign", ())))),
            priority=dict(enumerate(cast("tuple[PriorityRule, ...]", values.get("priority", ())))),
            wrong=found.wrong,
            unreadable=unreadable,
        )
        faults = [*found.faults, *faults_of_strategy(draft)]
        if faults:
            raise ScenarioError([fault.problem_of() for fault in faults])
        # Frozen for everybody else: here the value is still being made.
        object.__setattr__(self, "amounts", settled(self.amounts, self.currency))

    @property
    def ref(self) -> str:
        """The id and version, such as `by-record@1`."""
        return f"{self.id}@{self.version}"

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Every scenario it may give, in the order of the rules."""
        found = {each.ref: each for rule in self.assign for each in rule.scenarios}
        return tuple(found.values())

    @property
    def default(self) -> Scenario:
        """The scenario of the last rule, the first of its split."""
        return self.assign[-1].scenarios[0]

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies its own amounts are in, sorted."""
        return currencies_in(self.amounts, self.currency)

    def amount(self, name: str, currency: str) -> Money | None:
        """Give a named amount in a currency, or None where the strategy names none."""
        text = self.amounts[name].get(currency) if name in self.amounts else None
        return None if text is None else Money(text, currency)

    @cached_property
    def fact_table(self) -> FactTable:
        """The facts its conditions may read; `step` is one of any of its scenarios."""
        return strategy_facts(self.facts, self.scenarios)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical text: it changes with any of the scenarios, too."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """Give the one JSON text of the strategy, with the hash of each scenario."""
        return canonical_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Give the strategy as the tables a file would hold; scenarios are named."""
        return strategy_table(self)

    def to_toml(self) -> str:
        """Give the strategy as a TOML file, with each scenario as `id@version`.

        It loads as an equal strategy, given the scenarios that don't ship with dunnix.
        """
        return toml_text(self)
