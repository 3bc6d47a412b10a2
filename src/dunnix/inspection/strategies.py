"""The rules of a strategy: which never fit, and which others always come before."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.calendars import Calendar
from dunnix.conditions import Condition, facts_used
from dunnix.engine.conditions import Conditions
from dunnix.engine.strategy import CompiledStrategy, compile_strategy
from dunnix.inspection import kinds
from dunnix.inspection.asked import Asked
from dunnix.inspection.cells import MOST_CELLS, Grid
from dunnix.inspection.cuts import Bounds, Value
from dunnix.inspection.exact import Verdict, judged, proved_of, told_of, verdicts_of
from dunnix.inspection.family import Family, settable
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.witness import Witness
from dunnix.planning import project
from dunnix.scenario import Strategy

_Result: TypeAlias = ScenarioFinding | Proved | Unproved
_Told: TypeAlias = Iterator[_Result]
_Cell: TypeAlias = tuple[Value, ...] | None
_DAYS: Final = 120
_ANYWHERE: Final = Bounds(has_law=True)


@attrs.frozen(kw_only=True, order=False, eq=False)
class Rules:
    """The rules of a strategy made ready in a currency, and the accounts made up for them."""

    compiled: CompiledStrategy
    currency: str
    calendar: Calendar | None

    @classmethod
    def by_currency(cls, strategy: Strategy, calendar: Calendar | None) -> "list[Rules]":
        """Make the rules ready in each currency of a strategy, or else of its last scenario."""
        compiled = compile_strategy(strategy, calendar)
        codes = strategy.currencies or strategy.default.currencies
        return [cls(compiled=compiled, currency=code, calendar=calendar) for code in codes]

    @property
    def strategy(self) -> Strategy:
        """The strategy inspected."""
        return self.compiled.strategy

    @property
    def assigning(self) -> Conditions:
        """The conditions of the rules that choose a scenario."""
        return self.compiled.assign_conditions(self.currency)

    @property
    def pointing(self) -> Conditions:
        """The conditions of the rules that give points."""
        return self.compiled.priority_conditions(self.currency)

    def witness(self, grid: Grid | None = None, cell: _Cell = None) -> Witness:
        """Play the account of a cell under the strategy."""
        facts = {fact.name: fact for fact in self.strategy.fact_table}
        named = {} if grid is None or cell is None else grid.named(cell)
        family = self._family()
        account = family.account(
            {name: value for name, value in named.items() if settable(facts, name)}
        )
        played = project(
            self.strategy, account, as_of=family.issued, days=_DAYS, calendar=self.calendar
        )
        return Witness.of(account, played)

    def _family(self) -> Family:
        """Give the accounts of the last scenario, with the facts of all of them."""
        declared = (*(each.facts for each in self.strategy.scenarios), self.strategy.facts)
        facts = {fact.name: fact for several in declared for fact in several}
        family = Family.of(self.compiled.default, self.currency)
        return attrs.evolve(family, facts=tuple(facts.values()))


def findings_of_strategy(strategy: Strategy, calendar: Calendar | None) -> _Told:
    """Tell what is found of the rules of a strategy, and what is proved of them."""
    rules = Rules.by_currency(strategy, calendar)
    assigning, pointing = [each.assigning for each in rules], [each.pointing for each in rules]
    asked = (
        *_asked("assign", (rule.when for rule in strategy.assign), assigning),
        *_asked("priority", (rule.when for rule in strategy.priority), pointing),
    )
    for verdict in verdicts_of(asked):
        for kind, message in judged(verdict):
            shown = _shown(rules[0], verdict, kind)
            yield ScenarioFinding.of(kind, verdict.asked.path, message, shown)
        yield from proved_of(verdict)
    for place in range(1, len(strategy.assign)):
        yield _reached(rules, place)
    yield from _unused(rules[0])
    how = "an account of which a condition is unknown is held"
    yield Proved(code=kinds.UNKNOWN_IS_HARSHER.code, path=("assign",), how=how)


def _asked(
    list_: str, whens: Iterable[Condition | None], several: Sequence[Conditions]
) -> Iterator[tuple[Asked, list[Grid]]]:
    """Give the conditions of a list of rules, each with its cells in every currency."""
    for place, when in enumerate(whens):
        if when is not None:
            asked = Asked(path=(list_, place, "when"), condition=when, slot=place, rung=None)
            yield asked, [Grid.of(each, [when], _ANYWHERE) for each in several]


def _shown(rules: Rules, verdict: Verdict, kind: kinds.Kind) -> Witness:
    """Play an account that a rule takes, or one it passes by."""
    first = verdict.answers[0]
    return rules.witness(first.grid, first.true if kind is kinds.ALWAYS_TRUE else first.other)


def _reached(several: Sequence[Rules], place: int) -> _Result:
    """Look whether an account comes to a rule, or those before it take all that would fit it."""
    kind, path = kinds.RULE_UNREACHABLE, ("assign", place)
    shown: Witness | None = None
    for rules in several:
        given = rules.strategy.assign[: place + 1]
        asked = [each.when for each in given if each.when is not None]
        grid = Grid.of(rules.assigning, asked, _ANYWHERE)
        if grid.count > MOST_CELLS:
            return Unproved(code=kind.code, path=path, why=told_of(grid), tried=0)
        fits, comes = _who_comes(rules.assigning, grid, place)
        if comes is not None:
            return Proved(code=kind.code, path=path, how=f"an account comes to rule {place + 1}")
        shown = shown or (rules.witness(grid, fits) if fits is not None else None)
    if shown is None:
        return Proved(code=kind.code, path=path, how="its own condition never holds")
    text = f"no account comes to rule {place + 1}: those before it take all that fit it"
    return ScenarioFinding.of(kind, path, text, shown)


def _who_comes(conditions: Conditions, grid: Grid, place: int) -> tuple[_Cell, _Cell]:
    """Give a cell that fits a rule by itself, and one that no rule before it takes or holds."""
    own, fits = conditions.of_steps[place], None
    before = [each for each in conditions.of_steps[:place] if each is not None]
    for cell in grid.cells():
        facts = grid.facts_of(cell)
        if own is not None and not own.surely_true(facts):
            continue
        fits = fits or cell
        if all(each.surely_false(facts) for each in before):
            return fits, cell
    return fits, None


def _unused(rules: Rules) -> _Told:
    strategy = rules.strategy
    conditions = [each.when for each in strategy.assign if each.when is not None]
    conditions += [each.when for each in strategy.priority]
    read = {name for each in conditions for name in facts_used(each)}
    for fact in strategy.facts:
        path: Path = ("facts", *fact.name.split("."))
        if fact.name in read:
            yield Proved(code=kinds.UNUSED_FACT.code, path=path, how="a rule reads it")
        else:
            text = f"`{fact.name}` is declared, and no rule reads it"
            yield ScenarioFinding.of(kinds.UNUSED_FACT, path, text, rules.witness())
