"""The tables `[[step]]` and `[[reaction]]` of a file, with what `[defaults]` gives to steps."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from dunnix.scenario.choices import Do
from dunnix.scenario.drafts import reaction_draft, step_draft
from dunnix.scenario.faults import Fault
from dunnix.scenario.reaction_keys import REACTION
from dunnix.scenario.reaction_rules import faults_of_reaction
from dunnix.scenario.step_keys import DEFAULTS, FIELDS, STEP
from dunnix.scenario.step_rules import Wrong, faults_of_step
from dunnix.scenario.tables import read_level

_Table = Mapping[str, object]

# What only a step that contacts the debtor can have, or a communication costs.
_OF_CONTACTS: Final = frozenset(
    {"channel", "fallback", "copy", "summary", "fee", "fee_waived_if_paid_within"}
)
_REACTION_FIELDS: Final = {**FIELDS, "repeat": "times"}


@attrs.frozen(eq=False, order=False)
class Ladder:
    """The steps and reactions as read, by the fields of their values, and what was wrong.

    `inherited` holds for each step the keys that `[defaults]` gave it.
    """

    inherited: list[frozenset[str]] = attrs.field(factory=list[frozenset[str]])
    steps: list[dict[str, Any]] = attrs.field(factory=list[dict[str, Any]])
    reactions: list[dict[str, Any]] = attrs.field(factory=list[dict[str, Any]])
    wrong_in_steps: list[Wrong] = attrs.field(factory=list[Wrong])
    wrong_in_reactions: list[Wrong] = attrs.field(factory=list[Wrong])
    faults: list[Fault] = attrs.field(factory=list[Fault])

    @classmethod
    def read(
        cls, defaults: _Table, steps: Iterable[_Table], reactions: Iterable[_Table]
    ) -> "Ladder":
        """Read every table."""
        ladder = cls()
        ladder.faults.extend(f.under("defaults") for f in read_level(DEFAULTS, defaults).faults)
        for table in steps:
            ladder._read_step(table, defaults)
        for table in reactions:
            ladder._read_reaction(table)
        return ladder

    def _read_step(self, table: _Table, defaults: _Table) -> None:
        place = len(self.steps)
        given = _for(table, defaults)
        found = read_level(STEP, {**given, **table})
        self.inherited.append(frozenset(given))
        self.steps.append(_fields(found.values, FIELDS))
        self.wrong_in_steps.append(found.wrong)
        faults = [fault for fault in found.faults if not fault.path or fault.path[0] not in given]
        faults += faults_of_step(step_draft(self.steps[-1]), found.wrong)
        self.faults.extend(self.at_home(fault.under("step", place)) for fault in faults)

    def _read_reaction(self, table: _Table) -> None:
        place = len(self.reactions)
        found = read_level(REACTION, table)
        missing = {name for name, key in REACTION.keys.items() if key.required} - set(found.values)
        self.reactions.append(_fields(found.values, _REACTION_FIELDS))
        self.wrong_in_reactions.append(found.wrong | missing)
        faults = [
            *found.faults,
            *faults_of_reaction(reaction_draft(self.reactions[-1]), found.wrong),
        ]
        self.faults.extend(fault.under("reaction", place) for fault in faults)

    def at_home(self, fault: Fault) -> Fault:
        """Give a fault of what `[defaults]` gave to a step its place there."""
        match fault.path:
            case ("step", int(place), str(key), *rest) if key in self.inherited[place]:
                return attrs.evolve(fault, path=("defaults", key, *rest))
            case _:
                return fault


def _for(table: _Table, defaults: _Table) -> dict[str, object]:
    """Give what a step takes from `[defaults]`."""
    contacts = table.get("do", defaults.get("do", Do.SEND)) == Do.SEND
    return {
        name: value
        for name, value in defaults.items()
        if name in DEFAULTS.keys and name not in table and (contacts or name not in _OF_CONTACTS)
    }


def _fields(values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, Any]:
    """Give what was read by the names of the fields."""
    return {names.get(name, name): value for name, value in values.items()}
