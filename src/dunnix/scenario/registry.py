"""Which text each published version of a scenario has: one version never means two things."""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from dunnix.errors import Problem, ScenarioError
from dunnix.model import FrozenMap
from dunnix.scenario.types import Scenario

_REF: Final = re.compile(r"[^@]+@[^@]+")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@attrs.frozen(order=False)
class ScenarioRegistry:
    """The hash of each scenario by its id and version, such as `fr-b2b@2026.1`.

    A host keeps it beside its decisions, which name the scenario and its hash: so it can tell which
    text was decided by. Nothing is ever taken out.

    >>> from dunnix.scenario import load_scenario
    >>> registry = ScenarioRegistry().add(load_scenario("gentle"))
    >>> list(registry.hashes), registry.add(load_scenario("gentle")) == registry
    (['gentle@2026.0'], True)
    """

    hashes: FrozenMap[str] = attrs.field(factory=FrozenMap[str], converter=FrozenMap[str])

    def add(self, *scenarios: Scenario) -> "ScenarioRegistry":
        """Give the registry with scenarios added; what it holds already is left as it is.

        Raises `ScenarioError` with a problem `version-reused` for each whose id and version stand
        for another text.
        """
        hashes = dict(self.hashes)
        problems = [
            _reused(scenario)
            for scenario in scenarios
            if hashes.setdefault(scenario.ref, scenario.hash) != scenario.hash
        ]
        if problems:
            raise ScenarioError(problems)
        return ScenarioRegistry(FrozenMap(hashes))

    def problems_of(self, scenario: Scenario) -> tuple[Problem, ...]:
        """Give what is wrong with a scenario for the registry: none, or `version-reused`."""
        known = self.hashes.get(scenario.ref, scenario.hash)
        return () if known == scenario.hash else (_reused(scenario),)

    def to_dict(self) -> dict[str, str]:
        """Give the hashes as plain data, by id and version."""
        return dict(self.hashes)

    @classmethod
    def from_dict(cls, hashes: Mapping[str, str]) -> "ScenarioRegistry":
        """Read what `to_dict` gave; `ValueError` for anything else."""
        for ref, hashed in hashes.items():
            if not _matches(_REF, ref) or not _matches(_HASH, hashed):
                raise ValueError(
                    f"`{ref}` is no version with its hash: an entry is such as"
                    ' "fr-b2b@2026.1": "64 hexadecimal digits"'
                )
        return cls(FrozenMap(hashes))


def _matches(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _reused(scenario: Scenario) -> Problem:
    return Problem(
        code="version-reused",
        message=f"version `{scenario.version}` of `{scenario.id}` was published with another text",
        hint="give the changed scenario a version of its own",
    )
