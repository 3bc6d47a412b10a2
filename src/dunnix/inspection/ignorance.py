"""Facts nobody reads, and facts that make an account harsher when nobody knows them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from dunnix.conditions import Condition, facts_used
from dunnix.engine import NextAction
from dunnix.facts import Fact, FactKind
from dunnix.inspection import kinds
from dunnix.inspection.asked import asked_of
from dunnix.inspection.cells import Cell
from dunnix.inspection.cuts import Bounds, Value, domains
from dunnix.inspection.family import settable
from dunnix.inspection.goals import Goals
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.search import Play, Search, some
from dunnix.scenario import Do

_MOST_VALUES: Final = 6
_Told: TypeAlias = Iterator[ScenarioFinding | Proved | Unproved]


def unused_facts(search: Search) -> _Told:
    """Find facts that are declared and read by no condition."""
    read = {name for each in asked_of(search.compiled) for name in facts_used(each.condition)}
    for fact in search.scenario.facts:
        owner, _, name = fact.name.partition(".")
        path = ("facts", owner, name)
        if fact.name in read:
            how = "a condition reads it"
            yield Proved(code=kinds.UNUSED_FACT.code, path=path, how=how)
            continue
        plays = some(search.play(search.family.account({fact.name: value})) for value in _two(fact))
        first, *others = plays or search.plays[:1]
        witness = first.witness(beside=next(iter(others), None))
        text = f"`{fact.name}` is declared, and no condition reads it"
        yield ScenarioFinding.of(kinds.UNUSED_FACT, path, text, witness)


def _two(fact: Fact) -> tuple[Value, Value]:
    """Give two values of a fact, which make no difference; a choice may have only one."""
    match fact.kind:
        case FactKind.FLAG:
            return False, True
        case FactKind.CHOICE:
            return fact.choices[0], fact.choices[-1]
        case FactKind.TEXT:
            return "one", "another"
        case FactKind.INTEGER | FactKind.DAYS | FactKind.MONEY:
            return 0, 1


def unknown_is_harsher(search: Search, goals: Goals) -> _Told:
    """Compare who isn't known in one respect with everybody who is."""
    asked = [(each.condition, each.path) for each in asked_of(search.compiled)]
    facts = search.scenario.fact_table
    read = sorted({name for condition, _ in asked for name in facts_used(condition)})
    nullable = [facts[name] for name in read if facts[name].nullable]
    names = {fact.name: fact for fact in facts}
    if not nullable:
        how = "every fact that is read is always known"
        yield Proved(code=kinds.UNKNOWN_IS_HARSHER.code, path=(), how=how)
    for fact in nullable:
        if settable(names, fact.name):
            yield _compared(search, goals, fact, asked)
        else:
            path = next(path for condition, path in asked if fact.name in facts_used(condition))
            why = f"`{fact.name}` comes of what happens, and was left as it comes"
            yield Unproved(code=kinds.UNKNOWN_IS_HARSHER.code, path=path, why=why, tried=0)


def _compared(
    search: Search, goals: Goals, fact: Fact, asked: Iterable[tuple[Condition, Path]]
) -> ScenarioFinding | Unproved:
    reading = [(condition, path) for condition, path in asked if fact.name in facts_used(condition)]
    conditions, path, tried = [condition for condition, _ in reading], reading[0][1], 0
    for cell in _around(search, goals, fact):
        unknown, known = _plays(search, fact, cell, conditions)
        tried += len(known) + (unknown is not None)
        if unknown is None or not known:
            break
        worst = _harsher(search, unknown, known)
        if worst is not None:
            step, other = worst
            text = f"who isn't known by `{fact.name}` meets `{step}` harsher than anybody who is"
            return ScenarioFinding.of(
                kinds.UNKNOWN_IS_HARSHER, path, text, unknown.witness(beside=other)
            )
    why = f"in {tried} accounts nobody was treated harsher for want of `{fact.name}`"
    return Unproved(code=kinds.UNKNOWN_IS_HARSHER.code, path=path, why=why, tried=tried)


def _around(search: Search, goals: Goals, fact: Fact) -> Iterator[Cell]:
    """Give the accounts in which a fact is looked at: as usual, and as its readers want them."""
    yield {}
    seen: list[Cell] = [{}]
    for rung in search.compiled.every_rung:
        if rung.step.when is not None and fact.name in facts_used(rung.step.when):
            for cell in goals.cells(rung):
                rest = {name: value for name, value in cell.items() if name != fact.name}
                if rest not in seen:
                    seen.append(rest)
                    yield rest


def _plays(
    search: Search, fact: Fact, cell: Cell, conditions: Iterable[Condition]
) -> tuple[Play | None, list[Play]]:
    compiled = search.compiled.conditions(search.family.currency)
    cut = domains(
        [fact],
        conditions,
        amounts=compiled.amounts,
        digits=compiled.digits,
        bounds=Bounds(has_law=search.compiled.law is not None),
    )[fact.name]
    values = [value for value in cut if value is not None]
    if len(values) > _MOST_VALUES:
        values = [*values[: _MOST_VALUES - 1], values[-1]]
    unknown = search.play(search.family.account({**cell, fact.name: None}))
    known = some(search.play(search.family.account({**cell, fact.name: v})) for v in values)
    return unknown, known if len(known) == len(values) else []


def _harsher(search: Search, unknown: Play, known: list[Play]) -> tuple[str, Play] | None:
    """Give the step by which one account is treated harsher than all others, and one of those."""
    steps = {rung.id: rung.index for rung in search.compiled.rungs}
    firmest = _firmest(unknown, steps)
    others = [_firmest(each, steps) for each in known]
    if firmest is not None and all(each is None or each[0] < firmest[0] for each in others):
        return firmest[1], known[0]
    tones = [_tones(each) for each in known]
    for step, rank in _tones(unknown).items():
        if all(step in each and each[step] < rank for each in tones):
            return step, known[0]
    return None


def _firmest(play: Play, steps: Mapping[str, int]) -> tuple[tuple[int, int, int], str] | None:
    """Give how strict the strictest step was: its phase, its place in the ladder, its tone."""
    ranked = [
        (_strictness(action, steps), action.step)
        for _, action in play.actions
        if action.step in steps and action.do is not Do.NONE
    ]
    found = max(ranked, default=None)
    return None if found is None or found[1] is None else (found[0], found[1])


def _strictness(action: NextAction, steps: Mapping[str, int]) -> tuple[int, int, int]:
    phase = -1 if action.phase is None else action.phase.rank
    tone = -1 if action.tone is None else action.tone.rank
    return phase, steps.get(action.step or "", -1), tone


def _tones(play: Play) -> dict[str, int]:
    """Give the firmest tone in which each step spoke."""
    found: dict[str, int] = {}
    for _, action in play.actions:
        if action.step is not None and action.tone is not None and action.do is Do.SEND:
            found[action.step] = max(action.tone.rank, found.get(action.step, -1))
    return found
