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
from dunnix.engine.compiled import CompiledScenario, Conditions, compile_scenario
from dunnix.engine.dates import passes_dates
from dunnix.engine.decide import Evaluation, evaluate, evaluate_strategy
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


class Recorder:
    """The rules made ready to run with conditions that note what they are asked."""

    def __init__(self, rules: Scenario | Strategy) -> None:
        self._rules = rules
        self._noted: list[_Noted] = []
        self._leaves: dict[int, tuple[CompiledCondition, tuple[CompiledCondition, ...]]] = {}
        scenarios = rules.scenarios if isinstance(rules, Strategy) else (rules,)
        self._strategy = compile_strategy(rules) if isinstance(rules, Strategy) else None
        plain = self._strategy.scenarios if self._strategy else None
        self._plain = plain or {each.ref: compile_scenario(each) for each in scenarios}
        self._recording: dict[str, tuple[dict[str, CompiledScenario], CompiledStrategy | None]] = {}

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
        scenarios, strategy = self._for(tuple(sorted(currencies)))
        if strategy is not None:
            return evaluate_strategy(strategy, account, day, decision.calendar)
        return evaluate(scenarios[self._rules.ref], account, day, decision.calendar)

    def _for(
        self, currencies: tuple[str, ...]
    ) -> tuple[dict[str, CompiledScenario], CompiledStrategy | None]:
        """Give the rules with recording conditions for some currencies, made once."""
        key = " ".join(currencies)
        found = self._recording.get(key)
        if found is None:
            found = self._recording[key] = self._made(currencies)
        return found

    def _made(
        self, currencies: tuple[str, ...]
    ) -> tuple[dict[str, CompiledScenario], CompiledStrategy | None]:
        scenarios = {
            ref: attrs.evolve(
                each,
                by_currency={
                    code: self._noting(each.conditions(code), ref, 0) for code in currencies
                },
            )
            for ref, each in self._plain.items()
        }
        plain = self._strategy
        if plain is None:
            return scenarios, None
        ref, rules = plain.strategy.ref, len(plain.strategy.assign)
        strategy = attrs.evolve(
            plain,
            scenarios=scenarios,
            assigning={
                code: self._noting(plain.assign_conditions(code), ref, 0) for code in currencies
            },
            pointing={
                code: self._noting(plain.priority_conditions(code), ref, rules)
                for code in currencies
            },
        )
        return scenarios, strategy

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
