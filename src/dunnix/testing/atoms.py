"""The comparisons of a scenario's conditions, and which of them were seen to hold and to fail.

Each decision is evaluated once more by the engine itself, with conditions that note what they are
asked about: nothing is judged here.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, assert_never

import attrs

from dunnix.conditions import CompiledCondition, compile_condition, parse_condition
from dunnix.conditions.amounts import Value
from dunnix.conditions.expression import (
    And,
    Compare,
    Expression,
    Flag,
    In,
    Known,
    Leaf,
    Not,
    Or,
    spelled,
)
from dunnix.engine import Decision
from dunnix.engine.compiled import CompiledScenario, compile_scenario
from dunnix.engine.conditions import Conditions
from dunnix.engine.dates import passes_dates
from dunnix.engine.evaluation import Evaluation, evaluate, evaluate_strategy
from dunnix.engine.strategy import CompiledStrategy, compile_strategy
from dunnix.scenario import Scenario, Strategy

_Facts: TypeAlias = Sequence[Value | None]
_Note: TypeAlias = Callable[[CompiledCondition, _Facts], None]


@attrs.frozen(order=False)
class Seen:
    """A comparison that was asked: whose condition, which of its comparisons, and the answer.

    `rules` is the reference of a scenario or strategy, `place` that of the condition among all.
    """

    rules: str
    place: int
    leaf: int
    held: bool


@attrs.frozen(order=False)
class _Noted:
    """A condition that was asked, and about which facts."""

    rules: str
    place: int
    condition: CompiledCondition
    facts: _Facts


@attrs.frozen(eq=False, order=False)
class _Recording:
    """Rules whose conditions note what they are asked: scenarios by reference, and a strategy."""

    scenarios: dict[str, CompiledScenario]
    strategy: CompiledStrategy | None


class Recorder:
    """The rules made ready to run with conditions that note what they are asked."""

    def __init__(self, rules: Scenario | Strategy) -> None:
        self._ref = rules.ref
        self._noted: list[_Noted] = []
        self._leaves: dict[int, tuple[CompiledCondition, tuple[CompiledCondition, ...]]] = {}
        if isinstance(rules, Strategy):
            strategy = compile_strategy(rules)
            self._plain = _Recording(strategy.scenarios, strategy)
        else:
            self._plain = _Recording({rules.ref: compile_scenario(rules)}, None)
        self._recording: dict[tuple[str, ...], _Recording] = {}

    def seen(self, decision: Decision) -> set[Seen]:
        """Give each comparison that a decision asked, with its answers."""
        if decision.account.problems:
            return set()
        self._noted.clear()
        evaluation = self._evaluated(decision)
        return {
            Seen(each.rules, each.place, leaf, held)
            for each in self._noted
            if _counts(each, evaluation)
            for leaf, held in self._answers(each)
        }

    def _evaluated(self, decision: Decision) -> Evaluation:
        account, day = decision.account, decision.as_of
        currencies = {each.currency for each in account.invoices}
        currencies |= {each.currency for each in account.plans}
        rules = self._for(tuple(sorted(currencies)))
        if rules.strategy is not None:
            return evaluate_strategy(rules.strategy, account, day, decision.calendar)
        return evaluate(rules.scenarios[self._ref], account, day, decision.calendar)

    def _for(self, currencies: tuple[str, ...]) -> _Recording:
        """Give the rules with recording conditions for some currencies, made once."""
        found = self._recording.get(currencies)
        if found is None:
            scenarios = {
                ref: attrs.evolve(each, by_currency=self._all(each.conditions, currencies, ref))
                for ref, each in self._plain.scenarios.items()
            }
            strategy = self._strategy(currencies, scenarios)
            found = self._recording[currencies] = _Recording(scenarios, strategy)
        return found

    def _strategy(
        self, currencies: tuple[str, ...], scenarios: dict[str, CompiledScenario]
    ) -> CompiledStrategy | None:
        plain = self._plain.strategy
        if plain is None:
            return None
        after = len(plain.strategy.assign)
        return attrs.evolve(
            plain,
            scenarios=scenarios,
            assigning=self._all(plain.assign_conditions, currencies, self._ref),
            pointing=self._all(plain.priority_conditions, currencies, self._ref, after),
        )

    def _all(
        self,
        conditions: Callable[[str], Conditions],
        currencies: tuple[str, ...],
        ref: str,
        start: int = 0,
    ) -> dict[str, Conditions]:
        return {code: self._noting(conditions(code), ref, start) for code in currencies}

    def _noting(self, conditions: Conditions, ref: str, start: int) -> Conditions:
        noting = tuple(
            each and _asking(each, self._note(ref, place))
            for place, each in enumerate(conditions.of_steps, start)
        )
        return attrs.evolve(conditions, of_steps=noting)

    def _note(self, ref: str, place: int) -> _Note:
        def note(condition: CompiledCondition, facts: _Facts) -> None:
            self._noted.append(_Noted(ref, place, condition, tuple(facts)))

        return note

    def _answers(self, noted: _Noted) -> Iterator[tuple[int, bool]]:
        """Tell of each comparison whether it held or failed; one left open did neither.

        `known(x)` fails where the fact isn't known, which never makes a condition surely false.
        """
        for number, leaf in enumerate(self._leaves_of(noted.condition)):
            if leaf.surely_true(noted.facts):
                yield number, True
            elif leaf.surely_false(noted.facts) or isinstance(leaf.condition.expression, Known):
                yield number, False

    def _leaves_of(self, condition: CompiledCondition) -> tuple[CompiledCondition, ...]:
        found = self._leaves.get(id(condition))
        if found is None:
            # The condition is kept beside, so that its number isn't given to another.
            leaves = tuple(_alone(condition))
            found = self._leaves[id(condition)] = condition, leaves
        return found[1]


def _counts(noted: _Noted, evaluation: Evaluation) -> bool:
    """Tell whether it was asked for today: of a step of the ladder, once its date has come.

    That of a later step is asked ahead, to tell the day it may come.
    """
    for part in evaluation.parts:
        compiled = part.situation.compiled
        if compiled.ref == noted.rules and noted.place < len(compiled.rungs):
            rung = compiled.rungs[noted.place]
            return any(
                rung.index in track.progress.last or passes_dates(part.situation, rung, track)
                for unit in part.situation.units
                for track in unit.tracks
            )
    return True


def _asking(condition: CompiledCondition, note: _Note) -> CompiledCondition:
    def surely_true(facts: _Facts) -> bool:
        note(condition, facts)
        return condition.surely_true(facts)

    def surely_false(facts: _Facts) -> bool:
        note(condition, facts)
        return condition.surely_false(facts)

    return attrs.evolve(condition, surely_true=surely_true, surely_false=surely_false)


def _alone(compiled: CompiledCondition) -> Iterator[CompiledCondition]:
    """Give each comparison of a condition as one of its own, negated as it is there.

    A bound on a fact that rises is judged by another day where it is negated.
    """
    given = compiled.given
    for leaf, negated in signed_leaves(compiled.condition.expression):
        yield compile_condition(
            parse_condition(spelled(Not(leaf) if negated else leaf)),
            slots=given.slots,
            earlier_slots=given.earlier_slots,
            amounts=given.amounts,
            digits=given.digits,
        )


def signed_leaves(expression: Expression, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Give the comparisons of an expression as written, and whether each is negated."""
    match expression:
        case And(parts) | Or(parts):
            for part in parts:
                yield from signed_leaves(part, negated=negated)
        case Not(part):
            yield from signed_leaves(part, negated=not negated)
        case Compare() | In() | Known() | Flag():
            yield expression, negated
        case _:
            assert_never(expression)
