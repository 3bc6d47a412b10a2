"""What of a scenario its tests have exercised: steps, reactions, pauses, comparisons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from dunnix.conditions.expression import Not, spelled
from dunnix.engine import Decision, HeldReason
from dunnix.engine.compiled import compile_scenario
from dunnix.errors import Place
from dunnix.model import known_rows
from dunnix.scenario import PauseKind, Scenario, Strategy
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.load import positions_of
from dunnix.scenario.sources import read_source
from dunnix.scenario.syntax import decode
from dunnix.testing.atoms import Recorder, Seen, signed_leaves
from dunnix.testing.declared import (
    OwnedCondition,
    assigning_conditions_of,
    conditions_of,
    pauses_of,
)
from dunnix.testing.expectation import ScenarioTestFile
from dunnix.testing.names import scenarios_of
from dunnix.testing.run import ScenarioTestResult

_PAUSES: Final = {
    HeldReason.DISPUTE: PauseKind.DISPUTE,
    HeldReason.PROMISE: PauseKind.PROMISE,
    HeldReason.PLAN: PauseKind.PLAN,
    HeldReason.BLOCK: PauseKind.BLOCK,
    HeldReason.EXTENSION: PauseKind.EXTENSION,
    HeldReason.INSOLVENCY: PauseKind.INSOLVENCY,
    HeldReason.HANDED_OVER: PauseKind.HAND_OVER,
    HeldReason.UNCLEARED: PauseKind.UNCLEARED,
}


@attrs.frozen(order=False)
class Exercised:
    """A step, reaction or pause, and how often tests came to it."""

    name: str
    times: int


@attrs.frozen(kw_only=True, order=False)
class Atom:
    """A comparison of a condition, and whether tests saw it hold and fail.

    `owner` is the id of the step or reaction, or `tone.softer` and the like; `place` is where it
    stands in its file, if that is known.
    """

    owner: str
    text: str
    seen_true: bool
    seen_false: bool
    place: Place | None = attrs.field(default=None, eq=False)


@attrs.frozen(kw_only=True, order=False)
class ScenarioCoverage:
    """What of a scenario or strategy was exercised: all there is, and how often.

    `reactions` holds summaries of calls and statements of account as well, `pauses` those that the
    scenario has a table for. `hash` is that of the rules.
    """

    rules: str
    hash: str
    steps: tuple[Exercised, ...]
    reactions: tuple[Exercised, ...]
    pauses: tuple[Exercised, ...]
    atoms: tuple[Atom, ...]

    @property
    def is_full(self) -> bool:
        """Whether nothing is left that no test came to."""
        groups = (*self.steps, *self.reactions, *self.pauses)
        return all(each.times for each in groups) and all(
            each.seen_true and each.seen_false for each in self.atoms
        )

    def merge(self, other: "ScenarioCoverage") -> "ScenarioCoverage":
        """Give the coverage of two runs together; `ValueError` for two of different rules."""
        if _shape(self) != _shape(other):
            raise ValueError(f"coverage of `{other.rules}` says nothing of `{self.rules}`")
        return attrs.evolve(
            self,
            steps=_added(self.steps, other.steps),
            reactions=_added(self.reactions, other.reactions),
            pauses=_added(self.pauses, other.pauses),
            atoms=tuple(map(_either, self.atoms, other.atoms)),
        )

    def to_dict(self) -> dict[str, object]:
        """Give the coverage as plain data; the names are stable."""
        return {
            "rules": self.rules,
            "steps": {each.name: each.times for each in self.steps},
            "reactions": {each.name: each.times for each in self.reactions},
            "pauses": {each.name: each.times for each in self.pauses},
            "atoms": [_atom_data(each) for each in self.atoms],
        }


def _shape(coverage: ScenarioCoverage) -> tuple[object, ...]:
    groups = (coverage.steps, coverage.reactions, coverage.pauses)
    names = tuple(tuple(each.name for each in group) for group in groups)
    return (
        coverage.rules,
        coverage.hash,
        names,
        tuple((each.owner, each.text) for each in coverage.atoms),
    )


def _added(ones: Sequence[Exercised], others: Sequence[Exercised]) -> tuple[Exercised, ...]:
    return tuple(
        Exercised(one.name, one.times + other.times)
        for one, other in zip(ones, others, strict=True)
    )


def _either(one: Atom, other: Atom) -> Atom:
    return attrs.evolve(
        one,
        seen_true=one.seen_true or other.seen_true,
        seen_false=one.seen_false or other.seen_false,
    )


def _atom_data(atom: Atom) -> dict[str, object]:
    place = atom.place
    return {
        "owner": atom.owner,
        "text": atom.text,
        "true": atom.seen_true,
        "false": atom.seen_false,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
    }


def scenario_coverage(
    file: ScenarioTestFile, results: Iterable[ScenarioTestResult]
) -> tuple[ScenarioCoverage, ...]:
    """Give what the tests of a file exercised, one for each scenario, and for a strategy itself.

    >>> from dunnix.testing.load import parse_scenario_tests
    >>> from dunnix.testing.run import run_scenario_tests
    >>> file = parse_scenario_tests('''
    ... scenario = "gentle"
    ... [account]
    ... debtor = { id = "D1", contacts = [ { role = "accounts-payable", email = "ap@e.example" } ] }
    ... invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]
    ... [[test]]
    ... name = "nothing comes early"
    ... until = 2026-01-20
    ... expect = []
    ... ''', name="my.test.toml")
    >>> [coverage] = scenario_coverage(file, run_scenario_tests(file))
    >>> coverage.is_full, coverage.steps[0]
    (False, Exercised(name='heads-up', times=0))
    """
    recorder, seen, pauses = Recorder(file.rules), set[Seen](), Counter[tuple[str, str]]()
    taken = Counter[tuple[str, str]]()
    for result in results:
        taken.update(_taken(result))
        for decision in result.decisions:
            seen |= recorder.seen(decision)
            pauses.update(_pauses(decision))
    places = _Places(file)
    found = [_of_scenario(each, taken, pauses, seen, places) for each in scenarios_of(file.rules)]
    if isinstance(file.rules, Strategy):
        conditions = assigning_conditions_of(file.rules)
        atoms = tuple(_atoms(file.rules.ref, conditions, seen, places))
        found.append(_of_strategy(file.rules, atoms))
    return tuple(found)


def _of_strategy(strategy: Strategy, atoms: tuple[Atom, ...]) -> ScenarioCoverage:
    return ScenarioCoverage(
        rules=strategy.ref, hash=strategy.hash, steps=(), reactions=(), pauses=(), atoms=atoms
    )


def _taken(result: ScenarioTestResult) -> Iterator[tuple[str, str]]:
    """Give the steps that were taken, for an action's own sake or for one of its receivables."""
    for _, action in result.taken:
        steps = {action.step, *(line.step for line in action.receivables)}
        yield from ((action.scenario, step) for step in sorted(each for each in steps if each))


def _pauses(decision: Decision) -> Iterator[tuple[str, str]]:
    """Give what paused something, a dispute by its reason as well."""
    kinds = {_PAUSES[each.reason] for each in decision.held if each.reason in _PAUSES}
    yield from ((decision.scenario, str(kind)) for kind in sorted(kinds))
    if PauseKind.DISPUTE in kinds:
        for dispute in known_rows(decision.account.disputes, decision.as_of):
            if dispute.resolved_on is None:
                yield decision.scenario, f"dispute:{dispute.reason}"


def _of_scenario(
    scenario: Scenario,
    taken: Mapping[tuple[str, str], int],
    pauses: Mapping[tuple[str, str], int],
    seen: set[Seen],
    places: "_Places",
) -> ScenarioCoverage:
    compiled, ref = compile_scenario(scenario), scenario.ref
    steps = [rung.id for rung in compiled.rungs]
    answers = [rung.id for rung in compiled.every_rung[len(steps) :]]
    return ScenarioCoverage(
        rules=ref,
        hash=scenario.hash,
        steps=tuple(Exercised(name, taken.get((ref, name), 0)) for name in steps),
        reactions=tuple(Exercised(name, taken.get((ref, name), 0)) for name in answers),
        pauses=tuple(Exercised(name, pauses.get((ref, name), 0)) for name in pauses_of(scenario)),
        atoms=tuple(_atoms(ref, conditions_of(scenario), seen, places)),
    )


def _atoms(
    ref: str, conditions: Iterable[OwnedCondition], seen: set[Seen], places: "_Places"
) -> Iterator[Atom]:
    for each in conditions:
        for number, (leaf, negated) in enumerate(signed_leaves(each.condition.expression)):
            yield Atom(
                owner=each.owner,
                text=spelled(Not(leaf) if negated else leaf),
                seen_true=Seen(ref, each.place, number, held=True) in seen,
                seen_false=Seen(ref, each.place, number, held=False) in seen,
                place=places.of(ref, each.path, (leaf.span.start, leaf.span.end)),
            )


class _Places:
    """Where conditions stand in the file of the rules that are tested."""

    def __init__(self, file: ScenarioTestFile) -> None:
        self._ref = file.rules.ref
        self._name, data = read_source(file.source) if file.source else ("", b"")
        self._positions = positions_of(decode(data, self._name))

    def of(self, ref: str, path: Path, span: tuple[int, int]) -> Place | None:
        """Give the place of a comparison; None in another file than the one tested."""
        if ref != self._ref or not self._name:
            return None
        fault = Fault(code="", message="", path=path, span=span)
        return self._positions.place_of(fault, self._name)
