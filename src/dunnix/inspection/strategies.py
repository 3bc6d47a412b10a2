"""The rules of a strategy: which never fit, and which others always come before."""

from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.calendars import Calendar
from dunnix.conditions import Condition, facts_used
from dunnix.engine.compiled import Conditions
from dunnix.engine.strategy import CompiledStrategy, compile_strategy
from dunnix.inspection import kinds
from dunnix.inspection.cells import MOST_CELLS, Answers, Grid, answers
from dunnix.inspection.cuts import Bounds, Value
from dunnix.inspection.exact import told_of
from dunnix.inspection.family import Family, settable
from dunnix.inspection.kinds import Kind
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.witness import Witness
from dunnix.planning import project
from dunnix.scenario import Strategy

_Told = Iterator[ScenarioFinding | Proved | Unproved]
_DAYS: Final = 120


@attrs.frozen(kw_only=True, order=False, eq=False)
class Rules:
    """A strategy made ready to run, in a currency, and the accounts made up for it."""

    compiled: CompiledStrategy
    currency: str
    calendar: Calendar | None

    @classmethod
    def of(cls, strategy: Strategy, calendar: Calendar | None) -> "Rules":
        """Make a strategy ready."""
        currencies = (*strategy.currencies, *strategy.default.currencies, "EUR")
        compiled = compile_strategy(strategy, calendar)
        return cls(compiled=compiled, currency=currencies[0], calendar=calendar)

    @property
    def strategy(self) -> Strategy:
        """The strategy inspected."""
        return self.compiled.strategy

    @property
    def family(self) -> Family:
        """The accounts made up for it: those of its last scenario, with its own facts."""
        family = Family.of(self.compiled.default, self.currency)
        return attrs.evolve(family, facts=tuple(self.strategy.facts))

    def witness(self, grid: Grid | None, cell: tuple[Value, ...] | None) -> Witness:
        """Play the account of a cell under the strategy."""
        facts = {fact.name: fact for fact in self.strategy.fact_table}
        named = {} if grid is None or cell is None else grid.named(cell)
        given = {name: value for name, value in named.items() if settable(facts, name)}
        account = self.family.account(given)
        played = project(
            self.strategy,
            account,
            as_of=self.family.issued,
            days=_DAYS,
            calendar=self.calendar,
        )
        return Witness.of(account, played)


def findings_of_strategy(strategy: Strategy, calendar: Calendar | None) -> _Told:
    """Tell what is found of the rules of a strategy."""
    rules = Rules.of(strategy, calendar)
    assigning = rules.compiled.assign_conditions(rules.currency)
    pointing = rules.compiled.priority_conditions(rules.currency)
    for place, rule in enumerate(strategy.assign):
        if rule.when is not None:
            yield from _condition(rules, assigning, place, rule.when, ("assign", place, "when"))
    yield from _shadowed(rules, assigning)
    for place, points in enumerate(strategy.priority):
        path: Path = ("priority", place, "when")
        yield from _condition(rules, pointing, place, points.when, path)
    yield from _unused(rules)


def _condition(
    rules: Rules, conditions: Conditions, place: int, condition: Condition, path: Path
) -> _Told:
    compiled = conditions.of_steps[place]
    grid = Grid.of(conditions, [condition], Bounds(has_law=True))
    if compiled is None or grid.count > MOST_CELLS:
        why = told_of(grid) if compiled else f"it names no amount in {rules.currency}"
        for kind in (kinds.NEVER_TRUE, kinds.ALWAYS_TRUE):
            yield Unproved(code=kind.code, path=path, why=why, tried=0)
        return
    found = answers(grid, compiled)
    for kind, is_so, cell in _judged(found):
        if is_so:
            holds = "never" if kind is kinds.NEVER_TRUE else "always"
            text = f"`{condition.canonical()}` {holds} holds (cells asked: {found.cells})"
            yield ScenarioFinding.of(kind, path, text, rules.witness(grid, cell))
        else:
            yield Proved(code=kind.code, path=path, how=f"{found.cells} cells asked")


def _judged(found: Answers) -> Iterator[tuple[Kind, bool, tuple[Value, ...] | None]]:
    yield kinds.NEVER_TRUE, found.true is None, found.other
    yield kinds.ALWAYS_TRUE, found.other is None and found.true is not None, found.true


def _shadowed(rules: Rules, conditions: Conditions) -> _Told:
    """Look for rules that every account which would fit them is taken from before."""
    given = rules.strategy.assign
    for place in range(1, len(given)):
        before = [each.when for each in given[: place + 1] if each.when is not None]
        grid = Grid.of(conditions, before, Bounds(has_law=True))
        path: Path = ("assign", place)
        if grid.count > MOST_CELLS:
            why = told_of(grid)
            yield Unproved(code=kinds.RULE_UNREACHABLE.code, path=path, why=why, tried=0)
            continue
        fits, comes = _who_comes(conditions, grid, place)
        if comes is not None:
            how = f"an account comes to rule {place + 1}"
            yield Proved(code=kinds.RULE_UNREACHABLE.code, path=path, how=how)
        elif fits is not None:
            text = f"no account comes to rule {place + 1}: those before it take all that fit it"
            witness = rules.witness(grid, fits)
            yield ScenarioFinding.of(kinds.RULE_UNREACHABLE, path, text, witness)


def _who_comes(
    conditions: Conditions, grid: Grid, place: int
) -> tuple[tuple[Value, ...] | None, tuple[Value, ...] | None]:
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
            witness = rules.witness(None, None)
            yield ScenarioFinding.of(kinds.UNUSED_FACT, path, text, witness)
