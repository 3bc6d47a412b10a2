"""What changes between two scenarios, key by key: steps are the same where their ids are."""

from collections.abc import Iterator, Mapping
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
    are plain data, as `Scenario.to_dict()` gives them.
    """

    path: Path
    before: object = None
    after: object = None


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
            "changes": [{**attrs.asdict(each), "path": list(each.path)} for each in self.changes],
        }


def compare_scenarios(
    old: Scenario, new: Scenario, *, steps: Mapping[str, str] | None = None
) -> ScenarioChanges:
    """Give what changes from one scenario to another, defaults included.

    `steps` says what becomes of steps whose id changes, as for `migrate`; ids that neither
    scenario has say nothing.

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
    >>> compare_scenarios(old, new).changes
    (Change(path=('step', 'call', 'at'), before='due + 1d', after='due + 3d'),)
    """
    names = {step: becomes for step, becomes in (steps or {}).items() if becomes}
    changes = tuple(_changes(old.to_dict(), new.to_dict(), names))
    return ScenarioChanges(old=old, new=new, steps=FrozenMap(names), changes=changes)


def _changes(before: _Table, after: _Table, names: Mapping[str, str]) -> Iterator[Change]:
    yield from _differences(_without_lists(before), _without_lists(after), ())
    for kind in LISTS:
        was = {names.get(each["id"], each["id"]): each for each in before.get(kind, [])}
        becomes = {each["id"]: each for each in after.get(kind, [])}
        yield from _of_list(kind, was, becomes, (before, after))


def _without_lists(table: _Table) -> _Table:
    return {name: given for name, given in table.items() if name not in LISTS}


def _differences(before: _Table, after: _Table, path: Path) -> Iterator[Change]:
    """Give the keys of two tables that differ, tables within them key by key."""
    for name in dict.fromkeys((*before, *after)):
        was, becomes = before.get(name), after.get(name)
        if _is_table(was) and _is_table(becomes):
            yield from _differences(was, becomes, (*path, name))
        elif was != becomes:
            yield Change(path=(*path, name), before=was, after=becomes)


def _is_table(value: object) -> TypeGuard[_Table]:
    return isinstance(value, Mapping)


def _of_list(
    kind: str,
    was: Mapping[str, _Table],
    becomes: Mapping[str, _Table],
    whole: tuple[_Table, _Table],
) -> Iterator[Change]:
    kept = [name for name in was if name in becomes]
    moved = [name for name in becomes if name in was]
    if kept != moved:
        yield Change(path=(kind,), before=kept, after=moved)
    for name in dict.fromkeys((*was, *becomes)):
        if name in kept:
            for each in _differences(was[name], becomes[name], (kind, name)):
                if not _follows(each, *whole):
                    yield each
        else:
            yield Change(path=(kind, name), before=was.get(name), after=becomes.get(name))


def _follows(change: Change, before: _Table, after: _Table) -> bool:
    """Whether a step only has what its scenario says, before and after."""
    key = change.path[-1]
    if len(change.path) != len(("step", "id", "key")) or key not in _FROM_THE_SCENARIO:
        return False
    return (change.before, change.after) == (before[key], after[key])
