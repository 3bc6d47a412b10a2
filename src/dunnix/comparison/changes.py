"""What changes between two scenarios, key by key: steps are the same where their ids are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeGuard

import attrs

from dunnix.model import FrozenMap
from dunnix.scenario import Scenario

Path: TypeAlias = tuple[str, ...]
_Table: TypeAlias = Mapping[str, Any]

LISTS: Final = ("step", "reaction", "statement")
_FROM_THE_SCENARIO: Final = ("attempts", "on_closed_day")
"""What a step has from its scenario where it doesn't say: told once, not for each step."""


@attrs.frozen(kw_only=True, order=False)
class Change:
    """One key that differs: its path, and what it was and is; None where it isn't set.

    Steps, reactions and statements go by their ids: `("step", "call", "at")`. One that is new or
    gone is a change of `("step", "call")` as a whole, and another order one of `("step",)`. Values
    are plain data, as `Scenario.to_dict()` gives them. Where several old steps become the one of
    the path, each is compared with it: `merged` is the id of the old one.
    """

    path: Path
    before: object = None
    after: object = None
    merged: str | None = None


@attrs.frozen(kw_only=True, order=False)
class ScenarioChanges:
    """All that differs between two scenarios, in the order of their keys; false if nothing does.

    `steps` are the ids that change, old to new: such a step is compared with the one it becomes.
    """

    old: Scenario = attrs.field(repr=lambda scenario: scenario.ref)
    new: Scenario = attrs.field(repr=lambda scenario: scenario.ref)
    steps: FrozenMap[str] = attrs.field(converter=FrozenMap[str])
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def say(self, language: str = "en") -> str:
        """Say in words what the old scenario says, and what the new one says in its place.

        Raises `ValueError` for a language there are no sentences in.
        """
        from dunnix.comparison.said import changes_text  # words are made on demand

        return changes_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """Give it as plain data; the names are stable."""
        return {
            "old": self.old.ref,
            "new": self.new.ref,
            "changes": [_row(each) for each in self.changes],
        }


def _row(change: Change) -> dict[str, object]:
    row = {"path": list(change.path), "before": change.before, "after": change.after}
    return row if change.merged is None else {**row, "merged": change.merged}


def compare_scenarios(
    old: Scenario, new: Scenario, *, steps: Mapping[str, str] | None = None
) -> ScenarioChanges:
    """Give what changes from one scenario to another, defaults included.

    `steps` says what becomes of steps whose id changes, as for `migrate`; ids that the scenarios
    don't have say nothing. Several steps may become one.

    >>> from dunnix.scenario import parse_scenario
    >>> text = '''
    ... id = "short"
    ... version = "1"
    ... currency = "EUR"
    ... if_behind = "one-at-a-time"
    ... [[step]]
    ... id = "call"
    ... at = "due + 1d"
    ... channel = "phone"
    ... '''
    >>> old = parse_scenario(text, name="short.toml")
    >>> new = parse_scenario(text.replace("1d", "3d"), name="short.toml")
    >>> [(each.path, each.before, each.after) for each in compare_scenarios(old, new)]
    [(('step', 'call', 'at'), 'due + 1d', 'due + 3d')]
    """
    before, after = old.to_dict(), new.to_dict()
    names = {step: to for kind in LISTS for step, to in _known(kind, before, after, steps or {})}
    changes = tuple(_changes(before, after, names))
    return ScenarioChanges(old=old, new=new, steps=FrozenMap(names), changes=changes)


def _known(
    kind: str, before: _Table, after: _Table, steps: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give the pairs of which the old scenario has the one and the new one the other."""
    was, becomes = _by_id(before, kind), _by_id(after, kind)
    return ((step, to) for step, to in steps.items() if step in was and to in becomes)


def _by_id(table: _Table, kind: str) -> Mapping[str, _Table]:
    return {each["id"]: each for each in table.get(kind, [])}


def merged_ids(steps: Iterable[str], names: Mapping[str, str]) -> frozenset[str]:
    """Give the old ids of which several become one."""
    becomes = {step: names.get(step, step) for step in steps}
    several = Counter(becomes.values())
    return frozenset(step for step, to in becomes.items() if several[to] > 1)


def _changes(before: _Table, after: _Table, names: Mapping[str, str]) -> Iterator[Change]:
    yield from _differences(_without_lists(before), _without_lists(after), ())
    for kind in LISTS:
        was, becomes = _by_id(before, kind), _by_id(after, kind)
        yield from _order(kind, [names.get(step, step) for step in was], becomes)
        for each in _of_list(kind, was, becomes, names):
            if not _follows(each, before, after):
                yield each


def _without_lists(table: _Table) -> _Table:
    return {name: given for name, given in table.items() if name not in LISTS}


def _differences(before: _Table, after: _Table, path: Path) -> Iterator[Change]:
    """Give the keys of two tables that differ, tables within them key by key."""
    for name in dict.fromkeys((*before, *after)):
        was, becomes = before.get(name), after.get(name)
        if (was or becomes) and _is_table_or_none(was) and _is_table_or_none(becomes):
            yield from _differences(was or {}, becomes or {}, (*path, name))
        elif was != becomes:
            yield Change(path=(*path, name), before=was, after=becomes)


def _is_table_or_none(value: object) -> TypeGuard[_Table | None]:
    return value is None or isinstance(value, Mapping)


def _order(kind: str, was: list[str], becomes: Iterable[str]) -> Iterator[Change]:
    """Tell another order: one in which no choice among merged steps makes the old one the new."""
    after = [step for step in becomes if step in was]
    rest = iter(was)
    if not all(step in rest for step in after):
        before = [step for step in dict.fromkeys(was) if step in after]
        yield Change(path=(kind,), before=before, after=after)


def _of_list(
    kind: str,
    was: Mapping[str, _Table],
    becomes: Mapping[str, _Table],
    names: Mapping[str, str],
) -> Iterator[Change]:
    merged = merged_ids(was, names)
    for step, table in was.items():
        to = names.get(step, step)
        if to not in becomes:
            yield Change(path=(kind, step), before=table)
            continue
        for each in _differences(table, becomes[to], (kind, to)):
            yield attrs.evolve(each, merged=step) if step in merged else each
    old = {names.get(step, step) for step in was}
    for step, table in becomes.items():
        if step not in old:
            yield Change(path=(kind, step), after=table)


def _follows(change: Change, before: _Table, after: _Table) -> bool:
    """Whether a step only has what its scenario says, before and after."""
    key = change.path[-1]
    if len(change.path) != len(("step", "id", "key")) or key not in _FROM_THE_SCENARIO:
        return False
    return (change.before, change.after) == (before[key], after[key])
