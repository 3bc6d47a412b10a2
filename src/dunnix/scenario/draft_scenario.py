"""A scenario as read, and what could not be read of it: what the rules are asked of."""

from collections.abc import Iterable

import attrs

from dunnix.scenario.allowances import Allowances
from dunnix.scenario.drafts import ScenarioKeys, StepKeys
from dunnix.scenario.faults import Fault
from dunnix.scenario.step_rules import Wrong


@attrs.frozen(kw_only=True, order=False)
class Draft:
    """A scenario as read, with the keys that were given but can't be read, its steps' too.

    `unreadable` names the facts and amounts that are declared but can't be read; `own_laws` the
    jurisdictions given beside those that ship.
    """

    scenario: ScenarioKeys
    wrong: Wrong = frozenset()
    wrong_in_steps: tuple[Wrong, ...] = ()
    wrong_in_reactions: tuple[Wrong, ...] = ()
    unreadable: frozenset[str] = frozenset()
    own_laws: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[StepKeys, ...]:
        """The steps as read."""
        return self.scenario.steps

    def is_wrong(self, place: int, key: str) -> bool:
        """Whether a step's key was given but can't be read."""
        return place < len(self.wrong_in_steps) and key in self.wrong_in_steps[place]

    def is_wrong_in_reaction(self, place: int, key: str) -> bool:
        """Whether a reaction's key is missing, or was given but can't be read."""
        return place < len(self.wrong_in_reactions) and key in self.wrong_in_reactions[place]


def allowances_of(scenario: ScenarioKeys) -> Allowances:
    """Give what a scenario allows, and below which path: in a step or reaction, or anywhere."""
    return (
        *((("step", place), each.allow) for place, each in enumerate(scenario.steps)),
        *((("reaction", place), each.allow) for place, each in enumerate(scenario.reactions)),
        ((), scenario.allow),
    )


def unreadable_names(faults: Iterable[Fault]) -> frozenset[str]:
    """Give the facts and amounts that are declared but can't be read, by their faults."""
    names: set[str] = set()
    for fault in faults:
        match fault.path:
            case ("facts", str(owner), str(name), *_):
                names.add(f"{owner}.{name}")
            case ("amounts", str(name), *_):
                names.add(name)
            case _:
                pass
    return frozenset(names)
